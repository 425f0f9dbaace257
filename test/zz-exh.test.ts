// fixtures judged by facts of the whole program: EX=rule-id,…
import assert from 'node:assert/strict';
import { RULES } from '../src/rules/index';
import { Engine } from '../src/scan/engine';
import { grammars } from './harness/grammars';
import { fixturesOf } from './harness/fixture-files';
import { compareFindings } from './harness/expectations';
import { lineOf, scanWith, toCells, textOf, type Document } from './harness/fixture-project';
const ids = (process.env.EX ?? '').split(',').filter(Boolean);
for (const rule of RULES.filter(({ id, category }) => ids.length === 0 || ids.includes(id) || ids.includes(category))) {
  describe(`whole: ${rule.id}`, () => {
    for (const fixture of fixturesOf(rule.id).filter(({ path, notebook }) => notebook || path.endsWith('.py')))
      it(fixture.name, async () => {
        const engine = await Engine.create(grammars, [rule], { exhaustive: true });
        const document: Document = fixture.notebook ? { kind: 'notebook', cells: toCells(fixture.text) } : { kind: 'text', text: fixture.text };
        const findings = await scanWith(engine, fixture, { document, companions: fixture.companions });
        const found = findings.map((f) => ({ line: lineOf(f, document), rule: f.rule, severity: f.severity }));
        assert.deepEqual(compareFindings(fixture.expected, found, textOf(document)), { missing: [], unexpected: [] });
      });
  });
}
