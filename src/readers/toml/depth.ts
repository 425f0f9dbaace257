/** Levels of arrays and inline tables; parsers and who walks their trees recurse, and what people write has three or four. */
const MAX_DEPTH = 100;

/** Whether values of a TOML text are nested deeper than what is parsed. To be asked before: a parser that runs out of stack may get on, and who walks its tree does not. */
export function nestsTooDeep(text: string): boolean {
  let depth = 0;
  for (const [token] of text.matchAll(/"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|#[^\n]*|[[\]{}]/g)) {
    if (token === '[' || token === '{') depth++;
    else if (depth > 0 && (token === ']' || token === '}')) depth--;
    if (depth > MAX_DEPTH) return true;
  }
  return false;
}
