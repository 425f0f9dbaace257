import assert from 'node:assert/strict';
import unsafePickleLoad from '../../../src/rules/deserialization/unsafe-pickle-load';
import { judge } from '../../harness/judging';

/** What the related information of the one finding points at; undefined when it has none. */
async function otherEnd(code: string): Promise<string | undefined> {
  const text = `import io, os, pickle, requests\nfrom pathlib import Path\nfrom urllib.request import urlopen, urlretrieve\nfrom huggingface_hub import hf_hub_download, snapshot_download\n${code}\n`;
  const findings = await judge(text, [unsafePickleLoad]);
  assert.equal(findings.length, 1, text);
  const { related, severity } = findings[0]!;
  assert.equal(related.length > 0, severity === 'error', severity);
  return related[0] && text.slice(related[0].range.start, related[0].range.end);
}

describe('the other end of a load from the network', () => {
  const table: readonly (readonly [string, string])[] = [
    ['pickle.loads(requests.get(u).content)', 'requests.get(u)'],
    ['r = requests.get(u)\nd = r.content\npickle.loads(d)', 'requests.get(u)'],
    ['pickle.load(urlopen(u))', 'urlopen(u)'],
    ['data = urlopen(u).read()\npickle.loads(data)', 'urlopen(u)'],
    ['p = hf_hub_download("o/x", "m.pkl")\npickle.load(open(p, "rb"))', 'hf_hub_download("o/x", "m.pkl")'],
    [
      'p = os.path.join(snapshot_download("o/x"), "m.pkl")\nwith open(p, "rb") as f:\n    pickle.load(f)',
      'snapshot_download("o/x")',
    ],
    ['urlretrieve(u, "m.pkl")\npickle.load(open("./m.pkl", "rb"))', 'urlretrieve(u, "m.pkl")'],
    ['Path("m.pkl").write_bytes(requests.get(u).content)\npickle.load(open("m.pkl", "rb"))', 'requests.get(u)'],
    [
      'def fetch():\n    p = hf_hub_download("o/x", "m.pkl")\n    return p\n\npickle.load(open(fetch(), "rb"))',
      'hf_hub_download("o/x", "m.pkl")',
    ],
    ['def fetch(\n    u,\n):\n    return requests.get(u).content\n\npickle.loads(fetch(1))', 'requests.get(u)'],
    [
      'p = hf_hub_download("o/x", "m.pkl")\ndef f():\n    return pickle.load(open(p, "rb"))',
      'hf_hub_download("o/x", "m.pkl")',
    ],
    [
      'def download(u, p):\n    urlretrieve(u, p)\n\ndef f(p):\n    download(u, p)\n    return pickle.load(open(p, "rb"))',
      'urlretrieve(u, p)',
    ],
    ['async def f(file: UploadFile):\n    return pickle.loads(await file.read())', 'file: UploadFile'],
    ['for u in links:\n    for part in requests.get(u).iter_content():\n        pickle.loads(part)', 'requests.get(u)'],
    [
      'class A:\n    def __init__(self):\n        self.p = hf_hub_download("o/x", "m.pkl")\n\n    def load(self):\n        return pickle.load(open(self.p, "rb"))',
      'hf_hub_download("o/x", "m.pkl")',
    ],
  ];
  for (const [code, end] of table)
    it(`is ${end} in ${JSON.stringify(code.slice(0, 60))}`, async () => assert.equal(await otherEnd(code), end));

  for (const code of [
    'urlretrieve(u, "other.pkl")\npickle.load(open("m.pkl", "rb"))',
    'urlretrieve(u, p)\ndef load(p):\n    return pickle.load(open(p, "rb"))',
    'def load(p):\n    urlretrieve(u, p + ".gz")\n    return pickle.load(open(p, "rb"))',
    'def load(p):\n    result = pickle.load(open(p, "rb"))\n    urlretrieve(u, p)\n    return result',
    'def fetch():\n    hf_hub_download("o/x", "m.pkl")\n    return "m.pkl"\n\npickle.load(open(fetch(), "rb"))',
    'def fetch():\n    """\n    return hf_hub_download("o/x", "m.pkl")\n    """\n\npickle.load(open(fetch(), "rb"))',
    'class A:\n    def a(self):\n        urlretrieve(u, self.a)\n    def b(self):\n        return pickle.load(open(self.b, "rb"))',
    'with open("log.txt", "wb") as f:\n    f.write(requests.get(u).content)\npickle.load(open("m.pkl", "rb"))',
    'pickle.loads(requests.get("http://127.0.0.1:8000/m").content)',
    'p = hf_hub_download("o/x", "m.pkl")\nf = lambda p: pickle.load(open(p, "rb"))',
    'p = hf_hub_download("o/x", "m.pkl")\ndef f(p):\n    return pickle.load(open(p, "rb"))',
    'p = hf_hub_download("o/x", "m.pkl")\ndef f():\n    p = given()\n    return pickle.load(open(p, "rb"))',
    'def get(u, p):\n    urlretrieve(u, p)\n\ndef load(p, q):\n    download(u, q)\n    return pickle.load(open(p, "rb"))',
    'self.x = open(self.x.read())\npickle.load(self.x)',
  ])
    it(`is not there in ${JSON.stringify(code.slice(0, 70))}`, async () =>
      assert.equal(await otherEnd(code), undefined));
});
