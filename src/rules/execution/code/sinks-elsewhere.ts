import { SHELL_SINKS } from '../../../analysis/commands/call-commands';
import { argumentsFor } from '../../../analysis/flow/arguments';
import { flowInto } from '../../../analysis/flow/flow';
import type { FlowNode } from '../../../analysis/flow/flow-node';
import { MADE_OF } from '../../../analysis/flow/made-of';
import { lastNameOf, matchesCallee } from '../../../core/callee-pattern';
import type { CalledElsewhere, CallFact, Semantics } from '../../../core/python-facts';
import type { Expression, FunctionFact } from '../../../core/semantics';
import { composedParts } from './composed';
import { executedBy, namedShellScript, PYTHON_SINKS } from './sinks';

/** A place in another file that runs what a parameter of a function there is given. */
export interface SinkElsewhere {
  /** `eval`, or a call that gives a text to a shell. */
  readonly call: CallFact;
  readonly path: string;
  readonly kind: 'python' | 'shell';
  readonly parameter: string;
  /** Whether the parameter is a part of what runs, and not the whole. */
  readonly part: boolean;
}

/** Files that are gone through from one to the next, and calls in one file that are looked at. */
const DEEPEST = 4;
const MOST_CALLS = 60;

/** What runs in a file: directly, or in a function of yet another file that it is given to. */
interface Executed extends Omit<SinkElsewhere, 'parameter'> {
  readonly expression: Expression;
}

/** Words of files that run something: others are not looked into. */
export const RUNS =
  /\b(?:eval|exec|system|popen|Popen|getoutput|getstatusoutput|create_subprocess_shell|run_cell)\b|\bshell\b|["']-c["']/;

const KNOWN = new WeakMap<Semantics, ReadonlyMap<FunctionFact, readonly SinkElsewhere[]>>();

/** The places that run what a function of another file is given, by its parameters. */
export function sinksBehind({ called, semantics, path }: CalledElsewhere): readonly SinkElsewhere[] {
  return sinksIn(semantics, path, 0).get(called) ?? [];
}

function sinksIn(world: Semantics, path: string, depth: number): ReadonlyMap<FunctionFact, readonly SinkElsewhere[]> {
  const known = KNOWN.get(world);
  if (known) return known;
  // Files that call one another end here.
  KNOWN.set(world, new Map());
  const sinks = new Map<FunctionFact, SinkElsewhere[]>();
  for (const executed of [...executedIn(world, path), ...(depth < DEEPEST ? executedBehind(world, depth) : [])])
    for (const { owner, parameter, part } of parametersIn(executed.expression, world)) {
      const { call, kind, path: file } = executed;
      const list = sinks.get(owner) ?? [];
      list.push({ call, kind, path: file, parameter, part: part || executed.part });
      sinks.set(owner, list);
    }
  KNOWN.set(world, sinks);
  return sinks;
}

function executedIn(world: Semantics, path: string): readonly Executed[] {
  const found: Executed[] = [];
  for (const call of world.calls) {
    if (found.length >= MOST_CALLS) break;
    if (!LAST_NAMES.has(lastNameOf(call.callee))) continue;
    const kind = isOneOf(PYTHON_CODE, call) ? 'python' : isOneOf(SHELL_SINKS, call) ? 'shell' : null;
    const argument = kind && (executedBy(call) ?? namedShellScript(call, world));
    if (argument) found.push({ call, path, kind, part: false, expression: argument.expression });
  }
  return found;
}

/** What is given to functions of further files that run it. */
function executedBehind(world: Semantics, depth: number): readonly Executed[] {
  const found: Executed[] = [];
  for (const call of world.calls) {
    if (found.length >= MOST_CALLS) break;
    const other = call.args.length > 0 && world.isCalledWhere(call, RUNS) ? world.calledElsewhere(call, true) : null;
    for (const sink of other ? (sinksIn(other.semantics, other.path, depth + 1).get(other.called) ?? []) : [])
      for (const expression of givenTo(sink, call, other!.called, world)) found.push({ ...sink, expression });
  }
  return found;
}

/** What a call gives the parameter that leads to a sink. */
export function givenTo(
  { parameter }: SinkElsewhere,
  call: CallFact,
  called: FunctionFact,
  world: Semantics,
): readonly Expression[] {
  const declared = called.parameters.find(({ name }) => name === parameter);
  return declared ? argumentsFor(call, called, declared, world) : [];
}

/** The parameters whose values an expression holds. */
function parametersIn(
  expression: Expression,
  world: Semantics,
): readonly { readonly owner: FunctionFact; readonly parameter: string; readonly part: boolean }[] {
  const flow = flowInto(expression, world, MADE_OF);
  const parts = composedParts(flow);
  return flow.nodes.flatMap((node: FlowNode) =>
    node.owner && node.path === null
      ? [{ owner: node.owner, parameter: node.expression.name, part: parts.has(node) }]
      : [],
  );
}

const PYTHON_CODE = PYTHON_SINKS.filter((callee) => /(?:^|\.)(?:eval|exec|run_cell)$/.test(callee));
const LAST_NAMES: ReadonlySet<string> = new Set([...PYTHON_CODE, ...SHELL_SINKS].map(lastNameOf));

const isOneOf = (patterns: readonly string[], { callee }: CallFact): boolean =>
  patterns.some((pattern) => matchesCallee(pattern, callee));
