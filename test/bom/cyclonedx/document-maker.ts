import { formats } from '../../../src/bom/cyclonedx/formats';
import type { Schema } from '../../../src/bom/cyclonedx/json-schema';
import type { Schemas } from '../../../src/bom/cyclonedx/schemas';

const TEXTS = [
  'x',
  'ab',
  '\u{1f600}',
  'http://h/x',
  'a@b',
  '2026-01-02T03:04:05Z',
  'text/plain',
  'urn:uuid:f08a6ccd-4dce-4759-bd84-c626675d60a7',
  'urn:cdx:f08a6ccd-4dce-4759-bd84-c626675d60a7/1',
  'a'.repeat(64),
  '2.1.0',
  'en-US',
];

/** Makes up documents from the schema: some sound, some with values, keys and items that are wrong here and there. */
export class DocumentMaker {
  /** The share of values that are wrong. */
  readonly #wrong: number;

  /** `random` gives numbers from 0 to below 1. */
  constructor(
    private readonly schemas: Schemas,
    private readonly random: () => number,
  ) {
    this.#wrong = this.#pick([0.03, 0.005, 0, 0, 0]);
  }

  document(): unknown {
    return this.#any(this.schemas['document']!, 'document', 0);
  }

  #pick<T>(from: readonly T[]): T {
    return from[Math.floor(this.random() * from.length)]!;
  }

  #isWrong(): boolean {
    return this.random() < this.#wrong;
  }

  #any(schema: Schema, file: string, depth: number): unknown {
    if (this.#isWrong()) return this.#pick([null, 1.5, -1, '', 'x y', true, [], {}, [1, 1], { name: 'x' }]);
    if (schema.$ref !== undefined) return this.#referred(schema.$ref, file, depth);
    const branches =
      schema.oneOf ?? schema.anyOf ?? schema.allOf?.flatMap((each) => (each.then && !each.then.not ? [each.then] : []));
    const branch = branches && branches.length > 0 ? this.#pick(branches) : undefined;
    if (branch && schema.type === undefined && !schema.properties) return this.#any(branch, file, depth);
    if (schema.type === 'object' || schema.properties) return this.#object(schema, branch, file, depth);
    if (schema.type === 'array') return this.#array(branch?.items ? branch : schema, file, depth);
    return this.#leaf(schema);
  }

  #referred(reference: string, from: string, depth: number): unknown {
    const [name, definition] = reference.split('#/definitions/') as [string, string | undefined];
    const file = name || from;
    const whole = this.schemas[file]!;
    return this.#any(definition === undefined ? whole : whole.definitions![definition]!, file, depth);
  }

  #object(schema: Schema, branch: Schema | undefined, file: string, depth: number): unknown {
    const wanted = new Set([...(schema.required ?? []), ...(branch?.required ?? [])]);
    const properties = { ...schema.properties, ...branch?.properties };
    for (const key of Object.keys(properties)) if (depth < 9 && this.random() < 0.25) wanted.add(key);
    if (this.#isWrong()) wanted.delete(this.#pick([...wanted]));
    const made = Object.fromEntries(
      [...wanted].map((key) => [key, properties[key] ? this.#any(properties[key], file, depth + 1) : 'x']),
    );
    return this.#isWrong() ? { ...made, 'x/~y': 1 } : made;
  }

  #array({ items }: Schema, file: string, depth: number): unknown {
    if (items === undefined) return [];
    const list = Array.isArray(items) ? (items as readonly Schema[]) : [items as Schema, items as Schema];
    const made = list.slice(0, depth > 9 ? 1 : this.#pick([0, 1, 2])).map((each) => this.#any(each, file, depth + 1));
    return this.#isWrong() ? [...made, ...made] : made;
  }

  #leaf(schema: Schema): unknown {
    switch (schema.type) {
      case 'integer':
        return this.#pick([1, 2, 3, 0]);
      case 'number':
        return this.#pick([0.5, 1, 0, 7]);
      case 'boolean':
        return true;
      default:
        return schema.const ?? this.#pick(schema.enum ?? this.#texts(schema));
    }
  }

  #texts({ pattern, format, minLength = 0 }: Schema): readonly string[] {
    const fitting = TEXTS.filter(
      (text) =>
        (!pattern || new RegExp(pattern, 'u').test(text)) &&
        (!format || formats[format]!(text)) &&
        text.length >= minLength,
    );
    return this.#isWrong() || fitting.length === 0 ? TEXTS : fitting;
  }
}
