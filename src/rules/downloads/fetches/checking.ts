import { lastNameOf } from '../../../core/callee-pattern';
import type { CallFact, PythonFacts } from '../../../core/python-facts';
import type { PythonContext } from '../../../core/rule';
import { checksSignature, comparesDigest, isHashing } from '../../../analysis/flow/digest-checks';
import { checkersIn } from '../../../analysis/flow/verification';
import { callsOf, once } from '../../../readers/python/fact-index';
import { spelled } from '../../../readers/python/spelling';

const VERIFIER =
  /(?:verif|check|assert|validat|ensure|expect|confirm)\w*(?:sha|hash|digest|checksum|integrity|md5|signature)|(?:hash|checksum|digest|sha256|md5|integrity|signature)\w*(?:check|verif|matches)|^(?:compare_digest|check_integrity|check_md5)$/i;
const HASHED = /digest|sha_?\d|hash|md5|checksum|blake|crc32/i;

/**
 * Whether the code around a download makes sure of what came: a named check, a function of the project that compares a digest, or a
 * comparison that speaks of one. A digest that is only made, say for the name of a cache file, is no check.
 */
export function isCheckedNearby(call: CallFact, { facts }: PythonContext): boolean {
  return (
    callsOf(facts, verifies, call.scope).some((other) => other !== call) ||
    (checkersIn(facts).get(call.scope) ?? []).some((other) => other !== call) ||
    scopesCompared(facts).has(call.scope)
  );
}

const verifies = (call: CallFact): boolean => VERIFIER.test(lastNameOf(call.callee)) || checksSignature(call);

/** Scopes in which a digest is compared. */
const scopesCompared = once((facts: PythonFacts): ReadonlySet<number> => {
  const { comparisons, semantics, calls } = facts;
  const mayHash = calls.some(({ callee }) => isHashing(callee));
  const scopes = new Set<number>();
  for (const { scope, expression } of comparisons)
    if (!scopes.has(scope) && (HASHED.test(spelled(expression)) || (mayHash && comparesDigest(expression, semantics))))
      scopes.add(scope);
  return scopes;
});
