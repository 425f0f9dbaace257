import { nearName } from '../core/near-name';
import { RULES } from '../rules/index';
import { Failure } from './failure';

/** What is said of a name that no rule has: one sentence, with the rule that was probably meant. */
export function noSuchRule(id: string): Failure {
  const near = nearName(
    id,
    RULES.map((rule) => rule.id),
  );
  return new Failure(`there is no rule "${id}"; ${near ? `did you mean "${near}"?` : '"touchstone rules" lists them'}`);
}
