import { experimentOf, runStore } from '../../analysis/tracking/run-store';
import type { ConfigFacts } from '../../core/config-facts';
import { rangeOf } from '../../core/range';
import { defineRule, type Context } from '../../core/rule';
import { firstTracked } from '../../project/questions/tracked-files';
import { ignoringEdit } from './stores/ignored';
import { isShippedStore } from './stores/shipped';

export default defineRule({
  id: 'store-committed',
  severity: 'info',
  category: 'tracking',
  title: 'Store of tracked runs in git',
  cwe: 538,
  docs: {
    what: 'Git tracks a store of runs: a database of MLflow, a folder `mlruns` or `wandb`. Stores below folders of tests and fixtures are not reported.',
    why: 'A store holds user names, paths of machines, parameters and the models themselves, and whoever has the repository has all of it, for ever. It changes with every run, so it cannot be merged.',
    fix: 'Add it to `.gitignore`, which the quick fix does, and take it out of the index with `git rm -r --cached`. Keep runs that others need on a tracking server. What was committed stays in the history.',
    references: ['https://mlflow.org/docs/latest/self-hosting/architecture/backend-store/'],
  },
  listen: {
    documents: {
      'run-store': { check: ({ path }, context) => checkDatabase(path, context) },
      config: { check: checkConfig },
    },
  },
});

function checkDatabase(path: string, context: Context): void {
  if (isShippedStore(path) || !context.project.ask(firstTracked, path, '')) return;
  if (context.project.ask(runStore, path)) report(`/${path}`, 'This database of tracked runs', context);
}

/** Of a folder one file tells: the first that git tracks and that is read. */
function checkConfig(facts: ConfigFacts, context: Context): void {
  const experiment = experimentOf(facts);
  const wandb =
    /^(.*?(?:^|\/)wandb)\/(?:offline-)?run-\d{8}_\d{6}-\w+\/files\/(?:config\.yaml|wandb-metadata\.json)$/.exec(
      facts.path,
    )?.[1];
  const folder = experiment === null ? wandb : experiment.slice(0, Math.max(experiment.lastIndexOf('/'), 0));
  if (folder === undefined || folder === '' || isShippedStore(facts.path)) return;
  const ends = experiment === null ? 'config.yaml|wandb-metadata.json' : 'meta.yaml';
  if (context.project.ask(firstTracked, folder, ends) !== facts.path) return;
  report(`/${folder}/`, `The folder ${folder.slice(folder.lastIndexOf('/') + 1)} of tracked runs`, context);
}

/** What somebody ignores, and git still tracks, is about to be taken out, or is there on purpose. */
function report(line: string, what: string, context: Context): void {
  const edit = ignoringEdit(line, context.project);
  if (edit === null) return;
  context.report({
    range: rangeOf(0, 0),
    message: `${what} is in git: users, paths and parameters go with every clone.`,
    detail: `Take it out of the index with \`git rm -r --cached ${line.slice(1).replace(/\/$/, '')}\``,
    fixes: [{ title: `Add ${shownLine(line)} to .gitignore`, safety: 'unsafe', edits: [edit] }],
  });
}

const shownLine = (line: string): string => (line.length <= 28 ? line : `…${line.slice(-27)}`);
