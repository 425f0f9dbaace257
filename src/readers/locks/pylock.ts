import {
  commitOf,
  hashTableOf,
  lockedPackage,
  type LockReading,
  readLock,
  tableOf,
  tablesOf,
  filledText,
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
        version: filledText(item.version),
        hashes: files.flatMap((file) => hashTableOf(file?.hashes)),
        commit: commitOf(vcs?.['commit-id']),
        url: filledText(vcs?.url) ?? filledText(archive?.url),
        marker: filledText(item.marker),
        dependencies: tablesOf(item.dependencies)
          .map((dependency) => filledText(dependency.name))
          .filter((name) => name !== null),
      });
    }),
  );
}
