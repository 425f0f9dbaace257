import type { Fix, Severity } from '../../core/finding';
import { argumentOf, type Argument, type CallFact } from '../../core/python-facts';
import type { PythonContext } from '../../core/rule';
import { truthOf } from '../../core/value';
import { replaceWith, setKeyword } from '../../python/edits';
import { milder } from '../models/reporting';
import { originOf, relatedOf, type Origin } from './origin';
import { pickleLoaderOf } from './pickle-loaders';
import { describe } from './torch-load';
import { hashCheckFix, isVerified } from './verification';

/** The pickle family: error from the network, warning for a file, hint where the caller decides or the code reads back its own file. */
export function checkPickle(call: CallFact, context: PythonContext): void {
  const loader = pickleLoaderOf(call.callee);
  if (!loader) return;
  const argument = loader.keywords.map((keyword) => argumentOf(call, keyword)).find((found) => found) ?? (loader.position === undefined ? undefined : argumentOf(call, '', loader.position));
  if (!argument && !loader.remote) return;
  const origin: Origin = loader.remote ? { kind: 'remote', from: call.callee, pinned: false, at: null } : originOf(argument?.value, call, context.facts);
  if ((origin.kind === 'own' && origin.memory) || isVerified(call, argument?.value, context)) return;
  const full: Severity = loader.quiet && origin.kind !== 'remote' ? 'hint' : 'warning';
  const check = loader.noHash ? null : hashCheckFix(context, call, argument?.value);
  context.report({ range: call.range, severity: severityOf(origin, full), message: `${nameOf(call)} runs any code that is hidden in ${loader.remote ? 'the messages it receives' : describe(origin)}.`, fixes: check ? [check] : [], related: relatedOf(origin) });
}

export function severityOf(origin: Origin, full: Severity): Severity {
  if (origin.kind === 'own') return 'hint';
  if (origin.kind === 'remote') return origin.pinned ? 'warning' : 'error';
  return origin.kind === 'parameter' ? milder(full, 'hint') : full;
}

/** `numpy.load(file, mmap_mode=None, allow_pickle=False)`. */
export function checkNumpy(call: CallFact, context: PythonContext): void {
  const allow = argumentOf(call, 'allow_pickle', 2);
  if (!allow || truthOf(allow.value) !== true || ('via' in allow.value && allow.value.via === 'default')) return;
  const file = argumentOf(call, 'file', 0);
  const origin = originOf(file?.value, call, context.facts);
  if ((origin.kind === 'own' && origin.memory) || isVerified(call, file?.value, context)) return;
  const fixes: Fix[] = [];
  const edit = setTo(context, call, allow, 'allow_pickle', 'False');
  if (edit) fixes.push({ title: 'Set allow_pickle=False', safety: 'unsafe', edits: [edit] });
  const check = hashCheckFix(context, call, file?.value);
  if (check) fixes.push(check);
  context.report({ range: call.range, severity: severityOf(origin, 'warning'), message: `numpy.load with allow_pickle=True runs any code that is hidden in ${describe(origin)}.`, fixes, related: relatedOf(origin) });
}

/** `skops.io.load(file, trusted=get_untrusted_types(…))` trusts whatever the file asks for. */
export function checkSkops(call: CallFact, context: PythonContext): void {
  const trusted = argumentOf(call, 'trusted', 1);
  if (!trusted) return;
  const everything = trusted.value.kind === 'result' && /(?:^|\.)get_untrusted_types$/.test(trusted.value.callee);
  if (!everything && !(trusted.value.kind === 'boolean' && trusted.value.value)) return;
  if (isVerified(call, argumentOf(call, 'file', 0)?.value, context)) return;
  context.report({ range: trusted.range, severity: 'warning', message: 'skops trusts every type that the file itself names, which undoes its protection; list the types that you expect.' });
}

export const setTo = (context: PythonContext, call: CallFact, argument: Argument, name: string, code: string) => (argument.name === null ? replaceWith(argument.valueRange, code) : setKeyword(context.facts, call, name, code));

function nameOf(call: CallFact): string {
  const parts = call.callee.replace(/\(\)/g, '').split('.');
  return parts.length > 2 ? `${parts[0]}'s ${parts[parts.length - 1]}` : parts.join('.');
}
