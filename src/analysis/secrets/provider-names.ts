import type { SecretFormat } from './format';
import { formatOf } from './formats';

/**
 * Providers whose keys have a form without a mark, by the name that people give to nothing but the key then: `deepgram = "…"`
 * among other keys. Names that are words of their own (`comet`, `lambda`, `modal`, `together`) are not here.
 */
const FORMATS: Readonly<Record<string, string>> = {
  ai21: 'ai21',
  assemblyai: 'assemblyai',
  civitai: 'civitai',
  clarifai: 'clarifai',
  clearml: 'clearml',
  cohere: 'cohere',
  dagshub: 'dagshub',
  dashscope: 'dashscope',
  datadog: 'datadog',
  deepgram: 'deepgram',
  deepinfra: 'deepinfra',
  deepseek: 'deepseek',
  kaggle: 'kaggle',
  mistral: 'mistral',
  mistralai: 'mistral',
  moonshot: 'moonshot',
  openml: 'openml',
  roboflow: 'roboflow',
  serpapi: 'serpapi',
  serper: 'serper',
  ultralytics: 'ultralytics',
  voyage: 'voyage',
  voyageai: 'voyage',
  wandb: 'wandb-legacy',
  weightsandbiases: 'wandb-legacy',
  zenodo: 'zenodo',
  zhipu: 'zhipu',
  zhipuai: 'zhipu',
};

/** Lower-case words of which one stands in every such name, however it is written. */
export const PROVIDER_WORDS: readonly string[] = [
  ...Object.keys(FORMATS).filter((name) => !/ai$/.test(name) || !(name.slice(0, -2) in FORMATS)),
  'assembly_ai',
  'weights_and_biases',
];

/** The form of the keys of the provider that a name is, and no more: neither `deepgram_model` nor `wandb_sha`. */
export function formatOfProvider(name: string): SecretFormat | undefined {
  if (name.length > 24) return undefined;
  const plain = name.toLowerCase().replace(/[-_ ]/g, '');
  return Object.hasOwn(FORMATS, plain) ? formatOf(FORMATS[plain]!) : undefined;
}
