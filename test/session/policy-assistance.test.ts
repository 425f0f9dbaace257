import assert from 'node:assert/strict';
import fc from 'fast-check';
import { LEVELS, POLICY_KEYS, POLICY_SECTIONS } from '../../src/project/policy-keys';
import { RULES } from '../../src/rules/index';
import { completionsAt, hoverAt, problemsOf } from '../../src/session/policy-assistance';
import { outlineOf } from '../../src/session/toml-position';

const KEYS = [...[...POLICY_KEYS, ...POLICY_SECTIONS].map(({ key }) => key), 'jobs'];
const RULE_IDS = RULES.map(({ id }) => id);
const QUOTED = LEVELS.map((level) => `"${level}"`);

/** The completions at `|`. */
function at(marked: string, path = 'touchstone.toml') {
  const offset = marked.indexOf('|');
  return completionsAt(path, marked.replace('|', ''), offset);
}
const labels = (marked: string, path?: string): string[] => at(marked, path).map(({ label }) => label);

/** The text once a completion was chosen, without the marks of its snippet. */
function chosen(marked: string, label: string, path?: string): string {
  const text = marked.replace('|', '');
  const found = at(marked, path).find((each) => each.label === label);
  assert.ok(found, `${label} is not offered`);
  const plain = found.snippet.replace(/\$\{\d\|([^,|]*)[^}]*\}|\$\{\d:([^}]*)\}|\$\d/g, '$1$2');
  return text.slice(0, found.range.start) + plain + text.slice(found.range.end);
}

