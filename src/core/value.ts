import type { Range } from './range';

/**
 * How sure a value is. `literal`: written right there. `constant`: a name bound exactly once to it.
 * `default`: what a parameter, a field or a command-line option holds unless somebody passes another.
 */
export type Via = 'literal' | 'constant' | 'default';

/** A place in another file of the project, and what people call what is written there: `MODEL_ID`, `model.name`. */
export interface Elsewhere {
  readonly path: string;
  /** Offsets in that file. */
  readonly range: Range;
  readonly name: string;
}

interface Known {
  /** Where the expression stands. */
  readonly range: Range;
  /** Where the literal itself is written in this document; equal to `range` for a literal in place, and for a value from `elsewhere`. */
  readonly origin: Range;
  readonly via: Via;
  /** What the code calls it where it is written: the constant, the field, the option. Not set for a literal in place. */
  readonly label?: string;
  /** Set when another file says the value: `range` and `origin` are then where this document uses it. */
  readonly elsewhere?: Elsewhere;
  /** What a text was put together from, where that was no literal. */
  readonly parts?: readonly Value[];
}

export interface StringValue extends Known {
  readonly kind: 'string';
  readonly value: string;
}
export interface BytesValue extends Known {
  readonly kind: 'bytes';
}
export interface NumberValue extends Known {
  readonly kind: 'number';
  readonly value: number;
}
export interface BooleanValue extends Known {
  readonly kind: 'boolean';
  readonly value: boolean;
}
export interface NoneValue extends Known {
  readonly kind: 'none';
}
export interface SequenceValue extends Known {
  readonly kind: 'sequence';
  readonly items: readonly Value[];
  readonly complete: boolean;
}
export interface DictValue extends Known {
  readonly kind: 'dict';
  readonly entries: readonly (readonly [Value, Value])[];
  readonly complete: boolean;
}
/** A dotted name that is no variable of the program: a module, class, function or attribute, e.g. `torch.float16`, `eval`. */
export interface ReferenceValue extends Known {
  readonly kind: 'reference';
  readonly name: string;
}
/** What a call returned, e.g. `os.environ.get`. `arguments` keeps the positional ones. */
export interface ResultValue extends Known {
  readonly kind: 'result';
  readonly callee: string;
  readonly args: readonly Value[];
}

/** Not known. `prefix` is the known beginning of a string that is only partly known (`f"http://{host}/x"`). */
export interface UnknownValue {
  readonly kind: 'unknown';
  readonly range: Range;
  readonly reason: 'parameter' | 'name' | 'expression' | 'ambiguous';
  /** The name as written, for a bare name or attribute. */
  readonly name?: string;
  readonly prefix?: string;
}

/** The three-valued answer to "what is this expression": known, or unknown, with where it was written. */
export type Value =
  | StringValue
  | BytesValue
  | NumberValue
  | BooleanValue
  | NoneValue
  | SequenceValue
  | DictValue
  | ReferenceValue
  | ResultValue
  | UnknownValue;

/** Python's truth of a known value; undefined when it is not known. What a dotted name of a module holds is not. */
export function truthOf(value: Value | undefined): boolean | undefined {
  switch (value?.kind) {
    case 'boolean':
      return value.value;
    case 'none':
      return false;
    case 'number':
      return value.value !== 0;
    case 'string':
      return value.value !== '';
    case 'sequence':
      return value.items.length > 0 ? true : value.complete ? false : undefined;
    case 'dict':
      return value.entries.length > 0 ? true : value.complete ? false : undefined;
    default:
      return undefined;
  }
}

export const stringOf = (value: Value | undefined): string | undefined =>
  value?.kind === 'string' ? value.value : undefined;

/** Whether it only is a default, of a parameter or an option: the caller may have given another. */
export const isDefault = (value: Value): boolean => 'via' in value && value.via === 'default';

/** Whether it is given and true. A default is the caller's choice. */
export const isSetTrue = (value: Value | undefined): boolean =>
  value !== undefined && truthOf(value) === true && !isDefault(value);

/** Whether it is given and `False` itself. A default is the caller's choice. */
export const isSetFalse = (value: Value): boolean => value.kind === 'boolean' && !value.value && !isDefault(value);
