import { matchesCallee } from '../../core/callee-pattern';

export type Source =
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
  | 'code';

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
  readonly source: Source;
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

const ID_KEYWORDS = [
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

const hub = (library: string, callees: readonly string[], rest: Partial<Loader> = {}): Loader => ({
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

const DATASET: Partial<Loader> = { repoType: 'dataset', loads: 'dataset', keywords: ['path'], code: 'trusted' };
const ENGINE: Partial<Loader> = {
  code: 'trusted',
  codeRevision: true,
  keywords: ['model'],
  further: [{ keyword: 'tokenizer', loads: 'tokenizer', revision: 'tokenizer_revision' }],
};

/** First match counts: what is particular stands before what is general. */
export const LOADERS: readonly Loader[] = [
  // PEFT takes the base model first, the adapter second.
  hub(
    'peft',
    [
      'peft.PeftModel*.from_pretrained',
      'peft.PeftMixedModel.from_pretrained',
      'peft.peft_model.*.from_pretrained',
      'peft.mixed_model.*.from_pretrained',
    ],
    { loads: 'adapter', keywords: ['model_id'], position: 1 },
  ),
  hub('peft', ['peft.**.from_pretrained'], { loads: 'adapter', code: 'trusted' }),
  hub('transformers', ['transformers.AutoConfig.from_pretrained', 'transformers.**.*Config.from_pretrained'], {
    loads: 'configuration',
    code: 'trusted',
    codeRevision: true,
  }),
  hub(
    'transformers',
    ['transformers.**.*Tokenizer.from_pretrained', 'transformers.**.*TokenizerFast.from_pretrained'],
    { loads: 'tokenizer', code: 'trusted', codeRevision: true },
  ),
  hub(
    'transformers',
    [
      'transformers.**.*Processor.from_pretrained',
      'transformers.**.*FeatureExtractor.from_pretrained',
      'transformers.**.*ImageProcessorFast.from_pretrained',
    ],
    { loads: 'processor', code: 'trusted' },
  ),
  hub('transformers', ['transformers.**.AutoModel*.from_pretrained', 'transformers.**.from_pretrained'], {
    code: 'trusted',
    codeRevision: true,
  }),
  hub('transformers', ['transformers.pipeline', 'transformers.pipelines.pipeline'], {
    loads: 'pipeline',
    keywords: ['model'],
    position: 1,
    code: 'trusted',
    further: [
      { keyword: 'tokenizer', position: 3, loads: 'tokenizer', revision: null },
      { keyword: 'config', position: 2, loads: 'configuration', revision: null },
    ],
  }),
  hub('transformers', ['transformers.**.cached_file'], { loads: 'files', keywords: ['path_or_repo_id'] }),
  hub('diffusers', ['diffusers.**.from_single_file'], {
    keywords: ['pretrained_model_link_or_path_or_dict', 'pretrained_model_link_or_path'],
  }),
  hub(
    'diffusers',
    [
      'diffusers.*Pipeline*.from_pretrained',
      'diffusers.AutoPipeline*.from_pretrained',
      'diffusers.pipelines.**.from_pretrained',
    ],
    {
      loads: 'pipeline',
      code: 'trusted',
      further: [{ keyword: 'custom_pipeline', loads: 'code', revision: 'custom_revision', code: true }],
    },
  ),
  hub('diffusers', ['diffusers.**.from_pretrained'], { code: 'trusted' }),
  hub('diffusers', ['**.load_lora_weights', '**.load_lora_adapter', '**.load_attn_procs', '**.load_ip_adapter'], {
    loads: 'adapter',
    keywords: ['pretrained_model_name_or_path_or_dict'],
  }),
  hub('diffusers', ['**.load_textual_inversion'], { loads: 'embedding', keywords: ['pretrained_model_name_or_path'] }),
  hub('adapters', ['**.load_adapter'], {
    loads: 'adapter',
    keywords: ['peft_model_id', 'adapter_name_or_path', 'model_id'],
  }),
  hub(
    'sentence_transformers',
    [
      'sentence_transformers.**.SentenceTransformer',
      'sentence_transformers.**.CrossEncoder',
      'sentence_transformers.**.SparseEncoder',
    ],
    { keywords: ['model_name_or_path', 'model_name'], code: 'trusted' },
  ),
  hub('timm', ['timm.create_model', 'timm.models.create_model', 'timm.models.**.create_model'], {
    source: 'timm',
    keywords: ['model_name'],
    spelling: 'timm',
    revision: null,
  }),
  hub(
    'open_clip',
    [
      'open_clip.create_model',
      'open_clip.create_model_and_transforms',
      'open_clip.create_model_from_pretrained',
      'open_clip.get_tokenizer',
    ],
    { source: 'open-clip', keywords: ['model_name'], spelling: 'open-clip', revision: null },
  ),
  hub(
    'flair',
    [
      'flair.models.*.load',
      'flair.nn.*.load',
      'flair.**.SequenceTagger.load',
      'flair.**.TextClassifier.load',
      'flair.**.TARSClassifier.load',
    ],
    { keywords: ['model_path', 'model'], spelling: 'at', revision: null },
  ),
  hub('flair', ['flair.embeddings.**.TransformerWordEmbeddings', 'flair.embeddings.**.TransformerDocumentEmbeddings'], {
    keywords: ['model'],
    loads: 'embedding',
    revision: null,
  }),
  hub('pyannote', ['pyannote.**.from_pretrained'], { keywords: ['checkpoint', 'checkpoint_path'], spelling: 'at' }),
  hub('speechbrain', ['speechbrain.**.from_hparams'], { keywords: ['source'], revision: null, code: 'always' }),
  hub('nemo', ['nemo.**.from_pretrained'], { revision: null }),
  hub('keras_hub', ['keras_hub.**.from_preset', 'keras_nlp.**.from_preset', 'keras_cv.**.from_preset'], {
    source: 'keras',
    keywords: ['preset'],
    spelling: 'preset',
    revision: null,
  }),
  hub(
    'keras',
    [
      'keras.saving.load_model',
      'keras.models.load_model',
      'tensorflow.keras.models.load_model',
      'tf_keras.models.load_model',
    ],
    { source: 'keras', keywords: ['filepath'], spelling: 'preset', revision: null },
  ),
  hub('bertopic', ['bertopic.BERTopic.load', 'bertopic.**.BERTopic.load'], { keywords: ['path'], revision: null }),
  hub('bertopic', ['bertopic.BERTopic'], {
    keywords: ['embedding_model'],
    position: undefined,
    loads: 'embedding',
    revision: null,
  }),
  hub('model2vec', ['model2vec.**.from_pretrained'], { keywords: ['path'], loads: 'embedding', revision: null }),
  hub('mlx_lm', ['mlx_lm.load', 'mlx_lm.utils.load', 'mlx_vlm.load', 'mlx_vlm.utils.load'], {
    keywords: ['path_or_hf_repo'],
    code: 'trusted',
  }),
  hub('llama_cpp', ['llama_cpp.Llama.from_pretrained', 'llama_cpp.llama.Llama.from_pretrained'], {
    keywords: ['repo_id'],
    revision: null,
  }),
  hub('faster_whisper', ['faster_whisper.WhisperModel', 'faster_whisper.**.WhisperModel'], {
    keywords: ['model_size_or_path'],
  }),
  hub('awq', ['awq.**.from_pretrained', 'awq.**.from_quantized'], {
    keywords: ['model_path', 'quant_path'],
    code: 'default',
    revision: null,
  }),
  hub(
    'auto_gptq',
    [
      'auto_gptq.**.from_pretrained',
      'auto_gptq.**.from_quantized',
      'gptqmodel.**.load',
      'gptqmodel.**.from_pretrained',
    ],
    { code: 'trusted', keywords: ['pretrained_model_name_or_path', 'model_name_or_path', 'model_id_or_path'] },
  ),
  hub('unsloth', ['unsloth.**.from_pretrained'], { code: 'trusted' }),
  hub('optimum', ['optimum.**.from_pretrained'], { code: 'trusted' }),
  hub(
    'vllm',
    [
      'vllm.LLM',
      'vllm.entrypoints.llm.LLM',
      'vllm.EngineArgs',
      'vllm.AsyncEngineArgs',
      'vllm.engine.**.EngineArgs',
      'vllm.engine.**.AsyncEngineArgs',
    ],
    ENGINE,
  ),
  hub(
    'sglang',
    ['sglang.Engine', 'sglang.srt.entrypoints.engine.Engine', 'sglang.Runtime', 'sglang.srt.server_args.ServerArgs'],
    {
      code: 'trusted',
      keywords: ['model_path'],
      position: undefined,
      further: [{ keyword: 'tokenizer_path', loads: 'tokenizer', revision: null }],
    },
  ),
  hub('tensorrt_llm', ['tensorrt_llm.LLM', 'tensorrt_llm.**.LLM'], { ...ENGINE, codeRevision: false }),
  hub('lmdeploy', ['lmdeploy.pipeline'], { keywords: ['model_path'], revision: null, code: 'default' }),
  hub(
    'langchain_huggingface',
    [
      'langchain_huggingface.**.HuggingFaceEmbeddings',
      'langchain_huggingface.**.HuggingFaceBgeEmbeddings',
      'langchain_community.**.HuggingFaceEmbeddings',
      'langchain_community.**.HuggingFaceBgeEmbeddings',
      'langchain.**.HuggingFaceEmbeddings',
      'langchain.**.HuggingFaceBgeEmbeddings',
    ],
    { keywords: ['model_name'], position: undefined, loads: 'embedding', revision: null },
  ),
  hub(
    'langchain_huggingface',
    [
      'langchain_huggingface.**.HuggingFacePipeline.from_model_id',
      'langchain_community.**.HuggingFacePipeline.from_model_id',
    ],
    { keywords: ['model_id'], revision: null },
  ),
  hub('llama_index', ['llama_index.**.HuggingFaceEmbedding', 'llama_index.**.HuggingFaceLLM'], {
    keywords: ['model_name'],
    revision: null,
    loads: 'embedding',
  }),
  hub(
    'modelscope',
    [
      'modelscope.snapshot_download',
      'modelscope.hub.**.snapshot_download',
      'modelscope.**.from_pretrained',
      'modelscope.pipelines.pipeline',
      'modelscope.pipeline',
    ],
    { source: 'modelscope', keywords: ['model_id', 'model', ...ID_KEYWORDS] },
  ),
  hub('huggingface_sb3', ['huggingface_sb3.**.load_from_hub'], {
    keywords: ['repo_id'],
    loads: 'files',
    revision: null,
  }),
  hub(
    'huggingface_hub',
    [
      '**.hf_hub_download',
      '**.snapshot_download',
      'huggingface_hub.from_pretrained_keras',
      'huggingface_hub.from_pretrained_fastai',
      'huggingface_hub.**.from_pretrained',
    ],
    { loads: 'files', keywords: ['repo_id', 'pretrained_model_name_or_path'] },
  ),
  hub('huggingface_hub', ['huggingface_hub.cached_download', 'huggingface_hub.file_download.cached_download'], {
    loads: 'files',
    keywords: ['url'],
    spelling: 'url-only',
    revision: null,
  }),
  hub(
    'datasets',
    [
      'datasets.load_dataset',
      'datasets.load_dataset_builder',
      'datasets.get_dataset_config_names',
      'datasets.get_dataset_split_names',
      'datasets.get_dataset_infos',
      'datasets.load.load_dataset',
      'datasets.load.load_dataset_builder',
    ],
    DATASET,
  ),
  hub('datasets', ['datasets.load_from_disk', 'datasets.**.load_from_disk'], {
    ...DATASET,
    source: 'local',
    keywords: ['dataset_path', 'dataset_dict_path'],
    revision: null,
    code: 'never',
  }),
  hub('datasets', ['datasets.load_metric'], {
    repoType: 'metric',
    loads: 'metric',
    keywords: ['path'],
    code: 'always',
  }),
  hub('evaluate', ['evaluate.load', 'evaluate.loading.load'], {
    repoType: 'metric',
    loads: 'metric',
    keywords: ['path'],
    code: 'always',
  }),
  hub(
    'pandas',
    [
      'pandas.read_csv',
      'pandas.read_parquet',
      'pandas.read_json',
      'polars.read_csv',
      'polars.read_parquet',
      'polars.scan_csv',
      'polars.scan_parquet',
      'dask.dataframe.read_csv',
      'dask.dataframe.read_parquet',
    ],
    {
      repoType: 'dataset',
      loads: 'dataset',
      keywords: ['filepath_or_buffer', 'path', 'path_or_buf', 'source'],
      spelling: 'url',
      revision: null,
    },
  ),
  hub('torch', ['torch.hub.load', 'torch.hub.list', 'torch.hub.help'], {
    source: 'torch-hub',
    keywords: ['repo_or_dir', 'github'],
    spelling: 'torch-hub',
    revision: null,
    code: 'always',
  }),
  hub(
    'torch',
    ['torch.hub.load_state_dict_from_url', 'torch.utils.model_zoo.load_url', 'torchvision.**.load_state_dict_from_url'],
    { source: 'url', keywords: ['url'], spelling: 'url-only', revision: null },
  ),
  hub(
    'mlflow',
    [
      'mlflow.*.load_model',
      'mlflow.load_model',
      'mlflow.artifacts.load_dict',
      'mlflow.artifacts.load_text',
      'mlflow.artifacts.download_artifacts',
    ],
    { source: 'mlflow', keywords: ['model_uri', 'artifact_uri'], spelling: 'mlflow', revision: null },
  ),
  hub('mlflow', ['mlflow.pyfunc.spark_udf'], {
    source: 'mlflow',
    keywords: ['model_uri'],
    position: 1,
    spelling: 'mlflow',
    revision: null,
  }),
  hub(
    'tensorflow_hub',
    ['tensorflow_hub.load', 'tensorflow_hub.KerasLayer', 'tensorflow_hub.**.KerasLayer', 'tensorflow_hub.resolve'],
    { source: 'tfhub', keywords: ['handle'], spelling: 'tfhub', revision: null },
  ),
  hub('kagglehub', ['kagglehub.model_download'], {
    source: 'kaggle',
    keywords: ['handle'],
    spelling: 'kaggle',
    revision: null,
    loads: 'files',
  }),
  hub('kagglehub', ['kagglehub.dataset_download'], {
    source: 'kaggle',
    repoType: 'dataset',
    keywords: ['handle'],
    spelling: 'kaggle',
    revision: null,
    loads: 'dataset',
  }),
  hub('spacy', ['spacy.load', 'spacy.util.load_model'], {
    source: 'spacy',
    keywords: ['name'],
    spelling: 'url-only',
    revision: null,
  }),
  // Everything else that is called from_pretrained: a class of the project, or a library that is not known here.
  hub('', ['**.from_pretrained'], { code: 'trusted' }),
];

/** Import names whose functions are known, so that a call is no guess. */
const LIBRARIES = new Set([
  ...LOADERS.map((loader) => loader.library).filter((name) => name !== ''),
  'tokenizers',
  'gliner',
  'span_marker',
  'setfit',
  'trl',
  'adapters',
  'ctransformers',
  'transformer_lens',
  'colpali_engine',
  'pylate',
  'segmentation_models_pytorch',
  'spandrel',
  'intel_extension_for_transformers',
  'nemo_automodel',
  'outlines',
]);

/** Names that are loaders whoever the receiver is. */
const TELLING = new Set([
  'load_lora_weights',
  'load_lora_adapter',
  'load_attn_procs',
  'load_ip_adapter',
  'load_textual_inversion',
  'hf_hub_download',
  'snapshot_download',
]);
const lastOf = (dotted: string): string => dotted.slice(dotted.lastIndexOf('.') + 1);

const byLastSegment = new Map<string, Loader[]>();
for (const loader of LOADERS) {
  for (const name of new Set(loader.callees.map(lastOf)))
    byLastSegment.set(name, [...(byLastSegment.get(name) ?? []), loader]);
}

/** Callee patterns of the loaders that rules judge. Plain tables that are read from an address are for the inventory only. */
export const LOADER_CALLEES: readonly string[] = [
  ...new Set(LOADERS.filter((loader) => loader.spelling !== 'url').flatMap((loader) => loader.callees)),
];

/** Strings of which one stands in every text that calls a loader, also one for the inventory only. */
export const LOADER_TRIGGERS: readonly string[] = [...byLastSegment.keys()];

/** The loader that a callee is, and whether that is a guess because nothing is known of the receiver. */
export function loaderOf(callee: string): Found | null {
  let found = known.get(callee);
  if (found === undefined) {
    if (known.size > 20_000) known.clear();
    known.set(callee, (found = findLoader(callee)));
  }
  return found;
}

interface Found {
  readonly loader: Loader;
  readonly guessed: boolean;
}

const known = new Map<string, Found | null>();

function findLoader(callee: string): Found | null {
  if (/^(?:torch|numpy|builtins)\./.test(callee) && callee.endsWith('.from_pretrained')) return null; // nn.Embedding.from_pretrained(tensor)
  const last = lastOf(callee);
  const loader = byLastSegment
    .get(last)
    ?.find((candidate) => candidate.callees.some((pattern) => matchesCallee(pattern, callee)));
  if (!loader) return null;
  const root = callee.split('.', 1)[0]!.replace('()', '');
  return { loader, guessed: !LIBRARIES.has(root) && !TELLING.has(last) };
}
