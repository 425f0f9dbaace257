/**
 * Whether a qualified callee fits a pattern of dotted names: `*` stands for one segment, `**` for any number (also none),
 * and `*` inside a segment for any run of characters (`AutoModel*`). `?` is the unknown receiver and only fits itself and `*`, `**`.
 */
export function matchesCallee(pattern: string, callee: string): boolean {
  return matchesFrom(segmentsOf(pattern), 0, callee.split('.'), 0);
}

/** The last of dotted names: `load` of `torch.load`. */
export const lastNameOf = (dotted: string): string => dotted.slice(dotted.lastIndexOf('.') + 1);

const parsed = new Map<string, readonly string[]>();

function segmentsOf(pattern: string): readonly string[] {
  let segments = parsed.get(pattern);
  if (!segments) parsed.set(pattern, (segments = pattern.split('.')));
  return segments;
}

function matchesFrom(pattern: readonly string[], p: number, callee: readonly string[], c: number): boolean {
  if (p === pattern.length) return c === callee.length;
  const segment = pattern[p]!;
  if (segment === '**') {
    for (let next = c; next <= callee.length; next++) if (matchesFrom(pattern, p + 1, callee, next)) return true;
    return false;
  }
  return c < callee.length && matchesSegment(segment, callee[c]!) && matchesFrom(pattern, p + 1, callee, c + 1);
}

function matchesSegment(pattern: string, segment: string): boolean {
  if (!pattern.includes('*')) return pattern === segment;
  const parts = pattern.split('*');
  const tail = parts.pop()!;
  let at = 0;
  for (const [index, part] of parts.entries()) {
    const found = index === 0 ? (segment.startsWith(part) ? 0 : -1) : segment.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return segment.length - tail.length >= at && segment.endsWith(tail);
}
