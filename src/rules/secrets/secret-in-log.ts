import type { AssignmentFact, CallFact } from '../../core/python-facts';
import { textAt, type Range } from '../../core/range';
import { defineRule, type PythonContext } from '../../core/rule';
import type { DictValue, Value } from '../../core/value';
import {
  comesFromOutside,
  credentialsIn,
  withoutFormattedText,
  type FoundCredential,
} from './python/credential-expressions';
import { namesCredential } from '../../analysis/secrets/credential-names';
import { HEARD, METHODS, TRACKER_METHODS, TRIGGERS, isLogged } from './python/log-words';

/** Receivers that write for people to read. */
const LOGGERS =
  /^(?:logging|loguru|absl\.logging|structlog|streamlit|rich|click|typer|pprint|tqdm|sys\.(?:stdout|stderr))\b|(?:^|[._])(?:log|logger|logging|console|tqdm)\.\w+$/i;

export default defineRule({
  id: 'secret-in-log',
  severity: 'warning',
  category: 'secrets',
  title: 'Secret in a log',
  cwe: 532,
  owasp: 'ML06:2023 AI Supply Chain Attacks',
  docs: {
    what: 'A credential is printed, logged, shown in an app or sent to an experiment tracker (MLflow, Weights & Biases, Comet, Neptune, TensorBoard, ClearML). A value is a credential when it is read from an environment variable, a secret store of a notebook or a prompt under such a name, or when its own name says so (`api_key`, `password`, `hf_token`). Its length, its first characters, whether it is set, and what was masked or hashed are left alone, and so are the tokens of tokenizers.',
    why: 'Logs, notebook outputs and runs are read, copied and kept by more people and systems than the credential was meant for, and nobody looks there when keys are rotated.',
    fix: 'Leave the value out, or log only whether it is set (`bool(api_key)`). Take credentials out of the dictionary before it is logged as a configuration. Rotate what was logged already.',
    references: [
      'https://cwe.mitre.org/data/definitions/532.html',
      'https://cheatsheetseries.owasp.org/cheatsheets/Logging_Cheat_Sheet.html',
    ],
  },
  listen: {
    calls: [
      {
        callees: [
          'print',
          ...METHODS.map((method) => `**.${method}`),
          ...TRACKER_METHODS.map((method) => `**.${method}`),
          'wandb.init',
          'wandb.**.update',
        ],
        triggers: TRIGGERS,
        near: isLogged,
        check: checkCall,
      },
    ],
    // In a run's namespace or configuration alone: every other assignment to such a name is no log.
    assignments: {
      triggers: ['api_key', 'api_token', 'access_token', 'password', 'hf_token', 'secret', 'token'],
      near: isInRun,
      anyValue: true,
      check: checkAssignment,
    },
  },
});

function checkCall(call: CallFact, context: PythonContext): void {
  const { facts } = context;
  const written = textAt(facts.text, call.calleeRange).replace(/\s/g, '');
  const last = call.callee.slice(call.callee.lastIndexOf('.') + 1);
  const tracks =
    TRACKER_METHODS.includes(last) || /^(?:wandb\.|comet_ml\.|neptune\.|mlflow\.|clearml\.)/.test(call.callee);
  if (!tracks && call.callee !== 'print' && !LOGGERS.test(call.callee) && !LOGGERS.test(written)) return;
  if (!HEARD.test(withoutFormattedText(textAt(facts.text, call.range)))) return;
  const place: Place = tracks
    ? 'tracker'
    : context.notebook && /print$|^streamlit/.test(call.callee)
      ? 'output'
      : 'log';
  for (const argument of call.args) {
    // wandb.init takes an API key nowhere, and settings of the connection are not logged.
    if (
      argument.spread ||
      (argument.name !== null &&
        /^(?:sep|end|file|flush|level|exc_info|stack_info|extra_headers|settings|key|project|entity|mode|id|style)$/.test(
          argument.name,
        ))
    )
      continue;
    if (last === 'init' && argument.name !== 'config') continue;
    const found = findIn(argument.value, argument.valueRange, call, context);
    if (found !== null) return report(found, place, context);
  }
}

