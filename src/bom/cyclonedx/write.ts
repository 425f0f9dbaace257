import type { Component, Inventory } from '../inventory';
import { GrowingText } from '../growing-text';
import { visitAll, visitPart, type Problem } from '../problem';
import { holdsEscape, writeDocument } from '../written';
import { buildBom, buildFrame, serialNumber, type BomOptions } from './build';
import { bomComponent } from './component';
import { conforms, holdsFor } from './conformance';
import type { BomComponent } from './document';
import { PlainComponents } from './plain-components';
import { WRITTEN } from './schemas';
import { SemanticCheck } from './semantics';
import { NAMESPACE_SIZE, quickUuidOf } from './uuid';
import { sizeProblem, validateBom } from './validate';

export interface JudgedFile {
  /** The file: UTF-8. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly problems: readonly Problem[];
}

/** The file of an inventory's document, judged: the text of `buildBom`, and what `validateBom` says of it. */
export async function writeBom(inventory: Inventory, options: BomOptions): Promise<JudgedFile> {
  const written = await writeInParts(inventory, options);
  if (written !== null) return { bytes: written, problems: [] };
  // Where something is wrong, what is wrong is told of the whole document.
  const { text, document } = writeDocument(buildBom(inventory, options));
  const large = sizeProblem(text.length);
  return { bytes: new TextEncoder().encode(text), problems: large === null ? validateBom(document) : [large] };
}

/**
 * The file of a document with which nothing is wrong; null for any other. Components are made and let go a few at a time: a hundred thousand
 * have more than a million parts, and to keep them all takes longer than to make, judge and write them.
 */
async function writeInParts(inventory: Inventory, options: BomOptions): Promise<Uint8Array<ArrayBuffer> | null> {
  const { head, foot } = buildFrame(inventory, options);
  const schemas = WRITTEN.get(options.specVersion)!;
  const check = new SemanticCheck();
  const frame = { ...head, components: [], ...foot };
  const file = new GrowingText(ROOM, OF_COMPONENT * inventory.components.length);
  const add = (text: string): boolean => {
    file.add(text);
    return !holdsEscape(text);
  };
  const begin = JSON.stringify(head, null, 2).slice(0, -2);
  if (!add(begin)) return null;
  add(',\n  "components": [');
  const writer = new ComponentWriter(inventory, holdsFor(schemas, 'component'), check, file);
  for (const component of inventory.components) if (!writer.write(component)) return null;
  add(writer.count === 0 ? '],' : '\n  ],');
  // All texts of components are known by now, and most of what follows is their references.
  visitAll(frame, check.enter);
  if (!add(`${JSON.stringify(foot, null, 2).slice(1)}\n`) || sizeProblem(file.length) !== null) return null;
  const { bomFormat, specVersion, ...more } = head;
  const uuid = await quickUuidOf(file.from(NAMESPACE_SIZE));
  const numbered = { bomFormat, specVersion, serialNumber: serialNumber(uuid), ...more };
  if (!conforms(schemas, { ...frame, serialNumber: numbered.serialNumber }) || check.finish(frame).length > 0)
    return null;
  // The head is longer by the number only, and there is room for that before it.
  const heading = new TextEncoder().encode(JSON.stringify(numbered, null, 2).slice(0, -2));
  const bytes = file.from(heading.length - new TextEncoder().encode(begin).length);
  bytes.set(heading);
  return bytes;
}

/** Makes, judges and prints the components of a document one after the other. */
class ComponentWriter {
  /** Those that were written. */
  count = 0;
  readonly #plain: PlainComponents;

  constructor(
    private readonly inventory: Inventory,
    private readonly holds: (component: unknown) => boolean,
    private readonly check: SemanticCheck,
    private readonly file: GrowingText,
  ) {
    this.#plain = new PlainComponents(inventory, (component) => this.#isRight(component), printed);
  }

  /** False where the schema refuses it, or what is written is not what JSON can hold. */
  write(component: Component): boolean {
    const lead = this.count === 0 ? '\n' : ',\n';
    if (this.#plain.write(component, lead, this.file)) {
      this.check.enterPlain(component, { above: COMPONENTS, key: this.count++ });
      return true;
    }
    const made = bomComponent(component, this.inventory);
    if (made === null) return true;
    if (!this.holds(made)) return false;
    visitPart(made, this.check.enter, COMPONENTS, this.count++);
    const text = printed(made);
    this.file.add(lead + text);
    return !holdsEscape(text);
  }

  #isRight(sample: BomComponent): boolean {
    const own = new SemanticCheck();
    visitPart(sample, own.enter, COMPONENTS, 0);
    return this.holds(sample) && own.finish({}).length === 0;
  }
}

const COMPONENTS = { above: null, key: 'components' };

/** As in a document's list of components. */
const printed = (component: BomComponent): string =>
  JSON.stringify({ components: [component] }, null, 2).slice(BEFORE.length, -AFTER.length);

/** Bytes for the serial number, which is made of all the rest. */
const ROOM = 256;
/** Bytes that a component takes about. */
const OF_COMPONENT = 1200;

const BEFORE = '{\n  "components": [\n';
const AFTER = '\n  ]\n}';
