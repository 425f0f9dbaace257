import type { Outline } from './outline';

/**
 * Imports that no name leads to: a fix asks whether a module is imported already (`import x`), where the first import stands, and
 * which is the last before a statement. A star may bring in any name.
 */
export function needImports(outline: Outline, extents: readonly number[], need: (index: number) => void): void {
  const { lines, text } = outline;
  let last = -1;
  let first = true;
  lines.forEach(({ kind, scope, content, end, parent }, index) => {
    if (kind !== 'import') {
      if (last !== -1 && extents[index] !== 0) need(last);
      if (extents[index] !== 0) last = -1;
      return;
    }
    if (scope !== -1) return;
    const future = text.startsWith('from __future__', content);
    const joined = outline.isJoined(index);
    if (first || future || joined || text.charCodeAt(content) === 105 || text.slice(content, end).includes('*'))
      need(index);
    if (parent === -1 && !joined) last = index;
    if (parent === -1 && !future) first = false;
  });
}
