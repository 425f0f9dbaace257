import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { isInventoried } from '../src/bom/index';
import { NodeFileSystem } from '../src/cli/node-files';
import { DiskSession } from '../src/cli/session';
import type { FileResult, Note } from '../src/core/finding';
import { defineQuestion, QUESTIONS, type Question } from '../src/core/question';
import { defineRule, type Rule } from '../src/core/rule';
import { filtersOf, isWatched, type KnownDocument } from '../src/extension/documents-known';
import { COMPANIONS, SOURCES } from '../src/extension/documents.generated';
import { parsePolicy } from '../src/project/policy';
import { policySchema } from '../src/project/policy-schema';
import { policyFor } from '../src/project/questions/policy';
import { walk } from '../src/project/walk';
import { DOCUMENTS, documentKindOf } from '../src/readers/documents';
import { placeInText } from '../src/readers/placement';
import { RULES } from '../src/rules/index';
import type { FolderPart } from '../src/session/folder-scan';
import { Channel, portPair } from '../src/worker/channel';
import type { HostCalls, FilePlace, WorkerCalls } from '../src/worker/protocol';
import { serve } from '../src/worker/server';
import { grammars } from './harness/grammars';

/** Facts of a format that nobody reads: its first four bytes. */
interface BlobFacts {
  readonly kind: 'blob';
  readonly magic: string;
}

declare module '../src/core/facts' {
  interface FactsByKind {
    blob: BlobFacts;
  }
}

const SIZE = 5 * 1024 ** 3;

/** Adds a kind of document, a kind of question and a rule that nobody knows, each in one place; takes them out again. */
function addMadeUp(): () => void {
  DOCUMENTS.add({
    kind: 'blob',
    names: [/\.blob$/],
    globs: ['*.blob'],
    languages: ['blob-text'],
    suffix: '.blob',
    input: 'bytes',
    times: Infinity,
    inventoried: true,
    async read(input) {
      if (input.kind !== 'bytes') return { parts: [], notes: [] };
      const magic = new TextDecoder().decode((await input.read(0, 4)) ?? undefined);
      const facts = { kind: 'blob', magic } as const;
      return {
        parts: [{ placement: placeInText(input.path, ''), text: '', comments: [], facts: () => facts }],
        notes: [],
      };
    },
  });
  const owner = defineQuestion({
    kind: 'owner',
    key: (_path, folder: string): Question => ({ kind: 'owner', folder }),
    find: async ({ folder }, { host }) =>
      new TextDecoder().decode((await host.files.read(`${folder}OWNER`)) ?? undefined),
    nothing: '',
    forgottenWhen: (changed) => changed === null || changed.endsWith('OWNER'),
    watches: { globs: ['OWNER'] },
  });
  const rule = defineRule({
    id: 'made-up',
    severity: 'warning',
    category: 'models',
    title: 'Made up',
    cwe: 1,
    docs: { what: 'Nothing.', why: 'No reason.', fix: 'Leave it.' },
    listen: {
      documents: {
        blob: {
          check: ({ magic }, context) =>
            context.report({
              range: { start: 0, end: 0 },
              message: `${magic} of ${context.project.ask(owner, '') ?? 'nobody yet'}`,
            }),
        },
      },
    },
  });
  (RULES as Rule[]).push(rule);
  return () => {
    DOCUMENTS.remove('blob');
    QUESTIONS.remove('owner');
    (RULES as Rule[]).splice(RULES.indexOf(rule), 1);
  };
}

