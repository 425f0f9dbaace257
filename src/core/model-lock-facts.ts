import type { Range } from './range';

/** A file whose content a `touchstone.lock` records. */
export interface RecordedFile {
  /** Relative to the folder of the lock, or of the model's snapshot, with `/`. */
  readonly path: string;
  /** Bytes; null where it is not known. */
  readonly size: number | null;
  /** Lower-case hex; null where only a pointer of DVC knows the content, by its MD5. */
  readonly sha256: string | null;
  /** Lower-case hex, of DVC's pointer. */
  readonly md5: string | null;
  /** The content was not there: this is what the pointer says that stands for it. */
  readonly pointer: 'dvc' | 'lfs' | null;
  /** Where the path is written. */
  readonly range: Range;
}

/** A model or data set of the hub, at a commit. */
export interface RecordedModel {
  /** `org/name` */
  readonly id: string;
  readonly type: 'model' | 'dataset' | 'space';
  /** As the code asks for it: a branch, a tag, a commit. */
  readonly revision: string;
  /** 40 digits. */
  readonly commit: string;
  /** The files of its snapshot that this machine had. */
  readonly files: readonly RecordedFile[];
  /** Where the id is written. */
  readonly range: Range;
}

/** A `touchstone.lock`. */
export interface ModelLockFacts {
  readonly kind: 'model-lock';
  readonly path: string;
  readonly files: readonly RecordedFile[];
  readonly models: readonly RecordedModel[];
}
