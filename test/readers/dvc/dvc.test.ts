import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { NodeFileSystem } from '../../../src/cli/node-files';
import { readDvcRecords, readPipelineIn } from '../../../src/project/dvc/dvc-records';
import { readConfig } from '../../../src/readers/config/config';
import { readDvcOptions } from '../../../src/readers/dvc/dvc-config';
import { folderListBytes, readFolderList } from '../../../src/readers/dvc/folder-list';
import { readPipeline } from '../../../src/readers/dvc/pipeline';
import { pythonNumber } from '../../../src/readers/dvc/python-number';
import { readRecorded } from '../../../src/readers/dvc/recorded';
import { isTextPiece, UnixPieces, withUnixLines } from '../../../src/readers/dvc/text-rule';
import { MADE, unpacked } from './unpacked';

const md5 = (bytes: Uint8Array | string): string => createHash('md5').update(bytes).digest('hex');
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('what DVC writes', () => {
  for (const made of MADE)
    it(`is resolved as ${made} resolved it: names, commands, paths of every stage`, async () => {
      const files = new NodeFileSystem(unpacked(made).first);
      const pipeline = (await readPipelineIn(files, ''))!;
      assert.deepEqual(pipeline.problems, []);
      const { stages } = await readDvcRecords(files, 'dvc.lock');
      assert.ok(stages.length >= 7, `${stages.length} stages`);
      const plain = (paths: readonly { readonly path: string }[]): readonly string[] =>
        paths.map((each) => each.path).sort();
      for (const { stage } of stages) {
        const same = pipeline.stages.find(({ name }) => name === stage.name);
        assert.ok(same, stage.name);
        assert.deepEqual(same.commands, stage.commands);
        assert.deepEqual(plain(same.dependencies), plain(stage.dependencies));
        assert.deepEqual(plain(same.outputs), plain(stage.outputs));
      }
      assert.equal(pipeline.stages.length, stages.length);
      assert.equal(stages.find(({ stage }) => stage.name === 'inner')?.folder, 'src');
    });

  it('gives the list of a folder again, byte for byte', () => {
    const { first } = unpacked('dvc3');
    const bytes = readFileSync(path.join(first, '.dvc/cache/files/md5/b5/4250f9e8e0ef698801156b7cc6ae71.dir'));
    const list = readFolderList(bytes);
    assert.ok(typeof list !== 'string' && list.length === 11);
    const shuffled = list.map(({ path: at, md5: digest }) => ({ path: at, md5: digest! })).reverse();
    assert.equal(md5(folderListBytes(shuffled)), 'b54250f9e8e0ef698801156b7cc6ae71');
    assert.equal(md5(folderListBytes([])), 'd751713988987e9331980363e24189ce');
  });

  it('says where everything is written', () => {
    const text = "outs:\n- md5: ef4330228809c42919ada65a11393fd1\n  size: 10\n  hash: md5\n  path: 'a b.csv'\n";
    const [output] = readRecorded(text, 'a b.csv.dvc').stages[0]!.outputs;
    assert.equal(text.slice(output!.range.start, output!.range.end), 'a b.csv');
    assert.equal(text.slice(output!.digestRange!.start, output!.digestRange!.end), output!.digest);
    assert.deepEqual([output!.hash, output!.size, output!.isFolder], ['md5', 10, false]);
  });

  it('takes digests that YAML takes for numbers as they are written', () => {
    for (const digest of ['12345678901234567890123456789012', '1e100000000000000000000000000000', '0'.repeat(32)]) {
      const { stages } = readRecorded(`outs:\n- md5: ${digest}\n  path: a\n`, 'a.dvc');
      assert.equal(stages[0]!.outputs[0]!.digest, digest);
      assert.equal(stages[0]!.outputs[0]!.hash, 'md5-dos2unix');
    }
  });

  it('knows what only a server can say, and files with versions in the cloud', () => {
    const { stages } = readRecorded(
      `deps:\n- path: s3://b/k\n  etag: '"abc"'\nouts:\n- path: d\n  hash: md5\n  files:\n  - relpath: x/y\n    md5: ${'a'.repeat(32)}\n    size: 3\n    cloud:\n      r:\n        etag: z\n        version_id: v\n  - relpath: z\n`,
      'd.dvc',
    );
    assert.deepEqual([stages[0]!.dependencies[0]!.hash, stages[0]!.dependencies[0]!.digest], ['etag', '"abc"']);
    assert.deepEqual(stages[0]!.outputs[0]!.members, [
      { path: 'x/y', md5: 'a'.repeat(32), size: 3 },
      { path: 'z', md5: null, size: null },
    ]);
  });

  it('reads imports with the commit that was locked', () => {
    const { stages } = readRecorded(
      `frozen: true\ndeps:\n- path: data\n  repo:\n    url: https://example.org/r.git\n    rev: main\n    rev_lock: ${'c'.repeat(40)}\n`,
      'data.dvc',
    );
    const { repository } = stages[0]!.dependencies[0]!;
    assert.deepEqual([repository!.revision, repository!.commit], ['main', 'c'.repeat(40)]);
    assert.equal(stages[0]!.isFrozen, true);
  });

  it('resolves nothing that is not there, and says so', async () => {
    const none = async (): Promise<null> => null;
    const { stages, problems } = await readPipeline(
      'stages:\n  a:\n    cmd: echo ${x.y}\n  b:\n    cmd: echo \\${kept}\n  c:\n    foreach: ${list}\n    do:\n      cmd: x\n',
      none,
    );
    assert.deepEqual(
      stages.map(({ commands }) => commands),
      [['echo ${kept}']],
    );
    assert.deepEqual(problems, ['stage "a": "x.y" is defined nowhere', 'stage "c": "list" is defined nowhere']);
  });

  it('writes numbers as Python does', () => {
    const cases: readonly (readonly [string, string])[] = [
      ['1', '1'],
      ['007', '7'],
      ['1.0', '1.0'],
      ['1e-5', '1e-05'],
      ['0.0001', '0.0001'],
      ['1e16', '1e+16'],
      ['123456789012345.5', '123456789012345.5'],
      ['1.5e300', '1.5e+300'],
      ['-0.0', '-0.0'],
      ['12345678901234567890', '12345678901234567890'],
    ];
    for (const [source, written] of cases) assert.equal(pythonNumber(source, Number(source)), written);
  });
});

