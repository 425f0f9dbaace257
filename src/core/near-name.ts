/** The name that was probably meant: the same but for case and separators, or at most two letters apart; undefined when none is near. */
export function nearName(name: string, names: readonly string[]): string | undefined {
  const plain = name.toLowerCase().replace(/[_\s]/g, '-');
  return names.find((known) => known === plain) ?? names.find((known) => distance(known, plain) <= 2);
}

/** Edits between two short words (Levenshtein); 3 where it is more than two at a glance. */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next.push(Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length]!;
}
