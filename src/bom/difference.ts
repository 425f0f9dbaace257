import { grouped, order, sorted } from './order';
import type { DocumentView, ViewedComponent } from './view';

/** A component in one of two documents, with all versions that it has there. */
export interface ComparedEntry {
  /** Package URL without version, else kind and name. */
  readonly id: string;
  readonly name: string;
  readonly versions: readonly string[];
}

export interface Change<T> {
  readonly old: T;
  readonly new: T;
}

/** What differs; what is the same is left out. */
export interface ChangedEntry {
  readonly id: string;
  readonly name: string;
  readonly versions: Change<readonly string[]>;
  readonly sources?: Change<readonly string[]>;
  /** Digests that came and went, where the version did not change: the same version with other files. */
  readonly hashes?: Change<readonly string[]>;
  readonly licences?: Change<readonly string[]>;
}

export interface Difference {
  readonly added: readonly ComparedEntry[];
  readonly removed: readonly ComparedEntry[];
  readonly changed: readonly ChangedEntry[];
  readonly unchanged: number;
}

/** Compares two documents, of whatever formats, component by component. Linear in both. */
export function differenceBetween(old: DocumentView, current: DocumentView): Difference {
  const before = grouped(old.components, ({ key }) => key);
  const after = grouped(current.components, ({ key }) => key);
  const changed: ChangedEntry[] = [];
  let unchanged = 0;
  for (const [key, components] of after) {
    const earlier = before.get(key);
    if (earlier === undefined) continue;
    const change = changeOf(key, earlier, components);
    if (change === null) unchanged++;
    else changed.push(change);
  }
  return {
    added: entriesOf(after, before),
    removed: entriesOf(before, after),
    changed: changed.sort((a, b) => order(a.id, b.id)),
    unchanged,
  };
}

type Components = ReadonlyMap<string, readonly ViewedComponent[]>;

const entriesOf = (from: Components, without: Components): readonly ComparedEntry[] =>
  [...from]
    .filter(([key]) => !without.has(key))
    .map(([id, components]) => ({ id, name: components[0]!.name, versions: versionsOf(components) }))
    .sort((a, b) => order(a.id, b.id));

function changeOf(
  id: string,
  old: readonly ViewedComponent[],
  current: readonly ViewedComponent[],
): ChangedEntry | null {
  const versions = { old: versionsOf(old), new: versionsOf(current) };
  const isOtherVersion = !same(versions);
  const all = (components: readonly ViewedComponent[], key: 'hashes' | 'licences' | 'sources'): readonly string[] =>
    sorted([...new Set(components.flatMap((component) => component[key]))]);
  const parts = (['sources', 'hashes', 'licences'] as const).flatMap((key) => {
    const change = { old: all(old, key), new: all(current, key) };
    // Another version has other files; that is no news.
    return same(change) || (key === 'hashes' && isOtherVersion) ? [] : [[key, change] as const];
  });
  return isOtherVersion || parts.length > 0
    ? { id, name: current[0]!.name, versions, ...Object.fromEntries(parts) }
    : null;
}

const versionsOf = (components: readonly ViewedComponent[]): readonly string[] =>
  sorted([...new Set(components.flatMap(({ version }) => version ?? []))]);

const same = ({ old, new: current }: Change<readonly string[]>): boolean =>
  old.length === current.length && old.every((each, index) => each === current[index]);
