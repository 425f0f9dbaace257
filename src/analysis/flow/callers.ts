import type { Argument, PythonFacts } from '../../core/python-facts';
import { rangeOf, type Range } from '../../core/range';
import { isDefault, stringOf } from '../../core/value';
import { callsAround } from '../../readers/python/fact-index';
import { spelled } from '../../readers/python/spelling';
import { flowInto } from './flow';
import { SAME_FILE } from './same-bytes';
import { sitesOf } from './sites';

/** An address that a function of this file is called with, and the other arguments of that call. */
export interface GivenAddress {
  readonly address: string;
  /** Texts that tell what they are. */
  readonly others: readonly string[];
  /** The call. */
  readonly range: Range;
  /** The address as it is written. */
  readonly written: Range;
}

/** Calls that are looked at; a helper that fetches is not called more often by hand. */
const MOST_CALLS = 40;

/** The addresses that the functions around a download are given for it: `fetch("https://…/model.pt", path)` of `def fetch(url, path)`. */
export function addressesGiven(url: Argument, facts: PythonFacts): readonly GivenAddress[] {
  const { expression, value } = url;
  if (value.kind !== 'unknown' && !isDefault(value)) return [];
  const given = new Map<number, GivenAddress>();
  const use = { scope: expression.scope, at: expression.start };
  for (const site of sitesOf(flowInto(expression, facts.semantics, SAME_FILE), use)) {
    const address = stringOf(site.node.expression.value);
    if (site.given === null || address === undefined || !/^[a-z]+:\/\/\S+$/i.test(address)) continue;
    const argument = site.given.expression;
    const call = callsAround(facts, argument)[0];
    if (!call || given.has(call.range.start) || given.size >= MOST_CALLS) continue;
    const others = call.args.flatMap((other) =>
      other.expression === argument ? [] : [stringOf(other.value) ?? '', spelled(other.expression)],
    );
    const { expression: text } = site.node;
    const written = rangeOf(text.start, text.end);
    given.set(call.range.start, { address, others, range: rangeOf(call.range.start, call.range.end), written });
  }
  return [...given.values()];
}
