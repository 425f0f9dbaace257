// node esbuild.js [--production] [--watch] [--out DIR]: bundles the extension (both hosts), its workers and the command line.
// Sources are ES modules; every bundle is CommonJS, since the web extension host loads nothing else.
// Types are checked apart from this, by `npm run types`.
const { execFileSync } = require('node:child_process');
const { chmodSync, copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } = require('node:fs');
const path = require('node:path');
const { parseArgs } = require('node:util');
const esbuild = require('esbuild');
const { buildWithParts } = require('./scripts/bundle-parts.cjs');

const {
  values: { production, watch, out: dist },
} = parseArgs({
  options: {
    production: { type: 'boolean', default: false },
    watch: { type: 'boolean', default: false },
    out: { type: 'string', default: path.join(__dirname, 'dist') }, // absolute
  },
});

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
const terminal = { ...host, target: 'node20' };

/** What a bundle is built for, by the folder of its file. */
const platforms = {
  'dist/web/': browser,
  'dist/node/': host,
  'dist/cli/': terminal,
};

/**
 * Every bundle: its file, where it starts, how many bytes a production build may have, and when it is loaded. One that is a
 * `part` of another leaves out what that one has.
 * @type {readonly { out: string, entry: string, part?: string, budget: number, loaded: string }[]}
 */
const bundles = require('./bundles.json');

const wasm = [
  require.resolve('web-tree-sitter/web-tree-sitter.wasm'),
  path.join(path.dirname(require.resolve('tree-sitter-python/package.json')), 'tree-sitter-python.wasm'),
];

/** In the folder of what the web host may read, which the Node host reads as well. */
const PAGES = 'web/pages.json';

/** A script of a page, which has no `module`. */
const PAGE_SCRIPT = 'dist/web/model-page.js';

const COMMAND = 'dist/cli/touchstone.js';

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

/** `out` of the table is below `dist`, wherever that is this time. */
const fileOf = (out) => path.join(dist, path.relative('dist', out));

const optionsOf = ({ out }) => ({
  ...common,
  ...platforms[Object.keys(platforms).find((folder) => out.startsWith(folder))],
  outfile: fileOf(out),
  ...(out === PAGE_SCRIPT && { format: 'iife' }),
  ...(out === COMMAND && { banner: { js: '#!/usr/bin/env node' } }),
  plugins: [reportProblems],
});

/** A file that is no longer built must not be packaged. Done last, so that a window that uses them keeps its files. */
function removeOthers(built) {
  for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath ?? entry.path, entry.name);
    if (entry.isFile() && !built.includes(file)) rmSync(file);
  }
}

async function main() {
  mkdirSync(dist, { recursive: true });
  if (dist === path.join(__dirname, 'dist'))
    (await import('./scripts/extension-folder.mjs')).makeExtensionFolder(__dirname);
  for (const file of wasm) copyFileSync(file, path.join(dist, path.basename(file)));
  writePages();

  if (watch) {
    // Whole bundles: what is loaded when it is asked for is in them as well.
    for (const bundle of bundles)
      await (await esbuild.context({ ...optionsOf(bundle), entryPoints: [bundle.entry] })).watch();
    return;
  }
  const whole = bundles.filter(({ part }) => part === undefined);
  const built = await Promise.all(
    whole.map((main) =>
      buildWithParts(
        __dirname,
        main,
        bundles.filter(({ part }) => part === main.out),
        optionsOf,
      ),
    ),
  );
  const meta = { inputs: {}, outputs: {} };
  for (const { inputs, outputs } of built.flat()) {
    Object.assign(meta.inputs, inputs);
    Object.assign(meta.outputs, outputs);
  }
  writeFileSync(path.join(dist, 'meta.json'), JSON.stringify(meta));
  removeOthers([
    ...Object.keys(meta.outputs).map((file) => path.resolve(__dirname, file)),
    ...[...wasm.map((file) => path.basename(file)), 'meta.json', PAGES].map((file) => path.join(dist, file)),
  ]);
  chmodSync(fileOf(COMMAND), 0o755);
  compileCommand();
}

/** The rules' pages as one file, which packs to a third of what so many small ones take. */
function writePages() {
  const folder = path.join(__dirname, 'docs/rules');
  const pages = readdirSync(folder)
    .sort()
    .map((name) => [
      path.basename(name, '.md'),
      readFileSync(path.join(folder, name), 'utf8').replace(/^<!--.*?-->\s*/s, ''),
    ]);
  mkdirSync(path.join(dist, 'web'), { recursive: true });
  writeFileSync(path.join(dist, PAGES), JSON.stringify(Object.fromEntries(pages)));
}

/** Runs the command line, so that what V8 compiles of it lies beside it (src/cli/compiled.ts): later runs start with that. */
function compileCommand() {
  for (const args of [
    ['scan', '--no-cache', 'examples'],
    ['inspect', 'test/artifacts/real/files'], // a file of each format, so that all readers are compiled
  ])
    execFileSync(process.execPath, [fileOf(COMMAND), ...args, '--fail-on', 'never'], {
      cwd: __dirname,
      env: { ...process.env, TOUCHSTONE_KEEP_COMPILED: 'true' },
      stdio: ['ignore', 'ignore', 'pipe'], // what it says of this machine is no news of the build; of a failure it is part of the message
    });
}

main().catch((error) => {
  if (!error.errors) console.error(`touchstone: ${error.message}`); // what esbuild found was told by reportProblems
  process.exitCode = 1;
});