describe('what a configuration may hold, as it is typed', () => {
  it('is any key at the start of a line, with its default', () => {
    assert.deepEqual(labels('|'), KEYS);
    assert.deepEqual(labels('# about\n\n  |\n'), KEYS);
    const [include] = at('|');
    assert.equal(include!.detail, 'default ["**"]');
    assert.match(include!.documentation, /^Only files that match one of these globs are scanned\./);
    assert.equal(chosen('incl|\n', 'include'), 'include = [""]\n');
    assert.equal(chosen('hon|', 'honour-nosec'), 'honour-nosec = true'.replace('true', 'false'));
    assert.equal(chosen('|', 'max-file-size'), 'max-file-size = 1000000');
    assert.equal(chosen('ru|', 'rules'), '[rules]\n');
  });

  it('leaves out what is there already, also below the cursor', () => {
    assert.deepEqual(
      labels('include = []\n|\nexclude = []\n[rules]\n'),
      KEYS.filter((key) => !['include', 'exclude', 'rules'].includes(key)),
    );
    assert.ok(labels('include|').includes('include'), 'the word under the cursor is not there yet');
  });

  it('is any rule in the table of rules, with its title', () => {
    assert.deepEqual(labels('[rules]\n|'), RULE_IDS);
    const rule = at('[rules]\nunsafe-torch|').find(({ label }) => label === 'unsafe-torch-load')!;
    const { title, severity } = RULES.find(({ id }) => id === 'unsafe-torch-load')!;
    assert.equal(rule.detail, title);
    assert.ok(rule.documentation.startsWith(`**${title}**`), rule.documentation);
    assert.equal(chosen('[rules]\nunsafe-torch|', rule.label), `[rules]\nunsafe-torch-load = "${severity}"`);
    assert.ok(!labels('[rules]\nunsafe-torch-load = "off"\n|').includes('unsafe-torch-load'));
    for (const other of ['rules.|', 'rules = { |', 'rules = { unsafe-torch-load = "off", |', '[ rules ] # x\n|'])
      assert.ok(labels(other).includes('hardcoded-secret'), other);
    assert.equal(chosen('rules.hard| = "off"', 'hardcoded-secret').split(' ')[0], 'rules.hardcoded-secret');
  });

  it('is a severity behind a rule, quoted or not, on a line that is not finished', () => {
    for (const text of [
      '[rules]\nhardcoded-secret = |',
      '[rules]\nhardcoded-secret =|\n\n[x]\n',
      '[rules]\nhardcoded-secret = "|',
      '[rules]\nhardcoded-secret = "|"',
      '[rules]\nhardcoded-secret = "wa|rning" # why\n',
      "[rules]\nhardcoded-secret = 'o|'",
      '[rules]\nhardcoded-secret = of|',
      'rules.hardcoded-secret = "|',
      'rules = { hardcoded-secret = "|',
      'rules = { hardcoded-secret = "off", debug-server = |}',
    ])
      assert.deepEqual(labels(text), QUOTED, text);
    assert.equal(
      chosen('[rules]\nhardcoded-secret = "wa|rn" # why\n', '"off"'),
      '[rules]\nhardcoded-secret = "off" # why\n',
    );
    assert.equal(chosen('[rules]\nhardcoded-secret = "|\nx', '"off"'), '[rules]\nhardcoded-secret = "off"\nx');
    assert.equal(at('[rules]\nhardcoded-secret = "|').find(({ label }) => label === '"off"')!.filter, '"off"');
    assert.equal(at("[rules]\nhardcoded-secret = '|").find(({ label }) => label === '"off"')!.filter, '\'off"');
    assert.equal(at('[rules]\nhardcoded-secret = |').find(({ detail }) => detail === 'default')!.label, '"error"');
  });

  it('is true or false, a number, an example of a list', () => {
    assert.deepEqual(labels('honour-nosec = |'), ['true', 'false']);
    assert.deepEqual(labels('honour-nosec = t|'), ['true', 'false']);
    assert.deepEqual(labels('max-file-size = |'), ['1000000']);
    assert.deepEqual(labels('include = |'), ['["src/**", "notebooks/**"]']);
    assert.deepEqual(labels('include = [|'), ['"src/**"', '"notebooks/**"']);
    assert.deepEqual(labels('include = [\n  "a",\n  "|"\n]\n'), ['"src/**"', '"notebooks/**"']);
  });

  it('is the name of a table in a header', () => {
    assert.deepEqual(labels('[|'), ['rules', 'provenance', 'infrastructure', 'jobs']);
    assert.deepEqual(labels('[ru|]'), ['rules', 'provenance', 'infrastructure', 'jobs']);
    assert.deepEqual(labels('[rules]\n[|'), ['provenance', 'infrastructure', 'jobs']);
    assert.deepEqual(labels('[rules]\n[provenance]\n[infrastructure]\n[jobs]\n[|'), []);
    assert.deepEqual(labels('[|', 'pyproject.toml'), [
      'tool.touchstone',
      'tool.touchstone.rules',
      'tool.touchstone.provenance',
      'tool.touchstone.infrastructure',
      'tool.touchstone.jobs',
    ]);
    assert.deepEqual(labels('[tool.|', 'a/pyproject.toml'), [
      'touchstone',
      'touchstone.rules',
      'touchstone.provenance',
      'touchstone.infrastructure',
      'touchstone.jobs',
    ]);
    assert.deepEqual(labels('[tool.touchstone.|', 'pyproject.toml'), ['rules', 'provenance', 'infrastructure', 'jobs']);
  });

  it('keeps to its own table in pyproject.toml', () => {
    assert.deepEqual(labels('[tool.touchstone]\n|', 'pyproject.toml'), KEYS);
    assert.deepEqual(labels('[tool.touchstone.rules]\n|', 'pyproject.toml'), RULE_IDS);
    assert.equal(chosen('[tool.touchstone]\nru|', 'rules', 'pyproject.toml'), '[tool.touchstone]\nrules.');
    for (const text of ['|', '[project]\n|', '[tool.ruff]\nline-length = |', '[tool]\n|', 'name = "|"'])
      assert.deepEqual(labels(text, 'pyproject.toml'), [], text);
  });

  it('knows the keys of a section, and writes tables in one line', () => {
    assert.deepEqual(labels('[provenance]\n|'), ['signers', 'sigstore-root', 'signed-models']);
    assert.deepEqual(labels('[provenance]\nsigners = [|'), [
      '{ key = "keys/release.pub" }',
      '{ root = "keys/authority.pem" }',
      '{ identity = "release@example.com", issuer = "https://accounts.google.com" }',
    ]);
    assert.equal(at('[provenance]\nsig|')[0]!.snippet, 'signers = [$1]');
    assert.deepEqual(
      problemsOf('touchstone.toml', '[[provenance.signers]]\nidentity = "a@b"\n')[0]?.message,
      'this signer is not used: it needs key, root, or identity and issuer',
    );
  });

  it('is nothing in comments, behind values and names, and under keys that nobody knows', () => {
    for (const text of [
      '# |',
      'include = [] # |',
      'include = [] |',
      'include |',
      'include | = []',
      'honour-nosec = true |',
      '[rules] |',
      '[rules]\nhardcoded-secret = "off" |',
      'nope = |',
      'nope.|',
      '[nope]\n|',
      '[rules.hardcoded-secret]\n|',
      'include = ["src/**"|]',
    ])
      assert.deepEqual(labels(text), [], text);
  });

  it('goes on after what is broken', () => {
    assert.deepEqual(labels('include = [\n[rules]\n|'), RULE_IDS);
    assert.ok(labels('include = ["a",\nexclude = []\n|').includes('honour-nosec'));
    assert.deepEqual(labels('x = "never closed\n[rules]\ndebug-server = |'), QUOTED);
    assert.deepEqual(labels('rules = { debug-server = "off"\n[rules]\ndebug-server = |'), QUOTED);
    assert.deepEqual(
      labels('[rules\n|'),
      KEYS.filter((key) => key !== 'rules'),
    );
    assert.deepEqual(labels('x = """\n[rules]\n"""\n|'), KEYS);
    assert.deepEqual(labels('include = []\r\n\r\n[rules]\r\ndebug-server = "|"\r\n'), QUOTED);
  });

  it('never fails, whatever stands there', () => {
    const part = fc.constantFrom(
      ...['[', ']', '{', '}', '=', '.', ',', '"', "'", '"""', "'''", '#', '\n', '\r\n', ' ', '\\', '\0', '🙂'],
      ...['rules', 'include', 'tool', 'touchstone', 'hardcoded-secret', 'off', '__proto__', '1', 'true'],
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 40 }), fc.nat(), (parts, where) => {
        const text = parts.join('');
        const offset = where % (text.length + 1);
        for (const path of ['touchstone.toml', 'pyproject.toml']) {
          for (const { range } of completionsAt(path, text, offset))
            assert.ok(range.start <= offset && offset <= range.end && range.end <= text.length, text);
          hoverAt(path, text, offset);
          for (const { range } of problemsOf(path, text))
            assert.ok(range.start <= range.end && range.end <= text.length);
        }
        for (const { range } of outlineOf(text, offset).marks)
          assert.ok(range.start < range.end && range.end <= text.length, text);
      }),
      { numRuns: 3_000 },
    );
    const deep = `include = ${'['.repeat(100_000)}`;
    const started = Date.now();
    completionsAt('touchstone.toml', deep, deep.length);
    completionsAt('touchstone.toml', 'a = "b"\n'.repeat(50_000), 7);
    assert.ok(Date.now() - started < 30_000);
  });
});

