import type { Argument, CallFact, PythonFacts } from '../../core/python-facts';
import { contains, rangeOf, type Range } from '../../core/range';
import { defineRule, type PythonContext } from '../../core/rule';
import { stringOf } from '../../core/value';
import { assignmentsTo } from '../../readers/python/fact-index';
import { isToolInput } from './agents/agent-tool';
import { isModelOutput } from './code/model-output';
import { sourceOf } from './code/outside';
import { executedBy, SHELL_SINKS } from './code/sinks';
import { addedTo, traceOf, type Trace } from '../../analysis/flow/trace';

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

/** Values that nobody outside chooses. */
const OWN =
  /^(?:sys\.executable|os\.(?:getcwd|getpid|cpu_count|sep|linesep|name)|tempfile\.\w+|time\.\w+|datetime\..*|uuid\.\w+|platform\.\w+|torch\.cuda\.\w+|range|enumerate|random\..*|socket\.gethostname|getpass\.getuser|multiprocessing\.cpu_count)(?:\(\).*)?$/;

function check(call: CallFact, context: PythonContext): void {
  const argument = executedBy(call) ?? scriptOf(call);
  if (argument === null || argument.value.kind === 'string' || argument.value.kind === 'sequence') return;
  const { facts } = context;
  const text = composedAt(argument.valueRange, call, facts);
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
  const source = sourceOf(trace, facts);
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

/** `subprocess.run(["bash", "-c", f"unzip {path}"])`: a shell that is named. */
function scriptOf(call: CallFact): Argument | null {
  const list = call.args.find(({ name, position }) => position === 0 || name === 'args');
  if (list?.value.kind !== 'sequence' || list.spread) return null;
  const [shell, option, script] = list.value.items;
  if (!/(?:^|\/)(?:ba|z|da|k)?sh$/.test(stringOf(shell) ?? '') || !/^-[a-z]*c$/.test(stringOf(option) ?? '') || !script)
    return null;
  return { ...list, value: script, valueRange: script.range, range: script.range };
}

/** Where the command is put together: in the call, or in what its name was last assigned. Null when it is no composition. */
function composedAt(range: Range, call: CallFact, facts: PythonFacts): Range | null {
  if (isComposed(range, facts)) return range;
  const name = facts.text.slice(range.start, range.end);
  if (!/^(?:self\.)?[A-Za-z_]\w*$/.test(name)) return null;
  const assigned = assignmentsTo(facts, name).filter(
    (fact) => fact.role !== 'parameter-default' && fact.scope === call.scope && fact.range.end <= call.range.start,
  );
  const written = assigned
    .map((fact) => fact.valueRange)
    .filter((other) => isComposed(other, facts))
    .pop();
  if (written) return written;
  // `command += " --name " + name`: the whole is what the name holds.
  const last = assigned.at(-1);
  return last &&
    addedTo(name, last.range.end, call.range.start, facts.text).some((added) =>
      /[fF]["']|["']\s*[+%]|\+\s*["']|\.format\(|^[A-Za-z_]/.test(textOf(added, facts)),
    )
    ? range
    : null;
}

const textOf = (range: Range, { text }: PythonFacts): string => text.slice(range.start, range.end);

/** An f-string, `.format(…)`, `% …`, `+ …` or `" ".join(…)`: a written text with something put in. */
function isComposed(range: Range, facts: PythonFacts): boolean {
  const text = facts.text.slice(range.start, range.end);
  if (!facts.strings.some((string) => contains(range, string.range))) return false;
  return (
    /^[(\s]*[rR]?[fF][rR]?["']/.test(text) ||
    /["']\s*\.\s*(?:format|join)\s*\(/.test(text) ||
    /["']\s*\)?\s*%\s*[\w({[]/.test(text) ||
    /(?:["']\s*\+|\+\s*[rRfF]{0,2}["'])/.test(text)
  );
}

/** Nothing in the command comes from elsewhere: numbers, written names, paths of the machine. */
function isOwn(trace: Trace, start: Range, facts: PythonFacts): boolean {
  if (trace.unknown.length > 0) return false;
  return trace.calls.every(
    ({ callee, range }) =>
      OWN.test(callee) ||
      /^str\.(?:format|join)$|^(?:str|repr|os\.path\.\w+|os\.fspath|pathlib\.Path)$/.test(callee) ||
      (contains(start, range) && facts.text.slice(range.start, range.end).length === 0),
  );
}
