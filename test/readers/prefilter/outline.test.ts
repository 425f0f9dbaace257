import assert from 'node:assert/strict';
import { pythonSource, Random } from '../../../bench/corpus';
import { excerptOf } from '../../../src/readers/prefilter/excerpt';
import { Outline, type Line } from '../../../src/readers/prefilter/outline';
import { Triggers } from '../../../src/readers/prefilter/triggers';
import type { Syntax } from '../../../src/readers/python/syntax';
import { RULES } from '../../../src/rules/index';
import { fixturesOf } from '../../harness/fixture-files';
import { pythonParser } from '../../harness/grammars';
import { joinedProgram } from '../../scan/joined-programs';
import { NASTY } from '../../scan/nasty-programs';
import { tangledProgram } from '../../scan/tangled-programs';

/** The statements, each behind the number of the one whose suite it stands in. */
const statementsOf = (text: string): string[] =>
  new Outline(text).lines.map(({ content, end, parent }) => `${parent} ${text.slice(content, end)}`);

describe('an outline', () => {
  const cases: [string, string, string[]][] = [
    ['statements joined by `;`', 'import torch; m = f(p) ; del p', ['-1 import torch', '-1 m = f(p) ', '-1 del p']],
    [
      'a `;` at the end of a line, and a comment behind it',
      'x = 1;\ny = 2;  # no; z\n',
      ['-1 x = 1;', '-1 y = 2;  # no; z'],
    ],
    [
      '`;` in strings, brackets and comments',
      'a = "x; y"; b = [c, """;\n;"""]; d  # e; f\n',
      ['-1 a = "x; y"', '-1 b = [c, """;\n;"""]', '-1 d  # e; f'],
    ],
    ['a suite on the line of its header', 'if c: a; b\nd', ['-1 if c:', '0 a', '0 b', '-1 d']],
    [
      'all kinds of headers',
      'try: a\nexcept (B, C) as e: d\nelse: f\nfinally: g\nwhile h: i\nfor j in k: l\nasync for m in n: o\nwith p as q: r\nclass S(T): u\ndef v(): w\nasync def x(): y\n',
      [
        '-1 try:',
        '0 a',
        '-1 except (B, C) as e:',
        '2 d',
        '-1 else:',
        '4 f',
        '-1 finally:',
        '6 g',
        '-1 while h:',
        '8 i',
        '-1 for j in k:',
        '10 l',
        '-1 async for m in n:',
        '12 o',
        '-1 with p as q:',
        '14 r',
        '-1 class S(T):',
        '16 u',
        '-1 def v():',
        '18 w',
        '-1 async def x():',
        '20 y',
      ],
    ],
    [
      'colons that end no header',
      'if d[a:b] == {1: 2} and (lambda: 3)() and lambda x, y=z: {4: 5}: c = e[:]\n',
      ['-1 if d[a:b] == {1: 2} and (lambda: 3)() and lambda x, y=z: {4: 5}:', '0 c = e[:]'],
    ],
    [
      'annotations and defaults in a header',
      'def f(x: int = 3, *, y: dict[str, int] = {}) -> list[int]: return x\n',
      ['-1 def f(x: int = 3, *, y: dict[str, int] = {}) -> list[int]:', '0 return x'],
    ],
    ['annotations', 'x: int = 3; y: str; z = 4\n', ['-1 x: int = 3', '-1 y: str', '-1 z = 4']],
    [
      'a walrus in a header',
      'while x := f(): eval(x)\nif (y := g()): z\n',
      ['-1 while x := f():', '0 eval(x)', '-1 if (y := g()):', '2 z'],
    ],
    [
      'lambdas behind one another in a header',
      'if lambda: lambda a: b: c\nelif lambdas: d\n',
      ['-1 if lambda: lambda a: b:', '0 c', '-1 elif lambdas:', '2 d'],
    ],
    [
      'cases, and names that are called so',
      'match x:\n    case 1: a; b\n    case [c, {"d": e}] if f: g\n    case _:\n        h\ncase: int = 3; case.i: str = 4\ncase = lambda: 5; j\nmatch: int = 6\n',
      [
        '-1 match x:',
        '0 case 1:',
        '1 a',
        '1 b',
        '0 case [c, {"d": e}] if f:',
        '4 g',
        '0 case _:',
        '6 h',
        '-1 case: int = 3',
        '-1 case.i: str = 4',
        '-1 case = lambda: 5',
        '-1 j',
        '-1 match: int = 6',
      ],
    ],
    [
      'words that only begin like a header',
      'iffy: x = 1; format: y\nforty[a]: z\n',
      ['-1 iffy: x = 1', '-1 format: y', '-1 forty[a]: z'],
    ],
    [
      'lines that a backslash joins',
      'a = 1; \\\n  b = 2\nif c: \\\r\n  d; e\nf; \\\n\ng',
      ['-1 a = 1', '-1 b = 2', '-1 if c:', '2 d', '2 e', '-1 f; \\\n', '-1 g'],
    ],
    ['a header with a comment', 'if a:  # b: c; d\n    e\n', ['-1 if a:  # b: c; d', '0 e']],
    [
      'decorators above a function on one line',
      '@a(b=c)\n@d\ndef f(): g; h\n',
      ['-1 @a(b=c)', '-1 @d', '-1 def f():', '2 g', '2 h'],
    ],
    [
      'a header that goes over several lines',
      'if (a and\n    b): c = [\n  1]; d\n',
      ['-1 if (a and\n    b):', '0 c = [\n  1]', '0 d'],
    ],
  ];
  for (const [name, text, expected] of cases)
    it(`sees ${name}`, () => {
      assert.deepEqual(statementsOf(text), expected);
      assert.equal(new Outline(text).irregular, false);
      assert.deepEqual(
        statementsOf(text.replace(/\r?\n/g, '\r\n')),
        expected.map((each) => each.replace(/\r?\n/g, '\r\n')),
      );
    });

  it('knows what comes before what in a suite, and in which scope it is', () => {
    const { lines } = new Outline('a; b\nc\nclass D: e = 1; f = 2\nif g: h; i\nelse: j\ndef k(): l; m\nn\n');
    const said = lines.map(({ previous, scope, kind }) => `${previous} ${scope} ${kind}`);
    assert.deepEqual(said, [
      '-1 -1 other',
      '0 -1 other',
      '1 -1 other',
      '2 -1 class',
      '-1 3 other',
      '4 3 other',
      '3 -1 other',
      '-1 -1 other',
      '7 -1 other',
      '6 -1 clause',
      '-1 -1 other',
      '9 -1 def',
      '-1 11 other',
      '12 11 other',
      '11 -1 other',
    ]);
  });

  it('tells the assignment of each statement', () => {
    const text = 'a = b = 1; c == d; e: f = 2; if_ = (g := 3)\nif x: h = 4\n';
    const said = new Outline(text).lines.map(({ equals, walrus }) => [
      equals === -1 ? -1 : text.slice(equals - 2, equals),
      walrus,
    ]);
    assert.deepEqual(said, [
      ['b ', false],
      [-1, false],
      ['f ', false],
      ['_ ', true],
      [-1, false],
      ['h ', false],
    ]);
  });

  it('knows a docstring with a statement behind it', () => {
    const kinds = (text: string): string[] => new Outline(text).lines.map(({ kind }) => kind);
    assert.deepEqual(kinds('"""Doc."""; import a'), ['string', 'import']);
    assert.deepEqual(kinds("r'doc' ;  # note"), ['string']);
    assert.deepEqual(kinds('"a" "b"; f"{c}"; rF"{d}"; rb"e"'), ['other', 'other', 'other', 'string']);
  });

  for (const text of [
    'a;; b',
    'a; ;\n',
    '; a',
    'if a:; b',
    'a; if b: c',
    'if a: for b in c: d',
    'if a: def f(): b',
    'a; @b\n',
    'else: try: a\n',
    'if a: b\n    c\n',
    'a; b\n    c\n',
    'x = f"{d["a;b"]}"\n',
    'if f"{d["a: b"]}": c\n',
  ])
    it(`leaves it to the parser to say what is meant by ${JSON.stringify(text)}`, () =>
      assert.equal(new Outline(text).irregular, true));

  for (const text of ['x = f"{d[\'a;b\']}"; y', "x = f'{{;}}{a}'; y", 'x = f"{a!r:>{b}};"; y', 'x = "{"; f"}"; y'])
    it(`knows what is meant by ${text}`, () => assert.equal(new Outline(text).irregular, false));

  it('has the statements that the parser has', async () => {
    const texts = [
      ...Object.values(NASTY),
      ...Array.from({ length: 120 }, (_, seed) => tangledProgram(seed)),
      ...Array.from({ length: 10 }, (_, seed) => pythonSource({ seed, lines: 200, density: 0.3 })),
      ...RULES.flatMap(({ id }) => fixturesOf(id))
        .filter(({ path }) => path.endsWith('.py'))
        .map(({ text }) => text),
    ];
    let joined = 0;
    for (const [seed, plain] of texts.entries())
      for (const percent of [0, 40, 100]) {
        const text = await joinedProgram(plain.replace(/\r(?!\n)/g, '\n'), new Random(seed), percent);
        const tree = (await pythonParser()).parse(text);
        const outline = new Outline(text);
        if (typeof tree === 'string' || tree.broken || outline.irregular) continue;
        joined += outline.lines.filter((_, index) => outline.isJoined(index)).length;
        const begins = (kept: (line: Line) => boolean): number[] =>
          outline.lines.filter(kept).map(({ content }) => content);
        assert.deepEqual(
          begins(({ kind }) => kind !== 'comment' && kind !== 'clause' && kind !== 'decorator'),
          statementsIn(tree.root).sort((a, b) => a - b),
          text,
        );
      }
    assert.ok(joined > 5000, `${joined}`);
  }).timeout(60_000);

  it('is the same when only the changed lines are read anew', async () => {
    let read = 0;
    for (let seed = 0; seed < 150; seed++) {
      const random = new Random(seed);
      const before = await joinedProgram(tangledProgram(seed), random, 50);
      const outline = new Outline(before);
      const at = random.pick(outline.lines.filter((_, index) => !outline.isJoined(index))).start;
      const put = random.pick(['x = 1; y = 2\n', 'x; ', 'if x: y\n', 'x\n', '# x; y\n']);
      const after = before.slice(0, at) + put + before.slice(at);
      const expected = new Outline(after);
      if (outline.irregular || expected.irregular) continue;
      const region = outline.reread(after, outline.lineAt(at), at, at, 3000);
      assert.ok(region && !region.irregular);
      outline.replace(outline.lineAt(at), region.last, region.lines, region.parents, after, put.length);
      const told = ({ lines }: Outline): unknown[] =>
        lines.map(({ start, content, end, margin, kind, equals, walrus, parent }) => [
          start,
          content,
          end,
          margin,
          kind,
          equals,
          walrus,
          parent,
        ]);
      assert.deepEqual(told(outline), told(expected), `${seed}: ${JSON.stringify(put)} at ${at}\n${after}`);
      read++;
    }
    assert.ok(read > 60, `${read}`);
  });
});

