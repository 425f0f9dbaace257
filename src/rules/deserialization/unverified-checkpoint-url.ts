import { lastNameOf } from '../../core/callee-pattern';
import type { Fix } from '../../core/finding';
import { argumentOf, type CallFact } from '../../core/python-facts';
import { defineRule, type PythonContext } from '../../core/rule';
import { setKeyword } from '../../readers/python/edits';
import { ORIGIN_READS, ORIGIN_TRIGGERS, originOf, relatedOf } from '../../analysis/flow/origin';
import { isVerified } from '../../analysis/flow/verification';
import { readId } from '../../analysis/models/model-id';
import { DOWNLOAD_HOSTS, GITHUB_OWNERS, isKnownPublisher } from '../../analysis/models/publishers';
import { ADDRESS_LOADS, addressLoadOf, URL_LOADS, urlLoadOf, type UrlLoad } from './torch/url-loads';
import { SINCE_URL_LOAD, weightsOnlySafety } from './torch/weights-only-fix';
import { weightsOnlyOf } from './torch/weights-only';

export default defineRule({
  id: 'unverified-checkpoint-url',
  severity: 'error',
  category: 'deserialization',
  title: 'Unverified checkpoint from a URL',
  cwe: 494,
  owasp: 'ML06:2023',
  atlas: ['AML.T0010.003', 'AML.T0018.002'],
  docs: {
    what: "`torch.hub.load_state_dict_from_url` downloads a checkpoint and unpickles it without `weights_only=True` and without checking its hash. The same goes for `model_zoo.load_url`, torchvision's version, and the loaders of MMEngine, Ultralytics and Detectron2 given a URL or a download.",
    why: 'Unlike `torch.load`, it defaults to `weights_only=False` and `check_hash=False` in every version of torch, 2.13 included. Anyone who can change the file on the server or in transit runs code here.',
    fix: "Pass `weights_only=True`, and `check_hash=True` if the file's name ends in its hash (`resnet18-f37072fd.pth`).",
    references: [
      'https://docs.pytorch.org/docs/stable/hub.html#torch.hub.load_state_dict_from_url',
      'https://docs.pytorch.org/docs/stable/model_zoo.html',
    ],
  },
  listen: {
    reads: { calls: ORIGIN_READS },
    calls: [
      { callees: URL_LOADS, check },
      { callees: ADDRESS_LOADS, beside: ORIGIN_TRIGGERS, follows: true, check: checkOther },
    ],
  },
});

function check(call: CallFact, context: PythonContext): void {
  const load = urlLoadOf(call);
  const setting = weightsOnlyOf(load.weightsOnly, call);
  if (setting === 'on' || setting === 'given') return;
  const { url, hashed, checked } = load;
  const host = url === undefined ? null : hostOf(url, context);
  if (host !== null && hashed && checked) return;
  const fix = fixOf(call, load, context);
  context.report({
    range: call.range,
    severity: host !== null || url === undefined || (hashed && checked) ? 'warning' : 'error',
    fixes: fix ? [fix] : [],
    message: `load_state_dict_from_url runs any code hidden in the download${checked ? '' : '; no hash is checked'}.`,
    detail: 'weights_only is False by default here, in every version of torch',
  });
}

/** The host of an address, when it is known that the publisher of its files runs it. */
function hostOf(url: string, { policy }: PythonContext): string | null {
  const reading = readId(url, 'model');
  return reading.kind === 'url' &&
    !reading.insecure &&
    isKnownPublisher(reading.publisher, DOWNLOAD_HOSTS, policy.trustedPublishers)
    ? reading.publisher
    : null;
}

/** Sets weights_only, and the check of the hash where the name has one; null where weights_only is given by its position. */
function fixOf(call: CallFact, { weightsOnly, hashed, saysCheck }: UrlLoad, context: PythonContext): Fix | null {
  if (weightsOnly && !argumentOf(call, 'weights_only')) return null;
  const checks = hashed && !saysCheck;
  const edit = setKeyword(context.facts, call, 'weights_only', checks ? 'True, check_hash=True' : 'True');
  const safety = weightsOnlySafety(call, argumentOf(call, 'url', 0)?.expression, context, SINCE_URL_LOAD);
  return (
    edit &&
    safety && {
      title: `Set weights_only=True${checks ? ' and check_hash=True' : ''}`,
      safety: weightsOnly ? 'unsafe' : safety,
      edits: [edit],
    }
  );
}

function checkOther(call: CallFact, context: PythonContext): void {
  const file = addressLoadOf(call);
  const origin = originOf(file?.value, call, context.facts);
  if (origin.kind !== 'remote' || isVerified(call, file?.value, context)) return;
  const reading = origin.from.includes('://') ? readId(origin.from, 'model') : null;
  const known =
    reading?.kind === 'url' &&
    !reading.insecure &&
    isKnownPublisher(
      reading.publisher,
      reading.publisher.includes('.') ? DOWNLOAD_HOSTS : GITHUB_OWNERS,
      context.policy.trustedPublishers,
    );
  context.report({
    range: call.range,
    severity: origin.pinned || known ? 'warning' : 'error',
    related: relatedOf(origin),
    message: `${lastNameOf(call.callee)} runs any code hidden in the downloaded checkpoint, unverified.`,
  });
}
