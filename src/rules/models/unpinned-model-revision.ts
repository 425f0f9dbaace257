import { shortened } from '../../analysis/secrets/shortened';
import type { Severity } from '../../core/finding';
import type { CallFact } from '../../core/python-facts';
import { defineRule, type PythonContext } from '../../core/rule';
import { LOADER_CALLEES, modelReferencesOf, type ModelReference } from '../../analysis/models/reference';
import {
  capital,
  exchangeablePart,
  isKnownHere,
  namesNobody,
  readsNames,
  mayRunCode,
  shownReference,
  softened,
  thingOf,
} from '../../analysis/models/reporting';
import { canPin, pin } from './fixes/pin-edit';

export default defineRule({
  id: 'unpinned-model-revision',
  severity: 'warning',
  category: 'models',
  title: 'Unpinned model revision',
  cwe: 1357,
  owasp: 'LLM03:2025',
  atlas: ['AML.T0109', 'AML.T0010.003'],
  docs: {
    what: 'A model, data set, adapter or metric is loaded from a hub without a commit: with no revision, or with a branch, tag, alias or shortened commit.',
    why: 'The files at `main` or a tag can be replaced at any time, by the publisher or by anyone who takes over the account. The next run then loads different weights or code, and no run can be repeated.',
    fix: 'Pass the full 40-digit commit: `revision="…"`. For `torch.hub`, write `owner/repository:<commit>`; for MLflow, a version number. The quick fix takes the commit from the local hub cache, the one that runs today (a safe fix), or else from another file in the project that uses the same repository. *Pin all models in this project* does so everywhere at once. If neither knows it, only the hub does: a look-up is offered, and no commit is made up.',
    references: [
      'https://huggingface.co/docs/transformers/main/en/custom_models',
      'https://docs.pytorch.org/docs/stable/hub.html',
    ],
  },
  listen: { calls: [{ callees: LOADER_CALLEES, check }] },
});

function check(call: CallFact, context: PythonContext): void {
  for (const reference of modelReferencesOf(call)) {
    if (reference.local !== false || reference.offline || reference.id === null || namesNobody(reference)) continue;
    if (reference.pinning !== 'none' && reference.pinning !== 'mutable') continue;
    const { fix, lookup } = pin(call, reference, context);
    const known = reference.revision?.kind === 'string';
    context.report({
      range: known ? (reference.revision!.range ?? reference.idRange) : reference.idRange,
      message: messageOf(reference),
      severity: softened(reference, severityOf(call, reference, context)),
      fixes: fix ? [fix] : [],
      lookups: lookup ? [lookup] : [],
      ...thingOf(reference, 1, context.facts.semantics),
    });
  }
}

/** A well-known publisher is not expected to exchange what is loaded, but for code that runs here nobody should be asked to trust that. */
function severityOf(call: CallFact, reference: ModelReference, context: PythonContext): Severity {
  if (!canPin(reference) || readsNames(call)) return 'hint';
  return isKnownHere(reference, context) === true && !mayRunCode(call, reference) ? 'info' : 'warning';
}

function messageOf(reference: ModelReference): string {
  const name = capital(shownReference(reference));
  const text = reference.revisionText;
  if (reference.source === 'mlflow')
    return `${name} is loaded ${text === null ? 'without a version' : `at "${shortened(text, 24)}", which can move`}.`;
  if (reference.source === 'kaggle' || reference.source === 'tfhub')
    return `${name} is loaded without a version: the next run may get another.`;
  const what = `other ${exchangeablePart(reference)}`;
  if (text === null && !canPin(reference)) return `${name} cannot be pinned at this call.`;
  if (text === null) return `${name} is not pinned: the next run may load ${what}.`;
  if (/^[0-9a-f]{7,39}$/i.test(text)) return `${name} is pinned to a shortened commit: write all 40 digits.`;
  return `${name} is pinned to "${shortened(text, 24)}", which can be moved.`;
}
