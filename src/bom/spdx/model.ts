import { redacted } from '../../analysis/secrets/redaction';
import { findSchemaErrors } from '../cyclonedx/json-schema';
import { pointerSegment, type Problem } from '../problem';
import { model } from './model.generated.js';

export const CONTEXT = 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld';

type Node = Readonly<Record<string, unknown>>;
type Kind = (typeof model.kinds)[number];
type Property = readonly [kind: number, required: 0 | 1, least?: number];

const IRI = /^(?!_:).+:.+/u;
const BLANK_NODE = /^_:.+/u;

/**
 * What the published JSON schema of SPDX 3.0.1 refuses in a document, in the words of the model. Takes any value that JSON can hold;
 * recursion is bounded by the depth of the document, which the caller limits.
 */
export function findModelProblems(document: unknown): readonly Problem[] {
  const check = new Check();
  check.document(document);
  return check.problems;
}

/** What kind of link a text is where an element is asked for. */
export const isReference = (text: string): boolean => IRI.test(text) || BLANK_NODE.test(text);

/** An element of its own, which no document has to hold. */
export const isIndividual = (text: string): boolean =>
  model.members['Element']?.[1].includes(text) === true || text.startsWith('https://spdx.org/rdf/3.0.1/terms/');

class Check {
  readonly problems: Problem[] = [];

  document(document: unknown): void {
    if (!isNode(document)) return this.#wrong('', 'The document is no object.');
    if (document['@context'] !== CONTEXT) this.#wrong('/@context', `The context must be ${CONTEXT}.`);
    const graph = document['@graph'];
    if (graph === undefined) return this.#object(document, '', null, ['@context']);
    if (!Array.isArray(graph)) return this.#wrong('/@graph', 'The graph must be a list.');
    for (const key of Object.keys(document))
      if (key !== '@context' && key !== '@graph') this.#unknown(key, '', 'beside a graph');
    for (const [index, element] of graph.entries()) this.#object(element, `/@graph/${index}`, null);
  }

  /** `classes`: those that may stand here, null for any; `beside`: keys that are no properties. */
  #object(node: unknown, at: string, classes: readonly string[] | null, beside: readonly string[] = []): void {
    if (!isNode(node)) return this.#wrong(at, 'An object of the model must stand here.');
    const { type } = node;
    if (type === undefined) return this.#wrong(at, 'The property "type" is missing.');
    if (typeof type !== 'string') return this.#wrong(`${at}/type`, 'The type must be the name of a class.');
    const known = Object.hasOwn(model.classes, type) ? model.classes[type] : undefined;
    const isExtension = IRI.test(type);
    if (classes?.includes('extension_Extension_props')) {
      if (known?.id === undefined && !isExtension) this.#wrong(`${at}/type`, 'The specification has no such class.');
      return;
    }
    if (known?.id === undefined) return this.#wrong(`${at}/type`, 'The specification has no such class.');
    if (classes !== null && !classes.includes(type))
      return this.#wrong(`${at}/type`, `An object of the class ${type} cannot stand here.`);
    this.#identified(node, at, known.id);
    this.#properties(node, type, at, ['type', known.id ? 'spdxId' : '@id', ...beside]);
  }

  #properties(node: Node, type: string, at: string, beside: readonly string[]): void {
    const properties = propertiesOf(type);
    for (const key of Object.keys(node))
      if (!properties.has(key) && !beside.includes(key)) this.#unknown(key, at, `of ${type}`);
    for (const [key, property] of properties) this.#property(node, key, property, at);
  }

  #identified(node: Node, at: string, id: 0 | 1): void {
    const key = id ? 'spdxId' : '@id';
    const value = node[key];
    if (value === undefined && id) this.#wrong(at, 'The property "spdxId" is missing.');
    else if (
      value !== undefined &&
      !(typeof value === 'string' && (IRI.test(value) || (!id && BLANK_NODE.test(value))))
    )
      this.#wrong(at + pointerSegment(key), 'The identity must be an IRI.');
  }

  #property(node: Node, key: string, [index, required, least]: Property, at: string): void {
    const value = node[key];
    const kind = model.kinds[index]!;
    const place = at + pointerSegment(key);
    if (value === undefined) {
      if (required) this.#wrong(at, `The property ${JSON.stringify(key)} is missing.`);
    } else if (least === undefined) this.#value(value, place, kind);
    else if (!Array.isArray(value)) this.#wrong(place, 'The value must be a list.');
    else {
      if (value.length < least) this.#wrong(place, `The list must have at least ${least} item.`);
      for (const [item, each] of value.entries()) this.#value(each, `${place}/${item}`, kind);
    }
  }

  #value(value: unknown, at: string, kind: Kind): void {
    if (!('of' in kind)) {
      if (findSchemaErrors({ document: kind }, value).length > 0) this.#wrong(at, sentence(kind));
      return;
    }
    const [classes, individuals] = model.members[kind.of]!;
    if (typeof value !== 'string') this.#object(value, at, classes);
    else if (!isReference(value) && !individuals.includes(value))
      this.#wrong(at, `The value must be the identity of an object of the class ${kind.of}.`);
  }

  #unknown(key: string, at: string, where: string): void {
    this.#wrong(at, `The specification has no property ${JSON.stringify(redacted(key).slice(0, 80))} ${where}.`);
  }

  #wrong(pointer: string, message: string): void {
    this.problems.push({ severity: 'error', check: 'schema', pointer, message });
  }
}

const properties = new Map<string, ReadonlyMap<string, Property>>();

/** Own and inherited properties of a class. */
function propertiesOf(name: string): ReadonlyMap<string, Property> {
  let found = properties.get(name);
  if (found === undefined) {
    const { base, properties: own = {} } = model.classes[name]!;
    found = new Map([...(base === undefined ? [] : propertiesOf(base)), ...Object.entries(own)]);
    properties.set(name, found);
  }
  return found;
}

/** The value itself is never told. */
function sentence(kind: Exclude<Kind, { readonly of: string }>): string {
  if (kind.enum) return `The value must be one of ${kind.enum.join(', ')}.`;
  if (kind.allOf) return 'The value must be a time as in 2026-01-02T03:04:05Z.';
  if (kind.pattern) return `The value must match pattern ${JSON.stringify(kind.pattern)}.`;
  if (kind.minimum !== undefined) return `The value must be a whole number of at least ${kind.minimum}.`;
  return `The value must be a ${kind.type ?? 'number'}.`;
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);
