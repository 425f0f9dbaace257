import {
  commitOf,
  hashesOf,
  lockedFile,
  lockedPackage,
  otherIndex,
  type LockReading,
  readLock,
  tableOf,
  tablesOf,
  filledText,
  takenElsewhere,
  textsOf,
  type LockTable,
} from './lock-values';

/** Reads `poetry.lock`: 2.x and 1.x, where 1.0 and 1.1 keep the files in `metadata.files`. */
export function readPoetryLock(text: string, path: string): LockReading {
  return readLock('poetry', text, path, 'toml', (root) => {
    const files = tableOf(tableOf(root.metadata)?.files) ?? {};
    const items = tablesOf(root.package);
    const versions = new Map<unknown, number>();
    for (const { name } of items) versions.set(name, (versions.get(name) ?? 0) + 1);
    return items.flatMap((item) => {
      const source = tableOf(item.source) ?? {};
      const shared = tablesOf(files[filledText(item.name) ?? '']);
      const isAlone = versions.get(item.name) === 1;
      // Before 2.0 all versions of a name have their files in one list.
      const own = [...tablesOf(item.files), ...shared.filter((file) => isAlone || isOf(file.file, item.version))];
      const locked = lockedPackage(item.name, {
        version: filledText(item.version),
        hashes: hashesOf(own.map((file) => file.hash)),
        commit: source.type === 'git' ? commitOf(source.resolved_reference) : null,
        // `legacy` is an index, not where the package itself is.
        url: source.type === 'git' || source.type === 'url' ? filledText(source.url) : null,
        marker: filledText(item.markers) ?? filledText(tableOf(item.markers)?.main),
        dependencies: Object.keys(tableOf(item.dependencies) ?? {}),
        conditional: Object.entries(tableOf(item.dependencies) ?? {}).flatMap(([name, said]) =>
          (Array.isArray(said) ? said : [said]).every((each) => isConditional(tableOf(each))) ? [name] : [],
        ),
        index: source.type === 'legacy' ? otherIndex(source.url) : undefined,
        optional: isOptional(item),
        files: own.flatMap((file) => lockedFile(file.url ?? file.file, null, hashesOf([file.hash]))),
      });
      // Beside the index (`legacy`): `directory`, `file`, `url`, `git`.
      return [locked, source.type === undefined || source.type === 'legacy' ? null : takenElsewhere(item.name)];
    });
  });
}

/** Whether a file is one of a version, by its name: `name-1.2-….whl`, `name-1.2.tar.gz` (PEP 427, PEP 625). */
function isOf(file: unknown, version: unknown): boolean {
  if (typeof file !== 'string' || typeof version !== 'string') return false;
  const stated = /-(\d[^-]*?)(?:-.*\.whl|\.(?:tar\.\w+|tgz|zip|egg|exe)|-py.*)$/.exec(file)?.[1];
  return stated !== undefined && plain(stated) === plain(version);
}

/** Builders write `1.0.post1` and `1.0+cu121` in several ways. */
const plain = (version: string): string => version.toLowerCase().replace(/[-_+]/g, '.');

const isConditional = (said: LockTable | null): boolean => said?.markers !== undefined || said?.optional === true;

/** Groups of 2.x, the category of 1.x, and what only extras ask for. */
function isOptional(item: LockTable): boolean {
  if (item.optional === true) return true;
  const groups = textsOf(item.groups);
  return groups.length > 0 ? !groups.includes('main') : item.category !== undefined && item.category !== 'main';
}
