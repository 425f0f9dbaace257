import assert from 'node:assert/strict';
import { pythonSource, Random } from '../../../bench/corpus';
import { PythonParser, TOO_SLOW } from '../../../src/readers/python/parser';
import { grammars } from '../../harness/grammars';

const SNIPPETS = [
  'x',
  '"',
  "'",
  '"""',
  '(',
  ')',
  '[',
  '{',
  '\n',
  '\r\n',
  '    ',
  ':',
  '#',
  '🙂',
  '👩‍👧',
  'é',
  'def f():\n    pass\n',
  'torch.load("p")',
  ' = ',
  ',',
  '\\\n',
  'if a:\n  b\n',
  'f"{x}"',
  '\t',
  'import os\n',
];

/** One to four edits at random places, among them inside surrogate pairs and between CR and LF. */
function edit(text: string, random: Random): string {
  let result = text;
  for (let i = 0; i <= random.below(4); i++) {
    const at = random.below(result.length + 1);
    const removed = random.below(3) === 0 ? random.below(40) : 0;
    const added = random.below(4) === 0 ? '' : random.pick(SNIPPETS);
    result = result.slice(0, at) + added + result.slice(at + removed);
  }
  return result;
}

describe('incremental parsing', () => {
  const sources: [string, string][] = [
    ['generated code', pythonSource({ seed: 7, lines: 120 })],
    ['code with CRLF', pythonSource({ seed: 8, lines: 80 }).replace(/\n/g, '\r\n')],
    ['code full of emoji', pythonSource({ seed: 9, lines: 60 }).replace(/loss/g, 'loss🙂').replace(/"""/g, '"""👩‍👧')],
    ['an empty document', ''],
  ];
  for (const [name, source] of sources) {
    it(`equals full parsing over 100 rounds of edits: ${name}`, async function () {
      this.timeout(60_000);
      const incremental = await PythonParser.create(grammars);
      const full = await PythonParser.create(grammars);
      const random = new Random(source.length + 1);
      let text = source;
      incremental.parse(text, 'document');
      for (let round = 0; round < 100; round++) {
        const before = text;
        text = edit(text, random);
        if (text.length > 20_000) text = source;
        assert.deepEqual(
          incremental.parse(text, 'document'),
          full.parse(text),
          `round ${round}: ${JSON.stringify(before.slice(0, 400))} → ${JSON.stringify(text.slice(0, 400))}`,
        );
      }
      incremental.dispose();
      full.dispose();
    });
  }

  it('keeps documents apart and forgets those that are released', async () => {
    const parser = await PythonParser.create(grammars);
    const a = parser.parse('a = 1\n', 'a');
    parser.parse('b = 2\n', 'b');
    assert.deepEqual(parser.parse('a = 1\n', 'a'), a);
    parser.release('a');
    assert.deepEqual(parser.parse('a = 1\n', 'a'), a);
    for (let i = 0; i < 50; i++) parser.parse(`x = ${i}\n`, `session ${i}`);
    assert.deepEqual(parser.parse('a = 1\n', 'a'), a);
    parser.dispose();
  });

  it('gives up at its deadline, and is as good as before', async () => {
    const parser = await PythonParser.create(grammars);
    const large = pythonSource({ seed: 1, lines: 3000 });
    assert.equal(parser.parse(large, undefined, 0, -1), TOO_SLOW);
    assert.equal(parser.parse(large, 'document', 0, -1), TOO_SLOW);
    assert.deepEqual(parser.parse('a = 1\n'), (await PythonParser.create(grammars)).parse('a = 1\n'));
    assert.notEqual(parser.parse(large, 'document'), TOO_SLOW);
    parser.dispose();
  });
});
