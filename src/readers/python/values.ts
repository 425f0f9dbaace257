import { rangeOf, type Range } from '../../core/range';
import type { UnknownValue, Via } from '../../core/value';

/** Items of one container that are looked at. */
export const MAX_ITEMS = 2000;

/** The places of a value that is written where it is used. */
export const at = (node: Range, via: Via): { range: Range; origin: Range; via: Via } => ({
  range: rangeOf(node.start, node.end),
  origin: rangeOf(node.start, node.end),
  via,
});

export function unknown(node: Range, reason: UnknownValue['reason'], name?: string): UnknownValue {
  return { kind: 'unknown', range: rangeOf(node.start, node.end), reason, ...(name === undefined ? {} : { name }) };
}
