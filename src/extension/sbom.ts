import * as vscode from 'vscode';
import type { FolderPart } from '../session/folder-scan';
import { FORMATS } from '../bom/formats';
import type { SbomAnswer, SbomForm } from '../session/sbom';
import type { Log } from './log';
import type { Scanner } from './scanner';
import { counted, progressed } from './wording';

/** A format in one of its versions, and the file that it is written to. */
interface Form {
  readonly label: string;
  readonly file: string;
  readonly form: SbomForm;
}

/** The first is written unless another one is chosen. */
const FORMS: readonly Form[] = [
  ...FORMATS.cyclonedx.versions.map((specVersion) => ({
    label: `${FORMATS.cyclonedx.name} ${specVersion}`,
    file: FORMATS.cyclonedx.file,
    form: { format: 'cyclonedx', specVersion } as const,
  })),
  ...FORMATS.spdx.versions.map((version) => ({
    label: `${FORMATS.spdx.name} ${version}`,
    file: FORMATS.spdx.file,
    form: { format: 'spdx' } as const,
  })),
];

/** Asks for the format first, or takes the one that is given by its name. */
export async function writeSbomAs(
  given: vscode.Uri | undefined,
  scanner: Scanner,
  log: Log,
  version: string,
  label?: string,
): Promise<vscode.Uri | undefined> {
  const chosen =
    FORMS.find((each) => each.label === label) ??
    (await vscode.window.showQuickPick(
      FORMS.map((each) => ({ ...each, description: each.file })),
      { placeHolder: vscode.l10n.t('Format of the bill of materials') },
    ));
  return chosen && writeSbom(given, scanner, log, version, chosen);
}

/**
 * Writes the bill of materials of a folder into it and opens it. Asks only what it must: the folder when
 * there are several, and the place when that file is something else or the folder cannot be written to.
 * Gives the file's address, or undefined when the user gave up.
 */
export async function writeSbom(
  given: vscode.Uri | undefined,
  scanner: Scanner,
  log: Log,
  version: string,
  { file, form }: Form = FORMS[0]!,
): Promise<vscode.Uri | undefined> {
  const folder = await folderFor(given);
  if (!folder) return undefined;
  const home = { id: folder.uri.toString(), root: folder.uri };
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Touchstone: writing the bill of materials'),
    cancellable: true,
  };
  const sbom = await vscode.window.withProgress(options, (progress, token) => {
    const controller = new AbortController();
    token.onCancellationRequested(() => controller.abort());
    return scanner.in(
      home,
      'sbom',
      { name: nameOf(folder.uri), version, form },
      {
        signal: controller.signal,
        onPart: (part) => {
          progress.report({ message: progressed(part as FolderPart) });
        },
      },
    );
  });
  for (const { path, message } of sbom.notes) log.info(`SBOM: ${path}: ${message}`);
  const uri = await write(vscode.Uri.joinPath(folder.uri, file), new TextEncoder().encode(sbom.text));
  if (!uri) return undefined;
  const told = toldOf(sbom, uri);
  log.info(told);
  await vscode.window.showTextDocument(uri, { preview: false });
  void tell(told, sbom.notes.length > 0);
  return uri;
}

/** What was written, and what is not in it as it should be. */
function toldOf({ packages, models, datasets, unresolved, notes }: SbomAnswer, uri: vscode.Uri): string {
  const parts = [
    ...(packages > 0 ? [counted(packages, 'package')] : []),
    ...(models > 0 ? [counted(models, 'model')] : []),
    ...(datasets > 0 ? [counted(datasets, 'dataset')] : []),
  ];
  const gaps = [
    ...(unresolved === 1 ? [vscode.l10n.t('1 component without a known version or content')] : []),
    ...(unresolved > 1 ? [vscode.l10n.t('{0} components without a known version or content', unresolved)] : []),
    ...(notes.length > 0 ? [counted(notes.length, 'note')] : []),
  ];
  const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
  const inside = parts.length > 0 ? parts.join(', ') : vscode.l10n.t('no packages, models or data sets');
  return gaps.length > 0
    ? vscode.l10n.t('{0} written: {1}. Incomplete: {2}.', name, inside, gaps.join(', '))
    : vscode.l10n.t('{0} written: {1}. Nothing is missing.', name, inside);
}

async function tell(message: string, hasNotes: boolean): Promise<void> {
  const show = vscode.l10n.t('Show Notes');
  if ((await vscode.window.showInformationMessage(message, ...(hasNotes ? [show] : []))) === show)
    await vscode.commands.executeCommand('touchstone.showOutput');
}

async function folderFor(given: vscode.Uri | undefined): Promise<{ readonly uri: vscode.Uri } | undefined> {
  if (given instanceof vscode.Uri) return { uri: given };
  const all = vscode.workspace.workspaceFolders ?? [];
  return all.length > 1
    ? vscode.window.showWorkspaceFolderPick({ placeHolder: vscode.l10n.t('Folder to describe') })
    : all[0];
}

/** The folder's own name, as the command line takes it: not what a workspace file calls it. */
const nameOf = (uri: vscode.Uri): string =>
  uri.path
    .split('/')
    .filter((part) => part !== '')
    .at(-1) ?? 'project';

async function write(uri: vscode.Uri, bytes: Uint8Array): Promise<vscode.Uri | undefined> {
  if (await mayWrite(uri)) {
    try {
      await vscode.workspace.fs.writeFile(uri, bytes);
      return uri;
    } catch (error) {
      if (!(error instanceof vscode.FileSystemError)) throw error; // read-only or gone: somewhere else, then
    }
  }
  const chosen = await vscode.window.showSaveDialog({
    defaultUri: uri,
    filters: { JSON: ['json'] },
    title: vscode.l10n.t('Save the Bill of Materials'),
  });
  if (chosen) await vscode.workspace.fs.writeFile(chosen, bytes);
  return chosen;
}

/** A bill of materials may be replaced by a newer one; anything else of that name is the user's. */
async function mayWrite(uri: vscode.Uri): Promise<boolean> {
  try {
    const there = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    return /"bomFormat"\s*:\s*"CycloneDX"|"@context"\s*:\s*"https:\/\/spdx\.org\/rdf\/3\./.test(there);
  } catch {
    return true;
  }
}
