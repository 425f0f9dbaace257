import { defineRule } from '../../core/rule';
import { wordingOf } from './fixes/messages';
import { secretsOfOutput } from './python/output-secrets';

export default defineRule({
  id: 'secret-in-notebook-output',
  severity: 'error',
  category: 'secrets',
  title: 'Secret in a notebook output',
  cwe: 312,
  atlas: ['AML.T0055'],
  docs: {
    what: 'Keys and tokens in stored outputs of notebook cells: provider keys by their format, and values of well-known variables in listings of the environment.',
    why: "A printed configuration, a traceback or an environment dump stays in the `.ipynb` file after the cell's code is clean, and goes wherever the notebook goes.",
    fix: "Rotate the key, then clear the cell's output. The fix is marked unsafe because the output may hold hours of results; it is never applied in bulk.",
    references: ['https://nbconvert.readthedocs.io/en/latest/removing_cells.html'],
  },
  listen: {
    documents: {
      output: {
        check(output, context) {
          for (const secret of secretsOfOutput(output.text)) {
            context.report({
              range: secret.range,
              ...wordingOf(secret, 'output', secret.environment),
              severity: secret.severity,
              everywhere: secret.format !== null,
              fixes: [
                { title: 'Clear the output of this cell', safety: 'unsafe', edits: [], clearOutputs: output.cell },
              ],
            });
          }
        },
      },
    },
  },
});
