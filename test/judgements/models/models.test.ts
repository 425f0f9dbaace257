import assert from 'node:assert/strict';
import { parse } from 'smol-toml';
import { matchesCallee } from '../../../src/core/callee-pattern';
import { LEGACY_DATASETS, LEGACY_MODELS } from '../../../src/analysis/models/legacy-ids';
import { readId } from '../../../src/analysis/models/model-id';
import { GITHUB_OWNERS, HUB_PUBLISHERS, isKnownPublisher } from '../../../src/analysis/models/publishers';
import { modelReferencesOf } from '../../../src/analysis/models/reference';
import remoteCodeTrusted from '../../../src/rules/models/remote-code-trusted';
import { addPublisher } from '../../../src/rules/models/fixes/trust-edit';
import unpinned from '../../../src/rules/models/unpinned-model-revision';
import untrusted from '../../../src/rules/models/untrusted-model-source';
import { factsOf } from '../../harness/grammars';
import { applyEdit, applyFix, judge } from '../../harness/judging';

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

describe('identifiers', () => {
  const kinds: Readonly<Record<string, string>> = {
    'org/name': 'repository',
    'Org.x/na_me-1.5': 'repository',
    gpt2: 'repository',
    './gpt2': 'local',
    '../gpt2': 'local',
    '/gpt2': 'local',
    '~/gpt2': 'local',
    'C:\\gpt2': 'local',
    'C:/gpt2': 'local',
    '': 'local',
    'models/bert': 'unclear',
    'outputs/x': 'unclear',
    'my-model': 'unclear',
    'a/b/c': 'local',
    'org/model.safetensors': 'local',
    'dir/': 'local',
    's3://bucket/x': 'unclear',
    'org/na me': 'unclear',
    'a--b/c': 'unclear',
    '{org}/x': 'unclear',
    'https://example.org/x.bin': 'url',
    'https://huggingface.co/org/name': 'repository',
    'http://huggingface.co/org/name': 'url',
    'hf://org/name': 'repository',
    'https://huggingface.co.evil.example/org/name': 'url',
  };
  for (const [text, kind] of Object.entries(kinds))
    it(`${JSON.stringify(text)} is ${kind}`, () => assert.equal(readId(text, 'model').kind, kind));

  it('reads owner and commit of a file on GitHub', () => {
    const reading = readId(`https://raw.githubusercontent.com/owner/repo/${SHA}/m.pt`, 'model');
    assert.ok(reading.kind === 'url');
    assert.deepEqual([reading.publisher, reading.revision, reading.insecure], ['owner', SHA, false]);
  });
  it('does not take a user name in an address for the host', () => {
    const reading = readId('https://huggingface.co@evil.example/org/name', 'model');
    assert.ok(reading.kind === 'url');
    assert.equal(reading.publisher, 'evil.example');
  });
});

describe('publishers', () => {
  it('are compared without case, and only whole', () => {
    assert.ok(isKnownPublisher('QWEN', HUB_PUBLISHERS, []));
    assert.ok(!isKnownPublisher('qwen-official', HUB_PUBLISHERS, []));
    assert.ok(isKnownPublisher('acme', HUB_PUBLISHERS, ['Acme']));
    assert.ok(isKnownPublisher('anybody', GITHUB_OWNERS, ['*']));
  });
  it('all have a name that the hub allows and a reason', () => {
    for (const [name, reason] of [...HUB_PUBLISHERS, ...GITHUB_OWNERS])
      assert.ok(/^[a-z0-9][\w.-]*$/.test(name) && reason.length > 10, name);
  });
  it('legacy names lead to one repository each', () => {
    for (const [name, home] of [...LEGACY_MODELS, ...LEGACY_DATASETS])
      assert.match(home, new RegExp(`^[\\w.-]+/${name.replace(/\./g, '\\.')}$`));
  });
});

