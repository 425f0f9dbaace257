import { lastNameOf } from '../../../core/callee-pattern';
import type { CallFact, PythonFacts } from '../../../core/python-facts';
import type { PythonContext } from '../../../core/rule';
import { callsOf, once } from '../../../readers/python/fact-index';

const VERIFIER =
  /(?:verif|check|assert|validat|ensure|expect|confirm)\w*(?:sha|hash|digest|checksum|integrity|md5|signature)|(?:hash|checksum|digest|sha256|md5|integrity|signature)\w*(?:check|verif|matches)|^(?:compare_digest|check_integrity|check_md5)$/i;
const HASHED = /digest|sha_?\d|hash|md5|checksum|blake|crc32/i;

/**
 * Whether the code around a download makes sure of what came: a named check, or a comparison that speaks of a digest.
 * A digest that is only made, say for the name of a cache file, is no check.
 */
export function isCheckedNearby(call: CallFact, context: PythonContext): boolean {
  const { facts } = context;
  if (callsOf(facts, verifies, call.scope).some((other) => other !== call)) return true;
  return scopesCompared(facts).has(call.scope);
}

const verifies = ({ callee }: CallFact): boolean => VERIFIER.test(lastNameOf(callee));

/** Scopes in which a digest is compared. A comparison has no scope of its own: it is taken to have that of the last call or assignment that begins before it. */
const scopesCompared = once((facts: PythonFacts): ReadonlySet<number> => {
  const compared = facts.comparisons.filter(({ range }) => HASHED.test(facts.text.slice(range.start, range.end)));
  const scopes = new Set<number>();
  if (compared.length === 0) return scopes;
  const before = [...facts.calls, ...facts.assignments].sort((a, b) => a.range.start - b.range.start);
  for (const { range } of compared) {
    let [low, high] = [0, before.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (before[middle]!.range.start <= range.start) low = middle + 1;
      else high = middle;
    }
    // Of several that begin there, the first counts.
    let at = low - 1;
    while (at > 0 && before[at - 1]!.range.start === before[at]!.range.start) at--;
    scopes.add(before[at]?.scope ?? 0);
  }
  return scopes;
});
