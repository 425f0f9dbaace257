import type { Note } from '../../core/finding';
import type { RequirementsFacts } from '../../core/requirement-facts';
import { brokenNote, ManifestEntries } from '../manifests/entries';
import { readPixi } from '../pixi/pixi';
import { readTomlTree, tomlAt, type TomlTable } from '../toml/toml-tree';
import { isApplication } from './application';
import { RequirementLists } from './lists';
import { addPoetryIndexes, PoetryTables } from './poetry';
import { addPdmIndexes, addUvIndexes, addUvSources } from './sources';

/**
 * What a `pyproject.toml` asks for: PEP 621 and PEP 735, the build system (PEP 518), and the tables of uv, Poetry, PDM, Hatch, Flit and
 * setuptools. By installer; nothing where it asks for nothing. Never throws.
 */
export function readPyproject(
  text: string,
  path: string,
  _roots: readonly unknown[] = [],
  form: 'project' | 'script' = 'project',
): { readonly facts: readonly RequirementsFacts[]; readonly notes: readonly Note[] } {
  const { root, broken } = readTomlTree(text);
  const out = new ManifestEntries(path, text, form === 'script' ? 'uv' : installerOf(root));
  const application = form === 'script' || isApplication(root);
  const indexes = new Map([...addUvIndexes(root, text, out), ...addPoetryIndexes(root, text, out)]);
  addPdmIndexes(root, text, out);
  const known = RequirementLists.namesIn(root);
  const poetry = new PoetryTables(root, text, indexes, application);
  const sources = new Map([...poetry.sources(known), ...addUvSources(root, text, indexes, out)]);
  const lists = new RequirementLists(root, text, out, sources, application);
  if (form === 'script') lists.add(['dependencies'], null, 'application');
  lists.addAll();
  poetry.add(out, known);
  const pixi = tomlAt(root, 'tool', 'pixi');
  return {
    facts: [
      ...(out.isEmpty ? [] : [out.facts()]),
      ...(pixi?.kind === 'table' ? readPixi(pixi, text, path, 'tool.pixi') : []),
    ],
    notes: [...brokenNote(path, broken), ...lists.messages.map((message) => ({ path, message })), ...out.notes],
  };
}

/** Who installs it: that decides what several indexes mean. */
function installerOf(root: TomlTable): RequirementsFacts['installer'] {
  for (const tool of ['poetry', 'pdm', 'uv'] as const) if (tomlAt(root, 'tool', tool) !== undefined) return tool;
  return 'pip';
}