/** Where statements begin, by the parser. */
function statementsIn(node: Syntax): number[] {
  const own = node.kind === 'module' || node.kind === 'block' ? node.children.map(({ start }) => start) : [];
  // The definition behind its decorators.
  if (node.kind === 'decorated_definition')
    own.push(...node.children.filter(({ kind }) => kind.endsWith('_definition')).map(({ start }) => start));
  const decorated = new Set(
    node.children.filter(({ kind }) => kind === 'decorated_definition').map(({ start }) => start),
  );
  return [...own.filter((start) => !decorated.has(start)), ...node.children.flatMap(statementsIn)];
}

describe('an excerpt', () => {
  const triggers = new Triggers(RULES);
  const cut = (text: string): string => {
    const excerpt = excerptOf(text, triggers);
    assert.ok(excerpt !== null && excerpt !== 'whole');
    for (const [start, unit] of [...excerpt.text].entries())
      if (/[A-Za-z"]/.test(unit)) assert.equal(text[excerpt.offsets.placeOf(start)], unit);
    return excerpt.text;
  };

  it('leaves out what does not count between statements on one line', () => {
    assert.equal(cut('import torch; a = 1; m = torch.load(p); b = 2\n'), 'import torch; m = torch.load(p)');
    assert.equal(
      cut('import torch\nif c:\n    a = 1; torch.load(p); b = 2\nd = 3\n'),
      'import torch\nif c:\n    torch.load(p)',
    );
  });

  it('keeps a suite on the line of its header, and something in it', () => {
    assert.equal(
      cut('import torch\nif c: a = 1; torch.load(p)\nelif torch.load(q): b; c\nelse: d\n'),
      'import torch\nif c: torch.load(p)\nelif torch.load(q): 0',
    );
    assert.equal(
      cut('import torch\ndef f(d): return torch.load(d)\ndef d(): a; b\n'),
      'import torch\ndef f(d): return torch.load(d)\ndef d(): 0',
    );
  });

  it('keeps where an import goes', () =>
    assert.equal(cut('"""Doc."""; x = 1\ntorch.load(torch)\n'), '"""Doc."""; 0\ntorch.load(torch)\n'));
});
