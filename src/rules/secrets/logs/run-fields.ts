import type { AssignmentFact, PythonFacts } from '../../../core/python-facts';
import { textAt } from '../../../core/range';
import type { Near } from '../../../core/rule';
import { namesCredential } from '../../../analysis/secrets/credential-names';
import type { FoundCredential } from '../python/credential-expressions';
import { isOpen } from './logged-values';

/** `run["parameters/api_key"]`, `run.config.api_key`, `config["api_key"]`. */
export const IN_RUN: Near = {
  before: /(?:\/|\bconfig(?:\.|\[["']))\w{0,20}$/,
  name: namesCredential,
  anywhere: /wandb|neptune|aim/,
};

/** The credential that an assignment puts into a run of Neptune or Aim, or into the configuration of one of W&B. */
export function credentialGivenToRun(assignment: AssignmentFact, facts: PythonFacts): FoundCredential | null {
  const { role, target, value, valueRange } = assignment;
  const name = assignment.name.slice(assignment.name.lastIndexOf('/') + 1);
  const uses = (module: string): boolean =>
    facts.imports.some((item) => item.module === module || item.module.startsWith(`${module}.`));
  const isRun = role === 'subscript' && assignment.name.includes('/') && (uses('neptune') || uses('aim'));
  const isConfiguration = /^(?:wandb|run|self\.run|wandb_run)\.config(?:\.|$)/.test(target) && uses('wandb');
  if (!(isRun || isConfiguration) || !namesCredential(name)) return null;
  return isOpen(value, textAt(facts.text, valueRange)) ? { range: valueRange, name, alone: true } : null;
}
