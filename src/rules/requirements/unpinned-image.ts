import { shortened } from '../../analysis/secrets/shortened';
import type { ConfigEntry } from '../../core/config-facts';
import type { Severity } from '../../core/finding';
import type { CommandFact } from '../../core/command-facts';
import { rangeOf, type Range } from '../../core/range';
import { defineRule, type ConfigContext, type Context, type CommandContext } from '../../core/rule';
import { redacted } from '../../analysis/secrets/redaction';
import { listenToShell } from '../../analysis/commands/listening';
import type { ShellStep } from '../../analysis/commands/steps';
import { expanded } from '../../analysis/commands/variables';
import { imageOffer } from './images/image-fix';
import { movingImage } from './images/image-names';
import {
  imageWordsOf,
  isCompose,
  isImageOfService,
  isStage,
  withDefaults,
  withOwnDefaults,
} from './images/image-places';

const SHELL = listenToShell(checkStep);

export default defineRule({
  id: 'unpinned-image',
  severity: 'warning',
  category: 'requirements',
  title: 'Image without a fixed version',
  cwe: 1357,
  owasp: 'ML06:2023',
  atlas: ['AML.T0109', 'AML.T0010.004'],
  docs: {
    what: 'A container image is used without a tag, as `latest`, or at another tag that moves with every build (`nightly`, `main`): by `FROM` in a Dockerfile, by `image:` in a compose file, and, for well-known machine-learning images, in a Kubernetes manifest, a GitHub or GitLab job, `docker_env` of an `MLproject` or a `docker run`. Images with a version or digest, stages of the same file, and images that a compose file builds itself are not reported. A tag that is only the default of an `ARG` or of `${TAG:-latest}` is information: the build may choose another.',
    why: 'The image brings Python, CUDA, the framework and everything it was built with. With a moving tag, the next build gets different versions of all of them, no lock file records it, and a model cannot be trained or served again as it was.',
    fix: 'Name a version (`pytorch/pytorch:2.4.1-cuda12.4-cudnn9-runtime`, `nvcr.io/nvidia/pytorch:24.08-py3`), better still with its digest: `image:tag@sha256:…`, as printed by `docker buildx imagetools inspect image:tag`. The quick fix takes the digest from another file in the project that uses the same image. Otherwise only the registry knows it: the quick fix asks it if you allow that, and so does `touchstone scan --online`.',
    references: ['https://docs.docker.com/build/building/best-practices/#pin-base-image-versions'],
  },
  listen: { calls: SHELL.calls!, commands: { check: checkCommand }, config: { check: checkEntry } },
});

function checkCommand(command: CommandFact, context: CommandContext): void {
  if (command.kind === 'instruction' && command.name === 'from') return checkFrom(command, context);
  SHELL.commands!.check(command, context);
}

/** `FROM image AS stage` */
function checkFrom({ body, bodyRange, range }: CommandFact, context: CommandContext): void {
  const written = /^[^\s#]+/.exec(body)?.[0];
  if (written === undefined) return;
  const image = withDefaults(written, context.facts, range.start);
  const before = context.facts.commands.filter(
    (other) => other.kind === 'instruction' && other.range.start < range.start,
  );
  if (isStage(image, before)) return;
  const place = rangeOf(bodyRange.start, bodyRange.start + written.length);
  judge(image, place, context, { all: true, severity: image === written ? 'warning' : 'info', when: 'build' });
}

/** `services: model: image: vllm/vllm-openai:latest`, `containers: - image: …`. A compose file takes images as a Dockerfile does. */
function checkEntry(entry: ConfigEntry, context: ConfigContext): void {
  if (!isImageOfService(entry, context.facts)) return;
  const image = withOwnDefaults(entry.value);
  const sure = isCompose(context.path) && image === entry.value;
  judge(image, entry.valueRange, context, {
    all: isCompose(context.path),
    severity: sure ? 'warning' : 'info',
    when: 'start',
  });
}

/** `docker run --gpus all vllm/vllm-openai:latest`, `docker pull …`, `singularity pull docker://…`. */
function checkStep({ command }: ShellStep, context: CommandContext): void {
  for (const word of imageWordsOf(command))
    if (judge(expanded(word, context.facts).replace(/^docker:\/\//, ''), word.range, context)) return;
}

const SOMETIMES = { all: false, severity: 'info', when: 'start' } as const;

/** The name of an image has no scheme, so that only `user:password@` before its registry tells that it has a password. */
const withoutUser = (image: string): string => image.replace(/^[^/@\s]*@(?=[^/@\s]+\/)/, '');

/** Reports an image at a moving tag; `severity` is that of one for machine learning. `all`: where others are reported of too. */
function judge(
  image: string,
  range: Range,
  context: Context,
  { all, severity, when }: { all: boolean; severity: Severity; when: 'build' | 'start' } = SOMETIMES,
): boolean {
  const moving = movingImage(image);
  if (moving === null || (!moving.learning && !all)) return false;
  const name = shortened(redacted(withoutUser(image)));
  const how = moving.tag === null ? `${name} has no tag` : `${name} is a moving tag`;
  context.report({
    range,
    severity: moving.learning ? severity : 'info',
    message: `${how}: the next ${when} may use another image.`,
    ...imageOffer(image, range, context),
  });
  return true;
}
