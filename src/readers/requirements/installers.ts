import type { RequirementsFacts } from '../../core/requirement-facts';
import type { Word } from '../shell/shell-words';
import { CONDA_OPTIONS, type OptionForm, PIP_OPTIONS, UV_OPTIONS } from './installer-options';
import { readOptions } from './requirements-options';

/** Those that have command lines. */
export type Installer = Extract<RequirementsFacts['installer'], 'pip' | 'uv' | 'conda'>;

/** Words before an installer's name: `sudo -H`, `PIP_NO_CACHE_DIR=1` … */
const MAX_PREFIX = 20;
const ASSIGNMENT = /^[A-Za-z_][A-Za-z0-9_]*=/;
const WRAPPER = /^(?:sudo|env|time|exec|command|nohup|if|then|else|do|!)$/;
const PYTHON = /^(?:python|pypy|py)[0-9.]*(?:\.exe)?$|^\{sys\.executable\}$|^\$\{?[A-Z_]*PYTHON[A-Z_]*\}?$/i;
const PIP = /^pip[0-9.]*(?:\.exe)?$/;
const CONDA = /^(?:conda|mamba|micromamba)$/;
const RUNNER = /^(?:conda|mamba|micromamba|uv|poetry|pipenv|pdm|hatch)$/;

/** The installer of a command, and its words without the subcommand. */
export interface Install {
  readonly installer: Installer;
  readonly words: readonly Word[];
}

/** Finds the installer in a command, behind `sudo`, assignments, `python -m` and `conda run`. */
export function findInstall(words: readonly Word[]): Install | null {
  for (let i = 0; i < Math.min(words.length, MAX_PREFIX); i++) {
    const text = commandName(words[i]!, i === 0);
    if (text === '' || ASSIGNMENT.test(text) || WRAPPER.test(text) || text.startsWith('-')) continue;
    const rest = words.slice(i + 1);
    if (PYTHON.test(text)) {
      const module = rest.findIndex((word) => word.value.text === '-m');
      const flags = rest.slice(0, Math.max(module, 0)).every((word) => word.value.text.startsWith('-'));
      const name = rest[module + 1]?.value.text;
      if (module < 0 || !flags || (name !== 'pip' && name !== 'uv')) return null;
      return readInstall(name, rest.slice(module + 2));
    }
    if (RUNNER.test(text) && rest[0]?.value.text === 'run') return findInstall(withoutRunOptions(rest.slice(1)));
    if (PIP.test(text)) return readInstall('pip', rest);
    if (text === 'uv') return readInstall('uv', rest);
    return CONDA.test(text) ? readInstall('conda', rest) : null;
  }
  return null;
}

/** The last part of a path, without the magic's `!` or `%` before the first word. */
function commandName(word: Word, first: boolean): string {
  const text = first ? word.value.text.replace(/^[!%]{1,2}/, '') : word.value.text;
  return text.includes('{') || text.includes('=') ? text : text.slice(text.lastIndexOf('/') + 1);
}

function withoutRunOptions(words: readonly Word[]): readonly Word[] {
  let at = 0;
  while (words[at]?.value.text.startsWith('-') === true)
    at += /^(?:-n|-p|--name|--prefix)$/.test(words[at]!.value.text) ? 2 : 1;
  return words.slice(at);
}

/** The options that each installer knows. */
export const INSTALLER_OPTIONS: Readonly<Record<Installer, readonly OptionForm[]>> = {
  pip: PIP_OPTIONS,
  uv: UV_OPTIONS,
  conda: CONDA_OPTIONS,
};
const SUBCOMMANDS: Readonly<Record<Installer, readonly string[]>> = {
  pip: ['install', 'download', 'wheel'],
  uv: ['pip install', 'add'],
  conda: ['install', 'create'],
};

/** The words after the subcommand, with the options that stood before it; null for another subcommand. */
export function readInstall(installer: Installer, words: readonly Word[]): Install | null {
  const read = readOptions(words, INSTALLER_OPTIONS[installer], true);
  if (typeof read === 'string') return null;
  const [first, second] = read.words;
  const taken = SUBCOMMANDS[installer].find(
    (subcommand) =>
      subcommand === first?.value.text || subcommand === `${first?.value.text ?? ''} ${second?.value.text ?? ''}`,
  );
  if (taken === undefined) return null;
  const subcommand = read.words.slice(0, taken.split(' ').length);
  return { installer, words: words.filter((word) => !subcommand.includes(word)) };
}
