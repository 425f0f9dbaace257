import { shortened } from '../../../analysis/secrets/shortened';
import type { Severity } from '../../../core/finding';
import type { PythonContext } from '../../../core/rule';
import { GITHUB_OWNERS, HUB_PUBLISHERS, isKnownPublisher } from '../../../analysis/models/publishers';

/** A clone at no commit, and what becomes of it. */
interface UnpinnedClone {
  readonly name: string;
  readonly owner: string | null;
  /** The branch or tag that is named. */
  readonly ref: string | null;
  /** What the program does with its code; null when it does nothing that is known. */
  readonly use: 'runs' | 'imports' | null;
}

/** What there is to say of a clone: more when its code is used, less for a well-known owner and a tag. */
export function judgeClone(
  { name, owner, ref, use }: UnpinnedClone,
  { trustedPublishers }: PythonContext['policy'],
): { readonly severity: Severity; readonly message: string } {
  const known =
    owner !== null &&
    [GITHUB_OWNERS, HUB_PUBLISHERS].some((publishers) => isKnownPublisher(owner, publishers, trustedPublishers));
  const milder = known || (ref !== null && /^v?\d+(?:\.\d+)/.test(ref));
  const what =
    ref === null
      ? `${shortened(name)} is cloned without a commit`
      : `${shortened(name)} is cloned at "${shortened(ref, 24)}", which can move`;
  const effect = use ? `, and its code ${use === 'runs' ? 'is run' : 'is imported'}` : '';
  return {
    severity: use ? (milder ? 'info' : 'warning') : milder ? 'hint' : 'info',
    message: `${what}${effect}.`,
  };
}
