import { normalizeName } from '../requirements/requirements-grammar';
import {
  commitOf,
  hashesOf,
  lockedPackage,
  otherIndex,
  type LockReading,
  type LockTable,
  readLock,
  tableOf,
  tablesOf,
  filledText,
  takenElsewhere,
  textsOf,
  uploadOf,
} from './lock-values';

/** Sources of packages that are a folder or a file. */
const PLACES = ['directory', 'path', 'editable', 'virtual'];

/** Reads `uv.lock` (version 1). The project itself (`virtual`, `editable`) is no package of it. */
export function readUvLock(text: string, path: string): LockReading {
  const direct = new Set<string>();
  const reading = readLock('uv', text, path, 'toml', (root) =>
    tablesOf(root.package).flatMap((item) => {
      const source = tableOf(item.source) ?? {};
      const placed = PLACES.some((place) => place in source) ? takenElsewhere(item.name) : null;
      if ('virtual' in source || 'editable' in source) {
        for (const { name } of tablesOf(item.dependencies))
          if (typeof name === 'string') direct.add(normalizeName(name));
        return [placed];
      }
      const git = filledText(source.git);
      const hash = git?.lastIndexOf('#') ?? -1;
      const always = tablesOf(item.dependencies);
      const withExtras = Object.values(tableOf(item['optional-dependencies']) ?? {}).flatMap(tablesOf);
      const locked = lockedPackage(item.name, {
        version: filledText(item.version),
        hashes: hashesOf([tableOf(item.sdist)?.hash, ...tablesOf(item.wheels).map((wheel) => wheel.hash)]),
        commit: git === null || hash < 0 ? null : commitOf(git.slice(hash + 1)),
        url: git ?? filledText(source.url),
        marker:
          textsOf(item['resolution-markers'])
            .map((marker) => `(${marker})`)
            .join(' or ') || null,
        dependencies: namesOf([...always, ...withExtras]),
        conditional: namesOf([...always.filter(({ marker }) => marker !== undefined), ...withExtras]),
        index: otherIndex(source.registry),
        uploaded: uploadOf([tableOf(item.sdist), ...tablesOf(item.wheels)]),
      });
      return [locked, placed];
    }),
  );
  return reading.facts && direct.size > 0
    ? { ...reading, facts: { ...reading.facts, direct: [...direct].sort() } }
    : reading;
}

const namesOf = (dependencies: readonly LockTable[]): readonly string[] =>
  dependencies.map(({ name }) => filledText(name)).filter((name) => name !== null);
