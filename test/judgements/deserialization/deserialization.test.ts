import assert from 'node:assert/strict';
import { isBelow } from '../../../src/analysis/versions';
import unsafeJoblibLoad from '../../../src/rules/deserialization/unsafe-joblib-load';
import unsafeKerasLoad from '../../../src/rules/deserialization/unsafe-keras-load';
import unsafePickleLoad from '../../../src/rules/deserialization/unsafe-pickle-load';
import unsafeTorchLoad from '../../../src/rules/deserialization/unsafe-torch-load';
import unsafeLightningCheckpoint from '../../../src/rules/deserialization/unsafe-lightning-checkpoint';
import weightsOnlyDisabled from '../../../src/rules/deserialization/weights-only-disabled';
import { applyFix, judge, type Answers } from '../../harness/judging';

const DIGEST = 'ab'.repeat(32);
const PICKLES = [unsafePickleLoad, unsafeJoblibLoad];
const HASHES = { 'weights/model.pkl': DIGEST };

const severities = async (code: string, answers: Answers = {}): Promise<string[]> =>
  (
    await judge(
      code,
      [unsafeTorchLoad, unsafeLightningCheckpoint, weightsOnlyDisabled, unsafeKerasLoad, unsafePickleLoad],
      answers,
    )
  ).map(({ severity }) => severity);

