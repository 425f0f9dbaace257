import assert from 'node:assert/strict';
import { type CallFact } from '../../../src/core/python-facts';
import { factsOf } from '../../harness/grammars';

/** The call whose text contains a marker. */
export async function call(source: string, marker: string): Promise<CallFact> {
  const facts = await factsOf(source);
  const found = facts.calls.filter((fact) => source.slice(fact.range.start, fact.range.end).includes(marker)).at(-1);
  assert.ok(found, `no call with ${marker}`);
  return found;
}

export const calleeOf = async (source: string, marker = 'HERE'): Promise<string> => (await call(source, marker)).callee;
