import { hub, type Loader } from './loader';

/** Loaders of other places than the hub: GitHub, web addresses, model registries, TensorFlow Hub, Kaggle. */
export const REGISTRY_LOADERS: readonly Loader[] = [
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
];
