import { CollectionValue, MadeValue, NameValue, type PickleValue } from './pickle-values';

/** How many bytes one element of a numpy array has, and whether it holds Python objects instead. */
export interface ElementType {
  readonly name: string;
  readonly bytes: number;
  readonly hasObjects: boolean;
}

/** A type as numpy writes it: `<f8`, `|S5`, `|O`, `V16`; null for what is none. */
export function elementType(code: string): ElementType | null {
  const match = /^[<>|=]?([?bBhHiIlLqQefdgFDGSaUVOmMcut])(\d{0,9})(?:\[.*\])?$/.exec(code);
  if (!match) return null;
  const [, kind = '', digits = ''] = match;
  const size = digits === '' ? (SINGLE[kind] ?? 0) : Number(digits);
  const bytes = kind === 'U' ? 4 * size : size;
  return { name: code, bytes, hasObjects: kind === 'O' };
}

/** Types that are one letter. */
const SINGLE: Readonly<Record<string, number>> = {
  '?': 1,
  b: 1,
  B: 1,
  h: 2,
  H: 2,
  i: 4,
  I: 4,
  l: 8,
  L: 8,
  q: 8,
  Q: 8,
  e: 2,
  f: 4,
  d: 8,
  g: 16,
  F: 8,
  D: 16,
  G: 32,
  O: 8,
  m: 8,
  M: 8,
};

/** What `numpy.dtype(…)` in a pickle is: `dtype("f8")`, or a structured one whose fields stand in its state. */
export function pickledType(value: PickleValue | undefined, depth = 8): ElementType | null {
  if (!(value instanceof MadeValue) || !(value.args instanceof CollectionValue) || depth <= 0) return null;
  const { callee, args, state } = value;
  if (!(callee instanceof NameValue) || callee.module !== 'numpy' || callee.name !== 'dtype') return null;
  const [code] = args.items;
  const type = typeof code === 'string' ? elementType(code) : null;
  if (type === null) return null;
  const fields = state instanceof CollectionValue ? state.items[4] : null;
  const hasObjects =
    type.hasObjects ||
    (fields instanceof CollectionValue &&
      fields.items.some(
        (field) => field instanceof CollectionValue && pickledType(field.items[0], depth - 1)?.hasObjects !== false,
      ));
  return { ...type, hasObjects };
}

/** The sizes of a tuple; null where one is no size. */
export function pickledShape(value: PickleValue | undefined): readonly number[] | null {
  if (!(value instanceof CollectionValue) || value.length > value.items.length) return null;
  const shape = value.items.filter((each): each is number => typeof each === 'number' && each >= 0);
  return shape.length === value.items.length ? shape : null;
}
