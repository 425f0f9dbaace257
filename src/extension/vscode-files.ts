import * as vscode from 'vscode';
import { WHOLE_READ_LIMIT, type EntryKind, type FileSystem } from '../core/host';
import type { Disk } from './platform';

/** A tree of files of any scheme, as the editor has it: what is typed but not saved counts. */
export function vscodeFiles(root: vscode.Uri, disk: Disk | undefined): FileSystem {
  const at = (path: string) => vscode.Uri.joinPath(root, path);
  const files = vscode.workspace.fs;
  return {
    wholeOnly: root.scheme !== 'file' || !disk,
    async list(directory) {
      const entries = await attempt(files.readDirectory(at(directory)));
      return (
        entries?.map(([name, type]) => ({
          name,
          kind: kindOf(type),
          link: (type & vscode.FileType.SymbolicLink) !== 0,
        })) ?? null
      );
    },
    async stat(path) {
      const stat = await attempt(files.stat(at(path)));
      return stat && { kind: kindOf(stat.type), size: stat.size, modified: stat.mtime };
    },
    async read(path, range) {
      const uri = at(path);
      const typed = unsavedText(uri);
      if (typed !== null) return new TextEncoder().encode(typed).slice(range?.start, range?.end);
      if (!range) return attempt(files.readFile(uri));
      if (uri.scheme === 'file' && disk) return disk.read(uri.fsPath, range.start, range.end);
      const stat = await attempt(files.stat(uri));
      if (!stat || stat.size > WHOLE_READ_LIMIT) return null;
      return (await attempt(files.readFile(uri)))?.slice(range.start, range.end) ?? null;
    },
    // Where there is no disk, the worker reads the file and works it out.
    async md5(path, limit, lines) {
      const uri = at(path);
      return uri.scheme === 'file' && disk ? disk.md5(uri.fsPath, limit, lines) : null;
    },
    async sha256(path, limit) {
      const uri = at(path);
      if (uri.scheme === 'file' && disk) return disk.sha256(uri.fsPath, limit);
      const stat = await attempt(files.stat(uri));
      if (!stat || stat.size > Math.min(limit, WHOLE_READ_LIMIT)) return null;
      const bytes = await attempt(files.readFile(uri));
      return bytes && hex(new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes))));
    },
  };
}

/** The editor's text of a file, while it differs from the file. */
function unsavedText(uri: vscode.Uri): string | null {
  const key = uri.toString();
  const document = vscode.workspace.textDocuments.find((open) => open.isDirty && open.uri.toString() === key);
  return document?.getText() ?? null;
}

function kindOf(type: vscode.FileType): EntryKind {
  if (type & vscode.FileType.File) return 'file';
  return type & vscode.FileType.Directory ? 'directory' : 'other';
}

/** What is not there, may not be read or vanished meanwhile is null: the contract of `FileSystem`. */
async function attempt<T>(reading: Thenable<T>): Promise<T | null> {
  try {
    return await reading;
  } catch {
    return null;
  }
}

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
