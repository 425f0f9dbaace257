import type { Severity } from '../../core/finding';
import type { CallFact, PythonFacts } from '../../core/python-facts';
import { rangeOf, textAt, type Range } from '../../core/range';
import { defineRule, type PythonContext } from '../../core/rule';
import { isCommandInput, isRequestInput } from './agents/agent-tool';
import { evalsOfEach, HANDED_EVAL, isEachValue, optionType } from './code/eval-handed-on';
import { isModelOutput, MODEL_CALLEES } from './code/model-output';
import { NAMED_CODE } from './code/named-code';
import { executedBy, nameOfSink } from './code/sinks';
import { taintSourceOf, type TaintSource } from './code/taint-sources';
import { traceOf, type Trace } from '../../analysis/flow/trace';

export default defineRule({
  id: 'dynamic-code-execution',
  severity: 'error',
  category: 'execution',
  title: 'Text from outside run as code',
  cwe: 95,
  docs: {
    what: '`eval` or `exec` runs a text that comes from outside the program: a web request, the command line, the keyboard, the environment, a data set or a configuration file. So does `hydra.utils.instantiate` of a configuration that was downloaded, and `import_module` or `sympify` of what a web request sends. `model.eval()`, constants and names that the program puts together itself are left alone.',
    why: 'Whoever controls the text runs code of their own with all rights of the user. A row of a data set or a line of a configuration is rarely looked at for that.',
    fix: 'Use `ast.literal_eval` or `json.loads` for values, a dictionary or `getattr` for names, and `importlib` for modules. Code that is needed belongs into the repository, not behind a web address.',
    references: [
      'https://docs.python.org/3/library/functions.html#eval',
      'https://docs.python.org/3/library/ast.html#ast.literal_eval',
      'https://hydra.cc/docs/advanced/instantiate_objects/overview/',
      'https://cwe.mitre.org/data/definitions/95.html',
    ],
  },
  listen: {
    calls: [
      { callees: ['eval', 'exec', 'builtins.eval', 'builtins.exec'], check },
      { callees: ['**'], triggers: HANDED_EVAL, check: checkHandedOn },
      ...NAMED_CODE,
    ],
    // Model output has a rule of its own.
    reads: { calls: [{ callees: MODEL_CALLEES }] },
  },
});

/** How much it counts, by where the text comes from. */
const SEVERITIES: Readonly<Record<string, Severity>> = {
  request: 'error',
  data: 'warning',
  user: 'info',
  file: 'info',
  environment: 'info',
};

function check(call: CallFact, context: PythonContext): void {
  const argument = executedBy(call);
  // What a command line option is by default, somebody may have set otherwise.
  if (argument === null || (argument.value.kind === 'string' && argument.value.via !== 'default')) return;
  const { facts } = context;
  const trace = traceOf(argument.valueRange, call, facts);
  if (isModelOutput(trace, facts)) return;
  const source = outsideOf(trace, call, facts);
  // Code from a web address has a rule of its own.
  if (source === null || source.kind === 'web') return;
  const full = SEVERITIES[source.kind]!;
  const begun = isBegun(facts, argument.valueRange);
  context.report({
    range: rangeOf(call.calleeRange.start, argument.range.end),
    severity: begun && full !== 'error' ? 'hint' : full,
    message: `${nameOfSink(call)} runs ${source.text} as code, so whoever controls it decides what happens on this machine.`,
  });
}

/** What a text is, or holds, that the program does not decide: of the sources that are known, and of what runs for each request, value or command. */
function outsideOf(trace: Trace, call: CallFact, facts: PythonFacts): TaintSource | null {
  if (isRequestInput(trace, call, facts)) return { kind: 'request', text: 'what a web request sends' };
  const source = taintSourceOf(trace, facts);
  if (source !== null) return source;
  if (isEachValue(trace, call, facts)) return { kind: 'data', text: 'each value of the data' };
  return isCommandInput(trace, call, facts) ? { kind: 'user', text: 'an argument of the command line' } : null;
}

/** `parser.add_argument("--betas", type=eval)`, and eval that is handed to what calls it with each value of a table. */
function checkHandedOn(call: CallFact, context: PythonContext): void {
  const type = optionType(call);
  if (type)
    context.report({
      range: type.range,
      severity: 'info',
      message:
        'eval runs an argument of the command line as code, so whoever controls it decides what happens on this machine.',
    });
  for (const argument of evalsOfEach(call))
    context.report({
      range: argument.range,
      severity: 'warning',
      message:
        'Each value of the data is run as code here, so whoever controls one row decides what happens on this machine.',
    });
}

/** `eval(f"models.{args.arch}")`: a name that the program begins. */
const isBegun = (facts: PythonFacts, range: Range): boolean =>
  /^[rR]?[fF][rR]?(["'])[A-Za-z_][\w.]*[.(_]\{|^(["'])[A-Za-z_][\w.]*[.(_]\2\s*\+|^(["'])[A-Za-z_][\w.]*[.(_](?:%s|\{\})/.test(
    textAt(facts.text, range),
  );
