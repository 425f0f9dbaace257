import assert from 'node:assert/strict';
import { modelReferencesOf } from '../../../src/analysis/models/reference';
import { factsOf } from '../../harness/grammars';

const SHA = '0123456789abcdef0123456789abcdef01234567';

/** `source repoType id pinning loads`, for each thing that the code loads. */
async function loaded(code: string): Promise<string[]> {
  const facts = await factsOf(code);
  return facts.calls
    .flatMap(modelReferencesOf)
    .map((reference) =>
      [
        reference.local === true ? 'local' : reference.source,
        reference.repoType,
        reference.id,
        reference.pinning,
        reference.loads,
      ].join(' '),
    );
}

describe('what a call loads', () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    [
      'from transformers import AutoModel\nAutoModel.from_pretrained("org/name")',
      ['huggingface model org/name none model'],
    ],
    [
      'from transformers import AutoModel\nAutoModel.from_pretrained("https://huggingface.co/org/name")',
      ['huggingface model org/name none model'],
    ],
    [
      'from transformers import BertTokenizerFast as T\nT.from_pretrained("bert-base-uncased")',
      ['huggingface model google-bert/bert-base-uncased none tokenizer'],
    ],
    [
      `from transformers import AutoConfig\nAutoConfig.from_pretrained("org/name", revision="${SHA}")`,
      ['huggingface model org/name commit configuration'],
    ],
    [
      'from transformers import pipeline\npipeline("ner", "org/name", tokenizer="org/other")',
      ['huggingface model org/name none pipeline', 'huggingface model org/other none tokenizer'],
    ],
    [
      'from transformers import pipeline\npipeline("ner", model="org/name", tokenizer="org/name")',
      ['huggingface model org/name none pipeline'],
    ],
    [
      'from peft import PeftModel\nPeftModel.from_pretrained(base, "org/lora")',
      ['huggingface model org/lora none adapter'],
    ],
    [
      'from peft import PeftConfig\nPeftConfig.from_pretrained("org/lora")',
      ['huggingface model org/lora none adapter'],
    ],
    [
      'from diffusers import StableDiffusionPipeline as P\np = P.from_pretrained("org/sd", custom_pipeline="org/code")\np.load_lora_weights("org/lora")',
      [
        'huggingface model org/sd none pipeline',
        'huggingface model org/code none code',
        'huggingface model org/lora none adapter',
      ],
    ],
    [
      'from diffusers import FluxPipeline as P\nP.from_single_file("https://huggingface.co/org/sd/blob/main/x.safetensors")',
      ['huggingface model org/sd mutable model'],
    ],
    [
      'from sentence_transformers import SentenceTransformer\nSentenceTransformer("all-MiniLM-L6-v2")',
      ['huggingface model sentence-transformers/all-MiniLM-L6-v2 none model'],
    ],
    ['import timm\ntimm.create_model("hf-hub:org/name@v1")', ['huggingface model org/name mutable model']],
    ['import timm\ntimm.create_model("resnet50", pretrained=True)', ['timm model resnet50 release model']],
    ['import timm\ntimm.create_model("resnet50")', []],
    [
      'import open_clip\nopen_clip.create_model_and_transforms("hf-hub:org/clip")',
      ['huggingface model org/clip none model'],
    ],
    [
      'import keras_hub\nkeras_hub.models.Backbone.from_preset("hf://org/name")',
      ['huggingface model org/name none model'],
    ],
    [
      'from vllm import LLM\nLLM("org/name", tokenizer="org/tok", tokenizer_revision="main")',
      ['huggingface model org/name none model', 'huggingface model org/tok mutable tokenizer'],
    ],
    [
      'from huggingface_hub import snapshot_download\nsnapshot_download("org/set", repo_type="dataset")',
      ['huggingface dataset org/set none files'],
    ],
    ['from datasets import load_dataset\nload_dataset("squad")', ['huggingface dataset rajpurkar/squad none dataset']],
    [
      'from datasets import load_dataset\nload_dataset("csv", data_files="a.csv")',
      ['local dataset a.csv unknown dataset'],
    ],
    [
      'from datasets import load_dataset\nload_dataset("parquet", data_files="hf://datasets/org/set@v1/a.parquet")',
      ['huggingface dataset org/set mutable dataset'],
    ],
    [
      'import pandas as pd\npd.read_csv("hf://datasets/org/set/a.csv")\npd.read_csv("a.csv")',
      ['huggingface dataset org/set none dataset'],
    ],
    [
      'import evaluate\nevaluate.load("org/metric")\nevaluate.load("accuracy")',
      ['huggingface metric org/metric none metric', 'huggingface space evaluate-metric/accuracy release metric'],
    ],
    [
      `import torch\ntorch.hub.load("owner/repo:${SHA}", "m")\ntorch.hub.load("owner/repo", "m")`,
      ['torch-hub model owner/repo commit model', 'torch-hub model owner/repo none model'],
    ],
    ['import torch\ntorch.hub.load("checkout", "m", source="local")', ['local model checkout unknown model']],
    [
      'import torch\ntorch.hub.load_state_dict_from_url("https://example.org/m.pt")',
      ['url model https://example.org/m.pt release model'],
    ],
    [
      'import mlflow\nmlflow.pyfunc.load_model("models:/ranker/3")\nmlflow.pyfunc.load_model("models:/ranker@champion")',
      ['mlflow model ranker commit model', 'mlflow model ranker mutable model'],
    ],
    [
      'import kagglehub\nkagglehub.model_download("google/gemma/keras/2b/2")\nkagglehub.dataset_download("o/set")',
      ['kaggle model google/gemma/keras/2b commit files', 'kaggle dataset o/set none dataset'],
    ],
    [
      'import tensorflow_hub as hub\nhub.load("https://tfhub.dev/google/use/4")',
      ['tfhub model google/use commit model'],
    ],
    ['import spacy\nspacy.load("en_core_web_sm")', []],
    ['import torch\ntorch.nn.Embedding.from_pretrained(weights)', []],
    ['AutoModel.from_pretrained(', []],
  ];
  for (const [code, expected] of cases)
    it(code.split('\n').slice(1).join(' · ') || code, async () => assert.deepEqual(await loaded(code), expected));

  it('knows the publisher of a name that is only begun', async () => {
    const [reference] = (
      await factsOf(
        'from transformers import AutoModel\nfor size in sizes:\n    AutoModel.from_pretrained(f"facebook/opt-{size}")',
      )
    ).calls.flatMap(modelReferencesOf);
    assert.equal(reference?.id, null);
    assert.equal(reference.publisher, 'facebook');
  });
});
