import { expressionsIn } from '../../analysis/infrastructure/workflow-expressions';
import type { InfrastructureFacts } from '../../core/infrastructure-facts';
import { defineRule, type Context } from '../../core/rule';
import { throughEnvironment } from './workflows/environment-fix';

export default defineRule({
  id: 'secret-in-run-expression',
  severity: 'info',
  category: 'infrastructure',
  title: 'Secret written into a workflow’s script',
  cwe: 214,
  docs: {
    what: 'A script of a GitHub workflow holds `${{ secrets.NAME }}`. Expressions that only ask whether it is set, and secrets that go through `env:`, are not reported.',
    why: 'The secret is written into the script file on the runner and into the command lines of its programs, which every process there can read; one with a quote or a dollar in it breaks the script.',
    fix: 'Hand it over in `env:` and use the variable: `"$TOKEN"`. The quick fix does that for scripts of a shell.',
    references: ['https://docs.github.com/en/actions/how-tos/write-workflows/choose-what-workflows-do/use-secrets'],
  },
  listen: { documents: { infrastructure: { check } } },
});

function check({ pipeline, text }: InfrastructureFacts, context: Context): void {
  if (pipeline?.service !== 'github') return;
  for (const { steps } of pipeline.jobs)
    for (const step of steps) {
      const all = step.run ? expressionsIn(step.run) : [];
      const told = new Set<string>();
      for (const expression of all) {
        const [whole] = /^secrets\.\w+$/.exec(expression.text) ?? [];
        if (whole === undefined || told.has(whole)) continue;
        told.add(whole);
        const same = all.filter((other) => other.text === whole);
        context.report({
          range: expression.range,
          message: 'This secret is written into the script and the command lines that it starts.',
          fixes: throughEnvironment(step, step.run!, same, whole.replace(/^secrets\./, ''), text),
        });
      }
    }
}
