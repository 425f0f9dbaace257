import { placesOnWay } from '../../analysis/flow/related-places';
import { SHELL_SINKS } from '../../analysis/commands/call-commands';
import type { CallFact } from '../../core/python-facts';
import { rangeOf } from '../../core/range';
import { defineRule, type PythonContext } from '../../core/rule';
import { handedBy, OF_OTHERS, WITH_SOURCES } from './code/handed-elsewhere';
import { commandOf } from './code/shell-commands';
import { listFix } from './code/list-fix';
import { sameCommand } from './code/same-text';
import { executedBy, namedShellScript } from './code/sinks';
import { takenBy } from './code/taken';

export default defineRule({
  id: 'shell-command-injection',
  severity: 'warning',
  category: 'execution',
  title: 'Shell command injection',
  cwe: 78,
  atlas: ['AML.T0050'],
  docs: {
    what: 'A shell runs a command built from values that are not known: an f-string, format or concatenation passed to `os.system`, `os.popen` or `subprocess` with `shell=True`, or as the script of `["bash", "-c", …]`. Commands without variable parts, numbers, and parts quoted with `shlex.quote` are not reported.',
    why: 'A value with a space, a semicolon or `$(…)` in it becomes a command of its own. File names from an archive, columns of a data set and request parameters can easily contain one.',
    fix: 'Pass the program and its arguments as a list, without `shell=True`: `subprocess.run(["ffmpeg", "-i", path, output], check=True)`. If you need a shell, quote each part with `shlex.quote`. The quick fix writes that list where the shell only splits the text into words; it is not offered with pipes, redirections, patterns, variables or builtins. It is never applied automatically: a part that held several words becomes one, and a missing program raises an error.',
    references: [
      'https://docs.python.org/3/library/subprocess.html#security-considerations',
      'https://docs.python.org/3/library/shlex.html#shlex.quote',
    ],
  },
  listen: {
    calls: [{ callees: SHELL_SINKS, follows: true, check }],
    imported: { ...WITH_SOURCES, check: checkElsewhere },
  },
});

function check(call: CallFact, context: PythonContext): void {
  const given = executedBy(call);
  const argument = given ?? namedShellScript(call, context.facts.semantics);
  if (argument === null || argument.value.kind === 'sequence') return;
  const range = rangeOf(call.calleeRange.start, argument.range.end);
  const command = commandOf(takenBy(argument, context.facts));
  if (command === null) return;
  const { severity, message, source } = command;
  const isWhole = call.args.some(({ expression }) => expression === given?.expression);
  const fixes = given && isWhole ? listFix(call, given, context) : [];
  const related = source ? placesOnWay(source, range) : [];
  context.report({
    range,
    severity,
    message,
    related,
    fixes,
    ...sameCommand(argument, range, context, fixes.length > 0),
  });
}

/** A function of another file gives a shell what it is given. */
function checkElsewhere(call: CallFact, context: PythonContext): void {
  for (const { taken, range, sink, related, what } of handedBy(call, context.facts, 'shell')) {
    const command = commandOf(taken, sink.part);
    if (!command?.source || !OF_OTHERS.includes(command.source.kind)) continue;
    const { severity, source } = command;
    const message = `${what(source)}, which ${sink.part ? 'inserts it into a shell command' : 'runs it in a shell'}.`;
    return context.report({ range, severity, message, related: related(source) });
  }
}
