import { DEFAULT_POLICY } from '../../../src/core/policy';
import type { Question } from '../../../src/core/question';
import { knownProject } from '../../harness/known-project';
import assert from 'node:assert/strict';
import type { LockFacts, LockedPackage } from '../../../src/core/requirement-facts';
import { collectInventory } from '../../../src/bom/collect';
import type { Component, Inventory } from '../../../src/bom/inventory';
import { Engine } from '../../../src/scan/engine';
import type { Workspace } from '../../../src/project/workspace';
import { grammars } from '../../harness/grammars';
import { MemoryFiles } from '../../harness/memory-files';

export const commit = '0123456789abcdef0123456789abcdef01234567';
export const digest = 'cd'.repeat(32);

/** What locks and caches know. */
export interface Given {
  readonly locks?: readonly LockFacts[];
  /** Commits by `id@revision`. */
  readonly commits?: Readonly<Record<string, string>>;
}

/** A workspace with given answers, so that each test says what locks and caches know. */
function workspaceOf(files: Readonly<Record<string, string>>, given: Given): Workspace {
  const memory = new MemoryFiles(files);
  const commit = (id?: string, revision?: string) => {
    const known = given.commits?.[`${id}@${revision}`];
    return known === undefined ? null : { commit: known, source: 'the local model cache' };
  };
  const answers: Readonly<Record<string, (question: Question) => unknown>> = {
    policy: () => ({ policy: DEFAULT_POLICY, notes: [] }),
    'lock-files': () => ({ locks: given.locks ?? [], notes: [] }),
    'hub-commit': ({ id, revision }) => commit(id, revision),
    sha256: ({ path }) => (path! in files ? digest : null),
  };
  const fake = {
    host: { files: memory, clock: { now: () => 0 }, logger: { info() {}, warn() {}, error() {} } },
    revision: 0,
    answer: async (_kind: unknown, question: Question) => answers[question.kind]?.(question) ?? null,
    known: () => undefined,
    knownText: () => undefined,
    projectFor: () => knownProject({ sha256: (path) => (path! in files ? digest : null) }),
  };
  return fake as unknown as Workspace;
}

export const locked = (name: string, version: string, rest: Partial<LockedPackage> = {}): LockedPackage => ({
  name,
  version,
  hashes: [],
  commit: null,
  url: null,
  marker: null,
  dependencies: [],
  ...rest,
});

let shared: Promise<Engine> | undefined;

/** What is collected from some files, by default from all of them, and what is noted. */
export async function collectWithNotes(
  files: Readonly<Record<string, string>>,
  given: Given = {},
  paths: readonly string[] = Object.keys(files),
): ReturnType<typeof collectInventory> {
  return collectInventory(await (shared ??= Engine.create(grammars)), workspaceOf(files, given), paths, {
    name: 'demo',
  });
}

/** The inventory of some files. */
export const collect = async (files: Readonly<Record<string, string>>, given: Given = {}): Promise<Inventory> =>
  (await collectWithNotes(files, given)).inventory;

/** The component with that reference. */
export const find = (inventory: Inventory, ref: string): Component => {
  const found = inventory.components.find((component) => component.ref === ref);
  assert.ok(found, `${ref} is not among ${inventory.components.map((component) => component.ref).join(', ')}`);
  return found;
};

/** Who asks for whom. */
export const edges = (inventory: Inventory): string[] => inventory.relations.map(({ from, to }) => `${from} -> ${to}`);
