const DEEPEST = 64;
/** Characters of YAML that are parsed; the parser is the slowest of all readers. */
const LARGEST = 500_000;

/**
 * Whether a text may be given to the YAML parser. It recurses into what is nested, and some megabytes of brackets end the whole
 * process, with no error that could be caught: so each text of a file is asked for here first.
 */
export const isParsableYaml = (text: string): boolean => text.length <= LARGEST && !isTooDeep(text);

/** Flow brackets or indentation beyond what anybody writes; both make the parser recurse. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  for (const character of text) {
    if (character === '[' || character === '{') {
      if (++depth > DEEPEST) return true;
    } else if ((character === ']' || character === '}') && depth > 0) {
      depth--;
    }
  }
  return /(?:^|\n)(?:[ \t]*[-?:][ \t]+){64}/.test(text) || new RegExp(`(?:^|\\n) {${DEEPEST * 4}}\\S`).test(text);
}
