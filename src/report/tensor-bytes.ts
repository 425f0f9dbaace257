import { elementType } from '../readers/artifacts/array-types';
import { ggufBlock } from '../readers/artifacts/gguf';

/** Bytes of a tensor by its type, in the words of any format, and its shape; null where they do not tell. */
export function tensorBytes(dtype: string, shape: readonly number[]): number | null {
  const elements = shape.reduce((product, size) => product * size, 1);
  const [block, bytes] = blockOf(dtype) ?? [1, NaN];
  const total = Math.ceil(elements / block) * bytes;
  return Number.isSafeInteger(total) ? total : null;
}

const BLOCKS = new Map<string, readonly [elements: number, bytes: number] | null>();

/** How many elements share how many bytes. */
function blockOf(dtype: string): readonly [elements: number, bytes: number] | null {
  let known = BLOCKS.get(dtype);
  if (known === undefined) {
    known = ggufBlock(dtype) ?? sizedBlock(dtype);
    if (BLOCKS.size < MOST_BLOCKS) BLOCKS.set(dtype, known);
  }
  return known;
}

const MOST_BLOCKS = 1_000;

/** `float32`, `BF16`, `F8_E4M3`, `I4`, `bool`, `<f8`. */
function sizedBlock(dtype: string): readonly [elements: number, bytes: number] | null {
  const bits = WORDS.exec(dtype)?.[1] ?? LETTERS.exec(dtype)?.[1];
  if (bits !== undefined) return Number(bits) % 8 === 0 ? [1, Number(bits) / 8] : [8 / Number(bits), 1];
  const named = NAMED[dtype.toLowerCase()];
  if (named !== undefined) return [1, named];
  const type = elementType(dtype);
  return type === null || type.hasObjects || type.bytes === 0 ? null : [1, type.bytes];
}

/** The number counts bits; in numpy's own codes, which are small letters, it counts bytes. */
const WORDS = /^(?:b?float|bf|q?u?int|complex)(\d{1,3})(?:_?e\d\w*)?$/i;
const LETTERS = /^[FIUC](\d{1,3})(?:_E\d\w*)?$/;

const NAMED: Readonly<Record<string, number>> = { bool: 1, boolean: 1, half: 2, float: 4, double: 8 };
