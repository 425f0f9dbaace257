import { shortened } from '../../analysis/secrets/shortened';
import type { AssignmentFact, CallFact } from '../../core/python-facts';
import { rangeOf } from '../../core/range';
import { defineRule, type PythonContext } from '../../core/rule';
import { replaceWith } from '../../readers/python/edits';
import {
  LOGGED,
  LOGGED_TOKEN,
  METHODS,
  speaksOfCredential,
  speaksOfToken,
  TOKEN_TRIGGERS,
  TRACKER_METHODS,
  TRIGGERS,
} from './logs/log-words';
import { destinationOf, findIn, isWritten, type Destination } from './logs/logged-values';
import { credentialGivenToRun, IN_RUN } from './logs/run-fields';
import { ENVIRONMENT_NAME, type FoundCredential } from './python/credential-expressions';

const WRITERS = [
  'print',
  ...METHODS.map((method) => `**.${method}`),
  ...TRACKER_METHODS.map((method) => `**.${method}`),
  'wandb.init',
  'wandb.**.update',
];

export default defineRule({
  id: 'secret-in-log',
  severity: 'warning',
  category: 'secrets',
  title: 'Secret in a log',
  cwe: 532,
  atlas: ['AML.T0055'],
  docs: {
    what: "A credential is printed, logged, displayed in an app or sent to an experiment tracker (MLflow, Weights & Biases, Comet, Neptune, TensorBoard, ClearML). A value counts as a credential if it is read under such a name from an environment variable, a notebook's secret store or a prompt, or if its own name says so (`api_key`, `password`, `hf_token`). Its length, its first characters, whether it is set, masked or hashed values, and tokenizers' tokens are not reported.",
    why: 'Logs, notebook outputs and runs are read, copied and kept by more people and systems than the credential was meant for, and are easily forgotten when keys are rotated.',
    fix: 'Remove the value, or log only whether it is set (`bool(api_key)`). Remove credentials from a dictionary before it is logged as configuration. Rotate what has already been logged.',
    references: ['https://cheatsheetseries.owasp.org/cheatsheets/Logging_Cheat_Sheet.html'],
  },
  listen: {
    calls: [
      { callees: WRITERS, triggers: TRIGGERS, near: LOGGED, check: checkCall },
      { callees: WRITERS, triggers: TOKEN_TRIGGERS, near: LOGGED_TOKEN, check: checkTokens },
    ],
    // In a run's namespace or configuration alone: every other assignment to such a name is no log.
    assignments: {
      triggers: ['api_key', 'api_token', 'access_token', 'password', 'hf_token', 'secret', 'token'],
      near: IN_RUN,
      anyValue: true,
      check: checkAssignment,
    },
    // Whether an attribute may be a text that shows itself as stars.
    reads: { assignments: ['SecretStr', 'SecretBytes'] },
  },
});

function checkCall(call: CallFact, context: PythonContext): void {
  if (speaksOfCredential(call, context.facts)) reportWritten(call, context);
}

/** Hears of the calls that speak of nothing else. */
function checkTokens(call: CallFact, context: PythonContext): void {
  if (!speaksOfCredential(call, context.facts) && speaksOfToken(call, context.facts)) reportWritten(call, context);
}

function reportWritten(call: CallFact, context: PythonContext): void {
  const destination = destinationOf(call, context);
  if (destination === null) return;
  for (const argument of call.args) {
    if (!isWritten(argument, call)) continue;
    const found = findIn(argument, call, context.facts);
    if (found !== null) return report(found, destination, context);
  }
}

function checkAssignment(assignment: AssignmentFact, context: PythonContext): void {
  const found = credentialGivenToRun(assignment, context.facts);
  if (found !== null) report(found, 'tracker', context);
}

const EFFECTS: Readonly<Record<Destination, string>> = {
  log: 'is logged: anyone who reads the log can use it',
  output: 'is printed into the cell output, which is saved',
  tracker: 'is sent to the experiment tracker in clear text',
};

function report({ range, name, alone }: FoundCredential, destination: Destination, context: PythonContext): void {
  const { start, end } = range;
  const subject = name === ENVIRONMENT_NAME ? 'The whole environment, including keys,' : shortened(name);
  const fixes = alone
    ? [
        {
          title: 'Show only whether it is set',
          safety: 'unsafe' as const,
          edits: [replaceWith(rangeOf(start, start), 'bool('), replaceWith(rangeOf(end, end), ')')],
        },
      ]
    : [];
  context.report({ range, message: `${subject} ${EFFECTS[destination]}.`, fixes });
}
