import assert from 'node:assert/strict';
import type { LocatedFinding } from '../../../src/core/finding';
import { LineIndex } from '../../../src/core/range';
import { differenceOf, sayingsOf, type Saying } from './comparison';
import { formsOf, OriginalDocument, type WrittenDocument } from './document';
import { EXCEPTIONS, withoutExceptions } from './exceptions';
import { programReader, type ProgramReader } from './program';
import { transformationsWith } from './transformations';

const PROGRAM =
  '"""What it does."""\nimport torch\n\n# why\nstate = torch.load("a.pt", x)  # so\nif state:\n    use(state)\n';

/** A finding at an offset of a part. */
function findingAt(offset: number, parts: readonly string[], part = 0, message = 'wrong'): LocatedFinding {
  const start = new LineIndex(parts[part]!).positionAt(offset);
  return {
    rule: 'some-rule',
    severity: 'warning',
    path: 'a.py',
    cell: parts.length > 1 ? part : null,
    range: { start, end: start },
    message,
    related: [],
    fixes: [],
  };
}

const saying = (place: number, rest: Partial<Saying> = {}): Saying => ({
  rule: 'some-rule',
  severity: 'warning',
  message: 'wrong',
  place,
  ...rest,
});

describe('comparing what is said of two ways to write a program', () => {
  let read: ProgramReader;
  before(async () => {
    read = await programReader();
  });

  it('finds the place of every token again, in all forms', () => {
    const original = new OriginalDocument([PROGRAM], false, read, new Set());
    const forms = [...formsOf(original, transformationsWith(read))];
    assert.ok(forms.length > 10);
    // Each is once in every form.
    const words = ['import', 'load', '"a.pt', 'x', 'use'];
    for (const [name, written] of forms)
      for (const word of words)
        assert.deepEqual(
          sayingsOf([findingOf(written, word)], written, original).map(({ place }) => PROGRAM.slice(place, place + 4)),
          [PROGRAM.slice(PROGRAM.indexOf(word)).slice(0, 4)],
          `${word}, ${name}`,
        );
  });

  it('says each form once, and only what is another', () => {
    const names = [...formsOf(new OriginalDocument(['a\n'], false, read, new Set()), transformationsWith(read))].map(
      ([name]) => name,
    );
    assert.deepEqual(names, ['comments on lines', 'a cell a statement']);
  });

  it('makes cells of statements, with the comments above them', () => {
    const original = new OriginalDocument([PROGRAM], false, read, new Set());
    const { parts, notebook, placeOf } = original.asNotebook('a cell a statement')!;
    assert.deepEqual(
      [notebook, parts],
      [
        true,
        [
          '"""What it does."""\n',
          'import torch\n',
          '\n# why\nstate = torch.load("a.pt", x)  # so\n',
          'if state:\n    use(state)\n',
        ],
      ],
    );
    assert.equal(parts.join(''), PROGRAM);
    assert.equal(placeOf(2, parts[2]!.indexOf('state')), PROGRAM.indexOf('state'));
    assert.equal(new OriginalDocument(parts, true, read, null).asNotebook('one cell'), null);
  });

  it('writes the cells of a notebook each for itself, and leaves magics', () => {
    const cells = ['x = 1\ny = 2\n', '%pip install a\n', 'y; x\n'];
    const original = new OriginalDocument(cells, true, read, null);
    const semicolons = transformationsWith(read).find(({ name }) => name === 'semicolons')!;
    const written = original.variant(semicolons)!;
    assert.deepEqual(written.parts, ['x = 1; y = 2\n', cells[1], cells[2]]);
    assert.equal(written.placeOf(0, written.parts[0]!.indexOf('y')), cells[0]!.indexOf('y'));
    assert.equal(written.placeOf(2, 3), cells.join('\n').lastIndexOf('x'));
    // What a name at the margin is called counts in the other cells.
    assert.equal(original.variant(transformationsWith(read).find(({ name }) => name === 'renaming')!), null);
  });

  it('takes new names and lines out of messages, and nothing else', () => {
    const original = new OriginalDocument(['x = 1\n'], false, read, new Set());
    const written: WrittenDocument = {
      ...original,
      notebook: false,
      parts: ['my_x = 1\n'],
      placeOf: () => 0,
      names: new Map([['my_x', 'x']]),
    };
    const message = (text: string): string =>
      sayingsOf([findingAt(0, written.parts, 0, text)], written, original)[0]!.message;
    assert.equal(
      message('my_x of my_xy, set in line 12 and at lines 3, 4 and 5'),
      'x of my_xy, set in line … and at lines …',
    );
    assert.equal(message('pinned to 3 and in cell 2'), 'pinned to 3 and in cell …');
  });

  it('tells what is lost and gained, however often', () => {
    assert.equal(differenceOf([saying(1), saying(2)], [saying(2), saying(1)]), null);
    assert.deepEqual(differenceOf([saying(1), saying(1)], [saying(1)]), { lost: [saying(1)], gained: [] });
    for (const other of [{ severity: 'hint' }, { message: 'other' }, { rule: 'other-rule' }, { place: 2 }])
      assert.deepEqual(differenceOf([saying(1)], [saying(1, other)]), {
        lost: [saying(1)],
        gained: [saying(1, other)],
      });
  });

  it('excuses an exception only in its forms and at its place', () => {
    const { rule, forms } = EXCEPTIONS[0]!;
    const [was, is] = [saying(1, { rule }), saying(1, { rule, severity: 'info' })];
    assert.deepEqual(withoutExceptions({ lost: [was], gained: [is] }, forms[0]!), {
      left: null,
      excused: [EXCEPTIONS[0]],
    });
    for (const [difference, form] of [
      [{ lost: [was], gained: [is] }, 'renaming'],
      [{ lost: [was], gained: [{ ...is, place: 2 }] }, forms[0]!],
      [{ lost: [was], gained: [] }, forms[0]!],
      [{ lost: [saying(1)], gained: [saying(1, { severity: 'info' })] }, forms[0]!],
    ] as const)
      assert.deepEqual(withoutExceptions(difference, form), { left: difference, excused: [] });
  });
});

/** A finding at a word. */
function findingOf({ parts }: WrittenDocument, word: string): LocatedFinding {
  const part = parts.findIndex((text) => text.includes(word));
  return findingAt(parts[part]!.indexOf(word), parts, part);
}
