// Every way in which something of a document is shown, sent or stored, by name. What is not here is noticed by redaction.test.ts.
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { validateText } from '../../../src/bom/index';
import { judgeDocument } from '../../../src/bom/judgement';
import { ResultStore } from '../../../src/cli/result-store';
import type { FileResult, LocatedFinding } from '../../../src/core/finding';
import { Grounds } from '../../../src/project/grounds';
import { parsePolicy } from '../../../src/project/policy';
import { Workspace } from '../../../src/project/workspace';
import { printGithub, printMistakes } from '../../../src/report/github';
import { printHtml } from '../../../src/report/html';
import { fingerprintsOf } from '../../../src/report/identity';
import { printJson } from '../../../src/report/json';
import { secretRules } from '../../../src/report/masking';
import { collectResults } from '../../../src/report/report';
import { printVerified } from '../../../src/report/verification';
import { NO_COLOURS } from '../../../src/report/text';
import { printSarif } from '../../../src/report/sarif';
import { printSbomPage } from '../../../src/report/sbom-page';
import { SourceText } from '../../../src/report/source-text';
import { printText } from '../../../src/report/text';
import { RULES } from '../../../src/rules/index';
import { makeBaseline, printBaseline } from '../../../src/scan/baseline';
import { Engine } from '../../../src/scan/engine';
import { entryOf } from '../../../src/scan/result-cache';
import { Channel, portPair } from '../../../src/worker/channel';
import type { FolderPart } from '../../../src/session/folder-scan';
import type { HostCalls, FilePlace, WorkerCalls } from '../../../src/worker/protocol';
import { serve } from '../../../src/worker/server';
import { grammars } from '../grammars';
import { DEPENDENCIES_PRINTED, dependenciesTold, inlineTold, planTold, unescaped } from './dependency-outputs';
import type { Host, Judged } from './judged';
import { MemoryFiles } from '../memory-files';
import { inspectedTexts, modelFiles } from './model-files';
import { comparisonsTold, modelsTold, originsTold } from './model-outputs';
import { RUNS_PRINTED } from './run-outputs';

type Shown = string | Promise<string>;
/** What people see of it; or why nothing of a document is in it. */
type Output<Given extends unknown[]> = ((...given: Given) => Shown) | { readonly nothing: string };

const FOLDER = 'memory:';
const ENDPOINT = 'https://hub.example';

/** The forms of a report, by the function that prints them. */
export const PRINTED: Readonly<Record<string, (judged: Judged) => Shown>> = {
  ...DEPENDENCIES_PRINTED,
  printText: ({ report }) => printText(report) + printText(report, undefined, 60),
  printJson: ({ report }) => printJson(report),
  printSarif: ({ report }) => printSarif({ ...report, baselined: report.findings }),
  printGithub: ({ report }) => printGithub(report),
  printMistakes: ({ path: file, text }) =>
    /toml$/.test(file) ? printMistakes(parsePolicy(text, file, [])?.notes ?? []).replaceAll('%', '') : '',
  printHtml: ({ report }) => unescaped(printHtml(report)),
  printSbomPage: ({ secrets }) =>
    secrets
      .flatMap(unsoundDocuments)
      .map((bom) => unescaped(printSbomPage(JSON.stringify(bom), { look: 'editor', nonce: 'n' })))
      .join('\n'),
  printInspected: ({ text, secrets }) => inspectedTexts(text, secrets),
  ...RUNS_PRINTED,
  // Paths and digests; nothing of what is in a file.
  printVerified: ({ path: file }) =>
    printVerified(
      [{ path: file, kind: 'lock', state: 'differs', expected: null, actual: null, reason: null, signer: null }],
      'text',
      NO_COLOURS,
    ),
  printBaseline: async ({ path: file, report }) => {
    const prints = await fingerprintsOf(report.findings, report.source(file), secretRules(RULES));
    return printBaseline(
      makeBaseline(
        report.findings.map(({ rule }, index) => ({ rule, path: file, fingerprint: prints[index]!.slice(0, 64) })),
      ),
    );
  },
};

