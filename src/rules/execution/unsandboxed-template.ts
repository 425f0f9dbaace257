import { argumentOf, type CallFact, type PythonFacts } from '../../core/python-facts';
import { defineRule, type PythonContext } from '../../core/rule';
import { replaceWith } from '../../readers/python/edits';
import { isRequestInput } from './agents/agent-tool';
import { taintSourceOf } from './code/taint-sources';
import { traceOf, type Trace } from '../../analysis/flow/trace';

export default defineRule({
  id: 'unsandboxed-template',
  severity: 'error',
  category: 'execution',
  title: 'Template from outside rendered without a sandbox',
  cwe: 1336,
  owasp: 'ML06:2023 AI Supply Chain Attacks',
  docs: {
    what: "Jinja2 renders a template that comes with a model or from the web (a chat template, the metadata of a GGUF file, a JSON file from the hub), or that a request brings to a server, in a plain `Environment` or `Template`, or with Flask's `render_template_string`.",
    why: 'A template can reach any object of Python and so run any code: `{{ x.__class__… }}`. CVE-2024-34359 in llama-cpp-python was this: a GGUF file was enough.',
    fix: 'Render it with `jinja2.sandbox.ImmutableSandboxedEnvironment`, as `tokenizer.apply_chat_template` of transformers does.',
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
        check,
      },
    ],
  },
});

/** What the template text is said to be, in the names and keys that it goes through. */
const FROM_MODEL =
  /\bchat_template\b|tokenizer\.chat_template|tokenizer_config|["']prompt_template["']|\bgguf\b|\.metadata\s*[[.]|\.default_chat_template/i;
const FETCHED =
  /(?:^|\.)(?:hf_hub_download|snapshot_download|cached_file|cached_download|urlopen|from_pretrained|GGUFReader|download_blob)(?:\(\).*)?$|^(?:requests|httpx)\b.*/;

function check(call: CallFact, context: PythonContext): void {
  const argument = argumentOf(call, 'source', 0);
  if (!argument || argument.value.kind === 'string' || /[Ss]andbox/.test(call.callee)) return;
  const { facts } = context;
  const trace = traceOf(argument.valueRange, call, facts);
  if (isRequestInput(trace, call, facts) || taintSourceOf(trace, facts)?.kind === 'request') {
    return context.report({
      range: argument.range,
      severity: 'error',
      message:
        'This template is what a web request sends and is rendered without a sandbox, so whoever sends it can run any code.',
      fixes: fix(call, facts),
    });
  }
  const own = trace.texts.some((text) => FROM_MODEL.test(text));
  if (!own && !trace.calls.some(({ callee }) => FETCHED.test(callee))) return;
  const fetched = trace.calls.some(({ callee }) => FETCHED.test(callee)) || isOfModel(trace);
  context.report({
    range: argument.range,
    severity: fetched ? 'error' : 'warning',
    message:
      'This template comes with a model or from the web and is rendered without a sandbox, so it can run any code.',
    fixes: fix(call, facts),
  });
}

/** The template is read out of a tokenizer or a file of a model, not handed in by somebody. */
const isOfModel = ({ texts }: Trace): boolean =>
  texts.some((text) =>
    /(?:tokenizer|processor)\w*\.(?:default_)?chat_template|\[\s*["'](?:tokenizer\.)?chat_template["']|\.get\(\s*["'](?:tokenizer\.)?chat_template["']/.test(
      text,
    ),
  );

/** `jinja2.Environment(…).from_string(…)`: the environment is exchanged in place where it is written as `jinja2.Environment`. */
function fix(call: CallFact, { text }: PythonFacts) {
  const match = /^jinja2\.Environment(?=\()/.exec(text.slice(call.range.start, call.range.end));
  if (!match || !/^[ \t]*import jinja2\.sandbox\b/m.test(text)) return [];
  return [
    {
      title: 'Use ImmutableSandboxedEnvironment',
      safety: 'unsafe' as const,
      edits: [
        replaceWith(
          { start: call.range.start, end: call.range.start + match[0].length },
          'jinja2.sandbox.ImmutableSandboxedEnvironment',
        ),
      ],
    },
  ];
}
