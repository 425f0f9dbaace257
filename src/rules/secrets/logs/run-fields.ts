import type { AssignmentFact, PythonFacts } from '../../../core/python-facts';
import type { Near } from '../../../core/rule';
import type { Expression } from '../../../core/semantics';
import { namesCredential } from '../../../analysis/secrets/credential-names';
import type { FoundCredential } from '../python/credential-expressions';
import { isOpen } from './logged-values';

/** Brackets around the name of a field, too. */
const INSIDE = String.raw`(?:[\s\\(]|#[^\n]*\n)*`;

/** `run["parameters/api_key"]`, `run.config.api_key`, `config["api_key"]`. */
export const IN_RUN: Near = {
  before: new RegExp(`(?:\\/|\\bconfig${INSIDE}(?:\\.${INSIDE}|\\[${INSIDE}["']))\\w{0,20}$`),
  name: namesCredential,
  anywhere: /wandb|neptune|aim/,
};

/** The credential that an assignment puts into a run of Neptune or Aim, or into the configuration of one of W&B. */
export function credentialGivenToRun(assignment: AssignmentFact, facts: PythonFacts): FoundCredential | null {
  const { role, targetRange, valueRange: range, expression } = assignment;
  const name = assignment.name.slice(assignment.name.lastIndexOf('/') + 1);
  if (!namesCredential(name)) return null;
  const uses = (module: string): boolean =>
    facts.imports.some((item) => item.module === module || item.module.startsWith(`${module}.`));
  const isRun = role === 'subscript' && assignment.name.includes('/') && (uses('neptune') || uses('aim'));
  const [holder] = facts.semantics.expressionAt(targetRange)?.parts ?? [];
  const isConfiguration = holder !== undefined && isConfigurationOfRun(holder) && uses('wandb');
  return (isRun || isConfiguration) && isOpen(expression) ? { range, name, alone: true } : null;
}

/** `wandb.config`, or the `config` of what `wandb.init` gave, or of what is called a run. */
function isConfigurationOfRun({ kind, name, parts, qualified }: Expression): boolean {
  if (kind !== 'attribute' || name !== 'config') return false;
  return /^wandb\.(?:init\(\)\.|run\.)?config$/.test(qualified) || /^(?:wandb_)?run$/.test(parts[0]?.name ?? '');
}
