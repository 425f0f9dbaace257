import assert from 'node:assert/strict';
import { matchesCallee } from '../../src/core/callee-pattern';

describe('callee patterns', () => {
  const cases: readonly (readonly [string, string, boolean])[] = [
    ['torch.load', 'torch.load', true],
    ['torch.load', 'torch.jit.load', false],
    ['**.load', 'load', true],
    ['**.load', 'a.b.load', true],
    ['a.**.c', 'a.c', true],
    ['a.**.c', 'a.b.b.c', true],
    ['a.*.c', 'a.c', false],
    ['x.*Pipeline*.f', 'x.StablePipelineXL.f', true],
    ['x.*Pipeline*.f', 'x.Pipe.f', false],
    ['x.A*A', 'x.A', false],
    ['?.f', '?.f', true],
    ['?.f', 'x.f', false],
    ['*.f', '?.f', true],
    ['**', 'anything.at.all', true],
  ];
  for (const [pattern, callee, expected] of cases)
    it(`${pattern} ${expected ? 'fits' : 'does not fit'} ${callee}`, () =>
      assert.equal(matchesCallee(pattern, callee), expected));
});
