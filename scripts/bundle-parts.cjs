// Bundles that are cut in parts: what is imported with `import('…')` becomes a file of its own, which is loaded when it is asked
// for. Of modules that the main bundle has already a part takes the main bundle's, so that there is one of each, and the main
// bundle stays in one scope, where a call is a call. (esbuild's own splitting makes files of what several share, whose names are
// no names, and puts a getter between them on the hottest paths.)
const { mkdirSync, writeFileSync } = require('node:fs');
const path = require('node:path');
const esbuild = require('esbuild');

/** @typedef {{ entry: string, out: string }} Bundle the module that it starts with, and its file; both from the root of the repository */

/**
 * Builds a bundle and its parts. A part may be another host's way into the same code, which is then there only once.
 * @param {string} root absolute
 * @param {Bundle} main
 * @param {readonly Bundle[]} parts
 * @param {(bundle: Bundle) => import('esbuild').BuildOptions} optionsOf what a bundle is built with
 * @returns {Promise<import('esbuild').Metafile[]>}
 */
async function buildWithParts(root, main, parts, optionsOf) {
  const cut = cutAt(root, main, parts);
  const draft = await esbuild.build({ ...using(cut, optionsOf(main)), entryPoints: [main.entry], write: false });
  const inMain = new Set(Object.keys(draft.metafile.inputs));
  /** Modules of the main bundle that parts ask for. */
  const lent = new Set();
  const built = await Promise.all(
    parts.map((part) =>
      esbuild.build({ ...using(borrow(root, main, part, inMain, lent), optionsOf(part)), entryPoints: [part.entry] }),
    ),
  );
  const whole = await esbuild.build({
    ...using(cut, optionsOf(main)),
    stdin: {
      contents: lending(main, [...lent].sort()),
      resolveDir: root,
      sourcefile: main.entry.replace(/\.ts$/, '.parts.js'),
    },
    write: false,
  });
  for (const { path: file, text } of whole.outputFiles) {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, file.endsWith('.js') ? loadingParts(text, main, parts) : text);
  }
  return [...built, whole].map(({ metafile }) => metafile);
}

const using = (plugin, options) => ({ ...options, plugins: [plugin, ...options.plugins] });

/** The main bundle's entry: as it is, and with the modules that parts ask for. */
const lending = ({ entry }, modules) =>
  [
    `export * from ${JSON.stringify(`./${entry}`)};`,
    ...modules.map((file, index) => `import * as m${index} from ${JSON.stringify(`./${file}`)};`),
    `export const modules = { ${modules.map((file, index) => `${JSON.stringify(file)}: m${index}`).join(', ')} };`,
  ].join('\n');

/** In the main bundle a part stays an `import('…')` of the part's file. */
const cutAt = (root, main, parts) => ({
  name: 'cut',
  setup(build) {
    build.onResolve({ filter: /.*/ }, async (asked) => {
      if (asked.kind !== 'dynamic-import') return undefined;
      const part = await partOf(asked);
      return part && { path: reference(main.out, part.out), external: true };
    });
    async function partOf(asked) {
      const file = await resolved(build, root, asked);
      return parts.find(({ entry }) => entry === file);
    }
  },
});

/**
 * Such an import becomes a call of `require`, whose answer may also be a promise: in a web worker somebody has to fetch the text.
 * Node's own `import()` would find the part's exports only by guessing.
 */
function loadingParts(code, main, parts) {
  return parts
    .map(({ out }) => reference(main.out, out))
    .reduce((text, file) => text.replaceAll(`import("${file}")`, `Promise.resolve("${file}").then(require)`), code);
}

/** In a part a module that the main bundle has is the main bundle's. */
const borrow = (root, main, part, inMain, lent) => ({
  name: 'borrow',
  setup(build) {
    build.onResolve({ filter: /.*/ }, async (asked) => {
      if (asked.namespace === 'lent') return { path: asked.path, external: true };
      const file = asked.kind === 'entry-point' ? undefined : await resolved(build, root, asked);
      if (file === undefined || !inMain.has(file)) return undefined;
      lent.add(file);
      return { path: file, namespace: 'lent' };
    });
    build.onLoad({ filter: /.*/, namespace: 'lent' }, ({ path: file }) => ({
      contents: `module.exports = { ...require(${JSON.stringify(reference(part.out, main.out))}).modules[${JSON.stringify(file)}], __esModule: true };`,
    }));
  },
});

/** The file that an import leads to, from the root; undefined for what is none. */
async function resolved(build, root, { path: id, kind, resolveDir, importer, pluginData }) {
  if (pluginData === RESOLVING) return undefined;
  const found = await build.resolve(id, { kind, resolveDir, importer, pluginData: RESOLVING });
  const isFile = found.errors.length === 0 && !found.external && found.namespace === 'file';
  return isFile ? path.relative(root, found.path).split(path.sep).join('/') : undefined;
}

const RESOLVING = Symbol('resolving');

/** The file of one bundle as another one's `require` wants it. */
function reference(from, to) {
  const relative = path.posix.relative(path.posix.dirname(from), to);
  return relative.startsWith('.') ? relative : `./${relative}`;
}

module.exports = { buildWithParts };
