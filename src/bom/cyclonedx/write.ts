import type { Inventory } from '../inventory';
import { visitAll, visitPart, type Problem } from '../problem';
import { holdsEscape, writeDocument } from '../written';
import { buildBom, buildComponents, buildFrame, serialNumber, type BomOptions } from './build';
import { conforms, holdsFor } from './conformance';
import { WRITTEN } from './schemas';
import { SemanticCheck } from './semantics';
import { quickUuidOf } from './uuid';
import { sizeProblem, validateBom } from './validate';

/** Components that are made, judged and written at a time. */
const BATCH = 200;

export interface JudgedFile {
  readonly text: string;
  readonly problems: readonly Problem[];
}

/** The file of an inventory's document, judged: the text of `buildBom`, and what `validateBom` says of it. */
export async function writeBom(inventory: Inventory, options: BomOptions): Promise<JudgedFile> {
  const written = await writeInParts(inventory, options);
  if (written !== null) return { text: written, problems: [] };
  // Where something is wrong, what is wrong is told of the whole document.
  const { text, document } = writeDocument(buildBom(inventory, options));
  const large = sizeProblem(text);
  return { text, problems: large === null ? validateBom(document) : [large] };
}

/**
 * The text of a document with which nothing is wrong; null for any other. Components are made and let go a few at a time: a hundred thousand
 * have more than a million parts, and to keep them all takes longer than to make, judge and write them.
 */
async function writeInParts(inventory: Inventory, options: BomOptions): Promise<string | null> {
  const { head, foot } = buildFrame(inventory, options);
  const schemas = WRITTEN.get(options.specVersion)!;
  const isComponent = holdsFor(schemas, 'component');
  const check = new SemanticCheck();
  const frame = { ...head, components: [], ...foot };
  visitAll(frame, check.enter);
  const above = { above: null, key: 'components' };
  const parts: string[] = [];
  let count = 0;
  for (let start = 0; start < inventory.components.length; start += BATCH) {
    const components = buildComponents(inventory, start, start + BATCH);
    if (components.length === 0) continue;
    for (const component of components) {
      if (!isComponent(component)) return null;
      visitPart(component, check.enter, above, count++);
    }
    parts.push(JSON.stringify({ components }, null, 2).slice(BEFORE.length, -AFTER.length));
  }
  const rest = [
    ',\n  "components": [',
    ...parts.flatMap((part, index) => [index === 0 ? '\n' : ',\n', part]),
    parts.length === 0 ? '],' : '\n  ],',
    JSON.stringify(foot, null, 2).slice(1),
    '\n',
  ].join('');
  const begin = JSON.stringify(head, null, 2).slice(0, -2);
  if (holdsEscape(begin) || holdsEscape(rest) || sizeProblem(rest) !== null) return null;
  const { bomFormat, specVersion, ...more } = head;
  const numbered = { bomFormat, specVersion, serialNumber: serialNumber(await quickUuidOf(begin, rest)), ...more };
  const isRight =
    conforms(schemas, { ...frame, serialNumber: numbered.serialNumber }) && check.finish(frame).length === 0;
  return isRight ? JSON.stringify(numbered, null, 2).slice(0, -2) + rest : null;
}

const BEFORE = '{\n  "components": [\n';
const AFTER = '\n  ]\n}';
