import * as vscode from 'vscode';
import type { AdvisoryState } from '../core/advisory';
import { ADVISORY_DUMP, fetchAdvisoryDump } from '../remote/advisory-dump';
import { advisoryIndexOf } from '../session/advisory-places';
import { offerOutput } from './fix-commands';
import type { Folders, Home } from './folders';
import { http } from './http';
import type { Log } from './log';
import type { Platform } from './platform';
import { isEnd, type Scanner } from './scanner';

/** Documents from which people expect to be told of vulnerable packages. */
const MANIFESTS: vscode.DocumentSelector = [
  '**/*requirements*.txt',
  '**/requirements/*.txt',
  '**/*requirements*.in',
  '**/{pyproject,pixi}.toml',
  '**/{setup.cfg,Pipfile,tox.ini}',
].map((pattern) => ({ scheme: 'file', pattern }));

/**
 * The database of vulnerable and malicious packages: one download that the user agrees to, everything offline after it; and behind `{}` of
 * a manifest, how old it is, so that nothing found does not read as nothing there.
 */
export class Advisories implements vscode.Disposable {
  readonly #item = vscode.languages.createLanguageStatusItem('touchstone.advisories', MANIFESTS);
  readonly #subscriptions: vscode.Disposable[];
  #state: AdvisoryState | 'broken' | null | undefined;

  constructor(
    private readonly platform: Platform,
    private readonly scanner: Scanner,
    private readonly folders: Folders,
    private readonly log: Log,
    /** Judges all documents anew. */
    private readonly judgeAnew: () => void,
  ) {
    this.#item.name = vscode.l10n.t('Known Vulnerabilities');
    this.#item.command = { title: vscode.l10n.t('Update Advisory Database'), command: 'touchstone.updateAdvisories' };
    this.#subscriptions = [this.#item, vscode.window.onDidChangeActiveTextEditor((editor) => this.#look(editor))];
    this.#show();
    this.#look(vscode.window.activeTextEditor);
  }

  dispose(): void {
    vscode.Disposable.from(...this.#subscriptions).dispose();
  }

  /** Asks, downloads, checks and keeps a database; true when there is a new one. */
  async update(): Promise<boolean> {
    const [place] = this.platform.advisories ?? [];
    if (place === undefined) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t(
          'An advisory database needs a disk: open the folder in the desktop, over Remote or in a Codespace.',
        ),
      );
      return false;
    }
    const { host } = new URL(ADVISORY_DUMP);
    const agreed = await this.scanner.consent.given({
      host,
      question: vscode.l10n.t('Download the advisories of all Python packages?'),
      learns: vscode.l10n.t(
        'About 15 MB from {0}. It learns the address of this machine, and no name of a package. Everything is looked up offline afterwards.',
        host,
      ),
      agree: vscode.l10n.t('Download'),
    });
    if (!agreed) return false;
    const problem = await this.#download(place);
    if (problem !== null) {
      if (problem !== '') void offerOutput(problem);
      return false;
    }
    this.#state = undefined;
    this.judgeAnew();
    this.#look(vscode.window.activeTextEditor);
    return true;
  }

  /** Null when it is kept, else why not; empty when the user stopped it. */
  #download(place: string): Thenable<string | null> {
    const options = {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Touchstone: downloading advisories'),
      cancellable: true,
    };
    return vscode.window.withProgress(options, async (progress, token) => {
      const stop = new AbortController();
      token.onCancellationRequested(() => stop.abort());
      let told = 0;
      const answer = await fetchAdvisoryDump(http, ADVISORY_DUMP, {
        signal: stop.signal,
        progress(bytes) {
          const megabytes = Math.floor(bytes / 1_000_000);
          if (megabytes > told) progress.report({ message: vscode.l10n.t('{0} MB', (told = megabytes)) });
        },
      });
      if (token.isCancellationRequested) return '';
      if ('problem' in answer) return answer.problem;
      progress.report({ message: vscode.l10n.t('checking') });
      const read = await this.scanner.ask('checkAdvisories', { bytes: answer.answer });
      if (read === null)
        return vscode.l10n.t(
          '{0} did not send a whole archive of advisories, so nothing was kept. Try again later.',
          new URL(ADVISORY_DUMP).host,
        );
      if (token.isCancellationRequested) return '';
      await keep(vscode.Uri.file(place), answer.answer);
      if (read.index !== null) await keep(vscode.Uri.file(advisoryIndexOf(place)), read.index);
      this.log.info(`Advisories: ${read.records} records, the newest of ${read.asOf ?? 'an unknown date'}.`);
      return null;
    });
  }

  /** Finds out how old the database is, when a manifest is first looked at. Reads the disk alone. */
  #look(editor: vscode.TextEditor | undefined): void {
    if (!editor || this.#state !== undefined || vscode.languages.match(MANIFESTS, editor.document) === 0) return;
    this.#state = null;
    void this.#ask(this.folders.homeOf(editor.document.uri));
  }

  async #ask(home: Home): Promise<void> {
    try {
      this.#state = await this.scanner.in(home, 'advisories', {});
    } catch (error) {
      this.#state = undefined;
      if (!isEnd(error)) throw error;
    }
    this.#show();
  }

  #show(): void {
    const state = this.#state ?? null;
    const isChecked = state !== null && state !== 'broken';
    const date = (isChecked ? state.asOf?.slice(0, 10) : null) ?? vscode.l10n.t('an unknown date');
    this.#item.text = isChecked
      ? vscode.l10n.t('Advisories of {0}', date)
      : vscode.l10n.t('Known vulnerabilities: not checked');
    this.#item.detail = isChecked
      ? state.old
        ? vscode.l10n.t('more than 30 days old')
        : undefined
      : state === 'broken'
        ? vscode.l10n.t('the advisory database cannot be read')
        : vscode.l10n.t('no advisory database');
    this.#item.severity =
      isChecked && !state.old ? vscode.LanguageStatusSeverity.Information : vscode.LanguageStatusSeverity.Warning;
  }
}

/** In one step, so that a scan that begins meanwhile reads the old one or the new one. */
async function keep(place: vscode.Uri, bytes: Uint8Array): Promise<void> {
  const beside = place.with({ path: `${place.path}.new` });
  await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(place, '..'));
  await vscode.workspace.fs.writeFile(beside, bytes);
  await vscode.workspace.fs.rename(beside, place, { overwrite: true });
}
