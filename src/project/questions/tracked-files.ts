import { defineQuestion, type Question } from '../../core/question';
import { Repositories } from '../git/repository';
import { joinedPath } from '../paths';

interface TrackedQuestion extends Question {
  /** A file or a folder, relative to the project's root. */
  readonly path: string;
  /** Of a folder, the ends of names that count, between `|`. */
  readonly ends: string;
}

/**
 * Whether git tracks a file, or the first file that it tracks in a folder, by its path; null for none, and where no repository is or
 * can be read. What is added counts, committed or not. Source: gitformat-index(5).
 */
export const firstTracked = defineQuestion({
  kind: 'first-tracked',
  key: (_path, path: string, ends: string): TrackedQuestion => ({ kind: 'first-tracked', path, ends }),
  async find({ path, ends }, { host }): Promise<string | null> {
    const repository = await new Repositories(host.files, host.git, () => undefined).around(path);
    const own = repository?.ownPath(path);
    if (repository == null || own === undefined) return null;
    const names = ends.split('|');
    const tracked = await repository.firstTracked(
      own,
      (name) => ends === '' || names.some((end) => name === end || name.endsWith(`/${end}`)),
    );
    return tracked === null ? null : joinedPath(path, tracked.slice(own.length + 1)).replace(/\/$/, '');
  },
  nothing: null,
  // Hosts do not watch the index; it is read again with the next scan.
  forgottenWhen: (path) => path === null || /(?:^|\/)\.git\/index$/.test(path),
});
