import * as vscode from 'vscode';
import type { SignablePlan } from '../session/model-signing';
import { pathIn, uriIn, type Folders, type Home } from './folders';
import type { Scanner } from './scanner';

/** What a person would be asked for; for tests, and for extensions that call the command. */
export interface SigningAnswers {
  readonly key?: vscode.Uri;
  readonly passPhrase?: string;
  readonly certificates?: vscode.Uri | null;
  /** Paths in the model that are signed; all that can be where it is absent. */
  readonly files?: readonly string[];
  readonly evenMalicious?: boolean;
}

/** Files that are offered one by one; of more a person only hears how many there are. */
const MOST_PICKED = 2_000;

/** *Sign Model…*: what will be signed is shown first, and the signature is written last, in one step, and then verified. */
export class ModelSigning {
  constructor(
    private readonly scanner: Scanner,
    private readonly folders: Folders,
  ) {}

  /** Gives the signature's file; undefined where a person thought better of it, or it could not be made. */
  async sign(model?: vscode.Uri, given?: SigningAnswers): Promise<vscode.Uri | undefined> {
    const uri = model instanceof vscode.Uri ? model : await chosenModel();
    if (!uri) return undefined;
    const home = this.folders.homeOf(uri);
    const path = pathIn(home, uri);
    const plan = await this.#withProgress(vscode.l10n.t('Touchstone: looking into the model'), (signal) =>
      this.scanner.in(home, 'signingPlan', { path }, { signal }),
    );
    if ('problem' in plan) return refuse(vscode.l10n.t('The model cannot be signed: {0}', plan.problem));
    const picked = given?.files ?? (await pickedFiles(plan));
    if (!picked || !(await isMeant(plan, picked, given?.evenMalicious))) return undefined;
    const wish = await this.#wish(given);
    if (!wish) return undefined;
    const ignored = plan.files.map((file) => file.path).filter((file) => !picked.includes(file));
    const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
    const made = await this.#withProgress(vscode.l10n.t('Touchstone: signing the model'), (signal) =>
      this.scanner.in(home, 'signModel', { path, name, ...wish, ignored }, { signal }),
    );
    if ('problem' in made) return refuse(made.problem);
    const written = uriIn(home, made.path);
    await replace(written, made.text);
    return this.#verified(home, path, plan, picked, written, made.files);
  }

  /** The key, and what opens it. It lives in this call alone. */
  async #wish(given: SigningAnswers | undefined) {
    const file =
      given?.key ?? (await chosenFile(vscode.l10n.t('Private Key'), vscode.l10n.t('Private key that signs')));
    if (!file) return undefined;
    const key = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
    const passPhrase = key.includes('ENCRYPTED') ? (given?.passPhrase ?? (await askedPassPhrase())) : null;
    if (passPhrase === undefined) return undefined;
    const chain = given ? (given.certificates ?? null) : await chosenCertificates();
    if (chain === undefined) return undefined;
    const certificates = chain === null ? '' : new TextDecoder().decode(await vscode.workspace.fs.readFile(chain));
    return { key, passPhrase, certificates };
  }

  async #verified(
    home: Home,
    path: string,
    plan: SignablePlan,
    picked: readonly string[],
    written: vscode.Uri,
    count: number,
  ): Promise<vscode.Uri | undefined> {
    const first = plan.isOneFile ? path : path === '' ? picked[0]! : `${path}/${picked[0]}`;
    const answer = await this.scanner.in(home, 'signedState', { path: first });
    const isRight = answer !== null && (answer.state === 'verified' || answer.state === 'unknown');
    if (!isRight)
      return refuse(
        vscode.l10n.t('The signature was written, but the model is not what it says: it changed meanwhile.'),
      );
    const open = vscode.l10n.t('Open');
    const told = count === 1 ? vscode.l10n.t('One file is signed.') : vscode.l10n.t('{0} files are signed.', count);
    void vscode.window.showInformationMessage(told, open).then((choice) => {
      if (choice === open) void vscode.commands.executeCommand('vscode.open', written);
    });
    return written;
  }

  #withProgress<T>(title: string, run: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
    return Promise.resolve(
      vscode.window.withProgress(options, (_progress, token) => {
        const controller = new AbortController();
        token.onCancellationRequested(() => controller.abort());
        return run(controller.signal);
      }),
    );
  }
}

function refuse(message: string): undefined {
  void vscode.window.showWarningMessage(message);
  return undefined;
}

async function chosenModel(): Promise<vscode.Uri | undefined> {
  const openLabel = vscode.l10n.t('Sign');
  const title = vscode.l10n.t('Folder of the model to sign');
  const options = { openLabel, title, canSelectFolders: true, canSelectFiles: false, canSelectMany: false };
  return (await vscode.window.showOpenDialog(options))?.[0];
}

async function chosenFile(openLabel: string, title: string): Promise<vscode.Uri | undefined> {
  return (await vscode.window.showOpenDialog({ openLabel, title, canSelectMany: false }))?.[0];
}

const askedPassPhrase = (): Thenable<string | undefined> =>
  vscode.window.showInputBox({
    password: true,
    ignoreFocusOut: true,
    prompt: vscode.l10n.t('Pass phrase of the key; it is not kept'),
  });

/** Null: the key signs alone. */
async function chosenCertificates(): Promise<vscode.Uri | null | undefined> {
  const alone = vscode.l10n.t('With the key alone');
  const certified = vscode.l10n.t('With its certificate…');
  const choice = await vscode.window.showQuickPick([alone, certified], {
    placeHolder: vscode.l10n.t('How is the model signed?'),
  });
  if (choice === undefined) return undefined;
  if (choice === alone) return null;
  return chosenFile(vscode.l10n.t('Certificates'), vscode.l10n.t('Certificates, that of the key first'));
}

/** The list of what will be signed; what a person takes out of it is recorded as left out. */
async function pickedFiles({ files, isOneFile }: SignablePlan): Promise<readonly string[] | undefined> {
  const all = files.map((file) => file.path);
  if (isOneFile || files.length > MOST_PICKED) return all;
  const items = files.map(({ path, size }) => ({ label: path, description: bytesOf(size), picked: true }));
  const picked = await vscode.window.showQuickPick(items, {
    canPickMany: true,
    ignoreFocusOut: true,
    placeHolder: vscode.l10n.t('Files that are signed; what you take out is recorded as left out'),
  });
  return picked && picked.length > 0 ? picked.map(({ label }) => label) : undefined;
}

const bytesOf = (size: number): string => vscode.l10n.t('{0} bytes', size);

async function isMeant({ malicious }: SignablePlan, picked: readonly string[], even = false): Promise<boolean> {
  const bad = malicious.filter((file) => picked.includes(file));
  if (bad.length === 0 || even) return true;
  const anyway = vscode.l10n.t('Sign Anyway');
  const detail = vscode.l10n.t('Loading them runs code: {0}', bad.slice(0, 5).join(', '));
  const asked = vscode.l10n.t('The inspector calls files of this model malicious. Sign them?');
  return (await vscode.window.showWarningMessage(asked, { modal: true, detail }, anyway)) === anyway;
}

/** Writes a file beside the place, and moves it there in one step, so that nobody ever sees half of it. */
async function replace(uri: vscode.Uri, text: string): Promise<void> {
  const beside = uri.with({ path: `${uri.path}.${Date.now().toString(36)}.tmp` });
  const { fs } = vscode.workspace;
  try {
    await fs.writeFile(beside, new TextEncoder().encode(text));
    await fs.rename(beside, uri, { overwrite: true });
  } catch (error) {
    await fs.delete(beside).then(undefined, () => undefined);
    throw error;
  }
}
