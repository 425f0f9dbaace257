import * as vscode from 'vscode';
import type { Documents } from './documents';
import { pathIn, type Folders } from './folders';
import type { Scanner } from './scanner';

/** Files that findings in other files rest on: policy, ignore lists, locks, requirements, environment files, weights. */
const COMPANIONS = `**/{${[
  'touchstone.toml', 'touchstone.lock', 'pyproject.toml', '.gitignore', '.env', '.env.*', '*.lock', '*.lock.json', 'Pipfile', 'pylock*.toml', 'environment.yml', 'environment.yaml',
  '*requirements*.txt', '*requirements*.in', '*constraints*.txt', '*constraints*.in', 'requirements/*.txt', 'requirements/*.in',
  '*.pt', '*.pth', '*.ckpt', '*.bin', '*.pkl', '*.pickle', '*.joblib', '*.safetensors',
].join(',')}}`;
const COMPANION = /(?:^|\/)(?:touchstone\.(?:toml|lock)|pyproject\.toml|\.gitignore|\.env(?:\.[^/]*)?|[^/]*\.lock(?:\.json)?|Pipfile|pylock[^/]*\.toml|environment\.ya?ml|[^/]*(?:requirements|constraints)[^/]*\.(?:txt|in))$/;

/** After the last change, since tools write several files at once. Milliseconds. */
const QUIET = 200;

/** When a file that others rest on changes, on disk or in an editor, what was concluded from it is forgotten and open documents are scanned again. */
export function watchCompanions(scanner: Scanner, folders: Folders, documents: Documents): vscode.Disposable {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const changed = (uri: vscode.Uri) => {
    const home = folders.homeOf(uri);
    void scanner.invalidate(home, pathIn(home, uri));
    clearTimeout(timer);
    timer = setTimeout(() => documents.rescan(), QUIET);
  };
  const typed = (document: vscode.TextDocument) => {
    if (COMPANION.test(document.uri.path) && document.uri.scheme !== 'output') changed(document.uri);
  };
  const watcher = vscode.workspace.createFileSystemWatcher(COMPANIONS);
  return vscode.Disposable.from(
    watcher, watcher.onDidChange(changed), watcher.onDidCreate(changed), watcher.onDidDelete(changed),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => { if (contentChanges.length > 0) typed(document); }),
    // Closed without saving: what is on disk holds again.
    vscode.workspace.onDidCloseTextDocument(typed),
    { dispose: () => clearTimeout(timer) },
  );
}
