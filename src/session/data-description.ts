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

/** What DVC holds of the path under the pointer in one of its own files, hashed now; null where there is none. */
export async function describeDvc(
  input: ScanInput,
  workspace: Workspace,
  at: { readonly line: number; readonly column: number },
): Promise<DataDescription | null> {
  if (input.kind !== 'text') return null;
  const { path, text } = input;
  const lines = new LineIndex(text);
  const offset = lines.offsetAt(at);
  const isHere = (range: Range | null): boolean => range !== null && range.start <= offset && offset <= range.end;
  const place = (range: Range): PositionRange => lines.positionsOf(range);
  const { files } = workspace.host;
  if (isDvcFile(path) || isDvcLock(path)) {
    const { stages } = await readDvcRecords(files, path, text);
    for (const [index, { stage, folder }] of stages.entries())
      for (const isOutput of [true, false])
        for (const [entry, of] of (isOutput ? stage.outputs : stage.dependencies).entries()) {
          const range = isHere(of.range) ? of.range : isHere(of.digestRange) ? of.digestRange : null;
          if (range === null) continue;
          const states = (await workspace.answer(dvcStates, dvcStates.key(path)))[index];
          const state = (isOutput ? states?.outputs : states?.dependencies)?.[entry];
          const held = state && {
            ...headOf(of),
            ...state,
            record: path,
            stage: stage.name,
            held: state.path ?? of.path,
          };
          return held ? { range: place(range), lines: linesOf(held, entryPath(folder, of) ?? of.path) } : null;
        }
    return null;
  }
  if (!/(?:^|\/)dvc\.yaml$/.test(path)) return null;
  const folder = directoryOf(path).replace(/\/$/, '');
  const pipeline = await readPipelineIn(files, folder, text);
  const lists: string[] = [];
  let found: PositionRange | null = null;
  for (const stage of pipeline?.stages ?? []) {
    const from = stage.directory === '' ? folder : pathFrom(folder, stage.directory);
    for (const each of [...stage.outputs, ...stage.dependencies]) {
      const file = from !== null && isHere(each.range) ? pathFrom(from, each.path) : null;
      const held = file === null ? null : await workspace.answer(dvcHeld, dvcHeld.key(path, file));
      if (held === null) continue;
      found = place(each.range);
      lists.push(...linesOf(held, file!));
    }
  }
  // A template stands for the paths of several stages.
  return found === null ? null : { range: found, lines: [...new Set(lists)].slice(0, MOST_LINES) };
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
