import assert from 'node:assert/strict';
import { effortOf, growthOf, LINEAR } from './effort';

describe('effort', () => {
  const numbers = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

  it('of a reader that looks at everything once grows with its input', async () => {
    assert.ok((await growthOf(50_000, (size) => new Set(numbers(size)).size)) < LINEAR);
  });

  it('of a reader that looks at everything for everything grows with the square', async () => {
    const compare = (all: readonly number[]): number =>
      all.reduce((sum, each) => sum + all.filter((other) => other === each).length, 0);
    // What disturbs the small input alone makes the growth look less.
    let growth = 0;
    for (let tries = 0; tries < 3 && growth <= LINEAR; tries++)
      growth = await growthOf(3_000, (size) => compare(numbers(size)));
    assert.ok(growth > LINEAR, `${growth} times`);
  });

  it('is of work and not of time', async () => {
    // Threads that earlier tests left may still be at work: noise only adds.
    let least = Infinity;
    for (let tries = 0; tries < 5; tries++)
      least = Math.min(least, await effortOf(() => new Promise((resolve) => setTimeout(resolve, 200))));
    assert.ok(least < 5, `${least} turns`);
  });
});
