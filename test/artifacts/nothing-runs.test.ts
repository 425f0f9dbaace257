import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { build, type Metafile } from 'esbuild';
import ts from 'typescript';

const ROOT = path.join(__dirname, '../..');

/** Modules that the readers of model files may use beside their own. */
const PACKAGES = ['jsonc-parser', 'yaml'];

/** Globals that run, load or write something; `Function` makes a function of a text. */
const RUNNING = new Set(
  'eval Function require WebAssembly importScripts Worker SharedWorker XMLHttpRequest fetch WebSocket process Deno Bun globalThis'.split(
    ' ',
  ),
);

/** Uses of such globals, and imports that are worked out while running. */
function runningIn(file: string, source: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      found.push(`${file}: import()`);
    const isMember =
      (ts.isPropertyAccessExpression(node.parent) && node.parent.name === node) ||
      ts.isPropertyAssignment(node.parent) ||
      ts.isTypeNode(node.parent);
    if (ts.isIdentifier(node) && RUNNING.has(node.text) && !isMember) found.push(`${file}: ${node.text}`);
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true), visit);
  return found;
}

describe('the readers of model files', () => {
  let inputs: Metafile['inputs'];
  before(async function () {
    this.timeout(60_000);
    const { metafile } = await build({
      absWorkingDir: ROOT,
      stdin: {
        contents: `export * from './src/readers/artifacts/artifact'; export * from './src/analysis/artifacts/verdict';`,
        resolveDir: ROOT,
      },
      bundle: true,
      write: false,
      metafile: true,
      format: 'esm',
      platform: 'neutral',
      mainFields: ['module', 'main'],
      outdir: 'out',
      logLevel: 'error',
    });
    inputs = metafile.inputs;
  });

  it('import nothing of a host, and only what reads text', () => {
    const foreign = Object.keys(inputs).filter((file) => !/^(?:src\/|<stdin>)/.test(file));
    assert.deepEqual(
      [...new Set(foreign.map((file) => file.split('node_modules/').at(-1)!.split('/')[0]!))].filter(
        (name) => !PACKAGES.includes(name),
      ),
      [],
    );
    const external = Object.values(inputs).flatMap(({ imports }) => imports.filter((each) => each.external));
    assert.deepEqual(external, []);
    assert.ok(Object.keys(inputs).includes('src/readers/artifacts/pickle-machine.ts'), 'the bundle was looked into');
  });

  it('use nothing that could run what they read', () => {
    const own = Object.keys(inputs).filter((file) => file.startsWith('src/'));
    assert.ok(own.length > 20);
    assert.deepEqual(
      own.flatMap((file) => runningIn(file, readFileSync(path.join(ROOT, file), 'utf8'))),
      [],
    );
    assert.deepEqual(runningIn('a.ts', 'eval("1"); new Function("x"); void import(name);').length, 3);
  });
});
