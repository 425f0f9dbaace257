import assert from 'node:assert/strict';
import { daysBefore } from '../../src/rules/requirements/approval/cutoffs';
import { isAllowed } from '../../src/rules/requirements/approval/licences';

describe('what a policy of packages compares', () => {
  const licences: readonly (readonly [said: string, allowed: boolean | null])[] = [
    ['MIT', true],
    ['mit', true],
    ['The MIT License (MIT)', true],
    ['Apache 2.0', true],
    ['Apache Software License', true],
    ['BSD License', true],
    ['BSD-2-Clause', false],
    ['GPL-3.0-only', false],
    ['GNU General Public License v3 (GPLv3)', false],
    ['MIT OR GPL-3.0-only', true],
    ['MIT AND GPL-3.0-only', false],
    ['(GPL-3.0-only OR MIT) AND Apache-2.0', true],
    ['Apache-2.0 WITH LLVM-exception', true],
    ['GPL-2.0-only WITH Classpath-exception-2.0', false],
    ['MIT OR something else', null],
    ['MIT AND', null],
    ['see the website', null],
    ['LICENSE', null],
    ['((((MIT))))', true],
    ['('.repeat(500), null],
    ['', null],
  ];
  for (const [said, allowed] of licences)
    it(`licence ${said.slice(0, 50)}`, () =>
      assert.equal(isAllowed(said, ['MIT', 'Apache-2.0', 'BSD-3-Clause']), allowed));

  const cutoffs: readonly (readonly [value: string, days: number | null])[] = [
    ['2026-11-30', 1],
    ['2026-11-24T00:00:00Z', 7],
    ['2026-11-23 12:00:00Z', 7.5],
    ['7 days', 7],
    ['1 week', 7],
    ['36 hours', 1.5],
    ['P1W', 7],
    ['P2DT12H', 2.5],
    ['P', null],
    ['P1M', null],
    ['yesterday', null],
    ['', null],
  ];
  for (const [value, days] of cutoffs)
    it(`cut-off ${value}`, () => assert.equal(daysBefore(value, '2026-11-30'), days));
});
