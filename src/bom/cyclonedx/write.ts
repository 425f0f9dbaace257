import type { Inventory } from '../inventory';
import { GrowingText } from '../growing-text';
import { visitAll, visitPart, type Problem } from '../problem';
import { holdsEscape, writeDocument } from '../written';
import { buildBom, buildComponents, buildFrame, serialNumber, type BomOptions } from './build';
import { conforms, holdsFor } from './conformance';
import { WRITTEN } from './schemas';
import { SemanticCheck } from './semantics';
import { NAMESPACE_SIZE, quickUuidOf } from './uuid';
import { sizeProblem, validateBom } from './validate';

/** Components that are made, judged and written at a time. */
const BATCH = 200;

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
  const isComponent = holdsFor(schemas, 'component');
  const check = new SemanticCheck();
  const frame = { ...head, components: [], ...foot };
  visitAll(frame, check.enter);
  const above = { above: null, key: 'components' };
  const file = new GrowingText(ROOM, OF_COMPONENT * inventory.components.length);
  const add = (text: string): boolean => {
    file.add(text);
    return !holdsEscape(text);
  };
  const begin = JSON.stringify(head, null, 2).slice(0, -2);
  if (!add(begin)) return null;
  add(',\n  "components": [');
  let count = 0;
  for (let start = 0; start < inventory.components.length; start += BATCH) {
    const components = buildComponents(inventory, start, start + BATCH);
    if (components.length === 0) continue;
    add(count === 0 ? '\n' : ',\n');
    for (const component of components) {
      if (!isComponent(component)) return null;
      visitPart(component, check.enter, above, count++);
    }
    if (!add(JSON.stringify({ components }, null, 2).slice(BEFORE.length, -AFTER.length))) return null;
  }
  add(count === 0 ? '],' : '\n  ],');
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

/** Bytes for the serial number, which is made of all the rest. */
const ROOM = 256;
/** Bytes that a component takes about. */
const OF_COMPONENT = 1200;

const BEFORE = '{\n  "components": [\n';
const AFTER = '\n  ]\n}';
