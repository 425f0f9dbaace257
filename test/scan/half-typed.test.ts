import assert from 'node:assert/strict';
import fc from 'fast-check';
import { pythonSource } from '../../bench/corpus';
import { Engine } from '../../src/scan/engine';
import { Workspace } from '../../src/project/workspace';
import { mended } from '../../src/readers/python/half-typed';
import { grammars } from '../harness/grammars';
import { MemoryFiles } from '../harness/memory-files';
import { scanned } from '../harness/scanned';

const workspace = new Workspace({
  files: new MemoryFiles(),
  clock: { now: () => 0 },
  logger: {
    info: () => {},
    warn: () => {},
    error: (message) => {
      throw new Error(message);
    },
  },
});

/** Lines with findings, in an open document. */
async function linesOf(engine: Engine, text: string): Promise<readonly number[]> {
  const { findings } = await engine.scan({ kind: 'text', path: 'train.py', text, session: 'train.py' }, workspace);
  return [...new Set(findings.map(({ range }) => range.start.line))];
}

describe('a large document while something is typed into it', () => {
  const text = pythonSource({ seed: 7, lines: 1200, density: 0.5 });
  const lines = text.split('\n');
  const begin = lines.findIndex((line, i) => i > 500 && line.startsWith('    def '));
  const next = lines.findIndex((line, i) => i > begin && line.startsWith('    def '));

  for (const typed of [
    'x = f(',
    'x = [1, {',
    'name = "abc',
    'if x',
    'x = AutoModel.from_pretrained("someone/model", ',
    'x = """open',
    "x = f('''open",
    'def half(y',
  ]) {
    it(`keeps its other findings behind ${typed}`, async () => {
      const engine = await Engine.create(grammars);
      const expected = await linesOf(engine, text);
      const broken = [...lines.slice(0, begin + 2), `        ${typed}`, ...lines.slice(begin + 2)].join('\n');
      const found = await linesOf(engine, broken);
      const before = (line: number): boolean => line <= begin + 1;
      assert.ok(expected.filter(before).length > 10 && expected.some((line) => line > next));
      assert.deepEqual(found.filter(before), expected.filter(before));
      assert.deepEqual(
        found.filter((line) => line > next + 1),
        expected.filter((line) => line > next).map((line) => line + 1),
      );
      assert.deepEqual(await linesOf(engine, text), expected);
      engine.dispose();
    });
  }
});

describe('a text of several lines without an end', () => {
  const LOAD = 'torch.load("m.bin", weights_only=False)\n';
  const CASES: readonly (readonly [string, string, number])[] = [
    ['at the end of its line', `import torch\nprompt = """open\n\n${LOAD}\ndef f():\n    return ${LOAD}`, 2],
    ['in a call', `import torch\nprint(f"""open\n\ndef f():\n    return ${LOAD}`, 1],
    [
      'above functions that have texts of their own',
      `import torch\nprompt = """open\n\ndef f():\n    """Says."""\n    return ${LOAD}\ndef g():\n    """Says\n\n    more.\n    """\n    return ${LOAD}`,
      2,
    ],
    ['with the other quotes', `import torch\nprompt = \'\'\'open\n${LOAD}x = """def f():\n"""\n`, 1],
  ];
  for (const [name, source, loads] of CASES)
    for (const more of ['', 'x = 1\n'.repeat(6000)])
      it(`${name} takes nothing with it${more && ' in a large document'}`, async () => {
        const engine = await Engine.create(grammars);
        assert.equal((await linesOf(engine, source + more)).length, loads);
        engine.dispose();
      });

  it('is none where it has an end, whatever it holds', async () => {
    const engine = await Engine.create(grammars);
    const text = `import torch\nprompt = """\ndef f():\n    return ${LOAD}"""\n${LOAD}`;
    assert.deepEqual(await linesOf(engine, text), [text.split('\n').length - 1]);
    engine.dispose();
  });
});

