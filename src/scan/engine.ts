import { requiringCallsOf } from '../analysis/commands/requiring-calls';
import { lastNameOf } from '../core/callee-pattern';
import type { Edit, LocatedEdit, Note } from '../core/finding';
import type { Facts } from '../core/facts';
import type { ScanInput, TextInput } from '../core/input';
import type { Policy } from '../core/policy';
import type { PythonFacts } from '../core/python-facts';
import type { Project } from '../core/question';
import type { RequirementsFacts } from '../core/requirement-facts';
import type { Rule } from '../core/rule';
import type { Grounds } from '../project/grounds';
import { ModulePrograms } from '../project/module-programs';
import { ProjectCode } from '../project/project-code';
import { policyFor } from '../project/questions/policy';
import type { PendingQuestion, Workspace } from '../project/workspace';

import { Triggers } from '../readers/prefilter/triggers';
import { PythonParser, type Grammars } from '../readers/python/parser';
import type { Placement } from '../readers/placement';
import { DOCUMENTS, documentOf, readAs } from '../readers/documents';
import { NOTHING, notRead, type DocumentKind, type Part, type Reading } from '../readers/reading';
import { RULES } from '../rules/index';
import { Judge } from './judge';
import { locateEdit } from './location';
import { OpenDocuments } from './open-documents';
import { outcomeOf, type Afterwards, type JudgedFinding, type OutcomeOptions, type ScanOutcome } from './outcome';
import { TimeLimit, type Circumstances, type Judgement } from './run';

/** Facts with the way back from their offsets to files and cells. */
export interface ReadFacts<Facts> {
  readonly facts: Facts;
  /** Line and column from 1; `cell` is null outside notebooks. */
  locate(offset: number): {
    readonly path: string;
    readonly cell: number | null;
    readonly line: number;
    readonly column: number;
  };
}

export type ReadProgram = ReadFacts<PythonFacts>;

/** Requirements, with the way back for edits too. */
export interface ReadRequirements extends ReadFacts<RequirementsFacts> {
  /** The edit as it is made in the file; null when it cannot be written there. */
  locateEdit(edit: Edit): LocatedEdit | null;
}

/** What one document was read into, for those who look at facts themselves. */
export interface ReadDocument {
  /** Everything that the document was read into, by kind of facts. */
  readonly parts: readonly ReadFacts<Facts>[];
  /** Its Python program. */
  readonly program: ReadProgram | null;
  /** Of files, and of the install commands in programs and scripts. */
  readonly requirements: readonly ReadRequirements[];
  /** What stands on several lines and is one thing, in lines and columns. */
  readonly spans: () => readonly ReturnType<Placement['place']>[];
  readonly notes: readonly Note[];
}

export interface EngineOptions {
  /** Parse every file whole: the long way, to which the oracle test holds the short one. */
  readonly exhaustive?: boolean;
}

export type ScanOptions = OutcomeOptions;

/** Answers may raise new questions; more rounds than this mean a rule that never has enough. */
const MAX_ROUNDS = 12;

/** Reads documents into facts, judges the facts with rules and locates the findings. One per thread. */
export class Engine {
  readonly #triggers: Triggers | null;
  readonly #judges = new WeakMap<Workspace, Judge>();
  readonly #programs = new WeakMap<Workspace, ModulePrograms>();
  readonly #open: OpenDocuments;
  /** Last names of the callees that rules wait for: only those are followed into other files. */
  readonly #awaited: ReadonlySet<string>;

  private constructor(
    private readonly parser: PythonParser,
    private readonly rules: readonly Rule[],
    options: EngineOptions,
  ) {
    this.#awaited = new Set(rules.flatMap(calleeNamesOf));
    this.#triggers = options.exhaustive ? null : new Triggers(rules);
    this.#open = new OpenDocuments(this.#triggers);
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
    const followed = options.explain ? null : this.#open.follow(input, policy, workspace);
    if (followed) {
      const { findings, place, files } = followed;
      const judged = findings.map((finding) => ({ finding, place }));
      const afterwards = this.#afterwards(input, policy, workspace, followed.complete);
      return resting(outcomeOf(input, judged, { parts: [place], notes: [] }, policy, workspace, {}, afterwards), files);
    }
    const reading = await this.#read(input, policy, this.#triggers, options.unasked);
    const { revision } = workspace;
    if (reading.notes.length > 0) options.grounds?.incomplete();
    const { judged, files, cut, unfollowed, complete } =
      reading.parts.length === 0
        ? { judged: [], files: [], cut: false, unfollowed: [], complete: true }
        : await this.#judge(input, reading.parts, policy, workspace, options);
    const findings = judged.map(({ finding }) => finding);
    if (!cut && unfollowed.length === 0)
      this.#open.keep(input, reading, findings, { workspace, policy, revision, files, complete });
    const afterwards = this.#afterwards(input, policy, workspace, complete && reading.notes.length === 0);
    const outcome = outcomeOf(input, judged, reading, policy, workspace, options, afterwards);
    const notes = [...outcome.notes, ...unfollowed, ...(cut ? [cutNote(input.path)] : [])];
    return resting({ ...outcome, notes }, files);
  }

