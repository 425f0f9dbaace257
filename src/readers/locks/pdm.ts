import {
  commitOf,
  hashesOf,
  lockedPackage,
  type LockReading,
  readLock,
  requirementName,
  tableOf,
  tablesOf,
  textOf,
  textsOf,
} from './lock-values';

/** Reads `pdm.lock`: 4.x, and earlier ones that keep the files in `metadata.files` under `name version`. */
export function readPdmLock(text: string, path: string): LockReading {
  return readLock('pdm', text, path, 'toml', (root) => {
    const files = tableOf(tableOf(root.metadata)?.files) ?? {};
    return tablesOf(root.package).map((item) => {
      if (item.path !== undefined) return null;
      const own = [
        ...tablesOf(item.files),
        ...tablesOf(files[`${textOf(item.name) ?? ''} ${textOf(item.version) ?? ''}`]),
      ];
      return lockedPackage(item.name, {
        version: textOf(item.version),
        hashes: hashesOf(own.map((file) => file.hash)),
        commit: commitOf(item.revision),
        url: textOf(item.git) ?? textOf(item.url),
        marker: textOf(item.marker) ?? textOf(item.markers),
        dependencies: textsOf(item.dependencies)
          .map(requirementName)
          .filter((name) => name !== null),
      });
    });
  });
}
