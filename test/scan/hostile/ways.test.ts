import assert from 'node:assert/strict';
import type { ScanOutcome } from '../../../src/scan/outcome';
import { growthOf, LINEAR } from '../../harness/effort';
import { DEADLINE, numbered, scan } from './hostile-scan';

const HEAD = 'import os, subprocess, sys, torch\n';
const OPEN = { maxFileSize: 50_000_000 };

/** A number that is the same in every run, and looks like none. */
const spread = (i: number, n: number): number => (i * 7919 + 13) % n;

/** Programs in which values go long and many ways. */
const PROGRAMS: Readonly<Record<string, () => string>> = {
  '20 helper levels, of which each calls the next twice': () =>
    `${HEAD}${numbered(20, (i) => `def f${i}(x):\n    return f${i + 1}(x) + f${i + 1}(x + "1")\n`)}\ndef f20(x):\n    return x\n\neval(f0(sys.argv[1]))\n`,
  '10,000 functions that call one another': () =>
    `${HEAD}${numbered(10_000, (i) => `def f${i}(x, y):\n    z = f${spread(i, 10_000)}(x, y)\n    os.system("ls " + z)\n    return f${spread(i + 5, 10_000)}(y, z)\n`)}\n`,
  'a generated module of 5 MB': () =>
    `${HEAD}${numbered(30_000, (i) => `def g${i}(p, q=None):\n    r = os.path.join(p, "v${i}")\n    s = [r, q, g${Math.max(0, i - 1)}(p)]\n    s.append(q)\n    os.system("ls " + " ".join(s))\n    return torch.load(r)\n`)}\n`,
  'a name that 20,000 others lead to': () =>
    `${HEAD}x0 = sys.argv[1]\n${numbered(20_000, (i) => `x${i + 1} = x${i} + "a"`)}\neval(x20000)\n`,
  'a class of 5,000 methods that hand one attribute on': () =>
    `${HEAD}class A:\n    def __init__(self, x):\n        self.a0 = x\n${numbered(5_000, (i) => `    def m${i}(self):\n        self.a${i + 1} = self.a${i}\n        eval(self.a${i})`)}\nA(sys.argv[1])\n`,
  '5,000 conditions before a use': () =>
    `${HEAD}x = sys.argv[1]\n${numbered(5_000, (i) => `if x not in OTHER${i}:\n    print(x)`)}\n${numbered(500, () => 'os.system("ls " + x)')}\n`,
};

describe('ways of values end in time:', function () {
  this.timeout(DEADLINE);

  for (const [name, text] of Object.entries(PROGRAMS))
    it(name, async () => {
      const outcome = await scan('train.py', text(), OPEN);
      assert.ok(outcome.findings.length > 0 || outcome.notes.length > 0, 'nothing is said');
    });
});

const PIECES: Readonly<Record<string, readonly [size: number, text: (n: number) => string]>> = {
  'helpers that are called with what came in': [
    100,
    (n) => `${HEAD}${numbered(n, (i) => `def f${i}(x):\n    os.system("ls " + x)\nf${i}(sys.argv[${i}])`)}\n`,
  ],
  'commands out of one list': [
    100,
    (n) => `${HEAD}x = []\n${numbered(n, (i) => `x.append(sys.argv[${i}])`)}\nos.system(" ".join(x))\n`,
  ],
  'helpers in a chain': [
    60,
    (n) =>
      `${HEAD}${numbered(n, (i) => `def f${i}(x):\n    return f${i + 1}(x)\n`)}\ndef f${n}(x):\n    return x\n\nos.system("ls " + f0(sys.argv[1]))\n`,
  ],
};

describe('ways of values grow no faster than a hostile text:', function () {
  this.timeout(DEADLINE);

  for (const [name, [size, text]] of Object.entries(PIECES))
    it(name, async () => {
      let outcome!: ScanOutcome;
      const growth = await growthOf(size, async (n) => {
        outcome = await scan('train.py', text(n), OPEN);
      });
      assert.ok(growth < LINEAR, `sixteen times the text, ${growth} times the work`);
      assert.ok(outcome.findings.length > 0);
    });
});
