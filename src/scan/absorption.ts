import { contains } from '../core/range';
import { firstAfter } from '../readers/python/nesting';
import type { JudgedFinding } from './outcome';

/** Puts findings of which another one is the whole into that: one thing is one finding. */
export function absorb(judged: readonly JudgedFinding[]): readonly JudgedFinding[] {
  const rules = new Set(judged.flatMap(({ finding }) => finding.absorbs ?? []));
  if (rules.size === 0) return judged;
  const startOf = ({ finding }: JudgedFinding): number => finding.range.start;
  const small = judged.filter(({ finding }) => rules.has(finding.rule)).sort((a, b) => startOf(a) - startOf(b));
  const gone = new Set<JudgedFinding>();
  const whole = judged.map((item): JudgedFinding => {
    const { finding, place } = item;
    if (!finding.absorbs) return item;
    const parts = small
      .slice(firstAfter(small, finding.range.start - 1, startOf), firstAfter(small, finding.range.end, startOf))
      .filter(
        (other) =>
          other.place.text === place.text &&
          finding.absorbs!.includes(other.finding.rule) &&
          contains(finding.range, other.finding.range),
      );
    for (const part of parts) gone.add(part);
    const absorbed = parts.map((part) => ({ rule: part.finding.rule, range: part.finding.range }));
    return absorbed.length === 0 ? item : { finding: { ...finding, absorbed }, place };
  });
  return whole.filter((_, index) => !gone.has(judged[index]!));
}