/** What a worker answers. The type names every call, so that a new one has to say here what it shows. */
export const ANSWERED: { readonly [Call in keyof WorkerCalls]: Output<[host: Host, judged: Judged]> } = {
  start: { nothing: 'answers null' },
  open: { nothing: 'answers null' },
  close: { nothing: 'answers null' },
  invalidate: { nothing: 'answers null' },
  release: { nothing: 'answers null' },
  dispose: { nothing: 'answers null' },
  advisories: { nothing: 'tells where on the machine a database is, and how old' },
  checkAdvisories: { nothing: 'tells how many records bytes have, and of when' },
  rules: { nothing: 'tells of rules alone, whatever the documents are' },
  scan: async (host, { path: file, text }) =>
    toldBy(await host.call('scan', { folder: FOLDER, input: { kind: 'text', path: file, text } })),
  scanFolder: async (host) => {
    const told: string[] = [];
    const onPart = (part: unknown): void => {
      const { result } = part as FolderPart;
      if (result) told.push(toldBy(result));
    };
    await host.call('scanFolder', { folder: FOLDER, paths: null }, { onPart });
    return told.join('\n');
  },
  baseline: async (host) => JSON.stringify(await host.call('baseline', { folder: FOLDER })),
  configure: async (host, { path: file }) => {
    const change = { keys: ['rules', 'unsafe-torch-load'], value: 'off', reason: 'we made it' } as const;
    return JSON.stringify(await host.call('configure', { folder: FOLDER, path: file, change }));
  },
  sbom: async (host) => {
    const asked = { folder: FOLDER, name: 'x', version: '1.0.0' };
    const spdx = await host.call('sbom', { ...asked, form: { format: 'spdx' } });
    return JSON.stringify([await host.call('sbom', asked), spdx]);
  },
  report: async (host) => unescaped((await host.call('report', { folder: FOLDER, version: '1.0.0' })).html ?? ''),
  dependencies: (host) => dependenciesTold(host, FOLDER),
  inlineVersions: (host, judged) => inlineTold(host, judged, FOLDER),
  indexPlan: (host, judged) => planTold(host, judged, FOLDER),
  askNewerVersions: { nothing: 'numbers, and sentences about hosts' },
  sbomPage: async (host, { secrets }) => {
    const { text } = await host.call('sbom', { folder: FOLDER, name: 'x', version: '1.0.0' });
    const documents = [text, ...secrets.flatMap(unsoundDocuments).map((bom) => JSON.stringify(bom))];
    const pages = await Promise.all(documents.map((each) => host.call('sbomPage', { text: each })));
    return unescaped(pages.map(({ html }) => html).join('\n'));
  },
  inspectModel: (host, judged) => modelsTold(host, judged, FOLDER),
  modelBytes: { nothing: 'the bytes that somebody asked for, as any editor of bytes shows them' },
  modelDigest: { nothing: 'a digest' },
  lockModel: { nothing: 'the lock of the project, and the path and digest of a file' },
  signedState: { nothing: 'paths, and who signed as a certificate says' },
  signingPlan: { nothing: 'paths and sizes' },
  signModel: {
    nothing: 'digests of files, and a signature: test/session/model-signing.test.ts looks for the key in it',
  },
  modelOrigin: (host, judged) => originsTold(host, judged, FOLDER),
  compareModel: (host, judged) => comparisonsTold(host, judged, FOLDER),
  policyProblems: async (host, { path: file, text }) =>
    JSON.stringify(await host.call('policyProblems', { path: file, text })),
  policyCompletions: { nothing: 'tells what the schema has' },
  policyHover: { nothing: 'tells what the schema has' },
  describe: async (host, judged) => {
    const told: string[] = [];
    for (const at of pointersOf(judged)) {
      const input = { kind: 'text', path: judged.path, text: judged.text } as const;
      told.push(...((await host.call('describe', { folder: FOLDER, input, ...at }))?.lines ?? []));
    }
    return told.join('\n').replaceAll('\\', '');
  },
  suppress: async (host, { path: file, text, report }) => {
    const places = report.findings.slice(0, 3).map(({ rule, cell, range }) =>
      host.call('suppress', {
        folder: FOLDER,
        input: { kind: 'text', path: file, text },
        cell,
        line: range.start.line,
        rule,
        reason: 'we made it',
        wholeFile: false,
      }),
    );
    return JSON.stringify(await Promise.all(places));
  },
  lookUp: async (host, { secrets }) => {
    const refused = secrets.map((id) =>
      host.call('lookUp', {
        folder: FOLDER,
        question: { kind: 'hub-commit', repoType: 'model', id: `a b ${id}`, revision: 'main' },
      }),
    );
    return JSON.stringify(await Promise.all(refused));
  },
};

