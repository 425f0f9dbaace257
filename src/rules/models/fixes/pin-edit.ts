import { fromSource } from '../../../analysis/secrets/shortened';
import type { Fix } from '../../../core/finding';
import type { CallFact } from '../../../core/python-facts';
import type { Question } from '../../../core/question';
import type { PythonContext } from '../../../core/rule';
import { hubTypeOf, type ModelReference } from '../../../analysis/models/reference';
import { hubCommit } from '../../../project/questions/hub-commit';
import { replaceWith, setKeyword } from '../../../readers/python/edits';
import { plainStretch } from '../../../readers/python/spelling';
import { pinOf } from './known-commit';

/** Some libraries offer no way to say which revision: nothing to fix at the call. */
export const canPin = (reference: ModelReference): boolean =>
  reference.revisionKeyword !== null ||
  PINNED_IN_ID.has(reference.source) ||
  AT_REVISION.has(reference.library) ||
  reference.revisionText !== null;
const PINNED_IN_ID = new Set(['torch-hub', 'mlflow', 'tfhub', 'kaggle']);
/** Libraries that understand `org/name@commit`. */
const AT_REVISION = new Set(['timm', 'flair']);

/** The fix that pins a reference to the commit that is known here, or what to ask for it. */
export function pin(
  call: CallFact,
  reference: ModelReference,
  context: PythonContext,
): { fix?: Fix; lookup?: Question } {
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
          title: fromSource(`Pin to ${answer.commit.slice(0, 7)}…`, answer.source),
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
