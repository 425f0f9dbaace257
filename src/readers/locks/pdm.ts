import {
  commitOf,
  hashesOf,
  lockedFile,
  lockedPackage,
  type LockReading,
  readLock,
  requirementName,
  tableOf,
  tablesOf,
  filledText,
  takenElsewhere,
  textsOf,
} from './lock-values';

/** Reads `pdm.lock`: 4.x, and earlier ones that keep the files in `metadata.files` under `name version`. */
export function readPdmLock(text: string, path: string): LockReading {
  return readLock('pdm', text, path, 'toml', (root) => {
    const files = tableOf(tableOf(root.metadata)?.files) ?? {};
    return tablesOf(root.package).map((item) => {
      if (item.path !== undefined) return takenElsewhere(item.name);
      const own = [
        ...tablesOf(item.files),
        ...tablesOf(files[`${filledText(item.name) ?? ''} ${filledText(item.version) ?? ''}`]),
      ];
      return lockedPackage(item.name, {
        version: filledText(item.version),
        hashes: hashesOf(own.map((file) => file.hash)),
        files: own.flatMap((file) => lockedFile(file.url ?? file.file, null, hashesOf([file.hash]))),
        optional: textsOf(item.groups).length > 0 && !textsOf(item.groups).includes('default'),
        commit: commitOf(item.revision),
        url: filledText(item.git) ?? filledText(item.url),
        marker: filledText(item.marker) ?? filledText(item.markers),
        conditional: textsOf(item.dependencies)
          .filter((text) => text.includes(';'))
          .map(requirementName)
          .filter((name) => name !== null),
        dependencies: textsOf(item.dependencies)
          .map(requirementName)
          .filter((name) => name !== null),
      });
    });
  });
}
