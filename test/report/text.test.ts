import assert from 'node:assert/strict';
import pc from 'picocolors';
import { printText } from '../../src/report/text';
import { growthOf, LINEAR } from '../harness/effort';
import { KEY, finding, notebook, report } from './samples';

const fix = { title: 'Pin to commit 3f2a9c1', safety: 'safe' as const, edits: [] };

describe('findings as text', () => {
  it('groups by file, aligns, shows the line with carets, the fix, the notes and a summary', () => {
    const text = 'import x\n\tm = load("a/b", "caf\u00e9")\n';
    const printed = printText(
      report(
        [
          finding('b.py', 2, 11, 16, { fixes: [fix] }),
          finding('b.py', 10, 1, 2, { severity: 'error', message: 'It runs code.' }),
          finding('a.py', 1, 1, 7),
        ],
        { 'a.py': 'import x\n', 'b.py': text },
        { notes: [{ path: 'c.py', message: 'not read: the file vanished' }] },
      ),
    );
    assert.equal(
      printed,
      `a.py
  1:1  warning  The model can change under you.  unpinned-model
      1 | import x
        | ^^^^^^

b.py
  2:11  warning  The model can change under you.  unpinned-model
      2 | m = load("a/b", "caf\u00e9")
        |          ^^^^^
      fix: Pin to commit 3f2a9c1
  10:1  error    It runs code.  unpinned-model

note c.py: not read: the file vanished

3 problems in 2 files: 1 error, 2 warnings. 1 can be fixed with --fix.
`,
    );
  });

  it('says so when there is nothing', () => {
    assert.equal(printText(report([])), 'No problems in 0 files.\n');
  });

  it('stars a secret, wherever a line is shown', () => {
    const line = `login(token="${KEY}", model="a/b")`;
    const at = line.indexOf('"') + 1;
    const secret = finding('a.py', 1, at, at + KEY.length + 2, { rule: 'hardcoded-secret', severity: 'error' });
    const other = finding('a.py', 1, line.indexOf('"a/b"') + 1, line.indexOf('"a/b"') + 6);
    for (const findings of [[secret], [secret, other], [other]]) {
      const printed = printText(report(findings, { 'a.py': `${line}\n` }));
      assert.ok(!printed.includes(KEY.slice(3)), printed);
      assert.ok(printed.includes(`token="${'*'.repeat(KEY.length)}"`), printed);
    }
    assert.ok(printText(report([secret, other], { 'a.py': `${line}\n` })).includes('model="a/b"'));
    const known = printText(report([other], { 'a.py': `${line}\n` }, { baselined: [secret], rules: report([]).rules }));
    assert.ok(!known.includes(KEY.slice(3)));
  });

  it('stars all lines of a secret that spans several, and the credentials of a URL', () => {
    const text = `key = """abc def\nghi"""\nindex = "https://joe:hunter2@example.com/simple"\n`;
    const spanning = { start: { line: 1, column: 7 }, end: { line: 2, column: 7 } };
    const printed = printText(
      report([finding('a.py', 1, 1, 1, { rule: 'hardcoded-secret', range: spanning }), finding('a.py', 3, 9, 49)], {
        'a.py': text,
      }),
    );
    assert.ok(!/abc|ghi|hunter2|joe/.test(printed), printed);
    assert.ok(printed.includes('https://***********@example.com/simple'), printed);
  });

  it('cuts a long line around what it is about', () => {
    const text = `${'a, '.repeat(200)}load("x")${', b'.repeat(200)}\n`;
    const [, , shown, carets] = printText(report([finding('a.py', 1, 606, 609)], { 'a.py': text })).split('\n');
    assert.ok(shown!.length < 130, String(shown!.length));
    assert.equal(shown!.slice(carets!.indexOf('^'), carets!.lastIndexOf('^') + 1), '"x"');
  });

  it('breaks lines between words below where they begin, when the terminal has a width', () => {
    const findings = [
      finding('b.py', 2, 10, 15, {
        fixes: [{ ...fix, title: 'Pin to the commit that the model is at on this machine' }],
      }),
    ];
    const printed = printText(
      report(
        findings,
        { 'b.py': 'import x\nm = load("a/b")\n' },
        { notes: [{ path: 'c.py', message: 'not read: the file has vanished while it was looked at' }] },
      ),
      undefined,
      50,
    );
    assert.equal(
      printed,
      `b.py
  2:10  warning  The model can change under you.
                 unpinned-model
      2 | m = load("a/b")
        |          ^^^^^
      fix: Pin to the commit that the model is at
           on this machine

note c.py: not read: the file has vanished while
     it was looked at

1 problem in 1 file: 1 warning. 1 can be fixed with --fix.
`,
    );
    const line = `${'a, '.repeat(40)}load("x")\n`;
    const narrow = printText(report([finding('b.py', 1, 126, 129)], { 'b.py': line }), undefined, 60).split('\n');
    assert.ok(
      narrow.every((text) => text.length <= 60),
      narrow.join('\n'),
    );
    assert.match(
      printText(report(findings, { 'b.py': line }), undefined, 20),
      /^ {2}2:10 {2}warning {2}The model can change under you\. {2}unpinned-model$/m,
    );
  });

  it('explains: values and their places, then other places that a finding is about', () => {
    const range = (line: number) => ({ start: { line, column: 1 }, end: { line, column: 4 } });
    const related = [
      { path: 'b.py', range: range(1), message: 'It is downloaded here.' },
      { path: 'config.py', range: range(3), message: 'ID is set here.' },
    ];
    const given = finding('b.py', 2, 1, 2, {
      related,
      reasons: [['ID is "a/b": ', { path: 'config.py', cell: null, line: 3 }]],
    });
    const printed = printText(report([given], { 'b.py': 'x\ny\n' }));
    assert.ok(
      printed.includes(
        '        | ^\n      because ID is "a/b": config.py:3\n      see b.py:1: It is downloaded here.\n\n',
      ),
      printed,
    );
    assert.ok(!printText(report([{ ...given, reasons: undefined }], { 'b.py': 'x\ny\n' })).includes('see'));
  });

  it('places carets under wide characters', () => {
    const [, , shown, carets] = printText(
      report([finding('a.py', 1, 8, 11)], { 'a.py': 's="模型😀""x"\n'.replace('""', '"') }),
    ).split('\n');
    assert.ok(shown!.includes('模型😀'));
    assert.equal(carets!.indexOf('^'), '      1 | s="'.length + 6 + 0);
  });

  it('lets no file name, line or message control the terminal', () => {
    const printed = printText(
      report([finding('a\x1b[2J.py', 1, 1, 3, { message: 'm\x1b]8;;x\x07' })], {
        'a\x1b[2J.py': 'x = "\x1b[31m\u202e"\n',
      }),
    );
    // eslint-disable-next-line no-control-regex -- the point of the test
    assert.ok(!/[\x00-\x09\x0b-\x1f\u202e]/.test(printed));
  });

  it('names the cell of a notebook', () => {
    const printed = printText(
      report([finding('n.ipynb', 2, 1, 6, { cell: 1 })], { 'n.ipynb': notebook('a', ['x\n', 'load()']) }),
    );
    assert.ok(printed.includes('  cell 2 2:1  warning'), printed);
    assert.ok(printed.includes('      2 | load()\n        | ^^^^^\n'), printed);
  });

  it('is the same text when colours are taken away', () => {
    const findings = [finding('a.py', 1, 1, 7, { fixes: [fix] })];
    const coloured = printText(report(findings, { 'a.py': 'import x\n' }), pc.createColors(true));
    // eslint-disable-next-line no-control-regex -- colour codes
    assert.equal(coloured.replace(/\x1b\[\d+m/g, ''), printText(report(findings, { 'a.py': 'import x\n' })));
    assert.ok(coloured.includes('\x1b[33m'));
  });

  it('folds what is said word for word more than five times in a file, and says how to see all', () => {
    const many = Array.from({ length: 7 }, (_, index) => finding('a.py', index + 1, 1, 2));
    const text = printText(
      report([...many, finding('b.py', 1, 1, 2), finding('a.py', 9, 1, 2, { message: 'Other.' })]),
    );
    assert.equal(text.match(/The model can change under you\./g)?.length, 2);
    assert.match(text, /\n {6}… 6 more of the same in this file; --explain shows all\n/);
    assert.match(text, /9 problems in 2 files/);
    assert.equal(
      printText(report(many.slice(0, 5))).match(/The model can change under you\./g)?.length,
      5,
      'five are shown',
    );
    const explained = many.map((each) => ({ ...each, reasons: [] }));
    assert.equal(printText(report(explained)).match(/The model can change under you\./g)?.length, 7);
  });

  it('keeps apart what is said with another severity', () => {
    const many = Array.from({ length: 6 }, (_, index) =>
      finding('a.py', index + 1, 1, 2, { severity: index === 3 ? 'error' : 'warning' }),
    );
    assert.equal(printText(report(many)).match(/The model can change under you\./g)?.length, 6);
  });

  it('ends with how often each rule speaks, the worst first', () => {
    const text = printText(
      report([
        finding('a.py', 1, 1, 2),
        finding('a.py', 2, 1, 2),
        finding('a.py', 3, 1, 2, { rule: 'hardcoded-secret', severity: 'error' }),
        finding('a.py', 4, 1, 2, { rule: 'another-rule', severity: 'warning' }),
        finding('a.py', 5, 1, 2, { rule: 'hardcoded-secret', severity: 'warning' }),
      ]),
    );
    assert.deepEqual(text.split('\n').slice(-7, -1), [
      '  error    1  hardcoded-secret',
      '  warning  2  unpinned-model',
      '  warning  1  another-rule',
      '  warning  1  hardcoded-secret',
      '',
      '5 problems in 1 file: 1 error, 4 warnings.',
    ]);
  });

  it('does work that grows with the findings, also where all of them stand on one line', async () => {
    const growth = await growthOf(100, (count) => {
      const names = Array.from({ length: count }, (_, n) => `"package${n}>=1"`);
      const text = `dependencies = [${names.join(', ')}]\n`;
      let at = 0;
      const findings = names.map((name, n) => {
        at = text.indexOf(name, at);
        return finding('a.toml', 1, at + 1, at + 1 + name.length, { message: `package${n} is not pinned.` });
      });
      assert.ok(printText(report(findings, { 'a.toml': text })).includes('package7'));
    });
    assert.ok(growth < LINEAR, `sixteen times the findings, ${growth} times the work`);
  });

  it('stars a key far into a long line, and one that reaches into what is shown', () => {
    const text = `x = ["${'a '.repeat(20_000)}", "${KEY}", "${'b '.repeat(20_000)}"]\n`;
    const at = text.indexOf(KEY) + 1;
    const printed = printText(report([finding('a.py', 1, at + KEY.length + 3, at + KEY.length + 9)], { 'a.py': text }));
    assert.ok(!printed.includes(KEY.slice(-8)));
    assert.match(printed, /\*{8}/);
  });
});
