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
    'huggingface', 'HuggingFaceTB', 'HuggingFaceH4', 'HuggingFaceM4', 'HuggingFaceFW', 'hf-internal-testing', 'hf-audio',
    'hf-tiny-model-private', 'diffusers', 'transformers-community', 'kernels-community', 'lerobot', 'trl-lib',
    'trl-internal-testing', 'peft-internal-testing', 'optimum-internal-testing', 'distil-whisper', 'parler-tts',
    'evaluate-metric', 'evaluate-measurement', 'evaluate-comparison', 'bigcode', 'bigscience', 'open-r1',
  ],
  'new home of models that once had no namespace': [
    'google-bert', 'google-t5', 'openai-community', 'FacebookAI', 'distilbert', 'albert', 'xlnet', 'transfo-xl',
    'almanach', 'dbmdz', 'funnel-transformer', 'squeezebert',
  ],
  'company or research laboratory that trains the models': [
    'google', 'deepmind', 'facebook', 'meta-llama', 'openai', 'microsoft', 'nvidia', 'apple', 'amazon', 'ibm', 'ibm-granite',
    'ibm-nasa-geospatial', 'Intel', 'amd', 'qualcomm', 'mistralai', 'stabilityai', 'Qwen', 'OFA-Sys', 'Wan-AI', 'iic', 'deepseek-ai',
    'baidu', 'PaddlePaddle', 'tencent', 'ByteDance', 'ByteDance-Seed', 'zai-org', 'THUDM', 'internlm', 'OpenGVLab', 'openbmb',
    'baichuan-inc', '01-ai', 'moonshotai', 'MiniMaxAI', 'stepfun-ai', 'XiaomiMiMo', 'meituan-longcat', 'inclusionAI', 'rednote-hilab', 'SenseTime',
    'tiiuae', 'databricks', 'mosaicml', 'Snowflake', 'Salesforce', 'CohereLabs', 'CohereForAI', 'xai-org', 'ai21labs', 'Anthropic',
    'adept', 'LiquidAI', 'arcee-ai', 'NousResearch', 'togethercomputer', 'Zyphra', 'cerebras', 'h2oai', 'upstage', 'LGAI-EXAONE',
    'naver', 'naver-ai', 'naver-hyperclovax', 'naver-clova-ix', 'kakaobrain', 'kakaocorp', 'skt', 'rinna', 'cyberagent', 'line-corporation',
    'pfnet', 'SakanaAI', 'abeja', 'black-forest-labs', 'CompVis', 'runwayml', 'stable-diffusion-v1-5', 'DeepFloyd', 'ideogram-ai',
    'Lightricks', 'genmo', 'rhymes-ai', 'briaai', 'kandinsky-community', 'ai-forever', 'yandex', 'suno', 'sesame', 'kyutai', 'nari-labs',
    'UsefulSensors', 'nomic-ai', 'jinaai', 'mixedbread-ai', 'lightonai', 'answerdotai', 'Writer', 'sarvamai', 'speakleash', 'Aleph-Alpha',
    'Photoroom', 'RedHatAI', 'neuralmagic', 'JetBrains', 'descript', 'EvolutionaryScale', 'InstaDeepAI', 'thinkingmachines', 'poolside',
  ],
  'research institute, university group or open collective': [
    'allenai', 'EleutherAI', 'BAAI', 'intfloat', 'laion', 'CarperAI', 'OpenAssistant', 'lmsys', 'tatsu-lab', 'stanford-crfm', 'stanfordnlp',
    'StanfordAIMI', 'princeton-nlp', 'mit-han-lab', 'nyu-mll', 'uclanlp', 'unc-nlp', 'uw-madison', 'shi-labs', 'hustvl', 'MCG-NJU', 'RUCAIBox',
    'cambridgeltl', 'dmis-lab', 'state-spaces', 'RWKV', 'Helsinki-NLP', 'TurkuNLP', 'LumiOpen', 'KBLab', 'NbAiLab', 'ltg', 'BSC-LT', 'PlanTL-GOB-ES',
    'utter-project', 'EuroBERT', 'swiss-ai', 'ai4bharat', 'vinai', 'aubmindlab', 'CAMeL-Lab', 'dccuchile', 'neuralmind', 'DeepPavlov', 'tohoku-nlp',
    'cl-tohoku', 'llm-jp', 'tokyotech-llm', 'klue', 'studio-ousia', 'Rostlab', 'MahmoodLab', 'kaiko-ai', 'prov-gigapath', 'IDEA-Research',
    'depth-anything', 'llava-hf', 'BridgeTower', 'CIDAS', 'ProsusAI', 'm-a-p', 'TIGER-Lab', 'LanguageBind', 'ETH-CVG', 'HKUSTAudio', 'GroNLP',
  ],
  'maintainers of a widely used library': [
    'sentence-transformers', 'cross-encoder', 'timm', 'setfit', 'flair', 'spacy', 'speechbrain', 'espnet', 'pyannote', 'keras', 'keras-io',
    'tensorflow', 'pytorch', 'fastai', 'mlx-community', 'unsloth', 'AdapterHub', 'onnx-community', 'minishlab', 'ggml-org', 'Systran',
    'Ultralytics', 'Roboflow', 'openmmlab', 'sb3', 'lmms-lab', 'mteb', 'BeIR', 'scikit-learn', 'MONAI', 'colbert-ir', 'deepset',
  ],
  'canonical home of a data set or benchmark': [
    'rajpurkar', 'abisee', 'EdinburghNLP', 'fancyzhx', 'ylecun', 'uoft-cs', 'ILSVRC', 'zalando-datasets', 'cais', 'tau', 'Rowan', 'ybisk',
    'mandarjoshi', 'wikimedia', 'legacy-datasets', 'community-datasets', 'mozilla-foundation', 'openslr', 'MLCommons', 'CohereForAI', 'wmt',
    'universal-dependencies', 'oscar-corpus', 'uonlp', 'roneneldan', 'argilla', 'code-search-net', 'codeparrot', 'google-research-datasets',
    'bigbio', 'qiaojin', 'microsoft', 'hotpotqa', 'PolyAI', 'superb', 's3prl', 'MMMU', 'livecodebench', 'gaia-benchmark', 'SWE-bench', 'truthfulqa',
    'cornell-movie-review-data', 'eriktks', 'dair-ai', 'yelp', 'Skylion007', 'Open-Orca', 'cerebras', 'ethz', 'takala',
  ],
});

