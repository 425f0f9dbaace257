/** Where a loader takes what it loads from. */
export type ModelSource =
  | 'huggingface'
  | 'torch-hub'
  | 'timm'
  | 'open-clip'
  | 'mlflow'
  | 'spacy'
  | 'tfhub'
  | 'keras'
  | 'kaggle'
  | 'modelscope'
  | 'url'
  | 'local';

/** What a loader makes of it. */
export type Loads =
  | 'model'
  | 'tokenizer'
  | 'processor'
  | 'configuration'
  | 'pipeline'
  | 'adapter'
  | 'embedding'
  | 'dataset'
  | 'metric'
  | 'files'
  | 'code'
  | 'tool';

/** How a loader writes what it loads. `at`: `org/name@revision` is understood too. */
export type Spelling =
  'plain' | 'at' | 'timm' | 'open-clip' | 'preset' | 'torch-hub' | 'mlflow' | 'tfhub' | 'kaggle' | 'url' | 'url-only';

/** One more identifier that a call takes, beside the first. */
export interface FurtherId {
  readonly keyword: string;
  readonly position?: number;
  readonly loads: Loads;
  /** Keyword that pins this one, or null when the call has none. */
  readonly revision: string | null;
  /** Runs code of the repository it names. */
  readonly code?: boolean;
}

/** A function that loads something by name, and how to read its arguments. Checked in the sources of the libraries. */
export interface Loader {
  readonly callees: readonly string[];
  readonly library: string;
  readonly source: ModelSource;
  readonly repoType: 'model' | 'dataset' | 'space' | 'metric';
  readonly loads: Loads;
  readonly keywords: readonly string[];
  /** Position of the identifier, or undefined when it is keyword only. */
  readonly position?: number;
  readonly revision: string | null;
  readonly spelling: Spelling;
  /** `always`: loading runs code of the source. `trusted`: with `trust_remote_code=True`. `default`: unless `trust_remote_code=False`. */
  readonly code: 'always' | 'trusted' | 'default' | 'never';
  readonly further?: readonly FurtherId[];
  /** `code_revision=` pins code that a model keeps in another repository. */
  readonly codeRevision?: boolean;
}

/** Keywords by which loaders of the hub take the identifier. */
export const ID_KEYWORDS = [
  'pretrained_model_name_or_path',
  'pretrained_model_or_path',
  'pretrained_model_name',
  'model_name_or_path',
  'model_name',
  'model_id',
  'model_path',
  'model',
  'path_or_repo_id',
  'path_or_hf_repo',
  'repo_id',
  'checkpoint',
  'identifier',
  'pretrained_processor_name_or_path',
  'retriever_name_or_path',
  'name_or_path',
  'path',
];

/** A loader of the Hugging Face Hub, unless `rest` says otherwise: the identifier first, `revision=` pins it, no code of its own. */
export const hub = (library: string, callees: readonly string[], rest: Partial<Loader> = {}): Loader => ({
  callees,
  library,
  source: 'huggingface',
  repoType: 'model',
  loads: 'model',
  keywords: ID_KEYWORDS,
  position: 0,
  revision: 'revision',
  spelling: 'plain',
  code: 'never',
  ...rest,
});
