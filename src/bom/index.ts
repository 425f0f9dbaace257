import type { Note } from '../core/finding';
import type { Engine } from '../scan/engine';
import type { Workspace } from '../project/workspace';
import type { CollectOptions } from './collect';
import { collectInventory } from './collect';
import { buildBom, printBom } from './cyclonedx/build';
import type { SpecVersion } from './cyclonedx/document';
import { parseDocument, hasErrors, validateBom } from './cyclonedx/validate';
import type { Inventory } from './inventory';
import type { SbomFormat } from './formats';
import type { Problem } from './problem';
import { buildSpdx, printSpdx, PROFILE_GAP } from './spdx/build';
import { validateSpdx } from './spdx/validate';

export { collectInventory, isInventoried } from './collect';
export { reportDependencies } from './dependencies';
export { validateBom, validateText } from './cyclonedx/validate';
export { FORMATS, type SbomFormat } from './formats';
export type { CollectOptions } from './collect';
export type { Inventory } from './inventory';
export type { Problem } from './problem';

export interface SbomOptions extends CollectOptions {
  /** Version of Touchstone, for the document's tool entry. */
  readonly toolVersion: string;
  /** CycloneDX when left out. */
  readonly format?: SbomFormat;
  /** Of CycloneDX; 1.6 when left out. */
  readonly specVersion?: SpecVersion;
  /**
   * Time to write into the document: RFC 3339, or seconds since the epoch (SOURCE_DATE_EPOCH). Without it CycloneDX has none; SPDX, which
   * wants one, has the time of now, and says so in a note.
   */
  readonly timestamp?: string | number;
}

export interface SbomSummary {
  readonly packages: number;
  readonly models: number;
  readonly datasets: number;
  /** Components whose version or content nothing in the project says. */
  readonly unresolved: number;
  readonly unresolvedRefs: readonly string[];
  /** Reasons why the list may not be the whole. */
  readonly incomplete: readonly Note[];
}

export interface Sbom {
  /** The file's text; null when the document would be invalid or untrue: then `problems` says why, and nothing must be written. */
  readonly text: string | null;
  readonly problems: readonly Problem[];
  readonly notes: readonly Note[];
  readonly summary: SbomSummary;
}

/** Collects, writes and judges the SBOM of a project. Never rejects for bad input. */
export async function generateSbom(
  engine: Engine,
  workspace: Workspace,
  paths: readonly string[],
  options: SbomOptions,
): Promise<Sbom> {
  const { inventory, notes } = await collectInventory(engine, workspace, paths, options);
  const { text, validate, said } =
    options.format === 'spdx'
      ? writeSpdx(inventory, options, workspace.host.clock.now())
      : writeCycloneDx(inventory, options);
  // What is judged is what would be written: the text, read back.
  const read = parseDocument(text);
  const problems = 'problem' in read ? [read.problem] : validate(read.document);
  return {
    text: hasErrors(problems) ? null : text,
    problems,
    notes: [...notes, ...said],
    summary: summarize(inventory),
  };
}

interface Written {
  readonly text: string;
  readonly validate: (document: unknown) => readonly Problem[];
  /** What the format cannot say, or says otherwise than the project does. */
  readonly said: readonly Note[];
}

function writeCycloneDx(inventory: Inventory, { specVersion = '1.6', toolVersion, timestamp }: SbomOptions): Written {
  const time = timestamp === undefined ? null : timeOf(timestamp);
  return {
    text: printBom(buildBom(inventory, { specVersion, toolVersion, timestamp: time })),
    validate: validateBom,
    said: [],
  };
}

function writeSpdx(inventory: Inventory, { toolVersion, timestamp }: SbomOptions, now: number): Written {
  const time = timeOf(timestamp ?? Math.floor(now / 1000));
  const modelled = inventory.components.filter(({ kind }) => kind === 'model' || kind === 'dataset');
  return {
    text: printSpdx(buildSpdx(inventory, { toolVersion, timestamp: time })),
    validate: validateSpdx,
    said: [
      ...(modelled.length > 0 ? [{ path: 'models and data sets', message: PROFILE_GAP }] : []),
      ...(timestamp === undefined
        ? [
            {
              path: 'SPDX',
              message: 'the time of writing is in the document: SOURCE_DATE_EPOCH makes it the same each time',
            },
          ]
        : []),
    ],
  };
}

/** Seconds to RFC 3339; a time that is none is left to the validation, which refuses it. */
function timeOf(time: string | number): string {
  if (typeof time === 'string') return time;
  const date = new Date(time * 1000);
  return Number.isNaN(date.getTime()) ? String(time) : date.toISOString().replace('.000Z', 'Z');
}

function summarize(inventory: Inventory): SbomSummary {
  const count = (kind: string): number => inventory.components.filter((component) => component.kind === kind).length;
  const unresolved = inventory.components.filter((component) => component.unresolved !== null);
  return {
    packages: count('package'),
    models: count('model'),
    datasets: count('dataset'),
    unresolved: unresolved.length,
    unresolvedRefs: unresolved.map(({ ref }) => ref),
    incomplete: inventory.incomplete,
  };
}
