import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseExpectations, readExpectations, type Expectation, type Expectations } from './expectations';
import { indexOf } from '../project/git/making';
import { expandPlaceholders } from './secret-samples';

/** One document to judge and the files around it. */
export interface Fixture {
  /** `hardcoded-secret/moved/train.py`: where to look. */
  readonly name: string;
  readonly rule: string;
  /** Path of the document in the project. */
  readonly path: string;
  readonly text: string;
  /** Written in percent format; judged as a notebook. */
  readonly notebook: boolean;
  /** What its own rule has to find. */
  readonly expected: Expectations;
  /** What all safe fixes together make of it; null where the fixture does not say. */
  readonly fixed: string | null;
  readonly companions: Readonly<Record<string, string>>;
  readonly hubCache: Readonly<Record<string, string>>;
}

const ROOT = join(__dirname, '../rules');

/** Names of real files for the flat fixtures `bad.<suffix>` and `ok.<suffix>`. */
const REAL_NAMES: Readonly<Record<string, string>> = {
  py: 'train.py',
  txt: 'requirements.txt',
  in: 'requirements.in',
  env: '.env',
  yaml: 'config.yaml',
  yml: 'config.yml',
  toml: 'config.toml',
  json: 'config.json',
  ini: 'settings.ini',
  cfg: 'setup.cfg',
  sh: 'train.sh',
  slurm: 'train.slurm',
  tf: 'main.tf',
  dockerfile: 'Dockerfile',
  'ipynb.py': 'notebook.ipynb',
};

/** All fixtures of a rule: flat files `bad*`, `ok*`, and folders that are small projects. */
export function fixturesOf(rule: string): Fixture[] {
  const folder = join(ROOT, rule);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const path = join(folder, name);
      if (statSync(path).isDirectory()) return projectFixtures(rule, name);
      const match = /^((?:bad|ok)[\w-]*)\.((?:ipynb\.)?\w+)$/.exec(name);
      if (!match) return [];
      const real = REAL_NAMES[match[2]!];
      if (!real) throw new Error(`${path}: no real name for .${match[2]}`);
      return [
        fixture(
          rule,
          `${rule}/${name}`,
          real,
          join(folder, name),
          join(folder, `${match[1]}.fixed.${match[2]}`),
          {},
          {},
        ),
      ];
    });
}

function projectFixtures(rule: string, name: string): Fixture[] {
  const folder = join(ROOT, rule, name);
  const all = filesBelow(folder).filter((path) => !/\.fixed(?:\.|$)|\.expect$/.test(path));
  const read = (path: string): string => expandPlaceholders(readFileSync(join(folder, path), 'utf8'));
  const companions = Object.fromEntries(
    all.filter((path) => !path.startsWith('.hub-cache/')).map((path) => [path, readExpectations(read(path)).text]),
  );
  // A file `.git-tracked` lists what git tracks in the project: fixtures cannot hold a repository.
  if (companions['.git-tracked'] !== undefined)
    Object.assign(companions, repositoryOf(companions['.git-tracked'].trim().split('\n')));
  const hubCache = Object.fromEntries(
    all
      .filter((path) => path.startsWith('.hub-cache/'))
      .map((path) => [path.slice('.hub-cache/'.length), read(path).trim()]),
  );
  return all
    .filter(
      (path) =>
        readExpectations(read(path)).expected.size > 0 ||
        existsSync(join(folder, `${path}.expect`)) ||
        /(?:^|\/)ok/.test(name),
    )
    .filter(
      (path) =>
        /(?:^|\/)(?:touchstone|dvc)\.lock$|[^/]\.dvc$|(?:^|\/)\.dvc\/config$|(?:^|\/)data\/[^/]+\.csv$/.test(path) ||
        (!path.startsWith('.hub-cache/') &&
          /\.(?:py|txt|in|ya?ml|toml|json|ini|cfg|conf|sh|slurm|tf|ps1|bat|pkl|bin|safetensors|sig|db)$|(?:^|\/)(?:\.env[^/]*|Dockerfile[^/]*|Pipfile|MLproject|MLmodel|\.pypirc|\.netrc)$/.test(
            path,
          ) &&
          !/lock/.test(path)),
    )
    .map((path) => {
      const dot = path.lastIndexOf('.');
      const notebook = path.endsWith('.ipynb.py');
      const fixedName =
        path.endsWith('.env') || dot < path.lastIndexOf('/') + 1
          ? `${path}.fixed`
          : notebook
            ? `${path.slice(0, -9)}.fixed.ipynb.py`
            : `${path.slice(0, dot)}.fixed${path.slice(dot)}`;
      return fixture(
        rule,
        `${rule}/${name}/${path}`,
        notebook ? path.slice(0, -3) : path,
        join(folder, path),
        join(folder, fixedName),
        companions,
        hubCache,
      );
    });
}

/** A repository whose index lists some paths. All its bytes are ASCII, as companions are texts. */
function repositoryOf(paths: readonly string[]): Readonly<Record<string, string>> {
  const index = new TextDecoder().decode(indexOf([...paths].sort(), { mode: 0 }));
  return { '.git/HEAD': 'ref: refs/heads/main\n', '.git/index': index };
}

function fixture(
  rule: string,
  name: string,
  path: string,
  file: string,
  fixedFile: string,
  companions: Readonly<Record<string, string>>,
  hubCache: Readonly<Record<string, string>>,
): Fixture {
  const { text, expected: marked } = readExpectations(expandPlaceholders(readFileSync(file, 'utf8')));
  const expected = new Map<number, readonly Expectation[]>();
  const expect = (line: number, all: readonly Expectation[]): void => {
    const own = all.filter((each) => each.rule === rule);
    if (own.length > 0) expected.set(line, [...(expected.get(line) ?? []), ...own]);
  };
  for (const [line, all] of marked) expect(line, all);
  // For lines that cannot end in a comment.
  if (existsSync(`${file}.expect`)) {
    for (const line of readFileSync(`${file}.expect`, 'utf8').split('\n')) {
      const match = /^(\d+)\s+(\S.*)$/.exec(line.trim());
      if (match) expect(Number(match[1]), parseExpectations(match[2]!));
    }
  }
  const around = Object.fromEntries(Object.entries(companions).filter(([other]) => other !== path));
  return {
    name,
    rule,
    path,
    text,
    notebook: path.endsWith('.ipynb'),
    expected,
    fixed: existsSync(fixedFile) ? readExpectations(expandPlaceholders(readFileSync(fixedFile, 'utf8'))).text : null,
    companions: around,
    hubCache,
  };
}

function filesBelow(folder: string, prefix = ''): string[] {
  return readdirSync(join(folder, prefix), { withFileTypes: true })
    .flatMap((entry) =>
      entry.isDirectory() ? filesBelow(folder, `${prefix}${entry.name}/`) : [`${prefix}${entry.name}`],
    )
    .sort();
}