const FILES = { nothing: 'names of files, of which no one is a key' };

/** What a worker tells its host, besides its answers. */
export const TOLD: { readonly [Call in keyof HostCalls]: 'shown' | { readonly nothing: string } } = {
  list: FILES,
  stat: FILES,
  read: FILES,
  sha256: FILES,
  md5: FILES,
  get: { nothing: 'an address of the hub, asked for by lookUp alone' },
  log: 'shown',
  bundle: { nothing: 'the name of a file of the extension' },
};

/** What else there is: on disk, and of documents that are not judged but validated. */
export const OTHERS: Readonly<Record<string, (judged: Judged) => Shown>> = {
  'the file of kept results': ({ entry }) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'touchstone-kept-'));
    try {
      const store = ResultStore.open(folder, 'x', '/x', { rules: [], policies: {}, online: false, env: {} }, 0);
      if (entry) store.keep({ key: 'k'.repeat(43), entry });
      store.save();
      return readdirSync(folder)
        .map((file) => readFileSync(path.join(folder, file), 'utf8'))
        .join('\n');
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
  'problems of a bill of materials': ({ secrets }) =>
    secrets
      .flatMap(unsoundDocuments)
      .map((bom) => JSON.stringify(bom))
      .map((text) => JSON.stringify([validateText(text), judgeDocument(text)]))
      .join('\n'),
};

/** An engine, and a worker with one of its own, that judge documents one after the other. */
export class Outlets {
  #files = new MemoryFiles({});
  #log: string[] = [];

  private constructor(
    private readonly engine: Engine,
    private readonly host: Host,
  ) {}

  static async open(): Promise<Outlets> {
    const [near, far] = portPair();
    const host = new Channel<WorkerCalls, HostCalls>(near, {
      list: ({ path: at }: FilePlace) => outlets.#files.list(at),
      stat: ({ path: at }: FilePlace) => outlets.#files.stat(at),
      read: ({ path: at, range }) => outlets.#files.read(at, range),
      sha256: () => null,
      md5: () => null,
      bundle: () => {
        throw new Error('nothing is loaded apart from the rest here');
      },
      get: () => {
        throw new Error('the network is off');
      },
      log: ({ message }) => {
        outlets.#log.push(message);
        return null;
      },
    });
    const outlets: Outlets = new Outlets(await Engine.create(grammars), host);
    serve(far);
    await host.call('start', grammars);
    return outlets;
  }

  async close(): Promise<void> {
    this.engine.dispose();
    await this.host.call('dispose', null);
  }

