import { MADE_OF_HERE } from '../../../analysis/flow/made-of';
import { placesOnWay, startingSentence } from '../../../analysis/flow/related-places';
import { SOURCE_TEXTS, type FlowSource, type SourceKind } from '../../../analysis/flow/sources';
import type { Related } from '../../../core/finding';
import type { CallFact, PythonFacts, Semantics } from '../../../core/python-facts';
import { rangeOf } from '../../../core/range';
import type { Listeners } from '../../../core/rule';
import type { Expression } from '../../../core/semantics';
import { nameOfSink } from './sinks';
import { givenTo, RUNS, sinksBehind, type SinkElsewhere } from './sinks-elsewhere';
import { takenBy, type Taken } from './taken';

/** What may stand between two tokens, as far as it is looked over here. */
const GAP = String.raw`[\s\\]{0,40}(?:#[^\n]{0,80}\n[\s\\]{0,40}){0,2}`;
/** How a request or an answer of a model is at hand: what strangers decide. */
const AT_HAND = new RegExp(
  [
    String.raw`\brequest${GAP}\.${GAP}(?:args|form|json|values|GET|POST)\b`,
    String.raw`\.${GAP}get_json\b`,
    String.raw`@${GAP}(?:app|router)${GAP}\.`,
    String.raw`[.[]${GAP}["']?(?:choices|output_text|generated_text)\b`,
  ].join('|'),
);

/** Documents in which a value may go to another file. */
export const WITH_SOURCES: Pick<NonNullable<Listeners['imported']>, 'triggers' | 'anywhere' | 'lead'> = {
  triggers: ['request', 'get_json', '@app', '@router', 'choices', 'output_text', 'generated_text'],
  anywhere: AT_HAND,
  // A key alone: `answer["choices"]`.
  lead: /^["']{1,3}$/,
};

/** A value that a call gives to a function of another file, which runs it. */
export interface HandedElsewhere {
  readonly sink: SinkElsewhere;
  readonly taken: Taken;
  readonly range: ReturnType<typeof rangeOf>;
  /** The beginning of a message: what goes where. */
  what(source: FlowSource): string;
  /** Where it runs, and where the value comes from. */
  related(source: FlowSource): readonly Related[];
}

const MOST_RELATED = 4;

/** Sources that are looked for where another file runs what it is given. */
export const OF_OTHERS: readonly SourceKind[] = ['request', 'command-line'];
const LOOKED_FOR: ReadonlySet<SourceKind> = new Set<SourceKind>([...OF_OTHERS, 'model']);

/** What a call gives to functions of other files that run it, of one kind of sink or of any, where it comes from this file. */
export function handedBy(
  call: CallFact,
  { semantics }: PythonFacts,
  kind: SinkElsewhere['kind'] | null,
): readonly HandedElsewhere[] {
  // To look into another file costs much, and most calls are given nothing that counts.
  if (!semantics.isCalledWhere(call, RUNS) || !call.args.some(({ expression }) => holdsSource(expression, semantics)))
    return [];
  const other = semantics.calledElsewhere(call, true);
  if (!other) return [];
  const range = rangeOf(call.range.start, call.range.end);
  return sinksBehind(other)
    .filter((sink) => kind === null || sink.kind === kind)
    .flatMap((sink) =>
      givenTo(sink, call, other.called, semantics).map((expression) => ({
        sink,
        range,
        taken: takenBy({ expression }, { semantics }, MADE_OF_HERE),
        what: ({ kind: from }: FlowSource) => `${startingSentence(SOURCE_TEXTS[from])} is passed to ${nameOf(call)}`,
        related: (source: FlowSource) =>
          [
            { path: sink.path, range: sink.call.range, message: `${nameOfSink(sink.call)} executes it here.` },
            ...placesOnWay(source, range),
          ].slice(0, MOST_RELATED),
      })),
    );
}

const holdsSource = (expression: Expression, semantics: Semantics): boolean =>
  takenBy({ expression }, { semantics }, MADE_OF_HERE).sources.some(({ kind }) => LOOKED_FOR.has(kind));

const nameOf = ({ expression: { parts } }: CallFact): string => parts[0]?.name || 'a function';
