import type { ConfigEntry } from '../../core/config-facts';
import type { Severity } from '../../core/finding';
import type { MagicFact, PythonFacts } from '../../core/python-facts';
import { rangeOf, type Range } from '../../core/range';
import { defineRule, type ConfigContext, type Context, type PythonContext } from '../../core/rule';
import { listenToShell } from '../../analysis/commands/listening';
import type { ShellStep } from '../../analysis/commands/steps';
import { expanded } from '../../analysis/commands/variables';

const SHELL = listenToShell(checkCommand);

export default defineRule({
  id: 'unpinned-image',
  severity: 'warning',
  category: 'requirements',
  title: 'Image without a fixed version',
  cwe: 1357,
  owasp: 'ML06:2023 AI Supply Chain Attacks',
  docs: {
    what: 'A container image is taken without a tag, as `latest`, or at another tag that moves with every build (`nightly`, `main`): by `FROM` in a Dockerfile, and, for well-known images for machine learning, in a compose file, a Kubernetes manifest or a `docker run`. Images with a version or a digest, stages of the same file and images that a compose file builds itself are left alone. What only the default of an `ARG` names is information: the build may name another.',
    why: 'The image brings Python, CUDA, the framework and everything it was built with. At a moving tag the next build takes other versions of all of them, no lock file notices, and a model cannot be trained or served again as it was.',
    fix: 'Name a version (`pytorch/pytorch:2.4.1-cuda12.4-cudnn9-runtime`, `nvcr.io/nvidia/pytorch:24.08-py3`), better with its digest: `image:tag@sha256:…`, as `docker buildx imagetools inspect image:tag` prints it.',
    references: [
      'https://docs.docker.com/build/building/best-practices/#pin-base-image-versions',
      'https://cwe.mitre.org/data/definitions/1357.html',
    ],
  },
  listen: { calls: SHELL.calls!, magics: { check: checkMagic }, config: { check: checkEntry } },
});

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
/** What is done with an image, by program. */
const STARTS: Readonly<Record<string, RegExp | undefined>> = {
  docker: /^(?:run|pull|create)\b/,
  podman: /^(?:run|pull|create)\b/,
  nerdctl: /^(?:run|pull|create)\b/,
  singularity: /^(?:run|pull|exec|shell|build)\b/,
  apptainer: /^(?:run|pull|exec|shell|build)\b/,
};
const REGISTRY = /^(?:[\w-]+(?:\.[\w-]+)+(?::\d+)?|localhost(?::\d+)?)\//;

function checkMagic(magic: MagicFact, context: PythonContext): void {
  if (magic.kind === 'docker' && magic.command === 'from') return checkFrom(magic, context);
  SHELL.magics!.check(magic, context);
}

/** `FROM image AS stage` */
function checkFrom({ body, bodyRange, range }: MagicFact, context: PythonContext): void {
  const written = /^[^\s#]+/.exec(body)?.[0];
  if (written === undefined) return;
  const before = context.facts.magics.filter((magic) => magic.kind === 'docker' && magic.range.start < range.start);
  const image = withDefaults(written, context.facts, range.start);
  if (
    before.some(
      (magic) =>
        magic.command === 'from' && new RegExp(`\\sAS\\s+${image.replace(/\W/g, '\\$&')}\\s*$`, 'i').test(magic.body),
    )
  )
    return;
  judge(
    image,
    rangeOf(bodyRange.start, bodyRange.start + written.length),
    context,
    true,
    image === written ? 'warning' : 'info',
  );
}

/** The arguments of the build that an image is named by, as they are unless the builder is told otherwise. */
function withDefaults(image: string, { magics }: PythonFacts, before: number): string {
  return image.replace(
    /\$\{(\w+)(?::?-([^{}]*))?\}|\$(\w+)/g,
    (written, braced?: string, otherwise?: string, plain?: string) => {
      const name = (braced ?? plain)!;
      const values = magics.flatMap((magic) =>
        magic.kind === 'docker' && magic.command === 'arg' && magic.range.start < before
          ? (new RegExp(`(?:^|\\s)${name}=(["']?)([^\\s"']*)\\1(?=\\s|$)`).exec(magic.body)?.[2] ?? [])
          : [],
      );
      return values.at(-1) ?? otherwise ?? written;
    },
  );
}

/** `services: model: image: vllm/vllm-openai:latest`, `containers: - image: …`; what is built beside is a name for the result. */
function checkEntry(entry: ConfigEntry, context: ConfigContext): void {
  if (entry.key !== 'image' || context.facts.format !== 'yaml') return;
  const around = entry.keys.slice(0, -1);
  const isService = around.at(-2) === 'services' || around.some((key) => /^(?:initC|c)ontainers?$/.test(key));
  const isBuilt = context.facts.entries.some(
    ({ keys }) => keys[around.length] === 'build' && around.every((key, index) => keys[index] === key),
  );
  if (isService && !isBuilt) judge(entry.value, entry.valueRange, context, false);
}

/** `docker run --gpus all vllm/vllm-openai:latest`, `docker pull …`, `singularity pull docker://…`. */
function checkCommand({ command }: ShellStep, context: PythonContext): void {
  const action = command.words
    .slice(1)
    .map(({ text }) => text)
    .filter((text) => !text.startsWith('-'))
    .slice(0, 2)
    .join(' ')
    .replace(/^(?:container|image) /, '');
  if (!STARTS[command.name]?.test(action)) return;
  for (const word of command.words.slice(1)) {
    const image = expanded(word, context.facts).replace(/^docker:\/\//, '');
    if (judge(image, word.range, context, false)) return;
  }
}

/** Reports an image at a moving tag; `severity` is that of one for machine learning. `all`: also others. */
function judge(image: string, range: Range, context: Context, all: boolean, severity: Severity = 'info'): boolean {
  if (/[${}<>%*\s]|@sha256:/.test(image) || /^(?:scratch|\.|\/|-)/.test(image) || image === '') return false;
  const name = image
    .replace(REGISTRY, '')
    .replace(/:[^:/]*$/, '')
    .replace(/^library\//, '');
  const tag = /:([^:/]+)$/.exec(image)?.[1];
  const learning = LEARNING.test(name);
  if ((!learning && !all) || (tag !== undefined && !MOVING.test(tag))) return false;
  context.report({
    range,
    severity: learning ? severity : 'info',
    message: `${tag === undefined ? `${image} is taken without a tag` : `${image} moves with every build`}, so the next ${all ? 'build' : 'start'} may bring other versions of everything in it.`,
  });
  return true;
}
