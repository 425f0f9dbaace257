import { brokenNote, ManifestEntries } from '../manifests/entries';
import { manifestKind } from '../manifests/document';
import { readTomlTree } from '../toml/toml-tree';
import { addUvIndexes } from './sources';

/**
 * uv's own settings, which it reads in place of `[tool.uv]` of the `pyproject.toml` beside them. Sources and lists of packages have no place
 * there. Source: uv, Configuration files.
 */
export const uvSettings = manifestKind({
  kind: 'uv-settings',
  names: [/^uv\.toml$/],
  globs: ['uv.toml'],
  suffix: '.toml',
  format: 'toml',
  read(text, path) {
    const { root, broken } = readTomlTree(text);
    const out = new ManifestEntries(path, text, 'uv');
    addUvIndexes(root, text, out, []);
    return { facts: out.isEmpty ? [] : [out.facts()], notes: [...brokenNote(path, broken), ...out.notes] };
  },
});
