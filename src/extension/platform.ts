import type * as vscode from 'vscode';
import type { Port } from '../worker/protocol';

/** What differs between the Node and the web extension host. Everything else is shared. */
export interface Platform {
  /** Starts the scan worker in a thread of its own. Rejects when that is not to be had. */
  startWorker(extension: vscode.Uri): Promise<Worker>;
  /** Loads the worker's code into this thread: the way out when there are no threads. */
  loadWorker(extension: vscode.Uri): Promise<(port: Port) => void>;
  /** Faster ways to read local files than the editor's; absent where there are none. */
  readonly disk?: Disk;
  /** The model hub's cache on this machine, or null. */
  hubCache(): vscode.Uri | null;
  /** The user's home and the folder of their settings, where git looks for its own; absent where there is no disk. */
  readonly homes?: { readonly home: string; readonly configHome: string; readonly systemConfig: string };
  /** Where on this machine a dump of advisories may lie, as absolute paths with `/`; absent where there is no disk. */
  readonly advisories?: readonly string[];
  /** Roots of the package indexes that the user's environment names; absent where there is none to read. */
  indexes?(): readonly string[];
  /** Begin with the walkthrough: `npm start` asks for it. */
  readonly tour?: boolean;
  /** The folder of the environment that the host was started in, or null. */
  environment(): Promise<vscode.Uri | null>;
  /** The machine that interpreters lie on; absent where there is none. */
  readonly machine?: { readonly home: string; readonly env: Readonly<Record<string, string | undefined>> };
}

export interface Worker {
  readonly port: Port;
  /** Called once, when the thread ended without being asked to. */
  onEnd(hear: (reason: string) => void): void;
  end(): void;
}

/** Local files by their file system path. Both resolve to null for what cannot be read. */
export interface Disk {
  read(path: string, start: number, end: number): Promise<Uint8Array | null>;
  /** Lower-case hex; null above `limit` bytes. */
  sha256(path: string, limit: number): Promise<string | null>;
  md5(path: string, limit: number, lines: 'each' | 'first' | null): Promise<string | null>;
}
