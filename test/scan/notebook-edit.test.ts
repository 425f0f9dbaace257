import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readNotebook } from '../../src/readers/notebook/notebook-file';
import { cellPlaces, changeCells } from '../../src/scan/notebook-edit';

const notebook = (cells: unknown[], indent: number | string | undefined = 1) =>
  `${JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }, null, indent)}\n`;
const code = (source: string | string[], outputs: unknown[] = [], execution_count: number | null = 3) => ({
  cell_type: 'code',
  execution_count,
  id: 'a',
  metadata: {},
  outputs,
  source,
});

/** What stands in `after` but not in `before` and the other way round, by common head and tail. */
function difference(before: string, after: string): { from: string; to: string } {
  let head = 0;
  while (head < Math.min(before.length, after.length) && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < Math.min(before.length, after.length) - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  return { from: before.slice(head, before.length - tail), to: after.slice(head, after.length - tail) };
}

describe('editing a notebook file', () => {
  it('changes one line of an array and nothing else', () => {
    const before = notebook([
      { cell_type: 'markdown', metadata: {}, source: ['# caf\u00e9'] },
      code(['import torch\n', 'm = torch.load("m.pt")\n', 'print(m)']),
    ]);
    const after = changeCells(before, [
      { cell: 1, text: 'import torch\nm = torch.load("m.pt", weights_only=True)\nprint(m)' },
    ])!;
    assert.deepEqual(difference(before, after), { from: '', to: ', weights_only=True' });
  });

  it('adds and removes lines with the indentation of their neighbours', () => {
    for (const indent of [1, 2, '\t', undefined]) {
      const before = notebook([code(['a\n', 'b'])], indent);
      assert.equal(
        changeCells(before, [{ cell: 0, text: 'import os\na\nb' }]),
        notebook([code(['import os\n', 'a\n', 'b'])], indent),
      );
      assert.equal(changeCells(before, [{ cell: 0, text: '' }]), notebook([code([])], indent));
    }
    const one = notebook([code(['a'])]);
    assert.equal(changeCells(one, [{ cell: 0, text: 'import os\na' }]), notebook([code(['import os\n', 'a'])]));
    assert.equal(changeCells(notebook([code([])]), [{ cell: 0, text: 'a\nb' }]), notebook([code(['a\n', 'b'])]));
  });

  it('keeps a string a string, CRLF, byte order mark and tabs around it', () => {
    const before = `\ufeff${notebook([code('a\nb')], '\t').replaceAll('\n', '\r\n')}`;
    const after = changeCells(before, [{ cell: 0, text: 'a\nc' }])!;
    assert.deepEqual(difference(before, after), { from: 'b', to: 'c' });
  });

  it('keeps how unchanged lines are spelled, and pure ASCII pure', () => {
    const before = notebook([code(['s = "\u00e9"\n', 'b'])])
      .replace('\u00e9', '\\u00E9')
      .replace('"b"', '"\\u0062"');
    const after = changeCells(before, [{ cell: 0, text: 's = "\u00e9"\nt = "\u00fc"' }])!;
    assert.deepEqual(difference(before, after), { from: '\\u0062', to: 't = \\"\\u00fc\\"' });
  });

  it('clears the outputs of one cell and its count', () => {
    const output = { output_type: 'stream', name: 'stdout', text: ['x\n'] };
    const before = notebook([code('a', [output]), code('b', [output])]);
    assert.equal(
      changeCells(before, [{ cell: 1, clearOutputs: true }]),
      notebook([code('a', [output]), code('b', [], null)]),
    );
    const cleared = changeCells(before, [{ cell: 1, clearOutputs: true }])!;
    assert.equal(changeCells(cleared, [{ cell: 1, clearOutputs: true }]), cleared, 'a second time changes nothing');
  });

  it('answers null for what is no notebook, or has no such cell', () => {
    for (const text of ['', '[]', '{"cells": 3}', 'not json', '['.repeat(100_000)])
      assert.equal(cellPlaces(text), null, text.slice(0, 20));
    assert.equal(changeCells(notebook([code('a')]), [{ cell: 1, text: 'x' }]), null);
  });

  it('finds the place of every character of a cell', () => {
    const json = notebook([code(['s = "\u00e9\t"\n', 'x = 1'])]).replace('\u00e9', '\\u00e9');
    const [place] = cellPlaces(json)!;
    assert.equal(place!.text, 's = "\u00e9\t"\nx = 1');
    assert.equal(json.slice(place!.locate(place!.text.indexOf('x')), place!.locate(place!.text.length)), 'x = 1');
    assert.ok(json.slice(place!.locate(5)).startsWith('\\u00e9\\t'));
  });

  it('is what the reader reads, for any text', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.array(fc.string({ unit: 'grapheme' })))),
        fc.nat(),
        fc.string({ unit: 'grapheme' }),
        (sources, n, text) => {
          const json = notebook(sources.map((source) => code(source)));
          const before = readNotebook(json);
          assert.ok(typeof before !== 'string');
          assert.deepEqual(
            cellPlaces(json)!.map((place) => place.text),
            before.cells.map((cell) => cell.text),
          );
          if (sources.length === 0) return;
          const cell = n % sources.length;
          const after = readNotebook(changeCells(json, [{ cell, text }])!);
          assert.ok(typeof after !== 'string');
          assert.deepEqual(
            after.cells.map((each) => each.text),
            before.cells.map((each, i) => (i === cell ? text : each.text)),
          );
        },
      ),
      { numRuns: 200 },
    );
  });
});
