import { shortened } from '../secrets/shortened';
import { lastNameOf } from '../../core/callee-pattern';
import type { Fix } from '../../core/finding';
import type { CallFact, PythonFacts } from '../../core/python-facts';
import type { PythonContext } from '../../core/rule';
import type { Expression } from '../../core/semantics';
import type { Value } from '../../core/value';
import { callsOf, once } from '../../readers/python/fact-index';
import { hashCheckEdits } from '../../readers/python/hash-check-edit';
import { directoryOf } from '../../project/paths';
import { fileDigestFrom } from '../../project/questions/file-digest';
import { lockedDigest } from '../../project/questions/model-lock';
import { checksDigest, checksSignature, comparesDigest, isHashing } from './digest-checks';
import { isAmong, keysOfFile, keysOfValue, unwrap } from './file-keys';

const VERIFIER =
  /(?:verify|check|assert|validate|ensure|expect|confirm)\w*(?:sha|hash|digest|checksum|integrity|md5|signature)|(?:hash|checksum|digest|sha256)_?(?:check|verif)/i;

/**
 * Whether the code makes sure of the bytes before the call loads them: a named check of the same file, a comparison of a digest in the same
 * scope, or a function of the project that is given the file and compares one.
 */
export function isVerified(call: CallFact, value: Value | undefined, context: PythonContext): boolean {
  const { facts } = context;
  const { semantics } = facts;
  const keys = value ? keysOfValue(value, facts) : new Set<string>();
  const takesIt = (other: CallFact): boolean =>
    other.args.some(({ expression }) => isAmong(keys, keysOfFile(expression, semantics)));
  if (mayHash(facts)) {
    if (callsOf(facts, isNamedCheck, call.scope).some((other) => isBefore(other, call) && isChecked(other, takesIt)))
      return true;
    const digest = (made: Expression): boolean => {
      const hashing = semantics.callOf(made);
      return hashing !== null && (/digest$/.test(hashing.callee) || takesIt(hashing));
    };
    if (
      comparisonsIn(facts)
        .get(call.scope)
        ?.some((comparison) => isBefore(comparison, call) && comparesDigest(comparison.expression, semantics, digest))
    )
      return true;
  }
  return (
    keys.size > 0 && (checkersIn(facts).get(call.scope) ?? []).some((other) => isBefore(other, call) && takesIt(other))
  );
}

const isBefore = ({ range }: Pick<CallFact, 'range'>, call: CallFact): boolean => range.end <= call.range.start;

const isNamedCheck = (call: CallFact): boolean => {
  const name = lastNameOf(call.callee);
  return name === 'compare_digest' || VERIFIER.test(name) || checksSignature(call);
};

const isChecked = (check: CallFact, takesIt: (check: CallFact) => boolean): boolean =>
  lastNameOf(check.callee) === 'compare_digest' || takesIt(check);

/** Whether anything in the program may have to do with a digest. */
const mayHash = once((facts: PythonFacts): boolean =>
  facts.calls.some((call) => isHashing(call.callee) || isNamedCheck(call)),
);

const comparisonsIn = once((facts: PythonFacts) => byScope(facts.comparisons));

/** Names of functions of other files that are worth a look. */
const MAY_CHECK = /verif|check|valid|ensure|assert|integrity|confirm|match|trust|sign|guard/i;

/** Calls of functions of the project that compare a digest and refuse another, by their scope. */
export const checkersIn = once((facts: PythonFacts): ReadonlyMap<number, readonly CallFact[]> => {
  const { semantics } = facts;
  return byScope(
    facts.calls.filter((call) => {
      const own = semantics.calledBy(call);
      if (own) return checksDigest(own, semantics);
      const other = MAY_CHECK.test(lastNameOf(call.callee)) ? semantics.calledElsewhere(call) : null;
      return other !== null && checksDigest(other.called, other.semantics);
    }),
  );
});

function byScope<Fact extends { readonly scope: number }>(
  facts: readonly Fact[],
): ReadonlyMap<number, readonly Fact[]> {
  const scopes = new Map<number, Fact[]>();
  for (const fact of facts) {
    const known = scopes.get(fact.scope);
    if (known) known.push(fact);
    else scopes.set(fact.scope, [fact]);
  }
  return scopes;
}

/**
 * A fix that checks the file's SHA-256 before the statement that loads it, with a helper that is inserted once. Null unless the
 * path is written in the code and the file is in the project's lock or in the workspace: an expected digest is never made up.
 * Not safe, and said so: the digest is that of the file as it lies there, which nobody has looked at; a file that is trained anew has another digest, and then the check refuses it, which is the point.
 */
export function hashCheckFix(context: PythonContext, call: CallFact, value: Value | undefined): Fix | null {
  const source = value && unwrap(value);
  if (source?.kind !== 'string' || source.via === 'default') return null;
  const file = source.value.replace(/^\.\//, '');
  const { path, project } = context;
  const locked = lockedDigest(file, project) ?? lockedDigest(`${directoryOf(path)}${file}`, project);
  const digest = locked?.sha256 ?? fileDigestFrom(path, file, project);
  if (!digest || !/^[0-9a-f]{64}$/.test(digest)) return null;
  const edits = hashCheckEdits(context, call, source.value, digest);
  const name = source.value.slice(source.value.search(/[^\\/]*$/));
  const title = locked
    ? 'Check the SHA-256 (from touchstone.lock)'
    : `Check the SHA-256 (trusts ${shortened(name, 17)} as it is)`;
  return edits && { title, safety: 'unsafe', edits };
}
