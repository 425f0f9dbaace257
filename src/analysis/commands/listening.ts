import type { CommandFact } from '../../core/command-facts';
import type { CallFact } from '../../core/python-facts';
import type { Listeners, CommandContext } from '../../core/rule';
import { SHELL_CALLEES } from './call-commands';
import { stepsOf, type ShellStep } from './steps';

/** Listeners through which a rule hears of every shell command of a document. `beside`: words of Python calls in the same scope that the check looks at. */
export function listenToShell(
  check: (step: ShellStep, context: CommandContext) => void,
  beside: readonly string[] = [],
): Pick<Listeners, 'calls' | 'commands'> {
  const hear = (fact: CallFact | CommandFact, context: CommandContext): void => {
    for (const step of stepsOf(fact, context.facts)) check(step, context);
  };
  return { calls: [{ callees: SHELL_CALLEES, beside, check: hear }], commands: { check: hear } };
}
