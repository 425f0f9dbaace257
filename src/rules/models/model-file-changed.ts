import type { RecordedFile } from '../../core/model-lock-facts';
import { defineRule, type Context } from '../../core/rule';
import { directoryOf } from '../../project/paths';
import { lockedState, type LockedState } from '../../project/questions/model-lock';
import { shortened } from '../../analysis/secrets/shortened';

export default defineRule({
  id: 'model-file-changed',
  severity: 'error',
  category: 'models',
  title: 'Model or data file changed',
  cwe: 494,
  owasp: 'LLM03:2025',
  atlas: ['AML.T0010.002', 'AML.T0010.003'],
  docs: {
    what: 'A file that `touchstone.lock` records has another content than it had when the lock was written, or is gone. Files are hashed anew each time; of a file that only a pointer of DVC or Git LFS stands for, the digest of the pointer counts.',
    why: 'Weights and data decide what a model does, and no review shows what changed in them. A file that was replaced on a shared disk, by a pull or by a download looks like the old one.',
    fix: 'If the change was meant, run `touchstone lock` and commit the lock with the file. If not, restore the file (`git checkout`, `dvc checkout`, a new download) and find out who changed it. `touchstone verify` checks all files.',
    references: ['https://slsa.dev/spec/v1.0/threats', 'https://dvc.org/doc/command-reference/status'],
  },
  listen: {
    documents: {
      'model-lock': {
        check({ path, files }, context) {
          for (const file of files) check(file, `${directoryOf(path)}${file.path}`, context);
        },
      },
    },
  },
});

function check(file: RecordedFile, path: string, context: Context): void {
  const { size, sha256, md5 } = file;
  const found = context.project.ask(lockedState, path, size === null ? '' : String(size), sha256 ?? '', md5 ?? '');
  if (found?.state !== 'differs' && found?.state !== 'missing') return;
  context.report({
    range: file.range,
    message: messageOf(JSON.stringify(shortened(file.path, 60)), found),
    detail: 'If that was meant, `touchstone lock` records what is there now',
    ...(found.state === 'differs' && found.reason !== 'dvc-pointer'
      ? { related: [{ path, range: { start: 0, end: 0 }, message: 'This is not what the lock records.' }] }
      : {}),
  });
}

function messageOf(name: string, { state, reason }: LockedState): string {
  if (state === 'missing') return `${name} is locked, but not there.`;
  if (reason === 'dvc-pointer') return `${name} is not what the lock records: DVC holds another file.`;
  if (reason === 'lfs-pointer') return `${name} is not what the lock records: Git LFS holds another file.`;
  return `${name} is not what the lock records: it changed.`;
}
