import {
  commitOf,
  hashesOf,
  lockedPackage,
  otherIndex,
  type LockReading,
  readLock,
  tableOf,
  tablesOf,
  filledText,
  takenElsewhere,
} from './lock-values';

/** Reads `poetry.lock`: 2.x and 1.x, where 1.0 and 1.1 keep the files in `metadata.files`. */
export function readPoetryLock(text: string, path: string): LockReading {
  return readLock('poetry', text, path, 'toml', (root) => {
    const files = tableOf(tableOf(root.metadata)?.files) ?? {};
    return tablesOf(root.package).flatMap((item) => {
      const source = tableOf(item.source) ?? {};
      const own = [...tablesOf(item.files), ...tablesOf(files[filledText(item.name) ?? ''])];
      const locked = lockedPackage(item.name, {
        version: filledText(item.version),
        hashes: hashesOf(own.map((file) => file.hash)),
        commit: source.type === 'git' ? commitOf(source.resolved_reference) : null,
        // `legacy` is an index, not where the package itself is.
        url: source.type === 'git' || source.type === 'url' ? filledText(source.url) : null,
        marker: filledText(item.markers) ?? filledText(tableOf(item.markers)?.main),
        dependencies: Object.keys(tableOf(item.dependencies) ?? {}),
        index: source.type === 'legacy' ? otherIndex(source.url) : undefined,
      });
      // Beside the index (`legacy`): `directory`, `file`, `url`, `git`.
      return [locked, source.type === undefined || source.type === 'legacy' ? null : takenElsewhere(item.name)];
    });
  });
}
