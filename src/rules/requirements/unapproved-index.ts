import type { Range } from '../../core/range';
import type { Requirement, RequirementOption, RequirementsFacts } from '../../core/requirement-facts';
import { defineRule, type RequirementsContext } from '../../core/rule';
import { isThisMachine, isTrustedIndex, readUrl } from '../../analysis/addresses/index-urls';
import { shortened } from '../../analysis/secrets/shortened';
import { INSTALLING } from '../../analysis/commands/install-commands';
import { locksNear } from '../../project/questions/locks';
import { lockNameOf } from '../../readers/locks/index';
import { broughtBy } from './approval/brought-packages';
import { unnamed } from './indexes/index-options';
import { requirementRange } from './pinning/pinning';

export default defineRule({
  id: 'unapproved-index',
  severity: 'error',
  category: 'requirements',
  title: 'Package index that is not approved',
  cwe: 829,
  owasp: 'ML06:2023',
  atlas: ['AML.T0010.001'],
  docs: {
    what: 'Packages come from an index, a folder of links, a channel of conda, a repository or an archive whose address is not below one of `approved-indexes` in `touchstone.toml`, or a lock file of the project takes them from there. Nothing is reported while that list is empty. Addresses that are a variable, places on this machine and the index that an installer uses when none is named are not judged.',
    why: 'The organization decided which sources are mirrored, scanned or contracted. Any other source can serve a package that nobody has looked at, and installing it runs its code.',
    fix: 'Take the package from an approved index, or have the source approved and add its address to `approved-indexes`. There is no quick fix: which approved index has the package is not known here.',
    references: [
      'https://pip.pypa.io/en/stable/cli/pip_install/#cmdoption-i',
      'https://docs.astral.sh/uv/concepts/indexes/',
    ],
  },
  listen: {
    requirements: { check: checkRequirement },
    requirementOptions: { check: checkOption },
    documents: { requirements: { check: checkLocks } },
    reads: INSTALLING,
  },
});

const SOURCES: ReadonlySet<string> = new Set([
  '--index-url',
  '--extra-index-url',
  '--find-links',
  '--index',
  '--default-index',
  '--explicit-index',
  '--channel',
]);

function checkOption({ name, value, range, valueRange }: RequirementOption, context: RequirementsContext): void {
  if (!SOURCES.has(name) || value === null) return;
  const { approvedIndexes } = context.policy;
  if (approvedIndexes.length === 0) return;
  const isChannel = name === '--channel' && /^[\w.-]+(?:\/[\w.-]+)*$/.test(value);
  if (isChannel ? isApprovedChannel(value, approvedIndexes) : isApproved(unnamed(value), approvedIndexes)) return;
  context.report({
    range: valueRange ?? range,
    message: isChannel
      ? 'This channel is not one that the policy approves.'
      : 'This index is not one that the policy approves.',
    detail: DETAIL,
  });
}

function checkRequirement({ reference }: Requirement, context: RequirementsContext): void {
  const { approvedIndexes } = context.policy;
  if (approvedIndexes.length === 0 || reference === null || reference.kind === 'path') return;
  if (isApproved(reference.text, approvedIndexes)) return;
  context.report({
    range: reference.range,
    message: 'This address is not below one that the policy approves.',
    detail: DETAIL,
  });
}

/** What a lock takes from another index than the manifest names: one finding an index. */
function checkLocks(facts: RequirementsFacts, context: RequirementsContext): void {
  const { approvedIndexes } = context.policy;
  if (approvedIndexes.length === 0) return;
  const told = new Set<string>(
    facts.entries.flatMap((entry) =>
      entry.kind === 'option' && entry.value !== null ? [plain(unnamed(entry.value))] : [],
    ),
  );
  for (const { by, package: locked, lock } of broughtBy(facts, context.project.ask(locksNear) ?? [])) {
    const { index } = locked;
    if (index === undefined || told.has(plain(index)) || isApproved(index, approvedIndexes)) continue;
    told.add(plain(index));
    const range: Range = requirementRange(by, facts);
    context.report({
      range,
      message: `${shortened(locked.name, 30)} is locked from an index that is not approved.`,
      detail: `${lockNameOf(lock)} names the index; \`approved-indexes\` in touchstone.toml does not`,
      related: [{ path: lock.path, range: { start: 0, end: 0 }, message: 'The lock that names the index.' }],
    });
  }
}

const DETAIL = 'Add its address to `approved-indexes` in touchstone.toml once it is approved';

const plain = (url: string): string =>
  url
    .replace(/^([a-z+]+:\/\/)[^/@]*@/i, '$1')
    .replace(/\/+$/, '')
    .toLowerCase();

/** Whether an address is approved, or is none that can be judged: a path, a variable, this machine. */
function isApproved(text: string, approved: readonly string[]): boolean {
  const address = text
    .replace(/^(?:git|hg|svn|bzr)\+/i, '')
    .replace(/^(?:ssh|git):\/\/(?:[^/@]*@)?/i, 'https://')
    .replace(/#.*$/s, '');
  const url = readUrl(address, { start: 0, end: address.length });
  if (url === null || url.scheme === 'file' || /[${]/.test(url.host)) return true;
  return isThisMachine(url.host) || isTrustedIndex(address, approved);
}

/** `conda-forge`, `pytorch/label/nightly`; `nodefaults` takes a channel away. */
const isApprovedChannel = (name: string, approved: readonly string[]): boolean =>
  name === 'nodefaults' ||
  approved.some((entry) => name === entry || name.startsWith(`${entry}/`)) ||
  isTrustedIndex(`https://conda.anaconda.org/${name}`, approved);
