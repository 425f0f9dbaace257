import { SHELL_SINKS } from '../../analysis/commands/call-commands';
import type { CallFact } from '../../core/python-facts';
import { rangeOf } from '../../core/range';
import { defineRule, type PythonContext } from '../../core/rule';
import { isModelOutput, MODEL_CALLEES } from './code/model-output';
import { executedBy, nameOfSink, PYTHON_SINKS } from './code/sinks';
import { traceOf } from '../../analysis/flow/trace';
import { runsWrittenOutput } from './code/written-script';

export default defineRule({
  id: 'model-output-executed',
  severity: 'error',
  category: 'execution',
  title: 'Model output executed',
  cwe: 94,
  docs: {
    what: 'What a language model wrote is run: by `eval`, `exec`, `os.system`, `subprocess` with a shell, or `python -c`, or as a file that the program writes and starts. The text is followed from the answer of the client library, through names, `strip()` and the search for a code block, to the call.',
    why: 'Whoever can put words into the prompt, a document that is summarised or a page that is searched decides what the model writes, and so what runs with all rights of the user. An empty `__builtins__` is no protection.',
    fix: 'Let the model choose among functions that the program offers (tool calls), or take numbers and lists out of its answer with `json.loads` or `ast.literal_eval`. Code that must run belongs in a sandbox without network and secrets: a container, or a service for it.',
    references: [
      'https://genai.owasp.org/llmrisk/llm052025-improper-output-handling/',
      'https://cwe.mitre.org/data/definitions/94.html',
    ],
  },
  listen: {
    calls: [{ callees: [...PYTHON_SINKS, ...SHELL_SINKS], beside: ['write'], check }],
    // Nothing is said of the question to the model, but functions that ask one are known by it.
    reads: { calls: [{ callees: MODEL_CALLEES }] },
  },
});

function check(call: CallFact, context: PythonContext): void {
  if (runsWrittenOutput(call, context.facts))
    return context.report({
      range: call.range,
      message: `${nameOfSink(call)} runs a file that a language model wrote, so whoever can influence its prompt decides what happens on this machine.`,
    });
  const argument = executedBy(call) ?? interpreted(call);
  if (argument === null || argument.value.kind === 'string') return;
  if (!isModelOutput(traceOf(argument.valueRange, call, context.facts), context.facts)) return;
  context.report({
    range: rangeOf(call.calleeRange.start, argument.range.end),
    message: `${nameOfSink(call)} runs what a language model wrote, so whoever can influence its prompt decides what happens on this machine.`,
  });
}

/** `subprocess.run(["python", "-c", code])`: the script of an interpreter. */
function interpreted(call: CallFact): CallFact['args'][number] | null {
  const list = call.args.find(({ name, position }) => position === 0 || name === 'args');
  if (list?.value.kind === 'result' && /^(?:shlex|\?|str)\.split$/.test(list.value.callee)) return list;
  if (list?.value.kind !== 'sequence') return null;
  const { items } = list.value;
  const at = items.findIndex((item, index) => index > 0 && item.kind === 'string' && /^-[a-z]*[ce]$/.test(item.value));
  const script = at > 0 ? items[at + 1] : undefined;
  return script && script.kind !== 'string' ? { ...list, value: script, valueRange: script.range } : null;
}
