import type { AdvisoryState, Vulnerability } from '../../core/advisory';
import { SEVERITIES, type Severity } from '../../core/finding';
import type { Requirement } from '../../core/requirement-facts';
import { defineRule, type RequirementsContext } from '../../core/rule';
import { shortened } from '../../analysis/secrets/shortened';
import { advisories, advisoryState } from '../../project/questions/advisories';
import { isCompiledInto, isDirect } from './advisories/compiled';
import { knownVersion } from './advisories/known-version';
import { packagesBehind } from './advisories/packages-behind';
import { upgradeCommand } from './advisories/upgrade-command';
import { upgradeFix } from './advisories/upgrade';
import { detailOf, vulnerabilitySeverity, vulnerableWith } from './advisories/wording';
import { requirementRange } from './pinning/pinning';

export default defineRule({
  id: 'vulnerable-dependency',
  severity: 'error',
  category: 'requirements',
  title: 'Vulnerable dependency',
  cwe: 1395,
  owasp: 'ML06:2023',
  atlas: ['AML.T0010.001'],
  docs: {
    what: 'A package is installed in a version with a known vulnerability: one that a requirement names, or one that it needs in turn, by the lock file of the same tool. This is checked only where this machine has an advisory database: `touchstone advisories update --online` downloads one, and one of osv-scanner is used as well. Without it nothing is checked, which does not mean that nothing is wrong. Only a version that is really known counts: a pin, or that of the lock file or environment next to the requirement, never the lower bound of a range. Advisories that are aliases of one another count once, and withdrawn ones not at all. conda packages and packages from a repository, a URL or a folder are not checked.',
    why: 'A published vulnerability is the first thing an attacker tries. Training machines hold data, keys and models, and their packages are rarely upgraded. The severity follows the CVSS score: critical is an error, low is information, one step less for what is only needed in turn. Without a score it is a warning that says "severity unknown".',
    fix: 'Upgrade to the version that the message names: the smallest release later than the installed one that fixes something, and that no advisory speaks of. The quick fix writes it into a pin and drops the hashes of the old version. It is never applied automatically, because another version may behave differently. There is no quick fix where a lock file or environment decides (the detail has the command that upgrades it there, such as `uv lock --upgrade-package NAME`), where other lines or a constraints file do not allow that release, for a local build such as `+cu121`, and where no fixed version is known.',
    references: ['https://osv.dev/', 'https://ossf.github.io/osv-schema/', 'https://www.first.org/cvss/'],
  },
  listen: { requirements: { check } },
});

function check(requirement: Requirement, context: RequirementsContext): void {
  const state = context.project.ask(advisoryState);
  if (state == null || state === 'broken') return;
  checkOwn(requirement, state, context);
  checkBehind(requirement, state, context);
}

function checkOwn(requirement: Requirement, state: AdvisoryState, context: RequirementsContext): void {
  const { facts, project } = context;
  const name = requirement.normalizedName;
  const known = knownVersion(requirement, context);
  if (name === null || known === null || isCompiledInto(known, facts)) return;
  const answer = project.ask(advisories, name, known.version);
  const found = answer?.vulnerabilities.filter(({ malicious }) => !malicious) ?? [];
  if (answer === undefined || found.length === 0) return;
  const shown = `${shortened(requirement.name!, 30)} ${shortened(known.version, 20)}`;
  const safe = answer.safe === null ? '' : `; upgrade to ${shortened(answer.safe, 20)}`;
  context.report({
    range: requirementRange(requirement, facts),
    severity: worstOf(found, isDirect(name, context)),
    message: `${shown} ${vulnerableWith(found)}${safe}.`,
    detail: `${detailOf(found, state)}${known.lock === null ? '' : `; the version is that of ${known.lock}${byCommand(known.lock, name, answer.safe)}`}`,
    fixes: answer.safe === null || known.lock !== null ? [] : upgradeFix(requirement, answer.safe, context),
    absorbs: ['vulnerable-loader'],
  });
}

/** What a requirement needs in turn is one finding, since one upgrade may mend all of it. */
function checkBehind(requirement: Requirement, state: AdvisoryState, context: RequirementsContext): void {
  const behind = packagesBehind(requirement, context).flatMap(({ name, version, lock }) => {
    const answer = context.project.ask(advisories, name, version);
    const found = answer?.vulnerabilities.filter(({ malicious }) => !malicious) ?? [];
    return found.length === 0
      ? []
      : [{ name, lock, shown: `${name} ${shortened(version, 20)}`, found, safe: answer!.safe }];
  });
  const [first] = behind;
  if (first === undefined) return;
  const shown = shortened(requirement.name ?? 'this', 30);
  context.report({
    range: requirementRange(requirement, context.facts),
    severity: worstOf(
      behind.flatMap(({ found }) => found),
      false,
    ),
    message:
      behind.length === 1
        ? `${shortened(first.shown, 40)}, which ${shown} needs, ${vulnerableWith(first.found)}.`
        : `${behind.length} packages that ${shown} needs have known vulnerabilities: ${shortened(first.shown, 40)} …`,
    detail: behind
      .slice(0, 5)
      .map(
        (each) =>
          `${each.shown}: ${detailOf(each.found, state)}${each.safe === null ? '' : `; upgrade to ${each.safe}${byCommand(each.lock, each.name, each.safe)}`}`,
      )
      .join('. '),
  });
}

/** What writes a release into a lock; nothing where nobody knows. */
function byCommand(lock: string, name: string, safe: string | null): string {
  const command = safe === null ? null : upgradeCommand(lock, name, safe);
  return command === null ? '' : ` (\`${command}\`)`;
}

const worstOf = (found: readonly Vulnerability[], direct: boolean): Severity =>
  SEVERITIES.find((severity) => found.some((each) => vulnerabilitySeverity(each, direct) === severity)) ?? 'warning';
