import { pointerSegment } from '../problem';
import { formats } from './formats';
import { canonicalText } from './unique';

/** The part of JSON Schema (draft 7) that the CycloneDX schemas use. A test fails when a schema says anything else. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: 'string' | 'number' | 'integer' | 'boolean' | 'object' | 'array';
  readonly const?: string | boolean;
  readonly enum?: readonly string[];
  readonly not?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly if?: Schema;
  readonly then?: Schema;
  readonly maximum?: number;
  readonly minimum?: number;
  readonly maxLength?: number;
  readonly minLength?: number;
  readonly pattern?: string;
  readonly format?: string;
  readonly maxItems?: number;
  readonly minItems?: number;
  readonly additionalItems?: boolean;
  readonly uniqueItems?: boolean;
  readonly items?: Schema | readonly Schema[];
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly definitions?: Readonly<Record<string, Schema>>;
}

/** One rule of the schema that a document breaks: what ajv tells of it, word for word. */
export interface SchemaError {
  /** JSON pointer into the document. */
  readonly instancePath: string;
  /** Into the schema, from the definition that was referred to last. */
  readonly schemaPath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message: string;
}

/** A value of the document that is held against a schema. */
interface Instance {
  readonly value: unknown;
  readonly at: string;
  readonly schema: Schema;
  readonly schemaPath: string;
  /** The schema file that references count from. */
  readonly file: string;
}

/**
 * Every rule that a document breaks, in the order of ajv's `allErrors`. The schema is followed as data: compiled to code, it is eight
 * times as large, and a web worker may not compile it. `schemas` has the files by the names in their references;
 * the document belongs to the first. Recursion is bounded by the depth of the document, which the caller limits.
 */
export function findSchemaErrors(schemas: Readonly<Record<string, Schema>>, document: unknown): readonly SchemaError[] {
  const [[file, schema]] = Object.entries(schemas) as [[string, Schema]];
  const check = new Check(schemas);
  check.run({ value: document, at: '', schema, schemaPath: '#', file });
  return check.errors;
}

/** The keywords that only apply to values of one type. */
const KEYWORDS_OF: Readonly<Record<string, readonly (keyof Schema)[]>> = {
  number: ['maximum', 'minimum'],
  string: ['maxLength', 'minLength', 'pattern', 'format'],
  array: ['maxItems', 'minItems', 'additionalItems', 'items', 'uniqueItems'],
  object: ['required', 'additionalProperties', 'properties'],
};

const patterns = new Map<string, RegExp>();

class Check {
  readonly errors: SchemaError[] = [];

  constructor(private readonly schemas: Readonly<Record<string, Schema>>) {}

  run(place: Instance): void {
    const { schema, value } = place;
    const type = typeOf(value);
    const typed = KEYWORDS_OF[schema.type ?? '']?.some((keyword) => schema[keyword] !== undefined) ?? false;
    const isWrong =
      schema.type !== undefined && schema.type !== type && !(schema.type === 'integer' && isInteger(value));
    const wrongType = (): void => this.#report(place, 'type', { type: schema.type }, `must be ${schema.type}`);
    if (isWrong && !typed) wrongType();
    this.#anyType(place);
    if (type === 'number') this.#number(place, value as number);
    else if (type === 'string') this.#string(place, value as string);
    else if (type === 'array') this.#array(place, value as readonly unknown[]);
    else if (type === 'object') this.#object(place, value as Readonly<Record<string, unknown>>);
    if (isWrong && typed) wrongType();
  }

