import type { Finding, LocatedFinding } from '../core/finding';
import type { Note } from '../core/finding';
import type { Policy } from '../core/policy';
import type { PythonFacts } from '../core/python-facts';
import type { RequirementsFacts } from '../core/requirement-facts';
import type { Rule } from '../core/rule';
import type { Project } from '../core/question';
import { LineIndex } from '../core/range';
import { PythonParser } from '../readers/python/parser';
import { RULES } from '../rules/index';
import type { Grammars } from '../readers/python/parser';
import type { ScanInput, TextInput } from '../core/input';
import type { ScanOutcome } from './outcome';
import { documentKindOf } from '../readers/documents';
import type { Grounds } from '../project/grounds';
import { installCallsOf } from '../analysis/commands/install-calls';
import { Judge } from './judge';
import { ModulePrograms, ProjectCode } from '../project/project-code';
import { moved, OpenDocument, shifted } from './open-document';
import { inReadingOrder, locate, placeInText } from './placement';
import { LARGE, NOTHING, Reader, type Part, type Place, type Reading } from './reading';
import { TimeLimit, type Circumstances, type Judgement } from './run';
import { Suppressions } from './suppression';
import { Triggers } from '../readers/prefilter/triggers';
import type { PendingQuestion, Workspace } from '../project/workspace';
import { policyFor } from '../project/questions/policy';

/** A program's facts with the way back from its offsets to files and cells. */
export interface ReadProgram {
  readonly facts: PythonFacts;
  /** Line and column from 1; `cell` is null outside notebooks. */
  locate(offset: number): {
    readonly path: string;
    readonly cell: number | null;
    readonly line: number;
    readonly column: number;
  };
}

/** What one document was read into, for those who look at facts themselves. */
export interface ReadDocument {
  readonly program: ReadProgram | null;
  readonly requirements: readonly RequirementsFacts[];
  readonly notes: readonly Note[];
}

export interface EngineOptions {
  /** Parse every file whole: the long way, to which the oracle test holds the short one. */
  readonly exhaustive?: boolean;
}

export interface ScanOptions {
  /** Gets what the judgement rests on. */
  readonly grounds?: Grounds;
  /** Say of each finding why it is believed. */
  readonly explain?: boolean;
}

interface Judged {
  readonly finding: Finding;
  readonly part: Place;
}

/** An open document with what was found in it. */
interface Open {
  readonly path: string;
  readonly workspace: Workspace;
  readonly policy: Policy;
  readonly age: number;
  readonly tolerated: boolean;
  readonly files: readonly string[];
  readonly document: OpenDocument;
  findings: readonly Finding[];
  comments: Place['comments'];
  lines: LineIndex;
}

const MAX_OPEN = 16;

/** Answers may raise new questions; more rounds than this mean a rule that never has enough. */
const MAX_ROUNDS = 12;

/** Reads documents into facts, judges the facts with rules and locates the findings. One per thread. */
export class Engine {
  readonly #reader: Reader;
  readonly #triggers: Triggers | null;
  readonly #judges = new WeakMap<Workspace, Judge>();
  readonly #programs = new WeakMap<Workspace, ModulePrograms>();
  /** Documents in editors, by session. */
  readonly #open = new Map<string, Open>();
  /** Last names of the callees that rules wait for: only those are followed into other files. */
  readonly #awaited: ReadonlySet<string>;

