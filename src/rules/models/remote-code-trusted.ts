import type { Fix, Severity } from '../../core/finding';
import {
  argumentOf,
  type AssignmentFact,
  type CallFact,
  type DictItemFact,
  type StringFact,
} from '../../core/python-facts';
import { contains, type Range } from '../../core/range';
import { defineRule, type PythonContext } from '../../core/rule';
import { stringOf, truthOf, type Value } from '../../core/value';
import { switched } from '../../readers/python/nearby';
import { conditionsAround } from '../../analysis/flow/conditions';
import { removeArgument, replaceWith, setKeyword } from './fixes/edits';
import { LOADER_CALLEES, modelReferencesOf } from '../../analysis/models/reference';
import {
  callAround,
  consumersOf,
  defaultOf,
  definesOption,
  isForwarded,
  judgeCode,
  referencesBehind,
} from '../../analysis/models/remote-code';
import { judgeRunningCode } from './trust/running-code';
import { checkTrustEntry } from './trust/trusted-in-config';
import { checkTrustMagic, setsFlag } from './trust/trusted-on-command-line';
import { resolvedVersion } from '../../project/questions/locks';

const NAME = 'trust_remote_code';
const TRIGGERS = ['trust_remote_code'];
/** Handed on under its own name, or off, it is somebody else's choice. */
const isSwitched = switched(/^(?:False|None|0)\b/);

export default defineRule({
  id: 'remote-code-trusted',
  severity: 'error',
  category: 'models',
  title: 'Remote code trusted',
  cwe: 829,
  owasp: 'ML06:2023 AI Supply Chain Attacks',
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
      {
        callees: ['**'],
        triggers: ['trust_remote_code', 'trust-remote-code'],
        near: isSwitched,
        check: checkArguments,
      },
      { callees: LOADER_CALLEES, check: judgeRunningCode },
    ],
    assignments: { triggers: TRIGGERS, anyValue: true, near: isSwitched, check: checkAssignment },
    dictItems: { triggers: TRIGGERS, anyValue: true, near: isSwitched, check: checkItem },
    strings: {
      triggers: ['trust_remote_code', 'trust-remote-code'],
      valuesOnly: true,
      near: isSwitched,
      check: checkString,
    },
    magics: { check: checkTrustMagic },
    config: { check: checkTrustEntry },
  },
});

function checkArguments(call: CallFact, context: PythonContext): void {
  const named = argumentOf(call, NAME);
  if (
    named &&
    (!named.spread || isConfigured(named.value)) &&
    truthOf(named.value) === true &&
    !isDefault(named.value)
  ) {
    const references = modelReferencesOf(call).filter((reference) => reference.code !== 'never');
    if (references.some((reference) => reference.library === 'datasets') && isObsolete(context)) {
      const edit = removeArgument(context.facts, call, named);
      return context.report({
        range: named.range,
        severity: 'info',
        message:
          'trust_remote_code has no effect: the resolved version of datasets (4 or later) runs no loading scripts.',
        fixes: edit ? [{ title: 'Remove trust_remote_code', safety: 'safe', edits: [edit] }] : [],
      });
    }
    const edit = setKeyword(context.facts, call, NAME, 'False');
    return context.report({
      range: named.range,
      ...judgeCode(references, context),
      fixes: edit ? [turnOff(edit)] : [],
    });
  }
  // kwargs.setdefault("trust_remote_code", True), setattr(config, "trust_remote_code", True), options.get(…, True)
  const at = /(?:^|\.)(?:setdefault|setattr|getattr|get|pop)$/.test(call.callee)
    ? call.args.findIndex((argument) => stringOf(argument.value) === NAME)
    : -1;
  const set =
    at < 0
      ? definesOption(call) &&
        call.args.some((argument) => /^--?trust[-_]remote[-_]code$/.test(stringOf(argument.value) ?? ''))
        ? argumentOf(call, 'default')
        : undefined
      : call.args[at + 1];
  if (set && truthOf(set.value) === true)
    report(set.value, set.valueRange, context, isAskedFor(set.valueRange, context) ? 'hint' : undefined);
}

