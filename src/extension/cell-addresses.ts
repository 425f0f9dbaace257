import * as vscode from 'vscode';

/**
 * Addresses of the cells of notebooks that are not open. The editor has no interface for them; it makes them as
 * `vscode-notebook-cell://AUTHORITY/PATH#W0sZmlsZQ==`: the cell's number in base 7 with a letter for its length, `s`, and the
 * notebook's scheme in base 64. A cell that is open shows whether that is so; where it is not, there are no addresses.
 */
export class CellAddresses implements vscode.Disposable {
  readonly #learned = new vscode.EventEmitter<void>();
  readonly #subscription = vscode.workspace.onDidOpenNotebookDocument((notebook) => this.#learn(notebook));
  /** What comes before the path and behind the number, for files of a machine that this host runs on but the window does not. */
  #remote: { readonly authority: string; readonly suffix: string } | undefined;
  #otherwise = false;
  #asked = false;

  /** There are addresses now that there were not before. */
  readonly onLearned = this.#learned.event;

  /** The address that a cell will have when its notebook is opened; null where that is not known. */
  of(notebook: vscode.Uri, cell: number): vscode.Uri | null {
    if (this.#otherwise) return null;
    const digits = cell.toString(7);
    const letter = LENGTHS[digits.length - 1];
    if (letter === undefined) return null;
    const known = isElsewhere(notebook)
      ? this.#remote
      : { authority: notebook.authority, suffix: btoa(notebook.scheme) };
    if (!known) return null;
    const fragment = `${letter}${digits}s${known.suffix}`;
    return notebook.with({ scheme: CELL, authority: known.authority, fragment });
  }

  /** On another machine than the window's, the name that the window has for this one is only told by an open cell: opens one notebook, unseen. */
  async askFor(notebook: vscode.Uri): Promise<void> {
    if (this.#asked || this.#otherwise || !isElsewhere(notebook)) return;
    this.#asked = true;
    const stat = await vscode.workspace.fs.stat(notebook);
    if (stat.size <= SMALL) this.#learn(await vscode.workspace.openNotebookDocument(notebook));
    else this.#asked = false;
  }

  dispose(): void {
    vscode.Disposable.from(this.#learned, this.#subscription).dispose();
  }

  #learn(notebook: vscode.NotebookDocument): void {
    const uri = notebook.cellCount > 0 ? notebook.cellAt(0).document.uri : null;
    if (!uri || notebook.uri.scheme === 'untitled' || (this.#remote && isElsewhere(notebook.uri))) return;
    const suffix = /^[W-Za-f][0-6]+s(.+)$/.exec(uri.fragment)?.[1];
    if (uri.scheme !== CELL || suffix === undefined) this.#otherwise = true;
    else if (isElsewhere(notebook.uri)) {
      this.#remote = { authority: uri.authority, suffix };
      this.#learned.fire();
    }
  }
}

const CELL = 'vscode-notebook-cell';
const LENGTHS = 'WXYZabcdef';
/** Bytes of a notebook that may be opened only to see an address. */
const SMALL = 2_000_000;

/** Whether the window knows this file by another scheme than this host does. */
const isElsewhere = (notebook: vscode.Uri): boolean =>
  notebook.scheme === 'file' && vscode.env.remoteName !== undefined;
