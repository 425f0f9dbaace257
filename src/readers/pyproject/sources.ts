import type { RequirementSource } from '../../core/requirement-facts';
import type { ManifestEntries } from '../manifests/entries';
import { referenceIn, textOf } from '../manifests/toml-references';
import { addUnchecked, isTrue } from '../manifests/toml-sources';
import { normalizeName } from '../requirements/requirements-grammar';
import { tomlText } from '../toml/toml-text';
import { tomlList, tomlString, tomlTable, type TomlTable } from '../toml/toml-tree';

/** Addresses of the indexes that a manifest names, by name. */
export type NamedIndexes = ReadonlyMap<string, string>;

/**
 * The indexes of uv: `[[tool.uv.index]]`, and the options of pip that it takes as settings. `table`: where they stand, which is the root of a
 * `uv.toml`. Source: uv, Settings, Package indexes.
 */
export function addUvIndexes(
  root: TomlTable,
  text: string,
  out: ManifestEntries,
  table: readonly string[] = ['tool', 'uv'],
): NamedIndexes {
  const named = new Map<string, string>();
  for (const item of tomlList(root, ...table, 'index')) {
    if (item.kind !== 'table') continue;
    const url = textOf(item.entries.get('url'), text);
    if (url === null) continue;
    const name = tomlString(item, 'name');
    if (name !== null) named.set(name, url.text);
    const option = isTrue(item, 'explicit')
      ? '--explicit-index'
      : isTrue(item, 'default')
        ? '--default-index'
        : '--index';
    out.addIndex(option, url, name, 'uv');
  }
  for (const keys of [table, [...table, 'pip']])
    for (const { key, node, pairRange } of tomlTable(root, ...keys)) {
      const option = UV_SETTINGS[key];
      if (option === undefined) continue;
      for (const value of node.kind === 'list' ? node.items : [node])
        if (value.kind === 'text') {
          const written = tomlText(text, value.range);
          out.addOption(option, written.text, written.range());
        } else if (value.kind === 'scalar' && value.value === 'true') out.addOption(option, null, null, pairRange);
    }
  return named;
}

const UV_SETTINGS: Readonly<Record<string, string>> = {
  'index-url': '--index-url',
  'extra-index-url': '--index',
  'find-links': '--find-links',
  'index-strategy': '--index-strategy',
  'allow-insecure-host': '--allow-insecure-host',
  'no-index': '--no-index',
  'exclude-newer': '--exclude-newer',
};

/**
 * `[tool.uv.sources]`: what a package is taken from, whichever list asks for it. Every source that is no index is an entry of its own.
 * Source: uv, Dependency sources.
 */
export function addUvSources(
  root: TomlTable,
  text: string,
  indexes: NamedIndexes,
  out: ManifestEntries,
): ReadonlyMap<string, RequirementSource> {
  const sources = new Map<string, RequirementSource>();
  for (const { key, keyRange, node, pairRange } of tomlTable(root, 'tool', 'uv', 'sources')) {
    const tables = (node.kind === 'list' ? node.items : [node]).filter((item) => item.kind === 'table');
    for (const table of tables) {
      const reference = referenceIn(table, text, 'rev') ?? folderOf(table);
      const index = tomlString(table, 'index');
      const source = { index: (index !== null && indexes.get(index)) || null, reference };
      // Of several the first is taken: the others hold under other markers.
      if (!sources.has(normalizeName(key))) sources.set(normalizeName(key), source);
      if (reference === null) continue;
      out.addKeyed(
        {
          name: key,
          nameRange: keyRange,
          range: node.kind === 'list' ? table.range : (pairRange ?? keyRange),
          version: null,
          dialect: 'poetry',
          marker: textOf(table.entries.get('marker'), text),
          reference,
          editable: isTrue(table, 'editable'),
        },
        { name: 'tool.uv.sources', group: null, use: 'source' },
      );
    }
  }
  return sources;
}

/** `{ workspace = true }`: a folder of the project, wherever it lies. */
function folderOf(table: TomlTable): RequirementSource['reference'] {
  const entry = table.entries.get('workspace');
  if (entry?.node.kind !== 'scalar' || entry.node.value !== 'true') return null;
  const { range } = entry.node;
  return {
    kind: 'path',
    text: '.',
    range,
    vcs: null,
    revision: null,
    revisionRange: null,
    fragment: {},
    revisionOffset: range.end,
  };
}

/** `[[tool.pdm.source]]`. PDM takes all indexes for one, but those that name their packages. Source: PDM, Configure the package indexes. */
export function addPdmIndexes(root: TomlTable, text: string, out: ManifestEntries): void {
  for (const item of tomlList(root, 'tool', 'pdm', 'source')) {
    if (item.kind !== 'table') continue;
    const url = textOf(item.entries.get('url'), text);
    if (url === null) continue;
    const main = tomlString(item, 'name') === 'pypi';
    const links = tomlString(item, 'type') === 'find_links';
    const own = item.entries.has('include_packages');
    out.addIndex(
      links ? '--find-links' : main ? '--index-url' : own ? '--explicit-index' : '--extra-index-url',
      url,
      tomlString(item, 'name'),
      'pdm',
    );
    addUnchecked(item, url.text, out);
  }
}
