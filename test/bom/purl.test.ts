import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formatPurl, parsePurl } from '../../src/bom/purl';

const commit = '0123456789abcdef0123456789abcdef01234567';

describe('bom/purl', () => {
  const canonical: readonly (readonly [string, Parameters<typeof formatPurl>[0], string | null])[] = [
    ['a package', { type: 'pypi', name: 'numpy', version: '1.26.4' }, 'pkg:pypi/numpy@1.26.4'],
    ['a package without a version', { type: 'pypi', name: 'numpy' }, 'pkg:pypi/numpy'],
    [
      'lower case and dashes for PyPI',
      { type: 'pypi', name: 'Sentence_Transformers', version: '2.2' },
      'pkg:pypi/sentence-transformers@2.2',
    ],
    ['a local version', { type: 'pypi', name: 'torch', version: '2.1.0+cu121' }, 'pkg:pypi/torch@2.1.0%2Bcu121'],
    ['an epoch', { type: 'pypi', name: 'x', version: '1!2.0' }, 'pkg:pypi/x@1%212.0'],
    [
      'a private index, with `:` kept',
      { type: 'pypi', name: 'x', version: '1', qualifiers: { repository_url: 'https://pypi.example.org/simple' } },
      'pkg:pypi/x@1?repository_url=https:%2F%2Fpypi.example.org%2Fsimple',
    ],
    [
      'a VCS reference',
      { type: 'pypi', name: 'peft', qualifiers: { vcs_url: `git+https://github.com/huggingface/peft.git@${commit}` } },
      `pkg:pypi/peft?vcs_url=git%2Bhttps:%2F%2Fgithub.com%2Fhuggingface%2Fpeft.git%40${commit}`,
    ],
    [
      'qualifiers in order',
      { type: 'pypi', name: 'x', qualifiers: { file_name: 'b c.whl', checksum: 'sha256:00' } },
      'pkg:pypi/x?checksum=sha256:00&file_name=b%20c.whl',
    ],
    [
      'a model, case kept',
      { type: 'huggingface', namespace: 'Qwen', name: 'Qwen2-7B', version: commit },
      `pkg:huggingface/Qwen/Qwen2-7B@${commit}`,
    ],
    [
      'a commit in lower case',
      { type: 'huggingface', namespace: 'a', name: 'b', version: commit.toUpperCase() },
      `pkg:huggingface/a/b@${commit}`,
    ],
    [
      'a model on another hub',
      {
        type: 'huggingface',
        namespace: 'a',
        name: 'b',
        qualifiers: { repository_url: 'https://hub.example.org:8443' },
      },
      'pkg:huggingface/a/b?repository_url=https:%2F%2Fhub.example.org:8443',
    ],
    ['no namespace, no model', { type: 'huggingface', name: 'bert-base-uncased' }, null],
    [
      'GitHub in lower case',
      { type: 'github', namespace: 'PyTorch', name: 'Vision', version: commit },
      `pkg:github/pytorch/vision@${commit}`,
    ],
    [
      'MLflow on Databricks in lower case',
      {
        type: 'mlflow',
        name: 'CreditFraud',
        version: '3',
        qualifiers: { repository_url: 'https://adb-1.azuredatabricks.net/api' },
      },
      'pkg:mlflow/creditfraud@3?repository_url=https:%2F%2Fadb-1.azuredatabricks.net%2Fapi',
    ],
    [
      'MLflow elsewhere as it is',
      {
        type: 'mlflow',
        name: 'CreditFraud',
        version: '3',
        qualifiers: { repository_url: 'https://westus2.api.azureml.ms/mlflow' },
      },
      'pkg:mlflow/CreditFraud@3?repository_url=https:%2F%2Fwestus2.api.azureml.ms%2Fmlflow',
    ],
    ['a subpath', { type: 'github', namespace: 'a', name: 'b', subpath: 'src/x y' }, 'pkg:github/a/b#src/x%20y'],
    ['no name, no PURL', { type: 'pypi', name: '' }, null],
  ];
  for (const [what, purl, expected] of canonical) {
    it(`writes ${what}`, () => {
      assert.equal(formatPurl(purl), expected);
    });
  }

  it('reads back what it writes, whatever the name', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, unit: 'binary' }),
        fc.string({ unit: 'grapheme' }),
        fc.string({ unit: 'grapheme' }),
        (name, version, url) => {
          const text = formatPurl({ type: 'generic', name, version, qualifiers: { download_url: url } });
          if (text === null) return;
          assert.match(text, /^pkg:generic\/[\w.~%:/@?=&-]+$/u);
          const parsed = parsePurl(text);
          assert.ok(parsed !== null, text);
          assert.equal(formatPurl(parsed), text);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('gives null for what is no PURL', () => {
    for (const text of [
      '',
      'numpy',
      'pkg:',
      'pkg:pypi',
      'pkg://user:password@pypi/x',
      'pkg:huggingface/x',
      'pkg:pypi/%zz',
      'http://x/y',
    ])
      assert.equal(parsePurl(text), null, text);
  });

  it('reads the encodings of other tools', () => {
    assert.deepEqual(
      parsePurl('pkg:pypi/x@1?repository_url=https%3A//h/simple'),
      parsePurl('pkg:pypi/x@1?repository_url=https:%2F%2Fh%2Fsimple'),
    );
    assert.equal(parsePurl('pkg:pypi/torch@2.1.0+cu121')?.version, '2.1.0+cu121');
  });
});
