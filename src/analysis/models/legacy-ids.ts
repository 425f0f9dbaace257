/**
 * Names from before the hub had namespaces. They still work: the hub redirects them, and nobody else can take them.
 * Each leads to the repository that now holds it.
 */
export const LEGACY_MODELS: ReadonlyMap<string, string> = expand({
  'google-bert':
    'bert-base-uncased bert-base-cased bert-large-uncased bert-large-cased bert-base-multilingual-uncased bert-base-multilingual-cased bert-base-chinese bert-base-german-cased bert-large-uncased-whole-word-masking bert-large-cased-whole-word-masking bert-large-uncased-whole-word-masking-finetuned-squad bert-large-cased-whole-word-masking-finetuned-squad bert-base-cased-finetuned-mrpc',
  'openai-community':
    'gpt2 gpt2-medium gpt2-large gpt2-xl openai-gpt roberta-base-openai-detector roberta-large-openai-detector',
  FacebookAI:
    'roberta-base roberta-large roberta-large-mnli xlm-roberta-base xlm-roberta-large xlm-roberta-large-finetuned-conll02-dutch xlm-roberta-large-finetuned-conll02-spanish xlm-roberta-large-finetuned-conll03-english xlm-roberta-large-finetuned-conll03-german xlm-mlm-en-2048 xlm-mlm-ende-1024 xlm-mlm-enfr-1024 xlm-mlm-enro-1024 xlm-mlm-xnli15-1024 xlm-mlm-tlm-xnli15-1024 xlm-clm-enfr-1024 xlm-clm-ende-1024 xlm-mlm-17-1280 xlm-mlm-100-1280',
  distilbert:
    'distilbert-base-uncased distilbert-base-cased distilbert-base-multilingual-cased distilbert-base-german-cased distilbert-base-uncased-distilled-squad distilbert-base-cased-distilled-squad distilbert-base-uncased-finetuned-sst-2-english distilgpt2 distilroberta-base',
  'google-t5': 't5-small t5-base t5-large t5-3b t5-11b',
  albert:
    'albert-base-v1 albert-large-v1 albert-xlarge-v1 albert-xxlarge-v1 albert-base-v2 albert-large-v2 albert-xlarge-v2 albert-xxlarge-v2',
  xlnet: 'xlnet-base-cased xlnet-large-cased',
  'transfo-xl': 'transfo-xl-wt103',
  almanach: 'camembert-base',
  Salesforce: 'ctrl',
});

export const LEGACY_DATASETS: ReadonlyMap<string, string> = expand({
  'nyu-mll': 'glue blimp multi_nli',
  rajpurkar: 'squad squad_v2',
  stanfordnlp: 'imdb snli sst2 coqa',
  aps: 'super_glue',
  Salesforce: 'wikitext',
  abisee: 'cnn_dailymail',
  EdinburghNLP: 'xsum',
  allenai: 'c4 openbookqa ai2_arc sciq winogrande qasper',
  fancyzhx: 'ag_news dbpedia_14 amazon_polarity yelp_polarity',
  ylecun: 'mnist',
  'zalando-datasets': 'fashion_mnist',
  'uoft-cs': 'cifar10 cifar100',
  ILSVRC: 'imagenet-1k',
  ethz: 'food101',
  'AI-Lab-Makerere': 'beans',
  microsoft: 'ms_marco cats_vs_dogs wiki_qa',
  openai: 'gsm8k openai_humaneval',
  'google-research-datasets': 'mbpp paws tydiqa go_emotions natural_questions conceptual_captions',
  Rowan: 'hellaswag',
  ybisk: 'piqa',
  tau: 'commonsense_qa',
  truthfulqa: 'truthful_qa',
  mandarjoshi: 'trivia_qa',
  hotpotqa: 'hotpot_qa',
  google: 'boolq xtreme',
  facebook: 'xnli anli multilingual_librispeech',
  eriktks: 'conll2003',
  wmt: 'wmt14 wmt16 wmt19',
  'dair-ai': 'emotion',
  yelp: 'yelp_review_full',
  takala: 'financial_phrasebank',
  openslr: 'librispeech_asr',
  PolyAI: 'minds14 banking77',
  'cornell-movie-review-data': 'rotten_tomatoes',
  'legacy-datasets': 'common_voice wikipedia mc4',
  'code-search-net': 'code_search_net',
  bookcorpus: 'bookcorpus',
});

/** Beginnings of names that `SentenceTransformer` itself completes to `sentence-transformers/…`. */
export const SENTENCE_TRANSFORMERS_NAMES =
  /^(?:all-(?:MiniLM|mpnet|distilroberta|roberta)-|paraphrase-|multi-qa-|msmarco-|distiluse-|stsb-|nli-|quora-|gtr-t5-|sentence-t5-|clip-ViT-|LaBSE$|allenai-specter$|average_word_embeddings_|xlm-r-|use-cmlm-)/;

function expand(byPublisher: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  const result = new Map<string, string>();
  for (const [publisher, names] of Object.entries(byPublisher))
    for (const name of names.split(' ')) result.set(name, `${publisher}/${name}`);
  return result;
}
