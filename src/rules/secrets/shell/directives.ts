import { nameKindOf } from '../../../analysis/secrets/names';
import { isStandIn } from '../../../analysis/secrets/placeholders';
import type { InfrastructureFacts } from '../../../core/infrastructure-facts';
import type { Context } from '../../../core/rule';

/** `#SBATCH --export=ALL,HF_TOKEN=…`, `--comment`: `scontrol show job` and `sacct` show them to everyone. Source: slurm.schedmd.com, sbatch. */
export function checkDirectives({ settings }: InfrastructureFacts, context: Context): void {
  for (const { type, path, value, valueRange } of settings) {
    if (type !== 'slurm:job' || (path !== 'export' && path !== 'comment')) continue;
    for (const { 0: whole, 1: name, 2: given, index } of value.matchAll(/(?<![^,;\s])([A-Za-z_]\w{0,100})=([^,;\s]+)/g))
      if (nameKindOf(name!) !== null && !isStandIn(given!))
        context.report({
          range: { start: valueRange.start + index, end: valueRange.start + index + whole.length },
          severity: 'warning',
          message: 'The scheduler shows this credential to every user of the cluster.',
          detail: 'Set it in the environment that sbatch is called from, or read it from a file in the job',
        });
  }
}
