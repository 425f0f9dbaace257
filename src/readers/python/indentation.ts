/** Suites within suites that the parser's scanner is given. It keeps their widths in a buffer of fixed size and writes beyond its end, which spoils the parser for all that follows. */
const MAX_SUITES = 400;

/** Far to the right: text that has no such line cannot have so many suites. */
const WIDE = /(?:^|[\r\n])[ \t\f]{400}/;

/** Whether suites are nested deeper than the parser can take. What stands in strings counts too: this looks at indentation alone. */
export function indentsTooDeeply(text: string): boolean {
  if (!WIDE.test(text)) return false;
  const open: number[] = [];
  for (const [blanks] of text.matchAll(/^[ \t\f]*(?=[^ \t\f\r\n#])/gm)) {
    let width = 0;
    for (const blank of blanks) width = blank === ' ' ? width + 1 : blank === '\t' ? width + 8 : 0;
    while (open.length > 0 && open[open.length - 1]! >= width) open.pop();
    open.push(width);
    if (open.length > MAX_SUITES) return true;
  }
  return false;
}
