// node esbuild.js [--production] [--watch]: bundles the extension (both hosts), its workers and the command line.
// Sources are ES modules; every bundle is CommonJS, since the web extension host loads nothing else.
// Types are checked apart from this, by `npm run types`.
const { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } = require('node:fs');
const path = require('node:path');
const esbuild = require('esbuild');

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');
const partial = process.env.TOUCHSTONE_PARTIAL === '1';
const dist = path.join(__dirname, 'dist');

/** @type {import('esbuild').BuildOptions} */
const common = {
  absWorkingDir: __dirname,
  bundle: true,
  format: 'cjs',
  external: ['vscode'],
  minify: production,
  sourcemap: production ? false : 'linked',
  sourcesContent: false,
  legalComments: 'none',
  metafile: true,
  logLevel: 'silent', // told by reportProblems
  // Its `import` condition leads to an ES module that needs import.meta, which is empty in a CommonJS bundle; and
  // two copies in one bundle would have two WASM heaps. One absolute path settles both.
  alias: { 'web-tree-sitter': require.resolve('web-tree-sitter') },
};

const browser = { platform: 'browser', target: 'es2022', mainFields: ['browser', 'module', 'main'] };
// `module` first: what some packages name as `main` (jsonc-parser) requires its parts by computed names, which no bundle has.
const host = { platform: 'node', target: 'node22', mainFields: ['module', 'main'] };
const terminal = { ...host, target: 'node20', external: [] };

const targets = [
  { entry: 'src/extension/node.ts', out: 'dist/node/extension.js', ...host },
  { entry: 'src/extension/web.ts', out: 'dist/web/extension.js', ...browser },
  { entry: 'src/worker/node.ts', out: 'dist/node/worker.js', ...host, external: [] },
  { entry: 'src/worker/web.ts', out: 'dist/web/worker.js', ...browser, external: [] },
  { entry: 'src/cli/main.ts', out: 'dist/cli/touchstone.js', ...terminal, banner: { js: '#!/usr/bin/env node' } },
];

const wasm = [
  require.resolve('web-tree-sitter/web-tree-sitter.wasm'),
  path.join(path.dirname(require.resolve('tree-sitter-python/package.json')), 'tree-sitter-python.wasm'),
];

/** Prints what the problem matcher of .vscode/tasks.json reads: begin, `> file:line:column: error: text`, end. */
const reportProblems = {
  name: 'report-problems',
  setup(build) {
    build.onStart(() => {
      if (watch) console.log('[watch] build started');
    });
    build.onEnd(({ errors, warnings }) => {
      for (const [kind, messages] of [
        ['error', errors],
        ['warning', warnings],
      ])
        for (const { text, location } of messages) {
          const at = location ? `${location.file}:${location.line}:${location.column + 1}: ` : '';
          console.error(`> ${at}${kind}: ${text}`);
        }
      if (watch) console.log('[watch] build finished');
    });
  },
};

const optionsOf = ({ entry, out, ...platform }) => ({
  ...common,
  ...platform,
  entryPoints: [entry],
  outfile: out,
  plugins: [reportProblems],
});

/** The targets whose entry exists. A missing one is an error, except while the project is half written. */
function existing() {
  return targets.filter(({ entry, out }) => {
    if (existsSync(path.join(__dirname, entry))) return true;
    if (!partial) throw new Error(`${entry} does not exist, so ${out} cannot be built (TOUCHSTONE_PARTIAL=1 skips it)`);
    console.log(`skipped ${out}: ${entry} does not exist yet`);
    return false;
  });
}

/** A file that is no longer built must not be packaged. Done last, so that a window that uses them keeps its files. */
function removeOthers(built) {
  for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath ?? entry.path, entry.name);
    if (entry.isFile() && !built.includes(path.relative(__dirname, file).split(path.sep).join('/'))) rmSync(file);
  }
}

async function main() {
  const wanted = existing();
  mkdirSync(dist, { recursive: true });
  for (const file of wasm) copyFileSync(file, path.join(dist, path.basename(file)));

  if (watch) {
    for (const target of wanted) await (await esbuild.context(optionsOf(target))).watch();
    return;
  }
  const results = await Promise.all(wanted.map((target) => esbuild.build(optionsOf(target))));
  const meta = { inputs: {}, outputs: {} };
  for (const { metafile } of results) {
    Object.assign(meta.inputs, metafile.inputs);
    Object.assign(meta.outputs, metafile.outputs);
  }
  writeFileSync(path.join(dist, 'meta.json'), JSON.stringify(meta));
  removeOthers([...Object.keys(meta.outputs), ...wasm.map((file) => `dist/${path.basename(file)}`), 'dist/meta.json']);
  for (const { out } of wanted) if (out.startsWith('dist/cli/')) chmodSync(path.join(__dirname, out), 0o755);
}

main().catch((error) => {
  if (!error.errors) console.error(`touchstone: ${error.message}`); // what esbuild found was told by reportProblems
  process.exitCode = 1;
});
