import assert from 'node:assert/strict';
import type { ScanOutcome } from '../../../src/scan/outcome';
import { growthOf, LINEAR } from '../../harness/effort';
import { DEADLINE, numbered, rules, scan } from './hostile-scan';

const HEAD = 'import torch, yaml, requests\n';
const SAFE = 'torch.load(p, weights_only=True)';
const UNSAFE = 'torch.load(p, weights_only=False)';
const OPEN = { maxFileSize: 50_000_000 };

/** Programs with much that may fail, scanned in their size and in sixteen times of it. */
const PIECES: Readonly<Record<string, readonly [size: number, text: (n: number) => string]>> = {
  'safe and unsafe loads by turns in one function': [
    60,
    (n) =>
      `${HEAD}def f(p):\n${numbered(n, () => `    try:\n        m = ${SAFE}\n    except Exception:\n        m = ${UNSAFE}`)}\n`,
  ],
  'safe loads of other files before an unsafe one': [
    100,
    (n) =>
      `${HEAD}def f(p):\n    try:\n${numbered(n, (i) => `        torch.load(p + "${i}", weights_only=True)`)}\n        ${SAFE}\n    except Exception:\n        ${UNSAFE}\n`,
  ],
  'unsafe loads in one handler': [
    60,
    (n) =>
      `${HEAD}def f(p):\n    try:\n        ${SAFE}\n    except Exception:\n${numbered(n, () => `        ${UNSAFE}`)}\n`,
  ],
  'handlers of one try': [
    100,
    (n) =>
      `${HEAD}def f(p):\n    try:\n        return ${SAFE}\n${numbered(n, (i) => `    except E${i}:\n        return ${UNSAFE}`)}\n`,
  ],
  'tries behind one another before an unsafe load': [
    60,
    (n) =>
      `${HEAD}def f(p):\n${numbered(n, () => `    try:\n        return ${SAFE}\n    except Exception:\n        pass`)}\n    return ${UNSAFE}\n`,
  ],
  'functions that fall back on one': [
    60,
    (n) =>
      `${HEAD}def load(p):\n    return ${UNSAFE}\n${numbered(n, (i) => `def f${i}(p):\n    try:\n        return ${SAFE}\n    except Exception:\n        return load(p)`)}\n`,
  ],
  'loops that try again': [
    60,
    (n) =>
      `${HEAD}${numbered(n, (i) => `def f${i}(p):\n    for w in (True, False):\n        try:\n            return torch.load(p, weights_only=w)\n        except Exception:\n            continue`)}\n`,
  ],
};

describe('fallbacks are found in time that grows no faster than a hostile text:', function () {
  this.timeout(DEADLINE);

  for (const [name, [size, text]] of Object.entries(PIECES))
    it(name, async () => {
      let outcome!: ScanOutcome;
      const growth = await growthOf(size, async (n) => {
        outcome = await scan('train.py', text(n), OPEN);
      });
      assert.ok(rules(outcome).includes('unsafe-fallback'));
      assert.ok(growth < LINEAR, `sixteen times the text, ${growth} times the work`);
    });

  it('and in tries in tries', async () => {
    const depth = 90;
    const head = Array.from({ length: depth }, (_, i) => `${' '.repeat(i + 1)}try:\n`).join('');
    const tail = Array.from(
      { length: depth },
      (_, i) => `${' '.repeat(depth - i)}except Exception:\n${' '.repeat(depth - i + 1)}${UNSAFE}\n`,
    ).join('');
    const outcome = await scan('train.py', `${HEAD}def f(p):\n${head}${' '.repeat(depth + 1)}${SAFE}\n${tail}`, OPEN);
    assert.ok(rules(outcome).includes('unsafe-fallback'));
  });
});
