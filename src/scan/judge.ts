import { matchesCallee } from '../core/callee-pattern';
import type { ConfigFacts, OutputFacts } from '../core/config-facts';
import { detached } from '../core/detached-text';
import type { Logger } from '../core/host';
import type { CallFact, PythonFacts } from '../core/python-facts';
import type { Range } from '../core/range';
import type { Context, PythonContext, Rule } from '../core/rule';
import type { RequirementsFacts } from '../core/requirement-facts';
import type { Subject } from './explanation';
import { Run, type Circumstances, type Judgement } from './run';
import { mentions, namesIn, wordsPattern } from '../readers/prefilter/words';

type Listen = Rule['listen'];
type Call = NonNullable<Listen['calls']>[number];

/** A rule with one of its listeners. */
interface Ear<Listener> {
  readonly rule: Rule;
  readonly listener: Listener;
}

/** The last name of patterns that end in one with a `*`. */
const ANY = '*';

/** Names and callees recur from file to file; so the answers about so many are kept. */
const MAX_REMEMBERED = 50_000;

/** Sends facts to the rules that listen to them. A rule that throws is logged once and the others go on. */
export class Judge {
  /** Listeners by the last names of what they wait for, with the patterns that may fit then. */
  readonly #calls = new Map<string, (Ear<Call> & { readonly patterns: readonly string[] })[]>();
  readonly #callsByCallee = new Map<string, readonly Ear<Call>[]>();
  readonly #assignments: NameEars<NonNullable<Listen['assignments']>>;
  readonly #dictItems: NameEars<NonNullable<Listen['dictItems']>>;
  readonly #strings: WordEars<NonNullable<Listen['strings']>>;
  readonly #comments: WordEars<NonNullable<Listen['comments']>>;
  readonly #comparisons: WordEars<NonNullable<Listen['comparisons']>>;
  readonly #magics: readonly Ear<NonNullable<Listen['magics']>>[];
  readonly #configComments: WordEars<NonNullable<Listen['configComments']>>;
  /** Words of all listeners of calls that wait for words. */
  readonly #anyTriggers: RegExp;
  readonly #words = new Map<readonly string[], RegExp>();
  readonly #failed = new Set<string>();

