import type { RequirementsFacts } from '../../core/requirement-facts';
import type { Word } from '../shell/shell-words';
import {
  ADD_OPTIONS,
  CONDA_OPTIONS,
  type OptionForm,
  PIP_OPTIONS,
  PIPX_OPTIONS,
  UV_OPTIONS,
} from './installer-options';
import { readOptions } from './requirements-options';

/** Those that have command lines. */
export type Installer = RequirementsFacts['installer'];

/** Words before an installer's name: `sudo -H`, `PIP_NO_CACHE_DIR=1` … */
const MAX_PREFIX = 20;
const ASSIGNMENT = /^[A-Za-z_][A-Za-z0-9_]*=/;
const WRAPPER = /^(?:sudo|env|time|exec|command|nohup|if|then|else|do|!)$/;
const PYTHON =
  /^(?:python|pypy|py)(?:[0-9.]|\$\{\w{1,60}\}|\$\w{1,60})*(?:\.exe)?$|^\{sys\.executable\}$|^\$\{?[A-Z_]*PYTHON[A-Z_]*\}?$/i;
const PIP = /^pip[0-9.]*(?:\.exe)?$/;
const CONDA = /^(?:conda|mamba|micromamba)$/;
const TOOL = /^(?:uv|uvx|pipx|poetry|pdm|pipenv|pixi)$/;
const RUNNER = /^(?:conda|mamba|micromamba|uv|poetry|pipenv|pdm|hatch)$/;

/** The installer of a command, and its words without the subcommand. */
export interface Install {
  readonly installer: Installer;
  readonly words: readonly Word[];
  readonly options: readonly OptionForm[];
  /** It writes down in a manifest what it installs: `uv add`, `poetry add`. */
  readonly adds: boolean;
  /** `name@1.2` asks for a version, in the grammar of this tool. */
  readonly at: 'uv' | 'poetry' | null;
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
      if (module < 0 || !flags || name === undefined || !(name === 'pip' || TOOL.test(name))) return null;
      return readInstall(name, rest.slice(module + 2));
    }
    if (RUNNER.test(text) && rest[0]?.value.text === 'run') return findInstall(withoutRunOptions(rest.slice(1)));
    if (PIP.test(text)) return readInstall('pip', rest);
    if (TOOL.test(text)) return readInstall(text, rest);
    return CONDA.test(text) ? readInstall('conda', rest) : null;
  }
  return null;
}

/** The last part of a path, without the magic's `!` or `%` before the first word. */
function commandName(word: Word, first: boolean): string {
  const text = first ? word.value.text.replace(/^[!%]{1,2}/, '') : word.value.text;
  const last = text.slice(text.lastIndexOf('/') + 1);
  return text.includes('=') || last.includes('}') !== last.includes('{') ? text : last;
}

function withoutRunOptions(words: readonly Word[]): readonly Word[] {
  let at = 0;
  while (words[at]?.value.text.startsWith('-') === true)
    at += /^(?:-n|-p|--name|--prefix)$/.test(words[at]!.value.text) ? 2 : 1;
  return words.slice(at);
}

/** One way to have packages installed. */
interface Subcommand extends Pick<Install, 'installer' | 'options' | 'adds' | 'at'> {
  /** Its words; none for a program that does nothing else. */
  readonly words: readonly string[];
  /** What of the words behind it are requirements: all; all but the first; or the first alone, unless one of the options names it. */
  readonly takes: 'all' | 'others' | { readonly unless: string };
}

const subcommand = (
  installer: Installer,
  words: string,
  options: readonly OptionForm[],
  more: Partial<Pick<Subcommand, 'adds' | 'at' | 'takes'>> = {},
): Subcommand => ({
  installer,
  words: words.split(' ').filter((word) => word !== ''),
  options,
  adds: false,
  at: null,
  takes: 'all',
  ...more,
});

const ADDS = { adds: true } as const;
/**
 * By program. Sources: pip, uv, conda, pipx, Poetry, PDM, Pipenv and pixi, the references of their commands.
 */
const SUBCOMMANDS: Readonly<Record<string, readonly Subcommand[]>> = {
  pip: ['install', 'download', 'wheel'].map((words) => subcommand('pip', words, PIP_OPTIONS)),
  uv: [
    subcommand('uv', 'pip install', UV_OPTIONS),
    subcommand('uv', 'add', UV_OPTIONS, ADDS),
    subcommand('uv', 'tool install', UV_OPTIONS, { at: 'uv' }),
    subcommand('uv', 'tool run', UV_OPTIONS, { at: 'uv', takes: { unless: '--from' } }),
  ],
  uvx: [subcommand('uv', '', UV_OPTIONS, { at: 'uv', takes: { unless: '--from' } })],
  conda: ['install', 'create'].map((words) => subcommand('conda', words, CONDA_OPTIONS)),
  pipx: [
    subcommand('pip', 'install', PIPX_OPTIONS),
    subcommand('pip', 'inject', PIPX_OPTIONS, { takes: 'others' }),
    subcommand('pip', 'run', PIPX_OPTIONS, { takes: { unless: '--spec' } }),
  ],
  poetry: [
    subcommand('poetry', 'add', ADD_OPTIONS, { ...ADDS, at: 'poetry' }),
    subcommand('poetry', 'self add', ADD_OPTIONS, { at: 'poetry' }),
  ],
  pdm: [subcommand('pdm', 'add', ADD_OPTIONS, ADDS)],
  pipenv: [subcommand('pipenv', 'install', ADD_OPTIONS, ADDS)],
  pixi: [subcommand('pixi', 'add', ADD_OPTIONS, ADDS), subcommand('pixi', 'global install', ADD_OPTIONS)],
};

/** The words after the subcommand, with the options that stood before it; null for another subcommand. */
export function readInstall(program: string, words: readonly Word[]): Install | null {
  for (const form of Object.hasOwn(SUBCOMMANDS, program) ? SUBCOMMANDS[program]! : []) {
    const read = readOptions(words, form.options, true);
    if (typeof read === 'string') continue;
    if (form.words.some((word, index) => word !== read.words[index]?.value.text)) continue;
    const spoken = new Set(read.words.slice(0, form.words.length));
    const { installer, options, adds, at } = form;
    return {
      installer,
      options,
      adds,
      at,
      words: taken(
        form,
        words.filter((word) => !spoken.has(word)),
      ),
    };
  }
  return null;
}

/** The words without what is none of the installer's: the name of an environment, a program and its arguments. */
function taken({ takes, options }: Subcommand, words: readonly Word[]): readonly Word[] {
  if (takes === 'all') return words;
  const read = readOptions(words, options, true);
  const [first] = typeof read === 'string' ? [] : read.words;
  if (typeof read === 'string' || first === undefined) return words;
  if (takes === 'others') return words.filter((word) => word !== first);
  const named = read.options.find(({ name, range }) => name === takes.unless && range.start < first.range.start);
  const before = words.slice(0, words.indexOf(first));
  if (!named?.value) return [...before, first];
  const { value, range } = named;
  const others = before.filter((word) => word.range.end <= range.start || word.range.start >= range.end);
  return [...others, { value, range: value.range(), quoted: true }];
}
