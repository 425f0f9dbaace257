import type { Severity } from '../../core/finding';
import { argumentOf, type CallFact, type PythonFacts } from '../../core/python-facts';
import { contains, rangeOf, type Range } from '../../core/range';
import { defineRule, type PythonContext } from '../../core/rule';
import { isCommandInput, isRequestInput } from './agents/agent-tool';
import { callsAround } from '../../readers/python/fact-index';
import { isModelOutput, MODEL_CALLEES } from './code/model-output';
import { NAMED_CODE } from './code/named-code';
import { executedBy, nameOfSink } from './code/sinks';
import { sourceOf, type Source } from './code/outside';
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
      { callees: MODEL_CALLEES, check: () => undefined },
      { callees: ['**'], triggers: ['(eval)', '(eval,', ': eval}', ': eval,', 'type=eval'], check: checkHandedOn },
      ...NAMED_CODE,
    ],
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
  const source: Source | null = isRequestInput(trace, call, facts)
    ? { kind: 'request', text: 'what a web request sends' }
    : (sourceOf(trace, facts) ??
      (isEachValue(trace, call, facts)
        ? { kind: 'data', text: 'each value of the data' }
        : isCommandInput(trace, call, facts)
          ? { kind: 'user', text: 'an argument of the command line' }
          : null));
  // Code from a web address has a rule of its own.
  if (source === null || source.kind === 'web') return;
  const full = SEVERITIES[source.kind]!;
  // `eval(f"models.{args.arch}")`: a name that the program begins.
  const begun = isBegun(facts, argument.valueRange);
  context.report({
    range: rangeOf(call.calleeRange.start, argument.range.end),
    severity: begun && full !== 'error' ? 'hint' : full,
    message: `${nameOfSink(call)} runs ${source.text} as code, so whoever controls it decides what happens on this machine.`,
  });
}

const EACH = /^(?:apply|applymap|map|transform|progress_apply|parallel_apply|imap|starmap)$/;

/** `frame["labels"].apply(lambda text: eval(text))` */
function isEachValue(trace: Trace, call: CallFact, facts: PythonFacts): boolean {
  return callsAround(facts, call.range).some(
    (around) =>
      EACH.test(lastOf(around)) &&
      around.args.some(({ position, valueRange }) => {
        if (position !== 0 || !contains(valueRange, call.range)) return false;
        const parameters = /^lambda\s+([^:]{1,200}):/
          .exec(facts.text.slice(valueRange.start, valueRange.end))?.[1]
          ?.split(',')
          .map((name) => name.trim().replace(/\s*=[^]*$/, ''));
        return (
          parameters?.some((name) => trace.unknown.includes(name)) === true && around.args[1]?.value.kind !== 'sequence'
        );
      }),
  );
}

const lastOf = ({ callee }: CallFact): string => callee.slice(callee.lastIndexOf('.') + 1);

/** `parser.add_argument("--betas", type=eval)` */
function checkOption(call: CallFact, context: PythonContext): void {
  const type = argumentOf(call, 'type');
  if (type?.value.kind === 'reference' && type.value.name === 'eval')
    context.report({
      range: type.range,
      severity: 'info',
      message:
        'eval runs an argument of the command line as code, so whoever controls it decides what happens on this machine.',
    });
}

/** `frame["labels"].apply(eval)`, `map(eval, rows)`, `read_csv(…, converters={"boxes": eval})`: each value of a table runs. */
function checkHandedOn(call: CallFact, context: PythonContext): void {
  const name = lastOf(call);
  if (name === 'add_argument') return checkOption(call, context);
  if (
    !/^(?:apply|applymap|map|transform|progress_apply|parallel_apply|read_csv|read_table|read_excel|starmap|imap)$/.test(
      name,
    )
  )
    return;
  for (const argument of call.args) {
    const handed = argument.value.kind === 'reference' && argument.value.name === 'eval';
    const converts =
      argument.name === 'converters' &&
      argument.value.kind === 'dict' &&
      argument.value.entries.some(([, value]) => value.kind === 'reference' && value.name === 'eval');
    if ((handed && argument.position < 1) || converts)
      context.report({
        range: argument.range,
        severity: 'warning',
        message:
          'Each value of the data is run as code here, so whoever controls one row decides what happens on this machine.',
        fixes: [],
      });
  }
}

const isBegun = (facts: PythonFacts, range: Range): boolean =>
  /^[rR]?[fF][rR]?(["'])[A-Za-z_][\w.]*[.(_]\{|^(["'])[A-Za-z_][\w.]*[.(_]\2\s*\+|^(["'])[A-Za-z_][\w.]*[.(_](?:%s|\{\})/.test(
    facts.text.slice(range.start, range.end),
  );
