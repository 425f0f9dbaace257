import type { Range } from './range';

/**
 * How DVC names the content of a file. `md5`: of its bytes (DVC 3). `md5-dos2unix`: of its bytes, with the line ends of text made those of
 * Unix (DVC 2, and all that does not say). `etag` and `checksum` are what a server says, and nobody can work them out here.
 */
export type DvcHash = 'md5' | 'md5-dos2unix' | 'etag' | 'checksum';

/** A file of a folder that DVC holds. */
export interface DvcMember {
  /** From the folder, with `/`. */
  readonly path: string;
  /** MD5 in lower-case hex; null where only a server knows the content. */
  readonly md5: string | null;
  /** Bytes; null where it is not said. */
  readonly size: number | null;
}

/** What a `.dvc` file or a `dvc.lock` says of a file or folder: an output, or what something is made from. */
export interface DvcEntry {
  /** As it is written: from the stage's working directory, or an address. */
  readonly path: string;
  readonly range: Range;
  /** Null where nothing is recorded yet. */
  readonly hash: DvcHash | null;
  /** In lower-case hex, without the `.dir` of a folder; for what a server says, as it says it. */
  readonly digest: string | null;
  /** Of the digest; null where there is none. */
  readonly digestRange: Range | null;
  /** The digest is that of the list of the folder's files. */
  readonly isFolder: boolean;
  /** Bytes, of a folder of all its files together. */
  readonly size: number | null;
  /** Files of a folder. */
  readonly files: number | null;
  /** Files of a folder one by one, where the remote keeps versions (`files`); else null. */
  readonly members: readonly DvcMember[] | null;
  /** A copy of it is kept in the cache. */
  readonly isCached: boolean;
  /** Where an import comes from. */
  readonly repository: DvcRepository | null;
}

export interface DvcRepository {
  readonly url: string;
  readonly range: Range;
  /** A branch, tag or commit, as somebody asked for it. */
  readonly revision: string | null;
  /** The commit that was imported; null where none is recorded. */
  readonly commit: string | null;
}

/** The values of parameters that a stage was run with, as Python writes them. */
export interface DvcParameter {
  readonly file: string;
  /** Dotted. */
  readonly key: string;
  readonly value: string;
  readonly range: Range;
}

/** A stage: one of a pipeline, or what a `.dvc` file is. */
export interface DvcStage {
  /** `train`, `fit@small`; empty for a `.dvc` file. */
  readonly name: string;
  readonly range: Range;
  /** The commands; none for data that was only added. */
  readonly commands: readonly string[];
  /** As a `.dvc` file says it; that of a stage of a pipeline stands in its `dvc.yaml`. */
  readonly directory: string;
  readonly isFrozen: boolean;
  readonly dependencies: readonly DvcEntry[];
  readonly outputs: readonly DvcEntry[];
  readonly parameters: readonly DvcParameter[];
}

/** What DVC has recorded of data: a `.dvc` file, or the `dvc.lock` of a pipeline. */
export interface DvcFacts {
  readonly kind: 'dvc';
  readonly path: string;
  readonly isLock: boolean;
  readonly stages: readonly DvcStage[];
}

/** An option of `.dvc/config` or `.dvc/config.local`. */
export interface DvcOption {
  /** `core`, `cache`, `remote`. */
  readonly section: string;
  /** Of a remote, a database: its name. */
  readonly name: string | null;
  /** In lower case, as DVC compares it. */
  readonly key: string;
  readonly value: string;
  readonly keyRange: Range;
  readonly valueRange: Range;
  /** The header under which it stands, as it is written, with its brackets. */
  readonly header: string;
}

export interface DvcConfigFacts {
  readonly kind: 'dvc-config';
  readonly path: string;
  readonly text: string;
  readonly options: readonly DvcOption[];
}
