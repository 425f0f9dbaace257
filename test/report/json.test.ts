import assert from 'node:assert/strict';
import { printJson } from '../../src/report/json';
import { KEY, finding, report } from './samples';

describe('findings as JSON', () => {
  it('keeps the contract, key by key', () => {
    const range = { start: { line: 1, column: 1 }, end: { line: 1, column: 2 } };
    const one = finding('a.py', 12, 33, 61, {
      related: [{ path: 'b.py', range, message: 'here' }],
      fixes: [{ title: 'Pin', safety: 'safe', edits: [{ path: 'a.py', range, text: 'x' }] }],
      lookups: [{ kind: 'text', path: 'x' }],
    });
    assert.deepEqual(
      JSON.parse(printJson(report([one], { 'a.py': 'x' }, { notes: [{ path: 'c', message: 'not read: gone' }] }))),
      {
        version: 1,
        findings: [
          {
            rule: 'unpinned-model',
            severity: 'warning',
            path: 'a.py',
            cell: null,
            range: { start: { line: 12, column: 33 }, end: { line: 12, column: 61 } },
            message: 'The model can change under you.',
            related: [{ path: 'b.py', range, message: 'here' }],
            fixes: [{ title: 'Pin', safety: 'safe', edits: [{ path: 'a.py', range, text: 'x' }] }],
          },
        ],
        notes: [{ path: 'c', message: 'not read: gone' }],
        summary: { files: 1, bytes: 1, error: 0, warning: 1, info: 0, hint: 0, suppressed: 0 },
      },
    );
  });

  it('gives the same bytes whatever the order of the results', () => {
    const all = [
      finding('b.py', 1, 1, 2),
      finding('a.py', 2, 1, 2),
      finding('a.py', 1, 5, 6),
      finding('a.py', 1, 5, 6, { rule: 'hardcoded-secret' }),
    ];
    assert.equal(printJson(report(all)), printJson(report([...all].reverse())));
  });

  it('leaves out a fix of another rule that would write what a secret finding points at', () => {
    const password = ['Zx81kQpw', '77TtRr'].join('');
    const text = `RUN curl -u deploy:${password} https://get.example.com/i.sh | bash\n`;
    const range = { start: { line: 1, column: 5 }, end: { line: 1, column: text.length } };
    const fix = (written: string) => ({
      title: 'Download, check, then run',
      safety: 'unsafe' as const,
      edits: [{ path: 'Dockerfile', range, text: written }],
    });
    const other = finding('Dockerfile', 1, 5, text.length, {
      fixes: [fix(`curl -u deploy:${password} -o /tmp/i.sh https://get.example.com/i.sh`), fix('true')],
    });
    const start = text.indexOf(password) + 1;
    const secret = finding('Dockerfile', 1, start, start + password.length, { rule: 'hardcoded-secret' });
    const known = report([other], { Dockerfile: text }, { baselined: [secret] });
    for (const printed of [printJson(report([other, secret], { Dockerfile: text })), printJson(known)]) {
      assert.ok(!printed.includes(password));
      const { findings } = JSON.parse(printed) as { findings: { fixes: unknown[] }[] };
      assert.equal(findings[0]!.fixes.length, 1);
    }
  });

  it('holds no secret: a fix that would write it is left out', () => {
    const range = { start: { line: 1, column: 9 }, end: { line: 1, column: 9 + KEY.length + 2 } };
    const edits = [{ path: 'a.py', range, text: 'os.environ["HF_TOKEN"]' }];
    const move = {
      title: 'Move to .env',
      safety: 'unsafe' as const,
      edits: [...edits, { path: '.env', range, text: `HF_TOKEN=${KEY}\n` }],
    };
    const plain = { title: 'Read from the environment', safety: 'unsafe' as const, edits };
    const printed = printJson(
      report([finding('a.py', 1, 9, 9 + KEY.length + 2, { rule: 'hardcoded-secret', fixes: [move, plain] })], {
        'a.py': `token = "${KEY}"\n`,
      }),
    );
    assert.ok(!printed.includes(KEY.slice(3)));
    assert.deepEqual(
      (JSON.parse(printed) as { findings: { fixes: { title: string }[] }[] }).findings[0]!.fixes.map(
        ({ title }) => title,
      ),
      ['Read from the environment'],
    );
  });
});
