import { fixedInPlace } from '../analysis/commands/install-calls';
import { requiringCallsOf } from '../analysis/commands/requiring-calls';
import type { Facts, FactsKind } from '../core/facts';
import type { PythonFacts } from '../core/python-facts';
import type { Finding } from '../core/finding';
import type { Logger } from '../core/host';
import type { Project } from '../core/question';
import type { DocumentListener, Rule } from '../core/rule';
import type { SuppressionFact } from '../core/suppression-facts';
import type { Part } from '../readers/reading';
import { dispatchesFor, type Dispatches, type Material } from './dispatch';
import type { Ear } from './ears';
import { Guard } from './guard';
import { Run, type Circumstances, type Judgement } from './run';

/** A project that nobody asks. */
const SILENT: Project = { ask: () => undefined };

/** Sends facts to the rules that listen to them. */
export class Judge {
  readonly #guard: Guard;
  readonly #dispatches: Dispatches;
  /** Listeners to all facts of a document. */
  readonly #whole = new Map<string, Ear<DocumentListener>[]>();

  constructor(
    readonly rules: readonly Rule[],
    logger: Logger,
  ) {
    this.#guard = new Guard(logger);
    this.#dispatches = dispatchesFor(rules);
    for (const rule of rules)
      for (const [kind, listener] of Object.entries(rule.listen.documents ?? {}))
        this.#whole.set(kind, [...(this.#whole.get(kind) ?? []), { rule, listener: listener as DocumentListener }]);
  }

  /** Whether any rule threw, in this document or before: then nobody knows what it would have said. */
  get hasFailed(): boolean {
    return this.#guard.hasFailed;
  }

  judge(part: Part, at: Circumstances): Judgement {
    const facts = part.facts(at.outside);
    const judged = this.judgeFacts(facts, part.cells ?? [], at);
    return facts.kind === 'python' ? this.#withInstalls(judged, facts, at) : judged;
  }

  judgeFacts(facts: Facts, cells: Material['cells'], at: Circumstances): Judgement {
    const run = new Run<Material>(at, this.#guard, { facts, cells });
    for (const { rule, listener } of this.#whole.get(facts.kind) ?? [])
      run.with(rule, (context) => listener.check(facts as never, context as never));
    const tell = this.#dispatches[facts.kind as FactsKind] as ((facts: Facts, run: Run<Material>) => void) | undefined;
    tell?.(facts, run);
    return run;
  }

  /** What is found in suppression comments, when it is known what they did. */
  judgeSuppression(comment: SuppressionFact, at: Omit<Circumstances, 'project'>): readonly Finding[] {
    const run = new Run<object>({ ...at, project: SILENT }, this.#guard, {});
    for (const rule of this.rules) {
      const { suppressions } = rule.listen;
      if (suppressions) run.with(rule, (context) => suppressions.check(comment, context));
    }
    return run.findings;
  }

  /** What is found in a program, and in the install commands that it runs. */
  #withInstalls(code: Judgement, facts: PythonFacts, at: Circumstances): Judgement {
    const commands = requiringCallsOf(facts, at.path).map((call) => ({
      call,
      judgement: this.judgeFacts(call.facts, [], at),
    }));
    if (commands.length === 0) return code;
    return new WithInstalls(code, commands);
  }
}

/** What is found in a program, with what is found in its install commands. */
class WithInstalls implements Judgement {
  constructor(
    private readonly code: Judgement,
    private readonly commands: readonly { readonly call: RequiringCall; readonly judgement: Judgement }[],
  ) {}

  get findings(): readonly Finding[] {
    return [
      ...this.code.findings,
      ...this.commands.flatMap(({ call, judgement }) =>
        judgement.findings.map((finding) => fixedInPlace(finding, call)),
      ),
    ];
  }

  get unfollowed(): Judgement['unfollowed'] {
    return this.code.unfollowed;
  }

  again(later: Circumstances): void {
    this.code.again(later);
    for (const { judgement } of this.commands) judgement.again(later);
  }
}

type RequiringCall = ReturnType<typeof requiringCallsOf>[number];
