import { type Random } from '../../bench/corpus';
import { CALM, mangled, RAW } from './changes';

/** Changes the JSON of a notebook: a value for another, cells that come twice or go, sources and outputs of every shape. */
export function changedNotebook(text: string, other: string, random: Random): string {
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch {
    return mangled(text, other, 'notebook', random);
  }
  for (let i = 0; i <= random.below(4); i++) root = changedNode(root, other, random, 0);
  const json = JSON.stringify(root, null, random.pick([undefined, 1, 2, '\t'])) ?? 'null';
  return random.below(8) === 0
    ? mangled(json, other, 'notebook', random)
    : random.below(6) === 0
      ? json.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      : json;
}

function changedNode(node: unknown, other: string, random: Random, depth: number): unknown {
  if (depth > 1 && random.below(6) === 0)
    return random.pick<() => unknown>([
      () => null,
      () => [],
      () => ({}),
      () => 1e300,
      () => true,
      () => '',
      () => [node, node],
      () => ({ source: node }),
      () => [[node]],
      () => ['a\n', 1, null, 'b'],
    ])();
  if (typeof node === 'string')
    return random
      .pick(depth > 3 ? [...RAW, ...CALM] : RAW)(node, other.slice(0, 500), random, 'notebook')
      .slice(0, 20_000);
  if (Array.isArray(node)) {
    if (node.length === 0) return [{ output_type: 'stream', text: 'x' }];
    const at = random.below(node.length);
    switch (random.below(6)) {
      case 0:
        return [...node.slice(0, at), ...node.slice(at + 1)];
      case 1:
        return [...node, node[at] as unknown];
      case 2:
        return node.every((item) => typeof item === 'string') ? node.join('') : node; // a source as one string
      default:
        return node.map((item: unknown, i) => (i === at ? changedNode(item, other, random, depth + 1) : item));
    }
  }
  if (typeof node !== 'object' || node === null) return random.pick<unknown>([null, 0, -1, 'python', 'code', []]);
  const entries = Object.entries(node);
  if (entries.length === 0)
    return { data: { 'text/plain': ['x'], 'application/json': { a: [1] }, 'image/png': 'AAAA' } };
  const at =
    depth === 0 && random.below(4) > 0
      ? Math.max(
          entries.findIndex(([key]) => key === 'cells'),
          0,
        )
      : random.below(entries.length);
  switch (random.below(depth === 0 ? 20 : 10)) {
    case 0:
      return Object.fromEntries(entries.filter((_, i) => i !== at));
    case 1:
      return {
        ...node,
        [random.pick(['source', 'input', 'outputs', 'cell_type', 'metadata', 'worksheets', '__proto__', 'toString'])]:
          entries[at]![1] as unknown,
      };
    default:
      return Object.fromEntries(
        entries.map(([key, value], i) => [key, i === at ? changedNode(value, other, random, depth + 1) : value]),
      );
  }
}
