import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { runNode } from '../run.mjs';
import { Failure, npm } from '../terminal.mjs';

const BESIDE = ['README.md', 'LICENSE'];

/**
 * Packs the command line out of a build: `dist/cli`, the WebAssembly files that it reads from the folder above it
 * (src/cli/grammars.ts), and a manifest of its own, without dependencies. `dist`: another build than that of the repository. npm gives every file the same time, so the same
 * build makes the same bytes.
 */
export function packCommandLine({ repository, dist = path.join(repository, 'dist'), work, file }) {
  const manifest = JSON.parse(readFileSync(path.join(repository, 'package.json'), 'utf8'));
  const folder = path.join(work, 'cli');
  rmSync(folder, { recursive: true, force: true });
  const built = filesOf(dist).map((name) => [path.join(dist, name), `dist/${name}`]);
  const beside = BESIDE.map((name) => [path.join(repository, name), name]);
  for (const [from, name] of [...built, ...beside]) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    copyFileSync(from, path.join(folder, name));
    chmodSync(path.join(folder, name), name === manifest.bin.touchstone ? 0o755 : 0o644);
  }
  const { name, version, license, repository: source, bugs, homepage, bin, engines } = manifest;
  const description =
    'Finds and fixes what is dangerous in a machine-learning project: the command line of Touchstone.';
  const own = { name, version, description, license, repository: source, bugs, homepage, bin };
  const text = JSON.stringify({ ...own, engines: { node: engines.node }, files: ['dist'] }, null, 2);
  writeFileSync(path.join(folder, 'package.json'), `${text}\n`);
  const [packed] = JSON.parse(npm(['pack', '--json', '--ignore-scripts', '--pack-destination', work], { cwd: folder }));
  rmSync(file, { force: true });
  renameSync(path.join(work, packed.filename), file);
}

/** Unpacks the command line as a user does, and has it say its version and find what is wrong in the example. */
export async function tryCommandLine({ repository, work, file, version }) {
  const folder = path.join(work, 'tried');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  npm(['install', '--prefix', folder, '--offline', '--ignore-scripts', '--no-audit', '--no-fund', file], {
    cwd: folder,
  });
  const program = path.join(folder, 'node_modules/@touchstone-ml/touchstone/dist/cli/touchstone.js');
  const run = (...args) => runNode([program, ...args], { cwd: path.join(repository, 'examples'), quiet: true });
  const said = (await run('--version')).output.trim();
  if (said !== version) throw new Failure(`${path.basename(file)} calls itself ${said}, not ${version}`);
  const { status, output } = await run('scan', '--no-cache', '--format', 'json', 'insecure-training');
  if (status !== 1) throw new Failure(`${path.basename(file)} does not scan: ${output.trim().split('\n').at(-1)}`);
}

const filesOf = (dist) =>
  readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(dist, path.join(entry.parentPath ?? entry.path, entry.name)))
    .map((name) => name.split(path.sep).join('/'))
    .filter((name) => /^cli\/.*\.js$|^[^/]+\.wasm$/.test(name))
    .sort();
