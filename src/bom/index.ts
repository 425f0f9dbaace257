import type { Note } from '../core/finding';
import { documentKindOf } from '../readers/documents';
import type { Engine } from '../scan/engine';
import type { Workspace } from '../project/workspace';
import type { CollectOptions } from './collect';
import { collectInventory, isNamedAsMissing } from './collect';
import { buildBom, printBom } from './cyclonedx/build';
import type { SpecVersion } from './cyclonedx/document';
import { hasErrors, validateText } from './cyclonedx/validate';
import type { Inventory } from './inventory';
import type { Problem } from './problem';

export { collectInventory } from './collect';
export { validateBom, validateText } from './cyclonedx/validate';
export type { CollectOptions } from './collect';
export type { Inventory } from './inventory';
export type { Problem } from './problem';

/** Whether the inventory wants to see a file: what a walk for it has to find. */
export const isInventoried = (path: string): boolean => documentKindOf(path) !== null || isNamedAsMissing(path);

export interface SbomOptions extends CollectOptions {
  /** Version of Touchstone, for the document's tool entry. */
  readonly toolVersion: string;
  readonly specVersion?: SpecVersion;
  /** Time to write into the document: RFC 3339, or seconds since the epoch (SOURCE_DATE_EPOCH). Without it there is none. */
  readonly timestamp?: string | number;
}

export interface SbomSummary {
  readonly packages: number;
  readonly models: number;
  readonly datasets: number;
  /** Components whose version or content nothing in the project says. */
  readonly unresolved: number;
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
  const timestamp = options.timestamp === undefined ? null : timeOf(options.timestamp);
  const text = printBom(
    buildBom(inventory, { specVersion: options.specVersion ?? '1.6', toolVersion: options.toolVersion, timestamp }),
  );
  // What is judged is what would be written: the text, read back.
  const problems = validateText(text);
  return { text: hasErrors(problems) ? null : text, problems, notes, summary: summarize(inventory) };
}

/** Seconds to RFC 3339; a time that is none is left to the validation, which refuses it. */
function timeOf(time: string | number): string {
  if (typeof time === 'string') return time;
  const date = new Date(time * 1000);
  return Number.isNaN(date.getTime()) ? String(time) : date.toISOString().replace('.000Z', 'Z');
}

function summarize(inventory: Inventory): SbomSummary {
  const count = (kind: string): number => inventory.components.filter((component) => component.kind === kind).length;
  return {
    packages: count('package'),
    models: count('model'),
    datasets: count('dataset'),
    unresolved: inventory.components.filter((component) => component.unresolved !== null).length,
    incomplete: inventory.incomplete,
  };
}
