// The processes that bench/process.ts measures. `measure COMMAND…` runs a command and prints what it took; `read`, `parse` and
// `ruff` go through the Python files below some folders.
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(import.meta.url);
const [, , what, ...rest] = process.argv;

if (what === 'measure') measure(rest);
else if (what === 'read') for (const file of pythonFiles(rest)) readFileSync(file);
else if (what === 'parse') await parse(rest);
else if (what === 'ruff') await ruff(rest);
else throw new Error(`there is no ${what}`);

/**
 * CPU time by getrusage(2) of children is not told by Node; so the child tells its own, as it ends, and for programs that are
 * not Node GNU time tells it. Peak memory likewise.
 */
function measure([program, ...args]) {
  const isNode = program === process.execPath;
  const start = process.hrtime.bigint();
  const child = isNode
    ? spawnSync(program, ['--require', path.join(import.meta.dirname, 'process-usage.cjs'), ...args], {
        stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
        maxBuffer: 1 << 20,
      })
    : spawnSync('/usr/bin/time', ['-f', '%U %S %M', program, ...args], {
        stdio: ['ignore', 'ignore', 'pipe'],
        maxBuffer: 1 << 26,
      });
  const wall = Number(process.hrtime.bigint() - start) / 1e9;
  if (child.error) throw child.error;
  if (isNode && child.status !== 0) throw new Error(`status ${child.status}`);
  const told = (isNode ? child.output[3] : child.stderr).toString().trim().split('\n').at(-1).split(' ').map(Number);
  const [user, system, kilobytes, read = 0] = told;
  process.stdout.write(JSON.stringify({ cpu: user + system, wall, memory: kilobytes / 1000, read: read / 1e6 }));
}

async function parse(folders) {
  const { Language, Parser } = require('web-tree-sitter');
  await Parser.init({ wasmBinary: readFileSync(require.resolve('web-tree-sitter/web-tree-sitter.wasm')) });
  const parser = new Parser();
  parser.setLanguage(
    await Language.load(
      readFileSync(
        path.join(path.dirname(require.resolve('tree-sitter-python/package.json')), 'tree-sitter-python.wasm'),
      ),
    ),
  );
  for (const file of pythonFiles(folders)) parser.parse(readFileSync(file, 'utf8')).delete();
}

async function ruff(folders) {
  const { PositionEncoding, Workspace } = require('@astral-sh/ruff-wasm-nodejs');
  const workspace = new Workspace({ ...Workspace.defaultSettings(), lint: { select: ['S'] } }, PositionEncoding.Utf16);
  for (const file of pythonFiles(folders)) workspace.check(readFileSync(file, 'utf8'));
}

function* pythonFiles(folders) {
  for (const folder of folders) {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const at = path.join(folder, entry.name);
      if (entry.isDirectory()) yield* pythonFiles([at]);
      else if (entry.isFile() && entry.name.endsWith('.py')) yield at;
    }
  }
}
