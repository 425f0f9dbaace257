import assert from 'node:assert/strict';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';
import { build, type Metafile } from 'esbuild';
import { RULES } from '../src/rules/index';

const ROOT = path.join(__dirname, '..');
/** The table that lint and the page in docs/ are made from as well. */
const TABLE = JSON.parse(readFileSync(path.join(ROOT, 'architecture.json'), 'utf8')) as {
  layers: readonly Readonly<Record<string, string>>[];
  node: readonly string[];
  vscode: readonly string[];
  lines: { file: number; rule: number };
};
const SOURCES = filesBelow('src').filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'));

/** Files that may know the platform they run on: the command line, and the Node halves of the extension and its worker. */
const isHost = (file: string): boolean => TABLE.node.some((start) => file.startsWith(start));

/** Everything that is shipped, as esbuild sees it, and what scripts/generate.mjs makes the schema with. */
const ENTRIES = [
  'src/cli/launch.ts',
  'src/cli/main.ts',
  'src/cli/digest-thread.ts',
  'src/extension/node.ts',
  'src/extension/web.ts',
  'src/worker/node.ts',
  'src/worker/web.ts',
  'src/project/policy-schema.ts',
  'src/project/model-lock-schema.ts',
  'src/webview/main.ts',
];

describe('the laws of the architecture', () => {
  let inputs: Metafile['inputs'];

  before(async function () {
    this.timeout(60_000);
    const { metafile } = await build({
      absWorkingDir: ROOT,
      entryPoints: ENTRIES,
      outdir: 'out',
      write: false,
      metafile: true,
      bundle: true,
      format: 'cjs',
      platform: 'node',
      mainFields: ['module', 'main'],
      external: ['vscode'],
      alias: { 'web-tree-sitter': require.resolve('web-tree-sitter') },
      logLevel: 'error',
    });
    inputs = metafile.inputs;
  });

  /** What our own files import, by file. */
  const imports = (): { file: string; to: string }[] =>
    Object.entries(inputs)
      .filter(([file]) => file.startsWith('src/'))
      .flatMap(([file, { imports: all }]) => all.map(({ path: to }) => ({ file, to })));

  it('keeps Node out of everything but hosts', () => {
    const builtin = new Set(builtinModules.flatMap((name) => [name, `node:${name}`]));
    assert.deepEqual(
      imports().filter(({ file, to }) => builtin.has(to) && !isHost(file)),
      [],
    );
    assert.ok(
      imports().some(({ to }) => to.startsWith('node:')),
      'the bundle was looked into',
    );
  });

  it('keeps VS Code in src/extension', () => {
    assert.deepEqual(
      imports().filter(({ file, to }) => to === 'vscode' && !TABLE.vscode.some((start) => file.startsWith(start))),
      [],
    );
    assert.ok(imports().some(({ to }) => to === 'vscode'));
  });

  it('lets no host into a web bundle, the engine included', async function () {
    this.timeout(60_000);
    const { metafile } = await build({
      absWorkingDir: ROOT,
      entryPoints: ['src/extension/web.ts', 'src/worker/web.ts'],
      outdir: 'out',
      write: false,
      metafile: true,
      bundle: true,
      format: 'cjs',
      platform: 'browser',
      mainFields: ['browser', 'module', 'main'],
      external: ['vscode'],
      alias: { 'web-tree-sitter': require.resolve('web-tree-sitter') },
      logLevel: 'error',
    });
    assert.deepEqual(Object.keys(metafile.inputs).filter(isHost), []);
    assert.ok(Object.keys(metafile.inputs).includes('src/scan/engine.ts'));
  });

  it('lets imports point one way', () => {
    const level = Object.fromEntries(
      TABLE.layers.flatMap((layer, index) => Object.keys(layer).map((room) => [room, index])),
    );
    const folderOf = (file: string): string => file.split('/')[1]!;
    const wrong = imports()
      .filter(({ to }) => to.startsWith('src/'))
      .filter(({ file, to }) => {
        const [from, target] = [folderOf(file), folderOf(to)];
        return from !== target && !(level[target]! < level[from]!);
      });
    assert.deepEqual(wrong, []);
    assert.deepEqual(
      [...new Set(SOURCES.map(folderOf))].filter((folder) => !(folder in level)),
      [],
      'every folder has its level',
    );
  });

  it('has no source that is in no bundle', () => {
    const types = new Set(['src/core/config-facts.ts', 'src/core/python-facts.ts', 'src/core/requirement-facts.ts']);
    const bundled = new Set(Object.keys(inputs));
    const onlyTypes = (file: string): boolean =>
      types.has(file) ||
      !/^(?:export )?(?:async )?(?:const|let|function|class|enum)\b|^export default|^export \{|^export \*/m.test(
        read(file),
      );
    assert.deepEqual(
      SOURCES.filter((file) => !bundled.has(file) && !onlyTypes(file)),
      [],
    );
  });

  it('keeps files short, and rules shorter', () => {
    const long = SOURCES.filter((file) => linesOf(file) > TABLE.lines[isRule(file) ? 'rule' : 'file']).map(
      (file) => `${file}: ${linesOf(file)}`,
    );
    assert.deepEqual(long, []);
  });

  it('keeps the extension thin: below a fifth of all lines', () => {
    const total = sum(SOURCES.map(linesOf));
    const extension = sum(SOURCES.filter((file) => file.startsWith('src/extension/')).map(linesOf));
    assert.ok(extension < total / 5, `${extension} of ${total}`);
  });

  it('lists every rule, in the order of ids, each with a file of its name', () => {
    const files = SOURCES.filter(isRule)
      .map((file) => path.basename(file, '.ts'))
      .sort();
    const ids = RULES.map(({ id }) => id);
    assert.deepEqual(ids, [...ids].sort());
    assert.deepEqual(ids, files);
    for (const file of SOURCES.filter((each) => each.startsWith('src/rules/')))
      assert.equal(/^export default defineRule\(/m.test(read(file)), isRule(file), file);
    for (const { id, category } of RULES)
      assert.ok(SOURCES.includes(`src/rules/${category}/${id}.ts`), `${id} lies in the folder of its category`);
  });

  it('gives a reason for every dependency, and has exact versions', () => {
    const manifest = JSON.parse(read('package.json')) as {
      devDependencies: Record<string, string>;
      dependencies?: Record<string, string>;
    };
    const all = { ...manifest.dependencies, ...manifest.devDependencies };
    const told = new Set(
      read('docs/dependencies.md')
        .split('\n')
        .flatMap((line) => /^\| ([^|]+) \|/.exec(line)?.[1]!.split(', ') ?? []),
    );
    assert.deepEqual(
      Object.keys(all).filter((name) => !told.has(name)),
      [],
    );
    assert.deepEqual(
      Object.entries(all).filter(([, version]) => !/^\d/.test(version)),
      [],
    );
  });

  it('gives no two things one name: what a file exports no other file exports', () => {
    const files = new Map<string, string[]>();
    for (const file of SOURCES.filter((each) => !each.endsWith('.generated.ts')))
      for (const name of new Set(exportedBy(read(file))))
        if (!(file in SAME_NAME && SAME_NAME[file] === name)) files.set(name, [...(files.get(name) ?? []), file]);
    assert.deepEqual(
      [...files].filter(([, by]) => by.length > 1).map(([name, by]) => `${name}: ${by.join(', ')}`),
      [],
    );
    assert.ok(files.has('matchesCallee') && files.has('Workspace') && files.has('Value'), 'names were found');
    for (const [file, name] of Object.entries(SAME_NAME)) assert.ok(exportedBy(read(file)).includes(name), file);
  });

  it('names no utils, helpers, common, manager or service', () => {
    assert.deepEqual(
      SOURCES.filter((file) => /(?:^|[/-])(?:utils?|helpers?|common|managers?|services?)(?:[/.-]|$)/.test(file)),
      [],
    );
  });
});

/** Names that others give: VS Code calls `activate` of the one extension that runs, in Node or on the web. */
const SAME_NAME: Readonly<Record<string, string>> = { 'src/extension/web.ts': 'activate' };

/** What a file declares and exports by name. */
const exportedBy = (text: string): readonly string[] =>
  [
    ...text.matchAll(
      /^export (?:declare )?(?:abstract )?(?:async )?(?:type|interface|class|enum|function\*?|const|let) (\w+)/gm,
    ),
  ].map((match) => match[1]!);

/** What lies right in the folder of a category is a rule; what only rules of that category need lies in folders by topic. */
const isRule = (file: string): boolean => /^src\/rules\/[^/]+\/[^/]+\.ts$/.test(file);

const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');

const linesOf = (file: string): number => read(file).split('\n').length - 1;

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

function filesBelow(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder)).flatMap((name) => {
    const file = `${folder}/${name}`;
    return statSync(path.join(ROOT, file)).isDirectory() ? filesBelow(file) : [file];
  });
}
