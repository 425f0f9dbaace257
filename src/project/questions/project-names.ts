import type { FileSystem } from '../../core/host';
import { defineQuestion, type Question } from '../../core/question';
import { documentOf } from '../../readers/documents';
import type { PythonParser } from '../../readers/python/parser';
import type { ReadingTools } from '../../readers/reading';
import { normalizeName } from '../../readers/requirements/requirements-grammar';
import { projectFiles } from '../project-files';
import { decodeText } from '../text-encoding';

/** Names that the project's own files speak of, sorted. */
export interface ProjectNames {
  /** PEP 503 names in its manifests: what they ask for, and what they are the manifests of. */
  readonly declared: readonly string[];
  /** PEP 503 forms of the names of its folders and modules. */
  readonly modules: readonly string[];
  /** Top names of the modules that its programs and notebooks import, as they are written. */
  readonly imported: readonly string[];
}

const MANIFESTS: ReadonlySet<string> = new Set([
  'requirements',
  'pyproject',
  'setup-cfg',
  'pipfile',
  'pixi',
  'tox',
  'conda-environment',
]);
const PROGRAM = /\.(?:py|ipynb)$/;

/** Files, bytes of one and of all that are read. */
const MAX_FILES = 1_200;
const MAX_FILE = 512 * 1024;
const MAX_BYTES = 8 * 1024 * 1024;
const AT_ONCE = 16;

const speaksOfNames = (path: string): boolean => PROGRAM.test(path) || isManifest(path);

const isManifest = (path: string): boolean => MANIFESTS.has(documentOf(path)?.kind ?? '');

/** Which packages and modules the project speaks of anywhere: found out once, when a name is in no list. It may know too many, never too few of what it read. */
export const projectNames = defineQuestion({
  kind: 'project-names',
  key: (): Question => ({ kind: 'project-names' }),
  async find(_question, { host }): Promise<ProjectNames> {
    const { files, folders } = await projectFiles(host.files, speaksOfNames, MAX_FILES);
    // Manifests first: they are small, and one that is not read makes a stranger of what it names.
    const ordered = [...files.filter((path) => !PROGRAM.test(path)), ...files.filter((path) => PROGRAM.test(path))];
    const declared = new Set<string>();
    const imported = new Set<string>();
    let bytes = 0;
    for (let at = 0; at < ordered.length && bytes < MAX_BYTES; at += AT_ONCE) {
      const paths = ordered.slice(at, at + AT_ONCE);
      const texts = await Promise.all(paths.map((path) => textOf(host.files, path)));
      for (const [i, text] of texts.entries()) {
        if (text === null) continue;
        bytes += text.length;
        if (PROGRAM.test(paths[i]!)) addImports(text, imported);
        if (!PROGRAM.test(paths[i]!) || /(?:^|\/)setup\.py$/.test(paths[i]!))
          for (const name of await declaredIn(text, paths[i]!)) declared.add(name);
      }
    }
    const modules = [...folders, ...files.map((path) => path.replace(PROGRAM, ''))].map((path) =>
      normalizeName(path.slice(path.lastIndexOf('/') + 1)),
    );
    return { declared: sorted(declared), modules: sorted(new Set(modules)), imported: sorted(imported) };
  },
  nothing: { declared: [], modules: [], imported: [] },
  forgottenWhen: (path) => path === null || speaksOfNames(path),
  watches: {
    globs: [
      ...['*.py', '*.ipynb', 'pyproject.toml', 'setup.cfg', 'Pipfile', 'pixi.toml', 'tox.ini'],
      ...['*requirement*.txt', '*requirement*.in', '*env*.yml', '*env*.yaml', '*conda*.yml', '*conda*.yaml'],
    ],
    onlyResting: true,
  },
});

const sorted = (names: ReadonlySet<string>): readonly string[] => [...names].filter((name) => name !== '').sort();

/** What readers of manifests get to read with: they hold no programs. */
class ManifestTools implements ReadingTools {
  readonly triggers = null;
  readonly limit = MAX_FILE;
  readonly documentOf = documentOf;

  get parser(): PythonParser {
    throw new Error('a manifest was read with the parser of programs');
  }
}

const TOOLS = new ManifestTools();

async function declaredIn(text: string, path: string): Promise<readonly string[]> {
  // Any text of a setup.py may be a requirement, wherever it is put together.
  if (path.endsWith('.py'))
    return Array.from(text.matchAll(/['"]\s{0,8}([A-Za-z0-9][\w.-]{0,100})/g), ([, name]) => normalizeName(name!));
  const names: string[] = [];
  for (const part of (await documentOf(path)!.read({ kind: 'text', path, text }, TOOLS)).parts) {
    const facts = part.facts();
    if (facts.kind === 'requirements')
      for (const entry of facts.entries)
        if (entry.kind === 'requirement' && entry.normalizedName !== null) names.push(entry.normalizedName);
    if (facts.kind === 'config')
      for (const { keys, value } of facts.entries)
        if (/^(?:project|tool\.poetry|metadata|workspace)\.name$/.test(keys.join('.')))
          names.push(normalizeName(value));
  }
  return names;
}

/** Lines that import, also those of a notebook's cells, which are texts of JSON. */
function addImports(text: string, imported: Set<string>): void {
  for (const [, from, list] of text.matchAll(
    /^[ \t]*(?:"[ \t]*)?(?:from[ \t]+([A-Za-z_]\w{0,80})[\w.]{0,200}[ \t]+import\b|import[ \t]+([A-Za-z_][\w., \t]{0,400}))/gm,
  )) {
    if (from !== undefined) imported.add(from);
    for (const part of (list ?? '').split(',')) {
      const name = /^\s*([A-Za-z_]\w*)/.exec(part)?.[1];
      if (name !== undefined) imported.add(name);
    }
  }
}

async function textOf(files: FileSystem, path: string): Promise<string | null> {
  const stat = await files.stat(path);
  if (stat?.kind !== 'file' || stat.size > MAX_FILE) return null;
  const bytes = await files.read(path);
  return bytes && (decodeText(bytes)?.text ?? null);
}
