import { markup, raw, type Markup } from '../core/markup';
import { STYLE_DIGESTS, styleOf, type PageLook } from './html-style';

export interface PageOptions {
  readonly title: string;
  readonly look: PageLook;
  /** The one script that the page may run, as text, and the random text that it is known by. */
  readonly script?: { readonly text: string; readonly nonce: string };
}

/** A whole page. Its policy loads nothing, sends nothing, and runs no style or script but its own. */
export function pageOf({ title, look, script }: PageOptions, body: Markup): string {
  const policy = [
    "default-src 'none'",
    `style-src 'sha256-${STYLE_DIGESTS[look]}'`,
    ...(script ? [`script-src 'nonce-${script.nonce}'`] : []),
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `${
    markup`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${raw(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${raw(styleOf(look))}</style>
</head>
<body>
${body}
${script ? markup`<script nonce="${script.nonce}">${raw(script.text)}</script>` : null}
</body>
</html>`.html
  }\n`;
}

/** Our own sentences are Markdown with `code` in them. */
export const prose = (text: string): readonly Markup[] =>
  text
    .split(/(`[^`]+`)/)
    .map((part) => (/^`.+`$/s.test(part) ? markup`<code>${part.slice(1, -1)}</code>` : markup`${part}`));

export const amountOf = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;
