import { brokenNote, ManifestEntries } from '../manifests/entries';
import { manifestKind } from '../manifests/document';
import { referenceIn, textOf } from '../manifests/toml-references';
import { addUnchecked, isTrue } from '../manifests/toml-sources';
import { tomlText } from '../toml/toml-text';
import { readTomlTree, tomlList, tomlString, tomlTable, type TomlPair } from '../toml/toml-tree';
import type { RequirementList } from '../../core/requirement-facts';

/** Tables that are no categories of packages. */
const OTHERS: ReadonlySet<string> = new Set(['source', 'requires', 'scripts', 'pipenv']);

/** A Pipfile: an application by its nature. Source: Pipenv, Pipfile and Pipfile.lock, Package indexes. */
export const pipfile = manifestKind({
  kind: 'pipfile',
  names: [/^pipfile$/],
  globs: ['Pipfile'],
  suffix: '.Pipfile',
  format: 'toml',
  read(text, path) {
    const { root, broken } = readTomlTree(text);
    const out = new ManifestEntries(path, text, 'pipenv');
    const indexes = new Map<string, string>();
    tomlList(root, 'source').forEach((item, position) => {
      const url = item.kind === 'table' ? textOf(item.entries.get('url'), text) : null;
      if (item.kind !== 'table' || url === null) return;
      const name = tomlString(item, 'name');
      if (name !== null) indexes.set(name, url.text);
      // Packages of any other than the first index name it.
      out.addIndex(position === 0 ? '--index-url' : '--explicit-index', url, name);
      addUnchecked(item, url.text, out);
    });
    for (const { key, node } of root.entries.values()) {
      if (OTHERS.has(key) || node.kind !== 'table') continue;
      const group = key === 'packages' ? null : key.replace(/-?packages$/, '') || key;
      const list = { name: key, group, use: 'application' } as const;
      for (const entry of tomlTable(root, key)) addPackage(entry, list, text, indexes, out);
    }
    return { facts: out.isEmpty ? [] : [out.facts()], notes: [...brokenNote(path, broken), ...out.notes] };
  },
});

function addPackage(
  { key, keyRange, pairRange, node }: TomlPair,
  list: RequirementList,
  text: string,
  indexes: ReadonlyMap<string, string>,
  out: ManifestEntries,
): void {
  const named = { name: key, nameRange: keyRange, range: pairRange ?? keyRange, dialect: 'poetry' } as const;
  if (node.kind === 'text') out.addKeyed({ ...named, version: tomlText(text, node.range) }, list);
  if (node.kind !== 'table') return;
  const index = tomlString(node, 'index');
  const address = index === null ? undefined : indexes.get(index);
  out.addKeyed(
    {
      ...named,
      version: textOf(node.entries.get('version'), text),
      extras: tomlList(node, 'extras').flatMap((extra) => (extra.kind === 'text' ? [extra.value] : [])),
      marker: textOf(node.entries.get('markers'), text),
      reference: referenceIn(node, text, 'ref'),
      editable: isTrue(node, 'editable'),
      source: address === undefined ? undefined : { index: address, reference: null },
    },
    list,
  );
}
