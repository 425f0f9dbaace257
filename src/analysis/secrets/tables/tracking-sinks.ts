import type { Sink } from '../sink';

/** Calls of experiment trackers and vector stores that take a credential. Source: the SDKs' signatures. */
export const TRACKING_SINKS: readonly Sink[] = [
  {
    callees: ['wandb.login'],
    keywords: ['key'],
    position: 1,
    label: 'Weights & Biases API key',
    environment: 'WANDB_API_KEY',
    format: 'wandb',
  },
  {
    // `login(anonymous, key)` by its signature; people give the key first, and it is refused after it was committed.
    callees: ['wandb.login'],
    keywords: [],
    position: 0,
    label: 'Weights & Biases API key',
    environment: 'WANDB_API_KEY',
    format: 'wandb',
  },
  {
    callees: ['wandb.Api'],
    keywords: ['api_key'],
    label: 'Weights & Biases API key',
    environment: 'WANDB_API_KEY',
    format: 'wandb',
  },
  {
    callees: [
      'comet_ml.Experiment',
      'comet_ml.OfflineExperiment',
      'comet_ml.ExistingExperiment',
      'comet_ml.API',
      'comet_ml.init',
      'comet_ml.login',
      'comet_ml.start',
      'comet_llm.init',
    ],
    keywords: ['api_key'],
    position: 0,
    label: 'Comet API key',
    environment: 'COMET_API_KEY',
    format: 'comet',
  },
  {
    callees: [
      'neptune.init',
      'neptune.init_run',
      'neptune.init_project',
      'neptune.init_model',
      'neptune.init_model_version',
      'neptune.**.init_run',
    ],
    keywords: ['api_token'],
    label: 'Neptune API token',
    environment: 'NEPTUNE_API_TOKEN',
    format: 'neptune',
  },
  {
    callees: ['clearml.Task.set_credentials'],
    keywords: ['key', 'secret'],
    label: 'ClearML secret key',
    environment: 'CLEARML_API_SECRET_KEY',
    format: 'clearml',
  },
  {
    callees: ['pinecone.Pinecone', 'pinecone.**.PineconeGRPC', 'pinecone.init'],
    keywords: ['api_key'],
    position: 0,
    label: 'Pinecone API key',
    environment: 'PINECONE_API_KEY',
    format: 'pinecone',
  },
  {
    callees: ['qdrant_client.QdrantClient', 'qdrant_client.AsyncQdrantClient'],
    keywords: ['api_key'],
    label: 'Qdrant API key',
    environment: 'QDRANT_API_KEY',
  },
  {
    callees: [
      'weaviate.auth.AuthApiKey',
      'weaviate.AuthApiKey',
      'weaviate.classes.init.Auth.api_key',
      'weaviate.auth.Auth.api_key',
    ],
    keywords: ['api_key'],
    position: 0,
    label: 'Weaviate API key',
    environment: 'WEAVIATE_API_KEY',
  },
];
