import { parse } from 'smol-toml';
import type { LockFacts } from '../core/requirement-facts';
import { directoryOf } from '../project/paths';

/** A kind of manifest that is found but not read for packages yet. */
interface UnreadManifest {
  readonly name: RegExp;
  /** Kinds of locks that, beside it, hold all that it names. */
  readonly locks: readonly LockFacts['kind'][];
  /** Whether a text names packages; a text that makes no sense may. */
  names(text: string): boolean;
}

const PROJECT_LOCKS = ['uv', 'poetry', 'pdm', 'pylock'] as const;

const MANIFESTS: readonly UnreadManifest[] = [
  { name: /^pyproject\.toml$/u, locks: PROJECT_LOCKS, names: (text) => namesIn(text, PYPROJECT_TABLES) },
  { name: /^Pipfile$/u, locks: ['pipfile'], names: (text) => namesIn(text, [['packages'], ['dev-packages']]) },
  { name: /^pixi\.toml$/u, locks: [], names: (text) => namesIn(text, PIXI_TABLES) },
  // Nobody runs it, so only a call with nothing in it is known to name nothing.
  {
    name: /^setup\.py$/u,
    locks: PROJECT_LOCKS,
    names: (text) => /require/iu.test(text) || !/\bsetup\(\s*\)/u.test(text),
  },
  {
    name: /^setup\.cfg$/u,
    locks: PROJECT_LOCKS,
    names: (text) => /^[ \t]*(?:\w+_requires?|requires[-_]dist)[ \t]*[:=]|^\[options\.extras_require\]/mu.test(text),
  },
  {
    name: /^(?:conda[\w.-]{0,40}|environment[\w.-]{0,40})\.ya?ml$/u,
    locks: [],
    names: (text) => /(?:^|[\s{,])["']?dependencies["']?[ \t]*:/u.test(text),
  },
];

/** Where tables and lists of packages stand; `*` is any key. PEP 621, PEP 735, and the tools' own from before. */
const PYPROJECT_TABLES: readonly (readonly string[])[] = [
  ['project', 'dependencies'],
  ['project', 'optional-dependencies', '*'],
  ['dependency-groups', '*'],
  ['tool', 'poetry', 'dependencies'],
  ['tool', 'poetry', 'dev-dependencies'],
  ['tool', 'poetry', 'group', '*', 'dependencies'],
  ['tool', 'pdm', 'dev-dependencies', '*'],
  ['tool', 'uv', 'dev-dependencies'],
  ['tool', 'hatch', 'envs', '*', 'dependencies'],
  ['tool', 'hatch', 'envs', '*', 'extra-dependencies'],
  ['tool', 'flit', 'metadata', 'requires'],
  ['tool', 'pixi', 'dependencies'],
  ['tool', 'pixi', 'pypi-dependencies'],
  ['tool', 'pixi', 'feature', '*', 'dependencies'],
  ['tool', 'pixi', 'feature', '*', 'pypi-dependencies'],
];

const PIXI_TABLES = PYPROJECT_TABLES.filter(([first, second]) => first === 'tool' && second === 'pixi').map((keys) =>
  keys.slice(2),
);

/** Whether a file is a manifest of a kind that is not read. */
export const isUnreadManifest = (path: string): boolean => manifestOf(path) !== undefined;

/** Why packages of a manifest may be missing from the inventory; null where nothing of it is. `text` is null when it cannot be read. */
export function missingFrom(path: string, text: string | null, locks: readonly LockFacts[]): string | null {
  const manifest = manifestOf(path);
  if (!manifest || (text !== null && !manifest.names(text))) return null;
  const folder = directoryOf(path);
  if (locks.some(({ kind, path: lock }) => manifest.locks.includes(kind) && directoryOf(lock) === folder)) return null;
  // Its name and version are read, where it has them.
  const what = path.endsWith('pyproject.toml') ? 'its dependencies are not read' : 'not read';
  return `${what}: packages that only this file names are not listed`;
}

const manifestOf = (path: string): UnreadManifest | undefined => {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return MANIFESTS.find((manifest) => manifest.name.test(name));
};

function namesIn(text: string, tables: readonly (readonly string[])[]): boolean {
  let document: unknown;
  try {
    document = parse(text.replace(/^\ufeff/u, ''));
  } catch {
    return true; // nobody can tell
  }
  if (tables === PYPROJECT_TABLES && listed(at(document, ['project', 'dynamic'])).some(isOfPackages)) return true;
  return tables.some((keys) => at(document, keys).some(isFilled));
}

const isOfPackages = (value: unknown): boolean => value === 'dependencies' || value === 'optional-dependencies';

const listed = (values: readonly unknown[]): readonly unknown[] =>
  values.flatMap((each) => (Array.isArray(each) ? each : []));

/** A list with something in it, or a table with more in it than Python itself. */
const isFilled = (value: unknown): boolean =>
  Array.isArray(value)
    ? value.length > 0
    : typeof value === 'object' && value !== null && Object.keys(value).some((key) => key !== 'python');

/** The values at a path of keys. */
function at(document: unknown, keys: readonly string[]): readonly unknown[] {
  const [key, ...rest] = keys;
  if (key === undefined) return [document];
  if (typeof document !== 'object' || document === null || Array.isArray(document)) return [];
  const table = document as Record<string, unknown>;
  const values = key === '*' ? Object.values(table) : Object.hasOwn(table, key) ? [table[key]] : [];
  return values.flatMap((value) => at(value, rest));
}
