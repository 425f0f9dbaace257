import * as vscode from 'vscode';
import type { DigestState, FromModelPage, ToModelPage } from '../report/model-messages';
import type { ModelView } from '../report/model-view';
import type { ModelInspection } from '../session/model-inspection';
import { pathIn, uriIn, type Home } from './folders';
import { errorMessageOf, type Log } from './log';
import { isEnd, type Scanner } from './scanner';
import { badgeOf } from './signed-badge';

/** A file that is written to is left alone until its size and time have rested for so long. Milliseconds. */
const REST = 2_000;
/** Between two messages about progress. Milliseconds. */
const PACE = 100;

/** A model file that the inspector shows, in however many editors. */
export class ModelDocument implements vscode.CustomDocument {
  readonly #told = new vscode.EventEmitter<ToModelPage>();
  /** What a page that comes later has to be told, by kind. */
  readonly #state = new Map<ToModelPage['kind'], ToModelPage>();
  readonly #watcher: vscode.Disposable;
  #inspecting: { readonly view: Promise<ModelView | null>; readonly controller: AbortController } | null = null;
  #hashing: AbortController | null = null;
  /** The state of the file that is shown. */
  #shown: ModelInspection['stat'] | null = null;
  #resting: ReturnType<typeof setTimeout> | undefined;
  #isClosed = false;

  readonly onTold = this.#told.event;

