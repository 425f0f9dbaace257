import { expressionsIn } from '../../analysis/infrastructure/workflow-expressions';
import type { InfrastructureFacts, StepFact } from '../../core/infrastructure-facts';
import type { Range } from '../../core/range';
import { defineRule, type Context } from '../../core/rule';
import { printedIn } from './workflows/printed';

export default defineRule({
  id: 'secret-in-workflow-log',
  severity: 'warning',
  category: 'infrastructure',
  title: 'Secret in the log of a workflow',
  cwe: 532,
  atlas: ['AML.T0055'],
  docs: {
    what: 'A step of a GitHub workflow that is given secrets prints one (`echo "$TOKEN"`), prints its whole environment (`env`, `printenv`), or has the shell print every command (`set -x`); a pipeline of GitLab sets `CI_DEBUG_TRACE`, which prints all variables. What goes into a pipe or a file, `::add-mask::`, and subcommands that are called `env` are not reported.',
    why: 'The log of a public repository is public, and that of a private one is read by everyone who sees the repository. The service stars out a secret only as it is stored: encoded, split or inside a larger text it is readable.',
    fix: 'Hand the secret to the program by a pipe or a file (`echo "$TOKEN" | tool login --password-stdin`), print single variables, and switch tracing off around it (`set +x`).',
    references: ['https://docs.github.com/en/actions/concepts/security/secrets'],
  },
  listen: { documents: { infrastructure: { check } } },
});

function check({ pipeline, settings }: InfrastructureFacts, context: Context): void {
  for (const { type, path, value, range } of settings)
    if (
      /^gitlab:/.test(type) &&
      /(?:^|\.)CI_DEBUG_TRACE(?:\.value)?$/.test(`${type.slice(7)}.${path}`) &&
      /^(?:true|1)$/i.test(value)
    )
      context.report({ range, message: 'The log shows every variable of this pipeline, secrets too.' });
  if (pipeline?.service !== 'github') return;
  for (const { steps } of pipeline.jobs) for (const step of steps) checkStep(step, context);
}

function checkStep(step: StepFact, context: Context): void {
  const { run, environment } = step;
  const text = run?.words?.text;
  if (!text) return;
  const given = environment
    .filter(({ value }) => isSecret(value.words?.text.text ?? value.text ?? ''))
    .map(({ name }) => name);
  const written = expressionsIn(run).filter((expression) => isSecret(`\${{ ${expression.text} }}`));
  if (given.length === 0 && written.length === 0) return;
  const place = (start: number, end: number): Range => ({
    start: text.offsetAt(start),
    end: text.offsetAt(end - 1) + 1,
  });
  for (const { start, end, what } of printedIn(text.text, given))
    context.report({
      range: place(start, end),
      message:
        what === 'secret'
          ? 'A secret is printed into the log of this workflow.'
          : what === 'environment'
            ? 'The whole environment, secrets too, is printed into the log of this workflow.'
            : 'Every command is printed, with the secrets that are filled in.',
    });
}

const isSecret = (text: string): boolean => /\$\{\{\s*secrets\.(?!GITHUB_TOKEN\b)\w+\s*\}\}/.test(text);
