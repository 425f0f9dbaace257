import {
  commitOf,
  hashesOf,
  lockedPackage,
  type LockReading,
  readLock,
  tableOf,
  tablesOf,
  filledText,
  textsOf,
} from './lock-values';

/** Reads `uv.lock` (version 1). The project itself (`virtual`, `editable`) is left out. */
export function readUvLock(text: string, path: string): LockReading {
  return readLock('uv', text, path, 'toml', (root) =>
    tablesOf(root.package).map((item) => {
      const source = tableOf(item.source) ?? {};
      if ('virtual' in source || 'editable' in source) return null;
      const git = filledText(source.git);
      const hash = git?.lastIndexOf('#') ?? -1;
      const dependencies = [
        ...tablesOf(item.dependencies),
        ...Object.values(tableOf(item['optional-dependencies']) ?? {}).flatMap(tablesOf),
      ];
      return lockedPackage(item.name, {
        version: filledText(item.version),
        hashes: hashesOf([tableOf(item.sdist)?.hash, ...tablesOf(item.wheels).map((wheel) => wheel.hash)]),
        commit: git === null || hash < 0 ? null : commitOf(git.slice(hash + 1)),
        url: git ?? filledText(source.url),
        marker:
          textsOf(item['resolution-markers'])
            .map((marker) => `(${marker})`)
            .join(' or ') || null,
        dependencies: dependencies.map((dependency) => filledText(dependency.name)).filter((name) => name !== null),
      });
    }),
  );
}
