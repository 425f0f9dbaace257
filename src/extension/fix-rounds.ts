import type * as vscode from 'vscode';
import type { LocatedEdit, LocatedFinding, LocatedFix } from '../core/finding';
import type { NotebookInput, TextInput } from '../core/input';
import { LineIndex } from '../core/range';
import { RevisedText } from '../scan/revised-text';
import type { Scanned } from './documents';
import { distinctEdits, editOfAll, safeFixes } from './edits';
import type { Scanner } from './scanner';
import { inputOf, stampOf } from './subjects';

/** Fixes may free the way for others; more rounds than this mean that two fixes undo each other. */
const ROUNDS = 5;

type OpenInput = TextInput | NotebookInput;

/** One change of a text, so that one Undo takes it back. */
export interface AllFixes {
  /** Null when the text is another by now, or cannot take it. */
  readonly edit: vscode.WorkspaceEdit | null;
  /** How many fixes went into it. */
  readonly count: number;
}

/** The safe fixes of a document that are `wanted`, and those that become possible by them; null when there are none. */
export async function allSafeFixes(
  scanned: Scanned,
  scanner: Scanner,
  wanted: (fix: LocatedFix) => boolean = () => true,
): Promise<AllFixes | null> {
  const input = inputOf(scanned.subject, scanned.home);
  if (!input || input.kind === 'bytes') return null;
  const stamp = stampOf(scanned.subject);
  const { fixes, count } = await inRounds(
    input,
    scanned.outcome.findings,
    async (next) => (await scanner.in(scanned.home, 'scan', { input: next })).findings,
    wanted,
  );
  if (count === 0) return null;
  const edit = await editOfAll(fixes, scanned);
  return { edit: stampOf(scanned.subject) === stamp ? edit : null, count };
}

async function inRounds(
  input: OpenInput,
  found: readonly LocatedFinding[],
  judge: (input: OpenInput) => Promise<readonly LocatedFinding[]>,
  wanted: (fix: LocatedFix) => boolean,
): Promise<{ readonly fixes: readonly LocatedFix[]; readonly count: number }> {
  const texts = textsOf(input).map((text) => new RevisedText(text));
  // What reaches beyond the text cannot be judged before it is there: it has its turn in the first round, and keeps its cells.
  const beyond: LocatedFix[] = [];
  const staysIn = (fix: LocatedFix): boolean =>
    fix.clearOutputs === undefined &&
    fix.edits.every(({ path, cell }) => path === input.path && beyond.every((other) => other.clearOutputs !== cell));
  let count = 0;
  let findings = found;
  for (let round = 0; round < ROUNDS; round++) {
    const fixes = safeFixes(findings, input.path, (fix) => wanted(fix) && (round === 0 || staysIn(fix)));
    if (fixes.length === 0) break;
    count += fixes.length;
    const edits = distinctEdits(fixes.flatMap((fix) => fix.edits)).filter(({ path }) => path === input.path);
    for (const [index, revised] of texts.entries()) {
      const lines = new LineIndex(revised.text);
      const own = edits.filter(({ cell = 0 }) => cell === index);
      revised.apply(own.map(({ range, text }) => ({ range: lines.rangeOf(range), text })));
    }
    for (const fix of round === 0 ? fixes.filter((each) => !staysIn(each)) : [])
      beyond.push({ ...fix, edits: fix.edits.filter(({ path }) => path !== input.path) });
    findings = await judge(withTexts(input, texts));
  }
  const inside: LocatedFix = { title: '', safety: 'safe', edits: changesOf(input, texts) };
  return { fixes: count > 0 ? [inside, ...beyond] : [], count };
}

const textsOf = (input: OpenInput): readonly string[] =>
  input.kind === 'text' ? [input.text] : input.cells.map(({ text }) => text);

/** The same document with other texts; not the one that an editor holds, whose tree stays as it is. */
const withTexts = (input: OpenInput, texts: readonly RevisedText[]): OpenInput =>
  input.kind === 'text'
    ? { kind: 'text', path: input.path, text: texts[0]!.text }
    : {
        kind: 'notebook',
        path: input.path,
        cells: input.cells.map((cell, index) => ({ ...cell, text: texts[index]!.text })),
      };

function changesOf(input: OpenInput, texts: readonly RevisedText[]): LocatedEdit[] {
  return textsOf(input).flatMap((original, cell) => {
    const lines = new LineIndex(original);
    return texts[cell]!.edits.map(({ range, text }) => ({
      path: input.path,
      ...(input.kind === 'notebook' ? { cell } : {}),
      range: { start: lines.positionAt(range.start), end: lines.positionAt(range.end) },
      text,
    }));
  });
}
