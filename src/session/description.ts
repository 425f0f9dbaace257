import { sentenceOf } from '../core/finding';
import { LineIndex, type PositionRange, type Range } from '../core/range';
import type { RequirementsFacts } from '../core/requirement-facts';
import { isKnown } from '../analysis/models/reporting';
import { hubTypeOf, modelReferencesOf, type ModelReference } from '../analysis/models/reference';
import type { ScanInput } from '../core/input';
import type { Engine, ReadFacts, ReadProgram } from '../scan/engine';
import { shown, sourcesOf, type Source } from '../scan/explanation';
import type { Workspace } from '../project/workspace';
import { hubCommit } from '../project/questions/hub-commit';
import { policyFor } from '../project/questions/policy';
import { code, escaped } from './hover-text';
import { dataPathAt, describeDataPath, describeDvc } from './data-description';
import { importLines, packageLines } from './package-description';

/** What people want to know of a model id or a requirement under the pointer. */
export interface Description {
  readonly range: PositionRange;
  /** Lines of Markdown that contain nothing of the workspace but escaped names and versions. */
  readonly lines: readonly string[];
}

export interface Pointer {
  readonly cell: number | null;
  readonly line: number;
  readonly column: number;
}

/**
 * What is known of the model id, the requirement, the value or the finding under the pointer; null when there is none.
 * Never asks the network.
 */
export async function describe(
  engine: Engine,
  workspace: Workspace,
  input: ScanInput,
  at: Pointer,
): Promise<Description | null> {
  // Places are worded while the texts that they are in are known for sure: files may change meanwhile.
  const { requirements, model, imported, value, data } = await engine.inspect(input, workspace, (read) => ({
    ...read,
    model: read.program && modelAt(read.program, at),
    imported: read.program && importAt(read.program, at),
    value: read.program && describeValue(read.program, at, workspace),
    data: read.program && dataPathAt(read.program, (range) => rangeAt(read.program!, range, at)),
  }));
  const known = model
    ? await describeModel(model, workspace, input.path)
    : imported
      ? { range: imported.range, lines: await importLines(imported.module, workspace, input.path) }
      : await describeRequirements(requirements, workspace, input, at);
  const held = data ? await describeDataPath(data, workspace, input.path) : await describeDvc(input, workspace, at);
  const reasons = await reasonsAt(engine, workspace, input, at, value !== null);
  const parts = [known, held, value, reasons].filter((part) => part !== null && part.lines.length > 0) as Description[];
  return parts.length === 0
    ? null
    : { range: parts[0]!.range, lines: [...new Set(parts.flatMap(({ lines }) => lines))] };
}

interface ModelAt {
  readonly range: PositionRange;
  readonly reference: ModelReference;
}

function modelAt(program: ReadProgram, at: Pointer): ModelAt | null {
  for (const call of program.facts.calls) {
    for (const reference of modelReferencesOf(call)) {
      const range = rangeAt(program, reference.idRange, at);
      if (range) return { range, reference };
    }
  }
  return null;
}

/** The module whose import is under the pointer; what is relative is of the project. */
function importAt(
  program: ReadProgram,
  at: Pointer,
): { readonly range: PositionRange; readonly module: string } | null {
  for (const { module, member, range, statement } of program.facts.imports) {
    // Of `from x import y` the module stands before what is imported.
    const place = member === null ? range : { start: statement.start, end: range.end };
    const here = module.startsWith('.') ? null : rangeAt(program, place, at);
    if (here) return { range: here, module };
  }
  return null;
}

async function describeModel(
  { range, reference }: ModelAt,
  workspace: Workspace,
  path: string,
): Promise<Description | null> {
  return reference.local === true || reference.id === null
    ? null
    : { range, lines: await linesOf(reference, workspace, path) };
}

function describeValue(program: ReadProgram, at: Pointer, workspace: Workspace): Description | null {
  const found = valueAt(program, at);
  return found && { range: found.range, lines: found.sources.map((source) => sourceLine(source, program, workspace)) };
}

/** The argument or assigned value under the pointer, where it is known but written somewhere else. */
function valueAt(
  program: ReadProgram,
  at: Pointer,
): { readonly range: PositionRange; readonly sources: readonly Source[] } | null {
  const { calls, assignments } = program.facts;
  const around = [
    ...calls.filter((call) => rangeAt(program, call.range, at)).flatMap((call) => call.args),
    ...assignments.filter((fact) => rangeAt(program, fact.valueRange, at)),
  ];
  let best: { readonly range: PositionRange; readonly sources: readonly Source[] } | null = null;
  let size = Infinity;
  for (const { value, valueRange } of around) {
    const range = valueRange.end - valueRange.start < size ? rangeAt(program, valueRange, at) : null;
    const sources = range ? sourcesOf(value) : [];
    if (!range || sources.length === 0) continue;
    best = { range, sources };
    size = valueRange.end - valueRange.start;
  }
  return best;
}

