import {
  commitOf,
  hashTableOf,
  lockedPackage,
  otherIndex,
  type LockReading,
  readLock,
  tableOf,
  tablesOf,
  filledText,
  lockedFile,
  takenElsewhere,
  uploadOf,
} from './lock-values';

/** Whether a file name is that of a lock file of PEP 751. */
export const isPylock = (name: string): boolean => /^pylock\.(?:[^.]+\.)?toml$/.test(name);

const httpUrl = (value: unknown): string | null => {
  const text = filledText(value);
  return text !== null && /^https?:\/\//i.test(text) ? text : null;
};

/** Reads `pylock.toml` (PEP 751, lock-version 1.x). */
export function readPylock(text: string, path: string): LockReading {
  return readLock('pylock', text, path, 'toml', (root) =>
    tablesOf(root.packages).flatMap((item) => {
      const vcs = tableOf(item.vcs);
      const archive = tableOf(item.archive);
      const files = [tableOf(item.sdist), archive, ...tablesOf(item.wheels)];
      const locked = lockedPackage(item.name, {
        version: filledText(item.version),
        hashes: files.flatMap((file) => hashTableOf(file?.hashes)),
        commit: commitOf(vcs?.['commit-id']),
        url: filledText(vcs?.url) ?? filledText(archive?.url),
        marker: filledText(item.marker),
        dependencies: tablesOf(item.dependencies)
          .map((dependency) => filledText(dependency.name))
          .filter((name) => name !== null),
        index: otherIndex(item.index),
        uploaded: uploadOf(files),
        files: files.flatMap((file) =>
          lockedFile(file?.name ?? file?.url ?? file?.path, file?.size, hashTableOf(file?.hashes)).map((named) => ({
            ...named,
            url: httpUrl(file?.url),
          })),
        ),
        // `'dev' in dependency_groups` (PEP 751).
        optional: /\bin\s+(?:extras|dependency_groups)\b/.test(filledText(item.marker) ?? ''),
      });
      return [locked, (vcs ?? archive ?? tableOf(item.directory)) ? takenElsewhere(item.name) : null];
    }),
  );
}
