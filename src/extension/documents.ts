import * as vscode from 'vscode';
import type { FileResult } from '../core/finding';
import type { ScanOutcome } from '../scan/outcome';
import type { CellAddresses } from './cell-addresses';
import type { Locate, Problems } from './diagnostics';
import { pathIn, uriIn, type Folders, type Home } from './folders';
import { errorMessageOf, type Log } from './log';
import { isEnd, type Scanner } from './scanner';
import { settingsFor } from './settings';
import { inputOf, isNotebook, isScanned, stampOf, subjectOf, type Subject } from './subjects';

/** From the last key to the scan. Milliseconds. */
const DEBOUNCE = 250;

/** The last scan of an open document. */
export interface Scanned {
  readonly subject: Subject;
  readonly home: Home;
  /** Path of the subject as the engine knows it. */
  readonly path: string;
  readonly stamp: string;
  readonly outcome: ScanOutcome;
  /** Duration of the scan as people feel it. Milliseconds. */
  readonly took: number;
}

interface State {
  timer?: ReturnType<typeof setTimeout>;
  running?: Promise<void>;
  scanned?: Scanned;
  /** Counts the changes of files that the findings rest on. */
  era?: number;
}

/** Keeps the findings of open documents up to date: soon after the last key, one scan at a time per document, stale results dropped. */
export class Documents implements vscode.Disposable {
  readonly #states = new Map<Subject, State>();
  /** What the last scan of the folder says of files on disk. */
  readonly #onDisk = new Map<string, { readonly home: Home; readonly result: FileResult }>();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscriptions: vscode.Disposable[];
  #busy = 0;
  /** Counts the changes of everything around the documents: what was concluded before one is stale, although the text is the same. */
  #era = 0;

  /** Findings, or whether there is work, changed. */
  readonly onChange = this.#changed.event;

