import type { Requirement } from '../../core/requirement-facts';
import { parseRequirements } from '../requirements/requirements';
import { normalizeName } from '../requirements/requirements-grammar';
import { collectPackages, commitOf, hashesOf, lockedPackage, type LockReading } from './lock-values';

/**
 * Reads the exact pins of a requirements file, as pip-compile, `uv pip compile` and `pip freeze` write it. With `whole`,
 * a file that has anything but pins is no lock. Facts are null when nothing is pinned.
 */
export function readPinnedRequirements(text: string, path: string, whole: boolean): LockReading {
  const facts = parseRequirements(text, path);
  const requirements = facts.entries.filter((entry): entry is Requirement => entry.kind === 'requirement');
  const pinned = requirements.filter(
    (requirement) => requirement.name !== null && !requirement.dynamic && isPinned(requirement),
  );
  const elsewhere = requirements.map(referencedName).filter((name) => name !== null);
  // A lock names the project itself as an editable path.
  const exact = new Set(pinned);
  const loose = requirements.some((requirement) => !exact.has(requirement) && requirement.reference?.kind !== 'path');
  if (pinned.length === 0 || (whole && (loose || facts.entries.some((entry) => entry.kind === 'invalid'))))
    return { facts: null, notes: [], elsewhere };
  const reading = collectPackages(
    'requirements',
    path,
    pinned.map((requirement) =>
      lockedPackage(requirement.name, {
        version: exactVersion(requirement),
        hashes: hashesOf([
          ...requirement.hashes.map((hash) => `${hash.algorithm}:${hash.value}`),
          `sha256:${requirement.reference?.fragment.sha256 ?? ''}`,
        ]),
        commit: requirement.reference?.kind === 'vcs' ? commitOf(requirement.reference.revision) : null,
        url: requirement.reference?.text,
        marker: requirement.marker?.text,
      }),
    ),
  );
  return { ...reading, elsewhere };
}

/** The name of what is no package of an index: `name @ …`, `#egg=name`, a wheel's name, else that of the folder or repository. */
export function referencedName({ normalizedName, reference }: Requirement): string | null {
  if (reference === null) return null;
  if (normalizedName !== null) return normalizedName;
  const bare = reference.text.replace(/[?#].*$/s, '').replace(/[\\/]+$/, '');
  const last = /([^\\/:]+)$/.exec(bare)?.[1] ?? '';
  const name = /^[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?/.exec(last.replace(/@.*$/, '').replace(/\.git$/, ''))?.[0];
  return name === undefined ? null : normalizeName(name);
}

/** The version that a requirement allows alone: `==` without `.*`, or `===`. Null for anything else. */
export function exactVersion(requirement: Requirement): string | null {
  const exact = requirement.specifiers.find(
    (specifier) => (specifier.operator === '==' && !specifier.version.includes('*')) || specifier.operator === '===',
  );
  return exact?.version ?? null;
}

function isPinned(requirement: Requirement): boolean {
  if (requirement.reference === null) return exactVersion(requirement) !== null;
  return requirement.reference.kind === 'vcs'
    ? commitOf(requirement.reference.revision) !== null
    : requirement.reference.kind === 'url';
}