  constructor(
    readonly uri: vscode.Uri,
    private readonly home: Home,
    private readonly scanner: Scanner,
    private readonly log: Log,
  ) {
    // Names may hold what a pattern takes for more than itself, so the folder is watched.
    const watcher = vscode.workspace.createFileSystemWatcher(
      new vscode.RelativePattern(vscode.Uri.joinPath(uri, '..'), '*'),
    );
    const changed = (other: vscode.Uri) => {
      if (other.path === uri.path) this.#rest();
    };
    this.#watcher = vscode.Disposable.from(
      watcher,
      watcher.onDidChange(changed),
      watcher.onDidCreate(changed),
      watcher.onDidDelete(changed),
    );
  }

  get #file() {
    return { path: pathIn(this.home, this.uri) };
  }

  /** All that a page has to know when it is drawn. */
  state(): readonly ToModelPage[] {
    return [...this.#state.values()];
  }

  /** What the file holds; read once, and again after `reload`. Null where that failed. */
  inspect(): Promise<ModelView | null> {
    this.#inspecting ??= this.#begin();
    return this.#inspecting.view;
  }

  reload(): Promise<ModelView | null> {
    this.cancel();
    this.#stopHashing();
    for (const kind of ['failed', 'stale', 'digest', 'hub'] as const) this.#state.delete(kind);
    return this.inspect();
  }

  /** Ends the reading that is under way. */
  cancel(): void {
    this.#inspecting?.controller.abort();
    this.#inspecting = null;
  }

  async tellBytes({ place, offset, length }: Extract<FromModelPage, { kind: 'bytes' }>): Promise<void> {
    const wanted = { ...this.#file, place, offset, length };
    const bytes = await this.scanner.in(this.home, 'modelBytes', wanted).catch((error) => this.#failed(error));
    this.#told.fire({ kind: 'bytes', place, offset, bytes });
  }

  async digest(isWanted: boolean): Promise<void> {
    this.#stopHashing();
    if (!isWanted) return this.#tellDigest({ kind: 'stopped', why: null });
    const controller = new AbortController();
    this.#hashing = controller;
    const size = this.#shown?.size ?? 0;
    this.#tellDigest({ kind: 'running', done: 0, size });
    const onPart = paced((done) => {
      if (this.#hashing === controller) this.#tellDigest({ kind: 'running', done, size });
    });
    try {
      const sha256 = await this.scanner.in(this.home, 'modelDigest', this.#file, { signal: controller.signal, onPart });
      const why = vscode.l10n.t('The file cannot be read, or changed meanwhile.');
      this.#tellDigest(sha256 === null ? { kind: 'stopped', why } : { kind: 'done', sha256 });
    } catch (error) {
      if (!isEnd(error)) this.#tellDigest({ kind: 'stopped', why: errorMessageOf(error) });
    } finally {
      if (this.#hashing === controller) this.#hashing = null;
    }
  }

  /** Its digest, as the page is told it; null where it was stopped, or cannot be had. */
  async digestOf(): Promise<string | null> {
    const known = this.#state.get('digest');
    const done = (message = this.#state.get('digest')): string | null =>
      message?.kind === 'digest' && message.state.kind === 'done' ? message.state.sha256 : null;
    if (done(known) === null) await this.digest(true);
    return done();
  }

  tellHub(answer: Extract<ToModelPage, { kind: 'hub' }>['answer']): void {
    this.#tell({ kind: 'hub', answer });
  }

  get place(): { readonly home: Home; readonly path: string; readonly whole: string } {
    return { home: this.home, ...this.#file, whole: this.uri.path };
  }

  /** Writes its digest into the lock of its folder. `tell` is given what was done since it was last told, in percent. */
  async lock(
    signal: AbortSignal,
    tell: (percent: number) => void,
  ): Promise<{ readonly uri: vscode.Uri; readonly isNew: boolean } | { readonly problem: string }> {
    const stat = await stated(this.uri);
    let told = 0;
    const onPart = paced((done) => {
      const percent = (100 * done) / Math.max(stat?.size ?? 0, 1);
      tell(percent - told);
      told = percent;
    });
    const sha256 = await this.scanner.in(this.home, 'modelDigest', this.#file, { signal, onPart });
    if (stat === null || sha256 === null)
      return { problem: vscode.l10n.t('The file cannot be read, or changed meanwhile.') };
    const locked = await this.scanner.in(this.home, 'lockModel', { ...this.#file, size: stat.size, sha256 });
    if ('problem' in locked) return locked;
    const uri = uriIn(this.home, 'touchstone.lock');
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(locked.text));
    return { uri, isNew: locked.isNew };
  }

  dispose(): void {
    this.#isClosed = true;
    this.cancel();
    this.#stopHashing();
    clearTimeout(this.#resting);
    this.#watcher.dispose();
    this.#told.dispose();
  }

  #begin() {
    const controller = new AbortController();
    const name = pathIn({ ...this.home, root: vscode.Uri.joinPath(this.uri, '..') }, this.uri);
    this.#tell({ kind: 'reading', name, read: 0 });
    const onPart = paced((read) => {
      if (!controller.signal.aborted) this.#tell({ kind: 'reading', name, read });
    });
    const view = this.scanner
      .in(this.home, 'inspectModel', this.#file, { signal: controller.signal, onPart })
      .then(async (inspection) => this.#show(inspection, await this.scanner.rules()))
      .catch((error) => {
        if (controller.signal.aborted && this.#inspecting !== null) return null; // it is read anew
        const message = controller.signal.aborted
          ? vscode.l10n.t('Reading was stopped.')
          : vscode.l10n.t('The file could not be inspected: {0}', errorMessageOf(error));
        this.#failed(error);
        return this.#fail(message);
      });
    return { view, controller };
  }

  #show(inspection: ModelInspection | null, rules: readonly { readonly id: string }[]): ModelView | null {
    if (inspection === null) return this.#fail(vscode.l10n.t('The file is gone, or is no plain file.'));
    this.#shown = inspection.stat;
    const hasFolder = vscode.workspace.getWorkspaceFolder(this.uri) !== undefined;
    this.#state.delete('failed');
    this.#tell({ kind: 'view', view: inspection.view, hasFolder, pages: rules.map(({ id }) => id) });
    this.#state.delete('reading');
    void this.#tellSigned();
    // Whoever writes it while it is read may have gone on since.
    this.#rest();
    return inspection.view;
  }

  /** What its signature says; told when it is known, since every file of the model is hashed for it. */
  async #tellSigned(): Promise<void> {
    try {
      const answer = await this.scanner.in(this.home, 'signedState', this.#file);
      this.#tell({ kind: 'signed', signed: badgeOf(answer) });
    } catch (error) {
      this.#failed(error);
    }
  }

  #fail(message: string): null {
    this.#state.delete('reading');
    this.#tell({ kind: 'failed', message });
    return null;
  }

  #failed(error: unknown): null {
    if (!isEnd(error)) this.log.error(`inspect: ${errorMessageOf(error)}`);
    return null;
  }

  /** Tells that the file is another one, once nobody has written to it for a while. */
  #rest(seen?: vscode.FileStat | null): void {
    clearTimeout(this.#resting);
    this.#resting = setTimeout(async () => {
      const now = await stated(this.uri);
      if (this.#isClosed || this.#shown === null) return;
      if (now?.size === this.#shown.size && now.mtime === this.#shown.modified) {
        this.#state.delete('stale');
        return;
      }
      const hasRested = seen !== undefined && now?.size === seen?.size && now?.mtime === seen?.mtime;
      if (hasRested) this.#tell({ kind: 'stale', isGone: now === null });
      else this.#rest(now);
    }, REST);
  }

  #stopHashing(): void {
    this.#hashing?.abort();
    this.#hashing = null;
  }

  #tellDigest(state: DigestState): void {
    this.#tell({ kind: 'digest', state });
  }

  #tell(message: ToModelPage): void {
    if (this.#isClosed) return;
    this.#state.set(message.kind, message);
    this.#told.fire(message);
  }
}

/** Hands on one number in a while; the last one may be left out. */
function paced(tell: (amount: number) => void): (part: unknown) => void {
  let last = 0;
  return (part) => {
    const now = Date.now();
    if (now - last < PACE) return;
    last = now;
    tell(part as number);
  };
}

async function stated(uri: vscode.Uri): Promise<vscode.FileStat | null> {
  try {
    return await vscode.workspace.fs.stat(uri);
  } catch {
    return null; // gone, which is what was asked
  }
}
