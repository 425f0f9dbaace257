import type { Fix } from '../../core/finding';
import { argumentOf, type CallFact } from '../../core/python-facts';
import { defineRule, type PythonContext } from '../../core/rule';
import { stringOf, truthOf } from '../../core/value';
import { setKeyword } from '../../python/edits';
import { readId } from '../models/model-id';
import { DOWNLOAD_HOSTS, isKnownPublisher } from '../models/publishers';
import { weightsOnlyOf } from './torch-load';

export default defineRule({
  id: 'unverified-checkpoint-url',
  severity: 'error',
  category: 'deserialization',
  title: 'Unverified checkpoint from a URL',
  cwe: 494,
  owasp: 'ML06:2023 AI Supply Chain Attacks',
  docs: {
    what: '`torch.hub.load_state_dict_from_url` (also `model_zoo.load_url`, and torchvision\'s) downloads a checkpoint and unpickles it, without `weights_only=True` and without a check of its hash.',
    why: 'Unlike `torch.load`, it has `weights_only=False` and `check_hash=False` by default in every version of torch, also in 2.13. Whoever can change the file on the server, or on the way, runs code here.',
    fix: 'Pass `weights_only=True`, and `check_hash=True` when the file\'s name ends in its hash (`resnet18-f37072fd.pth`).',
    references: ['https://docs.pytorch.org/docs/stable/hub.html#torch.hub.load_state_dict_from_url', 'https://docs.pytorch.org/docs/stable/model_zoo.html'],
  },
  listen: { calls: [{ callees: ['torch.hub.load_state_dict_from_url', 'torch.utils.model_zoo.load_url', 'torchvision.**.load_state_dict_from_url'], check }] },
});

/** `load_state_dict_from_url(url, model_dir, map_location, progress, check_hash=False, file_name, weights_only=False)`. */
function check(call: CallFact, context: PythonContext): void {
  const setting = weightsOnlyOf(argumentOf(call, 'weights_only', 6), call);
  if (setting === 'on' || setting === 'given') return;
  const url = stringOf(argumentOf(call, 'url', 0)?.value);
  const reading = url === undefined ? null : readId(url, 'model');
  const known = reading?.kind === 'url' && !reading.insecure && isKnownPublisher(reading.publisher, DOWNLOAD_HOSTS, context.policy.trustedPublishers);
  const hashed = url !== undefined && /-[0-9a-f]{8,64}\./.test(url);
  const checks = argumentOf(call, 'check_hash', 4);
  const checked = truthOf(checks?.value) === true;
  if (known && hashed && checked) return;
  const byPosition = argumentOf(call, 'weights_only') === undefined && argumentOf(call, 'weights_only', 6) !== undefined;
  const code = hashed && checks === undefined ? 'True, check_hash=True' : 'True';
  const edit = byPosition ? null : setKeyword(context.facts, call, 'weights_only', code);
  const plain = /(?:^|\.)load_state_dict$/.test(call.outerCallee ?? '') && argumentOf(call, 'weights_only') === undefined;
  const fixes: Fix[] = edit ? [{ title: `Set weights_only=${code.replace('True, ', 'True and ')}`, safety: plain ? 'safe' : 'unsafe', edits: [edit] }] : [];
  const host = known ? ` from ${(reading as { publisher: string }).publisher}` : '';
  context.report({
    range: call.range, severity: known || url === undefined || (hashed && checked) ? 'warning' : 'error', fixes,
    message: `load_state_dict_from_url runs any code that is hidden in the file it downloads${host}: weights_only is False by default in every version of torch${checked ? '' : ', and no hash is checked'}.`,
  });
}
