import assert from 'node:assert/strict';
import { pythonSource } from '../../bench/corpus';
import { Engine } from '../../src/scan/engine';
import { Workspace } from '../../src/project/workspace';
import { grammars } from '../harness/grammars';
import { MemoryFiles } from '../harness/memory-files';

const workspace = new Workspace({
  files: new MemoryFiles(),
  clock: { now: () => 0 },
  logger: {
    info: () => {},
    warn: () => {},
    error: (message) => {
      throw new Error(message);
    },
  },
});

/** Lines with findings, in an open document. */
async function linesOf(engine: Engine, text: string): Promise<readonly number[]> {
  const { findings } = await engine.scan({ kind: 'text', path: 'train.py', text, session: 'train.py' }, workspace);
  return [...new Set(findings.map(({ range }) => range.start.line))];
}

describe('a large document while something is typed into it', () => {
  const text = pythonSource({ seed: 7, lines: 1200, density: 0.5 });
  const lines = text.split('\n');
  const begin = lines.findIndex((line, i) => i > 500 && line.startsWith('    def '));
  const next = lines.findIndex((line, i) => i > begin && line.startsWith('    def '));

  for (const typed of [
    'x = f(',
    'x = [1, {',
    'name = "abc',
    'if x',
    'x = AutoModel.from_pretrained("someone/model", ',
  ]) {
    it(`keeps its other findings behind ${typed}`, async () => {
      const engine = await Engine.create(grammars);
      const expected = await linesOf(engine, text);
      const broken = [...lines.slice(0, begin + 2), `        ${typed}`, ...lines.slice(begin + 2)].join('\n');
      const found = await linesOf(engine, broken);
      const before = (line: number): boolean => line <= begin + 1;
      assert.ok(expected.filter(before).length > 10 && expected.some((line) => line > next));
      assert.deepEqual(found.filter(before), expected.filter(before));
      assert.deepEqual(
        found.filter((line) => line > next + 1),
        expected.filter((line) => line > next).map((line) => line + 1),
      );
      assert.deepEqual(await linesOf(engine, text), expected);
      engine.dispose();
    });
  }
});
