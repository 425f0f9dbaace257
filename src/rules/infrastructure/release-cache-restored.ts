import type { InfrastructureFacts, JobFact, StepFact } from '../../core/infrastructure-facts';
import { defineRule, type Context } from '../../core/rule';
import { isRequired } from './required/training-calls';

const PUBLISHES =
  /^(?:pypa\/gh-action-pypi-publish|softprops\/action-gh-release|ncipollo\/release-action|JS-DevTools\/npm-publish)@/i;
const PUBLISHES_BY =
  /\b(?:twine\s+upload|(?:uv|poetry|flit|pdm|hatch|npm|pnpm|cargo)\s+publish|docker\s+push|gh\s+release\s+(?:create|upload))\b/;
const RESTORES = /^(?:actions\/cache(?:\/restore)?|Swatinem\/rust-cache|mozilla-actions\/sccache-action)@/i;
const SETS_UP = /^(?:actions\/setup-(?:python|node|java|go)|astral-sh\/setup-uv)@/i;

export default defineRule({
  id: 'release-cache-restored',
  severity: 'warning',
  category: 'infrastructure',
  title: 'Release that is built from a cache',
  cwe: 345,
  owasp: 'ML06:2023',
  atlas: ['AML.T0010.001'],
  docs: {
    what: 'With `release-without-cache` in `[infrastructure] require`: a job that publishes (`pypa/gh-action-pypi-publish`, `twine upload`, `uv publish`, `docker push` and their like) restores a cache, by `actions/cache` or `cache:` of a setup action. Silent until that is required.',
    why: 'Jobs of other branches write into the cache. In December 2024 poisoned caches put a miner into releases of Ultralytics, with a valid provenance.',
    fix: 'Build releases without a cache: leave out the step, or set `cache` of the setup action to nothing.',
    references: ['https://blog.pypi.org/posts/2024-12-11-ultralytics-attack-analysis/'],
  },
  listen: { documents: { infrastructure: { check } } },
});

function check({ pipeline }: InfrastructureFacts, context: Context): void {
  if (pipeline?.service !== 'github' || !isRequired('release-without-cache', context.policy)) return;
  for (const job of pipeline.jobs) {
    if (!publishes(job)) continue;
    for (const step of job.steps) {
      const restored = restoredBy(step);
      if (restored)
        context.report({ range: restored, message: 'This release takes what other jobs put into the cache.' });
    }
  }
}

const publishes = ({ steps }: JobFact): boolean =>
  steps.some(
    ({ uses, run }) => PUBLISHES.test(uses?.text ?? '') || PUBLISHES_BY.test(run?.words?.text.text ?? run?.text ?? ''),
  );

function restoredBy({ uses, inputs }: StepFact): JobFact['range'] | null {
  const action = uses?.text ?? '';
  if (RESTORES.test(action)) return uses!.range;
  const cache = inputs.find(({ name }) => name === 'cache' || name === 'enable-cache');
  return SETS_UP.test(action) && cache && !/^(?:false|)$/i.test(cache.value.text ?? 'x') ? cache.value.range : null;
}
