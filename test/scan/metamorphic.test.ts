import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RULES } from '../../src/rules/index';
import { fixturesOf } from '../harness/fixture-files';
import { EXCEPTIONS } from '../harness/metamorphic/exceptions';
import {
  asKnown,
  FixtureComparison,
  type FixtureDifference,
  type KnownDifferences,
} from '../harness/metamorphic/fixtures';

/**
 * What is not yet the same, to be emptied: `node --import tsx bench/metamorphic.ts --fixtures` shows each of them,
 * and `--known` writes this list anew.
 */
const KNOWN = JSON.parse(readFileSync(join(__dirname, 'metamorphic-known.json'), 'utf8')) as KnownDifferences;

const comparison = FixtureComparison.create();
const found = new Map<string, Promise<readonly FixtureDifference[]>>();

/** What is said of the fixtures of a rule only in some of their forms. */
function differencesOf(rule: string): Promise<readonly FixtureDifference[]> {
  const all = async (): Promise<readonly FixtureDifference[]> => {
    const differences: FixtureDifference[] = [];
    for (const fixture of fixturesOf(rule)) differences.push(...(await (await comparison).differencesOf(fixture)));
    return differences;
  };
  let differences = found.get(rule);
  if (!differences) found.set(rule, (differences = all()));
  return differences;
}

/** What a suppression comment means is where it stands. */
const LAID_OUT = RULES.filter(({ listen }) => listen.suppressions);

describe('meaning decides, not layout: the same findings, whatever way a program is written', () => {
  for (const { id } of RULES.filter((rule) => !LAID_OUT.includes(rule))) {
    it(`in the fixtures of ${id}`, async () => {
      const differences = await differencesOf(id);
      const known = Object.fromEntries(Object.entries(KNOWN).filter(([fixture]) => fixture.startsWith(`${id}/`)));
      // What differs no more is taken off the list, what differs anew is mended.
      assert.deepEqual(asKnown(differences), known, differences.map(tell).join('\n'));
    }).timeout(60_000);
  }

  it('knows only differences of fixtures that are there', () => {
    const names = new Set(RULES.flatMap(({ id }) => fixturesOf(id)).map(({ name }) => name));
    assert.deepEqual(
      Object.keys(KNOWN).filter((name) => !names.has(name)),
      [],
    );
  });

  it('makes no exception that nothing needs', async () => {
    const needed = new Set<string>();
    for (const { id } of RULES.filter((rule) => !LAID_OUT.includes(rule)))
      for (const { excused } of await differencesOf(id)) for (const { rule } of excused) needed.add(rule);
    assert.deepEqual(
      EXCEPTIONS.map(({ rule }) => rule),
      [...needed].sort(),
    );
  }).timeout(120_000);
});

/** A difference for people who have to mend it. */
function tell({ fixture, transformation, difference, original }: FixtureDifference): string {
  const text = original.parts.join('\n');
  const { lost = [], gained = [] } = difference ?? {};
  return [
    `${fixture}, ${transformation}:`,
    ...[...lost.map((each) => ({ sign: '-', ...each })), ...gained.map((each) => ({ sign: '+', ...each }))].map(
      ({ sign, rule, severity, message, place }) =>
        `  ${sign} ${text.slice(0, place).split('\n').length}: ${rule}=${severity}: ${message}`,
    ),
  ].join('\n');
}
