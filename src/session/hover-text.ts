import { redacted } from '../analysis/secrets/redaction';

/** Names out of a file must not become Markdown, nor show a key that somebody took for a name. */
export const escaped = (text: string): string =>
  redacted(text)
    .replace(/[\\`*_{}[\]()#+\-.!<>|~&$]/g, '\\$&')
    .replace(/\s+/g, ' ')
    .slice(0, 300);

/** A value in the type of code. */
export const code = (text: string): string =>
  `\`${redacted(text)
    .replace(/[`\s]+/g, ' ')
    .slice(0, 100)}\``;
