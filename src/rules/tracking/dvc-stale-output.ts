import { shortened } from '../../analysis/secrets/shortened';
import type { DvcStage } from '../../core/dvc-facts';
import type { Range } from '../../core/range';
import { defineRule, type Context } from '../../core/rule';
import { dvcStates, type DvcStageState } from '../../project/questions/dvc';

export default defineRule({
  id: 'dvc-stale-output',
  severity: 'info',
  category: 'tracking',
  title: 'Outputs of an older run',
  cwe: 1068,
  docs: {
    what: 'What a stage of a DVC pipeline was run with is not what is there now: a dependency has another content than `dvc.lock` records, a parameter another value, or `dvc.yaml` another command, while the outputs are those of the recorded run. Stages that are frozen are left out.',
    why: 'The model or table that lies in the project was not made from the data, code and parameters beside it, and nobody who reads them can tell.',
    fix: 'Run `dvc repro`, and commit `dvc.lock`. If the change does not matter for the outputs, `dvc commit` records it.',
    references: ['https://dvc.org/doc/command-reference/repro'],
  },
  listen: {
    documents: {
      dvc: {
        check({ stages, isLock }, context) {
          if (!isLock) return;
          const states = context.project.ask(dvcStates);
          stages.forEach((stage, index) => check(stage, states?.[index], context));
        },
      },
    },
  },
});

function check(stage: DvcStage, state: DvcStageState | undefined, context: Context): void {
  // Where an output differs too, somebody may just have run it.
  if (state === undefined || stage.isFrozen || state.outputs.some((output) => output.state === 'differs')) return;
  const name = JSON.stringify(shortened(stage.name, 30));
  const report = (range: Range, what: string): void =>
    context.report({
      range,
      message: `${what} since ${name} ran: its outputs are of an older run.`,
      detail: '`dvc repro` makes them anew; `dvc commit` records that nothing has to be made',
    });
  if (state.hasOtherCommand === true) report(stage.range, 'The command changed');
  stage.dependencies.forEach(({ path, range }, at) => {
    if (state.dependencies[at]?.state === 'differs') report(range, `${JSON.stringify(shortened(path, 30))} changed`);
  });
  stage.parameters.forEach(({ key, range }, at) => {
    if (state.changedParameters[at] === true) report(range, `Parameter ${shortened(key, 30)} changed`);
  });
}
