import type { CommandedFacts } from '../../core/command-facts';
import type { CommandFact } from '../../core/command-facts';
import type { CallFact, PythonFacts } from '../../core/python-facts';
import type { Range } from '../../core/range';
import type { ShellCommand } from '../../readers/shell/shell-command';
import { commandsWithin, scriptOf } from '../../readers/shell/shell-commands';
import { commandsOfCall, SHELL_CALLEES } from './call-commands';
import { commandsWritten } from './written-commands';

/** A simple command of a document, wherever it is written: a script, a cell, a `!` line, a string that Python gives to a shell. */
export interface ShellStep {
  readonly command: ShellCommand;
  /** The command that it stands in: `bash` in `bash -c "…"` and `bash <(curl …)`; null at the top. */
  readonly outer: ShellCommand | null;
  /** As what `outer` takes its output, or (`script`) its text. */
  readonly place: 'program' | 'argument' | 'input' | 'value' | 'script' | null;
  /** The script, cell, line or string that it stands in. */
  readonly unit: Range;
  /** The call whose argument it is; null for a command that is no string of Python. */
  readonly call: CallFact | null;
}

/** All commands of a document, in the order in which they are written. */
export function allSteps(facts: CommandedFacts): readonly ShellStep[] {
  const memory = memoryOf(facts);
  memory.all ??= [...facts.commands, ...callsIn(facts).filter(({ callee }) => SHELL_CALLEES.includes(callee))]
    .sort((a, b) => a.range.start - b.range.start)
    .flatMap((fact) => stepsOf(fact, facts));
  return memory.all;
}

/** The commands of one fact, those that stand inside others among them. */
export function stepsOf(fact: CallFact | CommandFact, facts: CommandedFacts): readonly ShellStep[] {
  const { byFact } = memoryOf(facts);
  let steps = byFact.get(fact);
  if (!steps) {
    const call = 'callee' in fact ? fact : null;
    const commands =
      call === null ? commandsWritten(fact as CommandFact, facts) : commandsOfCall(call, facts as PythonFacts);
    byFact.set(
      fact,
      (steps = commands.flatMap((command) => stepsWithin(command, null, null, fact.range, call, facts))),
    );
  }
  return steps;
}

const callsIn = (facts: CommandedFacts): readonly CallFact[] => (facts.kind === 'python' ? facts.calls : []);

const known = new WeakMap<
  CommandedFacts,
  {
    readonly byFact: Map<object, readonly ShellStep[]>;
    all?: readonly ShellStep[];
  }
>();

function memoryOf(facts: CommandedFacts) {
  let memory = known.get(facts);
  if (!memory) known.set(facts, (memory = { byFact: new Map() }));
  return memory;
}

function stepsWithin(
  command: ShellCommand,
  outer: ShellCommand | null,
  place: ShellStep['place'],
  unit: Range,
  call: CallFact | null,
  facts: CommandedFacts,
  depth = 0,
): readonly ShellStep[] {
  const steps: ShellStep[] = [{ command, outer, place, unit, call }];
  if (depth > MAX_DEPTH) return steps;
  const add = (inner: readonly ShellCommand[], where: ShellStep['place']): void => {
    for (const other of inner) steps.push(...stepsWithin(other, command, where, unit, call, facts, depth + 1));
  };
  const script = scriptOf(command);
  if (script !== null) add(commandsWithin(command, facts.text), 'script');
  command.words.forEach((word, index) => {
    if (word !== script)
      for (const inner of word.substitutions) add(inner.commands, index === 0 ? 'program' : 'argument');
  });
  for (const { word } of command.assignments) for (const inner of word.substitutions) add(inner.commands, 'value');
  for (const { operator, target } of command.redirections)
    for (const inner of target?.substitutions ?? [])
      add(inner.commands, operator.startsWith('<') || operator === '0<' ? 'input' : 'argument');
  return steps;
}

const MAX_DEPTH = 6;
