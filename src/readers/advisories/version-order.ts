import { explain } from '@renovatebot/pep440';

/** A version as PEP 440 orders it. */
export interface OrderedVersion {
  /** The same for all spellings of one version. */
  readonly canonical: string;
  /** Without its local part. */
  readonly public: string;
  readonly isPrerelease: boolean;
  /** Epoch, release, then what comes before or after it: compared one by one. */
  readonly release: readonly number[];
  readonly epoch: number;
  readonly pre: readonly [rank: number, number: number];
  readonly post: number;
  readonly dev: number;
  readonly local: readonly (number | string)[] | null;
}

/** Texts that are kept: the records of a large project's packages repeat a few thousand. */
const MAX_KEPT = 50_000;
const kept = new Map<string, OrderedVersion | null>();

/** A text as a version; null where it is none of PEP 440. Kept, since records name the same versions again and again. */
export function orderedVersion(text: string): OrderedVersion | null {
  const before = kept.get(text);
  if (before !== undefined) return before;
  if (kept.size >= MAX_KEPT) kept.clear();
  const read = readVersion(text);
  kept.set(text, read);
  return read;
}

const PRE_RANKS: Readonly<Record<string, number>> = { a: 1, b: 2, rc: 3 };

function readVersion(text: string): OrderedVersion | null {
  const parts = explain(text);
  if (parts === null) return null;
  const { epoch, release, pre, post, dev, local, is_prerelease } = parts;
  const stripped = [...release];
  while (stripped.length > 1 && stripped[stripped.length - 1] === 0) stripped.pop();
  const [letter, number] = pre ?? [];
  const hasPost = typeof post === 'number';
  const hasDev = typeof dev === 'number';
  const order = {
    epoch: epoch ?? 0,
    release: stripped,
    // A development release of a release comes before its first alpha; what is no pre-release after all of them.
    pre: (letter === undefined ? [!hasPost && hasDev ? 0 : 4, 0] : [PRE_RANKS[letter] ?? 0, Number(number)]) as [
      number,
      number,
    ],
    post: hasPost ? post : -1,
    dev: hasDev ? dev : Infinity,
    local: local
      ? local
          .toLowerCase()
          .split(/[-_.]/)
          .map((part) => (/^\d+$/.test(part) ? Number(part) : part))
      : null,
  };
  return {
    ...order,
    public: parts.public,
    isPrerelease: is_prerelease,
    canonical: JSON.stringify(Object.values(order)),
  };
}

/** Below zero where the first comes before the second (PEP 440, "Summary of permitted suffixes and relative ordering"). */
export function byOrder(a: OrderedVersion, b: OrderedVersion): number {
  return (
    a.epoch - b.epoch ||
    byParts(a.release, b.release) ||
    a.pre[0] - b.pre[0] ||
    a.pre[1] - b.pre[1] ||
    a.post - b.post ||
    (a.dev === b.dev ? byLocal(a.local, b.local) : a.dev - b.dev)
  );
}

function byParts(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** A version without a local part comes first; numbers come after texts; of two that begin alike the shorter is first. */
function byLocal(a: OrderedVersion['local'], b: OrderedVersion['local']): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const [one, other] = [a[i]!, b[i]!];
    if (one === other) continue;
    if (typeof one === 'number' && typeof other === 'number') return one - other;
    if (typeof one === typeof other) return one < other ? -1 : 1;
    return typeof one === 'number' ? 1 : -1;
  }
  return a.length - b.length;
}
