import * as vscode from 'vscode';
import type { ModelOrigin } from '../report/model-messages';
import { errorMessageOf, type Log } from './log';
import type { ModelDocument } from './model-document';
import { isEnd, type Scanner } from './scanner';
import { settingsFor } from './settings';

/** Compares a model file with what the hub says of it, once the user allows to ask; tells the page what came of it. */
export async function compareModel(document: ModelDocument, scanner: Scanner, log: Log): Promise<void> {
  const { home, path, whole } = document.place;
  try {
    const { hubEndpoint } = settingsFor(home.root);
    const host = vscode.Uri.parse(hubEndpoint).authority || hubEndpoint;
    if (!(await isAllowed(home.root, host))) return;
    const sha256 = await document.digestOf();
    if (sha256 === null) return; // the page says why
    const { origin, named } = await scanner.in(home, 'modelOrigin', { path, whole, sha256 });
    const asked = origin ?? (await originAsked(named, path));
    if (asked === null) return;
    document.tellHub({ kind: 'asking', host });
    document.tellHub(await scanner.in(home, 'compareModel', { origin: asked, sha256 }));
  } catch (error) {
    document.tellHub(isEnd(error) ? null : { kind: 'unknown', why: errorMessageOf(error) });
    if (!isEnd(error)) log.error(`compare: ${errorMessageOf(error)}`);
  }
}

/** Asks once whether the network may be used, as for any look-up. */
async function isAllowed(scope: vscode.Uri, host: string): Promise<boolean> {
  if (settingsFor(scope).network) return true;
  const allow = vscode.l10n.t('Allow and Compare');
  const detail = vscode.l10n.t(
    '{0} learns the name of the repository that this file is from, nothing else: its digests are compared here. To turn this off again, use the setting touchstone.network.',
    host,
  );
  const question = vscode.l10n.t('Compare with the hub over the network?');
  if ((await vscode.window.showInformationMessage(question, { modal: true, detail }, allow)) !== allow) return false;
  await vscode.workspace.getConfiguration('touchstone').update('network', true, vscode.ConfigurationTarget.Global);
  return true;
}

const REPOSITORY = /^([\w.-]{1,96}(?:\/[\w.-]{1,96})?)(?:@([\w./-]{1,200}))?$/;

/** Where nothing says which repository a file is from, whoever asks has to. `named` is a guess that can be changed. */
async function originAsked(named: string | null, path: string): Promise<ModelOrigin | null> {
  const answer = await vscode.window.showInputBox({
    title: vscode.l10n.t("Compare with the Hub's Hash"),
    prompt: vscode.l10n.t(
      'Neither its place nor touchstone.lock says which repository this file is from. Its name, with @revision where it is not main:',
    ),
    placeHolder: vscode.l10n.t('organisation/model'),
    value: named ?? '',
    validateInput: (text) =>
      REPOSITORY.test(text.trim()) ? undefined : vscode.l10n.t('A repository is written organisation/model.'),
  });
  const [, id, revision] = REPOSITORY.exec(answer?.trim() ?? '') ?? [];
  return id === undefined ? null : { id, type: 'model', revision: revision ?? 'main', file: path };
}
