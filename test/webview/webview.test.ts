import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { scriptPage } from '../../src/report/script-page';
import { withThousands, percent, shortCount, bytesText } from '../../src/webview/amounts';
import { templateParts } from '../../src/webview/template-parts';
import { TreeRows, type Leaf } from '../../src/webview/tree-rows';

const FOLDER = path.join(__dirname, '../../src/webview');

const rowsOf = (names: readonly string[]): TreeRows<string> =>
  new TreeRows(
    names.map((name): Leaf<string> => ({ path: name.split('.'), item: name })),
    { compare: { 0: (one, other) => (one.name < other.name ? -1 : 1) }, text: (name) => name.toLowerCase() },
  );

const drawn = ({ rows }: TreeRows<string>): readonly string[] =>
  rows.map(
    ({ node, level, isOpen }) => `${'  '.repeat(level - 1)}${isOpen === null ? '' : isOpen ? '- ' : '+ '}${node.name}`,
  );

describe('the page of the inspector', () => {
  it('makes no markup of text: nothing in it reads HTML, loads or sends anything', () => {
    const wrong = readdirSync(FOLDER)
      .filter((name) => name.endsWith('.ts'))
      .flatMap((name) => {
        const source = readFileSync(path.join(FOLDER, name), 'utf8');
        const found = source.match(
          /\b(?:innerHTML|outerHTML|insertAdjacentHTML|createContextualFragment|setHTMLUnsafe|parseFromString|srcdoc|document\.write\w*|eval|Function|fetch|XMLHttpRequest|WebSocket|importScripts|import\s*\()\b/g,
        );
        return (found ?? []).map((word) => `${name}: ${word}`);
      });
    assert.deepEqual(wrong, []);
    assert.ok(readdirSync(FOLDER).includes('dom.ts'), 'the folder was looked into');
  });

  it('runs one script, which nothing in it can end, and loads nothing', () => {
    const html = scriptPage(`const text = '</script><script>alert(1)</script>';`, 'n');
    assert.equal(html.match(/<script/g)?.length, 2); // the second one is in the text of the first
    assert.equal(html.match(/<\/script>/g)?.length, 1);
    assert.match(
      html,
      /default-src 'none'; style-src 'nonce-n'; script-src 'nonce-n'; base-uri 'none'; form-action 'none'/,
    );
  });

  it('writes sizes and counts as people do', () => {
    assert.deepEqual([0, 1, 999, 1000, 12_345, 2_200_000_000].map(bytesText), [
      '0 bytes',
      '1 byte',
      '999 bytes',
      '1.00 KB',
      '12.3 KB',
      '2.20 GB',
    ]);
    assert.deepEqual([950, 7_240_000_000].map(shortCount), ['950', '7.24 B']);
    assert.equal(withThousands(1_234_567), '1,234,567');
    assert.deepEqual([percent(999_999, 1_000_000), percent(0, 0)], ['99 %', '100 %']);
  });
});

describe('rows of a tree', () => {
  const names = [
    'model.embed.weight',
    'model.layers.0.q',
    'model.layers.0.k',
    'model.layers.1.q',
    'model.layers.1.k',
    'head',
  ];

  it('join what holds only one thing, and open as far as a page has room', () => {
    assert.deepEqual(drawn(rowsOf(names)), [
      '- model',
      '  embed.weight',
      '  - layers',
      '    - 0',
      '      q',
      '      k',
      '    - 1',
      '      q',
      '      k',
      'head',
    ]);
    const many = rowsOf(
      Array.from({ length: 100_000 }, (_, index) => `model.${Math.floor(index / 100)}.${index % 100}`),
    );
    assert.equal(many.rows.length, 1001);
  });

  it('open, close, and know what they are below of', () => {
    const rows = rowsOf(names);
    rows.toggle(2);
    assert.deepEqual(drawn(rows), ['- model', '  embed.weight', '  + layers', 'head']);
    assert.deepEqual([rows.parentOf(2), rows.parentOf(0)], [0, -1]);
    rows.toggle(1);
    assert.equal(rows.rows.length, 4, 'a leaf has nothing to open');
  });

  it('are filtered by words, with what is above, and closed again while they are', () => {
    const rows = rowsOf(names);
    rows.toggle(0);
    rows.filter('1. k');
    assert.deepEqual([drawn(rows), rows.matching], [['- model', '  - layers', '    - 1', '      k'], 1]);
    rows.toggle(1);
    assert.deepEqual(drawn(rows), ['- model', '  + layers']);
    rows.filter('');
    assert.deepEqual([drawn(rows), rows.matching], [['+ model', 'head'], 6]);
  });

  it('are sorted up, down, and as the file has them', () => {
    const rows = rowsOf(['b', 'a', 'c']);
    const seen = [0, 0, 0].map((column) => {
      rows.sortBy(column);
      return drawn(rows).join('');
    });
    assert.deepEqual(seen, ['abc', 'cba', 'bac']);
    rows.isFlat = true;
    assert.equal(rows.hasLevels, false);
  });

  it('show every item once, whatever the names are', () => {
    const anyNames = fc.array(fc.string({ maxLength: 12 }), { maxLength: 40 });
    const once = fc.property(anyNames, (given) => {
      const rows = rowsOf(given);
      for (let at = 0; at < rows.rows.length; at++) rows.toggle(at, true);
      assert.deepEqual(
        rows.rows.flatMap(({ node }) => (node.item === null ? [] : [node.item])).sort(),
        [...given].sort(),
      );
    });
    fc.assert(once);
  });
});

describe('a chat template in colours', () => {
  it('tells marks, words, strings and comments apart', () => {
    const parts = templateParts("a {{ b + 'c' }}{%- if x -%}{# d #}");
    assert.deepEqual(
      parts.filter(({ text }) => text.trim() !== '').map(({ kind, text }) => `${kind} ${text.trim()}`),
      [
        'text a',
        'mark {{',
        'code b',
        'code +',
        "string 'c'",
        'mark }}',
        'mark {%-',
        'word if',
        'code x',
        'mark -%}',
        'comment {# d #}',
      ],
    );
  });

  it('leaves no sign out and adds none, in linear time', () => {
    const pieces = fc.constantFrom('{{', '}}', '{%', '%}', '{#', '#}', "'", '"', '\\', 'if', ' ', 'a', '-', '\n', '{');
    const same = fc.property(fc.array(pieces, { maxLength: 60 }), (given) => {
      const template = given.join('');
      assert.equal(
        templateParts(template)
          .map(({ text }) => text)
          .join(''),
        template,
      );
    });
    fc.assert(same);
    const start = performance.now();
    templateParts(`{{ "${'\\"'.repeat(30_000)}`);
    templateParts('{{ '.repeat(20_000));
    assert.ok(performance.now() - start < 1000);
  });
});
