/**
 * Whether a qualified callee fits a pattern of dotted names: `*` stands for one segment, `**` for any number (also none),
 * and `*` inside a segment for any run of characters (`AutoModel*`). `?` is the unknown receiver and only fits itself and `*`, `**`.
 */
export const matchesCallee = (pattern: string, callee: string): boolean =>
  matchesFrom(segmentsOf(pattern), 0, namesOf(callee), 0);

/** The last of dotted names: `load` of `torch.load`. */
export const lastNameOf = (dotted: string): string => dotted.slice(dotted.lastIndexOf('.') + 1);

/** A name that is written out; what stands around each `*` of any other; null for `**`. */
type Segment = string | readonly string[] | null;

const parsed = new Map<string, readonly Segment[]>();

function segmentsOf(pattern: string): readonly Segment[] {
  let segments = parsed.get(pattern);
  if (!segments) {
    segments = pattern.split('.').map((text) => (text === '**' ? null : text.includes('*') ? text.split('*') : text));
    parsed.set(pattern, segments);
  }
  return segments;
}

let asked: { readonly callee: string; readonly names: readonly string[] } = { callee: '', names: [''] };

/** One callee is held against many patterns. */
function namesOf(callee: string): readonly string[] {
  if (asked.callee !== callee) asked = { callee, names: callee.split('.') };
  return asked.names;
}

function matchesFrom(pattern: readonly Segment[], p: number, callee: readonly string[], c: number): boolean {
  if (p === pattern.length) return c === callee.length;
  const segment = pattern[p]!;
  if (segment === null) {
    for (let next = c; next <= callee.length; next++) if (matchesFrom(pattern, p + 1, callee, next)) return true;
    return false;
  }
  return c < callee.length && matchesSegment(segment, callee[c]!) && matchesFrom(pattern, p + 1, callee, c + 1);
}

function matchesSegment(pattern: string | readonly string[], segment: string): boolean {
  if (typeof pattern === 'string') return pattern === segment;
  const last = pattern.length - 1;
  let at = 0;
  for (let i = 0; i < last; i++) {
    const found = i === 0 ? (segment.startsWith(pattern[0]!) ? 0 : -1) : segment.indexOf(pattern[i]!, at);
    if (found < 0) return false;
    at = found + pattern[i]!.length;
  }
  const tail = pattern[last]!;
  return segment.length - tail.length >= at && segment.endsWith(tail);
}
