import type { Fix } from '../../core/finding';
import { argumentOf, type CallFact } from '../../core/python-facts';
import { defineRule, type PythonContext } from '../../core/rule';
import { stringOf, truthOf } from '../../core/value';
import { setKeyword } from '../../readers/python/edits';
import { readId } from '../../analysis/models/model-id';
import { DOWNLOAD_HOSTS, GITHUB_OWNERS, isKnownPublisher } from '../../analysis/models/publishers';
import { ORIGIN_TRIGGERS, originOf, relatedOf } from '../../analysis/flow/origin';
import { weightsOnlyOf } from './torch/torch-load';
import { isVerified } from '../../analysis/flow/verification';

/** Loaders of other libraries that take an address as well as a path, and unpickle what comes (mmengine 0.10, ultralytics 8.4, detectron2). */
const OTHERS = [
  'mmengine.runner.**.load_checkpoint',
  'mmcv.runner.**.load_checkpoint',
  'mmdet.apis.init_detector',
  'mmseg.apis.init_model',
  'mmseg.apis.init_segmentor',
  'mmpose.apis.init_model',
  'ultralytics.YOLO',
  'ultralytics.RTDETR',
  'ultralytics.SAM',
  'ultralytics.FastSAM',
  'detectron2.checkpoint.DetectionCheckpointer().load',
  'fvcore.common.checkpoint.Checkpointer().load',
];

export default defineRule({
  id: 'unverified-checkpoint-url',
  severity: 'error',
  category: 'deserialization',
  title: 'Unverified checkpoint from a URL',
  cwe: 494,
  owasp: 'ML06:2023 AI Supply Chain Attacks',
  docs: {
    what: "`torch.hub.load_state_dict_from_url` (also `model_zoo.load_url`, torchvision's, and the loaders of MMEngine, Ultralytics and Detectron2 when they get an address or a download) downloads a checkpoint and unpickles it, without `weights_only=True` and without a check of its hash.",
    why: 'Unlike `torch.load`, it has `weights_only=False` and `check_hash=False` by default in every version of torch, also in 2.13. Whoever can change the file on the server, or on the way, runs code here.',
    fix: "Pass `weights_only=True`, and `check_hash=True` when the file's name ends in its hash (`resnet18-f37072fd.pth`).",
    references: [
      'https://docs.pytorch.org/docs/stable/hub.html#torch.hub.load_state_dict_from_url',
      'https://docs.pytorch.org/docs/stable/model_zoo.html',
    ],
  },
  listen: {
    calls: [
      {
        callees: [
          'torch.hub.load_state_dict_from_url',
          'torch.utils.model_zoo.load_url',
          'torchvision.**.load_state_dict_from_url',
        ],
        check,
      },
      { callees: OTHERS, beside: ORIGIN_TRIGGERS, check: checkOther },
    ],
  },
});

/** `load_state_dict_from_url(url, model_dir, map_location, progress, check_hash=False, file_name, weights_only=False)`. */
function check(call: CallFact, context: PythonContext): void {
  const setting = weightsOnlyOf(argumentOf(call, 'weights_only', 6), call);
  if (setting === 'on' || setting === 'given') return;
  const url = stringOf(argumentOf(call, 'url', 0)?.value);
  const reading = url === undefined ? null : readId(url, 'model');
  const known =
    reading?.kind === 'url' &&
    !reading.insecure &&
    isKnownPublisher(reading.publisher, DOWNLOAD_HOSTS, context.policy.trustedPublishers);
  const hashed = url !== undefined && /-[0-9a-f]{8,64}\./.test(url);
  const checks = argumentOf(call, 'check_hash', 4);
  const checked = truthOf(checks?.value) === true;
  if (known && hashed && checked) return;
  const byPosition =
    argumentOf(call, 'weights_only') === undefined && argumentOf(call, 'weights_only', 6) !== undefined;
  const code = hashed && checks === undefined ? 'True, check_hash=True' : 'True';
  const edit = byPosition ? null : setKeyword(context.facts, call, 'weights_only', code);
  const plain =
    /(?:^|\.)load_state_dict$/.test(call.outerCallee ?? '') && argumentOf(call, 'weights_only') === undefined;
  const fixes: Fix[] = edit
    ? [
        {
          title: `Set weights_only=${code.replace('True, ', 'True and ')}`,
          safety: plain ? 'safe' : 'unsafe',
          edits: [edit],
        },
      ]
    : [];
  const host = known ? ` from ${(reading as { publisher: string }).publisher}` : '';
  context.report({
    range: call.range,
    severity: known || url === undefined || (hashed && checked) ? 'warning' : 'error',
    fixes,
    message: `load_state_dict_from_url runs any code that is hidden in the file it downloads${host}: weights_only is False by default in every version of torch${checked ? '' : ', and no hash is checked'}.`,
  });
}

/** The file is the first argument, or the second after a model or a configuration. */
function checkOther(call: CallFact, context: PythonContext): void {
  const file =
    ['checkpoint', 'filename', 'model', 'path'].map((keyword) => argumentOf(call, keyword)).find((found) => found) ??
    argumentOf(
      call,
      '',
      /init_\w+$|load_checkpoint$/.test(call.callee) && !call.callee.includes('CheckpointLoader') ? 1 : 0,
    );
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
    message: `${call.callee.slice(call.callee.lastIndexOf('.') + 1)} runs any code that is hidden in the checkpoint that is downloaded, and nothing checks that it is the one that is meant.`,
  });
}
