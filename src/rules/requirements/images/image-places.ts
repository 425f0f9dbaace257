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

/** Whether an entry names the image of a service or container that is not built here: what is built beside is a name for the result. */
export function isImageOfService(entry: ConfigEntry, { entries, format }: ConfigFacts): boolean {
  if (entry.key !== 'image' || format !== 'yaml') return false;
  const around = entry.keys.slice(0, -1);
  const isService = around.at(-2) === 'services' || around.some((key) => /^(?:initC|c)ontainers?$/.test(key));
  const isBuilt = entries.some(
    ({ keys }) => keys[around.length] === 'build' && around.every((key, index) => keys[index] === key),
  );
  return isService && !isBuilt;
}

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
