/**
 * The last net before a document is written: shapes that are keys and nothing else. Finding secrets is the business of the
 * rules; here a hit means that a reader let one through, so only unmistakable prefixes and PEM blocks are listed.
 */
const SHAPES: readonly RegExp[] = [
  /(?<![A-Za-z0-9_])hf_[A-Za-z0-9]{30,50}(?![A-Za-z0-9_])/u,
  /(?<![A-Za-z0-9_])gh[pousr]_[A-Za-z0-9]{36,255}(?![A-Za-z0-9_])/u,
  /(?<![A-Za-z0-9_])github_pat_[A-Za-z0-9_]{60,255}(?![A-Za-z0-9_])/u,
  /(?<![A-Za-z0-9_])glpat-[A-Za-z0-9_-]{20,60}(?![A-Za-z0-9_-])/u,
  /(?<![A-Za-z0-9_])pypi-AgE[A-Za-z0-9_-]{40,400}/u,
  /(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z2-7]{16}(?![A-Za-z0-9])/u,
  /(?<![A-Za-z0-9_-])sk-(?:proj-|ant-|or-)?[A-Za-z0-9_-]{32,200}(?![A-Za-z0-9_-])/u,
  /(?<![A-Za-z0-9_])xox[abeoprs]-[A-Za-z0-9-]{20,200}/u,
  /(?<![A-Za-z0-9_])AIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])/u,
  /(?<![A-Za-z0-9_])ya29\.[A-Za-z0-9_-]{30,400}/u,
  /-----BEGIN (?:[A-Z]{2,12} ){0,3}PRIVATE KEY-----/u,
];

const ANY = new RegExp(SHAPES.map((shape) => shape.source).join('|'), 'u');

/** True when the text holds something that has the shape of a well-known kind of key. */
export const looksLikeSecret = (text: string): boolean => text.length >= 20 && ANY.test(text);

/** The text with each of them replaced. */
export const withoutSecrets = (text: string): string =>
  !looksLikeSecret(text)
    ? text
    : SHAPES.reduce((kept, shape) => kept.replace(new RegExp(shape.source, 'gu'), '[redacted]'), text);
