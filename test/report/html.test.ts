import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { homedir, hostname } from 'node:os';
import { printHtml } from '../../src/report/html';
import { STYLE_DIGESTS, styleOf } from '../../src/report/html-style';
import { finding, KEY, notebook, report } from './samples';

const count = (text: string, part: string | RegExp): number => text.split(part).length - 1;

describe('findings as a page', () => {
  it('needs nothing but itself, and lets nothing run', () => {
    const page = printHtml(report([finding('a.py', 1, 1, 5)], { 'a.py': 'load()\n' }));
    assert.match(page, /^<!DOCTYPE html>\n<html lang="en">/);
    const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(page)![1]!;
    assert.match(policy, /^default-src 'none'; style-src 'sha256-[\w+/=]+'; base-uri 'none'; form-action 'none'$/);
    assert.doesNotMatch(page, /<script|<img|<link|<iframe|\sstyle=|\son\w+=|url\(|@import/);
    assert.match(page, /prefers-color-scheme:dark/);
    assert.match(page, /@media print/);
    for (const secret of [homedir(), hostname()]) assert.ok(!page.includes(secret));
  });

  it('names its style by the digest that it has', () => {
    for (const look of ['file', 'editor'] as const)
      assert.equal(STYLE_DIGESTS[look], createHash('sha256').update(styleOf(look)).digest('base64'), look);
  });

  it('counts by severity, rule and file, and links each to its finding', () => {
    const page = printHtml(
      report([
        finding('a.py', 1, 1, 5, { severity: 'error' }),
        finding('a.py', 2, 1, 5),
        finding('b/c.ipynb', 3, 1, 5, { cell: 0 }),
      ]),
    );
    assert.match(page, /3 problems in 2 files\./);
    assert.match(page, /<li class="error"><b>1<\/b>Errors<\/li><li class="warning"><b>2<\/b>Warnings<\/li>/);
    assert.match(page, /<a href="#warning-unpinned-model">unpinned-model<\/a><\/td><td>Title of unpinned-model</);
    assert.match(page, /href="#unpinned-model--b-c.ipynb-1-3"[^>]*>1:3<\/a>/, 'cells count from 1');
    assert.match(page, /b\/c\.ipynb, cell 1, line 3/);
    const anchors = [...page.matchAll(/href="#([^"]+)"/g)].map(([, anchor]) => anchor!);
    const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id!);
    assert.deepEqual(
      anchors.filter((anchor) => !ids.includes(anchor)),
      [],
    );
    assert.equal(new Set(ids).size, ids.length, 'no id stands twice');
  });

  it('takes all that comes from documents for text', () => {
    const evil = `<script>alert(1)</script>"'&<img src=x onerror=y>\u202e`;
    const page = printHtml(
      report(
        [
          finding(`${evil}.py`, 1, 1, 5, {
            message: evil,
            related: [
              { path: evil, range: { start: { line: 1, column: 1 }, end: { line: 1, column: 2 } }, message: evil },
            ],
            fixes: [{ title: evil, safety: 'safe', edits: [] }],
            reasons: [[evil]],
          }),
        ],
        { [`${evil}.py`]: evil },
        { notes: [{ path: evil, message: evil }] },
      ),
    );
    assert.doesNotMatch(page, /<script|<img|\u202e/);
    assert.ok(count(page, '&#60;script&#62;') >= 7);
    assert.doesNotMatch(page, /(?:href|id|title)="[^"]*[<>]/);
  });

  it('shows the line with the place marked, and stars secrets of other findings on it', () => {
    const line = `    load("model", token="${KEY}")`;
    const page = printHtml(
      report([finding('a.py', 1, 5, 9), finding('a.py', 1, 25, 27 + KEY.length, { rule: 'hardcoded-secret' })], {
        'a.py': `${line}\n`,
      }),
    );
    assert.match(page, /<code><mark>load<\/mark>\(&#34;model&#34;, token=/);
    assert.ok(!page.includes(KEY.slice(3)));
    assert.match(page, /\*{20,}/);
  });

  it('cuts what is too long to read, around the place', () => {
    const text = `${'a'.repeat(5_000)}load()${'b'.repeat(5_000)}\n`;
    const page = printHtml(report([finding('a.js', 1, 5_001, 5_005)], { 'a.js': text }));
    const excerpt = /<pre>.*<\/pre>/.exec(page)![0];
    assert.match(excerpt, /…a{10,}<mark>load<\/mark>\(\)b{10,}…/);
    assert.ok(excerpt.length < 400, excerpt);
  });

  it('tells of places, fixes and what was not read', () => {
    const page = printHtml(
      report(
        [
          finding('n.ipynb', 2, 1, 5, {
            cell: 0,
            related: [
              {
                path: 'n.ipynb',
                cell: 1,
                range: { start: { line: 4, column: 1 }, end: { line: 4, column: 2 } },
                message: 'It is set here.',
              },
            ],
            fixes: [
              { title: 'Pin it', safety: 'safe', edits: [] },
              { title: 'Drop it', safety: 'unsafe', edits: [] },
            ],
          }),
        ],
        { 'n.ipynb': notebook(['x\n', 'load()'], 'y') },
        { notes: [{ path: 'big.py', message: 'not read: larger than 1000000 bytes' }] },
      ),
    );
    assert.match(page, /n\.ipynb, cell 2, line 4<\/code>: It is set here\./);
    assert.match(page, /<li>Fix: Pin it<\/li><li>Fix \(review first\): Drop it<\/li>/);
    assert.match(page, /Not read, or not in full \(1\)[\s\S]*<code>big\.py<\/code>: not read: larger/);
    assert.match(page, /<mark>load<\/mark>/);
  });

  it('folds what a rule says more than ten times, and has all of it', () => {
    const page = printHtml(report(Array.from({ length: 25 }, (_, i) => finding('a.py', i + 1, 1, 5))));
    assert.equal(count(page, '<article'), 25);
    const [open, folded] = page.split('<details><summary>15 more of this rule</summary>');
    assert.equal(count(open!, '<article'), 10);
    assert.equal(count(folded!, '<article'), 15);
  });

  it('has nothing but a sentence where nothing was found, and links of the editor where it is asked', () => {
    assert.match(printHtml(report([])), /No problems in 0 files\./);
    const page = printHtml(report([finding('a.py', 3, 7, 9)]), {
      look: 'editor',
      rule: (id) => `command:x?${id}`,
      place: (path, cell, line, column) => `command:y?${[path, cell, line, column].join()}`,
    });
    assert.match(page, /href="command:x\?unpinned-model"/);
    assert.match(page, /href="command:y\?a\.py,,3,7"/);
    assert.match(page, /--vscode-editor-background/);
  });

  it('gives the same bytes for the same findings', () => {
    const made = (): string => printHtml(report([finding('a.py', 1, 1, 5), finding('b.py', 1, 1, 5)]));
    assert.equal(made(), made());
  });
});
