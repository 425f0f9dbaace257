import type { CallFact } from '../../core/python-facts';
import type { PythonContext } from '../../core/rule';

const VERIFIER = /(?:verif|check|assert|validat|ensure|expect|confirm)\w*(?:sha|hash|digest|checksum|integrity|md5|signature)|(?:hash|checksum|digest|sha256|md5|integrity|signature)\w*(?:check|verif|matches)|^(?:compare_digest|check_integrity|check_md5)$/i;
const HASHED = /digest|sha_?\d|hash|md5|checksum|blake|crc32/i;

/**
 * Whether the code around a download makes sure of what came: a named check, or a comparison that speaks of a digest.
 * A digest that is only made, say for the name of a cache file, is no check.
 */
export function isCheckedNearby(call: CallFact, context: PythonContext): boolean {
  const { facts } = context;
  const around = facts.calls.filter((other) => other !== call && other.scope === call.scope);
  if (around.some((other) => VERIFIER.test(other.callee.slice(other.callee.lastIndexOf('.') + 1)))) return true;
  return facts.comparisons.some(({ range }) => HASHED.test(facts.text.slice(range.start, range.end)) && scopeAt(range.start, context) === call.scope);
}

/** A comparison has no scope of its own: it is taken to have that of the last call or assignment that begins before it. */
function scopeAt(offset: number, { facts }: PythonContext): number {
  let scope = 0;
  let latest = -1;
  for (const fact of [...facts.calls, ...facts.assignments]) {
    if (fact.range.start > latest && fact.range.start <= offset) [scope, latest] = [fact.scope, fact.range.start];
  }
  return scope;
}
