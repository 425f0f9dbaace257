import type { RecordedFile, RecordedModel } from '../../core/model-lock-facts';
import { defineRule, type Context } from '../../core/rule';
import { directoryOf } from '../../project/paths';
import { hubFiles } from '../../project/questions/hub-files';
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
    what: 'A file that `touchstone.lock` records has another content than it had when the lock was written, or is gone. Files are hashed anew each time; of a file that only a pointer of DVC or Git LFS stands for, the digest of the pointer counts. With `--online`, what the lock records of a model of the hub is compared with the digests that the hub has of the same commit.',
    why: 'Weights and data decide what a model does, and no review shows what changed in them. A file that was replaced on a shared disk, by a pull or by a download looks like the old one.',
    fix: 'If the change was meant, run `touchstone lock` and commit the lock with the file. If not, restore the file (`git checkout`, `dvc checkout`, a new download) and find out who changed it. `touchstone verify` checks all files.',
    references: ['https://slsa.dev/spec/v1.0/threats', 'https://dvc.org/doc/command-reference/status'],
  },
  listen: {
    documents: {
      'model-lock': {
        check({ path, files, models }, context) {
          for (const file of files) check(file, `${directoryOf(path)}${file.path}`, context);
          for (const model of models) checkWithHub(model, context);
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

/** A commit stands for the same bytes for ever: what the cache had when the lock was written was something else. */
function checkWithHub({ id, type, commit, files }: RecordedModel, context: Context): void {
  const told = context.project.ask(hubFiles, type, id, commit);
  if (told?.commit !== commit) return;
  for (const { path, sha256, range } of files) {
    const theirs = told.files.find((file) => file.path === path);
    if (sha256 === null || theirs?.sha256 == null || theirs.sha256 === sha256) continue;
    context.report({
      range,
      message: `${JSON.stringify(shortened(path, 50))} is not what ${told.source} has at this commit.`,
      detail: `The file that was locked of ${shortened(id, 60)} has the SHA-256 ${sha256.slice(0, 12)}…, that of the hub ${theirs.sha256.slice(0, 12)}…. Delete it from the model cache, download it again, and run \`touchstone lock\``,
    });
  }
}

function messageOf(name: string, { state, reason }: LockedState): string {
  if (state === 'missing') return `${name} is locked, but not there.`;
  if (reason === 'dvc-pointer') return `${name} is not what the lock records: DVC holds another file.`;
  if (reason === 'lfs-pointer') return `${name} is not what the lock records: Git LFS holds another file.`;
  return `${name} is not what the lock records: it changed.`;
}
