import { defineRule } from '../../core/rule';
import { inRunStores } from './stores/in-store';

export default defineRule({
  id: 'run-without-commit',
  severity: 'hint',
  category: 'tracking',
  title: 'Tracked run without a commit',
  cwe: 778,
  docs: {
    what: 'Runs in a tracking store of the project (a database of MLflow, a folder `mlruns`) that a script started record no git commit. MLflow notes one only when the script lies in a repository with a commit and GitPython is installed. Runs of notebooks never have one, and are not reported.',
    why: 'Nobody can say later which code made the model: neither to repeat the run, nor to find the models that a mistake in the code reached.',
    fix: 'Commit before you train, start the script from the repository, and install GitPython. For notebooks set the tag `mlflow.source.git.commit` yourself.',
    references: ['https://mlflow.org/docs/latest/ml/tracking/'],
  },
  listen: {
    documents: inRunStores(({ runs, uncommitted }) =>
      uncommitted.length === 0
        ? null
        : { message: `${countOf(uncommitted.length, runs)} no commit: which code made them is not known.` },
    ),
  },
});

const countOf = (count: number, all: number): string =>
  all === 1
    ? 'The tracked run records'
    : count === all
      ? `All ${all} tracked runs record`
      : `${count} of ${all} tracked runs record${count === 1 ? 's' : ''}`;
