import type { PythonFacts, StringFact } from '../../../core/python-facts';
import type { Range } from '../../../core/range';
import type { Expression } from '../../../core/semantics';
import { stringOf, type Value } from '../../../core/value';
import { awsSecret, isAwsKeyId } from '../../../analysis/secrets/aws-keys';
import { isAwsSecret } from '../../../analysis/secrets/aws-pair';
import type { Secret } from '../../../analysis/secrets/judgement';

/** How far from a secret its key id may stand, in UTF-16 units: in the same call or in the lines around. */
const BESIDE = 400;

/** The same secret, known better by the key id that stands beside it: together they open the account. */
export function pairedSecret(secret: Secret, value: string, literal: Range, facts: PythonFacts): Secret {
  if (!isAwsSecret(value)) return secret;
  const paired = facts.strings.some(
    ({ range, value: other }) =>
      other?.length === 20 &&
      range.start < literal.end + BESIDE &&
      literal.start < range.end + BESIDE &&
      isAwsKeyId(other),
  );
  return paired ? awsSecret(secret.range) : secret;
}

/** The literals in the same call, list or mapping as a key id that have the form of its secret. */
export function besideKeyId(
  { range, value }: StringFact,
  { semantics }: PythonFacts,
): readonly Extract<Value, { kind: 'string' }>[] {
  if (value === null || !isAwsKeyId(value)) return [];
  const around = semantics.expressionsAround(range).find(({ kind }) => kind !== 'pair' && kind !== 'text');
  if (around === undefined) return [];
  const values: readonly Value[] =
    around.kind === 'call'
      ? (semantics.callOf(around)?.args ?? []).map((argument) => argument.value)
      : around.kind === 'mapping' || around.kind === 'sequence'
        ? around.parts.map((part: Expression) => (part.kind === 'pair' ? part.parts[1]!.value : part.value))
        : [];
  return values.flatMap((other) =>
    other.kind === 'string' && other.via === 'literal' && isAwsSecret(stringOf(other) ?? '') ? [other] : [],
  );
}
