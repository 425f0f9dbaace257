import type { Fix } from '../../core/finding';
import type { Question } from '../../core/question';
import type { CallFact } from '../../core/python-facts';
import { defineRule, type PythonContext } from '../../core/rule';
import { setKeyword, replaceWith } from '../../readers/python/edits';
import { plainStretch } from '../../readers/python/spelling';
import { hubTypeOf, LOADER_CALLEES, modelReferencesOf, type ModelReference } from '../../analysis/models/reference';
import { capital, exchangeablePart, shownReference, readsNames, softened } from '../../analysis/models/reporting';
import { hubCommit } from '../../project/questions/hub-commit';
import { pinOf } from './fixes/known-commit';

export default defineRule({
  id: 'unpinned-model-revision',
  severity: 'warning',
  category: 'models',
  title: 'Unpinned model revision',
  cwe: 1357,
  owasp: 'ML06:2023 AI Supply Chain Attacks',
  docs: {
    what: 'A model, data set, adapter or metric is loaded from a hub without the commit that is meant: with no revision, or with a branch, a tag, an alias or a shortened commit.',
    why: 'What stands behind `main` or a tag can be replaced at any time, by the publisher or by whoever takes over the account. The next run then loads other weights or other code, and no run can be repeated.',
    fix: 'Pass the full 40-digit commit: `revision="…"`. For `torch.hub`, write `owner/repository:<commit>`; for MLflow, a version number. The quick fix takes the commit from the local hub cache, which is the one that runs today (a safe fix), or else the one at which another file of the project takes the same repository. *Pin all models in this project* does so everywhere at once. Where neither knows it, only the hub does: the look-up is offered, and no commit is made up.',
    references: [
      'https://huggingface.co/docs/transformers/main/en/custom_models',
      'https://docs.pytorch.org/docs/stable/hub.html',
    ],
  },
  listen: { calls: [{ callees: LOADER_CALLEES, check }] },
});

function check(call: CallFact, context: PythonContext): void {
  for (const reference of modelReferencesOf(call)) {
    if (reference.local !== false || reference.offline || reference.id === null) continue;
    if (reference.pinning !== 'none' && reference.pinning !== 'mutable') continue;
    const { fix, lookup } = pin(call, reference, context);
    const known = reference.revision?.kind === 'string';
    context.report({
      range: known ? (reference.revision!.range ?? reference.idRange) : reference.idRange,
      message: messageOf(reference),
      severity: softened(reference, canPin(reference) && !readsNames(call) ? 'warning' : 'hint'),
      fixes: fix ? [fix] : [],
      lookups: lookup ? [lookup] : [],
    });
  }
}

/** Some libraries offer no way to say which revision: nothing to fix at the call. */
const canPin = (reference: ModelReference): boolean =>
  reference.revisionKeyword !== null ||
  PINNED_IN_ID.has(reference.source) ||
  AT_REVISION.has(reference.library) ||
  reference.revisionText !== null;
const PINNED_IN_ID = new Set(['torch-hub', 'mlflow', 'tfhub', 'kaggle']);
/** Libraries that understand `org/name@commit`. */
const AT_REVISION = new Set(['timm', 'flair']);

function messageOf(reference: ModelReference): string {
  const name = capital(shownReference(reference));
  const text = reference.revisionText;
  if (reference.source === 'mlflow')
    return `${name} is taken ${text === null ? 'without a version' : `at "${text}"`}, which moves whenever somebody registers or promotes another one.`;
  if (reference.source === 'kaggle' || reference.source === 'tfhub')
    return `${name} is taken without a version, so the next run may load another one.`;
  const what = `other ${exchangeablePart(reference)}`;
  if (text === null && !canPin(reference))
    return `${name} cannot be pinned at this call, so the next run may load ${what}; download it with snapshot_download(revision=…) and load the folder.`;
  if (text === null)
    return `${name} has no revision, so whoever controls its main branch can give the next run ${what}.`;
  if (/^[0-9a-f]{7,39}$/i.test(text))
    return `${name} is pinned to the shortened commit "${text}", which is not unambiguous; write all 40 digits.`;
  return `${name} is taken at "${text}", a branch or tag that can be moved to ${what}.`;
}

function pin(call: CallFact, reference: ModelReference, context: PythonContext): { fix?: Fix; lookup?: Question } {
  if (reference.source !== 'huggingface' || !canPin(reference)) return {};
  const wanted = [hubTypeOf(reference), reference.id!, reference.revisionText ?? 'main'] as const;
  const lookup = hubCommit.key(context.path, ...wanted);
  const answer = pinOf(context, ...wanted);
  if (!answer) return { lookup };
  const edit =
    reference.revisionKeyword !== null
      ? setKeyword(context.facts, call, reference.revisionKeyword, `"${answer.commit}"`)
      : AT_REVISION.has(reference.library)
        ? pinInside(reference, answer.commit, context)
        : null;
  return edit
    ? {
        fix: {
          title: `Pin to commit ${answer.commit.slice(0, 7)}… (from ${answer.source})`,
          safety: answer.safety,
          edits: [edit],
        },
      }
    : { lookup };
}

/** `hf_hub:org/name` → `hf_hub:org/name@commit`, inside the quotes of a literal in place. */
function pinInside(reference: ModelReference, commit: string, context: PythonContext) {
  const { idValue } = reference;
  if (idValue.kind !== 'string' || idValue.via !== 'literal') return null;
  const written = context.facts.semantics.expressionAt(idValue.range);
  const stretch = written && plainStretch(written);
  return stretch?.text === idValue.value ? replaceWith(stretch, `${idValue.value.split('@', 1)[0]!}@${commit}`) : null;
}
