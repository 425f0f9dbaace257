import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { readableName } from '../core/file-name';
import { walk } from '../project/walk';
import { policyFor } from '../project/questions/policy';
import { lockCommentsOf, type LockComments } from '../readers/model-lock/comments';
import { MODEL_LOCK, readModelLock } from '../readers/model-lock/model-lock';
import { contentOf, printModelLock, type FileEntry, type LockContent } from '../readers/model-lock/print';
import { RULES } from '../rules/index';
import { collectLock, isLockable } from '../session/model-lock';
import type { Outcome, Surroundings } from './command';
import { Failure } from './failure';
import { replaceFile } from './files-out';
import { refuseMistakes } from './misconfigured';
import { News } from './news';
import { DiskSession, neededOf } from './session';

/** `touchstone lock`: writes the SHA-256 and size of the models and data that a project uses to its `touchstone.lock`. Asks no network. */
export async function lock(directory: string | undefined, { terminal, debug, signal }: Surroundings): Outcome {
  const named = directory ?? '.';
  const root = path.resolve(terminal.cwd, named);
  if (!(await stat(root).catch(() => null))?.isDirectory()) throw new Failure(`${named} is not a directory`);
  const file = path.join(root, MODEL_LOCK);
  const { content: before, comments } = await lockAt(file, named);
  const news = new News(terminal, debug);
  const session = await DiskSession.open(
    { rules: RULES.map(({ id }) => id), policies: {}, online: false, env: neededOf(terminal.env) },
    news,
  );
  const progress = terminal.progress('Looking for models and data');
  try {
    const workspace = session.workspaceAt(root);
    await refuseMistakes(workspace, root, [''], terminal.cwd);
    const paths: string[] = [];
    const options = {
      policyFor: (at: string) => policyFor(at, workspace),
      git: workspace.host.git,
      wants: isLockable,
      signal,
      note: ({ path: at, message }: { path: string; message: string }) =>
        terminal.say(`note: ${readableName(at)}: ${message}`),
    };
    for await (const { path: at } of walk(workspace.host.files, [''], options)) paths.push(at);
    const { content, notes } = await collectLock(session.session.engine, workspace, paths, before, {
      signal,
      progress: (at) => progress.update(`Hashing ${readableName(at)}`),
    });
    progress.stop();
    for (const note of notes)
      terminal.say(`note: ${note.path === '' ? '' : `${readableName(note.path)}: `}${note.message}`);
    replaceFile(file, Buffer.from(printModelLock(content, comments)), undefined, path.join(named, MODEL_LOCK));
    terminal.say(`wrote ${path.join(named, MODEL_LOCK)}: ${countsOf(content)}; ${changesOf(before, content)}`);
    return 0;
  } finally {
    progress.stop();
    session.dispose();
  }
}

/** What the lock says now; nothing where there is none. One that cannot be read is not written over. */
async function lockAt(
  file: string,
  named: string,
): Promise<{ readonly content: LockContent; readonly comments: LockComments }> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw new Failure(`${path.join(named, MODEL_LOCK)} cannot be read: ${error.code ?? 'it is no file'}`);
  });
  const { facts, isNewer } = readModelLock(text, MODEL_LOCK);
  if (isNewer)
    throw new Failure(`a newer version of Touchstone wrote ${path.join(named, MODEL_LOCK)}: update this one`);
  return { content: contentOf(facts), comments: lockCommentsOf(text, facts) };
}

const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

const countsOf = ({ files, models }: LockContent): string =>
  `${plural(files.length, 'file')}, ${plural(models.length, 'model')} of the hub`;

/** Every file by a name that is its own: of the project, and of each model. */
const filesOf = ({ files, models }: LockContent): ReadonlyMap<string, FileEntry> =>
  new Map([
    ...files.map((file) => [file.path, file] as const),
    ...models.flatMap(({ id, type, revision, files: own }) =>
      own.map((file) => [`${type}\0${id}\0${revision}\0${file.path}`, file] as const),
    ),
  ]);

function changesOf(before: LockContent, after: LockContent): string {
  const [old, now] = [filesOf(before), filesOf(after)];
  const added = [...now.keys()].filter((name) => !old.has(name)).length;
  const removed = [...old.keys()].filter((name) => !now.has(name)).length;
  const changed = [...now].filter(([name, { sha256, md5 }]) => {
    const was = old.get(name);
    return was !== undefined && (was.sha256 !== sha256 || was.md5 !== md5);
  }).length;
  return added + removed + changed === 0 ? 'nothing changed' : `${added} added, ${changed} changed, ${removed} removed`;
}