/** Owners on GitHub whose `hubconf.py` or release files the documentation of a framework loads. */
export const GITHUB_OWNERS: Publishers = table({
  'maintainers of the framework, or of the hub site that lists the entry': ['pytorch', 'tensorflow', 'keras-team', 'huggingface', 'rwightman'],
  'company or research laboratory': [
    'facebookresearch', 'openai', 'microsoft', 'NVIDIA', 'NVlabs', 'google-research', 'google-deepmind', 'isl-org', 'intel-isl', 'apple',
    'Stability-AI', 'CompVis', 'allenai', 'EleutherAI', 'mlfoundations', 'open-mmlab',
  ],
  // Companies that publish one well-known model each. Their releases have been tampered with before (ultralytics 8.3.41,
  // December 2024), which is a reason to pin a commit, and another rule asks for that; it is not a doubt about who they are.
  'company behind one widely used model': ['ultralytics', 'snakers4'],
});

/** Hosts, with a path where the host is shared, that the publisher of the files runs itself. */
export const DOWNLOAD_HOSTS: Publishers = table({
  'files of the framework, from its maintainers': ['download.pytorch.org', 'tfhub.dev', 'storage.googleapis.com/tensorflow'],
  'files of a research laboratory, from itself': ['dl.fbaipublicfiles.com', 'openaipublic.azureedge.net', 'openaipublic.blob.core.windows.net'],
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
