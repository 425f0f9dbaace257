/**
 * The version that the name of a distribution's file has; null where it says none. `project` is the normalised name. Sources: binary
 * distribution format (`{name}-{version}(-{build})?-{python}-{abi}-{platform}.whl`), source distribution format (`{name}-{version}.tar.gz`).
 */
export function versionInName(file: string, project: string): string | null {
  const stem = /^(.{1,400})\.(whl|egg|zip|tar\.gz|tgz|tar\.bz2|tar\.xz|tar\.Z|tar)$/i.exec(file);
  if (!stem) return null;
  const [, name, kind] = stem as unknown as [string, string, string];
  if (/^whl$/i.test(kind)) {
    const parts = name.split('-');
    return parts.length >= 5 && parts.length <= 6 && normalized(parts[0]!) === project ? versionOf(parts[1]!) : null;
  }
  // Names of old source archives have hyphens, and so have versions: what is before must be the project's name.
  for (let at = name.indexOf('-'); at > 0; at = name.indexOf('-', at + 1))
    if (normalized(name.slice(0, at)) === project) {
      const rest = name.slice(at + 1);
      return versionOf(/^egg$/i.test(kind) ? rest.split('-', 1)[0]! : rest);
    }
  return null;
}

/** In file names `_` stands for the hyphen of a version. */
function versionOf(text: string): string | null {
  const version = text.replaceAll('_', '-');
  return /^v?\d[\w.!+-]{0,200}$/i.test(version) ? version : null;
}

/** PEP 503; readers have it too, and lie beside this room. */
const normalized = (name: string): string => name.replace(/[-_.]+/g, '-').toLowerCase();
