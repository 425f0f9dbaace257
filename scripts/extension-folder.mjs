// The extension as a folder that an editor loads and vsce packs: out/extension. Its manifest differs from package.json, which is the
// npm package's: an extension's name cannot have a scope, and its id (publisher.name) must stay what it was, or everybody's
// settings and storage would belong to another extension.
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';

/** What the extension is called; with the publisher its id: touchstone.touchstone. */
export const EXTENSION_NAME = 'touchstone';

/** The page of the extension, in the Marketplace and in the editor; README.md is that of the repository. */
export const EXTENSION_README = 'MARKETPLACE.md';

/** The fields of package.json that speak to npm alone. */
const OF_NPM = ['private', 'bin', 'files', 'scripts', 'devDependencies', 'overrides'];

/**
 * Makes the folder anew. Folders in it are links, so that a rebuild is seen without doing this again.
 * @returns {string} the folder, absolute
 */
export function makeExtensionFolder(repository) {
  const folder = path.join(repository, 'out/extension');
  rmSync(folder, { recursive: true, force: true }); // links are removed, not followed
  mkdirSync(folder, { recursive: true });
  const manifest = extensionManifest(JSON.parse(readFileSync(path.join(repository, 'package.json'), 'utf8')));
  writeFileSync(path.join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  for (const name of ['.vscodeignore', ...allowedAtTop(repository)]) {
    const from = path.join(repository, name);
    if (name === 'package.json' || name === 'README.md' || !existsSync(from)) continue;
    if (statSync(from).isDirectory()) symlinkSync(from, path.join(folder, name), 'junction');
    else copyFileSync(from, path.join(folder, name));
  }
  copyFileSync(path.join(repository, EXTENSION_README), path.join(folder, 'README.md'));
  return folder;
}

/** The manifest of the extension, made from that of the npm package, which says its name and purpose in English. */
export function extensionManifest(manifest) {
  const rest = Object.fromEntries(Object.entries(manifest).filter(([key]) => !OF_NPM.includes(key)));
  return {
    ...rest,
    name: EXTENSION_NAME,
    displayName: '%displayName%',
    description: '%description%',
    engines: { vscode: manifest.engines.vscode },
  };
}

/** Names of files and folders of the repository of which something is allowed by .vscodeignore. */
const allowedAtTop = (repository) => [
  ...new Set(
    readFileSync(path.join(repository, '.vscodeignore'), 'utf8')
      .split(/\r?\n/)
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1).split('/')[0]),
  ),
];