  /** The outcome of a file in which a short look finds nothing that can matter to any rule; null when it has to be scanned. */
  async glance(input: TextInput, workspace: Workspace): Promise<ScanOutcome | null> {
    const policy = await policyFor(input.path, workspace);
    const { text, stored } = input;
    if (this.#triggers === null || text.length > policy.maxFileSize) return null;
    if (readAs(input.path)?.isSilent?.(text, stored, this.#triggers) !== true) return null;
    return outcomeOf(input, [], NOTHING, policy, workspace, {}, this.#afterwards(input, policy, workspace, true));
  }

  /** The facts alone, for the inventory: Python program (files and notebooks) and requirements (files, install commands). */
  read(input: ScanInput, workspace: Workspace): Promise<ReadDocument> {
    return this.inspect(input, workspace, (read) => read);
  }

  /** As `read`, for a look that asks for values: `look` is called again when more is known of the rest of the project. */
  async inspect<T>(input: ScanInput, workspace: Workspace, look: (read: ReadDocument) => T): Promise<T> {
    const { parts, notes } = await this.#read(input, await policyFor(input.path, workspace), null);
    const outside = this.#codeAround(input.path, workspace);
    return this.#answered(input.path, workspace, (project) => {
      outside.renew(project);
      return look({ ...readFacts(parts, input.path, outside), notes });
    });
  }

  /** Forgets what is kept for an editor's document. */
  release(session: string): void {
    this.#open.release(session);
    this.parser.release(session);
  }

  dispose(): void {
    this.parser.dispose();
  }

  #read(input: ScanInput, policy: Policy, triggers: Triggers | null, unasked?: boolean): Reading | Promise<Reading> {
    const kind = kindOf(input);
    const limit = policy.maxFileSize * (kind?.times ?? 1);
    if (input.kind === 'text' && input.text.length > limit)
      return notRead(input.path, `not read: larger than ${limit} bytes`);
    return kind === null ? NOTHING : kind.read(input, { parser: this.parser, triggers, limit, documentOf, unasked });
  }

  async #judge(
    input: ScanInput,
    parts: readonly Part[],
    policy: Policy,
    workspace: Workspace,
    { grounds, explain }: ScanOptions,
  ): Promise<{
    readonly judged: readonly JudgedFinding[];
    readonly files: readonly string[];
    readonly cut: boolean;
    readonly unfollowed: readonly Note[];
    readonly complete: boolean;
  }> {
    const judge = this.#judgeFor(workspace);
    const { path } = input;
    const notebook = kindOf(input)?.input === 'cells';
    const outside = this.#codeAround(path, workspace);
    let cut = false;
    let open = false;
    let foreseen = false;
    let made:
      | { readonly era: number; readonly each: readonly { readonly part: Part; readonly judgement: Judgement }[] }
      | undefined;
    const judged = await this.#answered(
      path,
      workspace,
      (project, pending) => {
        outside.renew(project);
        const limit = new TimeLimit(workspace.host.clock);
        const at: Circumstances = { path, notebook, policy, project, pending, outside, explain, limit };
        if (!foreseen) {
          foreseen = true;
          this.#foresee(parts, outside, workspace.projectFor(path, pending));
          if (pending.length > 0) return [];
        }
        if (made?.era === outside.era) for (const { judgement } of made.each) judgement.again(at);
        else made = { era: outside.era, each: parts.map((part) => ({ part, judgement: judge.judge(part, at) })) };
        cut = limit.exceeded;
        open = pending.length > 0;
        return made.each.flatMap(({ part, judgement }) =>
          judgement.findings.map((finding): JudgedFinding => ({ finding, place: part })),
        );
      },
      grounds,
      () => cut,
    );
    if (judge.hasFailed || cut) grounds?.incomplete();
    const unfollowed = made?.each.flatMap(({ part, judgement }) => unfollowedNote(part, judgement)) ?? [];
    const complete = !cut && !open && unfollowed.length === 0;
    return { judged, files: outside.files, cut, unfollowed, complete };
  }

  /** What is asked when the findings are known. Of a document that was not judged to its end nobody knows what no comment silenced. */
  #afterwards(input: ScanInput, policy: Policy, workspace: Workspace, complete: boolean): Afterwards {
    const judge = this.#judgeFor(workspace);
    const { path } = input;
    const { rules } = this;
    return {
      // Most documents have no such comment.
      ran: () =>
        !complete || judge.hasFailed
          ? null
          : new Set(rules.filter(({ id }) => policy.rules[id] !== 'off').map(({ id }) => id)),
      ids: () => workspace.host.rules ?? RULES.map(({ id }) => id),
      review: (comment) =>
        judge.judgeSuppression(comment, { path, notebook: kindOf(input)?.input === 'cells', policy }),
    };
  }

  /** Facts ask for the files that their names come from, and rules will: they judge once these are known, and not before and after. */
  #foresee(parts: readonly Part[], outside: ProjectCode, project: Project): void {
    for (const part of parts) {
      const facts = part.facts(outside);
      if (facts.kind === 'python') outside.foresee(facts.imports, project);
    }
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
    run: (project: Project, pending: PendingQuestion[]) => T,
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
}

