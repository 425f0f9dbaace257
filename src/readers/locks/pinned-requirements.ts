import type { Requirement } from '../../core/requirement-facts';
import { parseRequirements } from '../requirements/requirements';
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
  // A lock names the project itself as an editable path.
  const loose = requirements.some(
    (requirement) => !pinned.includes(requirement) && requirement.reference?.kind !== 'path',
  );
  if (pinned.length === 0 || (whole && (loose || facts.entries.some((entry) => entry.kind === 'invalid'))))
    return { facts: null, notes: [] };
  return collectPackages(
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