  private constructor(
    private readonly parser: PythonParser,
    private readonly rules: readonly Rule[],
    options: EngineOptions,
  ) {
    this.#reader = new Reader(parser);
    this.#awaited = new Set(
      rules.flatMap(({ listen }) =>
        (listen.calls ?? []).flatMap(({ callees }) =>
          callees.map((callee) => callee.slice(callee.lastIndexOf('.') + 1)),
        ),
      ),
    );
    this.#triggers = options.exhaustive ? null : new Triggers(rules);
  }

  static async create(
    grammars: Grammars,
    rules: readonly Rule[] = RULES,
    options: EngineOptions = {},
  ): Promise<Engine> {
    return new Engine(await PythonParser.create(grammars), rules, options);
  }

  /** Judges one document. Never rejects for bad input: what cannot be read is a note. */
  async scan(input: ScanInput, workspace: Workspace, options: ScanOptions = {}): Promise<ScanOutcome> {
    const policy = await policyFor(input.path, workspace);
    const followed = options.explain ? null : this.#follow(input, policy, workspace);
    if (followed) return followed;
    const reading = this.#reader.read(input, policy.maxFileSize, this.#triggers);
    const age = workspace.revision;
    if (reading.notes.length > 0) options.grounds?.incomplete();
    if (reading.parts.length === 0) {
      this.#keep(input, reading, [], policy, workspace, age, []);
      return this.#outcome(input, [], reading, policy, workspace, options);
    }
    const judge = this.#judgeFor(workspace);
    const notebook = input.kind === 'notebook' || documentKindOf(input.path) === 'notebook';
    const outside = this.#codeAround(input.path, workspace);
    let cut = false;
    let made:
      | { readonly era: number; readonly judgements: readonly { readonly part: Part; readonly judgement: Judgement }[] }
      | undefined;
    const judged = await this.#answered(
      input.path,
      workspace,
      (project, pending) => {
        outside.renew(project);
        const limit = new TimeLimit(workspace.host.clock);
        const at: Circumstances = {
          path: input.path,
          notebook,
          policy,
          project,
          pending,
          outside,
          explain: options.explain,
          limit,
        };
        if (made?.era === outside.era) made.judgements.forEach(({ judgement }) => judgement.again(at));
        else
          made = {
            era: outside.era,
            judgements: reading.parts.map((part) => ({ part, judgement: part.judge(judge, at) })),
          };
        cut = limit.exceeded;
        return made.judgements.flatMap(({ part, judgement }) =>
          judgement.findings.map((finding): Judged => ({ finding, part })),
        );
      },
      options.grounds,
      () => cut,
    );
    if (judge.hasFailed || cut) options.grounds?.incomplete();
    if (!cut)
      this.#keep(
        input,
        reading,
        judged.map(({ finding }) => finding),
        policy,
        workspace,
        age,
        outside.files,
      );
    const whole = this.#outcome(input, judged, reading, policy, workspace, options);
    const outcome = cut
      ? {
          ...whole,
          notes: [
            ...whole.notes,
            { path: input.path, message: 'judged only in part: it takes the rules longer than 5 seconds' },
          ],
        }
      : whole;
    return outside.files.length === 0 ? outcome : { ...outcome, restsOn: outside.files };
  }

  /** The outcome of a file in which a short look finds nothing that can matter to any rule; null when it has to be scanned. */
  async glance(input: TextInput, workspace: Workspace): Promise<ScanOutcome | null> {
    const policy = await policyFor(input.path, workspace);
    if (
      this.#triggers === null ||
      !this.#reader.isSilent(input.path, input.text, policy.maxFileSize, this.#triggers, input.stored)
    )
      return null;
    return this.#outcome(input, [], NOTHING, policy, workspace, {});
  }

  /** The facts alone, for the inventory: Python program (files and notebooks) and requirements (files, install commands). */
  read(input: ScanInput, workspace: Workspace): Promise<ReadDocument> {
    return this.inspect(input, workspace, (read) => read);
  }

  /** As `read`, for a look that asks for values: `look` is called again when more is known of the rest of the project. */
  async inspect<T>(input: ScanInput, workspace: Workspace, look: (read: ReadDocument) => T): Promise<T> {
    const { program, requirements, notes } = this.#reader.read(
      input,
      (await policyFor(input.path, workspace)).maxFileSize,
      null,
    );
    if (program === null) return look({ program, requirements, notes });
    const locateOffset: ReadProgram['locate'] = (offset) => {
      const { cell, range } = program.placement.place({ start: offset, end: offset });
      return { path: input.path, cell, line: range.start.line, column: range.start.column };
    };
    const outside = this.#codeAround(input.path, workspace);
    return this.#answered(input.path, workspace, (project) => {
      outside.renew(project);
      const facts = program.factsWith(outside);
      return look({
        program: { facts, locate: locateOffset },
        requirements: [...requirements, ...installCallsOf(facts, input.path).map((call) => call.facts)],
        notes,
      });
    });
  }

  /** Forgets what is kept for an editor's document. */
  release(session: string): void {
    this.#open.delete(session);
    this.parser.release(session);
  }

  dispose(): void {
    this.parser.dispose();
  }

  /** What was found before a change, at its new places; null when the document has to be judged anew. */
  #follow(input: ScanInput, policy: Policy, workspace: Workspace): ScanOutcome | null {
    const kept = input.session === undefined ? undefined : this.#open.get(input.session);
    if (!kept || input.kind !== 'text' || input.text.length > policy.maxFileSize) return null;
    if (
      kept.path !== input.path ||
      kept.workspace !== workspace ||
      kept.policy !== policy ||
      kept.age !== workspace.revision ||
      kept.tolerated !== input.text.length > LARGE
    )
      return null;
    const shift = kept.document.follow(input.text);
    const findings = shift && kept.findings.map((finding) => moved(finding, input.path, shift));
    if (!findings || findings.includes(null)) {
      this.#open.delete(input.session!);
      return null;
    }
    kept.findings = findings as Finding[];
    kept.comments = kept.comments.map(({ text, range }) => ({
      text,
      range: { start: shifted(range.start, shift), end: shifted(range.end, shift) },
    }));
    kept.lines = kept.lines.changed(input.text, shift);
    const part: Place = {
      placement: placeInText(input.path, input.text, kept.lines),
      text: input.text,
      comments: kept.comments,
    };
    const outcome = this.#outcome(
      input,
      kept.findings.map((finding) => ({ finding, part })),
      { parts: [part], notes: [] },
      policy,
      workspace,
      {},
    );
    return kept.files.length === 0 ? outcome : { ...outcome, restsOn: kept.files };
  }

  #keep(
    input: ScanInput,
    reading: Reading,
    findings: readonly Finding[],
    policy: Policy,
    workspace: Workspace,
    age: number,
    files: readonly string[],
  ): void {
    if (input.session === undefined || input.kind !== 'text') return;
    this.#open.delete(input.session);
    // Answers that came meanwhile from a changed project are not what the findings rest on.
    if (!reading.kept || reading.notes.length > 0 || age !== workspace.revision || !this.#triggers) return;
    const { relevance, modules, tolerated } = reading.kept;
    const comments = reading.parts.flatMap((part) => part.comments);
    this.#open.set(input.session, {
      path: input.path,
      workspace,
      policy,
      age,
      tolerated,
      findings,
      comments,
      files,
      lines: new LineIndex(input.text),
      document: new OpenDocument(input.text, relevance, modules, this.#triggers, tolerated),
    });
    if (this.#open.size > MAX_OPEN) this.#open.delete(this.#open.keys().next().value!);
  }

  #codeAround(path: string, workspace: Workspace): ProjectCode {
    let programs = this.#programs.get(workspace);
    if (!programs) this.#programs.set(workspace, (programs = new ModulePrograms(this.parser)));
    return ProjectCode.around(path, programs, this.#awaited);
  }

  #judgeFor(workspace: Workspace): Judge {
    let judge = this.#judges.get(workspace);
    if (!judge) this.#judges.set(workspace, (judge = new Judge(this.rules, workspace.host.logger)));
    return judge;
  }

  /** Runs the rules, finds out what they asked, and runs them again until they ask nothing new, or have had their time. */
  async #answered<T>(
    path: string,
    workspace: Workspace,
    run: (project: Project, pending: readonly PendingQuestion[]) => T,
    grounds?: Grounds,
    isCut = (): boolean => false,
  ): Promise<T> {
    for (let round = 1; ; round++) {
      const pending: PendingQuestion[] = [];
      const result = run(workspace.projectFor(path, pending, grounds), pending);
      if (pending.length > 0 && round === MAX_ROUNDS) grounds?.incomplete();
      if (pending.length === 0 || round === MAX_ROUNDS || isCut()) return result;
      await Promise.all(pending.map(({ kind, question }) => workspace.answer(kind, question)));
    }
  }

  #outcome(
    input: ScanInput,
    judged: readonly Judged[],
    reading: { readonly parts: readonly Place[]; readonly notes: readonly Note[] },
    policy: Policy,
    workspace: Workspace,
    { explain = false, grounds }: ScanOptions,
  ): ScanOutcome {
    const { path } = input;
    const today = new Date(workspace.host.clock.now()).toISOString().slice(0, 10);
    const suppressions = new Map<string, Suppressions>();
    const notes = [...reading.notes];
    for (const { text, comments } of reading.parts) {
      if (suppressions.has(text)) continue;
      const own = new Suppressions(text, comments, { path, today, honourNosec: policy.honourNosec });
      suppressions.set(text, own);
      notes.push(...own.notes);
      if (own.dependOnDate) grounds?.dated(today);
    }
    const located = new Map<string, LocatedFinding>();
    let suppressed = 0;
    for (const { finding, part } of judged) {
      if (suppressions.get(part.text)!.covers(finding.rule, finding.range)) {
        suppressed++;
        continue;
      }
      const item = locate(finding, part.placement, (other) => workspace.knownText(other), explain);
      const key = JSON.stringify([item.rule, item.cell, item.range, item.message]);
      if (!located.has(key)) located.set(key, item);
    }
    const bytes =
      input.kind === 'text'
        ? (input.bytes ?? input.text.length)
        : input.cells.reduce((sum, cell) => sum + cell.text.length, 0);
    return { path, bytes, findings: [...located.values()].sort(inReadingOrder), notes, suppressed };
  }
}
