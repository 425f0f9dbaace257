import type { DvcEntry } from '../../core/dvc-facts';
import { defineRule, type Context } from '../../core/rule';
import { dvcStates, type DvcEntryState } from '../../project/questions/dvc';
import { shortened } from '../../analysis/secrets/shortened';

export default defineRule({
  id: 'dvc-hash-mismatch',
  severity: 'warning',
  category: 'tracking',
  title: 'Data is not what DVC recorded',
  cwe: 345,
  owasp: 'LLM04:2025',
  atlas: ['AML.T0020'],
  docs: {
    what: "A file or folder has another content than the MD5 that its `.dvc` file or `dvc.lock` records. It is hashed anew by DVC's own rules: that of version 3, and that of version 2, by which line ends of text do not count; of a folder the list of its files is compared, and the files that differ are named. Up to 512 MB and 10,000 files an entry are hashed in the course of a scan; `touchstone verify` hashes everything. Data that was not pulled is not reported.",
    why: '`dvc status` believes size and time stamp: data that was changed with both set back is "up to date" for it, and so is what a model is trained on.',
    fix: 'If the change was meant, record it with `dvc commit` or `dvc add`, and commit the `.dvc` file. If not, find out who changed the data, run `touchstone verify` to see that the cache itself is sound, and restore the data with `dvc checkout --force`.',
    references: [
      'https://dvc.org/doc/command-reference/status',
      'https://dvc.org/doc/user-guide/project-structure/dvc-files',
    ],
  },
  listen: {
    documents: {
      dvc: {
        check({ stages }, context) {
          const states = context.project.ask(dvcStates);
          stages.forEach(({ outputs }, index) =>
            outputs.forEach((output, at) => check(output, states?.[index]?.outputs[at], context)),
          );
        },
      },
    },
  },
});

function check(output: DvcEntry, state: DvcEntryState | undefined, context: Context): void {
  if (state?.state !== 'differs') return;
  const name = JSON.stringify(shortened(output.path, 50));
  const message =
    state.reason === 'other-kind'
      ? `${name} is not what DVC recorded: it is ${output.isFolder ? 'no folder' : 'no file'}.`
      : output.isFolder && state.count > 0 && state.reason !== 'no-list'
        ? `${name} is not what DVC recorded: ${state.count === 1 ? 'a file differs' : `${state.count} files differ`}.`
        : `${name} is not what DVC recorded: changed and not recorded, or tampered with.`;
  context.report({
    range: output.range,
    message,
    detail:
      'If the change was meant, `dvc commit` records it; `dvc status` does not see a change that keeps size and time',
    related: state.changed.map((path) => ({
      path,
      range: { start: 0, end: 0 },
      message: 'This is not what DVC recorded.',
    })),
  });
}
