import { placesOnWay } from '../../analysis/flow/related-places';
import type { Fix, Related } from '../../core/finding';
import { argumentOf, type CallFact } from '../../core/python-facts';
import { rangeOf } from '../../core/range';
import { defineRule, type PythonContext } from '../../core/rule';
import type { Expression } from '../../core/semantics';
import { ensureImport, replaceWith } from '../../readers/python/edits';
import { takenBy } from './code/taken';
import { templateOrigin } from './code/template-origin';

export default defineRule({
  id: 'unsandboxed-template',
  severity: 'error',
  category: 'execution',
  title: 'Template from outside rendered without a sandbox',
  cwe: 1336,
  atlas: ['AML.T0011.000', 'AML.T0050'],
  docs: {
    what: "Jinja2 renders a template that comes with a model, from the web or from a request (a chat template, GGUF metadata, a JSON file from the hub) in a plain `Environment` or `Template`, or with Flask's `render_template_string`.",
    why: 'A template can reach any Python object and so run any code: `{{ x.__class__… }}`. CVE-2024-34359 in llama-cpp-python was this: a GGUF file was enough.',
    fix: "Render it with `jinja2.sandbox.ImmutableSandboxedEnvironment`, as transformers' `tokenizer.apply_chat_template` does. There is no quick fix for `render_template_string`: request content must never be a template; pass it as a value to a template of your own.",
    references: [
      'https://nvd.nist.gov/vuln/detail/CVE-2024-34359',
      'https://jinja.palletsprojects.com/en/stable/sandbox/',
    ],
  },
  listen: {
    calls: [
      {
        callees: [
          'jinja2.**.Template',
          'jinja2.**.from_string',
          'flask.**.render_template_string',
          'quart.**.render_template_string',
        ],
        follows: true,
        check,
      },
    ],
  },
});

function check(call: CallFact, context: PythonContext): void {
  const argument = argumentOf(call, 'source', 0);
  if (!argument || argument.value.kind === 'string' || /[Ss]andbox/.test(call.callee)) return;
  const { facts } = context;
  const taken = takenBy(argument, facts);
  const request = taken.sources.find(({ kind }) => kind === 'request');
  const origin = templateOrigin(taken);
  if (request) report('error', 'A template from a web request', placesOnWay(request, argument.range));
  else if (origin)
    report(
      origin.fetched ? 'error' : 'warning',
      'A template from a model or the web',
      origin.source ? placesOnWay(origin.source, argument.range) : [],
    );

  function report(severity: 'error' | 'warning', what: string, related: readonly Related[]): void {
    context.report({
      range: argument!.range,
      severity,
      related,
      message: `${what} is rendered without a sandbox: it can run code.`,
      fixes: fix(call, context),
    });
  }
}

const SANDBOX = 'ImmutableSandboxedEnvironment';

/** The environment is exchanged where it is made: in place, or in the only assignment of its name. `Template(…)` has one of its own. */
function fix(call: CallFact, context: PythonContext): readonly Fix[] {
  const { semantics } = context.facts;
  const [called] = call.expression.parts;
  const receiver = called?.kind === 'attribute' && called.name === 'from_string' ? called.parts[0] : undefined;
  const [only, other] = receiver?.kind === 'name' ? semantics.bindingsOf(receiver) : [];
  const environment = only?.kind === 'assignment' && !other && only.index === null ? only.value : receiver;
  const made = environment?.kind === 'call' ? environment.parts[0] : undefined;
  if (made && /^jinja2\.(?:environment\.)?Environment$/.test(made.qualified)) return exchanged(made, SANDBOX, context);
  const [template, more] = call.args;
  const isPlain = template?.position === 0 && !more && !call.open;
  return called && isPlain && /^jinja2\.(?:environment\.)?Template$/.test(called.qualified)
    ? exchanged(called, `${SANDBOX}().from_string`, context)
    : [];
}

function exchanged({ start, end }: Expression, code: string, context: PythonContext): readonly Fix[] {
  const { name, edits } = ensureImport(context, 'jinja2.sandbox', rangeOf(start, end));
  const edit = replaceWith(rangeOf(start, end), `${name}.${code}`);
  return [{ title: `Use ${SANDBOX}`, safety: 'unsafe', edits: [...edits, edit] }];
}
