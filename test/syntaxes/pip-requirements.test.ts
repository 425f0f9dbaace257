import assert from 'node:assert/strict';
import { tokenize } from './tokens';

/** `text‹scope›` of each token of one line. */
async function line(text: string): Promise<string[]> {
  return (await tokenize('source.pip-requirements', text))[0]!.map((token) => `${token.text.trim()}‹${token.scope}›`);
}

describe('grammar of pip requirements', () => {
  it('tells name, operator and version apart', async () => {
    assert.deepEqual(await line('torch==2.6.0'), [
      'torch‹entity.name.type.package›',
      '==‹keyword.operator.comparison›',
      '2.6.0‹constant.numeric.version›',
    ]);
    assert.deepEqual(await line('a.b-c_d === 1.0+local'), [
      'a.b-c_d‹entity.name.type.package›',
      '===‹keyword.operator.comparison›',
      '1.0+local‹constant.numeric.version›',
    ]);
  });

  it('colours extras, several specifiers and parentheses', async () => {
    assert.deepEqual(await line('transformers[torch, sentencepiece]>=4.40,<5'), [
      'transformers‹entity.name.type.package›',
      '[‹punctuation.definition.extras.begin›',
      'torch‹variable.parameter.extra›',
      ',‹punctuation.separator.extras›',
      'sentencepiece‹variable.parameter.extra›',
      ']‹punctuation.definition.extras.end›',
      '>=‹keyword.operator.comparison›',
      '4.40‹constant.numeric.version›',
      ',‹punctuation.separator.specifier›',
      '<‹keyword.operator.comparison›',
      '5‹constant.numeric.version›',
    ]);
    assert.ok((await line('requests (>=2.0)')).includes('(‹punctuation.section.group›'));
  });

  it('colours markers, and keeps them over a continued line', async () => {
    const [first, second] = await tokenize(
      'source.pip-requirements',
      'numpy ; python_version < "3.9" \\\n  and os_name == "nt"',
    );
    const scopes = (tokens: typeof first) => tokens!.map((token) => `${token.text.trim()}‹${token.scope}›`);
    assert.ok(scopes(first).includes('python_version‹variable.language.marker›'));
    assert.ok(scopes(first).includes('\\‹constant.character.escape.continuation›'));
    assert.deepEqual(scopes(second).slice(0, 3), [
      'and‹keyword.operator.logical›',
      'os_name‹variable.language.marker›',
      '==‹keyword.operator.comparison›',
    ]);
  });

  it('ends a marker at a comment and at the end of the line', async () => {
    const [first, second] = await tokenize('source.pip-requirements', 'a ; extra == "x" # why\nb');
    assert.equal(first!.at(-1)!.scope, 'comment.line.number-sign');
    assert.equal(second![0]!.scope, 'entity.name.type.package');
  });

  it('colours hashes, also on a line of their own', async () => {
    const [first, second] = await tokenize(
      'source.pip-requirements',
      'numpy~=1.26 --hash=sha256:abc123 \\\n    --hash=sha256:def456',
    );
    for (const tokens of [first!, second!]) {
      assert.ok(tokens.some(({ text, scope }) => text === '--hash' && scope === 'keyword.other.option.hash'));
      assert.ok(tokens.some(({ text, scope }) => text === 'sha256' && scope === 'support.constant.algorithm'));
    }
    assert.ok(second!.some(({ text, scope }) => text === 'def456' && scope === 'constant.other.hash'));
  });

  it('colours options with their values', async () => {
    assert.deepEqual(await line('-r base.txt'), ['-r‹keyword.control.import›', 'base.txt‹string.unquoted.path›']);
    assert.deepEqual(await line('--trusted-host a.example'), [
      '--trusted-host‹keyword.other.option›',
      'a.example‹string.unquoted.value›',
    ]);
    assert.deepEqual(await line('--no-binary :all:'), [
      '--no-binary‹keyword.other.option›',
      ':all:‹string.unquoted.value›',
    ]);
    assert.deepEqual(await line('--pre'), ['--pre‹keyword.other.option›']);
  });

  it('colours URLs with environment variables, revisions and fragments', async () => {
    const index = await line('--index-url https://u:${PIP_TOKEN}@pypi.example.com/simple');
    assert.ok(
      index.includes('https‹markup.underline.link.scheme›') && index.includes('PIP_TOKEN‹variable.other.environment›'),
    );
    const vcs = await line('-e git+https://github.com/a/b.git@v1.0#egg=b&subdirectory=x');
    for (const expected of [
      'git‹keyword.control.vcs›',
      'v1.0‹constant.other.revision›',
      'egg‹variable.parameter.fragment›',
      'subdirectory‹variable.parameter.fragment›',
    ])
      assert.ok(vcs.includes(expected), expected);
    assert.deepEqual((await line('peft @ https://e.example/p.whl')).slice(0, 3), [
      'peft‹entity.name.type.package›',
      '@‹keyword.operator.direct-reference›',
      'https‹markup.underline.link.scheme›',
    ]);
  });

  it('colours paths', async () => {
    assert.deepEqual(await line('./local/pkg'), ['./local/pkg‹string.unquoted.path›']);
    assert.deepEqual(await line('wheels/a-1.0.whl'), ['wheels/a-1.0.whl‹string.unquoted.path›']);
  });

  it('takes a # inside a URL for no comment', async () => {
    assert.ok((await line('https://e.example/y.zip#sha256=abc')).every((token) => !token.includes('comment')));
  });
});
