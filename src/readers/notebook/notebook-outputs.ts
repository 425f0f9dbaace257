import type { Range } from '../../core/range';

/** Notebooks up to this many units are parsed as they are. */
const LARGE = 2_000_000;
/** One output, and all outputs of a cell together, may have so many units of JSON, images not counted. */
const MOST = 1_000_000;
/** Of a larger output so much is kept, as it is written, to look for keys in. */
const KEPT = 200_000;

/** A value that is passed over. In JSON no quote stands within a string without a backslash before it, so a match is what it looks like. */
const IMAGE = /"(?:image|audio|video)\/[\w.+-]{1,100}"\s{0,20}:\s{0,20}"/g;
const OUTPUTS = /"outputs"\s{0,20}:\s{0,20}\[/g;

/**
 * The JSON of a large notebook without its images and without the greater part of endless outputs, so that what is left can
 * be parsed in little memory. With `inPlace` everything that stays keeps its offset: blanks stand for what is left out.
 */
export function withoutLargeOutputs(
  json: string,
  inPlace: boolean,
): { readonly json: string; /** True when outputs that hold text were cut. */ readonly cut: boolean } {
  if (json.length <= LARGE) return { json, cut: false };
  if (inPlace) {
    // Images count here: it is only for what stands around. Blanks stand within quotes, because between values a parser may keep them one by one.
    const large = largeOutputsIn(json);
    return {
      json: replaced(json, large, ({ start, end }) => `"${' '.repeat(end - start - 2)}"`),
      cut: large.length > 0,
    };
  }
  const small = replaced(json, imagesIn(json), () => '');
  if (small.length <= LARGE) return { json: small, cut: false };
  const large = largeOutputsIn(small);
  return {
    json: replaced(
      small,
      large,
      ({ start, end }) => `{"text":${JSON.stringify(small.slice(start, Math.min(end, start + KEPT)))}}`,
    ),
    cut: large.length > 0,
  };
}

function replaced(json: string, ranges: readonly Range[], instead: (range: Range) => string): string {
  const parts: string[] = [];
  let at = 0;
  for (const range of ranges) {
    parts.push(json.slice(at, range.start), instead(range));
    at = range.end;
  }
  return parts.length === 0 ? json : parts.join('') + json.slice(at);
}

/** What stands between the quotes of images. */
function imagesIn(json: string): Range[] {
  const found: Range[] = [];
  IMAGE.lastIndex = 0;
  for (let match = IMAGE.exec(json); match !== null; match = IMAGE.exec(json)) {
    const start = IMAGE.lastIndex;
    const end = closingQuote(json, start);
    if (end < 0) break;
    if (end - start > 100) found.push({ start, end });
    IMAGE.lastIndex = end + 1;
  }
  return found;
}

/** Outputs that are large, and those that come after a cell's share is used up. */
function largeOutputsIn(json: string): Range[] {
  const found: Range[] = [];
  OUTPUTS.lastIndex = 0;
  for (let match = OUTPUTS.exec(json); match !== null; match = OUTPUTS.exec(json)) {
    let share = MOST;
    let at = OUTPUTS.lastIndex;
    for (;;) {
      const range = elementAt(json, at);
      if (range === null) break;
      const size = range.end - range.start;
      if (size > share) found.push(range);
      else share -= size;
      at = range.end;
      while (json[at] === ' ' || json[at] === '\n' || json[at] === '\r' || json[at] === '\t') at++;
      if (json[at] !== ',') break;
      at++;
    }
    OUTPUTS.lastIndex = at;
  }
  return found;
}

/** The object or array that begins at an offset, blanks before it passed over; null for anything else, and for one that does not end. */
function elementAt(json: string, from: number): Range | null {
  let start = from;
  while (json[start] === ' ' || json[start] === '\n' || json[start] === '\r' || json[start] === '\t') start++;
  if (json[start] !== '{' && json[start] !== '[') return null;
  let depth = 0;
  for (let at = start; at < json.length; at++) {
    const code = json.charCodeAt(at);
    if (code === 34) {
      // "
      at = closingQuote(json, at + 1);
      if (at < 0) return null;
    } else if (code === 123 || code === 91) depth++;
    else if ((code === 125 || code === 93) && --depth === 0) return { start, end: at + 1 };
  }
  return null;
}

/** Offset of the quote that ends the string whose content begins at `start`; -1 when there is none. */
function closingQuote(json: string, start: number): number {
  for (let at = json.indexOf('"', start); at >= 0; at = json.indexOf('"', at + 1)) {
    let escapes = at;
    while (escapes > start && json.charCodeAt(escapes - 1) === 92) escapes--;
    if ((at - escapes) % 2 === 0) return at;
  }
  return -1;
}
