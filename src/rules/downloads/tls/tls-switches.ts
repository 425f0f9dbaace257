import type { Edit, Fix } from '../../../core/finding';
import type { CommandFact } from '../../../core/command-facts';
import type { AssignmentFact, CallFact, DictItemFact } from '../../../core/python-facts';
import { rangeOf, type Range } from '../../../core/range';
import type { PythonContext, CommandContext } from '../../../core/rule';
import type { Expression } from '../../../core/semantics';
import { isDefault, stringOf } from '../../../core/value';
import { renameLast, replaceWith, withoutStatement } from '../../../readers/python/edits';
import { disables, ENVIRONMENT } from './environment';
import { isRestored } from './restored';
import { isAskedFor, turnsCheckOff, WHY } from './tls-arguments';

/** `os.environ["CURL_CA_BUNDLE"] = ""`, `session.verify = False`, `context.check_hostname = False`, `ssl._create_default_https_context = …` */
export function checkTlsAssignment(fact: AssignmentFact, context: PythonContext): void {
  if (fact.role === 'subscript' || ENVIRONMENT.includes(fact.name)) {
    if (disables(fact.name, stringOf(fact.value)))
      return reportVariable(fact.name, fact.range, context, lineRemoved(fact.range, context));
    if (!OPTION.test(fact.name)) return;
  }
  if (fact.name === '_create_default_https_context') checkDefaultContext(fact, context);
  else if (turnsCheckOff(fact.value) && !(fact.role === 'attribute' && isRestored(fact, context)))
    checkOff(fact, context);
}

/** Keys of a mapping, and attributes, that turn the check off. */
const OPTION = /^(?:cert_reqs|check_hostname|verify_ssl|ssl_verify|verify_certs)$/;

/** `ssl._create_default_https_context = ssl._create_unverified_context` */
function checkDefaultContext(fact: AssignmentFact, context: PythonContext): void {
  if (!namesOf(fact, context).some((name) => UNCHECKED.test(name))) return;
  report(
    fact.range,
    `No HTTPS connection of this program checks certificates${WHY}.`,
    context,
    renamed(fact, '_create_unverified_context', 'create_default_context', 'Use ssl.create_default_context'),
  );
}

const UNCHECKED = /(?:^|\.)_?create_unverified(?:_https)?_context$/;

/** What an assignment gives, by its name; the usual way is through another name, which a `try` binds. */
function namesOf({ expression }: AssignmentFact, { facts: { semantics } }: PythonContext): readonly string[] {
  const bound = semantics.bindingsOf(expression).flatMap(({ value, qualified }) => value?.qualified ?? qualified ?? []);
  return [expression.qualified, ...bound];
}

/** An assignment of `False` or its like to what may be a switch. */
function checkOff(fact: AssignmentFact, context: PythonContext): void {
  const { name, role } = fact;
  if (role === 'parameter-default') {
    if (/^(?:verify_ssl|ssl_verify|verify_tls|verify_certs)$/.test(name))
      report(fact.range, `Certificates are not checked by default${WHY}.`, context, [], 'hint');
    return;
  }
  // `context.check_hostname = self.verify`: what a parameter or a field is by default, somebody may have set otherwise.
  const severity = isDefault(fact.value) ? 'hint' : 'warning';
  const on = (title: string): readonly Fix[] =>
    isFalse(fact.expression) ? [unsafe(title, replaceWith(fact.valueRange, 'True'))] : [];
  if (name === 'verify_mode' || name === 'cert_reqs') {
    const fixes = renamed(fact, 'CERT_NONE', 'CERT_REQUIRED', 'Use CERT_REQUIRED');
    report(fact.range, `This TLS context does not check certificates${WHY}.`, context, fixes, severity);
  } else if (
    name === 'check_hostname' ||
    (/^(?:verify_ssl|ssl_verify|verify_certs)$/.test(name) && role !== 'variable')
  )
    report(fact.range, `${name} is off${WHY}.`, context, on(`Set ${name} to True`), severity);
  else if (name === 'verify' && role === 'attribute' && isSession(fact, context))
    report(
      fact.range,
      `No request of this session checks certificates${WHY}.`,
      context,
      on('Set verify to True'),
      severity,
    );
}

