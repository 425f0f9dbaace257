import {
  commitOf,
  hashesOf,
  lockedPackage,
  otherIndex,
  type LockReading,
  readLock,
  tableOf,
  tablesOf,
  takenElsewhere,
  filledText,
  textsOf,
} from './lock-values';

/** What an entry has that comes from no index. */
const PLACES = ['editable', 'path', 'file', 'git', 'hg', 'svn', 'bzr'];

/** Reads `Pipfile.lock`: `default`, `develop` and the project's own categories. */
export function readPipfileLock(text: string, path: string): LockReading {
  return readLock('pipfile', text, path, 'json', function* (root) {
    const sources = tablesOf(tableOf(root._meta)?.sources);
    for (const [category, packages] of Object.entries(root)) {
      if (category.startsWith('_')) continue;
      for (const [name, value] of Object.entries(tableOf(packages) ?? {})) {
        const item = tableOf(value) ?? {};
        if (PLACES.some((place) => item[place] !== undefined)) yield takenElsewhere(name);
        if (item.editable === true && item.git === undefined) continue;
        yield lockedPackage(name, {
          version: /^={2,3}\s*([^*\s,]+)$/.exec(filledText(item.version) ?? '')?.[1],
          hashes: hashesOf(textsOf(item.hashes)),
          commit: commitOf(item.ref),
          url: filledText(item.git) ?? filledText(item.file),
          marker: filledText(item.markers),
          // The first source is that of all packages which name none.
          index: PLACES.some((place) => item[place] !== undefined)
            ? undefined
            : otherIndex((sources.find((source) => source.name === item.index) ?? sources[0])?.url),
          optional: category !== 'default',
        });
      }
    }
  });
}
