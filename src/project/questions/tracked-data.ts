import ignore from 'ignore';
import type { FileSystem } from '../../core/host';
import { defineQuestion, type Question } from '../../core/question';
import { dvcProjectAt, pathFrom } from '../dvc/dvc-project';
import { entryPath, readPipelineIn, recordsIn } from '../dvc/dvc-records';
import { foldersAbove, joinedPath } from '../paths';
import { firstTracked } from './tracked-files';

interface DataQuestion extends Question {
  readonly path: string;
}

/** A file of data that git tracks. */
export interface TrackedData {
  /** Bytes. */
  readonly size: number;
  /** The `.dvc` file or `dvc.lock` that holds it as well; null for none. */
  readonly record: string | null;
  /** What the project versions its data with. */
  readonly tool: 'dvc' | 'lfs' | null;
}

const LARGEST_ATTRIBUTES = 500_000;

/** What git tracks of a file of data; null where it does not, or only a pointer of Git LFS. */
export const trackedData = defineQuestion({
  kind: 'tracked-data',
  key: (path): DataQuestion => ({ kind: 'tracked-data', path }),
  async find({ path }, project): Promise<TrackedData | null> {
    const { files } = project.host;
    const stat = await files.stat(path);
    if (stat?.kind !== 'file') return null;
    if ((await project.answer(firstTracked, firstTracked.key(path, path, ''))) === null) return null;
    const lfs = await lfsOf(files, path);
    if (lfs === 'held') return null;
    const repository = await dvcProjectAt(files, path);
    return {
      size: stat.size,
      record: repository === null ? null : await recordOf(files, repository.root, path),
      tool: repository !== null ? 'dvc' : lfs === null ? null : 'lfs',
    };
  },
  nothing: null,
  forgottenWhen: (path, question) =>
    path === null || path === question.path || /(?:^|\/)\.git(?:attributes|\/index)$|\.dvc$|dvc\.lock$/.test(path),
  watches: { globs: ['.gitattributes', '*.dvc', 'dvc.lock'] },
});

/** Whether Git LFS holds a file, by the attributes above it; `used` where it holds others; null where it is not used. */
async function lfsOf(files: FileSystem, path: string): Promise<'held' | 'used' | null> {
  let found: 'held' | 'used' | null = null;
  for (const folder of [...foldersAbove(path)].reverse()) {
    const bytes = await files.read(joinedPath(folder, '.gitattributes'), { start: 0, end: LARGEST_ATTRIBUTES });
    if (bytes === null) continue;
    const within = folder === '' ? path : path.slice(folder.length + 1);
    for (const line of new TextDecoder().decode(bytes).split(/\r?\n/)) {
      const [, pattern = '', attributes = ''] = /^([^\s#"]\S{0,500})\s(.{0,1000})$/.exec(line) ?? [];
      const filter = /(?:^|\s)(?:filter=(\S+)|([-!])filter)(?=\s|$)/.exec(attributes);
      if (filter === null || pattern === '') continue;
      const fits = ignore({ ignorecase: false }).add(pattern).ignores(within);
      if (filter[1] === 'lfs') found = fits ? 'held' : (found ?? 'used');
      else if (fits && found === 'held') found = 'used';
    }
  }
  return found;
}

/** The file by which DVC holds a path, itself or a folder above it, with a copy in its cache; null for none. */
async function recordOf(files: FileSystem, root: string, path: string): Promise<string | null> {
  for (const folder of foldersAbove(path)) {
    for (const record of await recordsIn(files, folder))
      for (const { stage, folder: from } of record.stages)
        for (const output of stage.outputs) {
          const at = entryPath(from, output);
          // Metrics and the like that are not cached are meant to be in git.
          if (at !== null && output.isCached && output.hash !== null && (path === at || path.startsWith(`${at}/`)))
            return (await isUncached(files, record.path, at)) ? null : record.path;
        }
    if (folder === root) break;
  }
  return null;
}

/** A lock does not say `cache: false`; the pipeline beside it does. */
async function isUncached(files: FileSystem, record: string, at: string): Promise<boolean> {
  if (!record.endsWith('dvc.lock')) return false;
  const folder = record.slice(0, Math.max(record.lastIndexOf('/'), 0));
  const pipeline = await readPipelineIn(files, folder);
  return (pipeline?.stages ?? []).some(({ directory, outputs }) =>
    outputs.some(
      (output) => !output.isCached && pathFrom(joinedPath(folder, directory).replace(/\/$/, ''), output.path) === at,
    ),
  );
}
