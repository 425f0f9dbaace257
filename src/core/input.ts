/** One cell of an open notebook. Cells that are not Python code are kept so that indices stay those of the notebook. */
export interface NotebookCell {
  readonly kind: 'code' | 'markup';
  readonly language: string;
  readonly text: string;
  /** Text of each output, in order. */
  readonly outputs: readonly string[];
}

/** What is to be read and judged: the text of a file, or the cells of a notebook that an editor holds. `path` is relative to the workspace's root. */
export type ScanInput = TextInput | NotebookInput | BytesInput;

export interface TextInput {
  readonly kind: 'text';
  readonly path: string;
  readonly text: string;
  /** Size of the file as it is stored, bytes. */
  readonly bytes?: number;
  /** The text as it is stored, where that is at hand: it is looked through faster. Must stay as it is until the scan ends. */
  readonly stored?: Uint8Array;
  /** Set for a document in an editor: its tree is then kept and parsed incrementally. */
  readonly session?: string;
}

export interface NotebookInput {
  readonly kind: 'notebook';
  readonly path: string;
  readonly cells: readonly NotebookCell[];
  readonly session?: string;
}

/** A file that is read in pieces and never loaded whole: weights, archives, databases. */
export interface BytesInput {
  readonly kind: 'bytes';
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Bytes start..end (end exclusive, clamped to the file); null where it cannot be read. Never rejects. */
  read(start: number, end: number): Promise<Uint8Array | null>;
  readonly session?: string;
}
