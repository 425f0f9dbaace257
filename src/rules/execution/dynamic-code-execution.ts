import { placesOnWay } from '../../analysis/flow/related-places';
import { MODEL_CALLEES } from '../../analysis/flow/sources/model-output';
import { SOURCE_TEXTS, sourceAmong, type SourceKind } from '../../analysis/flow/sources';
import type { Severity } from '../../core/finding';
import type { CallFact } from '../../core/python-facts';
import { rangeOf } from '../../core/range';
import { defineRule, type PythonContext } from '../../core/rule';
import { isBegun } from './code/begun';
import { evalsOfEach, HANDED_EVAL, isEachValue, optionType } from './code/eval-handed-on';
import { NAMED_CODE } from './code/named-code';
import { handedBy, OF_OTHERS, WITH_SOURCES } from './code/handed-elsewhere';
import { executedBy, nameOfSink } from './code/sinks';
import { takenBy } from './code/taken';
import { executedThing } from './code/same-text';

export default defineRule({
  id: 'dynamic-code-execution',
  severity: 'error',
  category: 'execution',
  title: 'Text from outside run as code',
  cwe: 95,
  atlas: ['AML.T0050'],
  docs: {
    what: '`eval` or `exec` runs text from outside the program: a web request, the command line, keyboard input, the environment, a data set or a configuration file. The same goes for `hydra.utils.instantiate` on a downloaded configuration, and for `import_module` or `sympify` on the content of a web request. `model.eval()`, constants, and names that the program builds itself are not reported.',
    why: 'Whoever controls the text runs code with your permissions. Few people check a row of a data set or a line of configuration for that.',
    fix: 'Use `ast.literal_eval` or `json.loads` for values, a dictionary or `getattr` for names, and `importlib` for modules. Code that you need belongs in the repository, not behind a URL. There is no quick fix: the right replacement depends on what the text may contain, and `ast.literal_eval` accepts only literals.',
    references: [
      'https://docs.python.org/3/library/functions.html#eval',
      'https://docs.python.org/3/library/ast.html#ast.literal_eval',
      'https://hydra.cc/docs/advanced/instantiate_objects/overview/',
    ],
  },
  listen: {
    calls: [
      { callees: ['eval', 'exec', 'builtins.eval', 'builtins.exec'], follows: true, check },
      { callees: ['**'], ...HANDED_EVAL, check: checkHandedOn },
      ...NAMED_CODE,
    ],
    imported: { ...WITH_SOURCES, check: checkElsewhere },
    // Model output has a rule of its own.
    reads: { calls: [{ callees: MODEL_CALLEES }] },
  },
});

/** How much it counts, by where the text comes from; the worst first. */
const SEVERITIES: ReadonlyMap<SourceKind, Severity> = new Map<SourceKind, Severity>([
  ['request', 'error'],
  ['message', 'warning'],
  ['data', 'warning'],
  ['command-line', 'info'],
  ['typed', 'info'],
  ['widget', 'info'],
  ['environment', 'info'],
  ['file', 'info'],
]);

function check(call: CallFact, context: PythonContext): void {
  const argument = executedBy(call);
  if (argument === null) return;
  const { flow, sources, has } = takenBy(argument, context.facts);
  // What a model writes, and what comes from a web address, have rules of their own.
  if (has('model', 'tool', 'network', 'download')) return;
  const source = sourceAmong(sources, [...SEVERITIES.keys()]);
  const isEach = source === null && isEachValue(flow);
  if (source === null && !isEach) return;
  const range = rangeOf(call.calleeRange.start, argument.range.end);
  const full = source ? SEVERITIES.get(source.kind)! : 'warning';
  context.report({
    range,
    severity: full !== 'error' && isBegun(argument.expression, context.facts.semantics) ? 'hint' : full,
    related: source ? placesOnWay(source, range) : [],
    ...executedThing(argument, range, context, source),
    message: `${nameOfSink(call)} executes ${source ? SOURCE_TEXTS[source.kind] : 'each value of the data'}: whoever controls it runs code here.`,
  });
}

/** A function of another file runs what it is given. */
function checkElsewhere(call: CallFact, context: PythonContext): void {
  for (const { taken, range, related, what } of handedBy(call, context.facts, 'python')) {
    if (taken.has('model', 'tool', 'network', 'download')) continue;
    const source = sourceAmong(taken.sources, OF_OTHERS);
    if (source === null) continue;
    return context.report({
      range,
      severity: SEVERITIES.get(source.kind)!,
      related: related(source),
      message: `${what(source)}, which executes it as code.`,
    });
  }
}

/** `parser.add_argument("--betas", type=eval)`, and eval that is handed to what calls it with each value of a table. */
function checkHandedOn(call: CallFact, context: PythonContext): void {
  const type = optionType(call);
  if (type)
    context.report({
      range: type.range,
      severity: 'info',
      message: 'eval executes a command-line argument: whoever controls it runs code here.',
    });
  for (const argument of evalsOfEach(call))
    context.report({
      range: argument.range,
      severity: 'warning',
      message: 'Each value of the data is executed as code: one hostile row is enough.',
    });
}
