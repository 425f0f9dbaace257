import assert from 'node:assert/strict';
import { tokenize } from './tokens';

const told = async (scopeName: 'source.python' | 'source.pip-requirements', text: string): Promise<string[]> =>
  (await tokenize(scopeName, text))[0]!
    .filter(({ scopes }) => scopes.includes('meta.suppression.touchstone'))
    .map((token) => `${token.text.trim()}‹${token.scope}›`);

describe('grammar of suppression comments', () => {
  for (const scopeName of ['source.python', 'source.pip-requirements'] as const) {
    it(`colours rules, reason and date in ${scopeName}`, async () => {
      assert.deepEqual(
        await told(scopeName, '# touchstone: ignore[rule-a, rule-b] the platform pins it until 2027-01-31'),
        [
          'touchstone‹storage.type.class.tool›',
          ':‹punctuation.separator›',
          'ignore‹keyword.control.suppression›',
          '[‹punctuation.definition.rules.begin›',
          'rule-a‹entity.name.tag.rule›',
          ',‹punctuation.separator.rules›',
          'rule-b‹entity.name.tag.rule›',
          ']‹punctuation.definition.rules.end›',
          'the platform pins it‹string.unquoted.reason›',
          'until‹keyword.operator.until›',
          '2027-01-31‹constant.numeric.date›',
        ].filter((token) => !token.startsWith(' ')),
      );
    });
  }

  it('colours a comment behind code, and one for the whole file', async () => {
    assert.ok(
      (await told('source.python', 'x = 1  # touchstone: ignore[rule-a] because')).includes(
        'rule-a‹entity.name.tag.rule›',
      ),
    );
    assert.ok(
      (await told('source.python', '# touchstone: ignore-file[rule-a] because')).includes(
        'ignore-file‹keyword.control.suppression›',
      ),
    );
  });

  it('leaves other comments and strings alone', async () => {
    assert.deepEqual(await told('source.python', '# nosec'), []);
    assert.deepEqual(await told('source.python', '"# touchstone: ignore[rule-a] because"'), []);
  });
});
