// npm run bench:fixes: how many errors and warnings of the fixtures have a fix, by rule.
// Every fixture is judged by its own rule, Python as a program only. Prints a table; the last line is the sum.
import { RULES } from '../src/rules/index';
import { fixturesOf, type Fixture } from '../test/harness/fixture-files';
import { scan, toCells } from '../test/harness/fixture-project';

interface Row {
  readonly found: number;
  readonly any: number;
  readonly safe: number;
}

const NONE: Row = { found: 0, any: 0, safe: 0 };

const add = (one: Row, other: Row): Row => ({
  found: one.found + other.found,
  any: one.any + other.any,
  safe: one.safe + other.safe,
});

async function countOf(rule: (typeof RULES)[number], fixture: Fixture): Promise<Row> {
  const document = fixture.notebook
    ? ({ kind: 'notebook', cells: toCells(fixture.text) } as const)
    : ({ kind: 'text', text: fixture.text } as const);
  const judged = await scan(
    fixture,
    { document, companions: fixture.companions },
    rule.listen.suppressions ? RULES : [rule],
  );
  const grave = judged.filter(
    ({ rule: id, severity }) => id === rule.id && (severity === 'error' || severity === 'warning'),
  );
  return {
    found: grave.length,
    any: grave.filter(({ fixes }) => fixes.length > 0).length,
    safe: grave.filter(({ fixes }) => fixes.some(({ safety }) => safety === 'safe')).length,
  };
}

const percent = (part: number, whole: number): string => (whole === 0 ? '' : `${((100 * part) / whole).toFixed(1)} %`);

const line = (name: string, { found, any, safe }: Row): string =>
  `| ${name} | ${found} | ${any} | ${percent(any, found)} | ${safe} | ${percent(safe, found)} |`;

async function main(): Promise<void> {
  console.log('| rule | errors and warnings | with a fix | | with a safe fix | |\n|---|---|---|---|---|---|');
  let sum = NONE;
  for (const rule of [...RULES].sort((one, other) => one.id.localeCompare(other.id))) {
    let row = NONE;
    for (const fixture of fixturesOf(rule.id)) row = add(row, await countOf(rule, fixture));
    sum = add(sum, row);
    if (row.found > 0) console.log(line(rule.id, row));
  }
  console.log(line('all', sum));
}

void main();
