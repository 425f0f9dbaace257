import assert from 'node:assert/strict';
import type { ScanOutcome } from '../../../src/scan/outcome';
import { growthOf, LINEAR } from '../../harness/effort';
import { assertPython, DEADLINE, type Expected, HEAD, LOAD, numbered, scan, TAIL } from './hostile-scan';

/**
 * Texts of which every piece is looked at. Each is scanned in its size and in sixteen times of it: what grows with the square
 * is seen at thousands of pieces as surely as it would be at a hundred thousand, which would have to take minutes to fail.
 */
const PIECES: Readonly<Record<string, readonly [size: number, text: (n: number) => string, expected?: Expected]>> = {
  'ifs in a line': [2_500, (n) => `${HEAD}${'if x: '.repeat(n)}${LOAD}${TAIL}`],
  decorators: [1_250, (n) => `${HEAD}${'@torch.load("x")\n'.repeat(n)}def f(): pass\n`],
  'beginnings of tokens in a string': [625, (n) => `${HEAD}x = "${'eyJhbGciOi.'.repeat(n)}"${TAIL}`, 'found'],
  'beginnings of keys in a string': [125, (n) => `${HEAD}x = "${'sk-'.repeat(n)}"${TAIL}`, 'found'],
  'interpolations in a string': [125, (n) => `${HEAD}x = f"${'{token}sk-{{'.repeat(n)}"${TAIL}`, 'found'],
  'loads in a list': [312, (n) => `${HEAD}x = [${'torch.load("a", weights_only=False), '.repeat(n)}]\n`, 'found'],
  'loads, line by line': [312, (n) => `${HEAD}${'torch.load("a", weights_only=False)\n'.repeat(n)}`, 'found'],
  'loads in a line, one behind the other': [
    312,
    (n) => `${HEAD}${'torch.load("a", weights_only=False); '.repeat(n)}\n`,
    'found',
  ],
  'statements in a line behind many blanks': [
    1_250,
    (n) => `${HEAD}if x:\n${' '.repeat(n)}${'x = y; '.repeat(n)}${LOAD}\n`,
    'found',
  ],
  'imports in a line': [1_250, (n) => `${HEAD}${'import a; '.repeat(n)}${LOAD}\n`, 'found'],
  'loads on the lines of their headers': [
    312,
    (n) => `${HEAD}${'if x: y = 1; torch.load("a", weights_only=False)\n'.repeat(n)}`,
    'found',
  ],
  'lambdas in a header': [125, (n) => `${HEAD}if ${'lambda: '.repeat(n)}x: ${LOAD}\n`],
  'semicolons without statements': [12_500, (n) => `${HEAD}x${';'.repeat(n)}${TAIL}`],
  'comments behind semicolons': [1_250, (n) => `${HEAD}${'x = 1; y = 2;  # nosec\n'.repeat(n)}${LOAD}\n`, 'found'],
  'loads of files that are named': [
    312,
    (n) => `${HEAD}${numbered(n, (i) => `p${i} = "a${i}.pt"\nm${i} = torch.load(p${i}, weights_only=False)`)}\n`,
    'found',
  ],
  'functions that load': [
    312,
    (n) => `${HEAD}${numbered(n, (i) => `def f${i}(p):\n    return torch.load(p, weights_only=False)`)}\n`,
    'found',
  ],
  'models from the hub': [
    312,
    (n) =>
      `${HEAD}from transformers import AutoModel\n${numbered(n, (i) => `m${i} = AutoModel.from_pretrained("a/b${i}", trust_remote_code=True)`)}${TAIL}`,
    'found',
  ],
  'loads in a list that are not called': [1_250, (n) => `${HEAD}x = [${'torch.load, '.repeat(n)}]${TAIL}`, 'found'],
  'loads in loads': [125, (n) => `${HEAD}x = ${'torch.load('.repeat(n)}1${')'.repeat(n)}\n`, /nested too deeply/],
};

describe('work grows no faster than a hostile text:', function () {
  this.timeout(DEADLINE);

  for (const [name, [size, text, expected]] of Object.entries(PIECES))
    it(name, async () => {
      let outcome!: ScanOutcome;
      const growth = await growthOf(size, async (n) => {
        outcome = await scan('train.py', text(n), { maxFileSize: 50_000_000 });
      });
      assert.ok(growth < LINEAR, `sixteen times the text, ${growth} times the work`);
      assertPython(outcome, expected);
    });
});
