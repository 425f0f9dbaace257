import { brokenNote } from '../manifests/entries';
import { manifestKind } from '../manifests/document';
import { readTomlTree } from '../toml/toml-tree';
import { readPixi } from './pixi';

/** A pixi workspace: packages of conda and of PyPI. Source: pixi, Pixi manifest reference. */
export const pixi = manifestKind({
  kind: 'pixi',
  names: [/^pixi\.toml$/],
  globs: ['pixi.toml'],
  suffix: '.toml',
  format: 'toml',
  read(text, path) {
    const { root, broken } = readTomlTree(text);
    return { facts: readPixi(root, text, path), notes: brokenNote(path, broken) };
  },
});
