import type { OsvAffected, OsvEvent } from './osv-record';
import { byOrder, orderedVersion, type OrderedVersion } from './version-order';

/**
 * Whether a record speaks of a version, by the evaluation algorithm of the OSV schema with the order of PEP 440: it is listed, or a
 * range has it. A local version (`2.5.1+cu121`) is a build of its public one and judged as that, unless the record names local versions
 * itself. A version that is none of PEP 440 is only found where it is listed; a range with such a version says nothing.
 */
export function isAffected(version: string, affected: OsvAffected): boolean {
  const ready = readyFor(affected);
  const judged = judgedVersion(version, ready);
  if (judged === null) return affected.versions.includes(version);
  return ready.ranges.some((range) => isInRange(judged, range)) || ready.listed.has(judged.canonical);
}

/** The first version after this one at which a range that has it ends because it was fixed; null where none does. */
export function fixedAfter(version: string, affected: OsvAffected): string | null {
  const ready = readyFor(affected);
  const judged = judgedVersion(version, ready);
  if (judged === null) return null;
  return smallestOf(
    ready.ranges
      .filter((range) => isInRange(judged, range))
      .flatMap(({ events }) => events)
      .flatMap(({ kind, at, text }) => (kind === 'fixed' && byOrder(at, judged) > 0 ? [text] : [])),
  );
}

/** Whether every version there is and will be is affected: it began with the first, and nothing ends it. */
export const isAlwaysAffected = ({ ranges }: OsvAffected): boolean =>
  ranges.some((range) => range.length > 0 && range.every(({ introduced }) => introduced === '0'));

/** Of texts that are versions, as `compareTexts` orders them. */
export const smallestOf = (versions: readonly string[]): string | null => [...versions].sort(compareTexts)[0] ?? null;

/** Orders texts as versions; what is none comes first. */
export function compareTexts(a: string, b: string): number {
  const [one, other] = [orderedVersion(a), orderedVersion(b)];
  return one === null || other === null ? Number(one !== null) - Number(other !== null) : byOrder(one, other);
}

interface ReadyEvent {
  readonly kind: keyof OsvEvent;
  readonly text: string;
  readonly at: OrderedVersion;
}

interface ReadyRange {
  /** In order. `0` stands before every version, also before `0.dev1`. */
  readonly events: readonly ReadyEvent[];
  /** One of these must be above a version; null where there is none. */
  readonly limits: readonly OrderedVersion[] | null;
}

/** What a record says, made ready once: a package is judged in many versions. */
interface Ready {
  readonly ranges: readonly ReadyRange[];
  readonly listed: ReadonlySet<string>;
  readonly namesLocal: boolean;
}

const made = new WeakMap<OsvAffected, Ready>();

function readyFor(affected: OsvAffected): Ready {
  let ready = made.get(affected);
  if (ready === undefined) {
    const { ranges, versions } = affected;
    const isLocal = (text: string | undefined): boolean => text?.includes('+') === true;
    ready = {
      ranges: ranges.flatMap((range) => readyRange(range) ?? []),
      listed: new Set(versions.flatMap((version) => orderedVersion(version)?.canonical ?? [])),
      namesLocal:
        versions.some(isLocal) || ranges.some((range) => range.some((event) => Object.values(event).some(isLocal))),
    };
    made.set(affected, ready);
  }
  return ready;
}

/** Null where one of its versions is none, or every version is above a limit. */
function readyRange(range: readonly OsvEvent[]): ReadyRange | null {
  const events: ReadyEvent[] = [];
  const limits: OrderedVersion[] = [];
  let isLimited = false;
  for (const event of range)
    for (const [kind, text] of Object.entries(event) as [keyof OsvEvent, string][]) {
      const at = orderedVersion(text);
      if (kind === 'limit' && text === '*') return readyRange(range.filter(({ limit }) => limit === undefined));
      if (at === null) return null;
      if (kind === 'limit') {
        isLimited = true;
        limits.push(at);
      } else events.push({ kind, text, at });
    }
  events.sort((a, b) => (a.text === b.text ? 0 : a.text === '0' ? -1 : b.text === '0' ? 1 : byOrder(a.at, b.at)));
  return { events, limits: isLimited ? limits : null };
}

function isInRange(version: OrderedVersion, { events, limits }: ReadyRange): boolean {
  if (limits !== null && !limits.some((limit) => byOrder(version, limit) < 0)) return false;
  let vulnerable = false;
  for (const { kind, text, at } of events) {
    const order = text === '0' ? 1 : byOrder(version, at);
    if (kind === 'introduced' && order >= 0) vulnerable = true;
    else if (kind === 'fixed' && order >= 0) vulnerable = false;
    else if (kind === 'last_affected' && order > 0) vulnerable = false;
  }
  return vulnerable;
}

function judgedVersion(version: string, { namesLocal }: Ready): OrderedVersion | null {
  const own = orderedVersion(version);
  return own === null || own.local === null || namesLocal ? own : orderedVersion(own.public);
}