/** `env={"CURL_CA_BUNDLE": ""}`, `{"cert_reqs": ssl.CERT_NONE}` */
export function checkTlsItem(item: DictItemFact, context: PythonContext): void {
  if (ENVIRONMENT.includes(item.key))
    return disables(item.key, stringOf(item.value)) ? reportVariable(item.key, item.range, context) : undefined;
  if (!OPTION.test(item.key) || !turnsCheckOff(item.value)) return;
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
      `${item.key} turns certificate checks off${WHY}.`,
      context,
      [],
      isDefault(item.value) ? 'hint' : 'warning',
    );
}

export function checkTlsSetDefault(call: CallFact, context: PythonContext): void {
  const name = stringOf(call.args[0]?.value) ?? '';
  if (!disables(name, stringOf(call.args[1]?.value))) return;
  const { range, statement } = call;
  const isAlone = range.start === statement.start && range.end === statement.end;
  reportVariable(name, range, context, isAlone ? lineRemoved(statement, context) : []);
}

/** `os.environ.update(CURL_CA_BUNDLE="")`, `dict(os.environ, CURL_CA_BUNDLE="")`. */
export function checkTlsKeywords(call: CallFact, context: PythonContext): void {
  for (const { name, value, range, spread } of call.args)
    if (name !== null && !spread && disables(name, stringOf(value))) reportVariable(name, range, context);
}

/** `%env CURL_CA_BUNDLE=`, `%set_env PYTHONHTTPSVERIFY 0`. Commands of a shell are another rule's matter. */
export function checkTlsCommand(command: CommandFact, context: CommandContext): void {
  if (command.kind !== 'line' || !/^(?:set_)?env$/.test(command.name)) return;
  for (const match of command.body.matchAll(
    /(?<![\w$])([A-Z][A-Z_]{8,})(=|[ \t]+(?=\S))("[^"\n]*"|'[^'\n]*'|[^\s;&|]*)/g,
  )) {
    const [whole, name, , value] = match;
    if (!disables(name!, value!.replace(/^["']|["']$/g, ''))) continue;
    const start = command.bodyRange.start + match.index;
    reportVariable(name!, rangeOf(start, start + whole.length), context);
  }
}

/** The receiver is a session or client for HTTP: by what it was made of, else by its name. */
function isSession({ targetRange }: AssignmentFact, { facts: { semantics } }: PythonContext): boolean {
  const owner = semantics.expressionAt(targetRange)?.parts[0];
  if (!owner) return false;
  const made = semantics.bindingsOf(owner).find(({ kind }) => kind !== 'change')?.value;
  if (made?.kind === 'call') return /^(?:requests\.|httpx\.)|[Ss]ession$|Client$/.test(made.parts[0]?.qualified ?? '');
  const name = owner.dotted ?? '';
  return name !== 'self' && name !== 'cls' && /sess(?:ion)?$|client$|http$|^s$/i.test(name);
}

/** A fix that puts another name in the place of the last one. */
function renamed({ expression }: AssignmentFact, from: string, to: string, title: string): readonly Fix[] {
  const edit = renameLast(expression, from, to);
  return edit ? [unsafe(title, edit)] : [];
}

const unsafe = (title: string, edit: Edit): Fix => ({ title, safety: 'unsafe', edits: [edit] });

const isFalse = ({ kind, value }: Expression): boolean =>
  kind === 'constant' && value.kind === 'boolean' && !value.value;

/** No other value will do: git looks only whether its variable is there. */
function lineRemoved(statement: Range, { facts }: PythonContext): readonly Fix[] {
  const edit = withoutStatement(facts, statement);
  return edit ? [unsafe('Remove the line', edit)] : [];
}

const reportVariable = (name: string, range: Range, context: CommandContext, fixes: readonly Fix[] = []): void =>
  report(range, `${name} turns certificate checks off in every library that reads it.`, context, fixes);

function report(
  range: Range,
  message: string,
  context: CommandContext,
  fixes: readonly Fix[],
  severity: 'warning' | 'hint' = 'warning',
): void {
  context.report({ range, message, severity: isAskedFor(range, context) ? 'hint' : severity, fixes });
}
