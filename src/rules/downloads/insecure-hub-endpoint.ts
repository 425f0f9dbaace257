import type { CommandFact } from '../../core/command-facts';
import { argumentOf, type AssignmentFact, type CallFact, type DictItemFact } from '../../core/python-facts';
import { rangeOf, type Range } from '../../core/range';
import { defineRule, type PythonContext, type CommandContext } from '../../core/rule';
import { stringOf, type Value } from '../../core/value';
import { httpsFix, servesHttps } from '../../analysis/addresses/addresses';
import { ENDPOINT_TAKERS, ENDPOINT_VARIABLES, isEndpointVariable, judgeEndpoint } from './fetches/hub-endpoints';

export default defineRule({
  id: 'insecure-hub-endpoint',
  severity: 'warning',
  category: 'downloads',
  title: 'Insecure or foreign hub endpoint',
  cwe: 346,
  owasp: 'LLM03:2025',
  atlas: ['AML.T0010.003'],
  docs: {
    what: 'Another server replaces the Hugging Face Hub: `HF_ENDPOINT` or `endpoint=` with a plain `http://` address (warning), or with the address of a mirror (information). This machine and internal networks are not reported.',
    why: 'Every model, tokenizer and data set then comes from that server, and your access token is sent to it. Over plain HTTP an attacker on the network can read the token and replace the files; the operator of a mirror can do so anyway.',
    fix: 'Use `https://huggingface.co`, or a mirror that you run, over `https://`. Keep such addresses out of shared code, and pin models to a commit.',
    references: ['https://huggingface.co/docs/huggingface_hub/package_reference/environment_variables#hfendpoint'],
  },
  listen: {
    assignments: {
      triggers: ENDPOINT_VARIABLES,
      accepts: isEndpointVariable,
      check: (fact, context) => checkAssignment(fact, context),
    },
    dictItems: {
      triggers: ENDPOINT_VARIABLES,
      accepts: isEndpointVariable,
      check: (item, context) => checkItem(item, context),
    },
    calls: [
      {
        callees: ['**.setdefault', '**.putenv', '**.setenv'],
        triggers: ['HF_ENDPOINT', 'HF_MIRROR'],
        check: checkSetDefault,
      },
      { callees: ['**.update', 'dict'], triggers: ['HF_ENDPOINT', 'HF_MIRROR'], check: checkKeywords },
      {
        callees: ENDPOINT_TAKERS,
        triggers: ['endpoint'],
        check: checkEndpoint,
      },
    ],
    commands: { check: checkCommand },
  },
});

function checkAssignment(fact: AssignmentFact, context: PythonContext): void {
  if (isEndpointVariable(fact.name)) checkValue(fact.value, fact.valueRange, context);
}

function checkItem(item: DictItemFact, context: PythonContext): void {
  checkValue(item.value, item.valueRange, context);
}

function checkSetDefault(call: CallFact, context: PythonContext): void {
  const [name, value] = call.args;
  if (value && isEndpointVariable(stringOf(name?.value) ?? '')) checkValue(value.value, value.valueRange, context);
}

/** `os.environ.update(HF_ENDPOINT="…")`, `dict(os.environ, HF_ENDPOINT="…")`. */
function checkKeywords(call: CallFact, context: PythonContext): void {
  for (const { name, value, valueRange, spread } of call.args)
    if (name !== null && !spread && isEndpointVariable(name)) checkValue(value, valueRange, context);
}

function checkEndpoint(call: CallFact, context: PythonContext): void {
  const endpoint = argumentOf(call, 'endpoint');
  if (endpoint) checkValue(endpoint.value, endpoint.valueRange, context);
}

/** `%env HF_ENDPOINT=http://…`, `export HF_ENDPOINT=…`, a Dockerfile's `ENV HF_ENDPOINT …`. */
function checkCommand(command: CommandFact, context: CommandContext): void {
  for (const match of command.body.matchAll(/\bHF_(?:ENDPOINT|MIRROR)(?:=|[ \t]+)["']?([a-z]+:\/\/[^\s"';&|]+)/gi)) {
    const start = command.bodyRange.start + match.index + match[0].length - match[1]!.length;
    const judged = judgeEndpoint(match[1]!);
    if (judged)
      context.report({
        range: rangeOf(start, start + match[1]!.length),
        ...judged,
        fixes: /^http:/i.test(match[1]!)
          ? [
              {
                title: 'Use https://',
                safety: servesHttps(hostIn(match[1]!)) ? 'safe' : 'unsafe',
                edits: [{ range: rangeOf(start, start + 4), text: 'https' }],
              },
            ]
          : [],
      });
  }
}

function checkValue(value: Value, range: Range, context: PythonContext): void {
  const text = stringOf(value);
  const judged = text === undefined ? null : judgeEndpoint(text);
  if (!judged || value.kind !== 'string') return;
  const fix = /^http:/i.test(text!) ? httpsFix(context, value, hostIn(text!)) : null;
  context.report({
    range,
    message: judged.message,
    severity: value.via === 'default' ? 'hint' : judged.severity,
    fixes: fix ? [fix] : [],
  });
}

/** The host of an address that names no port; empty for all others. */
const hostIn = (url: string): string => /^\w+:\/\/([\w.-]+)(?=[/?#]|$)/.exec(url)?.[1]?.toLowerCase() ?? '';
