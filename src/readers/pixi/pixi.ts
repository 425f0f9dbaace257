import type { RequirementList, RequirementsFacts } from '../../core/requirement-facts';
import { ManifestEntries } from '../manifests/entries';
import { referenceIn, textOf } from '../manifests/toml-references';
import { isTrue } from '../manifests/toml-sources';
import { tomlText } from '../toml/toml-text';
import { tomlAt, tomlList, tomlTable, type TomlPair, type TomlTable } from '../toml/toml-tree';

/** Tables of packages of conda, and whether they are there to build with. */
const CONDA_TABLES = [
  ['dependencies', false],
  ['host-dependencies', true],
  ['build-dependencies', true],
] as const;

/**
 * What a pixi manifest asks conda and PyPI for, of its features and platforms too. `root` is `pixi.toml`, or `[tool.pixi]` of a
 * `pyproject.toml`; `prefix` stands before the names of its lists. Source: pixi, Pixi manifest reference.
 */
export function readPixi(root: TomlTable, text: string, path: string, prefix = ''): readonly RequirementsFacts[] {
  const conda = new ManifestEntries(path, text, 'conda');
  const pypi = new ManifestEntries(path, text, 'pixi');
  for (const workspace of ['workspace', 'project'])
    for (const item of tomlList(root, workspace, 'channels')) {
      const channel = item.kind === 'table' ? tomlAt(item, 'channel') : item;
      if (channel?.kind === 'text') conda.addIndex('--channel', tomlText(text, channel.range), null);
    }
  const addIn = (holder: TomlTable, keys: readonly string[], group: string | null): void => {
    for (const [key, build] of CONDA_TABLES) {
      const list = { name: [...keys, key].join('.'), group, use: build ? 'build' : 'application' } as const;
      for (const entry of tomlTable(holder, key)) addPackage(entry, list, 'conda', text, conda);
    }
    const list = { name: [...keys, 'pypi-dependencies'].join('.'), group, use: 'application' } as const;
    for (const entry of tomlTable(holder, 'pypi-dependencies')) addPackage(entry, list, 'poetry', text, pypi);
    addOptions(holder, text, pypi);
    for (const { key, node } of tomlTable(holder, 'target'))
      if (node.kind === 'table') addIn(node, [...keys, 'target', key], group);
  };
  const base = prefix === '' ? [] : [prefix];
  addIn(root, base, null);
  for (const { key, node } of tomlTable(root, 'feature'))
    if (node.kind === 'table') addIn(node, [...base, 'feature', key], key);
  return [conda, pypi].filter(({ isEmpty }) => !isEmpty).map((each) => each.facts());
}

function addPackage(
  { key, keyRange, pairRange, node }: TomlPair,
  list: RequirementList,
  dialect: 'conda' | 'poetry',
  text: string,
  out: ManifestEntries,
): void {
  const named = { name: key, nameRange: keyRange, range: pairRange ?? keyRange, dialect } as const;
  if (node.kind === 'text') out.addKeyed({ ...named, version: tomlText(text, node.range) }, list);
  if (node.kind !== 'table') return;
  const index = textOf(node.entries.get('index'), text);
  out.addKeyed(
    {
      ...named,
      version: textOf(node.entries.get('version'), text),
      extras: tomlList(node, 'extras').flatMap((extra) => (extra.kind === 'text' ? [extra.value] : [])),
      reference: referenceIn(node, text, 'rev'),
      editable: isTrue(node, 'editable'),
      source: index === null ? undefined : { index: index.text, reference: null },
    },
    list,
  );
  if (index !== null) out.addIndex('--explicit-index', index, null);
}

/** `[pypi-options]`: uv resolves, so indexes are asked one after the other. */
function addOptions(holder: TomlTable, text: string, out: ManifestEntries): void {
  for (const { key, node } of tomlTable(holder, 'pypi-options')) {
    const option = PYPI_OPTIONS[key];
    if (option === undefined) continue;
    for (const item of node.kind === 'list' ? node.items : [node]) {
      const value = item.kind === 'table' ? (tomlAt(item, 'url') ?? tomlAt(item, 'path')) : item;
      if (value?.kind === 'text') out.addIndex(option, tomlText(text, value.range), null);
    }
  }
}

const PYPI_OPTIONS: Readonly<Record<string, string>> = {
  'index-url': '--index-url',
  'extra-index-urls': '--index',
  'find-links': '--find-links',
  'index-strategy': '--index-strategy',
};