  #anyType(place: Instance): void {
    const { schema, value } = place;
    if (schema.$ref !== undefined)
      this.run({ ...place, ...referredTo(this.schemas, schema.$ref, place.file), schemaPath: '#' });
    if (schema.const !== undefined && value !== schema.const)
      this.#report(place, 'const', { allowedValue: schema.const }, 'must be equal to constant');
    if (schema.enum && !schema.enum.includes(value as string))
      this.#report(place, 'enum', { allowedValues: schema.enum }, 'must be equal to one of the allowed values');
    if (schema.not && this.#holds(below(place, schema.not, '/not')))
      this.#report(place, 'not', {}, 'must NOT be valid');
    if (schema.anyOf) this.#anyOf(place, schema.anyOf);
    if (schema.oneOf) this.#oneOf(place, schema.oneOf);
    schema.allOf?.forEach((each, index) => this.run(below(place, each, `/allOf/${index}`)));
    if (schema.if && schema.then && this.#holds(below(place, schema.if, '/if'))) {
      if (!this.#passes(below(place, schema.then, '/then')))
        this.#report(place, 'if', { failingKeyword: 'then' }, 'must match "then" schema');
    }
  }

  #anyOf(place: Instance, branches: readonly Schema[]): void {
    const before = this.errors.length;
    if (branches.some((each, index) => this.#passes(below(place, each, `/anyOf/${index}`))))
      this.errors.length = before;
    else this.#report(place, 'anyOf', {}, 'must match a schema in anyOf');
  }

  #oneOf(place: Instance, branches: readonly Schema[]): void {
    const before = this.errors.length;
    const passing: number[] = [];
    for (const [index, each] of branches.entries()) {
      if (this.#passes(below(place, each, `/oneOf/${index}`))) passing.push(index);
      if (passing.length > 1) break;
    }
    if (passing.length === 1) this.errors.length = before;
    else
      this.#report(
        place,
        'oneOf',
        { passingSchemas: passing.length === 0 ? null : passing },
        'must match exactly one schema in oneOf',
      );
  }

  /** Runs, and says whether nothing was found. */
  #passes(place: Instance): boolean {
    const before = this.errors.length;
    this.run(place);
    return this.errors.length === before;
  }

  /** The same, and keeps nothing of what was found. */
  #holds(place: Instance): boolean {
    const before = this.errors.length;
    const passes = this.#passes(place);
    this.errors.length = before;
    return passes;
  }

  #number(place: Instance, value: number): void {
    const { maximum, minimum } = place.schema;
    if (maximum !== undefined && value > maximum)
      this.#report(place, 'maximum', { comparison: '<=', limit: maximum }, `must be <= ${maximum}`);
    if (minimum !== undefined && value < minimum)
      this.#report(place, 'minimum', { comparison: '>=', limit: minimum }, `must be >= ${minimum}`);
  }

  #string(place: Instance, value: string): void {
    const { maxLength, minLength, pattern, format } = place.schema;
    if (maxLength !== undefined && codePoints(value) > maxLength)
      this.#report(place, 'maxLength', { limit: maxLength }, `must NOT have more than ${maxLength} characters`);
    if (minLength !== undefined && codePoints(value) < minLength)
      this.#report(place, 'minLength', { limit: minLength }, `must NOT have fewer than ${minLength} characters`);
    if (pattern !== undefined && !schemaPattern(pattern).test(value))
      this.#report(place, 'pattern', { pattern }, `must match pattern "${pattern}"`);
    if (format !== undefined && !formats[format]!(value))
      this.#report(place, 'format', { format }, `must match format "${format}"`);
  }

  #array(place: Instance, value: readonly unknown[]): void {
    const { maxItems, minItems, additionalItems, uniqueItems, items } = place.schema;
    if (maxItems !== undefined && value.length > maxItems)
      this.#report(place, 'maxItems', { limit: maxItems }, `must NOT have more than ${maxItems} items`);
    if (minItems !== undefined && value.length < minItems)
      this.#report(place, 'minItems', { limit: minItems }, `must NOT have fewer than ${minItems} items`);
    const tuple = isList(items) ? items : null;
    if (tuple && additionalItems === false && value.length > tuple.length)
      this.#report(place, 'additionalItems', { limit: tuple.length }, `must NOT have more than ${tuple.length} items`);
    tuple?.forEach((schema, index) => {
      if (index < value.length) this.run(child(place, schema, `/items/${index}`, index, value[index]));
    });
    if (items !== undefined && !isList(items))
      for (const [index, each] of value.entries()) this.run(child(place, items, '/items', index, each));
    if (uniqueItems) this.#unique(place, value);
  }

  #unique(place: Instance, value: readonly unknown[]): void {
    const { items } = place.schema;
    const isScalar = items !== undefined && !isList(items) && items.type === 'string';
    const found = isScalar ? repeatedText(value) : repeatedItem(value);
    if (found === null) return;
    const { i, j } = found;
    this.#report(
      place,
      'uniqueItems',
      { i, j },
      `must NOT have duplicate items (items ## ${j} and ${i} are identical)`,
    );
  }

  #object(place: Instance, value: Readonly<Record<string, unknown>>): void {
    const { required, additionalProperties, properties = {} } = place.schema;
    for (const missingProperty of required ?? [])
      if (value[missingProperty] === undefined)
        this.#report(place, 'required', { missingProperty }, `must have required property '${missingProperty}'`);
    if (additionalProperties === false)
      for (const additionalProperty of Object.keys(value))
        if (!Object.hasOwn(properties, additionalProperty))
          this.#report(place, 'additionalProperties', { additionalProperty }, 'must NOT have additional properties');
    for (const [key, schema] of Object.entries(properties))
      if (value[key] !== undefined)
        this.run(child(place, schema, `/properties${pointerSegment(key)}`, key, value[key]));
  }

  #report({ at, schemaPath }: Instance, keyword: string, params: SchemaError['params'], message: string): void {
    this.errors.push({ instancePath: at, schemaPath: `${schemaPath}/${keyword}`, keyword, params, message });
  }
}

