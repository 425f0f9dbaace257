import { existsSync } from 'node:fs';
import path from 'node:path';
import { mayBeModelFile } from '../../analysis/artifacts/model-file';
import type { ObjectFile } from '../../project/git/integrity';
import { Repositories, type Repository } from '../../project/git/repository';
import type { FileState } from '../../project/git/work-tree';
import { dataFileDocument } from '../../readers/dvc/data-file';
import type { VerifiedItem, VerifiedState } from '../../report/verification';
import { native } from '../native-path';
import { NodeFileSystem } from '../node-files';
import { gitOf } from '../surroundings';
import { absoluteBelow, foldersFrom, isAtOrBelow, shownFrom, type Check, type Verifier } from './verifier';

/**
 * Models and data that git tracks, and any file that is named: whether they are as the commit has them that is checked out. Where
 * `.git` itself is named, also all that it keeps objects in. By hashing: what git remembers of times and sizes is not believed.
 */
export const GIT_VERIFIER: Verifier = {
  name: 'git',
  async find(named, tools) {
    const checks: Check[] = [];
    const spoken = new Set<string>();
    const opened = new Map<string, Repository>();
    for (const each of named) {
      const root = foldersFrom(each).find((folder) => existsSync(native(path.join(folder, '.git'))));
      if (root === undefined) continue;
      const disk = new NodeFileSystem(root, { outside: true });
      const note = ({ path: at, message }: { path: string; message: string }): void =>
        tools.note(shownFrom(tools.cwd, absoluteBelow(root, at)), message);
      const repository = opened.get(root) ?? (await new Repositories(disk, gitOf(root, tools.env), note).at(''));
      opened.set(root, repository);
      if ((await repository.head()) === null) continue;
      const contents = await repository.contents();
      const shown = (at: string): string => shownFrom(tools.cwd, path.resolve(root, at));
      if (isAtOrBelow(path.join(root, '.git'), each.at)) {
        spoken.add(each.at);
        checks.push(async () => {
          const items: VerifiedItem[] = [];
          for await (const file of contents.objectFiles()) {
            tools.signal.throwIfAborted();
            if (isAtOrBelow(each.at, path.resolve(root, file.path))) items.push(objectItem(shown(file.path), file));
          }
          return items;
        });
        continue;
      }
      const own = each.at === root ? '' : shownFrom(root, each.at);
      for (const file of await repository.trackedBelow(own, (at) => at === own || isKept(at))) {
        spoken.add(absoluteBelow(root, file));
        checks.push(async () => [fileItem(shown(file), await contents.workTree.fileState(file))]);
      }
    }
    return {
      checks,
      speaksOf: ({ at }) => ([...spoken].some((file) => isAtOrBelow(at, file)) ? 'recorded' : null),
    };
  },
};

/** Code is not listed: that it was edited is what a work tree is for. */
const isKept = (at: string): boolean =>
  mayBeModelFile(at) || at.endsWith('/MLmodel') || dataFileDocument.paths!.some((pattern) => pattern.test(at));

const STATES: Readonly<Record<FileState['state'], VerifiedState>> = {
  committed: 'verified',
  differs: 'differs',
  missing: 'missing',
  new: 'unknown',
  unknown: 'unknown',
};

const fileItem = (at: string, { state, reason, expected, actual }: FileState): VerifiedItem => ({
  path: at,
  kind: 'git',
  state: STATES[state],
  expected,
  actual,
  reason: state === 'new' ? 'not-committed' : reason,
  signer: null,
});

const objectItem = (at: string, { state, reason, expected, actual }: ObjectFile): VerifiedItem => ({
  path: at,
  kind: 'git',
  state,
  expected,
  actual,
  reason,
  signer: null,
});
