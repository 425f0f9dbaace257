import { formats } from './formats';
import { schemaPattern, referredTo, type Schema } from './json-schema';
import { hasRepeated } from './unique';

type Schemas = Readonly<Record<string, Schema>>;
type Holds = (value: unknown) => boolean;

const preparations = new WeakMap<Schemas, Preparation>();

/**
 * Whether a document breaks no rule of the schema: the same answer as whether `findSchemaErrors` finds nothing, without the places, which
 * cost more than all the rest where a document has a hundred thousand components. The schema becomes functions that refer to each other
 * (no code is made of it), each part when it is first needed.
 */
export function conforms(schemas: Schemas, document: unknown): boolean {
  const [[file, schema]] = Object.entries(schemas) as [[string, Schema]];
  return preparationOf(schemas).of(schema, file)(document);
}

/** The same for what a definition of the document's schema describes: a part of a document that is written piece by piece. */
export function holdsFor(schemas: Schemas, definition: string): Holds {
  const [[file]] = Object.entries(schemas) as [[string, Schema]];
  return preparationOf(schemas).of(referredTo(schemas, `#/definitions/${definition}`, file).schema, file);
}

function preparationOf(schemas: Schemas): Preparation {
  let preparation = preparations.get(schemas);
  if (preparation === undefined) preparations.set(schemas, (preparation = new Preparation(schemas)));
  return preparation;
}

class Preparation {
  /** By the schema, which belongs to one file. */
  readonly #known = new Map<Schema, Holds>();

  constructor(private readonly schemas: Schemas) {}

  of(schema: Schema, file: string): Holds {
    const known = this.#known.get(schema);
    if (known !== undefined) return known;
    let holds: Holds | null = null;
    const later: Holds = (value) => (holds ??= this.#prepare(schema, file))(value);
    this.#known.set(schema, later);
    return later;
  }

  #prepare(schema: Schema, file: string): Holds {
    const { type } = schema;
    if (schema.$ref !== undefined && Object.keys(schema).length === 1) return this.#referred(schema.$ref, file);
    const all = this.#ofAnyType(schema, file);
    const texts = ofTexts(schema);
    const numbers = ofNumbers(schema);
    const lists = this.#ofLists(schema, file);
    const objects = this.#ofObjects(schema, file);
    const isInteger = type === 'integer';
    const ofObject: Holds = (value) =>
      Array.isArray(value)
        ? (type === undefined || type === 'array') && (lists === null || lists(value))
        : (type === undefined || type === 'object') && (objects === null || objects(value as Record<string, unknown>));
    const ofNumber = (value: number): boolean =>
      (type === undefined || type === 'number' || (isInteger && Number.isInteger(value))) &&
      (numbers === null || numbers(value));
    return (value) => {
      for (const holds of all) if (!holds(value)) return false;
      if (typeof value === 'string')
        return (type === undefined || type === 'string') && (texts === null || texts(value));
      if (typeof value === 'object' && value !== null) return ofObject(value);
      if (typeof value === 'number' && Number.isFinite(value)) return ofNumber(value);
      return type === undefined || (type === 'boolean' && typeof value === 'boolean');
    };
  }

  #referred(reference: string, from: string): Holds {
    const { schema, file } = referredTo(this.schemas, reference, from);
    return this.of(schema, file);
  }

  #ofAnyType(schema: Schema, file: string): readonly Holds[] {
    const part = (each: Schema): Holds => this.of(each, file);
    const all: Holds[] = [];
    if (schema.$ref !== undefined) all.push(this.#referred(schema.$ref, file));
    if (schema.const !== undefined) all.push((value) => value === schema.const);
    if (schema.enum) {
      const allowed: ReadonlySet<unknown> = new Set(schema.enum);
      all.push((value) => allowed.has(value));
    }
    if (schema.not) {
      const not = part(schema.not);
      all.push((value) => !not(value));
    }
    if (schema.anyOf) {
      const any = schema.anyOf.map(part);
      all.push((value) => any.some((holds) => holds(value)));
    }
    if (schema.oneOf) {
      const one = schema.oneOf.map(part);
      all.push((value) => {
        let passing = 0;
        for (const holds of one) if (holds(value) && ++passing > 1) return false;
        return passing === 1;
      });
    }
    all.push(...(schema.allOf ?? []).map(part));
    if (schema.if && schema.then) {
      const [condition, then] = [part(schema.if), part(schema.then)];
      all.push((value) => !condition(value) || then(value));
    }
    return all;
  }

  #ofLists(schema: Schema, file: string): ((value: readonly unknown[]) => boolean) | null {
    const { maxItems = Infinity, minItems = 0, additionalItems, uniqueItems, items } = schema;
    if (maxItems === Infinity && minItems === 0 && !uniqueItems && items === undefined) return null;
    const tuple = isList(items) ? items.map((each) => this.of(each, file)) : null;
    const each = items === undefined || isList(items) ? null : this.of(items, file);
    // Of a list of texts only its texts are compared.
    const isOfTexts = !isList(items) && items?.type === 'string';
    return (value) => {
      if (value.length > maxItems || value.length < minItems) return false;
      if (tuple && additionalItems === false && value.length > tuple.length) return false;
      if (tuple?.some((holds, index) => index < value.length && !holds(value[index]))) return false;
      if (each !== null) for (const item of value) if (!each(item)) return false;
      return !uniqueItems || !hasRepeated(isOfTexts ? value.filter((item) => typeof item === 'string') : value);
    };
  }

  #ofObjects(schema: Schema, file: string): ((value: Readonly<Record<string, unknown>>) => boolean) | null {
    const { required = [], additionalProperties, properties } = schema;
    if (required.length === 0 && properties === undefined && additionalProperties !== false) return null;
    const known = new Map(Object.entries(properties ?? {}).map(([key, each]) => [key, this.of(each, file)]));
    const isClosed = additionalProperties === false;
    return (value) => {
      for (const key of required) if (value[key] === undefined) return false;
      for (const key in value) {
        const holds = known.get(key);
        if (holds === undefined ? isClosed : value[key] !== undefined && !holds(value[key])) return false;
      }
      return true;
    };
  }
}

function ofTexts({
  maxLength = Infinity,
  minLength = 0,
  pattern,
  format,
}: Schema): ((value: string) => boolean) | null {
  if (maxLength === Infinity && minLength === 0 && pattern === undefined && format === undefined) return null;
  const form = pattern === undefined ? null : schemaPattern(pattern);
  const isFormat = format === undefined ? null : formats[format]!;
  return (value) =>
    isWithin(value, minLength, maxLength) &&
    (form === null || form.test(value)) &&
    (isFormat === null || isFormat(value));
}

/** Characters, of which each has one or two units. */
function isWithin(text: string, least: number, most: number): boolean {
  if (text.length <= most && text.length >= 2 * least) return true;
  let count = 0;
  for (const _character of text) count++;
  return count >= least && count <= most;
}

function ofNumbers({ maximum = Infinity, minimum = -Infinity }: Schema): ((value: number) => boolean) | null {
  return maximum === Infinity && minimum === -Infinity ? null : (value) => value <= maximum && value >= minimum;
}

const isList = (items: Schema['items']): items is readonly Schema[] => Array.isArray(items);
