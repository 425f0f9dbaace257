import { homedir } from 'node:os';
import path from 'node:path';
import { inflateRawSync } from 'node:zlib';

type Env = Readonly<Record<string, string | undefined>>;

/** What osv-scanner calls its folder, and the dump of PyPI in it. Source: google/osv-scanner, docs/offline-mode.md. */
const OSV_SCANNER = ['osv-scanner', 'PyPI', 'all.zip'];

/** Absolute paths, with `/`, at which a dump of advisories may lie: ours, then those of osv-scanner. */
export function advisoryFilesOf(env: Env): readonly string[] {
  const named = env['OSV_SCANNER_LOCAL_DB_CACHE_DIRECTORY'];
  return [
    ownAdvisoryFile(env),
    ...(named ? [path.resolve(named, ...OSV_SCANNER)] : []),
    path.join(userCacheOf(env), ...OSV_SCANNER),
  ].map((file) => file.split(path.sep).join('/'));
}

/** Where `advisories update` keeps the dump that it downloads. */
export const ownAdvisoryFile = (env: Env): string =>
  path.join(userCacheOf(env), 'touchstone', 'advisories', 'PyPI.zip');

/** As Go's `os.UserCacheDir` has it, since osv-scanner looks there; TOUCHSTONE_NO_CACHE is about results and changes nothing here. */
function userCacheOf(env: Env): string {
  const home = env['HOME'] || homedir();
  if (process.platform === 'win32') return env['LOCALAPPDATA'] || path.join(home, 'AppData', 'Local');
  if (process.platform === 'darwin') return path.join(home, 'Library', 'Caches');
  const named = env['XDG_CACHE_HOME'];
  return named && path.isAbsolute(named) ? named : path.join(home, '.cache');
}

/** Bytes of raw deflate as many as are expected; null for others, so that no archive takes more memory than it says. */
export function inflateRaw(packed: Uint8Array, size: number): Uint8Array | null {
  try {
    const plain = inflateRawSync(packed, { maxOutputLength: Math.max(1, size) });
    return plain.length === size ? plain : null;
  } catch {
    return null; // what is no deflate is no record, and the archive's reader counts it
  }
}
