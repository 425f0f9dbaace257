/** How far up the conditions around a place are looked for. */
const REACH = 4000;

/**
 * The conditions that a place stands under, innermost first: of every `if` and `elif` whose suite holds it, up to the
 * function's header. An `else` counts with what it is the alternative of only as `else`: its condition says the opposite.
 */
export function conditionsAround(text: string, offset: number): readonly string[] {
  const lines = text.slice(Math.max(0, offset - REACH), offset).split('\n');
  const found: string[] = [];
  const own = lines.pop() ?? '';
  let depth = indentOf(own);
  const inLine = /^[ \t]*(?:if|elif)\b(.*):/.exec(own);
  if (inLine) found.push(inLine[1]!.trim());
  for (let line = lines.pop(); line !== undefined && depth > 0; line = lines.pop()) {
    if (line.trim() === '' || indentOf(line) >= depth) continue;
    // The end of a header over several lines, or of brackets that were closed at the left: not the place's own suite.
    if (/^[ \t]*[)\]}]/.test(line) && !/:\s*(?:#.*)?$/.test(line)) continue;
    depth = indentOf(line);
    if (/^[ \t]*(?:async\s+)?(?:def|class)\b/.test(line)) return found;
    const header = /^[ \t]*(?:if|elif)\b(.*)$/.exec(line);
    if (header) found.push(header[1]!.replace(/:\s*(?:#.*)?$/, '').trim());
  }
  return found;
}

const indentOf = (line: string): number => /^[ \t]*/.exec(line)![0].length;
