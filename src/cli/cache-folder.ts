import { homedir } from 'node:os';
import path from 'node:path';

type Env = Readonly<Record<string, string | undefined>>;

/** Where caches of this user are kept; null when there is no such place, or when the user wants none. */
export function cacheFolderOf(env: Env): string | null {
  if (!/^(?:0|false|no|off)?$/i.test(env['TOUCHSTONE_NO_CACHE'] ?? '')) return null;
  const local = process.platform === 'win32' ? env['LOCALAPPDATA'] : env['XDG_CACHE_HOME'];
  // A relative path is not valid, says the XDG base directory specification.
  if (local && path.isAbsolute(local))
    return path.join(local, 'touchstone', process.platform === 'win32' ? 'Cache' : '');
  const home = env['HOME'] || homedir();
  return path.isAbsolute(home)
    ? path.join(home, process.platform === 'win32' ? 'AppData/Local/touchstone/Cache' : '.cache/touchstone')
    : null;
}
