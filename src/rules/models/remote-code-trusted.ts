import { argumentOf, type CallFact } from '../../core/python-facts';
import { defineRule, type Near, type PythonContext } from '../../core/rule';
import { unreadCalls } from '../../analysis/flow/unread';
import { SAVERS } from '../../analysis/models/local-folder';
import { LOADER_CALLEES } from '../../analysis/models/reference';
import { judgeCode } from '../../analysis/models/remote-code';
import { judgeRunningCode } from './trust/running-code';
import { reportArgument, reportOption, reportTurnedOn } from './trust/told';
import {
  isSwitchedOn,
  SWITCH,
  trustArgumentOf,
  turnedOnByAssignment,
  turnedOnByCall,
  turnedOnByItem,
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
    what: 'Loading a model, data set, metric or pipeline may run Python code from its repository: `trust_remote_code=True` in any form (argument, default, field, dictionary item, assignment, command line, configuration key), `torch.hub.load`, `evaluate.load`, `custom_pipeline=`.',
    why: 'That code runs with your permissions before anything is known about the model. Unless a commit is pinned, the publisher, or anyone who takes over the account, can change it between two runs.',
    fix: 'Remove `trust_remote_code` if the library supports the architecture by now. If the code is needed, read it, pin `revision` (and `code_revision` if the code is in another repository) to a full commit, and trust the publisher in the configuration.',
    references: [
      'https://huggingface.co/docs/transformers/main/en/custom_models',
      'https://docs.pytorch.org/docs/stable/hub.html#torch.hub.load',
    ],
  },
  listen: {
    calls: [
      { callees: ['**'], triggers: SPELLINGS, near, check: checkCall },
      { callees: LOADER_CALLEES, beside: SAVERS, check: judgeRunningCode },
    ],
    assignments: {
      triggers: [SWITCH],
      anyValue: true,
      near,
      check: (fact, context) => reportTurnedOn(turnedOnByAssignment(fact, context.facts), context),
    },
    dictItems: {
      triggers: [SWITCH],
      anyValue: true,
      near,
      check: (item, context) => reportTurnedOn(turnedOnByItem(item, context.facts), context),
    },
    strings: {
      triggers: SPELLINGS,
      valuesOnly: true,
      near,
      check: (fact, context) => {
        if (isSwitchedOn(fact, context.facts)) context.report({ range: fact.range, ...judgeCode([], context) });
      },
    },
    reads: { calls: unreadCalls(/trust[-_]remote[-_]code/) },
    commands: { check: checkTrustCommand },
    config: { check: checkTrustEntry },
  },
});

function checkCall(call: CallFact, context: PythonContext): void {
  const named = trustArgumentOf(call);
  const given = named ?? argumentOf(call, SWITCH);
  if (named) reportArgument(named, call, context);
  else if (given) reportOption(given, call, context);
  else reportTurnedOn(turnedOnByCall(call, context.facts), context);
}
