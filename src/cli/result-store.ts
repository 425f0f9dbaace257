import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { FileResult, LocatedFinding } from '../core/finding';
import type { Policy } from '../core/policy';
import { isShowable } from '../analysis/secrets/redaction';
import { RULES } from '../rules/index';
import { holds, policyKey, resultOf, type CacheEntry } from '../scan/result-cache';
import type { Workspace } from '../project/workspace';
import { isReadByRange } from '../session/session';
import { type NodeFileSystem } from './node-files';
import { dayOf, readResults, resultsName, writeResults, type Stored } from './result-file';
import type { SessionSettings } from './session';
import { policyFor } from '../project/questions/policy';

/** A judgement with the key to find it again. */
export interface Keyed {
  readonly key: string;
  readonly entry: CacheEntry;
}

/** The judgements of one project with the same settings that were kept on disk. */
export class ResultStore {
  readonly #entries: Map<string, Stored>;
  readonly #today: number;
  #changed = false;

  private constructor(
    private readonly file: string,
    private readonly settings: string,
    now: number,
  ) {
    this.#today = dayOf(now);
    this.#entries = readResults(file, settings);
  }

  /** `identity` stands for the program: another one judges otherwise. */
  static open(folder: string, identity: string, root: string, settings: SessionSettings, now: number): ResultStore {
    const { policies: _policies, env: _env, named: _named, ...rest } = settings; // those have their say in keys and answers
    const digest = digestOf(JSON.stringify([identity, rest]));
    return new ResultStore(path.join(folder, resultsName(digestOf(`${root}\0${digest}`))), digest, now);
  }

  get isEmpty(): boolean {
    return this.#entries.size === 0;
  }

  /** What is known of a file as it is now; null for what has to be judged. */
  async find(file: string, workspace: Workspace): Promise<FileResult | null> {
    if (this.isEmpty || isReadByRange(file)) return null; // nothing stands for bytes that nobody read
    const bytes = (workspace.host.files as NodeFileSystem).peek(file);
    if (bytes === null) return null;
    const size = bytes.length;
    const key = keyOf(await policyFor(file, workspace), file, bytes);
    const found = this.#entries.get(key);
    if (!found || !(await holds(found.entry, workspace, new Date(this.#today * 86_400_000).toISOString().slice(0, 10))))
      return null;
    if (found.day !== this.#today) this.#put(key, found.entry);
    return resultOf(found.entry, file, size);
  }

  /** Takes a judgement, unless it has to do with secrets: what is kept on disk holds none. */
  keep({ key, entry }: Keyed): void {
    if (!tells(entry)) this.#put(key, entry);
  }

  save(): void {
    if (this.#changed) writeResults(this.file, this.settings, this.#entries, this.#today);
    this.#changed = false;
  }

  #put(key: string, entry: CacheEntry): void {
    this.#entries.set(key, { entry, day: this.#today });
    this.#changed = true;
  }
}

/** The key of a document: of its bytes, its path and its policy. */
export const keyOf = (policy: Policy, file: string, bytes: Uint8Array): string =>
  createHash('sha256')
    .update(`${policyKey(policy)}\0${file}\0`)
    .update(bytes)
    .digest('base64url');

/** A digest of the program and its grammars; null when it cannot be read. */
export function identityOf(bundle: string): string | null {
  try {
    const hash = createHash('sha256');
    for (const file of [
      bundle,
      ...['web-tree-sitter.wasm', 'tree-sitter-python.wasm'].map((name) => path.join(path.dirname(bundle), '..', name)),
    ])
      hash.update(readFileSync(file));
    return hash.digest('base64url');
  } catch (error) {
    if (error instanceof Error && 'code' in error) return null;
    throw error;
  }
}

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');

const SECRETS = new Set(RULES.filter(({ category }) => category === 'secrets').map(({ id }) => id));

/** Whether an entry could tell a secret: by its rule, or by a text that must not be shown. The text of fixes comes from the document. */
function tells({ asked, outcome }: CacheEntry): boolean {
  if (asked.some(([question]) => isTelling(question))) return true;
  if (outcome === null) return false;
  return (
    outcome.notes.some(({ message }) => isTelling(message)) ||
    outcome.findings.some((finding) => SECRETS.has(finding.rule) || tellsOf(finding))
  );
}

const tellsOf = ({ message, related, fixes, lookups = [] }: LocatedFinding): boolean =>
  [message, ...related.map((each) => each.message), JSON.stringify(lookups)].some(isTelling) ||
  fixes.some(({ title, edits }) => isTelling(title) || edits.some(({ text }) => !isShowable(text, 'line')));

const isTelling = (text: string): boolean => !isShowable(text, 'sentence');
