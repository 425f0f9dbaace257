import type { CommandedFacts } from '../../../core/command-facts';
import type { ConfigEntry, ConfigFacts } from '../../../core/config-facts';
import type { CommandFact } from '../../../core/command-facts';
import type { ShellCommand, ShellWord } from '../../../readers/shell/shell-command';

/** Whether `FROM` names a stage of the same file. */
export const isStage = (image: string, before: readonly CommandFact[]): boolean =>
  before.some(
    ({ name, body }) => name === 'from' && new RegExp(`\\sAS\\s+${image.replace(/\W/g, '\\$&')}\\s*$`, 'i').test(body),
  );

/** The arguments of the build that an image is named by, as they are unless the builder is told otherwise. */
export function withDefaults(image: string, { commands }: CommandedFacts, before: number): string {
  return image.replace(
    /\$\{(\w+)(?::?-([^{}]*))?\}|\$(\w+)/g,
    (written, braced?: string, otherwise?: string, plain?: string) => {
      const name = (braced ?? plain)!;
      const values = commands.flatMap((command) =>
        command.kind === 'instruction' && command.name === 'arg' && command.range.start < before
          ? (new RegExp(`(?:^|\\s)${name}=(["']?)([^\\s"']*)\\1(?=\\s|$)`).exec(command.body)?.[2] ?? [])
          : [],
      );
      return values.at(-1) ?? otherwise ?? written;
    },
  );
}

const COMPOSE = /(?:^|\/)(?:docker-)?compose(?:[.-][\w.-]{1,60})?\.ya?ml$/i;
const GITHUB = /(?:^|\/)\.github\/workflows\/[^/]+\.ya?ml$/i;
const MLPROJECT = /(?:^|\/)MLproject(?:\.ya?ml)?$/i;
const GITLAB = /(?:^|\/)(?:\.gitlab-ci[\w.-]*\.ya?ml|\.gitlab\/.{1,300}\.ya?ml)$/i;

/** Whether a file says which images are started together: a compose file. */
export const isCompose = (path: string): boolean => COMPOSE.test(path);

/**
 * Whether an entry names the image of a service, a container or a job of continuous integration that is not built here: what is
 * built beside is a name for the result. Sources: Compose specification, `image`; GitHub, `container`; GitLab, `image`; MLflow, `docker_env`.
 */
export function isImageOfService(entry: ConfigEntry, { entries, format, path }: ConfigFacts): boolean {
  if (format !== 'yaml') return false;
  const { keys } = entry;
  // What cannot be one, in any file.
  if (!keys.some((key) => key === 'image' || key === 'container' || key === 'services')) return false;
  if (GITHUB.test(path) && keys[0] === 'jobs' && /^container(?:\nimage)?$/.test(keys.slice(2).join('\n'))) return true;
  if (GITLAB.test(path) && isImageOfJob(keys)) return true;
  if (MLPROJECT.test(path)) return keys.join('\n') === 'docker_env\nimage';
  if (entry.key !== 'image') return false;
  const around = keys.slice(0, -1);
  const isService = around.at(-2) === 'services' || around.some((key) => /^(?:initC|c)ontainers?$/.test(key));
  return isService && !builtIn(entries).has(around.join('\n'));
}

const built = new WeakMap<readonly ConfigEntry[], ReadonlySet<string>>();

/** Where `build` stands: a file may have thousands of images. */
function builtIn(entries: readonly ConfigEntry[]): ReadonlySet<string> {
  let known = built.get(entries);
  if (!known)
    built.set(
      entries,
      (known = new Set(
        entries.flatMap(({ keys }) =>
          keys.flatMap((key, at) => (key === 'build' ? [keys.slice(0, at).join('\n')] : [])),
        ),
      )),
    );
  return known;
}

/** `image: python`, `train: image: name: python`, `services: - name: redis` */
const isImageOfJob = (keys: readonly string[]): boolean =>
  /^(?:[^\n]+\n)?(?:image(?:\nname)?|services\n\d+(?:\nname)?)$/.test(keys.join('\n'));

/** The image where nobody sets the variables that it is named by: `${TAG:-latest}`. Source: Compose specification, Interpolation. */
export const withOwnDefaults = (image: string): string =>
  image.replace(/\$\{\w{1,100}:?-([^{}$]{0,200})\}/g, (_, otherwise: string) => otherwise);

/** What is done with an image, by program. */
const STARTS: Readonly<Record<string, RegExp>> = {
  docker: /^(?:run|pull|create)\b/,
  podman: /^(?:run|pull|create)\b/,
  nerdctl: /^(?:run|pull|create)\b/,
  singularity: /^(?:run|pull|exec|shell|build)\b/,
  apptainer: /^(?:run|pull|exec|shell|build)\b/,
};

/** The words of a command of which one may name the image that it starts; none for another command. */
export function imageWordsOf({ name, words }: ShellCommand): readonly ShellWord[] {
  const action = words
    .slice(1)
    .map(({ text }) => text)
    .filter((text) => !text.startsWith('-'))
    .slice(0, 2)
    .join(' ')
    .replace(/^(?:container|image) /, '');
  return Object.hasOwn(STARTS, name) && STARTS[name]!.test(action) ? words.slice(1) : [];
}
