import type { CommandedFacts } from '../../core/command-facts';
import { allSteps, type ShellStep } from './steps';
import { expanded } from './variables';
import { isInterpreter } from './interpreters';

const CHECKING =
  /^(?:sha(?:1|224|256|384|512)sum|md5sum|b2sum|b3sum|shasum|cksum|gpgv?|gpg2|cosign|minisign|openssl|sha256|md5)$/;

/** Whether a command compares a file with a digest or a signature, or works out a digest that somebody compares. */
export function isCheck({ command }: ShellStep): boolean {
  const texts = command.words.map(({ text }) => text);
  switch (command.name) {
    case 'gpg':
    case 'gpg2':
      return texts.some((text) => /^--verify/.test(text));
    case 'openssl':
      return /^(?:dgst|sha\d+)$/.test(texts[1] ?? '');
    case 'cosign':
      return /^verify/.test(texts[1] ?? '');
    default:
      return CHECKING.test(command.name);
  }
}

/** Commands of the document that come after, those inside the same line among them. */
export function stepsAfter(step: ShellStep, facts: CommandedFacts): readonly ShellStep[] {
  const all = allSteps(facts);
  return all.slice(all.findIndex(({ command }) => command === step.command) + 1);
}

/** The command that runs a file as a program, if there is one: `bash x.sh`, `./x.sh`, `python x.py`, `chmod +x x.sh`, `%run x.py`. */
export function runnerOf(file: string, steps: readonly ShellStep[], facts: CommandedFacts): ShellStep | null {
  const name = file.slice(file.lastIndexOf('/') + 1);
  if (name === '' || /[{$*]/.test(name)) return null;
  const names = (text: string): boolean => text === name || text.endsWith(`/${name}`);
  return (
    steps.find(({ command }) => {
      const texts = command.words.map((word) => expanded(word, facts));
      if (names(texts[0] ?? '')) return true;
      if (/^(?:source|\.|run|chmod|srun|sbatch|torchrun)$/.test(command.name) || isInterpreter(command))
        return texts.slice(1).some(names);
      return command.name === 'accelerate' && texts.slice(2).some(names);
    }) ?? null
  );
}