  constructor(
    readonly rules: readonly Rule[],
    private readonly logger: Logger,
  ) {
    const ears = <K extends keyof Listen>(key: K): Ear<NonNullable<Listen[K]>>[] =>
      rules.flatMap((rule) =>
        rule.listen[key] ? [{ rule, listener: rule.listen[key] as NonNullable<Listen[K]> }] : [],
      );
    for (const rule of rules)
      for (const listener of rule.listen.calls ?? []) {
        const patterns = new Map<string, string[]>();
        for (const callee of listener.callees) {
          const segment = callee.slice(callee.lastIndexOf('.') + 1);
          const key = segment.includes('*') ? ANY : segment;
          patterns.set(key, [...(patterns.get(key) ?? []), callee]);
        }
        const any = patterns.get(ANY) ?? [];
        for (const [key, own] of patterns)
          this.#calls.set(key, [
            ...(this.#calls.get(key) ?? []),
            { rule, listener, patterns: key === ANY ? own : [...own, ...any] },
          ]);
      }
    this.#anyTriggers = wordsPattern([
      ...new Set(rules.flatMap(({ listen }) => (listen.calls ?? []).flatMap(({ triggers }) => triggers ?? []))),
      '**',
    ]);
    this.#assignments = new NameEars(ears('assignments'));
    this.#dictItems = new NameEars(ears('dictItems'));
    this.#strings = new WordEars(ears('strings'));
    this.#comments = new WordEars(ears('comments'));
    this.#comparisons = new WordEars(ears('comparisons'));
    this.#magics = ears('magics');
    this.#configComments = new WordEars(ears('configComments'));
  }

  /** Whether any rule threw, in this document or before: then nobody knows what it would have said. */
  get hasFailed(): boolean {
    return this.#failed.size > 0;
  }

  python(
    facts: PythonFacts,
    cells: readonly { readonly index: number; readonly range: Range }[],
    at: Circumstances,
  ): Judgement {
    const run = new Run(at, this.#guard, { facts, cells });
    this.#judgeCalls(facts, run);
    const textAt = (range: Range): string => facts.text.slice(range.start, range.end);
    for (const fact of facts.strings)
      for (const { rule, listener } of this.#strings.of(textAt(fact.range)))
        if (!(listener.valuesOnly && fact.role !== 'value')) run.with(rule, (context) => listener.check(fact, context));
    for (const fact of facts.comments)
      for (const { rule, listener } of this.#comments.of(fact.text))
        run.with(rule, (context) => listener.check(fact, context));
    for (const fact of facts.assignments) {
      const ears =
        fact.role === 'subscript'
          ? namesIn(textAt(fact.targetRange)).flatMap((name) => this.#assignments.of(name))
          : this.#assignments.of(fact.name);
      this.#tell(ears, fact, textAt(fact.valueRange), run);
    }
    for (const fact of facts.dictItems) this.#tell(this.#dictItems.of(fact.key), fact, textAt(fact.valueRange), run);
    for (const fact of facts.comparisons)
      for (const { rule, listener } of this.#comparisons.of(textAt(fact.range)))
        run.with(rule, (context) => listener.check(fact, context));
    for (const { rule, listener } of facts.magics.length > 0 ? this.#magics : [])
      for (const fact of facts.magics) run.with(rule, (context) => listener.check(fact, context));
    return run;
  }

  #judgeCalls(
    facts: PythonFacts,
    run: Run<{ facts: PythonFacts; cells: readonly { readonly index: number; readonly range: Range }[] }>,
  ): void {
    /** No call that ends before this offset has a word that any listener waits for: an outer one had none. */
    let silent = -1;
    for (const call of facts.calls) {
      const ears = this.#earsOf(call.callee);
      if (ears.length === 0) continue;
      let written: string | undefined;
      for (const { rule, listener } of ears) {
        if (listener.triggers) {
          if (call.range.end <= silent) continue;
          if (written === undefined) {
            written = facts.text.slice(call.range.start, call.range.end);
            if (!mentions(this.#anyTriggers, written)) {
              silent = call.range.end;
              continue;
            }
          }
          if (!this.#hearsCall(listener.triggers, written, call)) continue;
        }
        run.with(rule, (context) => listener.check(call, context), call);
      }
    }
  }

  /** The listeners of a callee. */
  #earsOf(callee: string): readonly Ear<Call>[] {
    let ears = this.#callsByCallee.get(callee);
    if (!ears) {
      const last = callee.slice(callee.lastIndexOf('.') + 1);
      const found = [...(this.#calls.get(last) ?? []), ...(this.#calls.get(ANY) ?? [])].filter(({ patterns }) =>
        patterns.some((pattern) => matchesCallee(pattern, callee)),
      );
      ears = [...new Map(found.map((ear) => [ear.listener, ear])).values()];
      if (this.#callsByCallee.size > MAX_REMEMBERED) this.#callsByCallee.clear();
      this.#callsByCallee.set(detached(callee), ears);
    }
    return ears;
  }

  /** Tells a binding to listeners; most of them only hear of values that have a quote in them. */
  #tell<Fact extends Subject>(
    ears: readonly Ear<{ readonly anyValue?: boolean; check(fact: Fact, context: PythonContext): void }>[],
    fact: Fact,
    value: string,
    run: Run<Omit<PythonContext, keyof Context>>,
  ): void {
    const heard = new Set<Rule>();
    for (const { rule, listener } of ears) {
      if (heard.has(rule) || (!listener.anyValue && !/["']/.test(value))) continue;
      heard.add(rule);
      run.with(rule, (context) => listener.check(fact, context), fact);
    }
  }

  requirements(facts: RequirementsFacts, at: Circumstances): Judgement {
    const run = new Run(at, this.#guard, { facts });
    for (const rule of this.rules) {
      const { requirements, requirementOptions, requirementsFile } = rule.listen;
      if (requirementsFile) run.with(rule, (context) => requirementsFile.check(facts, context));
      for (const entry of facts.entries) {
        if (requirements && entry.kind === 'requirement')
          run.with(rule, (context) => requirements.check(entry, context));
        if (requirementOptions && entry.kind === 'option')
          run.with(rule, (context) => requirementOptions.check(entry, context));
      }
    }
    return run;
  }

  config(facts: ConfigFacts, at: Circumstances): Judgement {
    const run = new Run(at, this.#guard, { facts });
    for (const rule of this.rules) {
      const { config } = rule.listen;
      if (config) for (const entry of facts.entries) run.with(rule, (context) => config.check(entry, context));
    }
    for (const comment of facts.comments)
      for (const { rule, listener } of this.#configComments.of(comment.text))
        run.with(rule, (context) => listener.check(comment, context));
    return run;
  }

  output(facts: OutputFacts, at: Circumstances): Judgement {
    const run = new Run(at, this.#guard, { facts });
    for (const rule of this.rules) {
      const { outputs } = rule.listen;
      if (outputs) run.with(rule, (context) => outputs.check(facts, context));
    }
    return run;
  }

  /** The same question that the prefilter asks. What a spread mapping brings, no text of the call tells. */
  #hearsCall(triggers: readonly string[], written: string, call: CallFact): boolean {
    return (
      this.#mentions(triggers, written) ||
      (written.includes('**') && call.spreadKeys.some((key) => this.#mentions(triggers, key)))
    );
  }

  #mentions(words: readonly string[], text: string): boolean {
    let pattern = this.#words.get(words);
    if (!pattern) this.#words.set(words, (pattern = wordsPattern(words)));
    return mentions(pattern, text);
  }

  readonly #guard = (rule: Rule, path: string, check: () => void): void => {
    try {
      check();
    } catch (error) {
      if (this.#failed.has(rule.id)) return;
      this.#failed.add(rule.id);
      // The stack has no file contents; an error's message could, so it is left out.
      this.logger.error(
        `rule ${rule.id} failed on ${path}: ${
          error instanceof Error
            ? `${error.name}\n${(error.stack ?? '')
                .split('\n')
                .filter((line) => /^\s+at /.test(line))
                .slice(0, 6)
                .join('\n')}`
            : 'unknown error'
        }`,
      );
    }
  };
}

/** Listeners that wait for words in a text: one look tells whether there is any. */
class WordEars<Listener extends { readonly triggers: readonly string[] }> {
  readonly #all: RegExp;
  readonly #each: readonly { readonly words: RegExp; readonly ear: Ear<Listener> }[];

  constructor(ears: readonly Ear<Listener>[]) {
    this.#all = wordsPattern([...new Set(ears.flatMap(({ listener }) => listener.triggers))]);
    this.#each = ears.map((ear) => ({ words: wordsPattern(ear.listener.triggers), ear }));
  }

  of(text: string): readonly Ear<Listener>[] {
    return this.#each.length > 0 && mentions(this.#all, text)
      ? this.#each.flatMap(({ words, ear }) => (mentions(words, text) ? [ear] : []))
      : [];
  }
}

/** Listeners that wait for names. */
class NameEars<Listener extends { readonly triggers: readonly string[]; accepts?(name: string): boolean }> {
  readonly #ears: WordEars<Listener>;
  readonly #known = new Map<string, readonly Ear<Listener>[]>();

  constructor(ears: readonly Ear<Listener>[]) {
    this.#ears = new WordEars(ears);
  }

  of(name: string): readonly Ear<Listener>[] {
    let ears = this.#known.get(name);
    if (!ears) {
      ears = this.#ears.of(name).filter(({ listener }) => listener.accepts?.(name) ?? true);
      if (this.#known.size > MAX_REMEMBERED) this.#known.clear();
      if (name.length < 200) this.#known.set(detached(name), ears);
    }
    return ears;
  }
}
