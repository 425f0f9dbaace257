import type { RequirementList, RequirementSource } from '../../core/requirement-facts';
import type { ManifestEntries } from '../manifests/entries';
import { referenceIn, textOf } from '../manifests/toml-references';
import { normalizeName } from '../requirements/requirements-grammar';
import { tomlText } from '../toml/toml-text';
import { tomlList, tomlString, tomlTable, type TomlPair, type TomlTable } from '../toml/toml-tree';
import { addUnchecked, isTrue } from '../manifests/toml-sources';
import type { NamedIndexes } from './sources';

/**
 * `[[tool.poetry.source]]`. Packages of an explicit source name it; a supplemental one is asked for what the others do not have, and all
 * others are taken for one. Source: Poetry, Repositories, Package sources.
 */
export function addPoetryIndexes(root: TomlTable, text: string, out: ManifestEntries): NamedIndexes {
  const named = new Map<string, string>();
  const sources = tomlList(root, 'tool', 'poetry', 'source').filter((item) => item.kind === 'table');
  let main = false;
  for (const item of sources) {
    const name = tomlString(item, 'name');
    const url = textOf(item.entries.get('url'), text);
    if (url === null) {
      // The public index goes by its name, and is a main one if nothing else is said.
      if (name?.toLowerCase() === 'pypi') main ||= isMain(item);
      continue;
    }
    if (name !== null) named.set(name, url.text);
    const option =
      tomlString(item, 'priority') === 'explicit'
        ? '--explicit-index'
        : isMain(item) && !main
          ? '--index-url'
          : '--extra-index-url';
    main ||= isMain(item);
    out.addIndex(option, url, name, 'poetry');
    addUnchecked(item, url.text, out);
  }
  return named;
}

function isMain(source: TomlTable): boolean {
  const priority = tomlString(source, 'priority');
  return priority === null ? !isTrue(source, 'secondary') : priority === 'primary' || priority === 'default';
}

/**
 * Poetry's own tables. With `[project]` (Poetry 2) those of its dependencies only say where a package comes from. Sources: Poetry,
 * The pyproject.toml file, Dependency specification.
 */
export class PoetryTables {
  readonly #extras: ReadonlyMap<string, string>;
  readonly #use: RequirementList['use'];

  constructor(
    private readonly root: TomlTable,
    private readonly text: string,
    private readonly indexes: NamedIndexes,
    application: boolean,
  ) {
    this.#use = application ? 'application' : 'library';
    this.#extras = new Map(
      tomlTable(root, 'tool', 'poetry', 'extras').flatMap(({ key, node }) =>
        node.kind === 'list'
          ? node.items.flatMap((item) => (item.kind === 'text' ? [[normalizeName(item.value), key] as const] : []))
          : [],
      ),
    );
  }

  /** Where packages come from that `[project]` asks for; `known`: their names. */
  sources(known: ReadonlySet<string>): ReadonlyMap<string, RequirementSource> {
    return new Map(
      this.#mainEntries().flatMap(({ key, node }) =>
        known.has(normalizeName(key)) && node.kind === 'table'
          ? [[normalizeName(key), this.#sourceOf(node)] as const]
          : [],
      ),
    );
  }

  add(out: ManifestEntries, known: ReadonlySet<string>): void {
    for (const entry of this.#mainEntries()) {
      const name = normalizeName(entry.key);
      const group = this.#extras.get(name) ?? null;
      const isKnown = known.has(name);
      this.#addEntry(entry, { name: 'tool.poetry.dependencies', group, use: isKnown ? 'source' : this.#use }, out);
    }
    const development = this.#use === 'application' ? 'application' : 'development';
    for (const entry of tomlTable(this.root, 'tool', 'poetry', 'dev-dependencies'))
      this.#addEntry(entry, { name: 'tool.poetry.dev-dependencies', group: 'dev', use: development }, out);
    for (const { key, node } of tomlTable(this.root, 'tool', 'poetry', 'group')) {
      if (node.kind !== 'table') continue;
      const list = { name: `tool.poetry.group.${key}.dependencies`, group: key, use: development } as const;
      for (const entry of tomlTable(node, 'dependencies')) this.#addEntry(entry, list, out);
    }
  }

  #mainEntries(): readonly TomlPair[] {
    return tomlTable(this.root, 'tool', 'poetry', 'dependencies');
  }

  #sourceOf(table: TomlTable): RequirementSource {
    const source = tomlString(table, 'source');
    return {
      index: (source !== null && this.indexes.get(source)) || null,
      reference: referenceIn(table, this.text, 'rev'),
    };
  }

  #addEntry({ key, keyRange, pairRange, node }: TomlPair, list: RequirementList, out: ManifestEntries): void {
    if (key.toLowerCase() === 'python') return;
    const { text } = this;
    const range = pairRange ?? keyRange;
    const named = { name: key, nameRange: keyRange, dialect: 'poetry' } as const;
    // Several tables hold under several markers.
    for (const item of node.kind === 'list' ? node.items : [node]) {
      if (item.kind === 'text' && list.use !== 'source')
        out.addKeyed({ ...named, range, version: tomlText(text, item.range) }, list);
      if (item.kind !== 'table') continue;
      const { reference, index } = this.#sourceOf(item);
      if (list.use === 'source' && reference === null) continue;
      out.addKeyed(
        {
          ...named,
          range: node.kind === 'list' ? item.range : range,
          version: textOf(item.entries.get('version'), text),
          extras: tomlList(item, 'extras').flatMap((extra) => (extra.kind === 'text' ? [extra.value] : [])),
          marker: textOf(item.entries.get('markers'), text),
          reference,
          editable: isTrue(item, 'develop'),
          source: index === null ? undefined : { index, reference: null },
        },
        list,
      );
    }
  }
}
