import { PICKLED_WEIGHTS, READ_BY_LOADERS } from '../../../analysis/artifacts/model-folder';
import { LOADER_CALLEES, modelReferencesOf } from '../../../analysis/models/reference';
import { shortened } from '../../../analysis/secrets/shortened';
import type { ModelLockFacts } from '../../../core/model-lock-facts';
import type { CallFact } from '../../../core/python-facts';
import type { Context, Listeners, PythonContext } from '../../../core/rule';
import { hubFiles, type ToldFiles } from '../../../project/questions/hub-files';

/** Listens to calls that load a model of the hub, of which the hub says that its scanners found something in a file that is read. */
export const LOADS_OF_FLAGGED: NonNullable<Listeners['calls']>[number] = {
  callees: LOADER_CALLEES,
  check: checkLoad,
};

function checkLoad(call: CallFact, context: PythonContext): void {
  for (const { id, local, source, repoType, revisionText } of modelReferencesOf(call)) {
    if (id === null || local !== false || source !== 'huggingface' || repoType !== 'model') continue;
    const told = context.project.ask(hubFiles, 'model', id, revisionText ?? 'main');
    const [first, ...others] = told ? loadedOf(told) : [];
    if (first === undefined) continue;
    context.report({
      range: call.range,
      message: messageOf(first, told!.source),
      detail: `${shortened(id, 60)} at ${told!.commit.slice(0, 7)}${others.length > 0 ? `, and ${others.length} more of its files` : ''}. Its page on the hub shows what they found`,
    });
  }
}

/** Reports what a lock records of models and the hub's scanners found something in. */
export function flaggedInLock({ models }: ModelLockFacts, context: Context): void {
  for (const { id, type, commit, files } of models) {
    const told = context.project.ask(hubFiles, type, id, commit);
    for (const { path, range } of files)
      if (told?.suspicious?.includes(path))
        context.report({
          range,
          message: messageOf(path, told.source),
          detail: `${shortened(id, 60)} at ${commit.slice(0, 7)}. Its page on the hub shows what they found`,
        });
  }
}

const messageOf = (path: string, source: string): string =>
  `The scanners of ${shortened(source, 40)} found something in ${JSON.stringify(shortened(path, 40))}.`;

/** Of what was found, what a loader reads: weights, where there are safetensors only those. */
function loadedOf({ files, suspicious }: ToldFiles): readonly string[] {
  const hasSafetensors = files.some(({ path }) => path.endsWith('.safetensors'));
  return (suspicious ?? []).filter((path) => {
    const name = path.slice(path.lastIndexOf('/') + 1);
    return READ_BY_LOADERS.test(name) && !(hasSafetensors && PICKLED_WEIGHTS.test(name));
  });
}
