import type { Clock, FileSystem, HttpClient, Logger } from '../core/host';
import type { FileResult } from '../core/finding';
import type { Policy } from '../core/policy';

export type { Grammars } from '../python/parser';

/** One cell of an open notebook. Cells that are not Python code are kept so that indices stay those of the notebook. */
export interface NotebookCell {
  readonly kind: 'code' | 'markup';
  readonly language: string;
  readonly text: string;
  /** Text of each output, in order. */
  readonly outputs: readonly string[];
}

/** What is to be judged: the text of a file, or the cells of a notebook that an editor holds. `path` is relative to the workspace's root. */
export type ScanInput =
  | TextInput
  | {
      readonly kind: 'notebook';
      readonly path: string;
      readonly cells: readonly NotebookCell[];
      readonly session?: string;
    };

export interface TextInput {
  readonly kind: 'text';
  readonly path: string;
  readonly text: string;
  readonly bytes?: number;
  /** The text as it is stored, where that is at hand: it is looked through faster. Must stay as it is until the scan ends. */
  readonly stored?: Uint8Array;
  /** Set for a document in an editor: its tree is then kept and parsed incrementally. */
  readonly session?: string;
}

/** What a host gives so that questions about the project can be answered. One per workspace folder. */
export interface WorkspaceHost {
  readonly files: FileSystem;
  /** The local model hub cache (`~/.cache/huggingface/hub`), where the host has one. */
  readonly hubCache?: FileSystem;
  /** site-packages of the selected environment, where the host has one outside the workspace. */
  readonly environment?: FileSystem;
  /** Set only when the user opted in to look-ups on the network. */
  readonly http?: HttpClient;
  /** Base URL of the hub, default `https://huggingface.co`. */
  readonly hubEndpoint?: string;
  /** Settings of the host, laid over the policy files. */
  readonly overrides?: Partial<Policy>;
  /** Holds instead of every policy file when the user named one configuration. */
  readonly policy?: Policy;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface ScanOutcome extends FileResult {
  /** True when the input was given up because a newer one of the same session came. */
  readonly stale?: boolean;
}
