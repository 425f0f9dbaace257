import { fromSource, shortened } from '../../../analysis/secrets/shortened';
import { satisfies, valid } from '@renovatebot/pep440';
import type { Edit, Fix } from '../../../core/finding';
import type { Range } from '../../../core/range';
import type { LockedPackage, LockFacts, Requirement, RequirementsFacts } from '../../../core/requirement-facts';
import { lockNameOf } from '../../../readers/locks/index';
import { exactVersion, referencedName } from '../../../readers/locks/pinned-requirements';
import { asksForLatest } from '../../../readers/requirements/latest';
import { referencedFiles } from '../../../readers/requirements/requirements';
import { unnamed } from '../indexes/index-options';

/** A package with the lock that knows it. */
export interface KnownPackage {
  readonly lock: LockFacts;
  readonly package: LockedPackage;
  readonly version: string;
}

/** Whether a requirement on an index allows exactly one version. */
export const isPinned = (requirement: Requirement): boolean => exactVersion(requirement) !== null;

/**
 * Why no lock gives a version: none has the package (`absent`), the project takes it from a folder, a repository or an address
 * (`elsewhere`), its platforms differ in the version (`several`), it was locked for another environment (`marker`), or it comes from
 * an index that is not named here (`index`): pinned to a version, it would be installed from where a stranger may have put that name.
 */
export type WhyUnknown = 'absent' | 'elsewhere' | 'several' | 'marker' | 'index';

/** What the best lock that has the package says, or why nothing can be taken from it. */
export function lookUp(
  locks: readonly LockFacts[] | undefined,
  requirement: Requirement,
  facts: RequirementsFacts,
): KnownPackage | WhyUnknown {
  const name = requirement.normalizedName;
  if (name === null || referencedIn(facts).has(name)) return 'elsewhere';
  for (const lock of locks ?? []) {
    if (lock.elsewhere?.includes(name)) return 'elsewhere';
    const listed = isUsedBy(lock, facts) ? (packagesByName(lock).get(name) ?? []) : [];
    if (listed.length === 0) continue;
    const packages = lockedUnder(requirement.marker?.text ?? null, listed, lock);
    const first = packages[0];
    if (first === undefined) return 'marker';
    if (packages.some((item) => item.version !== first.version)) return 'several';
    if (packages.some(({ index }) => index !== undefined && !namesIndex(facts, requirement, index))) return 'index';
    return {
      lock,
      package: { ...first, hashes: [...new Set(packages.flatMap((item) => item.hashes))].sort() },
      version: first.version!,
    };
  }
  return 'absent';
}

/** What the best lock that has the package says; null where nothing can be taken from it. */
export function findKnown(
  locks: readonly LockFacts[] | undefined,
  requirement: Requirement,
  facts: RequirementsFacts,
): KnownPackage | null {
  const found = lookUp(locks, requirement, facts);
  return typeof found === 'string' ? null : found;
}

const referenced = new WeakMap<RequirementsFacts, ReadonlySet<string>>();

/** Names of what a file takes from elsewhere than an index; kept, since it is asked for each requirement. */
function referencedIn(facts: RequirementsFacts): ReadonlySet<string> {
  let names = referenced.get(facts);
  if (!names) {
    names = new Set(
      facts.entries.flatMap((entry) => (entry.kind === 'requirement' ? (referencedName(entry) ?? []) : [])),
    );
    referenced.set(facts, names);
  }
  return names;
}

/** The packages that were locked for the environments of a marker (PEP 508): of the same marker, or else without one. */
function lockedUnder(
  marker: string | null,
  packages: readonly LockedPackage[],
  lock: LockFacts,
): readonly LockedPackage[] {
  const wanted = plainMarker(marker, lock);
  const same = packages.filter((item) => plainMarker(item.marker, lock) === wanted);
  // The lines of a requirements file hold where they say; a lock that has one version for all has it under each marker too.
  return same.length > 0 || lock.kind === 'requirements' ? same : packages.filter((item) => item.marker === null);
}

