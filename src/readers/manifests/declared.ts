import type { FileSystem } from '../../core/host';
import { MappedText } from '../../core/mapped-text';
import type { RequirementEntry, RequirementsFacts } from '../../core/requirement-facts';
import { readConfig } from '../config/config';
import { readPyproject } from '../pyproject/pyproject';
import { readSetupCfg } from '../setup-cfg/setup-cfg';
import { readTomlTree, tomlAt, tomlString } from '../toml/toml-tree';
import { readVersions } from './versions';
import { parseRequirements } from '../requirements/requirements';
import { normalizeName } from '../requirements/requirements-grammar';
import { baseImageVersions } from './base-images';
import { boundsOfAll, type Bounds, type VersionClause } from './version-bounds';

/** What a project says of a distribution's version without a lock: exactly one, or a range. */
export interface DeclaredVersion extends Bounds {
  /** File name of the manifest. */
  readonly source: string;
}

/** By PEP 503 name. */
export type Declared = ReadonlyMap<string, DeclaredVersion>;

interface DeclaredLine {
  readonly name: string;
  readonly specifiers: readonly VersionClause[];
}

const MAX_FOLDERS = 64;
const MAX_SIZE = 512 * 1024;

const READERS: readonly (readonly [RegExp, (text: string, path: string) => readonly DeclaredLine[]])[] = [
  [/^requirements\.txt$/, requirementLines],
  [/^pyproject\.toml$/, (text, path) => pyprojectLines(text, path)],
  [
    /^setup\.cfg$/,
    (text, path) =>
      readSetupCfg(text, path)
        .facts.map((facts) => ({ ...facts, entries: facts.entries.filter(isAlwaysTaken) }))
        .flatMap(linesOf),
  ],
  [
    /^(?:conda[-_.]?)?env(?:ironment)?(?:[-_.][\w.-]{1,40})?\.ya?ml$|^conda\.ya?ml$/i,
    (text, path) => condaLines(text, path),
  ],
  [/^requirements[-_.]?(?:base|core|main|prod|train|gpu|cuda|cpu)?\.(?:in|txt)$/, requirementLines],
];

/** The versions that the manifests allow, of the nearest folder upwards from a file or folder that has any. */
export async function readDeclared(files: FileSystem, near: string): Promise<Declared> {
  const parts = near
    .split('/')
    .slice(0, -1)
    .filter((part) => part !== '' && part !== '.');
  for (let count = parts.length, visited = 0; count >= 0 && visited < MAX_FOLDERS; count--, visited++) {
    const folder = parts.slice(0, count).join('/');
    const names = ((await files.list(folder)) ?? [])
      .filter(({ kind }) => kind === 'file')
      .map(({ name }) => name)
      .sort();
    const declared = new Map<string, DeclaredVersion>();
    const add = (lines: readonly DeclaredLine[], source: string): void => {
      for (const line of merged(lines))
        if (saysNothing(declared.get(line.name)))
          declared.set(line.name, { ...boundsOfAll(line.lines.map(({ specifiers }) => specifiers)), source });
    };
    for (const [pattern, read] of READERS)
      for (const name of names.filter((candidate) => pattern.test(candidate)).slice(0, 8)) {
        const path = folder === '' ? name : `${folder}/${name}`;
        const text = await readSmall(files, path);
        if (text !== null) add(read(text, path), name);
      }
    for (const name of await nestedIn(files, folder)) {
      const text = await readSmall(files, folder === '' ? name : `${folder}/${name}`);
      if (text !== null) add(requirementLines(text, name), name);
    }
    await addImages(files, folder, names, declared);
    if (declared.size > 0) return declared;
  }
  return new Map();
}

/** Requirements files in a folder of their own that hold for everybody. What only an extra asks for says nothing of those who leave it out. */
const NESTED_FOLDERS = ['requirements', 'reqs'];
const NESTED =
  /^(?:requirements|base|core|main|common|default|framework|install|prod|production|runtime)\.(?:txt|in)$/i;

/** Their paths below the folder that holds them. */
async function nestedIn(files: FileSystem, folder: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const nested of NESTED_FOLDERS)
    for (const { name, kind } of (await files.list(folder === '' ? nested : `${folder}/${nested}`)) ?? [])
      if (kind === 'file' && NESTED.test(name)) found.push(`${nested}/${name}`);
  return found.sort();
}

/** A name without a bound leaves it to others. */
const saysNothing = (version: DeclaredVersion | undefined): boolean =>
  version === undefined || (version.exact === null && version.atLeast === null && version.below === null);

const DOCKERFILE = /^(?:Dockerfile|Containerfile)(?:\.[\w.-]{1,40})?$|^[\w.-]{1,40}\.Dockerfile$/i;

