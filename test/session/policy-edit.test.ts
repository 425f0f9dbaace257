import assert from 'node:assert/strict';
import { parsePolicy } from '../../src/project/policy';
import { LineIndex } from '../../src/core/range';
import { setEntry } from '../../src/session/policy-edit';

const OFF = { keys: ['rules', 'unsafe-torch-load'], value: 'off' } as const;

/** The text after the change; null where there is none. */
function changed(text: string | null, change: Parameters<typeof setEntry>[2], path = 'touchstone.toml'): string | null {
  const edit = setEntry(path, text, change);
  if (!edit) return null;
  const { start, end } = new LineIndex(text ?? '').rangeOf(edit.range);
  return (text ?? '').slice(0, start) + edit.text + (text ?? '').slice(end);
}

describe('an entry that is set in the configuration', () => {
  it('goes where the others of its table are, and changes nothing else', () => {
    for (const [before, after] of [
      [null, '[rules]\nunsafe-torch-load = "off"\n'],
      ['', '[rules]\nunsafe-torch-load = "off"\n'],
      ['# ours\n', '# ours\n\n[rules]\nunsafe-torch-load = "off"\n'],
      ['[rules]\n', '[rules]\nunsafe-torch-load = "off"\n'],
      ['[rules]', '[rules]\nunsafe-torch-load = "off"\n'],
      ['[rules]\nx = "info" # why\n\n# end\n', '[rules]\nx = "info" # why\nunsafe-torch-load = "off"\n\n# end\n'],
      ['[rules]\r\nx = "info"\r\n', '[rules]\r\nx = "info"\r\nunsafe-torch-load = "off"\r\n'],
      ['[rules]\nunsafe-torch-load = "info" # now\n', '[rules]\nunsafe-torch-load = "off" # now\n'],
      ['rules.unsafe-torch-load = "info"\n', 'rules.unsafe-torch-load = "off"\n'],
      ['honour-nosec = false\n', 'honour-nosec = false\n\n[rules]\nunsafe-torch-load = "off"\n'],
    ] as const)
      assert.equal(changed(before, OFF), after);
  });

  it('says why, in one line', () => {
    assert.equal(
      changed(null, { ...OFF, reason: ' we\nwrote it ' }),
      '[rules]\nunsafe-torch-load = "off"  # we wrote it\n',
    );
  });

  it('stands before all tables where it belongs to none', () => {
    const set = { keys: ['baseline'], value: 'known.json' } as const;
    assert.equal(
      changed('# ours\n[rules]\nx = "off"\n', set),
      '# ours\nbaseline = "known.json"\n\n[rules]\nx = "off"\n',
    );
    assert.equal(changed('include = ["a"]\n\n[rules]\n', set), 'include = ["a"]\nbaseline = "known.json"\n\n[rules]\n');
    assert.equal(changed('baseline = "old.json"\n', set), 'baseline = "known.json"\n');
    assert.equal(changed('# only words', set), '# only words\nbaseline = "known.json"\n');
  });

  it('is of [tool.touchstone] in a pyproject.toml', () => {
    const text = '[project]\nname = "x"\n\n[tool.touchstone]\ninclude = ["a"]\n\n[tool.ruff]\n';
    const after = changed(text, OFF, 'pyproject.toml')!;
    assert.ok(after.startsWith(text));
    assert.equal(parsePolicy(after, 'pyproject.toml', null)?.policy.rules['unsafe-torch-load'], 'off');
    const known = changed(text, { keys: ['baseline'], value: 'k.json' }, 'pyproject.toml')!;
    assert.equal(known, text.replace('["a"]\n', '["a"]\nbaseline = "k.json"\n'));
  });

  it('leaves alone what is broken or of an unusual shape', () => {
    for (const text of ['[rules\n', 'rules = { x = "off" }\n', 'rules.x = "off"\n'])
      assert.equal(changed(text, OFF), null);
  });

  it('is understood where it was set', () => {
    for (const text of [null, '# x', 'honour-nosec = false\n[rules]\ny = "off"', '[rules]\n\n# z\n']) {
      const after = parsePolicy(changed(text, OFF)!, 'touchstone.toml', null);
      assert.equal(after?.policy.rules['unsafe-torch-load'], 'off', JSON.stringify(text));
    }
  });
});
