import type { LockFacts, RequirementOption, RequirementsFacts } from '../../../core/requirement-facts';
import { directoryOf } from '../../../project/paths';
import { daysBefore } from '../approval/cutoffs';

/** A cut-off of uv's settings that is not the one its lock was made with: uv then takes nothing of the lock and resolves anew. */
export interface CutoffDisagreement {
  readonly option: RequirementOption;
  readonly lock: LockFacts;
}

const DAY = 24 * 60 * 60 * 1000;
/** A date without a time ends when it does in the zone of whoever locks: from 14 hours before its end in UTC to 12 after. */
const ZONES = 14 / 24;

/**
 * Where `exclude-newer` of `[tool.uv]` or `uv.toml` is not what the lock beside it was made with; null where it is, and where nobody can say:
 * several of them, another table than uv's own. That no setting has a cut-off of the lock tells nothing: a variable or the user's settings may.
 * Source: uv 0.9, `uv lock --check`.
 */
export function cutoffDisagreement(
  facts: RequirementsFacts,
  locks: readonly LockFacts[] | undefined,
): CutoffDisagreement | null {
  const [option, other] = facts.entries.filter(
    (entry): entry is RequirementOption => entry.kind === 'option' && entry.name === '--exclude-newer',
  );
  const path = `${directoryOf(facts.path)}uv.lock`;
  const lock = locks?.find((each) => each.kind === 'uv' && each.path === path);
  if (!option || other || option.value === null || lock?.cutoff === undefined || !isOfUv(option, facts)) return null;
  return isSame(option.value, lock.cutoff) ? null : { option, lock };
}

/** Whether the option stands in the table of uv itself, and not in that of `uv pip`, which makes no lock. */
function isOfUv({ range }: RequirementOption, { path, text, offset = 0 }: RequirementsFacts): boolean {
  const header = text
    .slice(0, range.start - offset)
    .match(/^[ \t]*\[[^\]\n]*\]/gm)
    ?.at(-1)
    ?.replace(/\s/g, '');
  return /(?:^|\/)uv\.toml$/.test(path) ? header === undefined : header === '[tool.uv]';
}

function isSame(asked: string, cutoff: LockFacts['cutoff']): boolean {
  const isDated = /^\d{4}-/.test(asked.trim());
  if (!cutoff) return false;
  if (!isDated || cutoff.span !== null) {
    const [one, other] = [daysBefore(asked, ''), cutoff.span === null ? null : daysBefore(cutoff.span, '')];
    // What nobody here can read may be the same.
    return isDated ? false : one === null ? cutoff.span !== null : one === other;
  }
  const [at, end] = [Date.parse(cutoff.at), Date.parse(asked.trim().replace(' ', 'T'))];
  if (Number.isNaN(at) || Number.isNaN(end)) return true;
  return /[Tt ]/.test(asked.trim()) ? at === end : Math.abs(at - end - DAY) <= ZONES * DAY;
}