describe('what a configuration says, under the pointer', () => {
  const hover = (marked: string, path = 'touchstone.toml') => {
    const offset = marked.indexOf('|');
    const text = marked.replace('|', '');
    const found = hoverAt(path, text, offset);
    return found && { word: text.slice(found.range.start, found.range.end), markdown: found.markdown };
  };

  it('is told for keys, tables, rules and severities', () => {
    assert.match(hover('ex|clude = []\n')!.markdown, /are not scanned[\s\S]*array · default `\[/);
    assert.deepEqual(hover('[ru|les]\n')!.word, 'rules');
    const rule = hover('[rules]\nunsafe-|torch-load = "off"\n')!;
    assert.equal(rule.word, 'unsafe-torch-load');
    assert.match(rule.markdown, /^\*\*Unsafe torch\.load\*\*[\s\S]*CWE-502[\s\S]*`"off"`, `"error"`/);
    assert.deepEqual(hover('[rules]\nunsafe-torch-load = "o|ff"\n'), {
      word: '"off"',
      markdown: '`off`: the rule does not run.',
    });
    assert.equal(hover('[tool.touch|stone]\n', 'pyproject.toml')!.word, 'touchstone');
  });

  it('is nothing for what the schema does not know, or what is not ours', () => {
    for (const text of ['no|pe = 1', '# in|clude', '[rules]\nno|pe = "off"', 'include = []\n|'])
      assert.equal(hover(text), null, text);
    assert.equal(hover('[to|ol.ruff]\n', 'pyproject.toml'), null);
    assert.equal(hover('inc|lude = []\n', 'pyproject.toml'), null);
  });
});
