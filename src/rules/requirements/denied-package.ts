import { satisfies, valid } from '@renovatebot/pep440';
import { MappedText } from '../../core/mapped-text';
import type { Policy } from '../../core/policy';
import type { RequirementsFacts } from '../../core/requirement-facts';
import { defineRule, type RequirementsContext } from '../../core/rule';
import { shortened } from '../../analysis/secrets/shortened';
import { INSTALLING } from '../../analysis/commands/install-commands';
import { locksNear } from '../../project/questions/locks';
import { lockNameOf } from '../../readers/locks/index';
import { exactVersion } from '../../readers/locks/pinned-requirements';
import { readRequirement } from '../../readers/requirements/requirements-grammar';
import { broughtBy, installedEntries } from './approval/brought-packages';
import { requirementRange } from './pinning/pinning';

export default defineRule({
  id: 'denied-package',
  severity: 'error',
  category: 'requirements',
  title: 'Denied package',
  cwe: 1357,
  owasp: 'ML06:2023',
  atlas: ['AML.T0010.001', 'AML.T0011.001'],
  docs: {
    what: 'A requirement names a package of `denied-packages` in `touchstone.toml`, or a lock file says that what it names needs one. An entry with versions (`pillow<10.3`) denies those alone: the pinned version counts, else the one in the lock, and nothing is said where neither is known. Nothing is reported while that list is empty.',
    why: 'Your organization denied the package for a reason: it was malicious, is abandoned, or has an unsafe default. A transitive dependency brings it in all the same.',
    fix: 'Remove the requirement, replace the package, or move to a version that is not denied and lock again. Where another package needs it, replace that one or override the version. There is no quick fix: what replaces a package depends on what it is used for.',
    references: ['https://docs.astral.sh/uv/concepts/resolution/#dependency-overrides'],
  },
  listen: { documents: { requirements: { check } }, reads: INSTALLING },
});

function check(facts: RequirementsFacts, context: RequirementsContext): void {
  const denied = deniedBy(context.policy);
  if (denied.size === 0) return;
  const told = new Set<string>();
  const brought = broughtBy(facts, context.project.ask(locksNear) ?? []);
  for (const entry of installedEntries(facts)) {
    const { normalizedName } = entry;
    const versions = normalizedName === null ? undefined : denied.get(normalizedName);
    if (normalizedName === null || versions === undefined) continue;
    const locked = brought.find(({ by, isDirect }) => isDirect && by === entry)?.package.version ?? null;
    told.add(normalizedName);
    if (!isDenied(exactVersion(entry) ?? locked, versions)) continue;
    context.report({
      range: requirementRange(entry, facts),
      message: `${shortened(entry.name ?? '', 40)} is denied by the policy.`,
      detail: DETAIL,
    });
  }
  for (const { by, package: locked, lock } of brought) {
    const versions = denied.get(locked.name);
    if (versions === undefined || told.has(locked.name) || !isDenied(locked.version, versions)) continue;
    told.add(locked.name);
    context.report({
      range: requirementRange(by, facts),
      message: `${shortened(by.name ?? '', 30)} brings in ${shortened(locked.name, 30)}, which the policy denies.`,
      detail: `${lockNameOf(lock)} has it at ${locked.version ?? 'no version'}. ${DETAIL}`,
    });
  }
}

const DETAIL = 'It stands in `denied-packages` of touchstone.toml';

/** Versions that are denied of a package, as specifiers; empty for all of them. */
type Denied = readonly string[];

const known = new WeakMap<Policy, ReadonlyMap<string, Denied>>();

function deniedBy(policy: Policy): ReadonlyMap<string, Denied> {
  let denied = known.get(policy);
  if (denied) return denied;
  const made = new Map<string, Denied>();
  for (const text of policy.deniedPackages) {
    const read = readRequirement(MappedText.of(text));
    if (typeof read === 'string' || read.normalizedName === null) continue;
    const specifier = read.specifiers.map(({ operator, version }) => operator + version).join(',');
    const before = made.get(read.normalizedName);
    made.set(read.normalizedName, specifier === '' || before?.length === 0 ? [] : [...(before ?? []), specifier]);
  }
  known.set(policy, (denied = made));
  return denied;
}

const isDenied = (version: string | null, denied: Denied): boolean =>
  denied.length === 0 ||
  (version !== null &&
    valid(version) !== null &&
    denied.some((specifier) => satisfies(version, specifier, { prereleases: true })));
