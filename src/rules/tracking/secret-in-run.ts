import { shortened } from '../../analysis/secrets/shortened';
import { defineRule } from '../../core/rule';
import { inRunStores } from './stores/in-store';

export default defineRule({
  id: 'secret-in-run',
  severity: 'error',
  category: 'tracking',
  title: 'Secret in a tracked run',
  cwe: 312,
  atlas: ['AML.T0055'],
  docs: {
    what: 'A parameter or a tag of a run in a tracking store of the project (a database of MLflow, a folder `mlruns`) holds a key or a password: a key by its form, or a value that looks random under a name like `api_key`.',
    why: 'Runs are shown to anyone who may look at the tracking server, are copied with the store, and are kept for years. Logging a whole configuration or the arguments of a program is how keys get there.',
    fix: 'Rotate the key. A tag can be deleted (`MlflowClient().delete_tag`), a parameter cannot: delete the run, then remove it for good with `mlflow gc`. Leave credentials out of what is logged. There is no quick fix, as a store is not written.',
    references: ['https://mlflow.org/docs/latest/api_reference/cli.html#mlflow-gc'],
  },
  listen: {
    documents: inRunStores(({ secrets, kind }, store) =>
      secrets.map(({ label, rotation, run, in: place, name }) => ({
        message: `${label} in the ${place} ${shortened(name, 32)} of a tracked run: all who see it can use it.`,
        detail: `It stands in run ${run.slice(0, 8)}. Rotate it${rotation === null ? '' : ` at ${rotation}`}, then ${place === 'tag' ? 'delete the tag' : 'delete the run and call mlflow gc'}`,
        everywhere: true,
        related:
          kind === 'files' && /^[\w./ -]+$/.test(name) && !name.includes('..')
            ? [
                {
                  path: `${store}/${run}/${place === 'tag' ? 'tags' : 'params'}/${name}`,
                  range: { start: 0, end: 0 },
                  message: 'It is stored here.',
                },
              ]
            : [],
      })),
    ),
  },
});