describe('a made-up kind of document, question and rule', () => {
  let remove: () => void;
  let root: string;

  before(() => {
    remove = addMadeUp();
    root = mkdtempSync(path.join(os.tmpdir(), 'touchstone-registries-'));
    writeFileSync(path.join(root, 'weights.blob'), 'BLOB');
    truncateSync(path.join(root, 'weights.blob'), SIZE); // sparse: it takes no room
    writeFileSync(path.join(root, 'OWNER'), 'somebody');
    writeFileSync(path.join(root, 'touchstone.toml'), '[rules]\nmade-up = "error"\n');
  });

  after(() => {
    remove();
    rmSync(root, { recursive: true, force: true });
  });

  const assertJudged = ({ findings, notes }: FileResult): void => {
    assert.deepEqual(notes, []);
    assert.deepEqual(
      findings.map(({ rule, severity, message }) => [rule, severity, message]),
      [['made-up', 'error', 'BLOB of somebody']],
    );
  };

  it('is known to the walk, however large the file', async () => {
    const session = await open();
    const workspace = session.workspaceAt(root);
    const notes: Note[] = [];
    const found: string[] = [];
    const options = { policyFor: (at: string) => policyFor(at, workspace), note: (note: Note) => notes.push(note) };
    for await (const file of walk(workspace.host.files, [''], options)) found.push(`${file.path} ${file.size}`);
    session.dispose();
    assert.deepEqual(notes, []);
    assert.ok(found.includes(`weights.blob ${SIZE}`), found.join());
  });

  it('is known to the command line, which never reads the file whole', async () => {
    const session = await open();
    const before = process.memoryUsage().rss;
    const { result, kept } = await session.judgeFile(root, 'weights.blob', true);
    assertJudged(result);
    assert.equal(kept, null, 'nothing stands for bytes that nobody read');
    assert.ok(process.memoryUsage().rss - before < 100e6);
    session.dispose();
  });

  it('is known to the worker of the editor, with the answer to its question, and told anew when that changes', async () => {
    const files = new NodeFileSystem(root);
    const [near, far] = portPair();
    const host = new Channel<WorkerCalls, HostCalls>(near, {
      list: ({ path: at }: FilePlace) => files.list(at),
      stat: ({ path: at }: FilePlace) => files.stat(at),
      read: ({ path: at, range }) => files.read(at, range),
      sha256: ({ path: at, limit }) => files.sha256(at, limit),
      md5: () => null,
      bundle: () => Promise.reject(new Error('no bundle')),
      get: () => Promise.reject(new Error('no network')),
      log: () => null,
    });
    serve(far);
    await host.call('start', grammars);
    await host.call('open', { id: 'a', hubCache: false, environment: false, http: false });
    const scanned = async (paths: readonly string[] | null): Promise<readonly FileResult[]> => {
      const results: FileResult[] = [];
      const onPart = (part: unknown): void => void results.push(...[(part as FolderPart).result ?? []].flat());
      await host.call('scanFolder', { folder: 'a', paths }, { onPart });
      return results;
    };
    const [blob] = (await scanned(null)).filter((result) => result.path === 'weights.blob');
    assertJudged(blob!);
    assert.ok((await host.call('rules', null)).some(({ id }) => id === 'made-up'));

    writeFileSync(path.join(root, 'OWNER'), 'another');
    await host.call('invalidate', { folder: 'a', path: 'OWNER' });
    assert.equal((await scanned(['weights.blob']))[0]!.findings[0]!.message, 'BLOB of another');
    writeFileSync(path.join(root, 'OWNER'), 'somebody');
    await host.call('dispose', null);
  });

  it('is watched by globs without braces, since VS Code watches nothing for braces in braces', () => {
    const braces = [...COMPANIONS, ...SOURCES].filter((glob) => /[{}]/.test(glob));
    assert.deepEqual(braces, []);
    assert.ok(isWatched(COMPANIONS, '/home/me/project/touchstone.toml'));
    assert.ok(isWatched(COMPANIONS, '/home/me/project/model.tar.gz'));
  });

  it('is known to the editor: what it listens to, watches, and starts for', async () => {
    const known = DOCUMENTS.all.map((kind): KnownDocument => ({ paths: [], except: [], notebookTypes: [], ...kind }));
    assert.ok(filtersOf(known).some(({ pattern }) => pattern === '**/*.blob'));
    assert.ok(filtersOf(known).some(({ language }) => language === 'blob-text'));
    const [{ editorTable }, { manifestWith }] = await Promise.all([
      scriptOf<{ editorTable(kinds: unknown, questions: unknown): string }>('editor-table.mjs'),
      scriptOf<{ manifestWith(manifest: string, rules: unknown, kinds: unknown): string }>('tables.mjs'),
    ]);
    const table = editorTable(DOCUMENTS.all, QUESTIONS.all);
    assert.match(table, /kind: "blob",\n {4}names: \[\/\\\.blob\$\/\]/);
    assert.match(table, /COMPANIONS: readonly string\[\] = \[[^\]]*"OWNER"/);
    assert.ok(isWatched(['OWNER'], '/home/me/project/OWNER'));
    const before = JSON.stringify({
      activationEvents: [],
      contributes: {
        languages: [{ id: 'blob-text', filenamePatterns: [] }],
        configuration: { properties: { 'touchstone.rules': { additionalProperties: { enum: ['off'] } } } },
      },
    });
    const { activationEvents, contributes } = JSON.parse(manifestWith(before, RULES, DOCUMENTS.all));
    assert.ok(activationEvents.includes('onLanguage:python') && !activationEvents.includes('onLanguage:blob-text'));
    assert.deepEqual(contributes.languages[0].filenamePatterns, ['*.blob']);
    assert.ok('made-up' in contributes.configuration.properties['touchstone.rules'].properties);
  });

  it('is known to the bill of materials', () => {
    assert.equal(documentKindOf('a/b.blob'), 'blob');
    assert.equal(isInventoried('a/b.blob'), true);
  });

  it('is known to configurations and their schema', () => {
    const ids = RULES.map(({ id }) => id);
    assert.deepEqual(parsePolicy('[rules]\nmade-up = "off"\n', 'touchstone.toml', ids)!.problems, []);
    assert.match(JSON.stringify(policySchema(RULES)), /"made-up"/);
  });

  const open = (): Promise<DiskSession> =>
    DiskSession.open(
      { rules: RULES.map(({ id }) => id), policies: {}, online: false, env: {} },
      { warn: (message) => assert.fail(message), asks: () => assert.fail('nobody is asked') },
      Promise.resolve(grammars),
    );
});

/** The scripts have no types. */
const scriptOf = <Exports>(name: string): Promise<Exports> =>
  import(path.join(__dirname, '../scripts/generate', name)) as Promise<Exports>;
