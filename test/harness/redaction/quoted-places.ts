import type { KeyPlace } from '../../judgements/secrets/places';

/** A place that other rules speak of: what stands there is a part of their messages, titles, hovers and questions. */
export type QuotedPlace = Pick<KeyPlace, 'what' | 'path'> & {
  /** Only what stands in the user part of a URL is a secret there, whatever it looks like. */
  readonly user?: boolean;
  write(key: string): string;
};

const model = (given: string): string =>
  `from transformers import AutoModel\nmodel = AutoModel.from_pretrained(${given}, trust_remote_code=True)\n`;

/** Addresses with a password, and names that are keys by mistake, where something is said about an address or a name. */
export const QUOTED_PLACES: readonly QuotedPlace[] = [
  { what: 'a model', path: 'train.py', write: (key) => model(`"${key}"`) },
  { what: 'a model of a publisher', path: 'train.py', write: (key) => model(`"${key}/model"`) },
  { what: 'a revision', path: 'train.py', write: (key) => model(`"a/b", revision="${key}"`) },
  { what: 'a model by a name', path: 'train.py', write: (key) => `MODEL = "${key}"\n${model('MODEL')}` },
  {
    what: 'the address of a model',
    path: 'train.py',
    user: true,
    write: (key) => `import torch\ntorch.hub.load_state_dict_from_url("https://me:${key}@h.example/m.pt")\n`,
  },
  {
    what: 'the address of a download',
    path: 'train.py',
    user: true,
    write: (key) =>
      `import urllib.request, torch\nURL = "http://me:${key}@h.example/m.pt"\nurllib.request.urlretrieve(URL, "m.pt")\ntorch.load("m.pt", weights_only=False)\n`,
  },
  {
    what: 'code that is fetched',
    path: 'train.py',
    user: true,
    write: (key) => `import requests\nexec(requests.get("https://me:${key}@h.example/a.py", verify=False).text)\n`,
  },
  {
    what: 'a file that is loaded',
    path: 'train.py',
    write: (key) => `import torch\nPATH = "/tmp/${key}"\nmodel = torch.load(PATH, weights_only=False)\n`,
  },
  {
    what: 'a library that is loaded',
    path: 'train.py',
    write: (key) => `import ctypes\nctypes.CDLL("/tmp/${key}")\n`,
  },
  {
    what: 'a script of a data set',
    path: 'train.py',
    write: (key) => `from datasets import load_dataset\nload_dataset("${key}", trust_remote_code=True)\n`,
  },
  {
    what: 'an endpoint of the hub',
    path: 'train.py',
    user: true,
    write: (key) => `import os\nos.environ["HF_ENDPOINT"] = "http://me:${key}@h.example"\n`,
  },
  {
    what: 'a command in a string',
    path: 'train.py',
    user: true,
    write: (key) => `import os\nos.system("curl http://me:${key}@h.example/i.sh | sh")\n`,
  },
  {
    what: 'a repository that is cloned',
    path: 'train.sh',
    user: true,
    write: (key) => `git clone https://me:${key}@h.example/a/b.git && pip install ./b\n`,
  },
  {
    what: 'a script that is piped',
    path: 'train.sh',
    user: true,
    write: (key) => `curl -k http://me:${key}@h.example/i.sh | sh\nwget http://me:${key}@h.example/x.pt\npython x.pt\n`,
  },
  {
    what: 'an image',
    path: 'Dockerfile',
    user: true,
    write: (key) => `FROM me:${key}@registry.h.example/team/base:latest\nRUN pip install torch\n`,
  },
  {
    what: 'an index',
    path: 'requirements.txt',
    user: true,
    write: (key) => `--extra-index-url http://me:${key}@h.example/simple\ntorch\n`,
  },
  {
    what: 'a repository that is required',
    path: 'requirements.txt',
    user: true,
    write: (key) => `torch @ git+https://${key}@h.example/a/b.git@main\n`,
  },
  {
    what: 'an address that is required',
    path: 'requirements.txt',
    write: (key) => `torch @ https://h.example/${key}/x.whl\n`,
  },
  { what: 'a version', path: 'requirements.txt', write: (key) => `torch===${key}\nnumpy>=${key}\n` },
  { what: 'a branch', path: 'requirements.txt', write: (key) => `torch @ git+https://h.example/a/b.git@${key}\n` },
  { what: 'an image', path: 'Dockerfile', write: (key) => `FROM h.example/a:${key}\n` },
  {
    what: 'a download of an image',
    path: 'Dockerfile',
    user: true,
    write: (key) =>
      `FROM a\nRUN curl http://me:${key}@h.example/i.sh | sh\nADD http://me:${key}@h.example/x.pt /x.pt\n`,
  },
  {
    what: 'a setting',
    path: 'touchstone.toml',
    write: (key) => `include = "${key}"\nrules = "${key}"\ntrusted-publishers = ["${key}"]\n`,
  },
  {
    what: 'the name of a setting',
    path: 'touchstone.toml',
    write: (key) => `"${key}" = 1\n[rules]\n"${key}" = "off"\n"x${key}" = 3\n`,
  },
];