/** What is wrong with one argument: a name beside it, an entry of a dictionary, or a credential in the expression. */
function findIn(value: Value, range: Range, call: CallFact, context: PythonContext): FoundCredential | null {
  const written = textAt(context.facts.text, range);
  if (/^(?:dict\(|json\.dumps\(dict\()?os\.environ(?:\.copy\(\))?\)*(?:, ?indent=\d+\))?$/.test(written))
    return { range, name: 'os.environ', alone: false };
  if (value.kind === 'dict' && value.via === 'literal') return entryOf(value, call, context);
  const position = call.args.findIndex((argument) => argument.valueRange.start === range.start);
  const named = call.args[position - 1]?.value;
  if (
    TRACKER_METHODS.includes(call.callee.slice(call.callee.lastIndexOf('.') + 1)) &&
    named?.kind === 'string' &&
    namesCredential(named.value) &&
    isOpen(value, written)
  )
    return { range, name: named.value, alone: true };
  return mayHold(value) ? (credentialsIn(context.facts, range, call.scope)[0] ?? null) : null;
}

const mayHold = (value: Value): boolean =>
  value.kind === 'unknown' ||
  value.kind === 'result' ||
  value.kind === 'reference' ||
  (value.kind === 'string' && value.via === 'constant');

/** The first entry under a credential's name whose value is not written out: a literal is another rule's business. */
function entryOf(value: DictValue, call: CallFact, context: PythonContext): FoundCredential | null {
  for (const [key, item] of value.entries) {
    const written = textAt(context.facts.text, item.range);
    if (key.kind === 'string' && namesCredential(key.value) && isOpen(item, written))
      return { range: item.range, name: key.value, alone: true };
    if (item.kind === 'dict' && item.via === 'literal') {
      const inner = entryOf(item, call, context);
      if (inner !== null) return inner;
    } else {
      const [found] = mayHold(item) ? credentialsIn(context.facts, item.range, call.scope) : [];
      if (found !== undefined) return found;
    }
  }
  return null;
}

/** Not a literal, and nothing that hides: a bare name, an attribute, a look-up. */
const isOpen = (value: Value, written: string): boolean =>
  comesFromOutside(value) ||
  ((value.kind === 'unknown' || value.kind === 'reference') &&
    /^[A-Za-z_][\w.]*(?:\[["'][\w.]+["']\])?$/.test(written));

/** `run["parameters/api_key"]`, `run.config.api_key`, `config["api_key"]`. */
function isInRun(text: string, start: number): boolean {
  const before = /(?:\/|\bconfig(?:\.|\[["']))(\w{0,20})$/.exec(text.slice(Math.max(0, start - 40), start));
  return (
    before !== null &&
    namesCredential(before[1]! + /^\w{0,60}/.exec(text.slice(start, start + 60))![0]) &&
    ['wandb', 'neptune', 'aim'].some((tracker) => text.includes(tracker))
  );
}

function checkAssignment(assignment: AssignmentFact, context: PythonContext): void {
  const name = assignment.name.slice(assignment.name.lastIndexOf('/') + 1);
  const uses = (module: string): boolean =>
    context.facts.imports.some((item) => item.module === module || item.module.startsWith(`${module}.`));
  const isRun = assignment.role === 'subscript' && assignment.name.includes('/') && (uses('neptune') || uses('aim'));
  const isConfiguration = /^(?:wandb|run|self\.run|wandb_run)\.config(?:\.|$)/.test(assignment.target) && uses('wandb');
  if (!(isRun || isConfiguration) || !namesCredential(name)) return;
  if (isOpen(assignment.value, textAt(context.facts.text, assignment.valueRange)))
    report({ range: assignment.valueRange, name, alone: true }, 'tracker', context);
}

type Place = keyof typeof PLACES;

const PLACES = {
  log: 'goes into the log, where everybody who reads the log can use it',
  output: 'goes into the output of this cell, which is saved with the notebook',
  tracker: 'goes to the experiment tracker, where everybody who sees the run can use it',
} as const;

function report({ range, name, alone }: FoundCredential, place: Place, context: PythonContext): void {
  const subject = name === 'os.environ' ? 'The whole environment, keys included,' : `The value of ${name}`;
  const fixes = alone
    ? [
        {
          title: 'Show only whether it is set',
          safety: 'unsafe' as const,
          edits: [{ range, text: `bool(${textAt(context.facts.text, range)})` }],
        },
      ]
    : [];
  context.report({ range, message: `${subject} ${PLACES[place]}.`, fixes });
}
