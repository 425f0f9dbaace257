import type { Fix } from '../../../core/finding';
import type { AssignmentFact, CallFact, DictItemFact, MagicFact } from '../../../core/python-facts';
import { rangeOf, type Range } from '../../../core/range';
import type { PythonContext } from '../../../core/rule';
import { stringOf, type Value } from '../../../core/value';
import { replaceWith } from '../../../readers/python/edits';
import { isAskedFor, isOff, WHY } from './tls-arguments';

/** Environment variables that turn the check off, and the values with which they do. */
const VARIABLES: Readonly<Record<string, RegExp>> = {
  CURL_CA_BUNDLE: /^$/,
  REQUESTS_CA_BUNDLE: /^$/,
  PYTHONHTTPSVERIFY: /^0$/,
  GIT_SSL_NO_VERIFY: /^(?:1|true|yes|on)$/i,
  NODE_TLS_REJECT_UNAUTHORIZED: /^0$/,
  HF_HUB_DISABLE_SSL_VERIFY: /^(?:1|true|yes|on)$/i,
  HF_HUB_DISABLE_SSL_VERIFICATION: /^(?:1|true|yes|on)$/i,
  WANDB_INSECURE_DISABLE_SSL: /^(?:1|true|yes|on)$/i,
  CONDA_SSL_VERIFY: /^(?:0|false|no)$/i,
};
export const ENVIRONMENT: readonly string[] = Object.keys(VARIABLES);

const disables = (name: string, value: string | undefined): boolean =>
  value !== undefined && Object.hasOwn(VARIABLES, name) && VARIABLES[name]!.test(value);

/** `os.environ["CURL_CA_BUNDLE"] = ""`, `session.verify = False`, `context.check_hostname = False`, `ssl._create_default_https_context = …` */
export function checkAssignment(fact: AssignmentFact, context: PythonContext): void {
  if (fact.role === 'subscript' || fact.name in VARIABLES) {
    if (Object.hasOwn(VARIABLES, fact.name) && disables(fact.name, stringOf(fact.value)))
      return reportVariable(fact.name, fact.range, context);
    if (!/^(?:cert_reqs|check_hostname|verify_ssl|ssl_verify|verify_certs)$/.test(fact.name)) return;
  }
  if (fact.name === '_create_default_https_context') {
    // The usual way there is through a name that a `try` binds, which is not known for sure.
    const name = fact.value.kind === 'reference' || fact.value.kind === 'unknown' ? (fact.value.name ?? '') : '';
    if (!/(?:^|\.)_?create_unverified(?:_https)?_context$/.test(name)) return;
    return report(
      fact.range,
      `Every HTTPS connection of this program goes without a check of certificates, ${WHY}.`,
      context,
      replaced(
        fact,
        context,
        /_create_unverified_context$/,
        'create_default_context',
        'Use ssl.create_default_context',
      ),
    );
  }
  if (!isOff(fact.value)) return;
  // `context.check_hostname = self.verify`: what a parameter or a field is by default, somebody may have set otherwise.
  const full = 'via' in fact.value && fact.value.via === 'default' ? 'hint' : 'warning';
  if (fact.role === 'parameter-default') {
    if (/^(?:verify_ssl|ssl_verify|verify_tls|verify_certs)$/.test(fact.name))
      report(fact.range, `Certificates are not checked unless a caller asks for it, ${WHY}.`, context, [], 'hint');
    return;
  }
  if (fact.name === 'verify_mode' || fact.name === 'cert_reqs')
    return report(
      fact.range,
      `Connections with this context do not check certificates, ${WHY}.`,
      context,
      replaced(fact, context, /CERT_NONE$/, 'CERT_REQUIRED', 'Use CERT_REQUIRED'),
      full,
    );
  if (
    fact.name === 'check_hostname' ||
    (/^(?:verify_ssl|ssl_verify|verify_certs)$/.test(fact.name) && fact.role !== 'variable')
  )
    return report(
      fact.range,
      `${fact.name} is off, ${WHY}.`,
      context,
      replaced(fact, context, /^False$/, 'True', `Set ${fact.name} to True`),
      full,
    );
  if (fact.name === 'verify' && fact.role === 'attribute' && isSession(fact, context))
    report(
      fact.range,
      `No request of this session checks certificates, ${WHY}.`,
      context,
      replaced(fact, context, /^False$/, 'True', 'Set verify to True'),
      full,
    );
}

