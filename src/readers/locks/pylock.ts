import {
  commitOf,
  hashTableOf,
  lockedPackage,
  type LockReading,
  readLock,
  tableOf,
  tablesOf,
  textOf,
} from './lock-values';

/** Whether a file name is that of a lock file of PEP 751. */
export const isPylock = (name: string): boolean => /^pylock\.(?:[^.]+\.)?toml$/.test(name);

/** Reads `pylock.toml` (PEP 751, lock-version 1.x). */
export function readPylock(text: string, path: string): LockReading {
  return readLock('pylock', text, path, 'toml', (root) =>
    tablesOf(root.packages).map((item) => {
      const vcs = tableOf(item.vcs);
      const archive = tableOf(item.archive);
      const files = [tableOf(item.sdist), archive, ...tablesOf(item.wheels)];
      return lockedPackage(item.name, {
        version: textOf(item.version),
        hashes: files.flatMap((file) => hashTableOf(file?.hashes)),
        commit: commitOf(vcs?.['commit-id']),
        url: textOf(vcs?.url) ?? textOf(archive?.url),
        marker: textOf(item.marker),
        dependencies: tablesOf(item.dependencies)
          .map((dependency) => textOf(dependency.name))
          .filter((name) => name !== null),
      });
    }),
  );
}
