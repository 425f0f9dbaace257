import type { RequirementOption, RequirementsFacts } from '../../core/requirement-facts';
import { defineRule, type RequirementsContext } from '../../core/rule';
import { shortened } from '../../analysis/secrets/shortened';
import { INSTALLING } from '../../analysis/commands/install-commands';
import { locksNear } from '../../project/questions/locks';
import { today } from '../../project/questions/today';
import { lockNameOf } from '../../readers/locks/index';
import { broughtBy } from './approval/brought-packages';
import { daysBefore } from './approval/cutoffs';
import { requirementRange } from './pinning/pinning';

export default defineRule({
  id: 'release-too-new',
  severity: 'warning',
  category: 'requirements',
  title: 'Release too new',
  cwe: 1357,
  owasp: 'ML06:2023',
  atlas: ['AML.T0010.001', 'AML.T0109'],
  docs: {
    what: 'A lock file (`uv.lock`, `pylock.toml`) has a release that was uploaded less than `minimum-release-age` of `touchstone.toml` ago, or `exclude-newer` of uv or `--uploaded-prior-to` of pip lets newer ones in than that. Locks that say no upload times are not judged, and nothing is reported while no age is configured.',
    why: 'Malicious releases of well-known packages are mostly found and removed within days. Who waits that long before taking a release does not install them.',
    fix: 'Lock again with a cut-off: `exclude-newer = "7 days"` under `[tool.uv]`, or `pip lock --uploaded-prior-to P7D`. A fix of a vulnerability that cannot wait is a reason for a comment that ignores this line until the release is old enough. There is no quick fix: only the tool can resolve.',
    references: [
      'https://docs.astral.sh/uv/reference/settings/#exclude-newer',
      'https://pip.pypa.io/en/stable/cli/pip_install/#cmdoption-uploaded-prior-to',
      'https://packaging.python.org/en/latest/specifications/pylock-toml/',
    ],
  },
  listen: {
    requirementOptions: { check: checkOption },
    documents: { requirements: { check: checkLocks } },
    reads: INSTALLING,
  },
});

const CUTOFFS: ReadonlySet<string> = new Set(['--exclude-newer', '--uploaded-prior-to']);

function checkOption({ name, value, range, valueRange }: RequirementOption, context: RequirementsContext): void {
  const { minimumReleaseAge: least } = context.policy;
  const day = least === null || !CUTOFFS.has(name) ? undefined : context.project.ask(today);
  if (least === null || !day || value === null) return;
  const days = daysBefore(value, day);
  if (days === null || days >= least) return;
  context.report({
    range: valueRange ?? range,
    message: `This lets in releases that are newer than the ${ageOf(least)} of the policy.`,
    detail: '`minimum-release-age` in touchstone.toml says how old they have to be',
  });
}

function checkLocks(facts: RequirementsFacts, context: RequirementsContext): void {
  const { minimumReleaseAge: least } = context.policy;
  if (least === null) return;
  const day = context.project.ask(today);
  for (const { by, package: locked, lock, isDirect } of broughtBy(facts, context.project.ask(locksNear) ?? [])) {
    const days = locked.uploaded === undefined || !day ? null : daysBefore(locked.uploaded, day);
    if (days === null || days >= least) continue;
    const release = `${shortened(locked.name, 30)} ${shortened(locked.version ?? '', 16)}`;
    context.report({
      range: requirementRange(by, facts),
      message: `${release} came out on ${locked.uploaded!.slice(0, 10)}, less than ${ageOf(least)} ago.`,
      detail: `${lockNameOf(lock)} has it${isDirect ? '' : `, because ${shortened(by.name ?? '', 30)} needs it`}`,
    });
  }
}

function ageOf(days: number): string {
  const [count, unit] = days < 1 ? [Math.round(days * 24), 'hour'] : [Math.round(days * 10) / 10, 'day'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
