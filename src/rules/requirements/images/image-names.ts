/** Images that frameworks, vendors and clouds publish to train and serve models in, without their registry. */
const LEARNING = new RegExp(
  `^(?:${[
    'pytorch/[\\w.-]+',
    'tensorflow/[\\w.-]+',
    'nvidia/[\\w./-]+',
    'rocm/[\\w.-]+',
    'huggingface/[\\w.-]+',
    'vllm/[\\w.-]+',
    'vllm-project/[\\w.-]+',
    'lmsysorg/sglang',
    'openmmlab/[\\w.-]+',
    'ollama/ollama',
    'ggml-org/[\\w./-]+',
    'ggerganov/[\\w./-]+',
    'rayproject/[\\w.-]+',
    'jupyter/[\\w.-]+',
    'jupyterhub/[\\w.-]+',
    'mlflow/mlflow',
    'kubeflownotebookswg/[\\w.-]+',
    'continuumio/[\\w.-]+',
    'condaforge/[\\w.-]+',
    'mambaorg/[\\w.-]+',
    'runpod/[\\w.-]+',
    'mosaicml/[\\w.-]+',
    'deepspeed/[\\w.-]+',
    'winglian/axolotl',
    'axolotlai/[\\w.-]+',
    'unsloth/unsloth',
    'hiyouga/[\\w.-]+',
    'paddlepaddle/[\\w.-]+',
    'paddlecloud/[\\w.-]+',
    'onnxruntime/[\\w./-]+',
    'openvino/[\\w.-]+',
    'intel/[\\w.-]*(?:pytorch|tensorflow|ipex|extension)[\\w.-]*',
    'kaggle-images/[\\w.-]+',
    'deeplearning-platform-release/[\\w./-]+',
    'azureml/[\\w./-]+',
    'localai/localai',
    'berriai/litellm',
    'open-webui/open-webui',
  ].join('|')})$`,
  'i',
);
/** Tags that are set anew with every build. */
const MOVING =
  /^(?:latest|nightly|main|master|edge|dev|devel|develop|head|snapshot)(?:$|-(?:gpu|cpu|cuda|py3|jupyter|cu\d+)\b)/i;
const REGISTRY = /^(?:[\w-]+(?:\.[\w-]+)+(?::\d+)?|localhost(?::\d+)?)\//;

/** An image by how it is named. */
export interface ImageName {
  /** Null where none is given. */
  readonly tag: string | null;
  /** One that is published to train and serve models in. */
  readonly learning: boolean;
}

/** An image that is taken as it is at the moment; null for one of a version or a digest, and for what names none. */
export function movingImage(image: string): ImageName | null {
  if (/[${}<>%*\s]|@sha256:/.test(image) || /^(?:scratch|\.|\/|-)/.test(image) || image === '') return null;
  const name = image
    .replace(REGISTRY, '')
    .replace(/:[^:/]*$/, '')
    .replace(/^library\//, '');
  const tag = /:([^:/]+)$/.exec(image)?.[1] ?? null;
  return tag !== null && !MOVING.test(tag) ? null : { tag, learning: LEARNING.test(name) };
}
