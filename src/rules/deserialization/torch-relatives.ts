import type { Fix } from '../../core/finding';
import { argumentOf, type CallFact } from '../../core/python-facts';
import type { PythonContext } from '../../core/rule';
import { stringOf, truthOf } from '../../core/value';
import { setKeyword } from '../../python/edits';
import { readId } from '../models/model-id';
import { DOWNLOAD_HOSTS, isKnownPublisher } from '../models/publishers';
import { originOf } from './origin';
import { report, weightsOnlyOf } from './torch-load';
import { isVerified } from './verification';
import { isBelow, resolved } from './versions';

/** `load_state_dict_from_url(url, model_dir, map_location, progress, check_hash=False, file_name, weights_only=False)`: unsafe by default in every version (torch 2.13). */
export function checkLoadFromUrl(call: CallFact, context: PythonContext): void {
  const setting = weightsOnlyOf(argumentOf(call, 'weights_only', 6), call);
  if (setting === 'on' || setting === 'given') return;
  const url = stringOf(argumentOf(call, 'url', 0)?.value);
  const reading = url === undefined ? null : readId(url, 'model');
  const known = reading?.kind === 'url' && !reading.insecure && isKnownPublisher(reading.publisher, DOWNLOAD_HOSTS, context.policy.trustedPublishers);
  const hashed = url !== undefined && /-[0-9a-f]{8,64}\./.test(url);
  const checks = argumentOf(call, 'check_hash', 4);
  if (known && hashed && truthOf(checks?.value) === true) return;
  const position = argumentOf(call, 'weights_only') === undefined && argumentOf(call, 'weights_only', 6) !== undefined;
  const code = hashed && checks === undefined ? 'True, check_hash=True' : 'True';
  const edit = position ? null : setKeyword(context.facts, call, 'weights_only', code);
  const plain = /(?:^|\.)load_state_dict$/.test(call.outerCallee ?? '') && argumentOf(call, 'weights_only') === undefined;
  const fixes: Fix[] = edit ? [{ title: `Set weights_only=${code.replace('True, ', 'True and ')}`, safety: plain ? 'safe' : 'unsafe', edits: [edit] }] : [];
  const host = known ? ` from ${(reading as { publisher: string }).publisher}` : '';
  context.report({
    range: call.range, severity: known || url === undefined ? 'warning' : 'error', fixes,
    message: `load_state_dict_from_url runs any code that is hidden in the file it downloads${host}: weights_only is False by default in every version of torch${truthOf(checks?.value) === true ? '' : ', and no hash is checked'}.`,
  });
}

/** Lightning: an address is loaded with weights_only=False; a path as torch.load does it, and without the choice before 2.6. */
export function checkLoadFromCheckpoint(call: CallFact, context: PythonContext): void {
  const path = argumentOf(call, 'checkpoint_path', 0);
  const setting = weightsOnlyOf(argumentOf(call, 'weights_only'), call);
  if (!path || setting === 'on' || setting === 'given') return;
  const origin = originOf(path.value, call, context.facts);
  if (isVerified(call, path.value, context)) return;
  const lightning = resolved(context, 'lightning', 'pytorch-lightning');
  const torch = resolved(context, 'torch');
  const old = lightning !== null && isBelow(lightning, '2.6');
  if (setting === 'off') return report(call, path.value, origin, 'with weights_only=False', 'error', context, !old);
  if (origin.kind === 'remote') return report(call, path.value, origin, 'because Lightning loads downloads with weights_only=False', 'error', context, !old);
  if (old) return report(call, path.value, origin, `because the resolved Lightning ${lightning} is older than 2.6, where weights_only can be set`, 'warning', context, false);
  if (torch !== null && isBelow(torch, '2.6')) report(call, path.value, origin, `because the resolved torch ${torch} is older than 2.6, where weights_only became the default`, 'warning', context, true);
}

/** Loaders that are careful unless told otherwise. */
export function checkTurnedOff(call: CallFact, context: PythonContext): void {
  const weightsOnly = argumentOf(call, 'weights_only');
  if (weightsOnly && !weightsOnly.spread && weightsOnlyOf(weightsOnly, call) === 'off') {
    if (isVerified(call, call.args[0]?.value, context)) return;
    const edit = setKeyword(context.facts, call, 'weights_only', 'True');
    context.report({ range: weightsOnly.range, severity: 'error', message: 'weights_only=False lets a checkpoint run any code that is hidden in it.', fixes: edit ? [{ title: 'Set weights_only=True', safety: 'unsafe', edits: [edit] }] : [] });
  }
  const safetensors = argumentOf(call, 'use_safetensors');
  if (safetensors && !safetensors.spread && safetensors.value.kind === 'boolean' && !safetensors.value.value && safetensors.value.via !== 'default') {
    const edit = setKeyword(context.facts, call, 'use_safetensors', 'True');
    context.report({ range: safetensors.range, severity: 'warning', message: 'use_safetensors=False loads pickled weights even where safe ones exist.', fixes: edit ? [{ title: 'Set use_safetensors=True', safety: 'unsafe', edits: [edit] }] : [] });
  }
}
