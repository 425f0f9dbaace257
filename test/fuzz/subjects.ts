import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { RULES } from '../../src/rules/index';
import { documentKindOf, readAs } from '../../src/readers/documents';
import { fixturesOf } from '../harness/fixture-files';
import { toCells } from '../harness/fixture-project';

/** One document and the files around it. */
export interface Subject {
  readonly path: string;
  readonly text: string;
  readonly companions: Readonly<Record<string, string>>;
  readonly hubCache: Readonly<Record<string, string>>;
}

/** Kinds of files, as far as mutations differ between them. `lock` and `policy` are read as companions. */
const KINDS = [
  'python',
  'notebook',
  'requirements',
  'workflow',
  'compose',
  'config',
  'manifest',
  'lock',
  'policy',
  'shell',
  'dockerfile',
  'powershell',
  'batch',
] as const;
export type Kind = (typeof KINDS)[number];

export type Seeds = Readonly<Record<Kind, readonly Subject[]>>;

const ROOT = path.join(__dirname, '../..');
const CORPUS = path.join(ROOT, 'out/corpus');
/** Of the corpus, when it is there: enough to be different, small enough to be quick. */
const CORPUS_FILES = 400;
const CORPUS_SIZE = 24_000;

/** What mutations begin with: all fixtures, the example, the extension's test workspace, and some of the corpus when it is wanted and there. */
export function seedsOf(options: { readonly corpus: boolean }): Seeds {
  const seeds: Record<Kind, Subject[]> = {
    python: [],
    notebook: [],
    requirements: [],
    workflow: [],
    compose: [],
    config: [],
    manifest: [],
    lock: [],
    policy: [],
    shell: [],
    dockerfile: [],
    powershell: [],
    batch: [],
  };
  for (const fixture of RULES.flatMap((rule) => fixturesOf(rule.id))) {
    const { text, companions, hubCache } = fixture;
    if (fixture.notebook || fixture.path.endsWith('.py')) {
      seeds.notebook.push({
        path: fixture.path.replace(/\.(?:py|ipynb)$/, '.ipynb'),
        text: notebookOf(toCells(text)),
        companions,
        hubCache,
      });
    }
    if (!fixture.notebook) addSeed(seeds, { path: fixture.path, text, companions, hubCache });
    for (const [name, content] of Object.entries(companions))
      addSeed(seeds, { path: name, text: content, companions: {}, hubCache: {} });
  }
  for (const folder of ['examples/insecure-training', 'test/extension/workspace']) {
    for (const name of filesBelow(path.join(ROOT, folder)))
      addSeed(seeds, {
        path: name,
        text: readFileSync(path.join(ROOT, folder, name), 'utf8'),
        companions: {},
        hubCache: {},
      });
  }
  for (const [name, text] of Object.entries(WRITTEN))
    addSeed(seeds, { path: name, text, companions: {}, hubCache: {} });
  if (options.corpus && existsSync(CORPUS)) {
    const files = filesBelow(CORPUS).filter(
      (name) => documentKindOf(name) !== null && statSync(path.join(CORPUS, name)).size < CORPUS_SIZE,
    );
    const step = Math.max(1, Math.floor(files.length / CORPUS_FILES));
    for (let i = 0; i < files.length; i += step)
      addSeed(seeds, {
        path: files[i]!.split('/').slice(1).join('/'),
        text: readFileSync(path.join(CORPUS, files[i]!), 'utf8'),
        companions: {},
        hubCache: {},
      });
  }
  return seeds;
}

function addSeed(seeds: Record<Kind, Subject[]>, subject: Subject): void {
  const kind = kindOf(subject.path);
  if (kind === null || subject.text.includes('\0')) return;
  seeds[kind].push(subject);
  // It is a policy, and what a project asks for.
  if (kind === 'policy' && subject.path.endsWith('pyproject.toml')) seeds.manifest.push(subject);
}

const MANIFESTS: ReadonlySet<string> = new Set([
  'pyproject',
  'setup-cfg',
  'pipfile',
  'pixi',
  'conda-environment',
  'tox',
  'pre-commit',
  'mlproject',
]);

function kindOf(name: string): Kind | null {
  const base = name.slice(name.lastIndexOf('/') + 1);
  if (/^(?:touchstone|pyproject)\.toml$/.test(base)) return 'policy';
  if (/(?:^|[.-])lock(?:\.txt)?$|^pylock.*\.toml$|^direct_url\.json$|^METADATA$/.test(base)) return 'lock';
  const kind = readAs(name)?.kind ?? null;
  // Model files, what DVC records, signatures and stores of runs have fuzzers of their own.
  if (kind === null) return null;
  if (MANIFESTS.has(kind)) return 'manifest';
  return (KINDS as readonly string[]).includes(kind) ? (kind as Kind) : null;
}

