import assert from 'node:assert/strict';
import { applyEdits, type TextEdit } from '../../src/scan/apply';
import { editStored } from '../../src/scan/stored-edits';

/** Bytes that are no UTF-8, as they stand in comments of other times. */
const ODD = Buffer.from('\n# K\xfcnstlich \x93\xe2\x82\n', 'latin1');

interface Form {
  readonly name: string;
  /** What stands before the text, in this encoding. */
  readonly head: string;
  /** Null where it does not have a character. */
  encode(text: string): Buffer | null;
  readonly tail: Buffer;
}

const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');
const NONE = Buffer.alloc(0);

const FORMS: readonly Form[] = [
  { name: 'UTF-8', head: '', encode: (text) => Buffer.from(text), tail: NONE },
  { name: 'UTF-8 with a mark', head: '\ufeff', encode: (text) => Buffer.from(text), tail: NONE },
  { name: 'UTF-16, little', head: '\ufeff', encode: utf16, tail: utf16('\n# é🙂') },
  { name: 'UTF-16, big', head: '\ufeff', encode: (text) => utf16(text).swap16(), tail: utf16('\n# é🙂').swap16() },
  { name: 'Latin-1', head: '# coding: latin-1\n', encode: latin1, tail: ODD },
  { name: 'bytes of nobody knows what', head: '', encode: ascii, tail: ODD },
  { name: 'damaged UTF-8', head: '# é\n', encode: (text) => Buffer.from(text), tail: ODD },
];

function latin1(text: string): Buffer | null {
  return /^[\0-\xff]*$/.test(text) ? Buffer.from(text, 'latin1') : null;
}

function ascii(text: string): Buffer | null {
  return /^[\0-\x7f]*$/.test(text) ? Buffer.from(text) : null;
}

/** That edits of a text change nothing else of it, however it is stored. */
export function assertStored(text: string, edits: readonly TextEdit[]): void {
  const changed = applyEdits(text, edits);
  for (const { name, head, encode, tail } of FORMS) {
    const [before, after, first] = [encode(text), encode(changed), encode(head) ?? Buffer.from(head)];
    if (!before || !after) continue;
    const shift = head === '\ufeff' ? 0 : head.length;
    const shifted = edits.map(({ range: { start, end }, text: written }) => ({
      range: { start: start + shift, end: end + shift },
      text: written,
    }));
    const result = editStored(new Uint8Array(Buffer.concat([first, before, tail])), shifted);
    assert.ok('bytes' in result, `${name}: ${JSON.stringify(result)}`);
    assert.ok(Buffer.concat([first, after, tail]).equals(result.bytes), `${name}: other bytes than the edit's changed`);
  }
}
