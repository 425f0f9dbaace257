import type { Severity } from '../../core/finding';
import {
  argumentOf,
  type AssignmentFact,
  type CallFact,
  type DictItemFact,
  type MagicFact,
} from '../../core/python-facts';
import { rangeOf, type Range } from '../../core/range';
import { defineRule, type PythonContext } from '../../core/rule';
import { stringOf, type Value } from '../../core/value';
import { hostOf, httpsFix, isInnerHost } from '../../analysis/addresses/addresses';

export default defineRule({
  id: 'insecure-hub-endpoint',
  severity: 'warning',
  category: 'downloads',
  title: 'Insecure or foreign hub endpoint',
  cwe: 346,
  owasp: 'ML06:2023 AI Supply Chain Attacks',
  docs: {
    what: 'The Hugging Face Hub is replaced by another server: `HF_ENDPOINT` or `endpoint=` with a plain `http://` address (warning), or with the address of a mirror that is not the hub (information). Addresses of this machine and of inner networks are left alone.',
    why: 'Every model, tokenizer and data set then comes from that server, and the access token is sent to it. Over plain HTTP anybody on the way reads the token and can exchange what comes; a mirror can do so by itself.',
    fix: 'Use `https://huggingface.co`, or a mirror that you run, over `https://`. Keep such an address out of shared code, and pin models to a commit.',
    references: ['https://huggingface.co/docs/huggingface_hub/package_reference/environment_variables#hfendpoint'],
  },
  listen: {
    assignments: {
      triggers: ['HF_ENDPOINT', 'HF_MIRROR', 'HUGGINGFACE_CO_RESOLVE_ENDPOINT'],
      accepts: isName,
      check: (fact, context) => checkAssignment(fact, context),
    },
    dictItems: {
      triggers: ['HF_ENDPOINT', 'HF_MIRROR', 'HUGGINGFACE_CO_RESOLVE_ENDPOINT'],
      accepts: isName,
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
        callees: [
          'huggingface_hub.**.HfApi',
          'huggingface_hub.**.hf_hub_download',
          'huggingface_hub.**.snapshot_download',
          'huggingface_hub.**.HfFileSystem',
          'huggingface_hub.**.hf_hub_url',
          'huggingface_hub.**.list_models',
          'huggingface_hub.**.model_info',
        ],
        triggers: ['endpoint'],
        check: checkEndpoint,
      },
    ],
    magics: { check: checkMagic },
  },
});

function isName(name: string): boolean {
  return /^(?:HF_ENDPOINT|HF_MIRROR|HUGGINGFACE_CO_RESOLVE_ENDPOINT)$/.test(name);
}

function checkAssignment(fact: AssignmentFact, context: PythonContext): void {
  if (isName(fact.name)) checkValue(fact.value, fact.valueRange, context);
}

function checkItem(item: DictItemFact, context: PythonContext): void {
  checkValue(item.value, item.valueRange, context);
}

function checkSetDefault(call: CallFact, context: PythonContext): void {
  const [name, value] = call.args;
  if (value && isName(stringOf(name?.value) ?? '')) checkValue(value.value, value.valueRange, context);
}

/** `os.environ.update(HF_ENDPOINT="…")`, `dict(os.environ, HF_ENDPOINT="…")`. */
function checkKeywords(call: CallFact, context: PythonContext): void {
  for (const { name, value, valueRange, spread } of call.args)
    if (name !== null && !spread && isName(name)) checkValue(value, valueRange, context);
}

function checkEndpoint(call: CallFact, context: PythonContext): void {
  const endpoint = argumentOf(call, 'endpoint');
  if (endpoint) checkValue(endpoint.value, endpoint.valueRange, context);
}

/** `%env HF_ENDPOINT=http://…`, `export HF_ENDPOINT=…`, a Dockerfile's `ENV HF_ENDPOINT …`. */
function checkMagic(magic: MagicFact, context: PythonContext): void {
  for (const match of magic.body.matchAll(/\bHF_(?:ENDPOINT|MIRROR)(?:=|[ \t]+)["']?([a-z]+:\/\/[^\s"';&|]+)/gi)) {
    const start = magic.bodyRange.start + match.index + match[0].length - match[1]!.length;
    const judged = judge(match[1]!);
    if (judged)
      context.report({
        range: rangeOf(start, start + match[1]!.length),
        ...judged,
        fixes: /^http:/i.test(match[1]!)
          ? [{ title: 'Use https://', safety: 'unsafe', edits: [{ range: rangeOf(start, start + 4), text: 'https' }] }]
          : [],
      });
  }
}

function checkValue(value: Value, range: Range, context: PythonContext): void {
  const text = stringOf(value);
  const judged = text === undefined ? null : judge(text);
  if (!judged || value.kind !== 'string') return;
  const fix = /^http:/i.test(text!) ? httpsFix(context, value, '') : null;
  context.report({
    range,
    message: judged.message,
    severity: value.via === 'default' ? 'hint' : judged.severity,
    fixes: fix ? [fix] : [],
  });
}

function judge(text: string): { readonly severity: Severity; readonly message: string } | null {
  const host = hostOf(text, true);
  if (host === null || isInnerHost(host)) return null;
  if (/^http:\/\//i.test(text))
    return {
      severity: 'warning',
      message: `Models and the access token go to ${host} over plain HTTP, where anybody on the way can read and exchange them.`,
    };
  if (/^https:/i.test(text) && !/(?:^|\.)(?:huggingface\.co|hf\.co)$/.test(host))
    return {
      severity: 'info',
      message: `All models and data sets come from ${host} instead of the Hugging Face Hub, and the access token is sent there.`,
    };
  return null;
}
