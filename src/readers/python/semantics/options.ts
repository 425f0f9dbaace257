import { lastNameOf } from '../../../core/callee-pattern';
import type { CallFact } from '../../../core/python-facts';

/** Calls that declare options of a command line, by the name that argparse keeps the value under. Source: argparse, `dest`. */
export function optionsIn(calls: readonly CallFact[]): ReadonlyMap<string, readonly CallFact[]> {
  const options = new Map<string, CallFact[]>();
  for (const call of calls) {
    const name = lastNameOf(call.callee) === 'add_argument' ? destinationOf(call) : null;
    if (name === null) continue;
    const list = options.get(name);
    if (list) list.push(call);
    else options.set(name, [call]);
  }
  return options;
}

function destinationOf({ args }: CallFact): string | null {
  let flag: string | null = null;
  for (const { name, value } of args) {
    if (value.kind !== 'string') continue;
    if (name === 'dest') return value.value;
    if (name === null && (flag === null || (!flag.startsWith('--') && value.value.startsWith('--'))))
      flag = value.value;
  }
  return flag?.replace(/^-+/, '').replace(/-/g, '_') ?? null;
}
