import { lastNameOf } from '../../core/callee-pattern';
import type { CallFact, Semantics } from '../../core/python-facts';
import { contains } from '../../core/range';
import type { Expression, FunctionFact } from '../../core/semantics';
import { once } from '../../readers/python/fact-index';
import { argumentsFor } from './arguments';
import { keysOf } from './file-keys';
import { flowInto } from './flow';
import { MADE_OF } from './made-of';

/** Names of calls that work out a digest. */
const HASHING = /(?:hexdigest|digest|sha_?\d+|hash|checksum|blake\w*|md5|crc32)/i;

/** Whether a call works out a digest, by its name. */
export const isHashing = (callee: string): boolean => HASHING.test(lastNameOf(callee));

/** Libraries that check signatures, by methods that raise. Source: their documentation. */
const SIGNATURES = /^(?:cryptography|nacl|Crypto(?:dome)?|ecdsa|rsa|gnupg|sigstore)\b.*\.verify\w*$/;
const VERIFIES = /^verify(?:_\w+)?$/;
/** What people call that which holds the key of a signature. */
const KEY = /(?:^|_)(?:key|verifier|gpg)$|[a-z](?:Key|Verifier)$/;

/** Whether a call makes sure that bytes were signed: `Ed25519PublicKey.from_public_bytes(raw).verify(signature, data)`, `public_key.verify(…)`. */
export function checksSignature(call: CallFact): boolean {
  const { callee } = call;
  if (!lastNameOf(callee).startsWith('verify')) return false;
  if (SIGNATURES.test(callee)) return true;
  const [called] = call.expression.parts;
  const [holder] = called?.kind === 'attribute' && VERIFIES.test(called.name) ? called.parts : [];
  return holder !== undefined && /^[?.]/.test(callee) && KEY.test(holder.name);
}

/** Whether a comparison, or one inside a condition, is about a digest that satisfies a condition. */
export function comparesDigest(
  test: Expression,
  world: Semantics,
  accepts: (digest: Expression) => boolean = () => true,
): boolean {
  if (test.kind === 'choice' || test.kind === 'not' || test.kind === 'named')
    return test.parts.some((part) => comparesDigest(part, world, accepts));
  return (
    test.kind === 'comparison' &&
    test.parts.some((side) =>
      flowInto(side, world, MADE_OF).nodes.some(({ expression, world: own }) => {
        // What a digest holds is followed no further.
        const call = own.callOf(expression);
        return call !== null && isHashing(call.callee) && accepts(expression);
      }),
    )
  );
}

/** Whether a function refuses what has another digest or signer than it should: it compares one and leaves, or says so to its caller. */
export function checksDigest(called: FunctionFact, world: Semantics): boolean {
  return checkersOf(world)(called);
}

/**
 * Whether the function that fetches a file compares its digest, right after, with one that it is given or knows, and leaves where that is
 * another. An expected digest that the calls in this file may leave out is none.
 */
export function isCheckedAfter(fetch: CallFact, world: Semantics): boolean {
  const around = world.functionAround(fetch.scope);
  if (!around || !mayHash(world)) return false;
  const keys = new Set(fetch.args.flatMap(({ expression }) => keysOf(expression, world)));
  const isOfFile = (digest: Expression): boolean =>
    world.callOf(digest)?.args.some(({ expression }) => keysOf(expression, world).some((key) => keys.has(key))) ===
    true;
  return world.suites.some(
    ({ kind, test, failed, leaves, range, scope }) =>
      leaves &&
      scope === fetch.scope &&
      range.start > fetch.range.end &&
      [kind === 'assert' || kind === 'if' || kind === 'elif' ? test : null, ...failed].some(
        (condition) =>
          condition !== null && comparesDigest(condition, world, isOfFile) && isAlwaysGiven(condition, around, world),
      ),
  );
}

const names = ({ kind, name, parts }: Expression, wanted: string): boolean =>
  (kind === 'name' && name === wanted) || (kind !== 'call' && parts.some((part) => names(part, wanted)));

/** Whether all calls in this file give the parameters that a condition compares with and that may be left out. */
const isAlwaysGiven = (condition: Expression, called: FunctionFact, world: Semantics): boolean =>
  called.parameters
    .filter(({ name, default: preset }) => preset && names(condition, name))
    .every((parameter) =>
      world.calls
        .filter((call) => call.callee.endsWith(called.name ?? '') && world.calledBy(call) === called)
        .every((call) => argumentsFor(call, called, parameter, world).length > 0),
    );

const mayHash = once((world: Semantics): boolean => world.calls.some(({ callee }) => isHashing(callee)));
const signatureChecks = once((world: Semantics) => world.calls.filter(checksSignature));

const checkersOf = once((world: Semantics) =>
  once(
    (called: FunctionFact): boolean =>
      signatureChecks(world).some(({ range }) => contains(called.range, range)) ||
      (mayHash(world) &&
        (called.returns.some((returned) => comparesDigest(returned, world)) ||
          world.suites.some(
            ({ test, leaves, range }) =>
              leaves && test !== null && contains(called.range, range) && comparesDigest(test, world),
          ))),
  ),
);
