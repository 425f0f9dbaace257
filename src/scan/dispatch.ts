import type { CommandContext } from '../core/rule';
import type { CommandedFacts } from '../core/command-facts';
import type { FactsByKind, FactsKind } from '../core/facts';
import type { Range } from '../core/range';
import {
  listenersIn,
  type CommentListener,
  type Listeners,
  type PythonContext,
  type Rule,
  type StringListener,
} from '../core/rule';
import { namesIn } from '../readers/prefilter/words';
import { CallEars } from './call-ears';
import { DrawnEars } from './drawn-ears';
import { ImportedEars } from './imported-ears';
import { NameEars, WordEars, type Ear } from './ears';
import type { JudgedFact } from './explanation';
import type { Run } from './run';

/** What rules see beside the document's circumstances. */
export interface Material<Kind extends FactsKind = FactsKind> {
  readonly facts: FactsByKind[Kind];
  readonly cells: PythonContext['cells'];
}

/** Sends the facts of one kind to the rules that listen to what is in them. */
type Dispatch<Kind extends FactsKind> = (facts: FactsByKind[Kind], run: Run<Material<Kind>>) => void;

/** By kind of facts. Rules that listen to all facts of a document are told of any kind by the judge. */
export type Dispatches = { readonly [Kind in FactsKind]?: Dispatch<Kind> };

export function dispatchesFor(rules: readonly Rule[]): Dispatches {
  let dispatches = known.get(rules);
  if (!dispatches) {
    dispatches = {
      python: pythonDispatch(rules),
      shell: commandsDispatch(rules),
      dockerfile: commandsDispatch(rules),
      requirements: requirementsDispatch(rules),
      config: configDispatch(rules),
    };
    known.set(rules, dispatches);
  }
  return dispatches;
}

/** Every project has a judge, with the same rules. */
const known = new WeakMap<readonly Rule[], Dispatches>();

const earsOf = <Key extends keyof Listeners>(
  rules: readonly Rule[],
  key: Key,
): readonly Ear<NonNullable<Listeners[Key]>>[] =>
  rules.flatMap((rule) => {
    const listener = rule.listen[key] as NonNullable<Listeners[Key]> | undefined;
    return listener ? [{ rule, listener }] : [];
  });

const stringEars = (rules: readonly Rule[]): readonly Ear<StringListener>[] =>
  rules.flatMap((rule) => listenersIn(rule.listen.strings).map((listener) => ({ rule, listener })));

const commentEars = (rules: readonly Rule[]): readonly Ear<CommentListener>[] =>
  rules.flatMap((rule) => listenersIn(rule.listen.comments).map((listener) => ({ rule, listener })));

/** Listeners that differ only in what they wait for hear of a fact once. */
const once = <Listener extends { readonly check: unknown }>(
  ears: readonly Ear<Listener>[],
): readonly Ear<Listener>[] =>
  ears.length < 2
    ? ears
    : ears.filter((ear, index) => ears.findIndex(({ listener }) => listener.check === ear.listener.check) === index);

