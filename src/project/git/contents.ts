import { readCommit, type CommitFacts } from './commit';
import type { GitDisk } from './disk';
import { objectFiles, type ObjectFile } from './integrity';
import { GitObjects } from './objects';
import type { GitPlace } from './settings';
import { WorkTree } from './work-tree';

/** What a repository keeps, and what lies in its folders: loaded when somebody asks for more than what git tracks. */
export class RepositoryContents {
  readonly objects: GitObjects;
  readonly workTree: WorkTree;

  constructor(
    private readonly disk: GitDisk,
    private readonly place: GitPlace,
  ) {
    this.objects = new GitObjects(disk, place);
    this.workTree = new WorkTree(disk, place, this.objects);
  }

  /** What a commit says; a text, as the end of a sentence, where it cannot be read. */
  commit(name: string): Promise<CommitFacts | string> {
    return readCommit(this.objects, name);
  }

  /** All that it keeps objects in, hashed anew. */
  objectFiles(): AsyncGenerator<ObjectFile> {
    return objectFiles(this.disk, this.place);
  }
}
