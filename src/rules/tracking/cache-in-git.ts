import { defineRule } from '../../core/rule';
import { firstTracked } from '../../project/questions/tracked-files';

export default defineRule({
  id: 'cache-in-git',
  severity: 'error',
  category: 'tracking',
  title: "DVC's cache in git",
  cwe: 538,
  docs: {
    what: "Git tracks objects of DVC's cache, `.dvc/cache`: the data itself, under names that tell nothing.",
    why: 'Everything that was ever added to DVC is in every clone for ever, also what is kept in a private remote because not everyone may have it. And whoever can push can put another content under the name of an object, which `dvc checkout` restores unseen.',
    fix: 'Run `git rm -r --cached .dvc/cache`, see that `.dvc/.gitignore` has the line `/cache`, and commit. If the data is private, take it out of the history too, and treat it as published.',
    references: ['https://dvc.org/doc/user-guide/project-structure/internal-files'],
  },
  listen: {
    documents: {
      'dvc-config': {
        check({ path }, context) {
          if (!path.endsWith('/config') && path !== '.dvc/config') return;
          const cache = path.replace(/config$/, 'cache');
          const tracked = context.project.ask(firstTracked, cache, '');
          if (!tracked) return;
          context.report({
            range: { start: 0, end: 0 },
            message: "DVC's cache is in git: every clone has all data that was ever added.",
            detail: `\`git rm -r --cached ${cache}\` takes it out of the index; \`/cache\` belongs into .dvc/.gitignore`,
            related: [
              { path: tracked, range: { start: 0, end: 0 }, message: 'An object of the cache that git tracks.' },
            ],
          });
        },
      },
    },
  },
});
