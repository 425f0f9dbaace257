import { satisfies } from '@renovatebot/pep440';
import type { Requirement } from '../core/requirement-facts';
import { referenceText } from './direct-references';

/** `==1.2.3` or `===1.2.3`; `==1.2.*` pins nothing. */
export function pinnedVersion(requirement: Requirement): string | null {
  const exact = requirement.dynamic
    ? undefined
    : requirement.specifiers.find(
        (specifier) =>
          (specifier.operator === '==' && !specifier.version.endsWith('.*')) || specifier.operator === '===',
      );
  return exact?.version ?? null;
}

/** Whether a version is one that the requirement allows, pre-releases included. */
export function allows(requirement: Requirement, version: string): boolean {
  if (requirement.specifiers.length === 0) return true;
  try {
    return satisfies(
      version,
      requirement.specifiers.map((specifier) => specifier.operator + specifier.version).join(','),
      { prereleases: true },
    );
  } catch {
    return false; // a version that PEP 440 does not know satisfies nothing
  }
}

/** As written, without the name: `[standard]>=0.20,<1 ; python_version > "3.8"`. */
export function requestText(requirement: Requirement): readonly string[] {
  const { extras: named, specifiers, marker, reference } = requirement;
  const [only] = specifiers;
  if (named.length === 0 && marker === null && reference === null && specifiers.length < 2)
    return only === undefined ? [] : [`${only.operator}${only.version}`];
  const extras = requirement.extras.length > 0 ? `[${requirement.extras.join(',')}]` : '';
  const place = requirement.reference === null ? null : referenceText(requirement.reference);
  const version =
    requirement.reference === null
      ? requirement.specifiers.map((specifier) => specifier.operator + specifier.version).join(',')
      : place === null
        ? '@ a path of this machine'
        : `@ ${place}`;
  const text = `${extras}${version}${requirement.marker === null ? '' : ` ; ${requirement.marker.text}`}`.trim();
  return text === '' ? [] : [text];
}