/** A marker without blanks and outer parentheses. Pipenv writes `Requires-Python` as one, which chooses nothing. */
function plainMarker(marker: string | null, { kind }: LockFacts): string | null {
  const plain =
    marker
      ?.replace(/\s+/g, '')
      .replace(/"/g, "'")
      .replace(/^\(([^()]*)\)$/, '$1') ?? null;
  return kind === 'pipfile' && plain !== null && /^python_(?:full_)?version>='[\d.]+'$/.test(plain) ? null : plain;
}

/** Whether a lock holds for a document: the pins of another requirements file only where it is named, or was compiled from this one. */
function isUsedBy(lock: LockFacts, facts: RequirementsFacts): boolean {
  if (lock.kind !== 'requirements' || referencedFiles(facts).some(({ path }) => path === lock.path)) return true;
  const [base, own] = [lock.path, facts.path].map((path) => path.replace(/(?:[.-]lock)?\.(?:txt|lock|in)$/, ''));
  if (base === own && lock.path !== facts.path) return true;
  return /(?:^|\/)requirements(?:\.lock|[.-]lock\.txt)$/.test(lock.path);
}

/** Whether the document takes packages from an index. */
const namesIndex = ({ entries }: RequirementsFacts, { source }: Requirement, index: string): boolean =>
  (source?.index != null && plainUrl(source.index) === plainUrl(index)) ||
  entries.some(
    (entry) =>
      entry.kind === 'option' &&
      INDEX_OPTIONS.has(entry.name) &&
      entry.value !== null &&
      plainUrl(unnamed(entry.value)) === plainUrl(index),
  );

const INDEX_OPTIONS: ReadonlySet<string> = new Set(['--index-url', '--extra-index-url', '--default-index', '--index']);

const plainUrl = (url: string): string =>
  url
    .replace(/^(\w+:\/\/)[^/@]*@/, '$1')
    .replace(/\/+$/, '')
    .toLowerCase();

const indexes = new WeakMap<LockFacts, ReadonlyMap<string, readonly LockedPackage[]>>();

/** Packages that have a version, by name. Made once for a lock: a file asks it for every line. */
export function packagesByName(lock: LockFacts): ReadonlyMap<string, readonly LockedPackage[]> {
  let index = indexes.get(lock);
  if (index === undefined) {
    const made = new Map<string, LockedPackage[]>();
    for (const item of lock.packages) {
      if (item.version === null) continue;
      const same = made.get(item.name);
      if (same === undefined) made.set(item.name, [item]);
      else same.push(item);
    }
    indexes.set(lock, (index = made));
  }
  return index;
}

/** Whether the specifiers allow the version; a lock may hold a pre-release where they do not name one, and what is no version at all. */
export function allowsLocked(requirement: Requirement, version: string): boolean {
  return requirement.specifiers.every(({ operator, version: wanted }) =>
    operator === '==='
      ? wanted.toLowerCase() === version.toLowerCase()
      : valid(version) !== null && satisfies(version, `${operator}${wanted}`, { prereleases: true }),
  );
}

/** Source text at a range of the facts' document. */
export const sourceText = ({ text, offset = 0, document }: RequirementsFacts, { start, end }: Range): string =>
  document === undefined ? text.slice(start - offset, end - offset) : document.slice(start, end);

/** The requirement's name, extras and versions as written. */
export const requirementRange = (requirement: Requirement, facts?: RequirementsFacts): Range => {
  const start = requirement.nameRange ?? requirement.range;
  const end = requirement.specifierRange ?? requirement.extrasRange ?? start;
  const range = { start: start.start, end: Math.max(end.end, start.end) };
  // The version of a table may stand in another line than its name.
  return facts && requirement.written !== undefined && sourceText(facts, range).includes('\n') ? end : range;
};

/** Sets the version; the name, the extras, the marker and the spacing stay. */
export function pinEdit(facts: RequirementsFacts, requirement: Requirement, version: string): Edit | null {
  const { specifiers, specifierRange } = requirement;
  // Where the name is a key, a version is a value, and only one that is there can be set.
  if (
    requirement.nameRange === null ||
    requirement.filled ||
    (requirement.written !== undefined && specifierRange === null)
  )
    return null;
  const only = specifiers.length === 1 ? specifiers[0]! : null;
  const spaced =
    only !== null &&
    only.versionRange.start - only.range.start > only.operator.length &&
    !/[\r\n\\]/.test(sourceText(facts, only.range));
  const text = spaced ? `== ${version}` : `==${version}`;
  if (specifierRange !== null) return { range: specifierRange, text };
  const { end } = requirement.extrasRange ?? requirement.nameRange;
  return { range: { start: end, end }, text };
}

/** Replaces the hashes of a line by those of the pinned version, or takes them away; null when other options stand among them. */
export function hashEdit(facts: RequirementsFacts, requirement: Requirement, hashes: readonly string[]): Edit | null {
  const [first] = requirement.hashes;
  const last = requirement.hashes[requirement.hashes.length - 1];
  if (first === undefined || last === undefined) return null;
  const range = { start: first.range.start, end: last.range.end };
  if (requirement.options.some((option) => option.range.start > range.start && option.range.end < range.end))
    return null;
  const second = requirement.hashes[1];
  const text = facts.text;
  const offset = facts.offset ?? 0;
  if (hashes.length > 0) {
    const between =
      second === undefined
        ? ` \\${lineEndOf(text)}    `
        : sourceText(facts, { start: first.range.end, end: second.range.start });
    return { range, text: hashes.map((hash) => `--hash=${hash}`).join(between) };
  }
  let start = range.start - offset;
  while (start > 0 && /[\s\\]/.test(text[start - 1]!)) start--;
  return { range: { start: start + offset, end: range.end }, text: '' };
}

/** The line end that a text uses. */
export const lineEndOf = (text: string): string => (/\r\n/.test(text) ? '\r\n' : '\n');

/** `--hash` options to add after a requirement that has none. */
export const addedHashes = (facts: RequirementsFacts, requirement: Requirement, hashes: readonly string[]): Edit => ({
  range: { start: requirement.range.end, end: requirement.range.end },
  text: hashes.map((hash) => ` \\${lineEndOf(facts.text)}    --hash=${hash}`).join(''),
});

/** sha256 alone where there is one: what pip recommends and what every tool writes. */
export function usableHashes(known: LockedPackage): readonly string[] {
  const sha256 = known.hashes.filter((hash) => hash.startsWith('sha256:'));
  return sha256.length > 0 ? sha256 : known.hashes;
}

/** Whether the newest release is what the author wants. */
export const saysLatest = (facts: RequirementsFacts, { range }: Requirement): boolean =>
  facts.latest ?? (facts.form !== 'command' && asksForLatest(facts.text, range));

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);

/** Pins to what the lock says, the hashes with it; null where the specifiers do not allow that version. */
export function pinFix(facts: RequirementsFacts, requirement: Requirement, known: KnownPackage): Fix | null {
  if (!allowsLocked(requirement, known.version) || saysLatest(facts, requirement)) return null;
  const pin = pinEdit(facts, requirement, known.version);
  if (pin === null) return null;
  const hashes = usableHashes(known.package);
  const rehash = requirement.hashes.length > 0 ? hashEdit(facts, requirement, hashes) : null;
  if (requirement.hashes.length > 0 && rehash === null) return null;
  const losesHashes = requirement.hashes.length > 0 && hashes.length === 0;
  const extra = rehash === null ? '' : losesHashes ? ', drop hashes' : ', new hashes';
  return {
    title: fromSource(`Pin to ${shortened(known.version, 16)}${extra}`, lockNameOf(known.lock)),
    // The lock of a folder above is that of the project, which may be installed without this file.
    safety:
      known.lock.kind === 'environment' || losesHashes || folderOf(known.lock.path) !== folderOf(facts.path)
        ? 'unsafe'
        : 'safe',
    edits: rehash === null ? [pin] : [pin, rehash],
  };
}
