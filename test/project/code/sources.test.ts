import assert from 'node:assert/strict';
import type { Value } from '../../../src/core/value';
import { Engine } from '../../../src/scan/engine';
import { Workspace } from '../../../src/project/workspace';
import { effortOf } from '../../harness/effort';
import { grammars } from '../../harness/grammars';
import { MemoryFiles } from '../../harness/memory-files';
import { explained, ID, see, seer } from './seeing';

describe('values of other files', () => {
  it('stand where they are used, and say where they come from', async () => {
    const text = 'from config import MODEL_ID\nsee(X=MODEL_ID)';
    const { value, finding } = await see(text, { 'config.py': `# a comment\n${ID}def f():\n    return 1\n` });
    assert.ok(value?.kind === 'string');
    assert.equal(text.slice(value.origin.start, value.origin.end), 'MODEL_ID');
    assert.deepEqual(value.elsewhere, { path: 'config.py', range: { start: 23, end: 34 }, name: 'MODEL_ID' });
    assert.equal(value.via, 'constant');
    assert.deepEqual(finding.related, [
      {
        path: 'config.py',
        range: { start: { line: 2, column: 12 }, end: { line: 2, column: 23 } },
        message: 'MODEL_ID is set here.',
      },
    ]);
    assert.deepEqual(explained(finding), ['X is "org/model": MODEL_ID, config.py:2; imported in train.py:1']);
  });

  it('of a default stay a default', async () => {
    const { value, finding } = await see('from config import Config\ndef main(cfg: Config):\n    see(X=cfg.model)', {
      'config.py': 'class Config:\n    model: str = "org/model"\n',
    });
    assert.equal(value?.kind === 'string' && value.via, 'default');
    assert.match(explained(finding)[0]!, /^X is "org\/model" unless another is given: .*config\.py:2/);
  });

  it('are explained piece by piece', async () => {
    const { finding } = await see('from config import ORG\nNAME = "model"\nsee(X=f"{ORG}/{NAME}")', {
      'config.py': 'ORG = "org"\n',
    });
    assert.deepEqual(explained(finding), [
      'ORG is "org": config.py:1; imported in train.py:1',
      'NAME is "model": train.py:2',
    ]);
    assert.deepEqual(
      finding.related.map(({ path, range }) => [path, range.start.line]),
      [
        ['config.py', 1],
        ['train.py', 2],
      ],
    );
  });

  it('that are secrets are not shown', async () => {
    const { finding } = await see('from config import API_KEY\nsee(X=API_KEY)', {
      'config.py': 'API_KEY = "Zq8vT2mK9pL4xR7w"\n',
    });
    assert.deepEqual(explained(finding), ['X is "***": API_KEY, config.py:1; imported in train.py:1']);
  });

  it('are not looked for where nothing is imported from the project', async () => {
    const { reads } = await see('import numpy as np\nimport torch\nsee(X=np.float32, y=torch.float16)', {
      'config.py': ID,
    });
    assert.deepEqual(
      reads.filter((path) => path.endsWith('.py')),
      [],
    );
  });

  it('rest on no file that nothing is taken from', async () => {
    const { reads, restsOn } = await see('from helpers import seed\nseed(1)\nsee(X="a")', {
      'helpers.py': 'import torch\nseed = torch.manual_seed\n',
    });
    // It is looked at before anybody judges: to ask for it later would mean to judge again.
    assert.deepEqual(
      reads.filter((path) => path.endsWith('.py')),
      ['helpers.py'],
    );
    assert.deepEqual(restsOn, []);
  });

  it('are not followed into lists of lists without end', async () => {
    const names = ['a', 'b', 'c', 'd'];
    const files = Object.fromEntries(
      names.map((name, i) => [
        `${name}.py`,
        i === 0
          ? `L = [${'"x", '.repeat(1000)}]\n`
          : `from ${names[i - 1]} import L as M\nL = [${'M, '.repeat(1000)}]\n`,
      ]),
    );
    const effort = await effortOf(() => see('from d import L\nsee(X=L)', files));
    // It is about 150, whatever the lists' lengths; without an end it would be 1000 times 1000 times as much.
    assert.ok(effort < 500, `${effort} turns`);
  });

  it('are known anew after the file changed', async () => {
    let value: Value | undefined;
    const engine = await Engine.create(grammars, [
      seer((seen) => {
        value = seen;
      }),
    ]);
    const files: Record<string, string> = { 'config.py': 'MODEL_ID = "a/b"\n' };
    const workspace = new Workspace({
      files: {
        list: (path) => new MemoryFiles(files).list(path),
        stat: (path) => new MemoryFiles(files).stat(path),
        read: (path) => new MemoryFiles(files).read(path),
      },
      clock: { now: () => 0 },
      logger: {
        info: () => {},
        warn: () => {},
        error: (message) => {
          throw new Error(message);
        },
      },
    });
    const scan = async (): Promise<string | undefined> => {
      await engine.scan(
        { kind: 'text', path: 'train.py', text: 'from config import MODEL_ID\nsee(X=MODEL_ID)' },
        workspace,
      );
      return value?.kind === 'string' ? value.value : undefined;
    };
    assert.equal(await scan(), 'a/b');
    files['config.py'] = 'MODEL_ID = "c/d"\n';
    assert.equal(await scan(), 'a/b');
    workspace.invalidate('config.py');
    assert.equal(await scan(), 'c/d');
    delete files['config.py'];
    workspace.invalidate('config.py');
    assert.equal(await scan(), undefined);
    engine.dispose();
  });
});
