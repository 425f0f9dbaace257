import * as vscode from 'vscode';
import { commandFileOf, type CommandFile } from '../readers/shell/command-files';
import type { NotebookCell, ScanInput } from '../core/input';
import { pathIn, type Home } from './folders';

export const PYTHON = 'python';
export const REQUIREMENTS = 'pip-requirements';
/** Languages of VS Code's own extensions, and the endings that say to the engine what they are. */
const COMMANDS: Readonly<Record<string, { readonly kind: CommandFile; readonly suffix: string }>> = {
  shellscript: { kind: 'shell', suffix: '.sh' },
  dockerfile: { kind: 'dockerfile', suffix: '.dockerfile' },
};
export const NOTEBOOK = 'jupyter-notebook';

/** What providers of the editor listen to: text files, and the cells of notebooks. */
export const SELECTOR: vscode.DocumentSelector = [
  { language: PYTHON },
  { language: REQUIREMENTS },
  ...Object.keys(COMMANDS).map((language) => ({ language })),
  { notebookType: NOTEBOOK },
  { pattern: '**/{.env,.env.*,*.env}' },
  { pattern: '**/*.{yaml,yml,toml,json,ini,cfg}' },
];

/** What is scanned as one: a text document, or a notebook with all its cells. */
export type Subject = vscode.TextDocument | vscode.NotebookDocument;

/** Documents of these schemes are not the user's own files: old versions, output, settings. */
const FOREIGN = new Set([
  'git',
  'output',
  'debug',
  'comment',
  'vscode',
  'vscode-settings',
  'vscode-userdata',
  'vscode-scm',
  'vscode-notebook-cell',
  'vscode-interactive-input',
  'search-editor',
  'gitlens',
  'pr',
  'touchstone-rule',
  'walkThrough',
]);
const CONFIGURATION = /(?:^|\/)(?:\.env(?:\.[^/]*)?|[^/]*\.(?:env|yaml|yml|toml|json|ini|cfg))$/i;

/** Characters of one output that are judged; more is a dump, not a log. */
const OUTPUT_LIMIT = 200_000;

export const isNotebook = (subject: Subject): subject is vscode.NotebookDocument => 'notebookType' in subject;

export function isScanned(subject: Subject): boolean {
  if (FOREIGN.has(subject.uri.scheme)) return false;
  if (isNotebook(subject)) return subject.notebookType === NOTEBOOK;
  return (
    subject.languageId === PYTHON ||
    subject.languageId === REQUIREMENTS ||
    COMMANDS[subject.languageId] !== undefined ||
    CONFIGURATION.test(subject.uri.path)
  );
}

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
        path: withSuffix(pathIn(home, subject.uri), /\.ipynb$/i, '.ipynb'),
        cells: subject.getCells().map(cellOf),
        session,
      }
    : { kind: 'text', path: pathOf(subject, home), text: subject.getText(), session };
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

/** The engine goes by names. A document that is Python or requirements by choice of the user alone gets a name that says so. */
function pathOf(document: vscode.TextDocument, home: Home): string {
  const path = pathIn(home, document.uri);
  if (document.languageId === PYTHON) return withSuffix(path, /\.pyw?i?$/i, '.py');
  const commands = COMMANDS[document.languageId];
  if (commands !== undefined) return commandFileOf(path) === commands.kind ? path : path + commands.suffix;
  if (
    document.languageId !== REQUIREMENTS ||
    /(?:requirements|constraints)[^/]*\.(?:txt|in)$|(?:^|\/)(?:requirements|constraints)\/[^/]*\.(?:txt|in)$/i.test(
      path,
    )
  )
    return path;
  return withSuffix(path, /$^/, '-requirements.txt');
}

const withSuffix = (path: string, has: RegExp, suffix: string): string => (has.test(path) ? path : path + suffix);

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