function pythonDispatch(rules: readonly Rule[]): Dispatch<'python'> {
  const calls = new CallEars(rules);
  const strings = new WordEars(stringEars(rules));
  const comments = new WordEars(commentEars(rules));
  const assignments = new NameEars(earsOf(rules, 'assignments'));
  const dictItems = new NameEars(earsOf(rules, 'dictItems'));
  const comparisons = new WordEars(earsOf(rules, 'comparisons'));
  const commands = earsOf(rules, 'commands');
  const imported = new ImportedEars(earsOf(rules, 'imported'));
  const drawn = new DrawnEars(earsOf(rules, 'drawn'));
  return (facts, run) => {
    const textAt = (range: Range): string => facts.text.slice(range.start, range.end);
    calls.tell(facts, ({ rule, listener }, call) => run.with(rule, (context) => listener.check(call, context), call));
    imported.tell(facts, ({ rule, listener }, call) =>
      run.with(rule, (context) => listener.check(call, context), call),
    );
    drawn.tell(facts, ({ rule, listener }, call) => run.with(rule, (context) => listener.check(call, context), call));
    for (const fact of facts.strings)
      for (const { rule, listener } of once(strings.of(facts.text, fact.range.start, fact.range.end)))
        if (!(listener.valuesOnly && fact.role !== 'value')) run.with(rule, (context) => listener.check(fact, context));
    for (const fact of facts.comments)
      for (const { rule, listener } of once(comments.of(fact.text)))
        run.with(rule, (context) => listener.check(fact, context));
    for (const fact of facts.assignments) {
      const ears =
        fact.role === 'subscript'
          ? namesIn(textAt(fact.targetRange)).flatMap((name) => assignments.of(name))
          : assignments.of(fact.name);
      tellBinding(ears, fact, textAt(fact.valueRange), run);
    }
    for (const fact of facts.dictItems) tellBinding(dictItems.of(fact.key), fact, textAt(fact.valueRange), run);
    for (const fact of facts.comparisons)
      for (const { rule, listener } of comparisons.of(facts.text, fact.range.start, fact.range.end))
        run.with(rule, (context) => listener.check(fact, context));
    tellCommands(commands, facts, run);
  };
}

/** A document that is nothing but commands. */
function commandsDispatch<Kind extends 'shell' | 'dockerfile'>(rules: readonly Rule[]): Dispatch<Kind> {
  const comments = new WordEars(commentEars(rules));
  const commands = earsOf(rules, 'commands');
  return (facts, run) => {
    for (const fact of facts.comments)
      for (const { rule, listener } of once(comments.of(fact.text)))
        run.with(rule, (context) => listener.check(fact, context));
    tellCommands(commands, facts, run);
  };
}

function tellCommands(
  ears: readonly Ear<NonNullable<Listeners['commands']>>[],
  facts: CommandedFacts,
  run: { with(rule: Rule, check: (context: CommandContext) => void): void },
): void {
  if (facts.commands.length === 0) return;
  for (const { rule, listener } of ears)
    for (const fact of facts.commands) run.with(rule, (context) => listener.check(fact, context));
}

/** Tells a binding to listeners; most of them only hear of values that have a quote in them. */
function tellBinding<Fact extends JudgedFact>(
  ears: readonly Ear<{ readonly anyValue?: boolean; check(fact: Fact, context: PythonContext): void }>[],
  fact: Fact,
  value: string,
  run: Run<Material<'python'>>,
): void {
  const heard = new Set<Rule>();
  for (const { rule, listener } of ears) {
    if (heard.has(rule) || (!listener.anyValue && !/["']/.test(value))) continue;
    heard.add(rule);
    run.with(rule, (context) => listener.check(fact, context), fact);
  }
}

function requirementsDispatch(rules: readonly Rule[]): Dispatch<'requirements'> {
  const requirements = earsOf(rules, 'requirements');
  const options = earsOf(rules, 'requirementOptions');
  return (facts, run) => {
    for (const entry of facts.entries) {
      if (entry.kind === 'requirement')
        for (const { rule, listener } of requirements) run.with(rule, (context) => listener.check(entry, context));
      if (entry.kind === 'option')
        for (const { rule, listener } of options) run.with(rule, (context) => listener.check(entry, context));
    }
  };
}

const ENTRIES_AT_ONCE = 64;

function configDispatch(rules: readonly Rule[]): Dispatch<'config'> {
  const entries = earsOf(rules, 'config');
  const comments = new WordEars(earsOf(rules, 'configComments'));
  return (facts, run) => {
    // Most entries are nothing to anybody: a rule is asked about several at once.
    for (let start = 0; start < facts.entries.length; start += ENTRIES_AT_ONCE) {
      const some = facts.entries.slice(start, start + ENTRIES_AT_ONCE);
      for (const { rule, listener } of entries)
        run.with(rule, (context) => {
          for (const entry of some) listener.check(entry, context);
        });
    }
    for (const comment of facts.comments)
      for (const { rule, listener } of comments.of(comment.text))
        run.with(rule, (context) => listener.check(comment, context));
  };
}
