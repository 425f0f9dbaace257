import type { AdvisoryAnswer } from '../../core/advisory';
import { compareTexts, isAffected, isAlwaysAffected } from './affected';
import { groupedByAlias, type Matched } from './grouping';
import type { OsvAffected, OsvRecord } from './osv-record';
import { byOrder, orderedVersion } from './version-order';

/** What records say of a distribution (PEP 503 name) in one version; without one, what holds for every version there is. */
export function answerOf(name: string, version: string | null, records: readonly OsvRecord[]): AdvisoryAnswer {
  const all = records
    .filter(({ withdrawn }) => !withdrawn)
    .map((record): Matched => ({ record, affected: record.affected.filter((affected) => affected.name === name) }));
  const found = all.flatMap(({ record, affected }) => {
    const own = affected.filter((item) => (version === null ? isAlwaysAffected(item) : isAffected(version, item)));
    return own.length > 0 ? [{ record, affected: own }] : [];
  });
  return {
    checked: true,
    vulnerabilities: groupedByAlias(version ?? '0', found),
    safe:
      version === null || found.length === 0
        ? null
        : (safeAfter(
            version,
            all.flatMap(({ affected }) => affected),
          )[0] ?? null),
  };
}

/** Releases after a version that some of a package's records say mend something, and that none of them speaks of; the smallest first. */
export function safeAfter(version: string, records: readonly OsvAffected[]): readonly string[] {
  const own = orderedVersion(version);
  if (own === null) return [];
  const candidates = new Set(records.flatMap(({ ranges }) => ranges.flat().flatMap(({ fixed }) => fixed ?? [])));
  return [...candidates]
    .filter((fixed) => {
      const order = orderedVersion(fixed);
      return order !== null && byOrder(order, own) > 0 && (own.isPrerelease || !order.isPrerelease);
    })
    .filter((fixed) => !records.some((affected) => isAffected(fixed, affected)))
    .sort(compareTexts);
}
