import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isScalar, parseDocument, type Scalar } from 'yaml';
import { scalarText, type ScalarText } from '../../../src/readers/config/yaml-scalar';

function scalarIn(source: string): Scalar | null {
  const node = parseDocument(source, { strict: false, logLevel: 'silent' }).getIn(['a', 'b'], true);
  return isScalar(node) && typeof node.value === 'string' ? node : null;
}

function read(source: string): ScalarText {
  const node = scalarIn(source);
  assert.ok(node, source);
  return scalarText(node, source)!;
}

/** Line ends at the end of a block are no part of what is compared: how many are kept is said in its header. */
const chomped = (text: string): string => text.replace(/\n+$/, '');

describe('the text of a YAML scalar', () => {
  const cases: [string, string, string][] = [
    ['literal', 'a:\n  b: |\n    one\n      two\n\n    three\n', 'one\n  two\n\nthree'],
    ['literal, stripped', 'a:\n  b: |-\n    one\n    two\nc: 1\n', 'one\ntwo'],
    ['literal with an indentation', 'a:\n  b: |2\n      one\n    two\n', '  one\ntwo'],
    ['literal with a comment', 'a:\n  b: | # why\n    one\n', 'one'],
    ['literal with carriage returns', 'a:\r\n  b: |\r\n    one\r\n    two\r\n', 'one\ntwo'],
    ['folded', 'a:\n  b: >\n    one\n    two\n\n    three\n', 'one two\nthree'],
    ['folded with deeper lines', 'a:\n  b: >\n    one\n      two\n    three\n', 'one\n  two\nthree'],
    ['plain', 'a:\n  b: one two # c\n', 'one two'],
    ['plain over lines', 'a:\n  b: one\n    two\n\n    three\n', 'one two\nthree'],
    ['single quotes', "a:\n  b: 'it''s one\n    two'\n", "it's one two"],
    ['double quotes', 'a:\n  b: "say \\"one\\"\\n\\ttwo \\u00e9 \\x41 \\\\"\n', 'say "one"\n\ttwo é A \\'],
    ['double quotes over lines', 'a:\n  b: "one\n    two\n\n    three \\\n    four"\n', 'one two\nthree four'],
  ];
  for (const [name, source, expected] of cases)
    it(name, () => {
      const { text } = read(source);
      assert.equal(chomped(text.text), expected);
      assert.equal(chomped(text.text), chomped(scalarIn(source)!.value as string));
    });

  it('leads back to where it stands', () => {
    const source = 'a:\n  b: |\n    one\n    two\n';
    const { start, end } = read(source).text.range(4, 7);
    assert.equal(source.slice(start, end), 'two');
    const quoted = 'a:\n  b: "x \\"one\\" y"\n';
    const place = read(quoted).text.range(3, 6);
    assert.equal(quoted.slice(place.start, place.end), 'one');
  });

  it('is what the parser says, whatever is written', () => {
    const piece = fc.constantFrom(
      'one',
      'two',
      ' ',
      '\n    ',
      '\n      ',
      '\n\n    ',
      '\n\n',
      "''",
      '\\n',
      '\\"',
      '\\\n    ',
      'é',
      '#',
      '\t',
    );
    const opening = fc.constantFrom(
      ['|\n    ', ''],
      ['>\n    ', ''],
      ['>-\n    ', ''],
      ["'", "'"],
      ['"', '"'],
      ['', ''],
    );
    fc.assert(
      fc.property(opening, fc.array(piece, { minLength: 1, maxLength: 12 }), ([open, close], pieces) => {
        const source = `a:\n  b: ${open}x${pieces.join('')}y${close}\nc: 1\n`;
        // Empty lines behind an escaped line end: the parser joins them, which the specification (7.3.1) does not.
        if (/\\\n\s*\n/.test(source)) return;
        const document = parseDocument(source, { logLevel: 'silent' });
        const node = scalarIn(source);
        if (node === null || document.errors.length > 0) return;
        const { text } = scalarText(node, source)!;
        assert.equal(chomped(text.text), chomped(node.value as string), JSON.stringify(source));
        for (let index = 1; index < text.length; index++)
          assert.ok(text.offsetAt(index) >= text.offsetAt(index - 1), JSON.stringify(source));
      }),
      { numRuns: 2000 },
    );
  });

  it('writes other text so that it stays the scalar that it is', () => {
    for (const [name, source] of cases)
      for (const inserted of ['==2.4.1', ' --x "a b"', "it's", 'a\nb', ': x', '# c']) {
        const { text, spell } = read(source);
        const written = spell(inserted, text.offsetAt(3));
        if (written === null) continue;
        const at = text.offsetAt(3);
        const changed = source.slice(0, at) + written + source.slice(at);
        const value = scalarIn(changed)?.value;
        const expected = chomped(text.text.slice(0, 3) + inserted + text.text.slice(3));
        assert.equal(value === undefined ? value : chomped(value as string), expected, `${name}: ${inserted}`);
      }
  });
});
