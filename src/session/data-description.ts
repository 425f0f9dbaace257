import type { DvcEntry } from '../core/dvc-facts';
import type { ScanInput } from '../core/input';
import { LineIndex, type PositionRange, type Range } from '../core/range';
import { stringOf } from '../core/value';
import { pathFrom } from '../project/dvc/dvc-project';
import { entryPath, readDvcRecords, readPipelineIn } from '../project/dvc/dvc-records';
import { directoryOf, normalizedPath } from '../project/paths';
import { dvcHeld, dvcStates, type DvcHeld } from '../project/questions/dvc';
import type { Workspace } from '../project/workspace';
import { isDvcFile, isDvcLock } from '../readers/dvc/recorded';
import type { ReadProgram } from '../scan/engine';
import { code, escaped } from './hover-text';

interface DataDescription {
  readonly range: PositionRange;
  readonly lines: readonly string[];
}

/** UTF-16 units of a string that may be a path. */
const LONGEST_PATH = 500;

/** A document, and where the pointer is in it. */
class PointedText {
  readonly #lines: LineIndex;
  readonly #offset: number;

  constructor(
    readonly path: string,
    readonly text: string,
    at: { readonly line: number; readonly column: number },
  ) {
    this.#lines = new LineIndex(text);
    this.#offset = this.#lines.offsetAt(at);
  }

  has(range: Range | null): boolean {
    return range !== null && range.start <= this.#offset && this.#offset <= range.end;
  }

  place(range: Range): PositionRange {
    return this.#lines.positionsOf(range);
  }
}

/** What DVC holds of the path under the pointer in one of its own files, hashed now; null where there is none. */
export async function describeDvc(
  input: ScanInput,
  workspace: Workspace,
  at: { readonly line: number; readonly column: number },
): Promise<DataDescription | null> {
  if (input.kind !== 'text') return null;
  const pointed = new PointedText(input.path, input.text, at);
  if (isDvcFile(input.path) || isDvcLock(input.path)) return describeRecord(pointed, workspace);
  return /(?:^|\/)dvc\.yaml$/.test(input.path) ? describePipeline(pointed, workspace) : null;
}

/** An entry of a `.dvc` file or a lock. */
async function describeRecord(pointed: PointedText, workspace: Workspace): Promise<DataDescription | null> {
  const { path: record, text } = pointed;
  const { stages } = await readDvcRecords(workspace.host.files, record, text);
  for (const [index, { stage, folder }] of stages.entries())
    for (const [list, entries] of [['outputs', stage.outputs] as const, ['dependencies', stage.dependencies] as const])
      for (const [entry, of] of entries.entries()) {
        const range = [of.range, of.digestRange].find((each) => pointed.has(each));
        if (!range) continue;
        const state = (await workspace.answer(dvcStates, dvcStates.key(record)))[index]?.[list][entry];
        if (!state) return null;
        const held = { ...headOf(of), ...state, record, stage: stage.name, held: state.path ?? of.path };
        return { range: pointed.place(range), lines: linesOf(held, entryPath(folder, of) ?? of.path) };
      }
  return null;
}

/** A path of a pipeline; a template stands for the paths of several stages. */
async function describePipeline(pointed: PointedText, workspace: Workspace): Promise<DataDescription | null> {
  const { path, text } = pointed;
  const folder = directoryOf(path).replace(/\/$/, '');
  const lines: string[] = [];
  let found: PositionRange | null = null;
  for (const stage of (await readPipelineIn(workspace.host.files, folder, text))?.stages ?? []) {
    const from = stage.directory === '' ? folder : pathFrom(folder, stage.directory);
    for (const { range, path: written } of [...stage.outputs, ...stage.dependencies]) {
      const file = from !== null && pointed.has(range) ? pathFrom(from, written) : null;
      const held = file === null ? null : await workspace.answer(dvcHeld, dvcHeld.key(path, file));
      if (held === null) continue;
      found = pointed.place(range);
      lines.push(...linesOf(held, file!));
    }
  }
  return found && { range: found, lines: [...new Set(lines)].slice(0, MOST_LINES) };
}

const MOST_LINES = 12;

const headOf = ({ digest, isFolder }: DvcEntry): Pick<DvcHeld, 'digest' | 'isFolder'> => ({ digest, isFolder });

/** The path of a string under the pointer, with its place; null where there is none that could be one of data. */
export function dataPathAt(
  program: ReadProgram,
  rangeAt: (range: Range) => PositionRange | null,
): { readonly range: PositionRange; readonly named: string } | null {
  for (const { expression, range: place } of program.facts.strings) {
    const named = stringOf(expression.value);
    if (named === undefined || named === '' || named.length > LONGEST_PATH || /\s*\n|^[a-z][\w+.-]*:\/\//i.test(named))
      continue;
    const range = rangeAt(place);
    if (range) return { range, named };
  }
  return null;
}

/** What DVC holds of a path that a program names: from the project's root, or beside the program. */
export async function describeDataPath(
  { range, named }: { readonly range: PositionRange; readonly named: string },
  workspace: Workspace,
  document: string,
): Promise<DataDescription | null> {
  for (const folder of new Set(['', directoryOf(document)])) {
    const path = normalizedPath(`${folder}${named}`);
    const held = path === null ? null : await workspace.answer(dvcHeld, dvcHeld.key(document, path));
    if (held !== null) return { range, lines: linesOf(held, path!) };
  }
  return null;
}

function linesOf(held: DvcHeld, path: string): readonly string[] {
  const by = held.stage === '' ? code(held.record) : `${code(held.record)}, stage ${code(held.stage)}`;
  const digest = held.digest === null ? '' : `, MD5 ${code(`${held.digest}${held.isFolder ? '.dir' : ''}`)}`;
  return [`DVC holds ${code(path)}: ${by}${digest}`, `${stateOf(held)}`];
}

function stateOf({ state, actual, reason, count, isFolder }: DvcHeld): string {
  if (state === 'verified') return 'Verified: hashed now, it is what was recorded';
  if (state === 'differs' && isFolder && count > 0 && reason !== 'no-list')
    return `Differs: ${count === 1 ? 'one file is' : `${count} files are`} not what was recorded (hashed now)`;
  if (state === 'differs')
    return actual === null ? 'Differs: it is not what was recorded' : `Differs: hashed now, its MD5 is ${code(actual)}`;
  return `Unknown: ${WHY[reason ?? ''] ?? escaped(reason ?? 'it was not looked at')}`;
}

const WHY: Readonly<Record<string, string>> = {
  'not-pulled': 'it was not pulled',
  'not-read': 'it cannot be read, or changed while it was read',
  'not-recorded': 'no digest is recorded yet',
  'only-server': 'only what the server calls it is recorded',
  'too-large': 'too large to be hashed here; `touchstone verify` hashes it',
  elsewhere: 'it lies outside of the project',
};