/** What the images have that the Dockerfiles of a folder begin with, all of them together, where no manifest says more. */
async function addImages(
  files: FileSystem,
  folder: string,
  names: readonly string[],
  declared: Map<string, DeclaredVersion>,
): Promise<void> {
  const lines: (DeclaredLine & { readonly source: string })[] = [];
  for (const source of names.filter((name) => DOCKERFILE.test(name)).slice(0, 8)) {
    const text = await readSmall(files, folder === '' ? source : `${folder}/${source}`);
    for (const { name, operator, version } of text === null ? [] : baseImageVersions(text))
      lines.push({ name, specifiers: [{ operator, version }], source });
  }
  for (const { name, lines: all } of merged(lines))
    if (saysNothing(declared.get(name)))
      declared.set(name, {
        ...boundsOfAll(all.map(({ specifiers }) => specifiers)),
        source: lines.find((line) => line.name === name)!.source,
      });
}

async function readSmall(files: FileSystem, path: string): Promise<string | null> {
  const stat = await files.stat(path);
  if (stat?.kind !== 'file' || stat.size > MAX_SIZE) return null;
  const bytes = await files.read(path);
  return bytes && new TextDecoder().decode(bytes);
}

function requirementLines(text: string, path: string): readonly DeclaredLine[] {
  return parseRequirements(text, path).entries.flatMap((entry): DeclaredLine[] =>
    entry.kind === 'requirement' && entry.normalizedName !== null && entry.reference === null && !entry.dynamic
      ? [{ name: entry.normalizedName, specifiers: entry.specifiers }]
      : [],
  );
}

const isAlwaysTaken = (entry: RequirementEntry): boolean => entry.kind !== 'requirement' || entry.list?.group === null;

function pyprojectLines(text: string, path: string): readonly DeclaredLine[] {
  const { root } = readTomlTree(text);
  // What `requires-python` says is written as a requirement is (PEP 621).
  const python = tomlString(root, 'project', 'requires-python');
  const poetry = tomlAt(root, 'tool', 'poetry', 'dependencies', 'python');
  return [
    ...readPyproject(text, path).facts.flatMap(linesOf),
    ...(python === null ? [] : requirementLines(`python${python}`, path)),
    ...(poetry?.kind === 'text'
      ? [{ name: 'python', specifiers: readVersions(MappedText.of(poetry.value), 'poetry') }]
      : []),
  ];
}

/** What a program is installed with; neither what it is built with, nor limits. */
function linesOf({ entries, installer }: RequirementsFacts): readonly DeclaredLine[] {
  return entries.flatMap((entry): DeclaredLine[] => {
    if (entry.kind !== 'requirement' || entry.normalizedName === null || installer === 'conda') return [];
    const { list, reference, source, dynamic } = entry;
    const isTaken = list?.use !== 'build' && list?.use !== 'limit' && list?.use !== 'source';
    return isTaken && reference === null && !source?.reference && !dynamic
      ? [{ name: entry.normalizedName, specifiers: entry.specifiers }]
      : [];
  });
}

/** conda's names of distributions that have another on the package index. */
const CONDA_NAMES: Readonly<Record<string, string>> = {
  pytorch: 'torch',
  'pytorch-cpu': 'torch',
  'pytorch-gpu': 'torch',
  'tensorflow-gpu': 'tensorflow',
};

function condaLines(text: string, path: string): readonly DeclaredLine[] {
  const entries = readConfig(text, path, 'yaml').facts.entries.filter(({ keys }) => keys[0] === 'dependencies');
  const pip = entries.filter(({ keys }) => keys.length === 4 && keys[2] === 'pip').map(({ value }) => value);
  const own = entries
    .filter(({ keys }) => keys.length === 2)
    .flatMap(({ value }): DeclaredLine[] => {
      const [, name, rest = ''] = /^(?:[\w./-]+::)?([\w.-]+)\s*(.*)$/.exec(value.trim()) ?? [];
      if (name === undefined) return [];
      const exact = /^==?([\w.+!]+)(=[\w.*-]+)?$/.exec(rest);
      // `=2.4` stands for every 2.4.x.
      const specifiers = exact
        ? [{ operator: '==', version: rest.startsWith('==') || exact[2] !== undefined ? exact[1]! : `${exact[1]!}.*` }]
        : readVersions(MappedText.of(rest), 'conda');
      return [{ name: CONDA_NAMES[normalizeName(name)] ?? normalizeName(name), specifiers }];
    });
  return [...own, ...requirementLines(pip.join('\n'), path)];
}

/** Lines of one distribution together: for several platforms there may be several. */
function merged(
  lines: readonly DeclaredLine[],
): Iterable<{ readonly name: string; readonly lines: readonly DeclaredLine[] }> {
  const byName = new Map<string, { name: string; lines: DeclaredLine[] }>();
  for (const line of lines) {
    const known = byName.get(line.name);
    if (known) known.lines.push(line);
    else byName.set(line.name, { name: line.name, lines: [line] });
  }
  return byName.values();
}
