import type { LocatedFinding } from '../core/finding';

/**
 * What a link to each finding ends in: rule, file, cell and line, so that it still leads there in the next report. Findings that
 * share all of that are numbered.
 */
export function anchorsOf(findings: readonly LocatedFinding[]): ReadonlyMap<LocatedFinding, string> {
  const taken = new Map<string, number>();
  return new Map(
    findings.map((finding) => {
      const { rule, path, cell, range } = finding;
      const place = cell === null ? `${range.start.line}` : `${cell + 1}-${range.start.line}`;
      const name = `${rule}--${slug(path)}-${place}`;
      const nth = (taken.get(name) ?? 0) + 1;
      taken.set(name, nth);
      return [finding, nth === 1 ? name : `${name}--${nth}`] as const;
    }),
  );
}

/** Letters, digits and the few signs that need no escape in an address. */
const slug = (path: string): string => path.replace(/[^\p{L}\p{N}._-]+/gu, '-');