describe("DVC's rule on text", () => {
  it('is that of DVC 2: by the first bytes, NUL and 30 %', () => {
    assert.equal(md5(withUnixLines(bytesOf('hello\r\nworld\r\n'))), '0f723ae7f9bf07744445e93ac5595156');
    assert.equal(isTextPiece(bytesOf('a\0b\r\n')), false);
    assert.equal(isTextPiece(bytesOf('')), true);
    assert.equal(isTextPiece(Uint8Array.from({ length: 100 }, (_, i) => (i < 30 ? 0x80 : 0x61))), true);
    assert.equal(isTextPiece(Uint8Array.from({ length: 100 }, (_, i) => (i < 31 ? 0x80 : 0x61))), false);
    assert.deepEqual([...withUnixLines(bytesOf('a\r\rb\r\n\r'))], [...bytesOf('a\r\rb\n\r')]);
  });

  it('differs between versions only where pieces differ', () => {
    const pieces = ['text\r\n', 'bin\0\r\n', 'text\r\n'].map(bytesOf);
    const by = (rule: 'each' | 'first'): string => {
      const unix = new UnixPieces(rule);
      return pieces.map((piece) => new TextDecoder().decode(unix.next(piece.slice()))).join('|');
    };
    assert.equal(by('each'), 'text\n|bin\0\r\n|text\n');
    assert.equal(by('first'), 'text\n|bin\0\n|text\n');
  });
});

describe("DVC's configuration", () => {
  it('has remotes with names in quotes', () => {
    const text = `[core]\n    remote = store\n['remote "store"']\n    URL = s3://bucket/x  # where it is\n    password = "a b"\n[studio]\n    token = t\n`;
    const { options } = readDvcOptions('.dvc/config', text, readConfig(text, '.dvc/config', 'ini').facts.entries);
    assert.deepEqual(
      options.map(({ section, name, key, value }) => [section, name, key, value]),
      [
        ['core', null, 'remote', 'store'],
        ['remote', 'store', 'url', 's3://bucket/x'],
        ['remote', 'store', 'password', 'a b'],
        ['studio', null, 'token', 't'],
      ],
    );
    assert.equal(text.slice(options[2]!.valueRange.start, options[2]!.valueRange.end), 'a b');
  });
});