describe('the check of a hash before a load', () => {
  const HELPER = `def _verify_sha256(path, expected):
    """Raise ValueError unless the file has the expected SHA-256 digest."""
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        for chunk in iter(lambda: file.read(1 << 20), b""):
            digest.update(chunk)
    if digest.hexdigest() != expected:
        raise ValueError(f"{path} does not have the expected SHA-256 digest")
`;

  async function checked(code: string): Promise<string> {
    const [finding] = await judge(code, PICKLES, { hashes: HASHES });
    const fix = finding?.fixes.find(({ title }) => title.startsWith('Check the SHA-256'));
    assert.ok(fix, 'no fix');
    assert.equal(fix.safety, 'unsafe');
    const fixed = applyFix(code, fix);
    assert.deepEqual(await judge(fixed, PICKLES, { hashes: HASHES }), [], fixed);
    return fixed;
  }

  it('comes with its helper and its import', async () => {
    assert.equal(
      await checked('"""Doc."""\nimport joblib\n\nm = joblib.load("weights/model.pkl")\n'),
      `"""Doc."""\nimport hashlib\n\nimport joblib\n\n\n${HELPER}\n\n_verify_sha256("weights/model.pkl", "${DIGEST}")\nm = joblib.load("weights/model.pkl")\n`,
    );
  });
  it('uses the import that is there, under its name', async () => {
    assert.match(
      await checked('import hashlib as h\nimport joblib\nm = joblib.load("./weights/model.pkl")\n'),
      /digest = h\.sha256\(\)/,
    );
  });
  it('stands before the statement, as deep as it', async () => {
    const fixed = await checked(
      'import pickle\n\ndef load():\n    with open("weights/model.pkl", "rb") as file:\n        return pickle.load(file)\n',
    );
    assert.ok(
      fixed.includes(`        _verify_sha256("weights/model.pkl", "${DIGEST}")\n        return pickle.load(file)\n`),
      fixed,
    );
  });
  it('brings the helper only once', async () => {
    const fixed = await checked(`import hashlib\nimport joblib\n\n${HELPER}\nm = joblib.load("weights/model.pkl")\n`);
    assert.equal(fixed.split('def _verify_sha256').length, 2);
  });
  it('keeps the line ends of the file', async () => {
    const fixed = await checked('import joblib\r\nm = joblib.load("weights/model.pkl")\r\n');
    assert.ok(!/[^\r]\n/.test(fixed), JSON.stringify(fixed));
  });
  it('follows a constant to its path', async () => {
    assert.match(
      await checked('import joblib\nPATH = "weights/model.pkl"\nm = joblib.load(PATH)\n'),
      /_verify_sha256\("weights\/model\.pkl", /,
    );
  });
  it('leaves what stands behind one another together', async () => {
    const check = `_verify_sha256("weights/model.pkl", "${DIGEST}")\n`;
    assert.equal(
      await checked('"Doc."; import joblib; x = [\n  1,\n]; y = 2\nm = joblib.load("weights/model.pkl"); n = m\n'),
      `"Doc."; import hashlib\nimport joblib; x = [\n  1,\n]; y = 2\n\n\n${HELPER}\n\n${check}m = joblib.load("weights/model.pkl"); n = m\n`,
    );
    assert.equal(
      await checked('"Doc."; x = 1\nif x: import joblib\nm = joblib.load("weights/model.pkl")\n'),
      `"Doc."; import hashlib\n\n\n${HELPER}\n\nx = 1\nif x: import joblib\n${check}m = joblib.load("weights/model.pkl")\n`,
    );
  });
  for (const [title, code] of Object.entries({
    'a statement behind another one': 'import joblib; m = joblib.load("weights/model.pkl")\n',
    'a statement behind a backslash': 'import joblib\nif x: \\\n  m = joblib.load("weights/model.pkl")\n',
    'a file that is not there': 'import joblib\nm = joblib.load("other.pkl")\n',
    'a path that is not known': 'import joblib\ndef f(path):\n    return joblib.load(path)\n',
    'a statement that does not begin its line': 'import joblib\nif x: m = joblib.load("weights/model.pkl")\n',
  })) {
    it(`is not offered for ${title}`, async () => {
      const [finding] = await judge(code, PICKLES, { hashes: HASHES });
      assert.ok(finding);
      assert.deepEqual(finding.fixes, []);
    });
  }
});

describe('torch.load', () => {
  const LOAD = 'import torch\nm = torch.load("m.pt")\n';
  const table: readonly (readonly [string | null, string[], string[], string[]])[] = [
    [null, ['warning'], [], ['error']],
    ['1.13.1', ['warning'], ['info'], ['error']],
    ['2.5.1+cu121', ['warning'], ['info'], ['error']],
    ['2.6.0', [], ['info'], ['error']],
    ['2.9.1', [], ['info'], ['error']],
    ['2.10.0', [], [], ['error']],
  ];
  for (const [version, silent, on, off] of table) {
    it(`is judged by ${version === null ? 'no version' : `torch ${version}`}`, async () => {
      const answers: Answers = { versions: version === null ? {} : { torch: version } };
      assert.deepEqual(await severities(LOAD, answers), silent);
      assert.deepEqual(await severities(LOAD.replace('")', '", weights_only=True)'), answers), on);
      assert.deepEqual(await severities(LOAD.replace('")', '", weights_only=False)'), answers), off);
    });
  }
  it('says which version it goes by', async () => {
    const [finding] = await judge(LOAD, [unsafeTorchLoad], { versions: { torch: '2.1.0' } });
    assert.match(finding!.message, /torch 2\.1\.0 is older than 2\.6/);
  });
  it('with a pickle module of its own is unsafe in every version', async () =>
    assert.deepEqual(
      await severities('import torch, dill\nm = torch.load("m.pt", pickle_module=dill)\n', {
        versions: { torch: '2.13.0' },
      }),
      ['error'],
    ));
  it('is unsafe again where the environment turns the default off', async () => {
    assert.deepEqual(
      await severities(`import os\nos.environ["TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD"] = "1"\n${LOAD}`, {
        versions: { torch: '2.7.0' },
      }),
      ['error', 'warning'],
    );
  });
  it('gets a safe fix only as a plain state dict', async () => {
    const [plain] = await judge('import torch\nnet.load_state_dict(torch.load("m.pt"))\n', [unsafeTorchLoad]);
    const [other] = await judge(LOAD, [unsafeTorchLoad]);
    assert.deepEqual([plain?.fixes[0]?.safety, other?.fixes[0]?.safety], ['safe', 'unsafe']);
  });
  it('speaks quietly in tests', async () =>
    assert.deepEqual(
      await severities('import torch\nm = torch.load("m.pt", weights_only=False)\n', { path: 'tests/test_load.py' }),
      ['info'],
    ));
  it('of a download is an error where the version is known to unpickle', async () => {
    const fetched =
      'import io, requests, torch\ndef f(url):\n    data = requests.get(url).content\n    return torch.load(io.BytesIO(data))\n';
    assert.deepEqual(await severities(fetched, { versions: { torch: '2.5.1' } }), ['error']);
    // Without a version it may well be one that loads weights only.
    assert.deepEqual(await severities(fetched), ['warning']);
    assert.deepEqual(
      await severities(
        `import torch\nfrom huggingface_hub import hf_hub_download\nm = torch.load(hf_hub_download("org/x", "m.pt", revision="${'a'.repeat(40)}"))\n`,
      ),
      ['warning'],
    );
  });
});

describe('Lightning', () => {
  const LOAD = 'import lightning\nclass Net(lightning.LightningModule): pass\nNet.load_from_checkpoint("net.ckpt")\n';
  it('loads a path as torch does, from 2.6 on', async () => {
    assert.deepEqual(await severities(LOAD), []);
    assert.deepEqual(await severities(LOAD, { versions: { lightning: '2.6.1', torch: '2.8.0' } }), []);
    assert.deepEqual(await severities(LOAD, { versions: { lightning: '2.6.1', torch: '2.4.0' } }), ['warning']);
  });
  it('cannot be told before 2.6, so there is no fix', async () => {
    const [finding] = await judge(LOAD, [unsafeLightningCheckpoint], {
      versions: { 'pytorch-lightning': '2.4.0', torch: '2.8.0' },
    });
    assert.deepEqual([finding?.severity, finding?.fixes], ['warning', []]);
  });
});

describe('Keras', () => {
  const LOAD = 'from keras.models import load_model\nload_model("m.keras")\nload_model("m.h5")\n';
  const table: readonly (readonly [Record<string, string>, string[]])[] = [
    [{}, ['warning']],
    [{ keras: '3.8.0' }, ['warning', 'warning']],
    [{ keras: '3.11.0' }, ['warning', 'warning']],
    [{ keras: '3.12.0' }, ['info']],
    [{ keras: '3.12.1' }, []],
    [{ keras: '3.13.0' }, ['info']],
    [{ keras: '3.13.2' }, []],
    [{ tensorflow: '2.12.0' }, ['warning']],
    [{ tensorflow: '2.19.0' }, ['warning']],
  ];
  for (const [versions, expected] of table)
    it(`is judged by ${JSON.stringify(versions)}`, async () =>
      assert.deepEqual(await severities(LOAD, { versions }), expected));
});

describe('versions', () => {
  const table: readonly (readonly [string, string, boolean])[] = [
    ['2.5.1', '2.6', true],
    ['2.6', '2.6.0', false],
    ['2.10.0', '2.6', false],
    ['2.6.0rc1', '2.6', false],
    ['2.5.1+cu121', '2.6', true],
    ['1!2.0', '1.0', false],
    ['v2.1', '2.6', true],
    ['2', '2.6', true],
  ];
  for (const [version, limit, below] of table)
    it(`${version} is ${below ? '' : 'not '}below ${limit}`, () => assert.equal(isBelow(version, limit), below));
});
