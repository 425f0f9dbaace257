import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Repositories, type Repository } from '../../../src/project/git/repository';
import { MemoryFiles } from '../../harness/memory-files';

interface Archive {
  /** What git said; its version with it. */
  readonly said: {
    readonly git: string;
    readonly work: string;
    readonly id: string;
    readonly tree: string;
    readonly author: string;
    readonly time: number;
    readonly subject: string;
    readonly blobs: Readonly<Record<string, string>>;
  };
  readonly files: Readonly<Record<string, string>>;
}

const FOLDER = path.join(__dirname, 'repositories');
const read = (name: string): Archive =>
  JSON.parse(gunzipSync(readFileSync(path.join(FOLDER, name))).toString()) as Archive;

/** The repository on a host without a disk, but for kinds that keep a part of themselves elsewhere on it. */
async function opened(
  { said: { work }, files }: Archive,
  change: Readonly<Record<string, Uint8Array>> = {},
): Promise<Repository> {
  const all = Object.entries(files).map(([file, text]) => [file, new Uint8Array(Buffer.from(text, 'base64'))] as const);
  const project = all.flatMap(([file, bytes]) =>
    file.startsWith(`${work}/`) ? [[file.slice(work.length + 1), bytes] as const] : [],
  );
  const machine = { files: new MemoryFiles(Object.fromEntries(all)), root: work, home: null, configHome: null };
  return new Repositories(new MemoryFiles({ ...Object.fromEntries(project), ...change }), machine, () => undefined).at(
    '',
  );
}

describe('project/git: kept repositories', () => {
  const names = readdirSync(FOLDER);
  it('are of every kind', () => assert.equal(names.length, 13));

  for (const name of names)
    it(`reads of ${name} what git said of it`, async () => {
      const archive = read(name);
      const { said } = archive;
      const repository = await opened(archive);
      const commit = await repository.commit();
      assert.ok(typeof commit !== 'string', String(commit));
      assert.deepEqual(
        [commit.id, commit.tree, commit.author?.name, commit.author?.time, commit.subject],
        [said.id, said.tree, said.author, said.time, said.subject],
      );
      for (const [file, blob] of Object.entries(said.blobs)) {
        const { state, expected, actual } = await repository.workTree.fileState(file);
        assert.equal(expected, blob, file);
        // The working files of a sparse checkout are not all there.
        assert.ok(
          state === 'committed' ? actual === blob : state === 'missing' && actual === null,
          `${file}: ${state}`,
        );
      }
      assert.equal((await repository.workTree.fileState('train.py')).state, 'committed');
      // No host without links can say that nothing was changed.
      const tree = await repository.workTree.treeState(1e9);
      assert.deepEqual(
        [tree.isDirty, tree.changed, tree.reasons],
        [null, [], ['link: where a symbolic link leads cannot be seen here']],
      );
      const changed = await opened(archive, { 'train.py': new TextEncoder().encode('print(7)\n') });
      assert.deepEqual((await changed.workTree.treeState(1e9)).changed, ['train.py']);
    });
});
