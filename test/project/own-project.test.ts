import assert from 'node:assert/strict';
import { ownProject, repositoryAt } from '../../src/project/questions/own-project';
import { Workspace } from '../../src/project/workspace';
import { MemoryFiles } from '../harness/memory-files';

describe('what is the own of a project', () => {
  const own = (files: Record<string, string>, path = 'train.py') =>
    new Workspace({
      files: new MemoryFiles(files),
      clock: { now: () => 0 },
      logger: { info: () => {}, warn: () => {}, error: (message) => assert.fail(message) },
    }).answer(ownProject, ownProject.key(path));

  const ADDRESSES: readonly (readonly [string, string | null])[] = [
    ['https://github.com/Acme/Train.git', 'github.com/acme/train'],
    ['https://user:word@github.com/acme/train', 'github.com/acme/train'],
    ['git@github.com:acme/train.git', 'github.com/acme/train'],
    ['ssh://git@gitlab.example.org:2222/acme/train.git', 'gitlab.example.org/acme/train'],
    ['git+https://github.com/acme/train@main#egg=train', 'github.com/acme/train'],
    ['https://github.com/acme/train/releases/download/v1/a.whl', 'github.com/acme/train'],
    ['https://raw.githubusercontent.com/acme/train/main/a.py', 'github.com/acme/train'],
    ['https://huggingface.co/spaces/acme/demo', 'huggingface.co/acme/demo'],
    ['https://hf.co/acme/bert', 'huggingface.co/acme/bert'],
    ['https://github.com/acme', null],
    ['../train', null],
    ['/srv/git/train.git', null],
    ['', null],
  ];
  for (const [address, expected] of ADDRESSES)
    it(`reads ${JSON.stringify(address)}`, () => assert.equal(repositoryAt(address), expected));

  it('takes no time for a long address', () => {
    const start = performance.now();
    for (const address of [
      `https://${'a.'.repeat(100_000)}`,
      `git@${'a'.repeat(200_000)}:`,
      'https://a/'.repeat(50_000),
    ])
      repositoryAt(address);
    assert.ok(performance.now() - start < 10_000);
  });

  it('is where origin leads, also from a folder below', async () => {
    const files = {
      '.git/config':
        '[remote "upstream"]\n\turl = https://github.com/else/train\n[remote "origin"]\n\turl = git@github.com:Acme/train.git\n',
    };
    const expected = { repositories: ['github.com/acme/train'], owners: ['acme'], distributions: [] };
    assert.deepEqual(await own(files), expected);
    assert.deepEqual(await own(files, 'a/b/train.py'), expected);
  });

  it('is what the manifests say, and nothing that they only mention', async () => {
    assert.deepEqual(
      await own(
        {
          'pyproject.toml':
            '[project]\nname = "My.Package"\n[project.urls]\nDocumentation = "https://github.com/docs/site"\nRepository = "https://github.com/acme/pkg"\n',
          'sub/setup.cfg':
            '[metadata]\nname = sub_package\nurl = https://gitlab.com/acme2/sub\nproject_urls =\n    Paper = https://github.com/paper/code\n    Bug Tracker = https://github.com/acme3/sub/issues\n',
        },
        'sub/a.py',
      ),
      {
        repositories: ['github.com/acme/pkg', 'github.com/acme3/sub', 'gitlab.com/acme2/sub'],
        owners: ['acme', 'acme2', 'acme3'],
        distributions: ['my-package', 'sub-package'],
      },
    );
    assert.deepEqual(
      (await own({ 'pyproject.toml': '[tool.poetry]\nname = "p"\nrepository = "https://github.com/a/p"\n' })).owners,
      ['a'],
    );
  });

  it('is what the metadata of a source distribution say, in their headers', async () => {
    assert.deepEqual(
      await own({
        'PKG-INFO':
          'Metadata-Version: 2.1\nName: My.Package\nHome-page: https://github.com/acme/pkg\nProject-URL: Documentation, https://github.com/docs/site\nProject-URL: Issues, https://github.com/acme2/pkg/issues\nAuthor: A\n\nHome-page: https://github.com/other/text\n',
      }),
      {
        repositories: ['github.com/acme/pkg', 'github.com/acme2/pkg'],
        owners: ['acme', 'acme2'],
        distributions: ['my-package'],
      },
    );
  });

  it('is nothing where nothing is said, or it cannot be read', async () => {
    const nothing = { repositories: [], owners: [], distributions: [] };
    assert.deepEqual(await own({}), nothing);
    assert.deepEqual(await own({ 'pyproject.toml': '[project\nname = ', '.git/config': '\0\0[' }), nothing);
  });
});
