import type { Finding, LocatedFinding, Question } from '../core/finding';
import type { Note } from '../core/finding';
import type { Policy } from '../core/policy';
import type { PythonFacts } from '../core/python-facts';
import type { RequirementsFacts } from '../core/requirement-facts';
import type { Project, Rule } from '../core/rule';
import { PythonParser } from '../python/parser';
import { RULES } from '../rules/index';
import type { Grammars, ScanInput, ScanOutcome } from './api';
import { documentKindOf } from './documents';
import { Judge, TimeLimit, type Circumstances } from './judge';
import { inReadingOrder, locate } from './placement';
import { Reader, type Part, type Reading } from './reading';
import { Suppressions } from './suppression';
import { Triggers } from './triggers';
import type { Workspace } from './workspace';

/** A program's facts with the way back from its offsets to files and cells. */
export interface ReadProgram {
  readonly facts: PythonFacts;
  /** Line and column from 1; `cell` is null outside notebooks. */
  locate(offset: number): { readonly path: string; readonly cell: number | null; readonly line: number; readonly column: number };
}

export interface EngineOptions {
  /** Parse every file whole: the long way, to which the oracle test holds the short one. */
  readonly exhaustive?: boolean;
}

interface Judged {
  readonly finding: Finding;
  readonly part: Part;
}

/** Answers may raise new questions; more rounds than this mean a rule that never has enough. */
const MAX_ROUNDS = 5;

/** Reads documents into facts, judges the facts with rules and locates the findings. One per thread. */
export class Engine {
  readonly #reader: Reader;
  readonly #triggers: Triggers | null;
  readonly #judges = new WeakMap<Workspace, Judge>();

  private constructor(private readonly parser: PythonParser, private readonly rules: readonly Rule[], options: EngineOptions) {
    this.#reader = new Reader(parser);
    this.#triggers = options.exhaustive ? null : new Triggers(rules);
  }

  static async create(grammars: Grammars, rules: readonly Rule[] = RULES, options: EngineOptions = {}): Promise<Engine> {
    return new Engine(await PythonParser.create(grammars), rules, options);
  }

  /** Judges one document. Never rejects for bad input: what cannot be read is a note. */
  async scan(input: ScanInput, workspace: Workspace): Promise<ScanOutcome> {
    const policy = await workspace.policyFor(input.path);
    const reading = this.#reader.read(input, policy.maxFileSize, this.#triggers);
    const judge = this.#judgeFor(workspace);
    const notebook = input.kind === 'notebook' || documentKindOf(input.path) === 'notebook';
    const { judged, cut } = await this.#answered(input.path, workspace, (project) => {
      const limit = new TimeLimit(workspace.host.clock);
      const at: Circumstances = { path: input.path, notebook, policy, project, limit };
      return { judged: reading.parts.flatMap((part) => part.judge(judge, at).map((finding): Judged => ({ finding, part }))), cut: limit.exceeded };
    });
    const outcome = this.#outcome(input, judged, reading, policy, workspace);
    return cut ? { ...outcome, notes: [...outcome.notes, { path: input.path, message: 'judged only in part: it takes the rules longer than 5 seconds' }] } : outcome;
  }

  /** The facts alone, for the inventory: Python program (files and notebooks) and requirements (files, notebook pip lines). */
  async read(input: ScanInput, workspace: Workspace): Promise<{ program: ReadProgram | null; requirements: readonly RequirementsFacts[]; notes: readonly Note[] }> {
    const { program, requirements, notes } = this.#reader.read(input, (await workspace.policyFor(input.path)).maxFileSize, null);
    if (program === null) return { program, requirements, notes };
    const locateOffset: ReadProgram['locate'] = (offset) => {
      const { cell, range } = program.placement.place({ start: offset, end: offset });
      return { path: input.path, cell, line: range.start.line, column: range.start.column };
    };
    return { program: { facts: program.facts, locate: locateOffset }, requirements, notes };
  }

  /** Forgets what is kept for an editor's document. */
  release(session: string): void {
    this.parser.release(session);
  }

  dispose(): void {
    this.parser.dispose();
  }

  #judgeFor(workspace: Workspace): Judge {
    let judge = this.#judges.get(workspace);
    if (!judge) this.#judges.set(workspace, (judge = new Judge(this.rules, workspace.host.logger)));
    return judge;
  }

  /** Runs the rules, finds out what they asked, and runs them again until they ask nothing new, or have had their time. */
  async #answered<T extends { readonly cut: boolean }>(path: string, workspace: Workspace, run: (project: Project) => T): Promise<T> {
    for (let round = 1; ; round++) {
      const pending: Question[] = [];
      const result = run(workspace.projectFor(path, pending));
      if (pending.length === 0 || round === MAX_ROUNDS || result.cut) return result;
      await Promise.all(pending.map((question) => workspace.answer(question)));
    }
  }

  #outcome(input: ScanInput, judged: readonly Judged[], reading: Reading, policy: Policy, workspace: Workspace): ScanOutcome {
    const { path } = input;
    const today = new Date(workspace.host.clock.now()).toISOString().slice(0, 10);
    const suppressions = new Map<string, Suppressions>();
    const notes = [...reading.notes];
    for (const { text, comments } of reading.parts) {
      if (suppressions.has(text)) continue;
      const own = new Suppressions(text, comments, { path, today, honourNosec: policy.honourNosec });
      suppressions.set(text, own);
      notes.push(...own.notes);
    }
    const located = new Map<string, LocatedFinding>();
    let suppressed = 0;
    for (const { finding, part } of judged) {
      if (suppressions.get(part.text)!.covers(finding.rule, finding.range)) {
        suppressed++;
        continue;
      }
      const item = locate(finding, part.placement, (other) => workspace.knownText(other));
      const key = JSON.stringify([item.rule, item.cell, item.range, item.message]);
      if (!located.has(key)) located.set(key, item);
    }
    const bytes = input.kind === 'text' ? input.bytes ?? input.text.length : input.cells.reduce((sum, cell) => sum + cell.text.length, 0);
    return { path, bytes, findings: [...located.values()].sort(inReadingOrder), notes, suppressed };
  }
}