describe('a half-typed line', () => {
  const LOAD = 'torch.load("a.pt", weights_only=False)';
  const below: Readonly<Record<string, string>> = {
    'directly below': `import torch\n@\n${LOAD}\n`,
    'in its suite': `import torch\n@\n    ${LOAD}\n`,
    'behind an empty line': `import torch\n@\n\n${LOAD}\n`,
    'in a suite that goes on': `import torch\n@\n    m = ${LOAD}\n    return m\n\nx = 1\n`,
    'below it in a function': `import torch\ndef g():\n    y = 1\n    @\n    m = ${LOAD}\n    return m\n`,
    'in its suite in a function': `import torch\ndef g():\n    y = 1\n    @\n        m = ${LOAD}\n    return m\n`,
  };
  const typed = [
    ...[
      'def',
      'def f',
      'def f(',
      'def f(x',
      'def f(x,',
      'def f(x)',
      'def f(*',
      'def f(x=',
      'def f(x: int',
      'def f(x: Dict[',
    ],
    ...['def f(x) ->', 'def f(x) -> int', 'def f(x)  # why', 'async def f', 'async def f(x', 'async def f(x)'],
    ...['class', 'class A', 'class A(', 'class A(B', 'class A(B)', 'class A(B, metaclass='],
    ...[
      'if',
      'if x',
      'if x ==',
      'if (x',
      'if x and (y or',
      'if x.',
      'if f(',
      'if x["a',
      'elif y',
      'else',
      'while',
      'while x',
    ],
    ...['for', 'for i', 'for i in', 'for i in x', 'for i in range(', 'for i, j', 'async for i in x'],
    ...[
      'with',
      'with open(p',
      'with open(p)',
      'with open(p) as',
      'with open(p) as f',
      'with a as b,',
      'with a as b, c',
      'async with x',
    ],
    ...['except', 'except E', 'except E as', 'try', 'finally', 'match x', 'case 1'],
    ...['import', 'from', 'from x', 'from x import', 'from x import (', 'return', 'return (', 'del', '@', '@f', '@f('],
    ...['x =', 'x = [', 'x = {', 'x = f(', 'x.', 'x["', 'x = "abc', "x = f'abc{", 'print("', 'raise', 'assert'],
  ];
  for (const [where, text] of Object.entries(below))
    it(`keeps a load ${where}`, async () => {
      const lost: string[] = [];
      for (const line of typed) {
        const code = text.replace('@', () => line);
        const files = { 'a.py': code, 'a.ipynb': JSON.stringify({ cells: [{ cell_type: 'code', source: code }] }) };
        for (const path of ['a.py', 'a.ipynb']) {
          const { findings } = await scanned(path, files);
          const at = code.slice(0, code.indexOf(LOAD)).split('\n').length;
          if (!findings.some(({ rule, range }) => /weights-only|torch-load/.test(rule) && range.start.line === at))
            lost.push(`${path}: ${line}`);
        }
      }
      assert.deepEqual(lost, []);
    });
});

describe('mending half-typed code', () => {
  const mendedText = (text: string): string => mended(text)?.text ?? text;

  it('makes headers whole', () => {
    for (const [typed, whole] of [
      ['def f(x\n    pass\n', 'def f(x):\n    pass\n'],
      ['def f(x: Dict[\nx = 1\n', 'def f(x: Dict[0]): 0\nx = 1\n'],
      ['if x  # why\n    y()\n', 'if x:  # why\n    y()\n'],
      ['if x["a\n    y()\n', 'if x["a"]:\n    y()\n'],
      ['for i\n    y()\n', 'for i in 0:\n    y()\n'],
      ['with open(p) as\ny()\n', 'with open(p) as _: 0\ny()\n'],
      ['class A(B,\n        C\n    x = 1\n', 'class A(B,\n        C):\n    x = 1\n'],
      ['def\n    y()\n', 'if 0:\n    y()\n'],
      ['from x import (\ny.z()\n', '0\ny.z()\n'],
      ['if x\r\n    y()\r\n', 'if x:\r\n    y()\r\n'],
    ] as const)
      assert.equal(mendedText(typed), whole);
  });

  it('leaves whole code alone', async () => {
    const whole = [
      'if x: y()',
      'if (x and\n    y): z()',
      'if x and \\\n   y: z()',
      'def f(\n    x: int = 1,  # one\n    *,\n    y,\n    **z\n) -> Dict[\n    str, int\n]:\n    pass',
      'def f(x=(lambda: 1)): pass',
      'def f(x) -> Tuple[\n    a.B,\n    c.D,\n]: pass',
      'if lambda: x: y()',
      'while x := f(): y()',
      'class A(\n    B,\n    metaclass=C,\n): pass',
      'for i in [\n    1,\n    2\n]: pass',
      'with (open(a) as b,\n      open(c) as d): pass',
      "if x == \"a:b\" or x == '''\nq\n''': y()",
      'from x import (\n    y,\n)\nfrom x import (  # why\n    y as z\n)',
      'match = 1\nwith_ = 2\nfor_.x = 3\nprint(x if y else z)',
      'x = [i\n     for i in y\n     if i]',
    ];
    for (const text of [...whole, pythonSource({ seed: 3, lines: 2000, density: 0.5 })])
      assert.equal(mendedText(text), text);
  });

  it('keeps every place, whatever the code', () => {
    const piece = fc.constantFrom(
      ...[
        'def ',
        'f',
        '(',
        ')',
        '[',
        ']',
        '{',
        ':',
        ' -> ',
        'if ',
        'for ',
        ' in ',
        'x',
        ',',
        '=',
        '.',
        '"',
        "'",
        '\n',
        '\r\n',
      ],
      ...[
        '    ',
        '#',
        '\\',
        'lambda ',
        'class ',
        'with ',
        ' as ',
        'import ',
        'from ',
        '"' + '""',
        '*',
        '🙂',
        'async ',
        ':=',
      ],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join('');
        const whole = mended(text, 7);
        if (whole === null) return;
        let before = 0;
        for (let index = 0; index < whole.text.length; index++) {
          const place = whole.offsets.placeOf(index) - 7;
          assert.ok(place >= before && place <= text.length);
          before = place;
        }
        assert.equal(whole.offsets.placeOf(whole.text.length) - 7, text.length);
      }),
      { numRuns: 2000 },
    );
  });
});