function checkAssignment(fact: AssignmentFact, context: PythonContext): void {
  if (!/^(?:HF_(?:\w+_)?)?trust_remote_code$/i.test(fact.name)) return;
  const declared =
    fact.value.kind === 'result' && (fact.role === 'class-attribute' || fact.role === 'parameter-default')
      ? defaultOf(fact.valueRange, context.facts)
      : undefined;
  if (declared && truthOf(declared.value) === true) return report(declared.value, declared.range, context, 'hint');
  const on =
    truthOf(fact.value) === true || (/^HF_/.test(fact.name) && /^(?:1|true|yes|on)$/i.test(stringOf(fact.value) ?? ''));
  if (
    !on ||
    fact.value.kind === 'unknown' ||
    fact.value.kind === 'result' ||
    fact.value.kind === 'reference' ||
    (fact.value.kind === 'string' && !/^HF_/.test(fact.name))
  )
    return;
  // A local constant is judged where it is used, with what is loaded there.
  if (fact.role === 'variable' && consumersOf(context.facts, NAME, fact.value.origin).length > 0) return;
  // One of several assignments: which one holds where it is used is not known. Under `if trust_remote_code:` the caller decided.
  report(
    fact.value,
    fact.range,
    context,
    fact.role === 'variable' || isAskedFor(fact.range, context) ? 'hint' : undefined,
  );
}

function checkItem(item: DictItemFact, context: PythonContext): void {
  if (item.key === NAME && item.value.kind !== 'string' && truthOf(item.value) === true && !isDefault(item.value))
    report(item.value, item.range, context, isAskedFor(item.range, context) ? 'hint' : undefined);
}

function checkString(fact: StringFact, context: PythonContext): void {
  if (fact.value === null) return;
  if (/^\s*\w+=[^\n]*,\s*trust_remote_code=(?:true|1)\s*(?:,|$)/i.test(fact.value))
    return context.report({ range: fact.range, ...judgeCode([], context) }); // model_args="pretrained=…,trust_remote_code=True"
  const whole = /^--trust[-_]remote[-_]code(?:=(?:true|1))?$/i.test(fact.value);
  if (context.facts.comparisons.some(({ range }) => contains(range, fact.range))) return; // `"--flag" in sys.argv`
  if (isForwarded(context.facts.text, fact.range)) return;
  const around = callAround(context.facts, fact.range);
  if (
    whole
      ? around && definesOption(around)
      : !around || !/^(?:os\.(?:system|popen)|subprocess\.\w+)$/.test(around.callee) || !setsFlag(fact.value)
  )
    return;
  context.report({ range: fact.range, ...judgeCode([], context) });
}

/** Stands under `if trust_remote_code:`. A condition that says `not` is no permission. */
const isAskedFor = (range: Range, { facts }: PythonContext): boolean =>
  conditionsAround(facts.text, range.start).some(
    (condition) =>
      /\btrust_remote\w*/.test(condition) &&
      !/\bnot\b[^,]*trust_remote|trust_remote\w*\s*(?:is None|is False|==\s*False)/.test(condition),
  );

const isDefault = (value: Value): boolean =>
  value.kind !== 'unknown' && value.kind !== 'result' && value.via === 'default';
/** Out of a configuration file, where nothing else is reported. A dictionary in code is judged where it is written. */
const isConfigured = (value: Value): boolean =>
  value.kind !== 'unknown' && value.elsewhere !== undefined && !value.elsewhere.path.endsWith('.py');
const isObsolete = (context: PythonContext): boolean =>
  Number.parseInt(context.project.ask(resolvedVersion, 'datasets')?.version ?? '', 10) >= 4;
const turnOff = (edit: Fix['edits'][number]): Fix => ({
  title: 'Set trust_remote_code=False',
  safety: 'unsafe',
  edits: [edit],
});

function report(value: Value, range: Range, context: PythonContext, severity?: Severity): void {
  if (value.kind === 'unknown' || value.kind === 'result') return;
  const literal = context.facts.text.slice(value.origin.start, value.origin.end);
  const fixes = literal === 'True' ? [turnOff(replaceWith(value.origin, 'False'))] : [];
  const judged = judgeCode(referencesBehind(context.facts, NAME, value.origin), context);
  context.report({ range, message: judged.message, severity: severity ?? judged.severity, fixes });
}
