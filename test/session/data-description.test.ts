import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { NodeFileSystem } from '../../src/cli/node-files';
import { Workspace } from '../../src/project/workspace';
import { Engine } from '../../src/scan/engine';
import { describe as described } from '../../src/session/description';
import { grammars } from '../harness/grammars';
import { unpacked } from '../readers/dvc/unpacked';

describe('what is told of data under the pointer', function () {
  this.timeout(30_000);
  let root: string;
  let engine: Engine;

  before(async () => {
    root = unpacked('dvc3').first;
    engine = await Engine.create(grammars, []);
    writeFileSync(path.join(root, 'imgs/a/b'), 'B\n');
  });

  /** The lines of the hover at the first place of a word in a document. */
  async function at(
    document: string,
    word: string,
    text = readFileSync(path.join(root, document), 'utf8'),
  ): Promise<readonly string[] | null> {
    const workspace = new Workspace({
      files: new NodeFileSystem(root),
      clock: { now: () => 0 },
      logger: { info: () => {}, warn: () => {}, error: (message) => assert.fail(message) },
    });
    const before = text.slice(0, text.indexOf(word) + 1).split('\n');
    const pointer = { cell: null, line: before.length, column: before.at(-1)!.length };
    return (await described(engine, workspace, { kind: 'text', path: document, text }, pointer))?.lines ?? null;
  }

  it('says in a .dvc file and a lock what is recorded, and how it compares now', async () => {
    assert.deepEqual(await at('data/train.csv.dvc', 'train.csv'), [
      'DVC holds `data/train.csv`: `data/train.csv.dvc`, MD5 `ef4330228809c42919ada65a11393fd1`',
      'Verified: hashed now, it is what was recorded',
    ]);
    assert.deepEqual(await at('imgs.dvc', 'b54250f9'), [
      'DVC holds `imgs`: `imgs.dvc`, MD5 `b54250f9e8e0ef698801156b7cc6ae71.dir`',
      'Differs: one file is not what was recorded (hashed now)',
    ]);
    assert.match(
      (await at('dvc.lock', 'out/small.txt\n      hash'))!.join(),
      /stage `fit@small`, MD5 `0c2fff1d.*Verified/,
    );
  });

  it('says it on a path of the pipeline, of every stage that a template stands for', async () => {
    const lines = await at('dvc.yaml', '${folder}/${item.out}:');
    assert.match(lines!.join('\n'), /out\/small\.txt[^]*out\/large\.txt/);
  });

  it('says it on a path in a program, of a file in a folder too', async () => {
    const program =
      'import pandas as pd\n\ndf = pd.read_csv("data/train.csv")\nopen("imgs/a/b")\nopen("params.yaml")\n';
    assert.match((await at('train.py', 'data/train.csv', program))!.join(), /Verified/);
    assert.deepEqual(await at('train.py', 'imgs/a/b', program), [
      'DVC holds `imgs/a/b`: `imgs.dvc`, MD5 `3b5d5c3712955042212316173ccf37be`',
      'Differs: hashed now, its MD5 is `30cf3d7d133b08543cb6c8933c29dfd7`',
    ]);
    assert.equal(await at('train.py', 'params.yaml', program), null);
  });
});
