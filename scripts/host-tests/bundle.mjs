// Bundles the suites of test/extension for one kind of extension host.
import { mkdirSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { Failure } from '../terminal.mjs';

/**
 * `*.test.ts` runs in both hosts, `*.node.test.ts` and `*.web.test.ts` in one.
 * @param {'node' | 'web'} kind
 */
const suiteFiles = (folder, kind) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.test.ts') && !name.endsWith(`.${kind === 'node' ? 'web' : 'node'}.test.ts`))
    .sort();

/** The module `touchstone:suites`: adding a test file needs no list anywhere. */
const suitesPlugin = (folder, files, grep) => ({
  name: 'suites',
  setup(build) {
    build.onResolve({ filter: /^touchstone:suites$/ }, () => ({ path: 'suites', namespace: 'suites' }));
    build.onLoad({ filter: /.*/, namespace: 'suites' }, () => ({
      loader: 'js',
      resolveDir: folder,
      // `require`, not `import`: mocha's globals must be there before a suite is evaluated.
      contents: `export const grep = ${JSON.stringify(grep)};
        export function defineSuites() { ${files.map((file) => `require(${JSON.stringify(`./${file}`)});`).join(' ')} }`,
    }));
  },
});

/**
 * mocha.js is an old-style script in a package of type "module". Bundled as it is, its `module.exports = …` would
 * replace the bundle's own exports; without a `module` of its own to see, it defines the global `mocha`.
 */
const mochaScript = {
  name: 'mocha-script',
  setup(build) {
    build.onLoad({ filter: /[\\/]mocha[\\/]mocha\.js$/ }, ({ path: file }) => ({
      loader: 'js',
      contents: `var module, exports, define;\n${readFileSync(file, 'utf8')}`,
    }));
  },
};

/**
 * @param {object} options
 * @param {string} options.repository
 * @param {string} options.extension the folder of the extension; a web host only runs tests that lie below it
 * @param {'node' | 'web'} options.kind
 * @param {string} [options.grep] only tests whose title contains this
 * @returns {Promise<string>} the bundle, in a folder of its own below `extension`
 */
export async function bundleSuites({ repository, extension, kind, grep }) {
  const esbuild = await import('esbuild');
  const folder = path.join(repository, 'test/extension');
  const files = suiteFiles(folder, kind);
  if (files.length === 0) throw new Failure(`no test/extension/*.test.ts for the ${kind} host`);
  const out = path.join(extension, 'host-tests', `${kind}-${process.pid}`);
  mkdirSync(out, { recursive: true });
  const platform =
    kind === 'node'
      ? {
          platform: 'node',
          target: 'node20',
          external: ['vscode', 'mocha/lib/mocha.cjs'],
          alias: { mocha: 'mocha/lib/mocha.cjs' }, // mocha's main is an ES module, which older hosts cannot require
        }
      : {
          platform: 'browser',
          target: 'es2022',
          external: ['vscode'],
          mainFields: ['browser', 'module', 'main'],
          // npm's `assert` looks at these when an assertion fails; a `process` of our own would hide that there is none.
          define: {
            global: 'globalThis',
            'process.env.NODE_DEBUG': 'undefined',
            'process.stderr': 'undefined',
            'process.emitWarning': 'undefined',
          },
          alias: {
            'node:assert': 'assert',
            'node:assert/strict': 'assert',
            'assert/strict': 'assert',
            'node:zlib': path.join(folder, 'no-zlib.ts'),
          },
        };
  const built = esbuild.build({
    absWorkingDir: repository,
    bundle: true,
    format: 'cjs',
    sourcemap: 'inline',
    logLevel: 'warning',
    entryPoints: [path.join(folder, `run-${kind}.ts`)],
    outfile: path.join(out, 'index.js'),
    plugins: [suitesPlugin(folder, files, grep), mochaScript],
    ...platform,
  });
  await built.catch((error) => {
    // esbuild has printed what and where
    throw new Failure(
      `the suites of test/extension do not bundle for the ${kind} host: ${error.message.split('\n')[0]}`,
    );
  });
  return path.join(out, 'index.js');
}