describe('trusting a publisher', () => {
  const trust = (path: string, text: string | null): string | null => {
    const edit = addPublisher(path, text, 'new-org');
    return edit === null ? null : applyEdit(text ?? '', edit);
  };
  const cases: readonly (readonly [string, string, string | null, string | null])[] = [
    ['makes the file', 'touchstone.toml', null, 'trusted-publishers = ["new-org"]\n'],
    ['fills an empty file', 'touchstone.toml', '', 'trusted-publishers = ["new-org"]\n'],
    [
      'goes before the first table',
      'touchstone.toml',
      '# ours\n[rules]\na = "off"\n',
      'trusted-publishers = ["new-org"]\n# ours\n[rules]\na = "off"\n',
    ],
    [
      'goes after the last key',
      'touchstone.toml',
      'honour-nosec = true # yes\n\n[rules]\n',
      'honour-nosec = true # yes\ntrusted-publishers = ["new-org"]\n\n[rules]\n',
    ],
    [
      'adds a missing line end',
      'touchstone.toml',
      'honour-nosec = true',
      'honour-nosec = true\ntrusted-publishers = ["new-org"]',
    ],
    [
      'extends a list',
      'touchstone.toml',
      'trusted-publishers = ["a"] # list\r\n',
      'trusted-publishers = ["a", "new-org"] # list\r\n',
    ],
    ['extends an empty list', 'touchstone.toml', 'trusted-publishers = []\n', 'trusted-publishers = ["new-org"]\n'],
    [
      'keeps a list of lines',
      'touchstone.toml',
      'trusted-publishers = [\n  "a",\n  "b", # b\n]\n',
      'trusted-publishers = [\n  "a",\n  "b",\n  "new-org", # b\n]\n',
    ],
    ['leaves a list that has it', 'touchstone.toml', 'trusted-publishers = ["new-org"]\n', null],
    [
      'uses the table of pyproject',
      'pyproject.toml',
      '[project]\nname = "x"\n[tool.touchstone]\n[tool.black]\n',
      '[project]\nname = "x"\n[tool.touchstone]\ntrusted-publishers = ["new-org"]\n[tool.black]\n',
    ],
    ['leaves a pyproject without the table', 'pyproject.toml', '[project]\nname = "x"\n', null],
    ['leaves broken TOML', 'touchstone.toml', 'trusted-publishers = [', null],
  ];
  for (const [title, path, text, expected] of cases) {
    it(title, () => {
      const result = trust(path, text);
      assert.equal(result, expected);
      if (result === null) return;
      const config = parse(result) as {
        'trusted-publishers'?: string[];
        tool?: { touchstone: { 'trusted-publishers': string[] } };
      };
      assert.ok((config['trusted-publishers'] ?? config.tool?.touchstone['trusted-publishers'])?.includes('new-org'));
    });
  }

  const CODE = `from transformers import AutoModel\nAutoModel.from_pretrained("new-org/x", revision="${SHA}")\n`;
  it('edits the file that the policy came from', async () => {
    const [finding] = await judge(CODE, [untrusted], {
      policy: { source: 'sub/touchstone.toml' },
      texts: { 'sub/touchstone.toml': '' },
    });
    assert.deepEqual(
      finding?.fixes.map((fix) => [fix.safety, fix.edits[0]?.path]),
      [['unsafe', 'sub/touchstone.toml']],
    );
  });
  it('does not edit a file outside the project', async () => {
    const [finding] = await judge(CODE, [untrusted], { policy: { source: '../touchstone.toml' } });
    assert.equal(finding?.fixes[0]?.edits[0]?.path, 'touchstone.toml');
  });
});

describe('rules on models', () => {
  const CODE = 'from transformers import AutoModel\nAutoModel.from_pretrained("gpt2", trust_remote_code=True)\n';
  it('pin safely what the cache says, and unsafely what the network says', async () => {
    const commits = { 'model openai-community/gpt2 main': SHA };
    const [local] = await judge(CODE, [unpinned], { commits });
    assert.deepEqual(
      local?.fixes.map(({ title, safety }) => [title, safety]),
      [['Pin to commit 0123456… (from the local hub cache)', 'safe']],
    );
    assert.equal(applyFix(CODE, local.fixes[0]!), CODE.replace('=True', `=True, revision="${SHA}"`));
    assert.deepEqual(local.lookups, []);
    const [remote] = await judge(CODE, [unpinned], { commits, commitSource: 'huggingface.co' });
    assert.equal(remote?.fixes[0]?.safety, 'unsafe');
  });
  it('ask for the commit where nobody knows it, or the answer is no commit', async () => {
    const lookup = { kind: 'hub-commit', repoType: 'model', id: 'openai-community/gpt2', revision: 'main' };
    for (const commits of [{}, { 'model openai-community/gpt2 main': 'main"); import os' }] as Record<
      string,
      string
    >[]) {
      const [finding] = await judge(CODE, [unpinned], { commits });
      assert.deepEqual([finding?.fixes, finding?.lookups], [[], [lookup]]);
    }
  });
  it('speak quietly in tests', async () => {
    const code =
      'from transformers import AutoModel\nAutoModel.from_pretrained("stranger/x", trust_remote_code=True)\n';
    const findings = await judge(code, [untrusted, unpinned, remoteCodeTrusted], { path: 'tests/test_model.py' });
    assert.deepEqual(findings.map(({ severity }) => severity).sort(), ['hint', 'hint', 'info']);
  });
  it('trust everybody with *, but pin all the same', async () => {
    const code = 'from transformers import AutoModel\nAutoModel.from_pretrained("stranger/x")\n';
    assert.deepEqual(
      (await judge(code, [untrusted, unpinned], { policy: { trustedPublishers: ['*'] } })).map(({ rule }) => rule),
      ['unpinned-model-revision'],
    );
  });
});

describe('callee patterns', () => {
  const cases: readonly (readonly [string, string, boolean])[] = [
    ['torch.load', 'torch.load', true],
    ['torch.load', 'torch.jit.load', false],
    ['**.load', 'load', true],
    ['**.load', 'a.b.load', true],
    ['a.**.c', 'a.c', true],
    ['a.**.c', 'a.b.b.c', true],
    ['a.*.c', 'a.c', false],
    ['x.*Pipeline*.f', 'x.StablePipelineXL.f', true],
    ['x.*Pipeline*.f', 'x.Pipe.f', false],
    ['x.A*A', 'x.A', false],
    ['?.f', '?.f', true],
    ['?.f', 'x.f', false],
    ['*.f', '?.f', true],
    ['**', 'anything.at.all', true],
  ];
  for (const [pattern, callee, expected] of cases)
    it(`${pattern} ${expected ? 'fits' : 'does not fit'} ${callee}`, () =>
      assert.equal(matchesCallee(pattern, callee), expected));
});
