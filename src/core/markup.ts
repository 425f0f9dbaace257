/** HTML that is safe to put into a page: only `markup` and `raw` make it. */
export interface Markup {
  readonly html: string;
}

type Part = string | number | Markup | null | false | readonly Part[];

/** HTML with values in it; each is escaped unless it is markup itself. Null and false leave nothing, a list is put together. */
export const markup = (strings: TemplateStringsArray, ...values: readonly Part[]): Markup =>
  raw(strings.reduce((html, string, index) => html + textOf(values[index - 1] ?? null) + string));

/** Text of our own that is HTML already. Never what comes from a document. */
export const raw = (html: string): Markup => ({ html });

/** Text as it may stand between tags and in a quoted attribute, without what changes the direction of reading. */
export const escapeMarkup = (text: string): string =>
  text
    .replace(/[&<>"'`]/g, (sign) => `&#${sign.charCodeAt(0)};`)
    // eslint-disable-next-line no-control-regex -- control characters are what is replaced
    .replace(/[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '\ufffd');

function textOf(part: Part): string {
  if (part === null || part === false) return '';
  if (typeof part === 'string' || typeof part === 'number') return escapeMarkup(String(part));
  return 'html' in part ? part.html : part.map(textOf).join('');
}
