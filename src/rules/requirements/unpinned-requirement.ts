import { shortened } from '../../analysis/secrets/shortened';
import type { LockFacts, Requirement, RequirementsFacts } from '../../core/requirement-facts';
import { defineRule, type RequirementsContext } from '../../core/rule';
import type { Project } from '../../core/question';
import { lockNameOf } from '../../readers/locks/index';
import { parseRequirements, referencedFiles } from '../../readers/requirements/requirements';
import { INSTALLING } from '../../analysis/commands/install-commands';
import { isLeftOpen, isLockedByOwnTool } from './pinning/open-versions';
import { disagreementOf } from './pinning/lock-disagreement';
import { allowsLocked, findKnown, isPinned, pinFix, requirementRange } from './pinning/pinning';
import { fileText } from '../../project/questions/file-text';
import { ownProject } from '../../project/questions/own-project';
import { locksNear } from '../../project/questions/locks';

export default defineRule({
  id: 'unpinned-requirement',
  severity: 'info',
  category: 'requirements',
  title: 'Unpinned requirement',
  cwe: 1357,
  owasp: 'ML06:2023',
  atlas: ['AML.T0109', 'AML.T0011.001'],
  docs: {
    what: "A requirement of an application has no version, a range, or a version that ends in `.*`. Requirements files, install commands in notebooks, scripts and `subprocess` calls, and manifests such as `pyproject.toml` of projects that nobody installs as a package are checked. Pins in constraints files count. In a Dockerfile, `ARG` and `ENV` count with the values that they have there. A `.in` file next to its compiled `.txt`, and a manifest next to its own tool's lock file, are not reported: the versions are there. Ranges in a library, its build system and its development tools are right, and are not reported. A project is an application if it says so (`package = false` under `[tool.uv]`, `package-mode = false` under `[tool.poetry]`, `distribution = false` under `[tool.pdm]`, the classifier `Private :: Do Not Upload`), or if `[project]` has no build system.",
    why: 'Each install may get different code: a broken release, or a malicious one published with a stolen account. A training run cannot be repeated, and nobody can tell later which versions it used.',
    fix: 'Pin to one version: `torch==2.4.1`. The quick fix takes the version from the lock file next to the requirements (a safe fix, part of *Fix All*), or else from the installed environment. No version is offered for a package that the project takes from a folder, a repository, a URL or another index: on this index the name may belong to someone else. Nor is one copied from a line with another marker, from a requirements file that is not included here, or where a comment asks for the latest. If the line has hashes, they are replaced in the same edit.',
    references: [
      'https://pip.pypa.io/en/stable/topics/repeatable-installs/',
      'https://packaging.python.org/en/latest/specifications/version-specifiers/',
    ],
  },
  listen: { requirements: { check }, reads: INSTALLING },
});

function check(requirement: Requirement, context: RequirementsContext): void {
  const { facts } = context;
  const { name, normalizedName } = requirement;
  if (
    name === null ||
    normalizedName === null ||
    requirement.reference !== null ||
    requirement.dynamic ||
    isPinned(requirement) ||
    isLeftOpen(requirement, normalizedName, facts)
  )
    return;
  const locks = context.project.ask(locksNear);
  if (isForLock(requirement, facts, locks)) return;
  if (facts.path.endsWith('.in') && locks?.some((lock) => lock.path === `${facts.path.slice(0, -3)}.txt`)) return;
  if (pinnedByConstraint(normalizedName, context) || isOwn(normalizedName, context)) return;

  // conda's names and versions are its own: a Python lock says nothing about them.
  const known = facts.installer === 'conda' ? null : findKnown(locks, requirement, facts);
  const fix = known === null ? null : pinFix(facts, requirement, known);
  const wanted =
    requirement.written ?? requirement.specifiers.map((specifier) => specifier.operator + specifier.version).join(',');
  let message =
    wanted === ''
      ? `${shortened(name)} is not pinned: each install takes the newest release.`
      : `${shortened(name)} is not pinned: each install takes the newest release (${shortened(wanted, 24)}).`;
  if (known !== null && !allowsLocked(requirement, known.version)) {
    message = `${shortened(name)} ${shortened(wanted, 24)} does not allow the ${known.version} of ${lockNameOf(known.lock)}.`;
  }
  context.report({ range: requirementRange(requirement, facts), message, fixes: fix === null ? [] : [fix] });
}

/** Whether the lock of the manifest's own tool has the versions; of one that should have it and has not, `lock-out-of-date` tells. */
const isForLock = (
  requirement: Requirement,
  facts: RequirementsFacts,
  locks: readonly LockFacts[] | undefined,
): boolean => isLockedByOwnTool(requirement, facts, locks) || disagreementOf(requirement, facts, locks) !== null;

/** The project's own distribution is published by those who would be asked to pin it. */
const isOwn = (name: string, { project }: RequirementsContext): boolean =>
  project.ask(ownProject)?.distributions.includes(name) === true;

/** Whether a `-c` file of this document pins the package. */
function pinnedByConstraint(name: string, context: RequirementsContext): boolean {
  const { facts, project } = context;
  let found = constraints.get(facts);
  if (found === undefined || found.project !== project) {
    const names = new Set<string>();
    for (const file of referencedFiles(facts)) {
      const text = file.kind === 'constraint' ? project.ask(fileText, file.path) : null;
      if (text == null) continue;
      for (const entry of parseRequirements(text, file.path).entries) {
        if (entry.kind === 'requirement' && entry.normalizedName !== null && isPinned(entry))
          names.add(entry.normalizedName);
      }
    }
    constraints.set(facts, (found = { project, names }));
  }
  return found.names.has(name);
}

/** What the constraints of a document pin, kept while one view of the project is judged: every line asks. */
const constraints = new WeakMap<
  RequirementsFacts,
  { readonly project: Project; readonly names: ReadonlySet<string> }
>();
