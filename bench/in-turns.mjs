// node --expose-gc bench/in-turns.mjs --before CHECKOUT [--rounds N] [--only TEXT] [--slowest N] FOLDER…: two states of the engine in one
// process, file by file in turns, so that both meet the same machine. CHECKOUT is a work tree of the other state (git worktree add).
// Both are bundled in the same way, minified as they ship. Prints the sum, over all files, of the shortest CPU time of all rounds, and whether
// both found as much. Without FOLDER: the six packages
// of bench/peers.ts, from out/corpus. Disks and projects are real, so that what is followed into other files counts.
import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import esbuild from 'esbuild';

const ROOT = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const require = createRequire(import.meta.url);
const SIX = ['transformers', 'diffusers', 'peft', 'datasets', 'accelerate', 'pytorch-lightning'];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    before: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    only: { type: 'string' },
    slowest: { type: 'string', default: '0' },
  },
});
if (values.before === undefined) throw new Error('name the checkout to compare with: --before DIR');
const corpus = path.join(ROOT, 'out/corpus');
const folders =
  positionals.length > 0
    ? positionals.map((each) => path.resolve(each))
    : readdirSync(corpus)
        .filter((each) => SIX.includes(each.replace(/-\d[^-]*$/, '')))
        .map((each) => path.join(corpus, each));

/** The command line's session of a checkout, and all rules, as a bundle of its own. */
async function engineOf(checkout, name) {
  const folder = path.join(ROOT, 'out/in-turns', name);
  mkdirSync(path.join(folder, 'cli'), { recursive: true });
  const from = createRequire(path.join(checkout, 'package.json'));
  copyFileSync(from.resolve('web-tree-sitter/web-tree-sitter.wasm'), path.join(folder, 'web-tree-sitter.wasm'));
  copyFileSync(
    path.join(path.dirname(from.resolve('tree-sitter-python/package.json')), 'tree-sitter-python.wasm'),
    path.join(folder, 'tree-sitter-python.wasm'),
  );
  const outfile = path.join(folder, 'cli/session.js');
  await esbuild.build({
    absWorkingDir: checkout,
    stdin: {
      contents: "export { DiskSession } from './src/cli/session'; export { RULES } from './src/rules/index';",
      resolveDir: checkout,
      loader: 'ts',
    },
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    mainFields: ['module', 'main'],
    minify: true,
    keepNames: true,
    alias: { 'web-tree-sitter': from.resolve('web-tree-sitter') },
    outfile,
  });
  const { DiskSession, RULES } = require(outfile);
  return DiskSession.open(
    { rules: RULES.map(({ id }) => id), policies: {}, online: false, explain: false, env: {} },
    { warn: console.error, asks: () => undefined },
  );
}

const files = folders.flatMap((root) =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.py'))
    .map((entry) => ({
      root,
      file: path.relative(root, path.join(entry.parentPath ?? entry.path, entry.name)),
    }))
    .filter(({ file }) => values.only === undefined || file.includes(values.only)),
);
files.sort((a, b) => (a.root + a.file < b.root + b.file ? -1 : 1));

const names = ['before', 'after'];
const shortest = { before: new Float64Array(files.length), after: new Float64Array(files.length) };
for (const name of names) shortest[name].fill(Infinity);
const ratios = [];
for (let round = 0; round < Number(values.rounds); round++) {
  // New ones each round: what a project's files said would be remembered.
  const engines = {
    before: await engineOf(path.resolve(values.before), 'before'),
    after: await engineOf(ROOT, 'after'),
  };
  const sums = { before: 0, after: 0 };
  const found = { before: 0, after: 0 };
  for (const [index, { root, file }] of files.entries())
    for (const name of index % 2 === 0 ? names : [...names].reverse()) {
      const start = process.cpuUsage();
      const { findings } = await engines[name].scanFile(root, file);
      const { user, system } = process.cpuUsage(start);
      const took = (user + system) / 1000;
      found[name] += findings.length;
      sums[name] += took;
      if (took < shortest[name][index]) shortest[name][index] = took;
    }
  for (const name of names) engines[name].dispose();
  ratios.push(sums.after / sums.before);
  console.log(
    `round ${round + 1}: before ${sums.before.toFixed(0)} ms, ${found.before} findings; after ${sums.after.toFixed(0)} ms, ${found.after} findings; ratio ${(sums.after / sums.before).toFixed(3)}`,
  );
}
const sum = (times) => times.reduce((total, each) => total + each, 0);
const [before, after] = names.map((name) => sum(shortest[name]));
console.log(
  `${files.length} files; sum of the shortest: before ${before.toFixed(0)} ms, after ${after.toFixed(0)} ms, ratio ${(after / before).toFixed(3)}`,
);
const worst = files
  .map(({ file }, index) => ({ file, before: shortest.before[index], after: shortest.after[index] }))
  .sort((a, b) => b.after - b.before - (a.after - a.before))
  .slice(0, Number(values.slowest));
for (const each of worst) console.log(`${each.before.toFixed(1)} → ${each.after.toFixed(1)} ms  ${each.file}`);
