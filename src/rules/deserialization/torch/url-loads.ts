import { argumentOf, type Argument, type CallFact } from '../../../core/python-facts';
import { stringOf, truthOf } from '../../../core/value';

/** Functions of torch that download a checkpoint and load it: `load_state_dict_from_url(url, model_dir, map_location, progress, check_hash=False, file_name, weights_only=False)`. */
export const URL_LOADS: readonly string[] = [
  'torch.hub.load_state_dict_from_url',
  'torch.utils.model_zoo.load_url',
  'torchvision.**.load_state_dict_from_url',
];

/** Loaders of other libraries that take an address as well as a path, and unpickle what comes (mmengine 0.10, ultralytics 8.4, detectron2). */
export const ADDRESS_LOADS: readonly string[] = [
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

/** What a call of `URL_LOADS` says. */
export interface UrlLoad {
  readonly url: string | undefined;
  readonly weightsOnly: Argument | undefined;
  /** The name of the file holds its hash: `resnet18-f37072fd.pth`. */
  readonly hashed: boolean;
  /** The call says something of `check_hash`. */
  readonly saysCheck: boolean;
  /** `check_hash=True` */
  readonly checked: boolean;
}

export function urlLoadOf(call: CallFact): UrlLoad {
  const url = stringOf(argumentOf(call, 'url', 0)?.value);
  const check = argumentOf(call, 'check_hash', 4);
  return {
    url,
    weightsOnly: argumentOf(call, 'weights_only', 6),
    hashed: url !== undefined && /-[0-9a-f]{8,64}\./.test(url),
    saysCheck: check !== undefined,
    checked: truthOf(check?.value) === true,
  };
}

/** What a call of `ADDRESS_LOADS` loads: the first argument, or the second after a model or a configuration. */
export const addressLoadOf = (call: CallFact): Argument | undefined =>
  ['checkpoint', 'filename', 'model', 'path'].map((keyword) => argumentOf(call, keyword)).find((found) => found) ??
  argumentOf(
    call,
    '',
    /init_\w+$|load_checkpoint$/.test(call.callee) && !call.callee.includes('CheckpointLoader') ? 1 : 0,
  );
