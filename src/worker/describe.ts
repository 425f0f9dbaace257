import { LineIndex, type PositionRange, type Range } from '../core/range';
import type { Requirement, RequirementsFacts } from '../core/requirement-facts';
import { isKnown } from '../rules/models/reporting';
import { hubTypeOf, modelReferencesOf, type ModelReference } from '../rules/models/reference';
import type { ScanInput } from '../scan/api';
import type { Engine, ReadProgram } from '../scan/engine';
import type { Workspace } from '../scan/workspace';
import type { Description } from './protocol';

export interface Pointer {
  readonly cell: number | null;
  readonly line: number;
  readonly column: number;
}

/** What is known of the model id or the requirement under the pointer; null when there is none. Never asks the network. */
export async function describe(engine: Engine, workspace: Workspace, input: ScanInput, at: Pointer): Promise<Description | null> {
  const { program, requirements } = await engine.read(input, workspace);
  return (program && await describeModel(program, workspace, input.path, at)) ?? describeRequirements(requirements, program, workspace, input, at);
}

async function describeModel(program: ReadProgram, workspace: Workspace, path: string, at: Pointer): Promise<Description | null> {
  for (const call of program.facts.calls) {
    for (const reference of modelReferencesOf(call)) {
      const range = rangeAt(program, reference.idRange, at);
      if (range) return reference.local === true || reference.id === null ? null : { range, lines: await linesOf(reference, workspace, path) };
    }
  }
  return null;
}

async function linesOf(reference: ModelReference, workspace: Workspace, path: string): Promise<string[]> {
  const { trustedPublishers } = await workspace.policyFor(path);
  const lines = [`**${escaped(reference.id!)}** — ${reference.repoType === 'dataset' ? 'data set' : reference.repoType}, ${SOURCES[reference.source] ?? reference.source}`];
  const known = isKnown(reference, trustedPublishers);
  if (reference.publisher !== null) {
    const own = trustedPublishers.some((entry) => entry.toLowerCase() === reference.publisher!.toLowerCase());
    lines.push(`Publisher **${escaped(reference.publisher)}**: ${known ? (own ? 'trusted by your configuration' : 'well known') : 'not known, and not trusted by your configuration'}`);
  }
  lines.push(`Revision: ${pinOf(reference)}`);
  if (reference.source !== 'huggingface' || reference.pinning === 'commit') return lines;
  const commit = await workspace.hubCommit(hubTypeOf(reference), reference.id!, reference.revisionText ?? 'main');
  lines.push(commit ? `Commit ${code(commit.commit.slice(0, 12))} in ${escaped(commit.source)}` : 'No commit of it is known here');
  return lines;
}

function pinOf({ pinning, revisionText }: ModelReference): string {
  const text = revisionText === null ? '' : ` ${code(revisionText)}`;
  switch (pinning) {
    case 'commit': return `pinned to the commit${text}`;
    case 'mutable': return `${text.trim()}, a name that can move`;
    case 'none': return 'not pinned, so the newest is loaded';
    case 'release': return 'chosen by the release of the library';
    case 'unknown': return 'decided when the program runs';
  }
}

async function describeRequirements(all: readonly RequirementsFacts[], program: ReadProgram | null, workspace: Workspace, input: ScanInput, at: Pointer): Promise<Description | null> {
  for (const facts of all) {
    const lines = facts.form === 'file' ? new LineIndex(facts.text) : null;
    for (const entry of facts.entries) {
      if (entry.kind !== 'requirement' || entry.nameRange === null) continue;
      const range = lines ? within(lines.positionsOf(entry.nameRange), at) : program && rangeAt(program, entry.nameRange, at);
      if (range) return { range, lines: await requirementLines(entry, workspace, input.path) };
    }
  }
  return null;
}

async function requirementLines(requirement: Requirement, workspace: Workspace, path: string): Promise<string[]> {
  const name = requirement.normalizedName!;
  const lines = [`**${escaped(name)}** — Python package`];
  const pin = requirement.specifiers.find(({ operator, version }) => (operator === '==' && !version.endsWith('.*')) || operator === '===');
  if (requirement.reference) lines.push(`Taken from ${requirement.reference.kind === 'vcs' ? 'version control' : `a ${requirement.reference.kind}`}${requirement.reference.revision ? ` at ${code(requirement.reference.revision)}` : ''}`);
  else lines.push(pin ? `Pinned to ${code(pin.version)}` : requirement.specifiers.length > 0 ? 'Not pinned: a range of versions fits' : 'Not pinned: any version fits');
  for (const lock of (await workspace.locksFor(path)).slice(0, 4)) {
    const locked = lock.packages.find((candidate) => candidate.name === name);
    if (locked?.version) lines.push(`${code(locked.version)} in ${escaped(lock.path)}${locked.hashes.length > 0 ? `, ${locked.hashes.length} hash${locked.hashes.length === 1 ? '' : 'es'}` : ''}`);
  }
  if (requirement.hashes.length > 0) lines.push(`${requirement.hashes.length} hash${requirement.hashes.length === 1 ? '' : 'es'} here`);
  return lines;
}

function rangeAt(program: ReadProgram, range: Range, at: Pointer): PositionRange | null {
  const start = program.locate(range.start);
  return start.cell === at.cell ? within({ start, end: program.locate(range.end) }, at) : null;
}

function within({ start, end }: PositionRange, { line, column }: Pointer): PositionRange | null {
  const after = line > start.line || (line === start.line && column >= start.column);
  const before = line < end.line || (line === end.line && column <= end.column);
  return after && before ? { start: { line: start.line, column: start.column }, end: { line: end.line, column: end.column } } : null;
}

const SOURCES: Readonly<Record<string, string>> = { 'huggingface': 'Hugging Face Hub', 'torch-hub': 'PyTorch Hub on GitHub', 'kaggle': 'Kaggle', 'modelscope': 'ModelScope', 'mlflow': 'MLflow registry', 'tfhub': 'TensorFlow Hub', 'url': 'download' };

/** Names out of a file must not become Markdown. */
const escaped = (text: string): string => text.replace(/[\\`*_{}[\]()#+\-.!<>|~&$]/g, '\\$&').replace(/\s+/g, ' ').slice(0, 300);

const code = (text: string): string => `\`${text.replace(/[`\s]+/g, ' ').slice(0, 100)}\``;
