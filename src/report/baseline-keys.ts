import type { LocatedFinding } from '../core/finding';
import type { BaselineKey } from '../scan/baseline';
import { fingerprintsOf, type FingerprintSource } from './identity';

/** A finding with what a baseline knows it by; `parts` are the findings that became part of it. */
export interface KeyedFinding {
  readonly finding: LocatedFinding;
  readonly key: BaselineKey;
  readonly parts: readonly BaselineKey[];
}

/** The findings of one file with their keys. `path` is the file's as the baseline counts it: from the directory that it lies in. */
export async function keyedFindings(
  findings: readonly LocatedFinding[],
  path: string,
  source: FingerprintSource | null,
  secret: ReadonlySet<string>,
): Promise<KeyedFinding[]> {
  const absorbed = findings.map((finding) =>
    (finding.absorbed ?? []).map((part) => ({ ...finding, ...part, cell: part.cell ?? finding.cell })),
  );
  const prints = await fingerprintsOf(findings, source, secret);
  return Promise.all(
    findings.map(async (finding, index) => {
      const own = absorbed[index]!;
      const more = await fingerprintsOf(own, source, secret);
      return {
        finding,
        key: { rule: finding.rule, path, fingerprint: prints[index]! },
        parts: more.map((fingerprint, at) => ({ rule: own[at]!.rule, path, fingerprint })),
      };
    }),
  );
}

/** All that a baseline writes down of some findings: what became part of a finding is told alone when only its rule is asked, or when its place is the one that is left. */
export const keysIn = (findings: readonly KeyedFinding[]): BaselineKey[] =>
  findings.flatMap(({ key, parts }) => [key, ...parts]);
