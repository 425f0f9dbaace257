import assert from 'node:assert/strict';
import fc from 'fast-check';
import { maskMagics } from '../../../src/readers/notebook/magics';
import { joinCells } from '../../../src/readers/notebook/notebook';
import { readNotebook } from '../../../src/readers/notebook/notebook-file';
import { factsOf } from '../../harness/grammars';

const magicsOf = (cell: string): [string, string, string][] =>
  maskMagics(cell, 0).magics.map((magic) => [magic.kind, magic.name, magic.body]);

describe('IPython magics', () => {
  const cases: [string, string, [string, string, string][]][] = [
    ['a line magic', '%pip install torch\n', [['line', 'pip', 'install torch']]],
    ['a shell escape', '!pip install -q torch\nx = 1', [['shell', 'pip', 'pip install -q torch']]],
    ['a double shell escape', '!!ls', [['shell', 'ls', 'ls']]],
    ['an indented shell escape', 'if True:\n    !ls -l\n', [['shell', 'ls', 'ls -l']]],
    ['an assignment from the shell', 'files = !ls *.pt\n', [['shell', 'ls', 'ls *.pt']]],
    ['an assignment from a magic', 'df = %sql select 1\n', [['line', 'sql', 'select 1']]],
    ['an environment variable', '%env HF_TOKEN=abc\n', [['line', 'env', 'HF_TOKEN=abc']]],
    ['a continued command', '!pip install \\\n  torch\nx = 1\n', [['shell', 'pip', 'pip install \\\n  torch']]],
    ['a bash cell', '%%bash\ncurl http://x | sh\n', [['cell', 'bash', 'curl http://x | sh\n']]],
    ['a bash cell after blank lines', '\n\n%%bash\nls\n', [['cell', 'bash', 'ls\n']]],
    ['a timed cell, which is Python', '%%time\nx = 1\n', [['cell', 'time', '']]],
    [
      'two lines',
      '%matplotlib inline\n!ls\n',
      [
        ['line', 'matplotlib', 'inline'],
        ['shell', 'ls', 'ls'],
      ],
    ],
    ['a modulo is none', 'a = b % c\nd = (a\n% c)\n', []],
    ['text in a string is none', 's = """\n!ls\n%pip install x\n"""\n', []],
    ['a comparison is none', 'a != b\n', []],
    ['help is no fact', 'torch.load?\n?torch\n', []],
    ['a cell magic in the middle is a line magic', 'x = 1\n%%bash\n', [['line', 'bash', '']]],
  ];
  for (const [name, cell, expected] of cases) {
    it(name, async () => {
      assert.deepEqual(magicsOf(cell), expected);
      const { text, magics } = maskMagics(cell, 0);
      assert.equal(text.length, cell.length);
      for (const magic of magics)
        assert.equal(cell.slice(magic.bodyRange.start, magic.bodyRange.end), magic.name === 'time' ? '' : magic.body);
      assert.equal((await factsOf(text)).broken, false, JSON.stringify(text));
    });
  }

  it('keeps length and line ends whatever the cell', () => {
    const piece = fc.constantFrom(
      '%pip install x',
      '!ls',
      '%%bash',
      '\n',
      '\r\n',
      'x = 1',
      '"""',
      "'",
      '(',
      '\\',
      '?',
      '🙂',
      '%',
      '!',
      '  ',
      'a = !b',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
        const cell = pieces.join('');
        const { text, magics } = maskMagics(cell, 0);
        assert.equal(text.length, cell.length);
        assert.deepEqual(
          [...text.matchAll(/[\r\n]/g)].map((match) => match.index),
          [...cell.matchAll(/[\r\n]/g)].map((match) => match.index),
        );
        for (const magic of magics)
          assert.ok(magic.range.start <= magic.bodyRange.start && magic.bodyRange.end <= magic.range.end);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a notebook as one program', () => {
  it('joins cells with places that lead back', () => {
    const program = joinCells([
      { index: 0, text: 'a = 1' },
      { index: 2, text: '%pip install x\nb = a' },
    ]);
    assert.equal(program.text, 'a = 1\n%pip install x\nb = a');
    assert.deepEqual(
      program.cells.map((cell) => [cell.index, cell.range.start, cell.range.end]),
      [
        [0, 0, 5],
        [2, 6, 26],
      ],
    );
    const [magic] = program.magics;
    assert.equal(program.text.slice(magic!.bodyRange.start, magic!.bodyRange.end), 'install x');
  });

  it('reads nbformat 4 and 3, array and string sources', () => {
    const four = readNotebook(
      JSON.stringify({
        cells: [
          { cell_type: 'markdown', source: '# t' },
          {
            cell_type: 'code',
            source: ['a\n', 'b'],
            outputs: [
              { output_type: 'stream', text: ['x\n', 'y'] },
              { output_type: 'error', ename: 'E', evalue: 'v', traceback: ['\u001b[31mred\u001b[0m'] },
              { data: { 'image/png': 'AAAA', 'text/plain': 'plain' } },
            ],
          },
        ],
        metadata: {},
        nbformat: 4,
      }),
    );
    assert.ok(typeof four !== 'string');
    assert.deepEqual(
      four.cells.map((cell) => [cell.kind, cell.language, cell.text]),
      [
        ['markup', 'markdown', '# t'],
        ['code', 'python', 'a\nb'],
      ],
    );
    assert.deepEqual(four.cells[1]!.outputs, ['x\ny', 'E\nv\nred', 'plain']);
    const three = readNotebook(
      JSON.stringify({ worksheets: [{ cells: [{ cell_type: 'code', input: ['x = 1'] }] }], nbformat: 3 }),
    );
    assert.equal(typeof three !== 'string' && three.cells[0]!.text, 'x = 1');
    const r = readNotebook(
      JSON.stringify({ cells: [{ cell_type: 'code', source: '' }], metadata: { kernelspec: { language: 'R' } } }),
    );
    assert.equal(typeof r !== 'string' && r.cells[0]!.language, 'r');
  });

  it('says why a file is none, without quoting it', () => {
    for (const text of ['', '{', '[]', '{}', 'null', '{"cells": 3}', '{"token": "s3cr3t-value", ']) {
      const read = readNotebook(text);
      assert.equal(typeof read, 'string', text);
      assert.match(read as string, /^not read: the notebook /);
      assert.doesNotMatch(read as string, /s3cr3t/);
    }
    assert.ok(typeof readNotebook('{"cells": [null, 1, {"cell_type": "code"}]}') !== 'string');
  });
});
