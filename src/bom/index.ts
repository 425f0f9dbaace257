import type { Note } from '../core/finding';
import type { Engine } from '../scan/engine';
import { Repositories } from '../project/git/repository';
import type { Workspace } from '../project/workspace';
import type { CollectOptions } from './collect';
import { collectInventory } from './collect';
import type { SpecVersion } from './cyclonedx/document';
import { hasErrors, sizeProblem } from './cyclonedx/validate';
import { writeBom, type JudgedFile } from './cyclonedx/write';
import type { Inventory } from './inventory';
import type { SbomFormat } from './formats';
import type { Problem } from './problem';
import { buildSpdx, PROFILE_GAP } from './spdx/build';
import { validateSpdx } from './spdx/validate';
import { writeDocument } from './written';

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
   * Time to write into the document: RFC 3339, or seconds since the epoch (SOURCE_DATE_EPOCH). Without it that of the commit that is checked
   * out; without a repository CycloneDX has none, and SPDX, which wants one, has the time of now and says so in a note.
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
  /** The file, as UTF-8; null when the document would be invalid or untrue: then `problems` says why, and nothing must be written. */
  readonly bytes: Uint8Array<ArrayBuffer> | null;
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
  const time = options.timestamp ?? (await commitTimeOf(workspace));
  const timed = { ...options, ...(time !== null && { timestamp: time }) };
  const { bytes, problems, said } =
    options.format === 'spdx'
      ? writeSpdx(inventory, timed, workspace.host.clock.now())
      : await writeCycloneDx(inventory, timed);
  return {
    bytes: hasErrors(problems) ? null : bytes,
    problems,
    notes: [...notes, ...said],
    summary: summarize(inventory),
  };
}

/** The time of the commit that is checked out in the project; null where there is no repository. */
async function commitTimeOf({ host }: Workspace): Promise<number | null> {
  const repository = await new Repositories(host.files, host.git, () => undefined).at('');
  return repository.committed();
}

interface Made extends JudgedFile {
  /** What the format cannot say, or says otherwise than the project does. */
  readonly said: readonly Note[];
}

async function writeCycloneDx(
  inventory: Inventory,
  { specVersion = '1.6', toolVersion, timestamp }: SbomOptions,
): Promise<Made> {
  const time = timestamp === undefined ? null : timeOf(timestamp);
  return { ...(await writeBom(inventory, { specVersion, toolVersion, timestamp: time })), said: [] };
}

function writeSpdx(inventory: Inventory, { toolVersion, timestamp }: SbomOptions, now: number): Made {
  const time = timeOf(timestamp ?? Math.floor(now / 1000));
  const { text, document } = writeDocument(buildSpdx(inventory, { toolVersion, timestamp: time }));
  const large = sizeProblem(text.length);
  const modelled = inventory.components.filter(({ kind }) => kind === 'model' || kind === 'dataset');
  return {
    bytes: new TextEncoder().encode(text),
    problems: large === null ? validateSpdx(document) : [large],
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
