import { knownProject } from '../../harness/known-project';
import assert from 'node:assert/strict';
import { DEFAULT_POLICY } from '../../../src/core/policy';
import type { Report } from '../../../src/core/rule';
import rule from '../../../src/rules/secrets/secret-in-notebook-output';
import { sampleSecret } from '../../harness/secret-samples';

const project = knownProject();

function reportsOf(text: string): Report[] {
  const reports: Report[] = [];
  rule.listen.documents!.output!.check(
    { kind: 'output', path: 'a.ipynb', cell: 3, output: 0, text },
    {
      path: 'a.ipynb',
      notebook: true,
      policy: DEFAULT_POLICY,
      project,
      facts: { kind: 'output', path: 'a.ipynb', cell: 3, output: 0, text },
      report: (report) => reports.push(report),
    },
  );
  return reports;
}

describe('secret-in-notebook-output', () => {
  const key = sampleSecret('huggingface');

  it('points at the key in the output and offers to clear the output of its cell', () => {
    const text = `token: ${key}\n`;
    const [report, ...more] = reportsOf(text);
    assert.ok(report);
    assert.deepEqual(more, []);
    assert.equal(text.slice(report.range.start, report.range.end), key);
    assert.deepEqual(report.fixes, [
      { title: 'Clear the output of this cell', safety: 'unsafe', edits: [], clearOutputs: 3 },
    ]);
  });

  it('names the kind of key and where to rotate it, and never the key', () => {
    const [report] = reportsOf(key);
    assert.match(report!.message, /^Hugging Face token is saved in a cell output/);
    for (let i = 0; i + 8 <= key.length; i++) assert.ok(!report!.message.includes(key.slice(i, i + 8)));
  });
});