function filesBelow(folder: string, prefix = ''): string[] {
  return readdirSync(path.join(folder, prefix), { withFileTypes: true })
    .flatMap((entry) =>
      entry.isDirectory()
        ? filesBelow(folder, `${prefix}${entry.name}/`)
        : entry.isFile()
          ? [`${prefix}${entry.name}`]
          : [],
    )
    .sort();
}

/** A notebook file; lines that begin with `#>` are what the cell printed. */
function notebookOf(cells: readonly string[]): string {
  return JSON.stringify(
    {
      cells: cells.map((text) => {
        const printed = text
          .split('\n')
          .filter((line) => line.startsWith('#>'))
          .map((line) => `${line.slice(2).trim()}\n`);
        return {
          cell_type: 'code',
          execution_count: 1,
          metadata: {},
          outputs: printed.length === 0 ? [] : [{ name: 'stdout', output_type: 'stream', text: printed }],
          source: text.split(/(?<=\n)/),
        };
      }),
      metadata: { language_info: { name: 'python' } },
      nbformat: 4,
      nbformat_minor: 5,
    },
    null,
    1,
  );
}

const HASH = '0123456789abcdef'.repeat(4);

/** Formats of which no fixture has a whole example. */
const WRITTEN: Readonly<Record<string, string>> = {
  'uv.lock': `version = 1\nrequires-python = ">=3.11"\n\n[[package]]\nname = "torch"\nversion = "2.7.0"\nsource = { registry = "https://pypi.org/simple" }\nsdist = { url = "https://files.example/torch.tar.gz", hash = "sha256:${HASH}", size = 1 }\nwheels = [\n    { url = "https://files.example/torch.whl", hash = "sha256:${HASH}" },\n]\ndependencies = [{ name = "numpy", marker = "python_version > '3'" }]\n\n[[package]]\nname = "mine"\nversion = "0"\nsource = { git = "https://github.com/a/b?rev=main#${HASH.slice(0, 40)}" }\n`,
  'poetry.lock': `[[package]]\nname = "torch"\nversion = "2.7.0"\noptional = false\nfiles = [\n    {file = "torch.whl", hash = "sha256:${HASH}"},\n]\n\n[package.dependencies]\nnumpy = ">=1"\n\n[metadata]\nlock-version = "2.0"\n`,
  'pylock.toml': `lock-version = "1.0"\n\n[[packages]]\nname = "torch"\nversion = "2.7.0"\n\n[[packages.wheels]]\nname = "torch.whl"\nhashes = {sha256 = "${HASH}"}\n\n[[packages]]\nname = "mine"\nvcs = {type = "git", url = "https://github.com/a/b", commit-id = "${HASH.slice(0, 40)}"}\n`,
  'pdm.lock': `[metadata]\nlock_version = "4.5"\n\n[[package]]\nname = "torch"\nversion = "2.7.0"\ndependencies = ["numpy>=1"]\nfiles = [\n    {file = "torch.whl", hash = "sha256:${HASH}"},\n]\n`,
  'Pipfile.lock': JSON.stringify(
    {
      _meta: { hash: {} },
      default: {
        torch: { hashes: [`sha256:${HASH}`], version: '==2.7.0' },
        mine: { git: 'https://github.com/a/b', ref: HASH.slice(0, 40) },
      },
      develop: {},
    },
    null,
    4,
  ),
  'requirements.lock': `torch==2.7.0 \\\n    --hash=sha256:${HASH}\n    # via -r requirements.in\nnumpy==1.26.4\n`,
  'touchstone.toml':
    'trusted-publishers = ["someone", "lab/*"]\nexclude = ["gen/**"]\ninclude = ["**"]\nmax-file-size = 100000\nhonour-nosec = true\n\n[rules]\nunsafe-torch-load = "warning"\nhardcoded-secret = "off"\n\n[[override]]\nfiles = ["tests/**"]\n',
  'pyproject.toml':
    '[project]\nname = "x"\ndependencies = ["torch>=2", "numpy"]\n\n[tool.touchstone]\nexclude = ["a/**"]\n\n[tool.touchstone.rules]\nunpinned-requirement = "error"\n',
  '.netrc': 'machine api.wandb.ai\n  login user\n  password secret-word\ndefault login anonymous password "x y"\n',
  '.gitlab-ci.yml':
    'a:\n  script:\n    - pip install torch\n    - |\n      curl x | sh\n    - !reference [.b, script]\n',
  'nb.py':
    '# Databricks notebook source\n# MAGIC %sh\n# MAGIC pip install \\\n# MAGIC   torch\n\n# COMMAND ----------\n\nx = 1\n',
  'cells.py': '# %%\n# !pip install torch\n# %time f()\n# %% [markdown]\n# text\n# %% language="bash"\n# ls\n',
  'settings.properties': 'a.token = b\nlong = first \\\n  second\n! comment\n',
  'deep.yaml':
    'a: &base\n  b: [1, {c: d}]\nmerged:\n  <<: *base\n  text: |\n    token: x\n  folded: >-\n    y\n---\n- - - x\n? complex\n: value\n',
};