/** What a `$ref` of a file leads to. */
export function referredTo(
  schemas: Readonly<Record<string, Schema>>,
  reference: string,
  from: string,
): { readonly schema: Schema; readonly file: string } {
  const [name, definition] = reference.split('#/definitions/') as [string, string | undefined];
  const file = name === '' ? from : name;
  const whole = schemas[file];
  const schema = definition === undefined ? whole : whole?.definitions?.[definition];
  if (!schema) throw new Error(`the schema has no ${reference}`);
  return { schema, file };
}

interface Repeated {
  readonly i: number;
  readonly j: number;
}

/** The last item that is the same as one before it, as ajv looks for it. */
function repeatedItem(items: readonly unknown[]): Repeated | null {
  const seen = new Map<string, number>();
  let last: Repeated | null = null;
  for (const [i, item] of items.entries()) {
    const text = canonicalText(item);
    const j = seen.get(text);
    if (j !== undefined) last = { i, j };
    seen.set(text, i);
  }
  return last;
}

/** The same where the schema says that the items are texts: ajv goes through them from the end. */
function repeatedText(items: readonly unknown[]): Repeated | null {
  const seen = new Map<string, number>();
  for (let i = items.length - 1; i >= 0; i--) {
    const item = items[i];
    if (typeof item !== 'string') continue;
    const j = seen.get(item);
    if (j !== undefined) return { i, j };
    seen.set(item, i);
  }
  return null;
}

/** The same value against a part of its schema. */
const below = (place: Instance, schema: Schema, path: string): Instance => ({
  ...place,
  schema,
  schemaPath: place.schemaPath + path,
});

/** A part of the value against a part of the schema. */
const child = (
  { at, schemaPath, file }: Instance,
  schema: Schema,
  path: string,
  key: string | number,
  value: unknown,
): Instance => ({ value, at: at + pointerSegment(key), schema, schemaPath: schemaPath + path, file });

const isList = (items: Schema['items']): items is readonly Schema[] => Array.isArray(items);

function typeOf(value: unknown): Schema['type'] | 'null' | undefined {
  if (Array.isArray(value)) return 'array';
  if (value === null) return 'null';
  if (typeof value === 'number') return Number.isFinite(value) ? 'number' : undefined;
  const type = typeof value;
  return type === 'string' || type === 'boolean' || type === 'object' ? type : undefined;
}

const isInteger = (value: unknown): boolean => typeof value === 'number' && Number.isInteger(value);

/** A surrogate pair is one character. */
function codePoints(text: string): number {
  let count = 0;
  for (const _character of text) count++;
  return count;
}

export function schemaPattern(source: string): RegExp {
  let pattern = patterns.get(source);
  if (!pattern) patterns.set(source, (pattern = new RegExp(source, 'u')));
  return pattern;
}
