import { lastNameOf } from '../../../core/callee-pattern';
import type { CallFact, PythonFacts } from '../../../core/python-facts';
import type { Listeners } from '../../../core/rule';
import { plainText } from '../../../analysis/flow/download-functions';
import { loadsOf } from './pickle-load';
import { loader } from './pickle-loaders';

const LOADERS = [loader(['*.*Unpickler*'], ['file'])];
const LOADS = loadsOf(
  LOADERS,
  (call, what) => `${lastNameOf(call.callee)} refuses no class, so it runs any code that is hidden in ${what}.`,
);

/** Unpicklers of the program that look classes up elsewhere, most often for another device, and refuse none. */
export const OWN_UNPICKLERS: NonNullable<Listeners['calls']>[number] = {
  callees: LOADS.callees,
  triggers: ['Unpickler('],
  check: (call, context) => {
    if (refusesNothing(call, context.facts)) LOADS.check(call, context);
  },
};

/** What says that some classes are let through and others are not. */
const CHOOSES = /\braise\b|allow|safe|permit|whitelist|trusted|forbid|reject|block/i;
const LOOKS_UP = /\bfind_class\s*\(|\bgetattr\s*\(|import_module\s*\(|__import__\s*\(/;

function refusesNothing(call: CallFact, facts: PythonFacts): boolean {
  const name = /^\.(\w+)$/.exec(call.callee)?.[1];
  if (name === undefined) return false;
  const text = plainText(facts);
  const header = new RegExp(
    `^([ \\t]*)class[ \\t]+${name}[ \\t]*\\(\\s*(?:\\w+\\.)*_?Unpickler\\s*\\)[ \\t]*:`,
    'm',
  ).exec(text);
  if (!header) return false;
  const rest = text.slice(header.index + header[0].length);
  const body = rest.slice(0, new RegExp(`\\n(?!${header[1]}[ \\t])[ \\t]*\\S`).exec(rest)?.index);
  const method = /\bdef[ \t]+find_class\b[^]*?(?=\n[ \t]*(?:async[ \t]+)?def\b|$)/.exec(body)?.[0];
  if (method === undefined) return !/\bfind_class\b/.test(body);
  return !CHOOSES.test(method) && LOOKS_UP.test(method.slice('def find_class'.length));
}
