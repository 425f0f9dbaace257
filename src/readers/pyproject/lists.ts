import type { RequirementList, RequirementSource } from '../../core/requirement-facts';
import type { ManifestEntries } from '../manifests/entries';
import { tomlText } from '../toml/toml-text';
import { tomlAt, tomlList, tomlTable, type TomlNode, type TomlTable } from '../toml/toml-tree';

/** Lists of requirements as PEP 508 writes them, wherever in a `pyproject.toml` they stand. */
export class RequirementLists {
  readonly messages: string[] = [];

  constructor(
    private readonly root: TomlTable,
    private readonly text: string,
    private readonly out: ManifestEntries,
    private readonly sources: ReadonlyMap<string, RequirementSource>,
    private readonly application: boolean,
  ) {}

  /** Names of what `[project]` asks for, before sources are known. */
  static namesIn(root: TomlTable): ReadonlySet<string> {
    const lists = [
      tomlList(root, 'project', 'dependencies'),
      ...tomlTable(root, 'project', 'optional-dependencies').map(({ node }) =>
        node.kind === 'list' ? node.items : [],
      ),
    ];
    return new Set(
      lists.flat().flatMap((item) => {
        const name = item.kind === 'text' ? /^\s*([A-Za-z0-9][\w.-]*)/.exec(item.value)?.[1] : undefined;
        return name === undefined ? [] : [name.toLowerCase().replace(/[-_.]+/g, '-')];
      }),
    );
  }

  /** PEP 621, PEP 735, PEP 518, and the lists of tools. */
  addAll(): void {
    const main = this.application ? 'application' : 'library';
    const tools = this.application ? 'application' : 'development';
    const { root } = this;
    this.add(['build-system', 'requires'], null, 'build');
    this.add(['project', 'dependencies'], null, main);
    this.#addEach(['project', 'optional-dependencies'], main);
    this.#addGroups(tools);
    this.add(['tool', 'uv', 'dev-dependencies'], 'dev', tools);
    for (const key of ['constraint-dependencies', 'override-dependencies', 'build-constraint-dependencies'])
      this.add(['tool', 'uv', key], null, 'limit');
    this.#addEach(['tool', 'uv', 'extra-build-dependencies'], 'build');
    this.#addEach(['tool', 'pdm', 'dev-dependencies'], tools);
    this.add(['tool', 'flit', 'metadata', 'requires'], null, main);
    this.#addEach(['tool', 'flit', 'metadata', 'requires-extra'], main);
    for (const { key, node } of tomlTable(root, 'tool', 'hatch', 'envs')) {
      if (node.kind !== 'table') continue;
      for (const list of ['dependencies', 'extra-dependencies'])
        this.add(['tool', 'hatch', 'envs', key, list], key, tools);
    }
    this.#addDynamic();
  }

  add(keys: readonly string[], group: string | null, use: RequirementList['use']): void {
    const node = tomlAt(this.root, ...keys);
    if (node !== undefined) this.#addItems(node, { name: keys.join('.'), group, use });
  }

  #addEach(keys: readonly string[], use: RequirementList['use']): void {
    for (const { key, node } of tomlTable(this.root, ...keys))
      this.#addItems(node, { name: [...keys, key].join('.'), group: key, use });
  }

  /** `[dependency-groups]`: requirements, and `{ include-group = "…" }` of others (PEP 735). */
  #addGroups(use: RequirementList['use']): void {
    const groups = tomlTable(this.root, 'dependency-groups');
    const named = new Set(groups.map(({ key }) => normalized(key)));
    for (const { key, node } of groups) {
      this.#addItems(node, { name: `dependency-groups.${key}`, group: key, use });
      for (const item of node.kind === 'list' ? node.items : []) {
        const included = item.kind === 'table' ? tomlAt(item, 'include-group') : undefined;
        if (included?.kind === 'text' && !named.has(normalized(included.value)))
          this.messages.push(`the group ${key} includes ${included.value}, which is not there`);
      }
    }
  }

  #addItems(node: TomlNode, list: RequirementList): void {
    if (node.kind !== 'list') return;
    for (const item of node.items)
      if (item.kind === 'text') {
        const written = tomlText(this.text, item.range);
        // PDM has editable folders in its groups.
        if (/^\s*-e\s/.test(written.text)) this.out.addLine(written, list);
        else this.out.addRequirement(written, list, (name) => this.sources.get(name));
      } else if (item.kind !== 'table') this.out.addInvalid('A requirement is a text in quotes.', item.range);
  }

  /** Setuptools and Hatch's requirements-txt read what `dynamic` names from files: `dependencies = { file = ["requirements.txt"] }`. Sources: setuptools, Dynamic metadata; hatch-requirements-txt. */
  #addDynamic(): void {
    const base = ['tool', 'setuptools', 'dynamic'] as const;
    const holders = [
      tomlAt(this.root, ...base, 'dependencies'),
      ...tomlTable(this.root, ...base, 'optional-dependencies').map(({ node }) => node),
    ];
    const hook = ['tool', 'hatch', 'metadata', 'hooks', 'requirements_txt'] as const;
    const hooked = [
      tomlAt(this.root, ...hook, 'filename'),
      tomlAt(this.root, ...hook, 'files'),
      ...tomlTable(this.root, ...hook, 'optional-dependencies').map(({ node }) => node),
    ];
    for (const list of hooked) this.#addFiles(list);
    for (const holder of holders) {
      this.#addFiles(holder?.kind === 'table' ? tomlAt(holder, 'file') : undefined);
    }
  }

  #addFiles(file: TomlNode | undefined): void {
    for (const item of file?.kind === 'list' ? file.items : file ? [file] : [])
      if (item.kind === 'text') this.out.addIndex('--requirement', tomlText(this.text, item.range), null);
  }
}

/** Names of groups compare as names of packages do (PEP 735). */
const normalized = (name: string): string => name.toLowerCase().replace(/[-_.]+/g, '-');
