import type { FileResult } from '../core/finding';
import type { Policy } from '../core/policy';
import type { Grounds } from '../project/grounds';

/** What is kept of a judgement. Its document's own path and size are not: the next scan knows them. */
export type KeptOutcome = Omit<FileResult, 'path' | 'bytes'>;

/** A judgement, and what has to be the same for it to hold. */
export interface CacheEntry {
  /** Questions about the project with digests of their answers. */
  readonly asked: readonly (readonly [question: string, digest: string])[];
  /** Holds on this ISO date only; null for any. */
  readonly date: string | null;
  /** Null when there was nothing to say. */
  readonly outcome: KeptOutcome | null;
}

/** Who can answer questions about the project again: a `Workspace`. */
export interface DigestSource {
  /** A digest of the answer that holds now. */
  digestOf(question: string): Promise<string>;
}

/** A file that nothing was found in and nothing asked about: most are. */
export const CLEAN: CacheEntry = { asked: [], date: null, outcome: null };

/** The judgement as it is kept; null when it could come out otherwise the next time. To be called right after the judgement. */
export async function entryOf(result: FileResult, grounds: Grounds, project: DigestSource): Promise<CacheEntry | null> {
  if (!grounds.complete) return null;
  const { path: _path, bytes: _bytes, ...outcome } = result;
  const isEmpty = Object.values(outcome).every((value) => value === 0 || (Array.isArray(value) && value.length === 0));
  const asked = await Promise.all(
    [...grounds.questions].map(async (question) => [question, await project.digestOf(question)] as const),
  );
  return isEmpty && asked.length === 0 && grounds.date === null
    ? CLEAN
    : { asked, date: grounds.date, outcome: isEmpty ? null : outcome };
}

/** Whether a judgement still holds: every question is asked again. */
export async function holds({ asked, date }: CacheEntry, project: DigestSource, today: string): Promise<boolean> {
  if (date !== null && date !== today) return false;
  for (const [question, digest] of asked) if ((await project.digestOf(question)) !== digest) return false;
  return true;
}

/** The result that a judgement gives for a document. */
export const resultOf = ({ outcome }: CacheEntry, path: string, bytes: number): FileResult => ({
  path,
  bytes,
  findings: [],
  notes: [],
  suppressed: 0,
  ...outcome,
});

/** The part of a key that stands for the policy. The same policies give the same text. */
export function policyKey(policy: Policy): string {
  let key = policyKeys.get(policy);
  if (key === undefined)
    policyKeys.set(
      policy,
      (key = JSON.stringify(policy, (_, value: unknown) =>
        isRecord(value) ? Object.fromEntries(Object.entries(value).sort()) : value,
      )),
    );
  return key;
}

const policyKeys = new WeakMap<Policy, string>();

const isRecord = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Judgements by key, in memory. A key stands for the bytes of a document, its path and its policy. What was not used for long goes first. */
export class ResultCache {
  readonly #entries = new Map<string, CacheEntry>();

  constructor(private readonly most = 20_000) {}

  async find(key: string, project: DigestSource, today: string): Promise<CacheEntry | null> {
    const entry = this.#entries.get(key);
    if (!entry || !(await holds(entry, project, today))) return null;
    this.keep(key, entry);
    return entry;
  }

  keep(key: string, entry: CacheEntry): void {
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    if (this.#entries.size > this.most) this.#entries.delete(this.#entries.keys().next().value!);
  }

  clear(): void {
    this.#entries.clear();
  }
}
