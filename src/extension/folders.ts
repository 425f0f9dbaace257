import * as vscode from 'vscode';
import type { FileSystem } from '../core/host';
import type { Folder, FilePlace, Tree } from '../worker/protocol';
import type { Interpreters } from './interpreters';
import type { Platform } from './platform';
import { settingsFor } from './settings';
import { vscodeFiles } from './vscode-files';

/** Where a document belongs: a workspace folder, or the directory of a file outside all of them. */
export interface Home {
  /** The root's URI as text: the folder's name in talks with the worker. */
  readonly id: string;
  readonly root: vscode.Uri;
}

/** The folders that documents belong to, and their files. */
export class Folders {
  readonly #platform: Platform;
  readonly #trees = new Map<string, Partial<Record<Tree, FileSystem>>>();

  constructor(
    platform: Platform,
    private readonly interpreters?: Pick<Interpreters, 'environmentFor'>,
  ) {
    this.#platform = platform;
  }

  /** An untitled document follows the first folder. */
  homeOf(uri: vscode.Uri): Home {
    const folder =
      vscode.workspace.getWorkspaceFolder(uri) ??
      (uri.scheme === 'untitled' ? vscode.workspace.workspaceFolders?.[0] : undefined);
    const root = folder?.uri ?? vscode.Uri.joinPath(uri, '..');
    return { id: root.toString(), root };
  }

  /** What the worker is told of a folder. */
  async describe(home: Home): Promise<Folder> {
    const settings = settingsFor(home.root);
    const hubCache = settings.hubCache !== '' ? cacheAt(settings.hubCache, home.root) : this.#platform.hubCache();
    const environment = (await this.interpreters?.environmentFor(home.root)) ?? null;
    const homes = home.root.scheme === 'file' ? this.#platform.homes : undefined;
    const files = vscodeFiles(home.root, this.#platform.disk);
    this.#trees.set(home.id, {
      files,
      hubCache: hubCache ? vscodeFiles(hubCache, this.#platform.disk) : undefined,
      environment: environment ? vscodeFiles(environment.root, this.#platform.disk) : undefined,
      machine: homes && vscodeFiles(home.root.with({ path: '/' }), this.#platform.disk),
    });
    return {
      id: home.id,
      hubCache: hubCache !== null,
      ...(files.wholeOnly === true && { wholeOnly: true }),
      environment: environment !== null && { name: environment.name, chosen: environment.chosen },
      ...(homes && { git: { ...homes, root: home.root.fsPath.replaceAll('\\', '/').replace(/\/+$/, '') } }),
      ...(homes && this.#platform.advisories && { advisories: this.#platform.advisories }),
      http: settings.network,
      ...(this.#platform.indexes && { indexes: this.#platform.indexes() }),
      hubEndpoint: settings.hubEndpoint,
      overrides: settings.overrides,
    };
  }

  /** The files that the worker asks for; undefined for a folder that is not open. */
  tree(place: FilePlace): FileSystem | undefined {
    return this.#trees.get(place.folder)?.[place.tree];
  }
}

/** Path of a document relative to its home, with `/`. */
export function pathIn(home: Home, uri: vscode.Uri): string {
  const root = home.root.path.endsWith('/') ? home.root.path : `${home.root.path}/`;
  return uri.path.startsWith(root) ? uri.path.slice(root.length) : uri.path.slice(uri.path.lastIndexOf('/') + 1);
}

export const uriIn = (home: Home, path: string): vscode.Uri => vscode.Uri.joinPath(home.root, path);

/** A setting names a local path, or a URI where there is no disk. */
const cacheAt = (text: string, root: vscode.Uri): vscode.Uri =>
  /^[a-z][a-z0-9+.-]+:\/\//i.test(text) ? vscode.Uri.parse(text) : root.with({ path: vscode.Uri.file(text).path });
