import type { Edit } from '../../../core/finding';
import type { Range } from '../../../core/range';
import type { LockFacts, Requirement, RequirementsFacts } from '../../../core/requirement-facts';
import { shortened } from '../../../analysis/secrets/shortened';
import { lockNameOf } from '../../../readers/locks/index';
import { findCondaVersion } from './conda-versions';
import { canHaveHash, hasHash, neededBy, planHashes } from './hashing';
import {
  allowsLocked,
  isPinned,
  lookUp,
  pinFix,
  requirementRange,
  saysLatest,
  type KnownPackage,
  type WhyUnknown,
} from './pinning';

/** A requirement that gets one version: edits that go together or not at all. */
export interface PlannedPin {
  readonly range: Range;
  readonly title: string;
  readonly edits: readonly Edit[];
}

/** A requirement that keeps allowing several things to be installed, with the reason as the end of a sentence. */
export interface LeftOpen {
  readonly range: Range;
  readonly name: string;
  readonly reason: string;
  /** It stands nowhere in the file; the range is that of the first line that lacks hashes. */
  readonly lacksLine?: boolean;
}

export interface PinPlan {
  readonly pins: readonly PlannedPin[];
  readonly open: readonly LeftOpen[];
  /** Names of what the hashed lines need in some environments, as their lock says, that has no line in the file: with hashes, pip takes only what has one. */
  readonly needed?: readonly string[];
}

/** What is known around a manifest. */
export interface PinSources {
  /** Best first. */
  readonly locks: readonly LockFacts[];
  /** PEP 503 names of the project's own distributions, which nobody pins. */
  readonly own: readonly string[];
  /** Why an index gave no version either, by PEP 503 name. */
  readonly unindexed?: ReadonlyMap<string, string>;
}

/** Lists that install nothing by themselves, or that no lock of a project knows: limits, places of packages, what a build takes. */
const NOT_INSTALLED: ReadonlySet<string> = new Set(['limit', 'source', 'build']);

/** Pins every requirement that the locks know, ranges of a library too: who asks for this wants them pinned. */
export function planPins(facts: RequirementsFacts, sources: PinSources): PinPlan {
  const pins: PlannedPin[] = [];
  const open: LeftOpen[] = [];
  for (const entry of facts.entries) {
    if (entry.kind === 'invalid')
      open.push({ range: entry.range, name: 'a line', reason: 'no installer understands it' });
    if (entry.kind !== 'requirement' || (entry.list && NOT_INSTALLED.has(entry.list.use))) continue;
    const { normalizedName } = entry;
    if (isSettled(entry) || (normalizedName !== null && sources.own.includes(normalizedName))) continue;
    const found = pinOf(facts, entry, sources);
    if (typeof found === 'string') open.push(left(facts, entry, found));
    else pins.push(found);
  }
  return { pins, open };
}

/** As `planPins`, with hashes for every line: all, or none where a single one is not known, or where the lock says that pip will want a line that is not there. Only requirements files can have them. */
export function planHashedPins(facts: RequirementsFacts, sources: PinSources): PinPlan {
  const requirements = facts.entries.filter((entry): entry is Requirement => entry.kind === 'requirement');
  const bare = requirements.filter((requirement) => !hasHash(requirement));
  const impossible = bare.filter((requirement) => !canHaveHash(requirement));
  const missing = bare.filter(canHaveHash);
  // Lines that have hashes already: only their versions are set.
  const rest = planPins(
    { ...facts, entries: facts.entries.filter((entry) => !bare.some((one) => one === entry)) },
    sources,
  );
  const plan = missing.length === 0 ? null : planHashes(facts, missing, sources.locks);
  const lacking = missing.length > 0 && plan === null ? missing : (plan?.lacking ?? []);
  const why =
    plan === null ? 'no lock with hashes lies beside it' : `${lockNameOf(plan.lock)} has no hashes that fit it`;
  const open = [
    ...rest.open,
    ...impossible.map((each) => left(facts, each, 'a checkout or a folder cannot have a hash')),
    ...lacking.map((each) =>
      left(
        facts,
        each,
        each.reference === null
          ? (sources.unindexed?.get(each.normalizedName ?? '') ?? why)
          : 'it is a URL without a hash',
      ),
    ),
  ];
  if (open.length > 0) return { pins: [], open };
  if (plan === null) return rest;
  const title = `hashes of ${missing.length} ${missing.length === 1 ? 'requirement' : 'requirements'}`;
  const hashes = { range: missing[0]!.range, title: `${title} (from ${lockNameOf(plan.lock)})`, edits: plan.edits };
  const needed = neededBy(facts, plan.lock);
  if (needed.always.length > 0)
    return {
      pins: [],
      open: needed.always.map((name) => ({
        range: missing[0]!.range,
        name: shortened(name),
        reason: 'others need it, and with hashes pip takes only what has one',
        lacksLine: true,
      })),
    };
  return { pins: [...rest.pins, hashes], open: [], needed: needed.sometimes };
}

const left = (facts: RequirementsFacts, requirement: Requirement, reason: string): LeftOpen => ({
  range: requirementRange(requirement, facts),
  name: shortened(requirement.name ?? 'a requirement without a name'),
  reason,
});

/** Whether it says already what is installed: one version, a commit, a file with its hash; or a folder, which is the project's own. */
function isSettled(requirement: Requirement): boolean {
  const reference = requirement.reference ?? requirement.source?.reference ?? null;
  if (reference === null) return isPinned(requirement) && !requirement.dynamic;
  switch (reference.kind) {
    case 'path':
      return true;
    case 'vcs':
      return /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/i.test(reference.revision ?? '');
    case 'url':
      return hasHash({ ...requirement, reference });
  }
}

/** The pin, or why there is none. */
function pinOf(
  facts: RequirementsFacts,
  requirement: Requirement,
  { locks, unindexed }: PinSources,
): PlannedPin | string {
  const reference = requirement.reference ?? requirement.source?.reference ?? null;
  if (reference !== null)
    return reference.kind === 'vcs' ? 'it is a repository without a commit' : 'it is a URL without a hash';
  if (requirement.dynamic) return 'its version is a variable';
  if (saysLatest(facts, requirement)) return 'the comment there asks for the latest';
  if (facts.installer === 'conda') {
    const found = findCondaVersion(facts, requirement, locks);
    return typeof found === 'string' ? found : { ...found, range: requirementRange(requirement, facts) };
  }
  const known = lookUp(locks, requirement, facts);
  if (known === 'absent') return unindexed?.get(requirement.normalizedName ?? '') ?? WHY.absent;
  if (typeof known === 'string') return WHY[known];
  if (!allowsLocked(requirement, known.version))
    return `it does not allow the ${versionOf(known)} of ${lockNameOf(known.lock)}`;
  const fix = pinFix(facts, requirement, known);
  return fix === null
    ? 'its version cannot be written there'
    : {
        range: requirementRange(requirement, facts),
        title: `${shortened(requirement.name ?? '')} ${versionOf(known)} (from ${lockNameOf(known.lock)})`,
        edits: fix.edits,
      };
}

const versionOf = ({ version }: KnownPackage): string => shortened(version, 24);

const WHY: Readonly<Record<WhyUnknown, string>> = {
  absent: 'no lock and no installed environment has it',
  elsewhere: 'the project takes it from a folder, a repository or a URL',
  several: 'its version in the lock depends on the platform',
  marker: 'the lock has it for another environment (marker)',
  index: 'it was locked from an index that is not named here',
};