  /** Judges a document that holds secrets, and answers all that is shown of it, by output. */
  async shownOf(
    file: string,
    text: string,
    secrets: readonly string[],
  ): Promise<{ readonly judged: Judged; readonly outputs: ReadonlyMap<string, string> }> {
    this.#files = new MemoryFiles({
      [file]: text,
      'pyproject.toml': '[project]\nname = "x"\n',
      ...modelFiles(text, secrets),
    });
    this.#log = [];
    const judged = await this.#judged(file, text, secrets);
    await this.host.call('open', {
      id: FOLDER,
      hubCache: false,
      environment: false,
      http: true,
      hubEndpoint: ENDPOINT,
    });
    const outputs = new Map<string, string>();
    for (const [name, shown] of Object.entries({ ...PRINTED, ...OTHERS })) outputs.set(name, await shown(judged));
    for (const [name, answer] of Object.entries(ANSWERED))
      if (typeof answer === 'function') outputs.set(`worker ${name}`, await answer(this.host, judged));
    outputs.set(
      'what people read',
      toldBy({ path: file, bytes: 0, suppressed: 0, findings: judged.report.findings, notes: judged.report.notes }),
    );
    outputs.set('the log', this.#log.join('\n'));
    return { judged, outputs };
  }

  async #judged(file: string, text: string, secrets: readonly string[]): Promise<Judged> {
    const log = (message: string): void => void this.#log.push(message);
    const workspace = new Workspace({
      files: this.#files,
      hubCache: new MemoryFiles({}),
      clock: { now: () => 0 },
      logger: { info: log, warn: log, error: log },
    });
    const grounds = new Grounds();
    const result = await this.engine.scan({ kind: 'text', path: file, text }, workspace, { grounds, explain: true });
    const source = new SourceText(file, text);
    return {
      path: file,
      text,
      secrets,
      entry: await entryOf(result, grounds, workspace),
      report: { ...collectResults([result]), baselined: [], rules: RULES, source: () => source, version: '1.0.0' },
    };
  }
}

/**
 * A result as a host has it, but for what nobody reads: the text of edits, which goes into the user's own file, where the key is
 * from; and the questions to the hub, which `lookUp` looks at before it asks.
 */
const toldBy = (result: FileResult): string =>
  JSON.stringify({ ...result, findings: result.findings.map(withoutEdits) });

const withoutEdits = (finding: LocatedFinding) => ({
  ...finding,
  lookups: [],
  fixes: finding.fixes.map(({ edits, ...fix }) => ({ ...fix, edits: edits.map(({ path: file }) => file) })),
});

/** Where a pointer may rest: on findings, on the secret, and on the last words of all lines. */
function pointersOf({ text, path: file, report, secrets }: Judged) {
  const found = report.findings.slice(0, 4).map(({ cell, range }) => ({ cell, ...range.start }));
  if (file.endsWith('.ipynb')) return found;
  const lines = text.split('\n').slice(0, 12);
  const onSecrets = lines.flatMap((line, index) =>
    secrets.filter((secret) => line.includes(secret)).map((secret) => [index, line.indexOf(secret) + 2] as const),
  );
  const ends = lines.flatMap((line, index) => (line.length > 3 ? [[index, line.length - 1] as const] : []));
  return [...found, ...[...onSecrets, ...ends].map(([index, column]) => ({ cell: null, line: index + 1, column }))];
}

/** Documents with a secret wherever a problem could speak of it. */
function unsoundDocuments(secret: string): readonly unknown[] {
  const head = { bomFormat: 'CycloneDX', specVersion: '1.6' };
  return [
    { ...head, [secret]: 1 },
    { ...head, specVersion: secret },
    { ...head, serialNumber: secret, dependencies: [{ ref: secret, dependsOn: [secret, secret, `${secret}/x`] }] },
    { ...head, components: [{ type: secret, name: secret, modelCard: {}, data: [] }] },
    {
      ...head,
      components: [
        { type: 'library', name: secret, version: secret, 'bom-ref': secret, purl: `pkg:pypi/${secret}@${secret}` },
        { type: 'library', name: 'x', 'bom-ref': secret, purl: `pkg:pypi/y@${secret}`, properties: [{ name: secret }] },
        {
          type: 'library',
          name: 'x',
          hashes: [{ alg: secret, content: secret }],
          externalReferences: [{ url: secret }],
        },
      ],
    },
  ];
}
