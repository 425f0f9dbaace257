import type { Fix } from '../../../core/finding';
import { argumentOf, type CallFact } from '../../../core/python-facts';
import type { PythonContext } from '../../../core/rule';
import { truthOf } from '../../../core/value';
import { setKeyword } from '../../../readers/python/edits';
import { modelReferencesOf, type ModelReference } from '../../../analysis/models/reference';
import { judgeCode } from '../../../analysis/models/remote-code';
import { capital, isKnownHere, shownReference, softened, thingOf } from '../../../analysis/models/reporting';

/** Loaders that run the source's code without being told to trust it: hub entry points, metric scripts, custom pipelines, AutoAWQ's default. */
export function judgeRunningCode(call: CallFact, context: PythonContext): void {
  const trusted = argumentOf(call, 'trust_remote_code')?.value;
  for (const reference of modelReferencesOf(call)) {
    if (reference.local !== false || reference.offline || reference.id === null || truthOf(trusted) === true) continue;
    if (reference.code === 'default' ? trusted === undefined && !call.open : reference.code === 'always')
      judge(call, reference, context);
  }
}

function judge(call: CallFact, reference: ModelReference, context: PythonContext): void {
  const known = isKnownHere(reference, context);
  const pinned = reference.pinning === 'commit';
  if (reference.code === 'default') {
    const edit = setKeyword(context.facts, call, 'trust_remote_code', 'False');
    return context.report({
      range: reference.idRange,
      ...judgeCode([reference], context),
      fixes: edit ? [{ title: 'Set trust_remote_code=False', safety: 'unsafe', edits: [edit] }] : [],
      ...thingOf(reference, 3, context.facts.semantics),
    });
  }
  const trustRepo = argumentOf(call, 'trust_repo')?.value;
  const unasked = reference.source === 'torch-hub' && trustRepo?.kind === 'boolean' && trustRepo.value;
  // A well-known owner's code is asked for by name; that its commit should be pinned is another rule's word.
  if (known !== false && !(unasked && !pinned)) return;
  const what = `${capital(shownReference(reference))} runs its code when loaded`;
  const message =
    known !== false
      ? `${what}; trust_repo=True skips the question.`
      : pinned
        ? `${what}; its publisher is not well known.`
        : `${what}: unknown publisher, no commit pinned.`;
  const fixes: Fix[] = [];
  // Where nobody knows the owner, asking first does not make the code known.
  const edit = unasked && known !== false ? setKeyword(context.facts, call, 'trust_repo', '"check"') : null;
  if (edit) fixes.push({ title: 'Set trust_repo="check"', safety: 'unsafe', edits: [edit] });
  context.report({
    range: reference.idRange,
    severity: softened(reference, known !== false ? 'info' : pinned ? 'warning' : 'error'),
    message,
    fixes,
    // That nobody is asked is another thing than what is loaded.
    ...(known === false ? thingOf(reference, 3, context.facts.semantics) : null),
  });
}
