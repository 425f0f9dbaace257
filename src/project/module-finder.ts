import type { FileSystem } from '../core/host';
import { KNOWN_MODULES } from '../readers/python/modules';

/** Where a dotted name leads: a file, and the names that are left. */
export interface Found {
  readonly path: string;
  readonly members: readonly string[];
}

/** Folders on the way up that are looked at. */
const MOST_FOLDERS = 16;
/** Folders that hold what is installed, not the project. */
const FOREIGN = /(?:^|\/)(?:site-packages|dist-packages|node_modules)(?:\/|$)/;

type Listing = ReadonlyMap<string, 'file' | 'directory'>;

/** A folder that has to be looked at before more can be said. */
export class Unlisted {
  constructor(readonly folder: string) {}
}

const NOTHING: Listing = new Map();

/** Finds the file of the project behind a dotted name, as `import` would: beside the code, in the folders above, and in their `src/`. */
export class ModuleFinder {
  readonly #listings = new Map<string, Promise<Listing>>();
  readonly #listed = new Map<string, Listing>();

  /** The folders in which a file's imports are looked for, by the file's own folder. */
  readonly #bases = new Map<string, readonly string[]>();

  constructor(private readonly files: FileSystem) {}

  /** True when a name is surely not of the project. Asks nothing: false as long as the folders were not looked at. */
  isForeign(name: string, near: string): boolean {
    if (name.startsWith('.')) return false;
    if (isWellKnown(name)) return true;
    const first = firstOf(name);
    return this.#basesOf(near).every((base) => {
      const listing = this.#listed.get(base);
      return listing !== undefined && !listing.has(first) && !listing.has(`${first}.py`);
    });
  }

  /** `near` is the directory of the file that has the import, '' or with a `/` at its end. */
  async find(name: string, near: string): Promise<Found | null> {
    for (;;) {
      const found = this.known(name, near);
      if (!(found instanceof Unlisted)) return found;
      await this.#list(found.folder);
    }
  }

  /** As `find`, from the folders that were looked at so far; else the folder to look at next. */
  known(name: string, near: string): Found | null | Unlisted {
    const dots = /^\.*/.exec(name)![0].length;
    const segments = name
      .slice(dots)
      .split('.')
      .filter((segment) => segment !== '');
    if (dots === 0) {
      for (const base of this.#basesOf(near)) {
        const found = this.#below(base, segments);
        if (found) return found;
      }
      return null;
    }
    let base = near;
    for (let up = 1; up < dots; up++) {
      if (base === '') return null;
      base = parentOf(base);
    }
    const found = this.#below(base, segments);
    if (found) return found;
    const entries = this.#listed.get(base);
    if (!entries) return new Unlisted(base);
    return entries.get('__init__.py') === 'file' ? { path: `${base}__init__.py`, members: segments } : null;
  }

  #basesOf(near: string): readonly string[] {
    let bases = this.#bases.get(near);
    if (!bases) this.#bases.set(near, (bases = basesOf(near)));
    return bases;
  }

  forget(): void {
    this.#listings.clear();
    this.#listed.clear();
  }

  #below(base: string, segments: readonly string[]): Found | null | Unlisted {
    let best: Found | null = null;
    let folder = base;
    for (const [index, segment] of segments.entries()) {
      const members = segments.slice(index + 1);
      const entries = this.#listed.get(folder);
      if (!entries) return new Unlisted(folder);
      const isFolder = entries.get(segment) === 'directory' && !FOREIGN.test(`${folder}${segment}`);
      const inside = isFolder ? this.#listed.get(`${folder}${segment}/`) : NOTHING;
      if (!inside) return new Unlisted(`${folder}${segment}/`);
      if (inside.get('__init__.py') === 'file') best = { path: `${folder}${segment}/__init__.py`, members };
      else if (entries.get(`${segment}.py`) === 'file') return { path: `${folder}${segment}.py`, members };
      if (!isFolder) break;
      folder = `${folder}${segment}/`;
    }
    return best;
  }

  #list(folder: string): Promise<Listing> {
    let listing = this.#listings.get(folder);
    if (!listing) {
      const read: Promise<Listing> = this.files.list(folder.replace(/\/$/, '')).then((entries) => {
        const names = new Map(
          (entries ?? []).flatMap((entry) => (entry.kind === 'other' ? [] : [[entry.name, entry.kind] as const])),
        );
        if (this.#listings.get(folder) === read) this.#listed.set(folder, names);
        return names;
      });
      listing = read;
      this.#listings.set(folder, read);
    }
    return listing;
  }
}

/** Whether a dotted name is of a package that everybody knows: no file of a project is looked for. */
export const isWellKnown = (name: string): boolean => KNOWN_MODULES.has(firstOf(name));

const firstOf = (name: string): string => name.split('.', 1)[0]!.replace(/\(\)$/, '');

/** The folder itself, then those above up to the root, each with its `src/`. */
function basesOf(near: string): readonly string[] {
  const bases: string[] = [];
  for (let folder = near, i = 0; i < MOST_FOLDERS; folder = parentOf(folder), i++) {
    bases.push(folder, `${folder}src/`);
    if (folder === '') break;
  }
  return bases;
}

const parentOf = (folder: string): string => folder.slice(0, folder.lastIndexOf('/', folder.length - 2) + 1);

/** The paths that one in code may mean: from the code's folder, or from a folder above that the program is started in. Never outside the root. */
export function candidatesOf(path: string, near: string): readonly string[] {
  if (/^(?:[\\/~]|[A-Za-z]:)/.test(path) || path.includes('\\') || path.includes('://')) return [];
  const found = new Set<string>();
  for (let folder = near, i = 0; i < MOST_FOLDERS; folder = parentOf(folder), i++) {
    const joined = normalized(folder + path);
    if (joined !== null && joined !== '') found.add(joined);
    if (folder === '') break;
  }
  return [...found];
}

function normalized(path: string): string | null {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return parts.join('/');
}
