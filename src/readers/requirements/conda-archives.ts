import type { MappedText } from '../../core/mapped-text';
import { UNKNOWN } from './requirements-entries';
import { normalizeName, type ReadRequirement } from './requirements-grammar';

/**
 * A package of conda that is taken from an address, which ends with `name-version-build.conda` or `.tar.bz2` and so names exactly
 * one. Another address has no name that could be told; null for what is none. Source: conda, Package match specifications.
 */
export function readCondaArchive(line: MappedText): ReadRequirement | null {
  if (!/^[A-Za-z][A-Za-z0-9+.-]{0,30}:\/\//.test(line.text) || line.text.includes('::')) return null;
  const address = line.text.replace(/[#?].*$/s, '');
  const file = address.slice(address.lastIndexOf('/') + 1);
  const match = /^([A-Za-z0-9_][\w.-]*)-([^-]+)-[^-]+\.(?:conda|tar\.bz2)$/.exec(file);
  if (match === null) return UNKNOWN;
  const [, name, version] = match as unknown as readonly [string, string, string];
  const start = address.length - file.length;
  const versionAt = start + name.length + 1;
  const versionRange = line.range(versionAt, versionAt + version.length);
  return {
    ...UNKNOWN,
    name,
    nameRange: line.range(start, start + name.length),
    normalizedName: normalizeName(name),
    specifiers: [{ operator: '==', version, range: versionRange, versionRange }],
    specifierRange: versionRange,
  };
}
