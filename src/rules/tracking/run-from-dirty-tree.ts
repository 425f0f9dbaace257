import { defineRule } from '../../core/rule';
import { inRunStores } from './stores/in-store';

export default defineRule({
  id: 'run-from-dirty-tree',
  severity: 'info',
  category: 'tracking',
  title: 'Tracked run from uncommitted code',
  cwe: 778,
  docs: {
    what: 'Runs in a tracking store of the project say that files differed from the commit that they name (tag `mlflow.source.git.dirty`). MLflow says so only for models that are logged after `mlflow.genai.enable_git_model_versioning()`: of a run without the tag nothing is known.',
    why: 'The commit is then not the code that ran. Whoever checks it out gets another program, and a review of it says nothing of the model.',
    fix: 'Commit before you train, and train again what is to be released. To have it recorded, call `mlflow.genai.enable_git_model_versioning()` before the run.',
    references: ['https://mlflow.org/docs/latest/genai/prompt-version-mgmt/version-tracking/'],
  },
  listen: {
    documents: inRunStores(({ runs, dirty }) =>
      dirty.length === 0
        ? null
        : {
            message:
              runs === 1
                ? 'The tracked run was made from uncommitted code: its commit is not what ran.'
                : `${dirty.length} of ${runs} tracked runs used uncommitted code: their commit is not what ran.`,
          },
    ),
  },
});
