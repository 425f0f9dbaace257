import { compare, valid } from '@renovatebot/pep440';
import type { Requirement, RequirementsFacts } from '../core/requirement-facts';
import { indexedPackage } from '../project/questions/indexed-package';
import type { Workspace } from '../project/workspace';
import { indexesFor } from '../rules/requirements/indexes/asked-indexes';
import { releasesOf } from '../rules/requirements/indexes/releases';

/** A release that an index told of. */
export interface NewestRelease {
  /** PEP 440. */
  readonly version: string;
  /** Where it is, and which Python it is for. Plain text. */
  readonly tooltip: string;
}

/**
 * The newest release of a requirement's project, where it is newer than `version` (null: where no version is known); null where it is not,
 * or where no index was asked. Pre-releases count only for who has one; what was yanked does not.
 */
export function newerThan(
  version: string | null,
  requirement: Requirement,
  facts: RequirementsFacts,
  workspace: Workspace,
): NewestRelease | null {
  const indexes = indexesFor(requirement, facts);
  if (indexes === null || (version !== null && valid(version) === null)) return null;
  const question = indexedPackage.key(facts.path, requirement.normalizedName!, indexes);
  const answer = workspace.known(indexedPackage, question);
  if (!answer?.checked || answer.project === null) return null;
  const newest = releasesOf(answer.project.files, version).reduce<string | null>(
    (best, each) => (best === null || compare(each, best) > 0 ? each : best),
    null,
  );
  if (newest === null || (version !== null && compare(newest, version) <= 0)) return null;
  const python = answer.project.files.find((file) => file.version === newest)?.requiresPython ?? null;
  return {
    version: newest,
    tooltip: `${newest} is the newest release on ${answer.source}${python === null ? '' : `, for Python ${python}`}`,
  };
}
