import type { Note } from '../../core/finding';
import { DEFAULT_POLICY, type Policy } from '../../core/policy';
import { defineQuestion, type Answering, type Question } from '../../core/question';
import { directoryOf, isCode } from '../paths';
import { isIncluded, mergePolicy, readPolicy, readPolicyIn, type ReadPolicy } from '../policy';

interface DirectoryQuestion extends Question {
  readonly directory: string;
}

const mayBePolicy = (path: string | null): boolean => path === null || !isCode(path);

/** What stands in a directory itself: asked again by every directory below it. */
const ownPolicy = defineQuestion({
  kind: 'own-policy',
  key: (path): DirectoryQuestion => ({ kind: 'own-policy', directory: directoryOf(path) }),
  find: ({ directory }, { host }): Promise<ReadPolicy | null> =>
    readPolicyIn(host.files, directory, host.rules ?? null),
  nothing: null,
  forgottenWhen: mayBePolicy,
  watches: { globs: ['touchstone.toml', 'pyproject.toml'] },
});

/** The configuration that holds in a directory: nearest file, with the host's settings over it, and what of it was not understood. */
export const policyNear = defineQuestion({
  kind: 'policy',
  key: (path): DirectoryQuestion => ({ kind: 'policy', directory: directoryOf(path) }),
  async find({ directory }, project): Promise<{ readonly policy: Policy; readonly notes: readonly Note[] }> {
    const { overrides, policy: named, files, rules = null } = project.host;
    if (named) return { policy: mergePolicy(named, overrides), notes: [] };
    const read = await readPolicy(files, directory, rules, (_files, own) =>
      project.answer(ownPolicy, { kind: 'own-policy', directory: own }),
    );
    return { policy: mergePolicy(read.policy, overrides), notes: read.notes };
  },
  nothing: { policy: DEFAULT_POLICY, notes: [] },
  forgottenWhen: mayBePolicy,
});

/** The policy that holds for a document. */
export const policyFor = async (path: string, project: Answering): Promise<Policy> =>
  (await project.answer(policyNear, policyNear.key(path))).policy;

/** What of the configuration that holds for a document was not understood. */
export const policyNotes = async (path: string, project: Answering): Promise<readonly Note[]> =>
  (await project.answer(policyNear, policyNear.key(path))).notes;

/** Whether the policy wants a document scanned. */
export const includes = async (path: string, project: Answering): Promise<boolean> =>
  isIncluded(await policyFor(path, project), path);
