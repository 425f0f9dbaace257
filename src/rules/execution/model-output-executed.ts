import { SHELL_SINKS } from '../../analysis/commands/call-commands';
import { placesOnWay } from '../../analysis/flow/related-places';
import { MODEL_CALLEES } from '../../analysis/flow/sources/model-output';
import type { CallFact } from '../../core/python-facts';
import { rangeOf } from '../../core/range';
import { defineRule, type PythonContext } from '../../core/rule';
import { handedBy, WITH_SOURCES } from './code/handed-elsewhere';
import { executedBy, interpretedBy, nameOfSink, PYTHON_SINKS } from './code/sinks';
import { takenBy } from './code/taken';
import { executedThing } from './code/same-text';
import { writtenOutput } from './code/written-script';

export default defineRule({
  id: 'model-output-executed',
  severity: 'error',
  category: 'execution',
  title: 'Model output executed',
  cwe: 94,
  owasp: 'LLM05:2025',
  atlas: ['AML.T0051', 'AML.T0050'],
  docs: {
    what: "Code or commands written by a language model are run: with `eval`, `exec`, `os.system`, `subprocess` with a shell, `python -c`, or as a file that the program writes and starts. The text is followed from the client library's answer through names, `strip()` and code-block extraction to the call.",
    why: 'Anyone who can influence the prompt, through a summarised document or a searched page, decides what the model writes, and so what runs with your permissions. An empty `__builtins__` is no protection.',
    fix: 'Let the model choose among functions that the program offers (tool calls), or extract numbers and lists from its answer with `json.loads` or `ast.literal_eval`. Code that must run belongs in a sandbox without network access or secrets: a container or a sandbox service. There is no quick fix: Touchstone cannot know what an answer may contain, and a sandbox must be set up first.',
  },
  listen: {
    calls: [{ callees: [...PYTHON_SINKS, ...SHELL_SINKS], follows: true, beside: ['write'], check }],
    imported: { ...WITH_SOURCES, check: checkElsewhere },
    // Nothing is said of the question to the model, but functions that ask one are known by it.
    reads: { calls: [{ callees: MODEL_CALLEES }] },
  },
});

function check(call: CallFact, context: PythonContext): void {
  const written = writtenOutput(call, context.facts);
  if (written)
    return context.report({
      range: call.range,
      related: placesOnWay(written, call.range),
      message: `${nameOfSink(call)} runs a file that a model wrote: a prompt injection runs code here.`,
    });
  const argument = executedBy(call) ?? interpretedBy(call, context.facts.semantics);
  if (argument === null) return;
  const source = takenBy(argument, context.facts).sources.find(({ kind }) => kind === 'model');
  if (!source) return;
  const range = rangeOf(call.calleeRange.start, argument.range.end);
  context.report({
    range,
    related: placesOnWay(source, range),
    ...executedThing(argument, range, context),
    message: `${nameOfSink(call)} executes model output: a prompt injection runs code here.`,
  });
}

/** A function of another file runs what it is given. */
function checkElsewhere(call: CallFact, context: PythonContext): void {
  for (const { taken, range, related, what } of handedBy(call, context.facts, null)) {
    const source = taken.sources.find(({ kind }) => kind === 'model');
    if (!source) continue;
    return context.report({
      range,
      related: related(source),
      message: `${what(source)}, which executes it.`,
    });
  }
}
