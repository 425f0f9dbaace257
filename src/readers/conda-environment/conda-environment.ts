import { isAlias, isMap, isScalar, isSeq, visit, type Alias, type Node, type Scalar } from 'yaml';
import type { MappedText } from '../../core/mapped-text';
import type { RequirementsFacts } from '../../core/requirement-facts';
import { ManifestEntries } from '../manifests/entries';
import { scalarText } from '../config/yaml-scalar';

/**
 * A conda environment: match specifications, and lines of pip in a list of their own; and MLflow's `python_env.yaml`, which has lines of
 * pip alone. `roots`: the documents as the parser sees them. Sources: conda, Creating an environment file; MLflow, Environment.
 */
export function readCondaEnvironment(
  roots: readonly unknown[],
  text: string,
  path: string,
): readonly RequirementsFacts[] {
  const conda = new ManifestEntries(path, text, 'conda');
  const pip = new ManifestEntries(path, text, 'pip');
  const isPython = /(?:^|\/)python_env\.ya?ml$/i.test(path);
  for (const root of roots) {
    if (!isMap(root)) continue;
    const read = new Anchored(root, text);
    for (const item of read.textsOf(root.get('channels', true))) conda.addIndex('--channel', item, null);
    for (const item of read.textsOf(root.get('build_dependencies', true)))
      pip.addLine(item, { name: 'build_dependencies', group: null, use: 'build' });
    const list = { name: 'dependencies', group: null, use: 'application' } as const;
    for (const item of read.itemsOf(root.get('dependencies', true))) {
      const written = read.textOf(item);
      if (written !== null) {
        if (isPython) pip.addLine(written, list);
        else conda.addConda(written, list);
      }
      if (!isMap(item)) continue;
      for (const line of read.textsOf(item.get('pip', true))) pip.addLine(line, { ...list, name: 'dependencies.pip' });
    }
  }
  return [conda, pip].filter(({ isEmpty }) => !isEmpty).map((each) => each.facts());
}

/** Whether a file is one by what stands in it, whatever it is called: it names channels beside its dependencies. */
export const isCondaEnvironment = (roots: readonly unknown[]): boolean =>
  roots.some((root) => isMap(root) && root.has('channels') && root.has('dependencies'));

/** Nodes of one document, with aliases followed to where their value is written. Each is read once, however often it is named. */
class Anchored {
  readonly #anchors = new Map<string, Node>();
  readonly #read = new Set<unknown>();

  constructor(
    root: Node,
    private readonly text: string,
  ) {
    if (!text.includes('*') || !text.includes('&')) return;
    visit(root, {
      Node: (_key, node) => {
        const { anchor } = node as { readonly anchor?: string };
        if (anchor !== undefined && !isAlias(node)) this.#anchors.set(anchor, node);
      },
    });
  }

  /** Items of a list; an alias in it that stands for a list gives that one's. */
  itemsOf(node: unknown): readonly unknown[] {
    const list = this.#once(node);
    return isSeq(list) ? list.items.flatMap((item) => this.#itemsIn(this.#once(item))) : [];
  }

  textsOf(node: unknown): readonly MappedText[] {
    return this.itemsOf(node).flatMap((item) => this.textOf(item) ?? []);
  }

  textOf(node: unknown): MappedText | null {
    return isScalar(node) && typeof node.value === 'string'
      ? (scalarText(node as Scalar, this.text)?.text ?? null)
      : null;
  }

  #itemsIn(value: unknown): readonly unknown[] {
    const items = isSeq(value) ? value.items.map((item) => this.#once(item)) : [value];
    return items.filter((item) => item !== undefined);
  }

  /** What a node stands for, the first time that it is asked for. */
  #once(node: unknown): unknown {
    const value: unknown = isAlias(node) ? this.#anchors.get((node as Alias).source) : node;
    if (value === undefined || this.#read.has(value)) return undefined;
    this.#read.add(value);
    return value;
  }
}
