import type { RepoType } from '../core/finding';
import type { ModelPlace, ModelView } from './model-view';

/** What the editor tells the page of the inspector. */
export type ToModelPage =
  | { readonly kind: 'reading'; /** Bytes that were read so far. */ readonly read: number; readonly name: string }
  | {
      readonly kind: 'view';
      readonly view: ModelView;
      /** Rules that have a page. */
      readonly pages: readonly string[];
      /** Whether files beside it can be searched. */ readonly hasFolder: boolean;
    }
  | { readonly kind: 'failed'; readonly message: string }
  /** What is shown is no longer what is on the disk. */
  | { readonly kind: 'stale'; readonly isGone: boolean }
  | ({ readonly kind: 'bytes'; readonly bytes: ModelBytes | null } & ModelPlace)
  | { readonly kind: 'digest'; readonly state: DigestState }
  | { readonly kind: 'signed'; readonly signed: SignedBadge }
  | { readonly kind: 'hub'; readonly answer: HubAnswer | { readonly kind: 'asking'; readonly host: string } | null };

/** What is said of a file's signature, beside the verdict and apart from it: what is signed may do harm, and what is not may be safe. */
export interface SignedBadge {
  readonly state: 'verified' | 'differs' | 'unknown' | 'none';
  /** A sentence. */
  readonly words: string;
}

/** What the page of the inspector asks of the editor. */
export type FromModelPage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'reload' }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'bytes'; readonly place: string; readonly offset: number; readonly length: number }
  | { readonly kind: 'digest'; readonly isWanted: boolean }
  | { readonly kind: 'copy'; readonly text: string }
  | { readonly kind: 'uses' }
  | { readonly kind: 'lock' }
  | { readonly kind: 'compare' }
  | { readonly kind: 'rule'; readonly rule: string };

export interface ModelBytes {
  /** Hexadecimal. */
  readonly hex: string;
  /** Of the whole part; null where only unpacking all of it tells. */
  readonly size: number | null;
}

/** A file of a repository of the hub. */
export interface ModelOrigin {
  readonly id: string;
  readonly type: RepoType;
  readonly revision: string;
  readonly file: string;
}

/** What the hub says of a file, by its digest. */
export type HubAnswer =
  /** `isFlagged`: the hub's own scanners found something in it. */
  | {
      readonly kind: 'same';
      readonly id: string;
      readonly commit: string;
      readonly file: string;
      readonly isFlagged: boolean;
    }
  /** The hub has another file in its place, with this digest. */
  | {
      readonly kind: 'differs';
      readonly id: string;
      readonly commit: string;
      readonly file: string;
      readonly sha256: string;
    }
  | { readonly kind: 'unknown'; readonly why: string };

/** How far a digest is. */
export type DigestState =
  | { readonly kind: 'running'; readonly done: number; readonly size: number }
  | { readonly kind: 'done'; readonly sha256: string }
  | { readonly kind: 'stopped'; /** Null where the person stopped it. */ readonly why: string | null };
