import type { Edit, Fix } from '../../core/finding';
import type { Argument, CallFact } from '../../core/python-facts';
import { defineRule, type Near, type PythonContext } from '../../core/rule';
import { LOADER_CALLEES, modelReferencesOf } from '../../analysis/models/reference';
import { judgeCode, referencesBehind } from '../../analysis/models/remote-code';
import { isAtLeast } from '../../analysis/versions';
import { keepsFlag } from '../../readers/python/default-edit';
import { removeArgument, replaceWith, setKeyword } from '../../readers/python/edits';
import { judgeRunningCode } from './trust/running-code';
import {
  decidedBy,
  isSwitchedOn,
  severityFor,
  SWITCH,
  trustArgumentOf,
  turnedOnByAssignment,
  turnedOnByCall,
  turnedOnByItem,
  type TurnedOn,
} from './trust/trusted-in-code';
import { checkTrustEntry } from './trust/trusted-in-config';
import { checkTrustCommand } from './trust/trusted-on-command-line';

const SPELLINGS = [SWITCH, 'trust-remote-code'];
/** Handed on under its own name, or off, it is somebody else's choice. */
const near: Near = { flag: /^(?:False|None|0)\b/ };

export default defineRule({
  id: 'remote-code-trusted',
  severity: 'error',
  category: 'models',
  title: 'Remote code trusted',
  cwe: 829,
  owasp: 'LLM03:2025',
  atlas: ['AML.T0010.003', 'AML.T0011.000'],
  docs: {
    what: 'Loading a model, data set, metric or pipeline is allowed to run Python code that comes from its repository: `trust_remote_code=True` in any form (argument, default, field, dictionary item, assignment, command line, key of a configuration file), `torch.hub.load`, `evaluate.load`, `custom_pipeline=`.',
    why: 'That code runs with all rights of the user, before anything about the model is known. Unless a commit is pinned, the publisher, or whoever takes over the account, can replace it between two runs.',
    fix: 'Leave `trust_remote_code` out where the library knows the architecture by now. Where the code is needed, read it, pin `revision` (and `code_revision`, when the code lives in another repository) to a full commit, and trust the publisher in the configuration.',
    references: [
      'https://huggingface.co/docs/transformers/main/en/custom_models',
      'https://docs.pytorch.org/docs/stable/hub.html#torch.hub.load',
    ],
  },
  listen: {
    calls: [
      { callees: ['**'], triggers: SPELLINGS, near, check: checkCall },
      { callees: LOADER_CALLEES, check: judgeRunningCode },
    ],
    assignments: {
      triggers: [SWITCH],
      anyValue: true,
      near,
      check: (fact, context) => report(turnedOnByAssignment(fact, context.facts), context),
    },
    dictItems: {
      triggers: [SWITCH],
      anyValue: true,
      near,
      check: (item, context) => report(turnedOnByItem(item, context.facts), context),
    },
    strings: {
      triggers: SPELLINGS,
      valuesOnly: true,
      near,
      check: (fact, context) => {
        if (isSwitchedOn(fact, context.facts)) context.report({ range: fact.range, ...judgeCode([], context) });
      },
    },
    commands: { check: checkTrustCommand },
    config: { check: checkTrustEntry },
  },
});

function checkCall(call: CallFact, context: PythonContext): void {
  const named = trustArgumentOf(call);
  if (named) checkArgument(named, call, context);
  else report(turnedOnByCall(call, context.facts), context);
}

function checkArgument(named: Argument, call: CallFact, context: PythonContext): void {
  const references = modelReferencesOf(call).filter((reference) => reference.code !== 'never');
  const obsolete = references.some(({ library }) => library === 'datasets') && isObsolete(context);
  if (obsolete) {
    const edit = removeArgument(context.facts, call, named);
    return context.report({
      range: named.range,
      severity: 'info',
      message:
        'trust_remote_code has no effect: the resolved version of datasets (4 or later) runs no loading scripts.',
      fixes: edit ? [{ title: 'Remove trust_remote_code', safety: 'safe', edits: [edit] }] : [],
    });
  }
  const edit = setKeyword(context.facts, call, SWITCH, 'False');
  const judged = judgeCode(references, context);
  const severity = severityFor(decidedBy(named.range, context.facts), judged.severity);
  context.report({ range: named.range, message: judged.message, severity, fixes: edit ? [turnOff(edit)] : [] });
}

/** The library runs no scripts any more. */
const isObsolete = (context: PythonContext): boolean => isAtLeast(context, '4', 'datasets');

const turnOff = (edit: Edit): Fix => ({ title: 'Set trust_remote_code=False', safety: 'unsafe', edits: [edit] });

function report(turnedOn: TurnedOn | null, context: PythonContext): void {
  if (turnedOn === null || turnedOn.value.kind === 'unknown' || turnedOn.value.kind === 'result') return;
  const { range, decided } = turnedOn;
  const { origin } = turnedOn.value;
  const { severity, message } = judgeCode(referencesBehind(context.facts, SWITCH, origin), context);
  const written = context.facts.semantics.expressionAt(origin);
  const fixes =
    written?.kind === 'constant' && written.value.kind === 'boolean' && keepsFlag(context.facts, origin, 'False')
      ? [turnOff(replaceWith(origin, 'False'))]
      : [];
  context.report({ range, message, severity: severityFor(decided, severity), fixes });
}
