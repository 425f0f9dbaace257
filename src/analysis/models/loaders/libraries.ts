import { hub, type Loader } from './loader';

/** Libraries of one field, vision, speech or text, that take their models from the hub or from a table of their own. */
export const LIBRARY_LOADERS: readonly Loader[] = [
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
  // A tool is a Python file of a space.
  hub(
    'smolagents',
    [
      'smolagents.load_tool',
      'smolagents.tools.load_tool',
      'smolagents.**.from_hub',
      'transformers.load_tool',
      'transformers.**.load_tool',
    ],
    { repoType: 'space', loads: 'tool', keywords: ['repo_id', 'task_or_repo_id'], code: 'trusted' },
  ),
  hub('faster_whisper', ['faster_whisper.WhisperModel', 'faster_whisper.**.WhisperModel'], {
    keywords: ['model_size_or_path'],
  }),
];