function sourceLine(
  { label, path, range, isDefault, value }: Source,
  program: ReadProgram,
  workspace: Workspace,
): string {
  const text = path === undefined ? undefined : workspace.knownText(path);
  const line =
    path === undefined
      ? program.locate(range.start).line
      : typeof text === 'string'
        ? new LineIndex(text).positionAt(range.start).line
        : null;
  const from = `${path === undefined ? '' : `${escaped(path)} `}${line === null ? '' : `line ${line}`}`.trim();
  return `Touchstone: ${code(label)} = ${code(shown(value, [label]))}${isDefault ? ' by default' : ''}, from ${from}`;
}

/** Why the findings under the pointer are believed; without the values, where those are told already. */
async function reasonsAt(
  engine: Engine,
  workspace: Workspace,
  input: ScanInput,
  at: Pointer,
  valuesTold: boolean,
): Promise<Description | null> {
  const { findings } = await engine.scan(input, workspace, { explain: true });
  const here = findings.filter((finding) => finding.cell === at.cell && within(finding.range, at));
  const reasons = here
    .flatMap(({ reasons = [] }) => reasons)
    .filter((reason) => !valuesTold || !reason.some((part) => typeof part !== 'string'));
  const lines = [...here.flatMap(({ detail = [] }) => detail), ...reasons.map(sentenceOf)];
  return here[0] ? { range: here[0].range, lines: lines.map((line) => `Touchstone: ${escaped(line)}`) } : null;
}

async function linesOf(reference: ModelReference, workspace: Workspace, path: string): Promise<string[]> {
  const { trustedPublishers } = await policyFor(path, workspace);
  const lines = [
    `**${escaped(reference.id!)}** — ${reference.repoType === 'dataset' ? 'data set' : reference.repoType}, ${SOURCES[reference.source] ?? reference.source}`,
  ];
  const known = isKnown(reference, trustedPublishers);
  if (reference.publisher !== null) {
    const own = trustedPublishers.some((entry) => entry.toLowerCase() === reference.publisher!.toLowerCase());
    lines.push(
      `Publisher **${escaped(reference.publisher)}**: ${known ? (own ? 'trusted by your configuration' : 'well known') : 'not known, and not trusted by your configuration'}`,
    );
  }
  lines.push(`Revision: ${pinOf(reference)}`);
  if (reference.source !== 'huggingface' || reference.pinning === 'commit') return lines;
  const commit = await workspace.answer(
    hubCommit,
    hubCommit.key(path, hubTypeOf(reference), reference.id!, reference.revisionText ?? 'main'),
  );
  lines.push(
    commit
      ? `Commit ${code(commit.commit.slice(0, 12))} in ${escaped(commit.source)}`
      : 'No commit of it is known here',
  );
  return lines;
}

function pinOf({ pinning, revisionText }: ModelReference): string {
  const text = revisionText === null ? '' : ` ${code(revisionText)}`;
  switch (pinning) {
    case 'commit':
      return `pinned to the commit${text}`;
    case 'mutable':
      return `${text.trim()}, a name that can move`;
    case 'none':
      return 'not pinned, so the newest is loaded';
    case 'release':
      return 'chosen by the release of the library';
    case 'unknown':
      return 'decided when the program runs';
  }
}

async function describeRequirements(
  all: readonly ReadFacts<RequirementsFacts>[],
  workspace: Workspace,
  input: ScanInput,
  at: Pointer,
): Promise<Description | null> {
  for (const read of all) {
    for (const entry of read.facts.entries) {
      if (entry.kind !== 'requirement' || entry.nameRange === null) continue;
      const range = rangeAt(read, entry.nameRange, at);
      if (range) return { range, lines: await packageLines(entry, workspace, input.path) };
    }
  }
  return null;
}

function rangeAt(program: ReadFacts<unknown>, range: Range, at: Pointer): PositionRange | null {
  const start = program.locate(range.start);
  return start.cell === at.cell ? within({ start, end: program.locate(range.end) }, at) : null;
}

function within({ start, end }: PositionRange, { line, column }: Pointer): PositionRange | null {
  const after = line > start.line || (line === start.line && column >= start.column);
  const before = line < end.line || (line === end.line && column <= end.column);
  return after && before
    ? { start: { line: start.line, column: start.column }, end: { line: end.line, column: end.column } }
    : null;
}

const SOURCES: Readonly<Record<string, string>> = {
  huggingface: 'Hugging Face Hub',
  'torch-hub': 'PyTorch Hub on GitHub',
  kaggle: 'Kaggle',
  modelscope: 'ModelScope',
  mlflow: 'MLflow registry',
  tfhub: 'TensorFlow Hub',
  url: 'download',
};
