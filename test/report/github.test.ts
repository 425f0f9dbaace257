import assert from 'node:assert/strict';
import { printGithub } from '../../src/report/github';
import { finding, notebook, report } from './samples';

describe('findings as GitHub annotations', () => {
  it('escapes what the runner would take for syntax', () => {
    const printed = printGithub(
      report([finding('a,b:c%.py', 3, 5, 9, { severity: 'error', message: '100% bad: see, here' })]),
    );
    assert.equal(
      printed,
      '::error title=unpinned-model,file=a%2Cb%3Ac%25.py,line=3,endLine=3,col=5,endColumn=9::100%25 bad: see, here\n',
    );
  });

  it('gives no columns over several lines, and lines of the JSON for notebooks', () => {
    const range = { start: { line: 1, column: 1 }, end: { line: 2, column: 3 } };
    assert.equal(
      printGithub(report([finding('a.py', 1, 1, 1, { range, severity: 'hint' })])),
      '::notice title=unpinned-model,file=a.py,line=1,endLine=2::The model can change under you.\n',
    );
    const json = notebook(['x\n', 'load()']);
    const line = json.split('\n').findIndex((each) => each.includes('load')) + 1;
    assert.match(
      printGithub(report([finding('n.ipynb', 2, 1, 5, { cell: 0 })], { 'n.ipynb': json })),
      new RegExp(`title=unpinned-model \\(cell 1\\),file=n.ipynb,line=${line},endLine=${line},`),
    );
  });

  it('annotates worst first, and lists what GitHub would drop', () => {
    const many = [
      ...Array.from({ length: 12 }, (_, i) => finding('a.py', i + 1, 1, 2)),
      finding('z.py', 1, 1, 2, { severity: 'error' }),
    ];
    const lines = printGithub(report(many)).trimEnd().split('\n');
    assert.match(lines[0]!, /^::error .*file=z.py/);
    assert.equal(lines.filter((line) => line.startsWith('::warning')).length, 10);
    assert.match(lines[11]!, /^2 more, which GitHub would not show/);
    assert.equal(lines[12], '- a.py:11:1: warning: The model can change under you. [unpinned-model]');
  });

  it('lets no path or message give commands to the runner', () => {
    const evil = Array.from({ length: 12 }, (_, i) =>
      finding('::stop-commands::x\n::error::y', i + 1, 1, 2, { message: 'm\n::set-output name=x::y ##[error]z' }),
    );
    const lines = printGithub(report(evil, {}, { notes: [{ path: '::add-mask::a', message: '##[group]' }] }))
      .trimEnd()
      .split('\n');
    for (const line of lines) assert.ok(!/^\s*::(?!warning title=unpinned-model,file=%3A%3Astop)/.test(line), line);
    for (const line of lines.slice(10)) assert.ok(!line.includes('##['), line);
  });
});
