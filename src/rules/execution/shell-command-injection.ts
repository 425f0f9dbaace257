import { SHELL_SINKS } from '../../analysis/commands/call-commands';
import type { CallFact } from '../../core/python-facts';
import { rangeOf } from '../../core/range';
import { defineRule, type PythonContext } from '../../core/rule';
import { isToolInput } from './agents/agent-tool';
import { isModelOutput } from './code/model-output';
import { compositionOf, isOwn, namedShellScript } from './code/shell-commands';
import { executedBy } from './code/sinks';
import { taintSourceOf } from './code/taint-sources';
import { traceOf } from '../../analysis/flow/trace';

export default defineRule({
  id: 'shell-command-injection',
  severity: 'warning',
  category: 'execution',
  title: 'Command put together for a shell',
  cwe: 78,
  docs: {
    what: 'A shell runs a command that is put together from text that is not known: an f-string, a format or a concatenation given to `os.system`, `os.popen` or `subprocess` with `shell=True`, or as the script of `["bash", "-c", …]`. Commands without variable parts, numbers and parts behind `shlex.quote` are left alone.',
    why: 'A name with a space, a semicolon or `$(…)` in it becomes a command of its own: file names out of an archive, columns of a data set and parameters of a request are easily made so.',
    fix: 'Give the program and its arguments as a list, without `shell=True`: `subprocess.run(["ffmpeg", "-i", path, output], check=True)`. Where a shell is needed, put each part through `shlex.quote`.',
    references: [
      'https://docs.python.org/3/library/subprocess.html#security-considerations',
      'https://docs.python.org/3/library/shlex.html#shlex.quote',
    ],
  },
  listen: { calls: [{ callees: SHELL_SINKS, check }] },
});

function check(call: CallFact, context: PythonContext): void {
  const argument = executedBy(call) ?? namedShellScript(call);
  if (argument === null || argument.value.kind === 'string' || argument.value.kind === 'sequence') return;
  const { facts } = context;
  const text = compositionOf(argument.valueRange, call, facts);
  if (text === null) {
    // A helper that runs what it is given: its callers decide.
    if (
      argument.value.kind === 'unknown' &&
      argument.value.reason === 'parameter' &&
      !isToolInput(traceOf(argument.valueRange, call, facts), call, facts)
    )
      report('hint', 'the caller gives it');
    return;
  }
  const trace = traceOf(text, call, facts);
  if (isModelOutput(trace, facts) || isToolInput(trace, call, facts)) return;
  const source = taintSourceOf(trace, facts);
  if (source !== null) return report(source.kind === 'environment' ? 'info' : 'warning', `it holds ${source.text}`);
  if (trace.parameters.length > 0) return report('warning', `it holds the parameter ${trace.parameters[0]!}`);
  if (!isOwn(trace, text, facts)) report('info', 'a part of it is not known here');

  function report(severity: 'warning' | 'info' | 'hint', why: string): void {
    context.report({
      range: rangeOf(call.calleeRange.start, argument!.range.end),
      severity,
      message: `A shell runs this command, and ${why}: a semicolon or a quote in it becomes a command of its own.`,
    });
  }
}
