import assert from 'node:assert/strict';
import type { LocatedFinding, LocatedFix } from '../../src/core/finding';
import { SEVERITIES } from '../../src/core/finding';
import { RULES } from '../../src/rules/index';
import { factsOf } from './grammars';
import { maskMagics } from '../../src/readers/notebook/magics';
import { compareFindings } from './expectations';
import { fixturesOf, type Fixture } from './fixture-files';
import { apply, lineOf, scan, textOf, toCells, type Document, type State } from './fixture-project';

for (const rule of RULES) {
  describe(`fixtures of ${rule.id}`, () => {
    const fixtures = fixturesOf(rule.id);
    /** What comments silence is known only when all rules run. */
    const judged = async (fixture: Fixture, state: State): Promise<readonly LocatedFinding[]> =>
      rule.listen.suppressions
        ? (await scan(fixture, state, RULES)).filter((finding) => finding.rule === rule.id)
        : scan(fixture, state, [rule]);
    it('has what is wrong and what is right', () => {
      assert.ok(
        fixtures.some((fixture) => fixture.expected.size > 0),
        'no bad fixture',
      );
      assert.ok(
        fixtures.some((fixture) => fixture.expected.size === 0),
        'no ok fixture',
      );
    });
    for (const fixture of fixtures) {
      for (const document of formsOf(fixture)) {
        it(`${fixture.name} as ${document.kind}`, async function () {
          this.timeout(60_000);
          const state: State = { document, companions: fixture.companions };
          const findings = await judged(fixture, state);
          assertExpected(findings, fixture, document);
          for (const finding of findings)
            for (const fix of finding.fixes) await assertFix(fixture, state, findings, finding, fix, judged);
          await assertSafeFixes(fixture, state);
        });
      }
    }

    async function assertSafeFixes(fixture: Fixture, state: State): Promise<void> {
      let current = state;
      for (let round = 0; ; round++) {
        const findings = await judged(fixture, current);
        const safe = findings.flatMap((finding) => finding.fixes.find((fix) => fix.safety === 'safe') ?? []);
        if (safe.length === 0) break;
        assert.ok(round < 50, 'safe fixes never end');
        // One at a time: fixes that overlap wait for the next round, as in --fix.
        current = apply(fixture, current, [safe[0]!]);
      }
      if (fixture.fixed !== null) assert.equal(textOf(current.document), fixture.fixed);
    }
  });
}

/** A Python fixture is also judged as a notebook: one cell, or the cells that `# %%` marks. */
function formsOf(fixture: Fixture): Document[] {
  if (fixture.notebook) return [{ kind: 'notebook', cells: toCells(fixture.text) }];
  const text: Document = { kind: 'text', text: fixture.text };
  return fixture.path.endsWith('.py') ? [text, { kind: 'notebook', cells: toCells(fixture.text) }] : [text];
}

function assertExpected(findings: readonly LocatedFinding[], fixture: Fixture, document: Document): void {
  const found = findings.flatMap((finding) => [
    { line: lineOf(finding, document), rule: finding.rule, severity: finding.severity },
    ...(finding.absorbed ?? []).map(({ rule, range, cell = finding.cell }) => ({
      line: lineOf({ cell, range }, document),
      rule,
      severity: 'joined' as const,
    })),
  ]);
  assert.deepEqual(compareFindings(fixture.expected, found, textOf(document)), { missing: [], unexpected: [] });
}

/** The law of fixes: it parses, the finding is gone, the others are as before, nothing else changed, and the fix is not offered again. */
async function assertFix(
  fixture: Fixture,
  state: State,
  before: readonly LocatedFinding[],
  finding: LocatedFinding,
  fix: LocatedFix,
  judged: (fixture: Fixture, state: State) => Promise<readonly LocatedFinding[]>,
): Promise<void> {
  if (fix.clearOutputs !== undefined) return;
  const label = `${fix.title} on line ${lineOf(finding, state.document)}`;
  assert.ok(fix.edits.length > 0, `${label}: no edit`);
  const after = apply(fixture, state, [fix]);
  assert.notDeepEqual(after, state, `${label}: changes nothing`);
  if (fixture.path.endsWith('.py') || fixture.notebook)
    assert.equal(
      (await breaks(after.document)) && !(await breaks(state.document)),
      false,
      `${label}: does not parse any more:\n${textOf(after.document)}`,
    );
  const findings = await judged(fixture, after);
  const same = findings.filter((item) => item.message === finding.message && item.severity === finding.severity).length;
  const was = before.filter((item) => item.message === finding.message && item.severity === finding.severity).length;
  assert.ok(
    same < was || findings.length < before.length,
    `${label}: the finding is still there:\n${textOf(after.document)}`,
  );
  assert.ok(
    findings.length <= before.length,
    `${label}: new findings:\n${findings.map((item) => item.message).join('\n')}`,
  );
  const rank = (item: LocatedFinding): number => SEVERITIES.indexOf(item.severity);
  assert.ok(
    findings.every((item) => rank(item) >= Math.min(...before.map(rank))),
    `${label}: a worse finding`,
  );
}

async function breaks(document: Document): Promise<boolean> {
  const parts = document.kind === 'text' ? [document.text] : document.cells.map((cell) => maskMagics(cell, 0).text);
  for (const part of parts) if ((await factsOf(part)).broken) return true;
  return false;
}
