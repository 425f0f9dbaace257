import { expressionsIn, privilegedTrigger, writtenByAnyone } from '../../analysis/infrastructure/workflow-expressions';
import type { InfrastructureFacts, PipelineFact, StepFact } from '../../core/infrastructure-facts';
import { listenToShell } from '../../analysis/commands/listening';
import { gitlabTextIn } from '../../analysis/infrastructure/gitlab-texts';
import { defineRule, type Context } from '../../core/rule';
import type { SourceLeaf } from '../../core/tree';
import { throughEnvironment } from './workflows/environment-fix';

export default defineRule({
  id: 'workflow-injection',
  severity: 'error',
  category: 'infrastructure',
  title: 'Text of a stranger in a workflow’s script',
  cwe: 94,
  owasp: 'ML06:2023',
  atlas: ['AML.T0010.001'],
  docs: {
    what: 'A script of a GitHub workflow (`run`, or `script` of `actions/github-script`) holds an expression whose text anyone writes: titles and bodies of issues, pull requests, comments and discussions, names of branches (`github.head_ref`), messages of commits. It is an error where the workflow runs with the secrets of the repository for strangers (`pull_request_target`, `issue_comment`, `issues`, `workflow_run`), otherwise a warning. In GitLab such texts are variables of the shell (`$CI_COMMIT_MESSAGE`, `$CI_MERGE_REQUEST_TITLE`), and reported where they are read as commands a second time, by `eval`, `sh -c`, `python -c` or `ssh`. `matrix`, `inputs`, commit ids, numbers and names of repositories are not reported.',
    why: 'The expression is filled in before the shell reads the script, so that a branch called `$(curl …|sh)` is a command. In December 2024 that put a miner into releases of Ultralytics.',
    fix: 'Hand the text over in `env:` and use the variable in quotes: `"$TITLE"`. The quick fix does that for scripts of a shell.',
    references: [
      'https://docs.github.com/en/actions/concepts/security/script-injections',
      'https://blog.pypi.org/posts/2024-12-11-ultralytics-attack-analysis/',
    ],
  },
  listen: {
    documents: { infrastructure: { check } },
    ...listenToShell((step, context) => {
      const found = gitlabTextIn(step);
      if (found)
        context.report({
          range: found.range,
          severity: 'warning',
          message: `A stranger writes ${found.name}, and it is read as commands here.`,
          detail: 'The shell fills it in, and what it says is then run by another one',
        });
    }),
  },
});

function check(facts: InfrastructureFacts, context: Context): void {
  const { pipeline } = facts;
  if (pipeline?.service !== 'github') return;
  for (const { steps } of pipeline.jobs)
    for (const step of steps) {
      if (step.run) checkScript(step, step.run, pipeline, facts, context);
      if (/^actions\/github-script@/.test(step.uses?.text ?? ''))
        for (const { name, value } of step.inputs)
          if (name === 'script') checkScript({ ...step, shell: 'node' }, value, pipeline, facts, context);
    }
}

function checkScript(
  step: StepFact,
  script: SourceLeaf,
  pipeline: PipelineFact,
  facts: InfrastructureFacts,
  context: Context,
): void {
  const trigger = privilegedTrigger(pipeline);
  const told = new Set<string>();
  const all = expressionsIn(script);
  for (const expression of all) {
    const source = writtenByAnyone(expression.text);
    if (source === null || told.has(source)) continue;
    const same = all.filter(({ text }) => text === expression.text);
    told.add(source);
    context.report({
      range: expression.range,
      severity: trigger === null ? 'warning' : 'error',
      message: `A stranger writes ${source}, and it becomes part of this script.`,
      detail:
        trigger === null
          ? 'It is filled in before the shell reads the script, which runs what it says'
          : `On ${trigger}, the script runs with the secrets of the repository`,
      fixes: throughEnvironment(step, script, same, source, facts.text),
    });
  }
}
