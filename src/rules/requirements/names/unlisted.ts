import type { Requirement, RequirementsFacts } from '../../../core/requirement-facts';
import type { RequirementsContext } from '../../../core/rule';
import { listedName } from '../../../project/questions/listed-names';
import { locksNear } from '../../../project/questions/locks';
import { ownProject } from '../../../project/questions/own-project';
import { projectNames, type ProjectNames } from '../../../project/questions/project-names';

/** A name on the package index that is none of the most downloaded, and not what the project is called. */
export interface UnlistedName {
  /** PEP 503. */
  readonly name: string;
  /** One of the foremost names that it may be taken for; null for none. */
  readonly resembles: string | null;
  /** The day of the ranking. */
  readonly asOf: string;
  /** A lock, a pinned requirement or an environment has it. */
  readonly isLocked: boolean;
  /** Whether one edit makes a listed name of it. */
  readonly hasNeighbour: boolean;
}

/** What is known of a requirement's name where the list does not have it; null where it does, where nobody knows yet, and for what no index is asked for. */
export function unlistedName(requirement: Requirement, context: RequirementsContext): UnlistedName | null {
  const { project } = context;
  const name = indexedName(requirement, context);
  if (name === null) return null;
  const listed = project.ask(listedName, name);
  if (listed == null || listed.asOf === null || listed.rank !== null) return null;
  const own = project.ask(ownProject);
  const locks = project.ask(locksNear);
  if (own == null || locks == null || own.distributions.includes(name)) return null;
  if (locks.some(({ elsewhere }) => elsewhere?.includes(name))) return null;
  return {
    name,
    resembles: listed.resembles,
    asOf: listed.asOf,
    isLocked: locks.some(({ packages }) => packages.some((each) => each.name === name)),
    hasNeighbour: listed.hasNeighbour,
  };
}

/** What the project's files speak of, for a name that is none of its own modules; null for one that is, and where nobody knows yet. They are all read for this: it is asked last. */
export function projectWithout({ name }: UnlistedName, { project }: RequirementsContext): ProjectNames | null {
  const names = project.ask(projectNames);
  return names == null || names.modules.includes(name) ? null : names;
}

/** The name that an index of Python distributions is asked for; null for conda's packages, repositories, addresses, folders, and what is not known. */
export function indexedName(requirement: Requirement, { facts }: RequirementsContext): string | null {
  const { normalizedName, reference, source, dynamic, list, editable } = requirement;
  if (reference !== null || source?.reference || dynamic || editable) return null;
  if (list?.use === 'limit' || list?.use === 'source') return null;
  // The interpreter is no package: some write it among them.
  if (facts.installer === 'conda' || normalizedName === 'python') return null;
  return isBrought(requirement, facts) ? null : normalizedName;
}

/**
 * Whether a resolver wrote the line, for another package that needs this one: `# via NAME` behind it, as pip-compile and uv annotate.
 * Nobody here chose the name. `-r FILE`, `-c FILE` and `NAME (pyproject.toml)` are where somebody did.
 */
function isBrought(requirement: Requirement, { entries }: RequirementsFacts): boolean {
  let [isAnnotated, needing] = [false, 0];
  for (let at = entries.indexOf(requirement) + 1; at > 0 && at < entries.length; at++) {
    const entry = entries[at]!;
    if (entry.kind !== 'comment') break;
    const text = entry.text.replace(/^[#\s]+/, '').trim();
    const said = isAnnotated ? text : (/^via\b\s*(.*)$/.exec(text)?.[1] ?? null);
    if (said === null || (isAnnotated && !/^(?:-[rc]\s|[\w.-]+(?:\[[^\]]*\])?(?:\s*\(.*\))?$)/.test(said))) break;
    isAnnotated = true;
    if (said === '') continue;
    const parents = said.split(/,\s*/).filter((each) => !each.startsWith('-c '));
    if (parents.some((each) => each.startsWith('-r ') || each.includes('('))) return false;
    needing += parents.length;
  }
  return needing > 0;
}