  constructor(
    private readonly scanner: Scanner,
    private readonly folders: Folders,
    private readonly problems: Problems,
    private readonly addresses: CellAddresses,
    private readonly log: Log,
  ) {
    const { workspace } = vscode;
    this.#subscriptions = [
      addresses.onLearned(() => this.#showNotebooks()),
      workspace.onDidOpenTextDocument((document) => this.#touch(document, 0)),
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.#typed(document);
      }),
      workspace.onDidSaveTextDocument((document) => this.#touch(document, 0)),
      workspace.onDidCloseTextDocument((document) => this.#close(document)),
      workspace.onDidOpenNotebookDocument((notebook) => this.#touch(notebook, 0)),
      workspace.onDidChangeNotebookDocument(({ notebook }) => this.#typed(notebook)),
      workspace.onDidSaveNotebookDocument((notebook) => this.#touch(notebook, 0)),
      workspace.onDidCloseNotebookDocument((notebook) => this.#close(notebook)),
    ];
    this.rescan();
  }

  get busy(): boolean {
    return this.#busy > 0;
  }

  /** Scans every open document again: settings, policy or the project changed. */
  rescan(): void {
    this.#era++;
    for (const document of vscode.workspace.textDocuments) this.#touch(document, 0);
    for (const notebook of vscode.workspace.notebookDocuments) this.#touch(notebook, 0);
  }

  /** Scans the open documents again whose findings rest on one of these files. */
  rescanResting(changed: readonly { readonly home: Home; readonly path: string }[]): void {
    for (const [subject, state] of this.#states) {
      const { scanned } = state;
      if (
        !scanned ||
        !changed.some(({ home, path }) => home.id === scanned.home.id && scanned.outcome.restsOn?.includes(path))
      )
        continue;
      state.era = (state.era ?? 0) + 1;
      this.#touch(subject, 0);
    }
  }

  /** What is known of a document or a cell now; maybe of an earlier text. */
  known(document: vscode.TextDocument): Scanned | undefined {
    const of = subjectOf(document);
    return of ? this.#states.get(of.subject)?.scanned : undefined;
  }

  /** What is known of the very text that is in the editor; scans it when need be. Undefined when that does not work out. */
  async fresh(subject: Subject): Promise<Scanned | undefined> {
    for (let attempt = 0; attempt < 3; attempt++) {
      const state = this.#states.get(subject);
      if (!state || !settingsFor(subject.uri).enable) return undefined;
      if (state.scanned?.stamp === this.#stampOf(subject)) return state.scanned;
      if (state.timer) clearTimeout(state.timer);
      await this.#scan(subject, state);
    }
    return undefined;
  }

  /** Puts the result for a file on disk into Problems, unless the file is open: then its document says what is true. */
  showFile(home: Home, result: FileResult): void {
    const uri = uriIn(home, result.path);
    this.#onDisk.set(uri.toString(), { home, result });
    if (this.#isOpen(uri)) return;
    this.problems.showFile(uri, result.findings, this.#locateIn(home));
    if (result.findings.some(({ cell }) => cell !== null))
      this.addresses.askFor(uri).then(undefined, (error) => this.log.warn(`${result.path}: ${errorMessageOf(error)}`));
  }

  /** Forgets the results for files on disk below a folder, but for some paths. */
  forgetFiles(home: Home, kept: ReadonlySet<string>): void {
    for (const [key, of] of this.#onDisk) {
      if (of.home.id !== home.id || kept.has(of.result.path)) continue;
      this.#onDisk.delete(key);
      const uri = vscode.Uri.parse(key);
      if (!this.#isOpen(uri)) this.problems.clear(uri);
    }
  }

  dispose(): void {
    for (const { timer } of this.#states.values()) clearTimeout(timer);
    vscode.Disposable.from(...this.#subscriptions, this.#changed).dispose();
  }

  #typed(subject: Subject): void {
    if (settingsFor(subject.uri).run === 'onType') this.#touch(subject, DEBOUNCE);
  }

  #touch(subject: Subject, delay: number): void {
    if (!isScanned(subject)) return;
    if (!settingsFor(subject.uri).enable) return this.#close(subject);
    const state = this.#states.get(subject) ?? {};
    this.#states.set(subject, state);
    clearTimeout(state.timer);
    state.timer = setTimeout(() => void this.#scan(subject, state), delay);
  }

  /** One scan at a time: who comes meanwhile waits for that one, and scans again only when its text has changed. */
  async #scan(subject: Subject, state: State): Promise<void> {
    if (state.running) {
      await state.running;
      if (state.scanned?.stamp === this.#stampOf(subject) || this.#states.get(subject) !== state) return;
    }
    state.running ??= this.#judge(subject, state).finally(() => {
      state.running = undefined;
    });
    await state.running;
  }

  async #judge(subject: Subject, state: State): Promise<void> {
    const stamp = this.#stampOf(subject);
    const home = this.folders.homeOf(subject.uri);
    const input = inputOf(subject, home);
    const started = performance.now();
    this.#count(1);
    try {
      const outcome = await this.scanner.in(home, 'scan', { input });
      const stale =
        outcome.stale || subject.isClosed || this.#states.get(subject) !== state || this.#stampOf(subject) !== stamp;
      if (stale) return;
      state.scanned = { subject, home, path: input.path, stamp, outcome, took: performance.now() - started };
      this.#show(state.scanned);
    } catch (error) {
      if (!isEnd(error)) this.log.error(`Scanning failed: ${errorMessageOf(error)}`);
    } finally {
      this.#count(-1);
    }
  }

  #show(scanned: Scanned): void {
    const { subject, outcome } = scanned;
    if (isNotebook(subject)) this.problems.showNotebook(subject, outcome.findings, locateFrom(scanned));
    else this.problems.showDocument(subject.uri, outcome.findings, locateFrom(scanned));
  }

  #close(subject: Subject): void {
    const state = this.#states.get(subject);
    if (!state) return;
    clearTimeout(state.timer);
    this.#states.delete(subject);
    this.problems.clear(subject.uri);
    void this.scanner.release(subject.uri.toString());
    if (this.#onDisk.has(subject.uri.toString())) void this.#showFromDisk(subject.uri);
    this.#changed.fire();
  }

  /** A file of the last workspace scan was closed: from now on what is on disk counts again. */
  async #showFromDisk(uri: vscode.Uri): Promise<void> {
    const home = this.folders.homeOf(uri);
    try {
      await this.scanner.in(
        home,
        'scanFolder',
        { paths: [pathIn(home, uri)] },
        {
          onPart: (part) => {
            const { result } = part as { result?: FileResult };
            if (result) this.showFile(home, result);
          },
        },
      );
    } catch (error) {
      if (!isEnd(error)) this.log.error(`Scanning failed: ${errorMessageOf(error)}`);
    }
  }

  #stampOf(subject: Subject): string {
    return `${this.#era}:${this.#states.get(subject)?.era ?? 0}:${stampOf(subject)}`;
  }

  /** Their cells have addresses now. */
  #showNotebooks(): void {
    for (const { home, result } of this.#onDisk.values())
      if (result.findings.some(({ cell }) => cell !== null)) this.showFile(home, result);
  }

  readonly #locateIn =
    (home: Home): Locate =>
    (path, cell) => {
      const uri = uriIn(home, path);
      return cell === null ? uri : (this.addresses.of(uri, cell) ?? uri);
    };

  #isOpen(uri: vscode.Uri): boolean {
    const key = uri.toString();
    for (const subject of this.#states.keys()) if (subject.uri.toString() === key) return true;
    return false;
  }

  #count(by: 1 | -1): void {
    this.#busy += by;
    this.#changed.fire();
  }
}

/** The document of a path and cell, seen from a scanned document: its own path is itself, whatever its URI. */
export function locateFrom({ subject, home, path: own }: Scanned): Locate {
  return (path, cell) => {
    if (path !== own) return uriIn(home, path);
    if (!isNotebook(subject) || cell === null) return subject.uri;
    return cell < subject.cellCount ? subject.cellAt(cell).document.uri : null;
  };
}
