/** What of a machine says where its caches are. */
export interface Machine {
  /** `process.platform`. */
  readonly platform: string;
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** What osv-scanner calls its folder, and the dump of PyPI in it. Source: google/osv-scanner, offline mode. */
const OSV_SCANNER = 'osv-scanner/PyPI/all.zip';

/** Absolute paths, with `/`, at which a dump of advisories may lie: ours, then those of osv-scanner. */
export function advisoryPlaces(machine: Machine): readonly string[] {
  const named = slashed(machine.env['OSV_SCANNER_LOCAL_DB_CACHE_DIRECTORY'] ?? '');
  return [
    ownAdvisoryPlace(machine),
    ...(isAbsolute(named) ? [`${named}/${OSV_SCANNER}`] : []),
    `${userCacheOf(machine)}/${OSV_SCANNER}`,
  ];
}

/** Where `advisories update` keeps the dump that it downloads. */
export const ownAdvisoryPlace = (machine: Machine): string => `${userCacheOf(machine)}/touchstone/advisories/PyPI.zip`;

/** Where it is kept which packages its records name, beside it. */
export const advisoryIndexOf = (place: string): string => place.replace(/(?:\.zip)?$/, '.index');

/** As Go's `os.UserCacheDir` has it, since osv-scanner looks there; TOUCHSTONE_NO_CACHE is about results and changes nothing here. */
function userCacheOf({ platform, home, env }: Machine): string {
  const at = slashed(env['HOME'] || home);
  if (platform === 'win32') return slashed(env['LOCALAPPDATA'] || '') || `${at}/AppData/Local`;
  if (platform === 'darwin') return `${at}/Library/Caches`;
  const named = slashed(env['XDG_CACHE_HOME'] ?? '');
  return isAbsolute(named) ? named : `${at}/.cache`;
}

const isAbsolute = (path: string): boolean => /^(?:\/|[A-Za-z]:\/)/.test(path);

const slashed = (path: string): string => path.replaceAll('\\', '/').replace(/\/+$/, '');
