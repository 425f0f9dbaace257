import assert from 'node:assert/strict';
import { parse } from 'smol-toml';
import remoteCodeTrusted from '../../../src/rules/models/remote-code-trusted';
import { addPublisher } from '../../../src/rules/models/fixes/trust-edit';
import unpinned from '../../../src/rules/models/unpinned-model-revision';
import untrusted from '../../../src/rules/models/untrusted-model-source';
import { applyEdit, applyFix, judge } from '../../harness/judging';

const SHA = '0123456789abcdef0123456789abcdef01234567';

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
      [['Pin to 0123456… (from the local hub cache)', 'safe']],
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
  it('never name a revision that only stands for none', async () => {
    for (const revision of ['""', '"0"', '"none"', '"null"', 'None']) {
      const code = `from transformers import AutoModel\nAutoModel.from_pretrained("gpt2", revision=${revision})\n`;
      const [finding] = await judge(code, [unpinned]);
      assert.equal(
        finding?.message,
        'The model openai-community/gpt2 is not pinned: the next run may load other weights.',
        revision,
      );
    }
  });
  it('call a default a default: others may be loaded', async () => {
    const code = [
      'from dataclasses import dataclass',
      'from transformers import AutoModel',
      '@dataclass',
      'class Spec:',
      '    repo: str = "stranger/one"',
      'def load(spec: Spec):',
      '    return AutoModel.from_pretrained(spec.repo, trust_remote_code=True)',
      '',
    ].join('\n');
    const said = (await judge(code, [untrusted, unpinned, remoteCodeTrusted])).map(({ rule, severity, message }) => [
      rule,
      severity,
      /^The default model stranger\/one |^trust_remote_code=True lets the loaded/.test(message),
    ]);
    assert.deepEqual(said.sort(), [
      ['remote-code-trusted', 'warning', true],
      ['unpinned-model-revision', 'hint', true],
      ['untrusted-model-source', 'hint', true],
    ]);
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