/** `env={"CURL_CA_BUNDLE": ""}`, `{"cert_reqs": ssl.CERT_NONE}` */
export function checkItem(item: DictItemFact, context: PythonContext): void {
  if (Object.hasOwn(VARIABLES, item.key))
    return disables(item.key, stringOf(item.value)) ? reportVariable(item.key, item.range, context) : undefined;
  if (!/^(?:cert_reqs|check_hostname|verify_ssl|ssl_verify|verify_certs)$/.test(item.key) || !isOff(item.value)) return;
  // A call that the mapping is spread into says so itself.
  const spread = context.facts.calls.some((call) =>
    call.args.some(
      (argument) =>
        argument.spread &&
        argument.name === item.key &&
        argument.valueRange.start === item.valueRange.start &&
        /^(?:verify_|ssl_verify|cert_reqs)/.test(item.key),
    ),
  );
  if (!spread)
    report(
      item.range,
      `${item.key} turns the check of certificates off, ${WHY}.`,
      context,
      [],
      'via' in item.value && item.value.via === 'default' ? 'hint' : 'warning',
    );
}

export function checkSetDefault(call: CallFact, context: PythonContext): void {
  const name = stringOf(call.args[0]?.value) ?? '';
  if (disables(name, stringOf(call.args[1]?.value))) reportVariable(name, call.range, context);
}

/** `os.environ.update(CURL_CA_BUNDLE="")`, `dict(os.environ, CURL_CA_BUNDLE="")`. */
export function checkKeywords(call: CallFact, context: PythonContext): void {
  for (const { name, value, range, spread } of call.args)
    if (name !== null && !spread && disables(name, stringOf(value))) reportVariable(name, range, context);
}

/** `%env CURL_CA_BUNDLE=`, `%set_env PYTHONHTTPSVERIFY 0`. Commands of a shell are another rule's matter. */
export function checkMagic(magic: MagicFact, context: PythonContext): void {
  if (magic.kind !== 'line' || !/^(?:set_)?env$/.test(magic.command)) return;
  for (const match of magic.body.matchAll(
    /(?<![\w$])([A-Z][A-Z_]{8,})(=|[ \t]+(?=\S))("[^"\n]*"|'[^'\n]*'|[^\s;&|]*)/g,
  )) {
    const [whole, name, , value] = match;
    if (!Object.hasOwn(VARIABLES, name!)) continue;
    if (!disables(name!, value!.replace(/^["']|["']$/g, ''))) continue;
    const start = magic.bodyRange.start + match.index;
    reportVariable(name!, rangeOf(start, start + whole.length), context);
  }
}

/** The receiver is a session or client for HTTP: by what it was made of, else by its name. */
function isSession(fact: AssignmentFact, { facts }: PythonContext): boolean {
  const owner = fact.target.slice(0, fact.target.lastIndexOf('.'));
  const made = facts.assignments.filter((other) => other.target === owner && other.range.end <= fact.range.start).pop()
    ?.value as Value | undefined;
  if (made?.kind === 'result') return /^(?:requests\.|httpx\.)|[Ss]ession$|Client$/.test(made.callee);
  return owner !== 'self' && owner !== 'cls' && /sess(?:ion)?$|client$|http$|^s$/i.test(owner);
}

/** A fix that puts another ending in the place of the value as written. */
function replaced(
  fact: AssignmentFact,
  { facts }: PythonContext,
  ending: RegExp,
  by: string,
  title: string,
): readonly Fix[] {
  const written = facts.text.slice(fact.valueRange.start, fact.valueRange.end);
  return ending.test(written)
    ? [{ title, safety: 'unsafe', edits: [replaceWith(fact.valueRange, written.replace(ending, by))] }]
    : [];
}

const reportVariable = (name: string, range: Range, context: PythonContext): void =>
  report(range, `${name} turns the check of certificates off for every library that reads it, ${WHY}.`, context, []);

function report(
  range: Range,
  message: string,
  context: PythonContext,
  fixes: readonly Fix[],
  severity: 'warning' | 'hint' = 'warning',
): void {
  context.report({ range, message, severity: isAskedFor(range, context) ? 'hint' : severity, fixes });
}
