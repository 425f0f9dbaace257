import type { IndexStatus } from '../../../core/package-index';
import type { Requirement } from '../../../core/requirement-facts';
import type { RequirementsContext } from '../../../core/rule';
import { shortened } from '../../../analysis/secrets/shortened';
import { requirementRange } from '../pinning/pinning';
import { indexAnswer } from './asked-indexes';

/** Reports a requirement whose project has a status on its index (PEP 792), with the reason that the index gives. `what` follows the name. */
export function reportStatus(
  status: IndexStatus,
  what: string,
  requirement: Requirement,
  context: RequirementsContext,
): void {
  const answer = indexAnswer(requirement, context);
  if (answer?.project?.status !== status) return;
  const reason = answer.project.reason.replace(/\.$/, '');
  context.report({
    range: requirementRange(requirement, context.facts),
    message: `${shortened(requirement.name!, 40)} ${what}${reason === '' ? '' : ` (${shortened(reason, 50)})`}.`,
    detail: `${answer.source} says so`,
    ...(status === 'quarantined' && { absorbs: ['vulnerable-dependency', 'unpinned-requirement'], everywhere: true }),
  });
}
