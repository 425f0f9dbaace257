import type { Vulnerability } from '../../core/advisory';
import type { Requirement } from '../../core/requirement-facts';
import { defineRule, type RequirementsContext } from '../../core/rule';
import { shortened } from '../../analysis/secrets/shortened';
import { advisories, advisoryState } from '../../project/questions/advisories';
import { knownVersion } from './advisories/known-version';
import { packagesBehind } from './advisories/packages-behind';
import { datedOf } from './advisories/wording';
import { requirementRange } from './pinning/pinning';

export default defineRule({
  id: 'malicious-package',
  severity: 'error',
  category: 'requirements',
  title: 'Malicious package',
  cwe: 506,
  owasp: 'ML06:2023',
  atlas: ['AML.T0011.001', 'AML.T0010.001'],
  docs: {
    what: 'A requirement names a package that was published to do harm (advisories whose id begins with `MAL-`), or needs one in turn, by the lock file of the same tool. This is checked only where this machine has an advisory database: `touchstone advisories update --online` downloads one, and one of osv-scanner is used as well. Without it nothing is checked. A package that was taken over for a few releases is reported only in those; one that never was anything else is reported in any version. Packages from a repository, a URL or a folder are not checked.',
    why: 'Installing a package runs its code, with the keys and data of whoever installs it. Malicious packages imitate the names of well-known ones, or names that language models invent.',
    fix: 'Remove the requirement. If it was installed anywhere, treat that machine as broken into: rebuild it, and rotate every key it had. There is no quick fix, because only you know which package was meant.',
    references: [
      'https://github.com/ossf/malicious-packages',
      'https://docs.pypi.org/project-management/yanking/',
      'https://ossf.github.io/osv-schema/',
    ],
  },
  listen: { requirements: { check } },
});

function check(requirement: Requirement, context: RequirementsContext): void {
  const { facts, project } = context;
  const state = project.ask(advisoryState);
  const name = requirement.normalizedName;
  if (state == null || state === 'broken' || name === null) return;
  if (requirement.reference !== null || requirement.source?.reference || facts.installer === 'conda') return;
  const own = maliceIn(name, knownVersion(requirement, context)?.version ?? '', context);
  if (own) report(`${shortened(requirement.name!, 40)} is a malicious package`, own);
  for (const { name: other, version } of packagesBehind(requirement, context)) {
    const found = maliceIn(other, version, context);
    if (found) report(`${shortened(other, 40)}, which ${shortened(requirement.name!, 30)} needs, is malicious`, found);
  }

  function report(what: string, { ids, summary }: Vulnerability): void {
    context.report({
      range: requirementRange(requirement, facts),
      message: `${what} (${shortened(ids[0]!, 24)}).`,
      detail: `${summary === '' ? '' : `${summary.replace(/\.$/, '')}; `}installing it runs its code: remove it, and rotate the keys of machines that had it; ${datedOf(state as Exclude<typeof state, 'broken' | null | undefined>)}`,
      absorbs: ['unknown-package', 'vulnerable-dependency', 'vulnerable-loader', 'unpinned-requirement'],
      everywhere: true,
    });
  }
}

/** The advisory that says so; of a version that nobody knows only one that speaks of every version there is. */
const maliceIn = (name: string, version: string, { project }: RequirementsContext): Vulnerability | undefined =>
  project.ask(advisories, name, version)?.vulnerabilities.find(({ malicious }) => malicious);
