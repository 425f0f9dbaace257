import type { DvcConfigFacts, DvcOption } from '../../core/dvc-facts';
import { defineRule, type Context } from '../../core/rule';
import { dvcCredential } from './dvc/credentials';
import { moveToLocal } from './dvc/local-config';

export default defineRule({
  id: 'dvc-credential',
  severity: 'error',
  category: 'tracking',
  title: "Credential in DVC's configuration",
  cwe: 522,
  atlas: ['AML.T0055'],
  docs: {
    what: 'A password, secret key, token or connection string in `.dvc/config`, which git tracks: `dvc remote modify` writes it there unless `--local` is given. Names of accounts and keys (`access_key_id`, `user`) and paths of key files are no secrets; placeholders are not reported.',
    why: 'Everyone who gets the repository can read and change the data: models are trained on what lies in the remote.',
    fix: "Rotate the credential: what was committed stays in the history. The quick fix moves the line to `.dvc/config.local`, which git ignores and DVC reads after `.dvc/config`; in CI take it from the environment of the cloud's own tools.",
    references: [
      'https://dvc.org/doc/command-reference/config#description',
      'https://dvc.org/doc/command-reference/remote/modify',
    ],
  },
  listen: {
    documents: {
      'dvc-config': {
        check(facts, context) {
          // What git ignores stays on this machine.
          if (!facts.path.endsWith('.local')) for (const option of facts.options) check(option, facts, context);
        },
      },
    },
  },
});

function check(option: DvcOption, facts: DvcConfigFacts, context: Context): void {
  const found = dvcCredential(option);
  if (found === null) return;
  const edits = found.isWhole ? moveToLocal(option, facts, context.project) : null;
  context.report({
    range: found.range,
    message: `${found.label} in .dvc/config: everyone with the repository has it.`,
    detail:
      'Rotate it: anything committed stays in the history. `dvc remote modify --local` writes to a file that git ignores',
    everywhere: true,
    fixes: edits === null ? [] : [{ title: 'Move to .dvc/config.local', safety: 'unsafe', edits }],
  });
}
