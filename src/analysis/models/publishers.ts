import { HUB_COMPANIES } from './publishers/hub-companies';
import { HUB_DATA_HOMES } from './publishers/hub-data-homes';
import { HUB_INSTITUTES } from './publishers/hub-institutes';

/**
 * Well-known publishers, each list under the reason for being in it.
 *
 * A name is listed when an organisation that is known outside the hub (a company, a university group, a foundation, or
 * the maintainers of a widely used library) stands behind the account, or when the account holds the canonical copy of
 * a data set. Being listed is no promise that a file is harmless: it says that the name belongs to whom it seems to.
 * Not listed: accounts of single persons, re-uploads and conversions of other people's weights, and names that merely
 * look official; an account that does not exist must never be here, because anybody could register it.
 *
 * Names are compared without case, as the hub treats them. Extended by `trusted-publishers` of the configuration.
 */
export type Publishers = ReadonlyMap<string, string>;

/** Accounts on the Hugging Face Hub. */
export const HUB_PUBLISHERS: Publishers = table({
  'the hub itself, and the maintainers of its libraries': [
    'huggingface',
    'HuggingFaceTB',
    'HuggingFaceH4',
    'HuggingFaceM4',
    'HuggingFaceFW',
    'hf-internal-testing',
    'hf-audio',
    'hf-tiny-model-private',
    'diffusers',
    'transformers-community',
    'kernels-community',
    'lerobot',
    'trl-lib',
    'trl-internal-testing',
    'peft-internal-testing',
    'optimum-internal-testing',
    'distil-whisper',
    'parler-tts',
    'evaluate-metric',
    'evaluate-measurement',
    'evaluate-comparison',
    'bigcode',
    'bigscience',
    'open-r1',
  ],
  'new home of models that once had no namespace': [
    'google-bert',
    'google-t5',
    'openai-community',
    'FacebookAI',
    'distilbert',
    'albert',
    'xlnet',
    'transfo-xl',
    'almanach',
    'dbmdz',
    'funnel-transformer',
    'squeezebert',
  ],
  'company or research laboratory that trains the models': HUB_COMPANIES,
  'research institute, university group or open collective': HUB_INSTITUTES,
  'maintainers of a widely used library': [
    'sentence-transformers',
    'cross-encoder',
    'timm',
    'setfit',
    'flair',
    'spacy',
    'speechbrain',
    'espnet',
    'pyannote',
    'keras',
    'keras-io',
    'tensorflow',
    'pytorch',
    'fastai',
    'mlx-community',
    'unsloth',
    'AdapterHub',
    'onnx-community',
    'minishlab',
    'ggml-org',
    'Systran',
    'Ultralytics',
    'Roboflow',
    'openmmlab',
    'sb3',
    'lmms-lab',
    'mteb',
    'BeIR',
    'scikit-learn',
    'MONAI',
    'colbert-ir',
    'deepset',
  ],
  'canonical home of a data set or benchmark': HUB_DATA_HOMES,
});

/** Accounts on ModelScope, beside those of the same name on the Hugging Face Hub. */
export const MODELSCOPE_PUBLISHERS: Publishers = table({
  'the laboratories of Alibaba that run the hub': ['damo', 'iic', 'modelscope'],
});

/** Owners on GitHub whose `hubconf.py` or release files the documentation of a framework loads. */
export const GITHUB_OWNERS: Publishers = table({
  'maintainers of the framework, or of the hub site that lists the entry': [
    'pytorch',
    'tensorflow',
    'keras-team',
    'huggingface',
    'rwightman',
  ],
  'company or research laboratory': [
    'facebookresearch',
    'openai',
    'microsoft',
    'NVIDIA',
    'NVlabs',
    'google-research',
    'google-deepmind',
    'isl-org',
    'intel-isl',
    'apple',
    'Stability-AI',
    'CompVis',
    'allenai',
    'EleutherAI',
    'mlfoundations',
    'open-mmlab',
  ],
  // Companies that publish one well-known model each. Their releases have been tampered with before (ultralytics 8.3.41,
  // December 2024), which is a reason to pin a commit, and another rule asks for that; it is not a doubt about who they are.
  'company behind one widely used model': ['ultralytics', 'snakers4'],
});

/** Hosts, with a path where the host is shared, that the publisher of the files runs itself. */
export const DOWNLOAD_HOSTS: Publishers = table({
  'files of the framework, from its maintainers': [
    'download.pytorch.org',
    'tfhub.dev',
    'storage.googleapis.com/tensorflow',
  ],
  'files of a research laboratory, from itself': [
    'dl.fbaipublicfiles.com',
    'openaipublic.azureedge.net',
    'openaipublic.blob.core.windows.net',
  ],
});

/** Whether a name is in a shipped list, or in the user's own, which may hold `*`. */
export function isKnownPublisher(publisher: string, publishers: Publishers, trusted: readonly string[]): boolean {
  const name = publisher.toLowerCase();
  return publishers.has(name) || trusted.some((entry) => entry === '*' || entry.toLowerCase() === name);
}

function table(byReason: Readonly<Record<string, readonly string[]>>): Publishers {
  const result = new Map<string, string>();
  for (const [reason, names] of Object.entries(byReason)) {
    for (const name of names) if (!result.has(name.toLowerCase())) result.set(name.toLowerCase(), reason);
  }
  return result;
}
