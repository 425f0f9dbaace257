import { defineRule } from '../../core/rule';

export default defineRule({
  id: 'dvc-unlocked-import',
  severity: 'warning',
  category: 'tracking',
  title: 'Import without a commit',
  cwe: 494,
  owasp: 'LLM03:2025',
  atlas: ['AML.T0010.002'],
  docs: {
    what: 'A `.dvc` file imports data from another repository and records no commit of it (`rev_lock`): only a branch or tag, which move, or nothing at all.',
    why: 'Whoever can push to that repository decides which data is trained on, and nothing tells that it changed.',
    fix: 'Run `dvc update` on the file: DVC records the commit that it imports. Commit the `.dvc` file.',
    references: ['https://dvc.org/doc/command-reference/import'],
  },
  listen: {
    documents: {
      dvc: {
        check({ stages }, context) {
          for (const { repository } of stages.flatMap(({ dependencies }) => dependencies)) {
            if (repository === null || repository.commit !== null) continue;
            context.report({
              range: repository.range,
              message: 'This import records no commit: whatever is pushed there is trained on.',
              detail: '`dvc update` records the commit that is imported, as `rev_lock`',
            });
          }
        },
      },
    },
  },
});
