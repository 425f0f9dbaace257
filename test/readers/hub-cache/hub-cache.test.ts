import assert from 'node:assert/strict';
import type { Entry, FileSystem } from '../../../src/core/host';
import { readHubCommit } from '../../../src/readers/hub-cache/hub-cache';
import { MemoryFiles } from '../../harness/memory-files';

const A = 'a'.repeat(40);
const B = 'b'.repeat(40);
const repo = 'models--org--name';

describe('the local hub cache', () => {
  const cache = new MemoryFiles({
    [`${repo}/refs/main`]: A,
    [`${repo}/refs/v1.0`]: `${B}\n`,
    [`${repo}/refs/refs/pr/1`]: B,
    [`${repo}/refs/gone`]: 'c'.repeat(40),
    [`${repo}/refs/short`]: 'abc1234',
    [`${repo}/refs/page`]: '<html>',
    [`${repo}/refs/huge`]: A.repeat(1000),
    [`${repo}/snapshots/${A}/config.json`]: '{}',
    [`${repo}/snapshots/${B}/config.json`]: '{}',
    'datasets--imdb/refs/main': A,
    [`datasets--imdb/snapshots/${A}/README.md`]: '',
    'secret/refs/main': A,
    [`secret/snapshots/${A}/x`]: '',
  });

  const cases: readonly (readonly [string, Parameters<typeof readHubCommit>[1], string, string, string | null])[] = [
    ['follows a branch', 'model', 'org/name', 'main', A],
    ['follows a tag, line end and all', 'model', 'org/name', 'v1.0', B],
    ['follows a nested ref', 'model', 'org/name', 'refs/pr/1', B],
    ['knows a commit whose snapshot is there', 'model', 'org/name', B, B],
    ['knows a repository without a namespace', 'dataset', 'imdb', 'main', A],
    ['does not know a commit without a snapshot', 'model', 'org/name', 'c'.repeat(40), null],
    ['does not believe a ref whose snapshot is gone', 'model', 'org/name', 'gone', null],
    ['does not take a shortened commit', 'model', 'org/name', 'short', null],
    ['does not take a page of HTML', 'model', 'org/name', 'page', null],
    ['does not read a ref that is too long', 'model', 'org/name', 'huge', null],
    ['does not know another kind of repository', 'dataset', 'org/name', 'main', null],
    ['does not know a branch that was never fetched', 'model', 'org/name', 'dev', null],
    ['does not climb out by the revision', 'model', 'org/name', '../../secret/refs/main', null],
    ['does not climb out by the identifier', 'model', '../secret', 'main', null],
    ['does not take an empty revision', 'model', 'org/name', '', null],
  ];
  for (const [title, repoType, id, revision, expected] of cases) {
    it(title, async () => assert.equal(await readHubCommit(cache, repoType, id, revision), expected));
  }

  it('does not follow a symbolic link on the way', async () => {
    const linked = (name: string): FileSystem => ({
      list: async (directory) =>
        (await cache.list(directory))?.map((entry): Entry => ({ ...entry, link: entry.name === name })) ?? null,
      stat: (path) => cache.stat(path),
      read: (path, range) => cache.read(path, range),
    });
    for (const name of [repo, 'refs', 'main', A])
      assert.equal(await readHubCommit(linked(name), 'model', 'org/name', 'main'), null, name);
    assert.equal(await readHubCommit(linked('config.json'), 'model', 'org/name', 'main'), A);
  });

  it('gives nothing where there is no cache', async () =>
    assert.equal(await readHubCommit(new MemoryFiles(), 'model', 'org/name', 'main'), null));
});
