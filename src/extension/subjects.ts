import * as vscode from 'vscode';
import { kindWith } from '../readers/paths';
import { DOCUMENTS } from './documents.generated';
import { filtersOf, type KnownDocument } from './documents-known';
import type { NotebookCell, ScanInput } from '../core/input';
import { pathIn, type Home } from './folders';

/** What providers of the editor listen to: text files, and the cells of notebooks. */
export const SELECTOR: vscode.DocumentSelector = filtersOf(DOCUMENTS) as vscode.DocumentFilter[];

/** What is scanned as one: a text document, or a notebook with all its cells. */
export type Subject = vscode.TextDocument | vscode.NotebookDocument;

/**
 * Where people keep files. Everything else shows text that is somewhere else already: the editor's previews of a change, old
 * versions, output, settings. What such a document says must not be told twice.
 */
const OWN: ReadonlySet<string> = new Set(['file', 'untitled', 'vscode-remote', 'vscode-vfs']);

/** Characters of one output that are judged; more is a dump, not a log. */
const OUTPUT_LIMIT = 200_000;

export const isNotebook = (subject: Subject): subject is vscode.NotebookDocument => 'notebookType' in subject;

/** Whether an address may be that of a file of the user: of a known file system, or of one that a folder was opened from. */
export const isOwn = ({ scheme }: vscode.Uri): boolean =>
  OWN.has(scheme) || (vscode.workspace.workspaceFolders ?? []).some((folder) => folder.uri.scheme === scheme);

export function isScanned(subject: Subject): boolean {
  if (!isOwn(subject.uri)) return false;
  if (isNotebook(subject)) return notebookKind(subject) !== undefined;
  return languageKind(subject) !== undefined || kindWith(DOCUMENTS, subject.uri.path) !== null;
}

const languageKind = ({ languageId }: vscode.TextDocument): KnownDocument | undefined =>
  DOCUMENTS.find(({ languages }) => languages.includes(languageId));

const notebookKind = ({ notebookType }: vscode.NotebookDocument): KnownDocument | undefined =>
  DOCUMENTS.find(({ notebookTypes }) => notebookTypes.includes(notebookType));

/** All that a scan depends on, as one text: two equal stamps mean the same content. */
export function stampOf(subject: Subject): string {
  if (!isNotebook(subject)) return `${subject.version}`;
  return `${subject.version}:${subject
    .getCells()
    .map((cell) => `${cell.document.version}${cell.document.languageId}`)
    .join()}`;
}

export function inputOf(subject: Subject, home: Home): ScanInput {
  const session = subject.uri.toString();
  return isNotebook(subject)
    ? {
        kind: 'notebook',
        path: pathAs(notebookKind(subject), pathIn(home, subject.uri)),
        cells: subject.getCells().map(cellOf),
        session,
      }
    : {
        kind: 'text',
        path: pathAs(languageKind(subject), pathIn(home, subject.uri)),
        text: subject.getText(),
        session,
      };
}

/** The notebook that a cell belongs to, or the document itself; null for documents that are not scanned. */
export function subjectOf(
  document: vscode.TextDocument,
): { readonly subject: Subject; readonly cell: number | null } | null {
  if (document.uri.scheme !== 'vscode-notebook-cell')
    return isScanned(document) ? { subject: document, cell: null } : null;
  for (const notebook of vscode.workspace.notebookDocuments) {
    const cell = notebook.getCells().findIndex((candidate) => candidate.document === document);
    if (cell !== -1) return isScanned(notebook) ? { subject: notebook, cell } : null;
  }
  return null;
}

/** The engine goes by names. A document that is of a kind by its language alone gets a name that says so. */
const pathAs = (kind: KnownDocument | undefined, path: string): string =>
  kind === undefined || kindWith(DOCUMENTS, path) === kind ? path : path + kind.suffix;

const cellOf = (cell: vscode.NotebookCell): NotebookCell => ({
  kind: cell.kind === vscode.NotebookCellKind.Code ? 'code' : 'markup',
  language: cell.document.languageId,
  text: cell.document.getText(),
  outputs: cell.outputs.map((output) => output.items.filter(isText).map(textOf).join('\n')),
});

/** Images and sound are not read; the rest is text: streams, errors, HTML, JSON. */
const isText = (item: vscode.NotebookCellOutputItem): boolean =>
  /^text\/|json|xml|javascript|^application\/vnd\.code\.notebook\./.test(item.mime) && !item.mime.startsWith('image/');

const textOf = (item: vscode.NotebookCellOutputItem): string =>
  new TextDecoder().decode(item.data.subarray(0, OUTPUT_LIMIT));
