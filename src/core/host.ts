/** The outside world, as the engine sees it. Hosts implement these; tests use in-memory ones. */

export type EntryKind = 'file' | 'directory' | 'other';

export interface Entry {
  readonly name: string;
  readonly kind: EntryKind;
  /** True when the entry is a symbolic link; `kind` is then that of its target, `other` when it is broken or a loop. */
  readonly link: boolean;
}

export interface Stat {
  readonly kind: EntryKind;
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since the epoch. */
  readonly modified: number;
}

/**
 * A tree of files. Paths are relative to its root, with `/`; '' is the root, `..` is allowed where the host allows it.
 * Every method resolves to null (never rejects) for what does not exist, cannot be read or vanished meanwhile.
 */
export interface FileSystem {
  list(directory: string): Promise<readonly Entry[] | null>;
  stat(path: string): Promise<Stat | null>;
  /** Bytes start..end (end exclusive, clamped to the file). Without a range: the whole file. */
  read(path: string, range?: { readonly start: number; readonly end: number }): Promise<Uint8Array | null>;
  /** A range is cut out of the whole file, which is read up to `WHOLE_READ_LIMIT` bytes: there is no disk, only a provider of files. */
  readonly wholeOnly?: boolean;
  /** Lower-case hex digest of a whole file without holding it in memory; null above `limit` bytes. */
  sha256?(path: string, limit: number): Promise<string | null>;
  /** The same by MD5, the name that DVC gives content. `lines`: with the line ends of text made those of Unix first, each piece by itself or all as the first. */
  md5?(path: string, limit: number, lines: 'each' | 'first' | null): Promise<string | null>;
  /** Where a symbolic link leads, in the bytes in which it is written; null for what is none. Absent where the host cannot tell. */
  target?(path: string): Promise<Uint8Array | null>;
  /** Why what a path leads to cannot be read, as the end of a sentence; null when nothing is wrong with it now. */
  failure?(path: string): Promise<string | null>;
}

/** Largest file that is read whole to give a part of it, where the host has no other way. Bytes. */
export const WHOLE_READ_LIMIT = 64 * 1024 * 1024;

/** What git's own settings need beside the project: a repository may lie elsewhere, and the user has settings of their own. */
export interface GitHost {
  /** Files of the machine by absolute paths, with `/`. */
  readonly files: FileSystem;
  /** The project's root in those, without a slash at its end. */
  readonly root: string;
  /** The user's home, and `$XDG_CONFIG_HOME` or what stands for it; null where there is none. */
  readonly home: string | null;
  readonly configHome: string | null;
  /** The settings of the whole machine, as `/etc/gitconfig`; none where there are none, or git was told to leave them alone. */
  readonly systemConfig?: string | null;
}

/** Dumps of OSV records on this machine: what is known of vulnerable and malicious packages, without the network. */
export interface AdvisoryHost {
  /** Files of the machine by absolute paths, with `/`. */
  readonly files: FileSystem;
  /** Where a dump may lie; of those that are there, the one that was written last counts. */
  readonly paths: readonly string[];
  /** Where what opening a dump found out is kept, so that the next one is quick; it may be of another dump, or not be there. */
  readonly index?: string;
  /** Keeps it. */
  keepIndex?(bytes: Uint8Array): void;
  /** Gives the `size` bytes that raw deflate (RFC 1951) holds; null where it holds others, or is none. */
  inflate(packed: Uint8Array, size: number): Uint8Array | null;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface HttpOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** Of the body, unpacked. */
  readonly maxBytes?: number;
  /** Milliseconds for all of it, redirects included. */
  readonly timeout?: number;
  /** Goes along as JSON; the request is then a POST. */
  readonly json?: string;
  /** Ends the request early. Stays in its thread. */
  readonly signal?: AbortSignal;
  /** Hears how many bytes have come so far. Stays in its thread. */
  readonly progress?: (bytes: number) => void;
  /** Whether this is what was asked for; a cache keeps nothing else. Stays in its thread. */
  readonly isGood?: (response: HttpResponse) => boolean;
}

/** A bounded GET or POST. Rejects with an `HttpError` on a time-out, a refused connection or a body above `maxBytes`. */
export interface HttpClient {
  get(url: string, options?: HttpOptions): Promise<HttpResponse>;
}

/** Where answers of servers are kept from one run to the next. Loses anything at any time, and never rejects. */
export interface HttpStore {
  read(key: string): Uint8Array | null;
  write(key: string, bytes: Uint8Array): void;
}

export class HttpError extends Error {
  override readonly name = 'HttpError';
}

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
}

/** Secrets never pass through here: callers log ids, paths and counts, not file contents. */
export interface Logger {
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}
