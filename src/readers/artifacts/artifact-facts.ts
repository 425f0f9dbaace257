/** What readers find in a model file, without judging it: `analysis/artifacts` says what it means. */

export type ArtifactFormat =
  | 'pickle'
  | 'joblib'
  | 'torch-zip'
  | 'torch-legacy'
  | 'torch-tar'
  | 'torchscript'
  | 'torch-export'
  | 'torch-package'
  | 'zip'
  | 'tar'
  | 'gzip'
  | 'zlib'
  | 'bzip2'
  | 'xz'
  | 'lzma'
  | 'lz4'
  | 'zstd'
  | '7z'
  | 'rar'
  | 'npy'
  | 'npz'
  | 'safetensors'
  | 'gguf'
  | 'onnx'
  | 'keras'
  | 'skops'
  | 'hdf5'
  | 'saved-model'
  | 'tflite'
  | 'coreml'
  | 'pmml'
  | 'mlmodel'
  | 'json'
  | 'template'
  | 'python'
  | 'executable'
  | 'text'
  | 'unknown';

/** Where something lies: `offset` counts in the part of the file that `place` names, `pointer` is a JSON pointer in it. */
export interface ArtifactPlace {
  /** '' for the file itself, `archive/data.pkl` for a member, `a.zip!b.pkl` for a member of a member. */
  readonly place: string;
  readonly offset: number | null;
  readonly pointer: string | null;
}

/** Something odd, or something that a loader acts upon. `about` names it: a member, a key, an operator; short, as it is written there. */
export interface Sign extends ArtifactPlace {
  readonly kind: SignKind;
  readonly about: string;
}

export type SignKind =
  // what could not be read
  | 'over-budget'
  | 'not-read'
  | 'encrypted'
  | 'unknown-codec'
  | 'unknown-content'
  | 'broken-stream'
  | 'ends-early'
  | 'compression-bomb'
  | 'too-deep'
  // containers
  | 'duplicate-member'
  | 'hidden-member'
  | 'header-mismatch'
  | 'odd-zip-flags'
  | 'fake-directory'
  | 'overlapping-members'
  | 'leading-bytes'
  | 'trailing-bytes'
  | 'path-traversal'
  | 'link-outside'
  | 'special-member'
  | 'checksum-differs'
  | 'polyglot'
  // pickles
  | 'pickle-broken'
  | 'pickle-truncated'
  | 'pickle-memo'
  | 'pickle-protocol'
  | 'frame-straddle'
  | 'frame-too-long'
  | 'hidden-pickle'
  | 'extension-registry'
  | 'dotted-name'
  | 'persistent-id'
  | 'build-on-name'
  | 'dunder-state'
  | 'external-array'
  // structured formats
  | 'invalid-header'
  | 'header-bomb'
  | 'duplicate-key'
  | 'overlapping-tensors'
  | 'hole-in-data'
  | 'object-array'
  | 'chat-template'
  | 'external-data'
  | 'custom-domain'
  | 'python-operator'
  | 'custom-operator'
  | 'file-operator'
  | 'unknown-operator'
  | 'lambda-layer'
  | 'foreign-module'
  | 'registered-object'
  | 'external-link'
  | 'remote-code'
  | 'loader-module'
  | 'target'
  | 'reaching-layer'
  | 'script-operator'
  | 'yaml-tag'
  | 'xml-entity'
  | 'python-file'
  | 'executable'
  | 'script-archive';

/** What a pickle does to what it names. */
export type CallWay = 'REDUCE' | 'NEWOBJ' | 'NEWOBJ_EX' | 'OBJ' | 'INST' | 'BUILD' | 'SETITEMS' | 'APPENDS';

export interface PickleImport extends ArtifactPlace {
  /** Null where nobody can tell before loading. */
  readonly module: string | null;
  readonly name: string | null;
  /** The name is put together while loading. */
  readonly isComputed: boolean;
  /** It is called, or built upon. */
  isUsed: boolean;
}

/** An argument of a call: what kind of value, and how a person would write it, shortened. */
export interface PickleArgument {
  readonly kind: 'text' | 'bytes' | 'number' | 'constant' | 'name' | 'result' | 'collection' | 'persistent' | 'other';
  readonly text: string;
}

/** A call that loading makes; calls that differ only in values of the same kinds are told once. */
export interface PickleCall extends ArtifactPlace {
  /** Null where what is called is itself the result of a call that nobody can follow. */
  readonly module: string | null;
  readonly name: string | null;
  readonly way: CallWay;
  /** What is called was found out by calling something else (`getattr`, an import function). */
  readonly isComputed: boolean;
  readonly args: readonly PickleArgument[];
  /** The whole call as Python would write it, shortened. */
  readonly text: string;
  count: number;
}

/** Whether torch's restricted unpickler would take a pickle; see weights-only.ts. */
export interface WeightsOnlyStop {
  readonly offset: number;
  /** The first thing that it refuses, as the end of a sentence: `GLOBAL os.system`. */
  readonly reason: string;
}

export interface PickleFacts {
  readonly place: string;
  /** Where it begins, and where it ends: after STOP, or where it cannot be read further. */
  readonly start: number;
  readonly end: number;
  readonly protocol: number;
  readonly opcodes: number;
  readonly imports: readonly PickleImport[];
  readonly calls: readonly PickleCall[];
  readonly isComplete: boolean;
  /** It stands behind something that a loader would stop at. */
  readonly isHidden: boolean;
  /** By version of torch; null for a version that accepts it. */
  readonly weightsOnly: Readonly<Record<string, WeightsOnlyStop | null>>;
  /** What the whole is, where that is a plain constant: torch's legacy format is told by that. */
  readonly result: number | bigint | string | null;
}

export interface TensorFact {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
}

/** What lies in a container, in the order in which it was come upon. */
export interface MemberFact {
  /** As places are named: `archive/data.pkl`, `a.zip!b.pkl`. */
  readonly place: string;
  /** Bytes; null where only unpacking tells. */
  readonly size: number | null;
  /** Bytes that it takes in the container, where that differs. */
  readonly packed: number | null;
}

/** A chat template, as the file has it. */
export interface TemplateFact {
  readonly place: string;
  /** What the file calls it: a key, or a JSON pointer; null where the whole part is the template. */
  readonly pointer: string | null;
  readonly text: string;
}

export interface ArtifactFacts {
  /** The format of the whole file; when it can be read as several, the one that its usual loader takes. */
  readonly format: ArtifactFormat;
  /** All formats that were found in it, in containers too. */
  readonly formats: readonly ArtifactFormat[];
  readonly size: number;
  /** Bytes of the file that a reader accounted for. */
  readonly understood: number;
  readonly signs: readonly Sign[];
  readonly pickles: readonly PickleFacts[];
  readonly tensors: readonly TensorFact[];
  /** More tensors than are listed. */
  readonly tensorCount: number;
  readonly metadata: Readonly<Record<string, string>>;
  readonly members: readonly MemberFact[];
  /** More members than are listed. */
  readonly memberCount: number;
  readonly templates: readonly TemplateFact[];
}
