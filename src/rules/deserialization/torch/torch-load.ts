import type { Severity } from '../../../core/finding';
import { matchesCallee } from '../../../core/callee-pattern';
import { argumentOf, type Argument, type CallFact } from '../../../core/python-facts';
import type { PythonContext } from '../../../core/rule';

import { assignmentsNamed } from '../../../readers/python/fact-index';
import { originOf, type Origin } from '../../../analysis/flow/origin';
import { allowedBelow, isAtLeast, isBelow, resolved } from '../../../analysis/versions';
import { isHarmlessOrigin } from '../origins/judgement';
import { reportCheckpoint } from './checkpoint-report';
import { isTorchPatch } from './torch-patch';
import { endingOf } from '../origins/path-ending';
import { ADDRESS_LOADS } from './url-loads';
import { replacedByImport, wrappedFile, wrapperOf, type TorchWrapper } from './wrappers';
import { weightsOnlyOf, type TorchWeakness, type WeightsOnly } from './weights-only';

/** `torch.load(f, map_location=None, pickle_module=None, *, weights_only=…)`. */
export function checkTorchLoad(call: CallFact, context: PythonContext): void {
  const file = argumentOf(call, 'f', 0);
  if (!file && !call.open) return;
  const setting = weightsOnlyOf(argumentOf(call, 'weights_only'), call);
  const ownPickle = hasOwnPickle(call);
  if (setting === 'on') return ownPickle ? undefined : checkBypass(call, context);
  // A function that stands in for torch.load is told of as such.
  if (setting === 'off' && isTorchPatch(call, context.facts)) return;
  const weakness = weaknessOf(setting, ownPickle, context);
  if (weakness === null) return;
  const { why, full } = weakness;
  const origin = originOf(file?.value, call, context.facts);
  if (isHarmlessOrigin(origin, call, file?.value, context)) return;
  reportCheckpoint(call, file?.value, origin, context, {
    why,
    full: full ?? doubtfully(origin),
    canSet: !ownPickle,
    doubtful: full === null,
  });
}

/** A function of another library that hands what it is given to `torch.load`. */
export function checkWrapper(call: CallFact, context: PythonContext): void {
  const wrapper = foreignWrapperOf(call, context);
  const file = wrapper && wrappedFile(call, wrapper);
  if (!wrapper || !file || isSafeFormat(file, context) || saysItself(call, wrapper)) return;
  const origin = originOf(file.value, call, context.facts);
  const told = origin.kind === 'remote' && ADDRESS_LOADS.some((pattern) => matchesCallee(pattern, call.callee));
  if (told || isHarmlessOrigin(origin, call, file.value, context)) return;
  const own = wrapper.byDefault(context);
  const weakness = own === 'torch' ? weaknessOf('default', false, context) : own;
  // A current version is safe: without one only a file that is named is worth a word.
  const vague = own !== 'torch' && weakness?.full === null && origin.kind !== 'file' && origin.kind !== 'remote';
  if (weakness === null || vague) return;
  const { why, full } = weakness;
  reportCheckpoint(call, file.value, origin, context, {
    why,
    full: full ?? doubtfully(origin),
    canSet: wrapper.flag?.name === 'weights_only' && full !== null && own !== 'torch',
    doubtful: full === null,
  });
}

/** In its own project a library is told of where it turns weights_only off, and not at each of its calls. */
function foreignWrapperOf(call: CallFact, { facts: { semantics } }: PythonContext): TorchWrapper | undefined {
  const wrapper = wrapperOf(call);
  return wrapper && !(semantics.calledBy(call) ?? semantics.calledElsewhere(call)) ? wrapper : undefined;
}

/** It is told to be safe, or what nobody knows here; `weights_only=False` is judged by weights-only-disabled. */
function saysItself(call: CallFact, { flag }: TorchWrapper): boolean {
  const setting = flag ? weightsOnlyOf(argumentOf(call, flag.name, flag.position), call) : 'default';
  return setting === 'on' || setting === 'given' || (setting === 'off' && flag!.name === 'weights_only');
}

/** The ending says that no pickle is in it. */
const isSafeFormat = ({ expression }: Argument, { facts }: PythonContext): boolean =>
  /\.(?:safetensors|npz|npy)$/.test(endingOf(expression, facts));

/** Why a call unpickles that does not say `weights_only=True`; null when it does not, or nothing is known. */
function weaknessOf(
  setting: Exclude<WeightsOnly, 'on'>,
  ownPickle: boolean,
  context: PythonContext,
): TorchWeakness | null {
  if (setting === 'off') return { why: 'weights_only=False', full: 'error' };
  if (ownPickle) return { why: 'pickle_module turns weights_only off', full: 'error' };
  if (setting === 'given') return null;
  if (isForced(context)) return { why: 'TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD is set', full: 'warning' };
  const replacing = replacedByImport(context);
  if (replacing !== null)
    return {
      why: `ultralytics ${replacing} replaces torch.load`,
      full: 'warning',
    };
  if (isAtLeast(context, '2.6', 'torch')) return null;
  const version = resolved(context, 'torch');
  const older = version === null ? allowedBelow(context, '2.6', 'torch') : null;
  if (older !== null) return { why: older, full: 'warning' };
  return version === null
    ? { why: 'unless torch is 2.6 or later', full: null }
    : {
        why: `torch ${version} is older than 2.6`,
        full: 'warning',
      };
}

/** A module that is named; a parameter, which is None more often than not, is the caller's choice. */
export function hasOwnPickle(call: CallFact): boolean {
  const value = argumentOf(call, 'pickle_module', 2)?.value;
  return (
    (value?.kind === 'reference' && !value.name.includes('weights_only')) ||
    (value?.kind === 'result' && !value.callee.includes('weights_only'))
  );
}

/** Without a version of torch, a file that is named here is worth a warning, one that comes from elsewhere less. */
const doubtfully = (origin: Origin): Severity =>
  origin.kind === 'parameter' ? 'hint' : origin.kind === 'unknown' ? 'info' : 'warning';

/** weights_only=True was not always a protection; said only where the version is known. */
function checkBypass(call: CallFact, context: PythonContext): void {
  const version = resolved(context, 'torch');
  if (version === null || !isBelow(version, '2.10')) return;
  const [advisory, fixed] = isBelow(version, '2.6') ? ['CVE-2025-32434', '2.6'] : ['CVE-2026-24747', '2.10'];
  context.report({
    range: call.range,
    severity: 'info',
    message: `A crafted file runs code in torch ${version} despite weights_only=True (${advisory}).`,
    detail: `torch ${fixed} fixes that`,
  });
}

const isForced = (context: PythonContext): boolean =>
  assignmentsNamed(context.facts, 'TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD').some(
    (fact) => fact.value.kind === 'string' && /^(?:1|y|yes|true)$/i.test(fact.value.value),
  );