const calleeNamesOf = ({ listen }: Rule): readonly string[] =>
  [...(listen.calls ?? []), ...(listen.reads?.calls ?? [])].flatMap(({ callees }) =>
    callees.map((callee) => lastNameOf(callee)),
  );

/** An editor's notebook is one whatever it is called. */
const kindOf = (input: ScanInput): DocumentKind | null =>
  input.kind === 'notebook' ? (DOCUMENTS.all.find((kind) => kind.input === 'cells') ?? null) : readAs(input.path);

const cutNote = (path: string): Note => ({
  path,
  message: 'judged only in part: it takes the rules longer than 5 seconds',
});

/** Where values were followed as far as the budget went. */
function unfollowedNote({ placement }: Part, { unfollowed }: Judgement): readonly Note[] {
  const places = unfollowed.map((range) => placement.place(range));
  const lines = [
    ...new Set(places.map(({ cell, range }) => `${cell === null ? '' : `cell ${cell + 1}, `}line ${range.start.line}`)),
  ];
  const [first, ...others] = lines;
  if (first === undefined) return [];
  const more = others.length === 0 ? '' : ` and in ${others.length} more ${others.length === 1 ? 'line' : 'lines'}`;
  return [
    {
      path: placement.path,
      message: `values were not followed to their end in ${first}${more}: they come too many ways`,
    },
  ];
}

const resting = (outcome: ScanOutcome, files: readonly string[]): ScanOutcome =>
  files.length === 0 ? outcome : { ...outcome, restsOn: files };

/** The facts of a document; of them its program, and all requirements in it. */
function readFacts(parts: readonly Part[], path: string, outside: ProjectCode): Omit<ReadDocument, 'notes'> {
  const read: ReadFacts<Facts>[] = [];
  let program: ReadProgram | null = null;
  const requirements: ReadRequirements[] = [];
  const called: ReadRequirements[] = [];
  for (const part of parts) {
    const locate: ReadProgram['locate'] = (offset) => {
      const { cell, range } = part.placement.place({ start: offset, end: offset });
      return { path, cell, line: range.start.line, column: range.start.column };
    };
    const edited: ReadRequirements['locateEdit'] = (edit) => locateEdit(edit, part.placement);
    const facts = part.facts(outside);
    read.push({ facts, locate });
    if (facts.kind === 'requirements') requirements.push({ facts, locate, locateEdit: edited });
    if (facts.kind !== 'python') continue;
    program ??= { facts, locate };
    called.push(...requiringCallsOf(facts, path).map((call) => ({ facts: call.facts, locate, locateEdit: edited })));
  }
  const spans = (): ReturnType<ReadDocument['spans']> =>
    [...new Map(parts.map((part) => [part.text, part])).values()].flatMap((part) =>
      (part.spans?.() ?? []).map((range) => part.placement.place(range)),
    );
  return { parts: read, program, requirements: [...requirements, ...called], spans };
}
