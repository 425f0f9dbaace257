import * as vscode from 'vscode';
import type { Documents } from './documents';
import { COMPANIONS, SOURCES } from './documents.generated';
import { isWatched, watchedAt } from './documents-known';
import { pathIn, type Folders } from './folders';
import type { Scanner } from './scanner';
import { isOwn } from './subjects';
import type { WorkspaceScan } from './workspace-scan';

/** After the last change, since tools write several files at once. Milliseconds. */
const QUIET = 200;

/** When a file that others rest on changes, on disk or in an editor, what was concluded from it is forgotten and open documents are scanned again. */
export function watchCompanions(
  scanner: Scanner,
  folders: Folders,
  documents: Documents,
  onChange: () => void,
): vscode.Disposable {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const changed = (uri: vscode.Uri) => {
    const home = folders.homeOf(uri);
    void scanner.invalidate(home, pathIn(home, uri));
    clearTimeout(timer);
    timer = setTimeout(() => {
      documents.rescan();
      onChange();
    }, QUIET);
  };
  const typed = (document: vscode.TextDocument) => {
    if (isOwn(document.uri) && isWatched(COMPANIONS, document.uri.path)) changed(document.uri);
  };
  const watcher = vscode.workspace.createFileSystemWatcher(watchedAt(COMPANIONS));
  return vscode.Disposable.from(
    watchSources(scanner, folders, documents),
    watcher,
    watcher.onDidChange(changed),
    watcher.onDidCreate(changed),
    watcher.onDidDelete(changed),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0) typed(document);
    }),
    // Closed without saving: what is on disk holds again.
    vscode.workspace.onDidCloseTextDocument(typed),
    { dispose: () => clearTimeout(timer) },
  );
}

/**
 * When a file that findings elsewhere took a value from changes, the documents that took it are scanned again; when one comes
 * or goes, all are, since a name may lead elsewhere now. What is typed counts before it is saved.
 */
function watchSources(scanner: Scanner, folders: Folders, documents: Documents): vscode.Disposable {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const waiting = new Map<string, vscode.Uri>();
  let all = false;
  const flush = () => {
    const changed = [...waiting.values()].map((uri) => ({ home: folders.homeOf(uri), uri }));
    for (const { home, uri } of changed) void scanner.invalidate(home, pathIn(home, uri));
    if (all) documents.rescan();
    else documents.rescanResting(changed.map(({ home, uri }) => ({ home, path: pathIn(home, uri) })));
    waiting.clear();
    all = false;
  };
  const changed = (uri: vscode.Uri) => {
    waiting.set(uri.toString(), uri);
    clearTimeout(timer);
    timer = setTimeout(flush, QUIET);
  };
  const moved = (uri: vscode.Uri) => {
    all = true;
    changed(uri);
  };
  const typed = (document: vscode.TextDocument) => {
    if (isOwn(document.uri) && isWatched(SOURCES, document.uri.path)) changed(document.uri);
  };
  const watcher = vscode.workspace.createFileSystemWatcher(watchedAt(SOURCES));
  return vscode.Disposable.from(
    watcher,
    watcher.onDidChange(changed),
    watcher.onDidCreate(moved),
    watcher.onDidDelete(moved),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0) typed(document);
    }),
    vscode.workspace.onDidCloseTextDocument(typed),
    { dispose: () => clearTimeout(timer) },
  );
}

/** When what is wanted changes, what was found in files that are not open may be wanted no more. */
export function watchConfiguration(scan: WorkspaceScan): vscode.Disposable {
  const watcher = vscode.workspace.createFileSystemWatcher('**/{touchstone.toml,pyproject.toml,*baseline*.json}');
  const changed = () => scan.again();
  return vscode.Disposable.from(
    watcher,
    watcher.onDidChange(changed),
    watcher.onDidCreate(changed),
    watcher.onDidDelete(changed),
  );
}
