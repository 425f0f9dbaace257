import assert from 'node:assert/strict';
import { flowInto } from '../../../src/analysis/flow/flow';
import { MADE_OF } from '../../../src/analysis/flow/made-of';
import { defineRule } from '../../../src/core/rule';
import { Workspace } from '../../../src/project/workspace';
import { Engine } from '../../../src/scan/engine';
import { grammars } from '../../harness/grammars';
import { MemoryFiles } from '../../harness/memory-files';

/** Says of every `eval` all that its text may be made of. */
const rule = defineRule({
  id: 'made-of',
  severity: 'info',
  category: 'execution',
  title: 'What code is made of',
  cwe: 95,
  docs: { what: '', why: '', fix: '' },
  listen: {
    calls: [
      {
        callees: ['eval'],
        follows: true,
        check(call, { facts, report }) {
          const { nodes, cut } = flowInto(call.args[0]!.expression, facts.semantics, MADE_OF);
          const told = nodes.map(({ kind, expression }) => `${kind} ${expression.start}-${expression.end}`);
          report({ range: call.range, message: `${told.sort().join(', ')}${cut ? ' …' : ''}` });
        },
      },
    ],
  },
});

const engines = Promise.all([Engine.create(grammars, [rule]), Engine.create(grammars, [rule], { exhaustive: true })]);

async function said(engine: Engine, text: string): Promise<readonly string[]> {
  const files = new MemoryFiles({ 'train.py': text });
  const logger = {
    info: () => {},
    warn: () => {},
    error: (message: string) => {
      throw new Error(message);
    },
  };
  const workspace = new Workspace({ files, clock: { now: () => 0 }, logger });
  const { findings } = await engine.scan({ kind: 'text', path: 'train.py', text }, workspace);
  return findings.map(({ message, range }) => `${range.start.line}: ${message}`);
}

const FILLER = 'import os\nunused = 1\n\n\ndef other(a):\n    b = a\n    return b\n\n\n';

const PROGRAMS: Readonly<Record<string, string>> = {
  returns:
    'def f(a):\n    b = a\n    if a:\n        return g(b)\n    return "x"\n\ndef g(c):\n    return c\n\neval(f(1))',
  'returns in one line': 'def f(a): return a\neval(f(1))',
  callers: 'def f(a):\n    eval(a)\n\ndef g(b):\n    f(b + 1)\n\ng(input())',
  'callers by keyword': 'def f(a, *, b="x"):\n    eval(b)\n\nf(1, b=input())\nf(\n    2,\n    b=os.environ["X"],\n)',
  methods:
    'class A:\n    def __init__(self, x):\n        self.x = x\n    def run(self):\n        eval(self.x)\n\nA(input()).run()',
  heirs:
    'class A:\n    def __init__(self, x):\n        self.x = x\n\nclass B(A):\n    def __init__(self, y):\n        super().__init__(y)\n    def run(self):\n        eval(self.x)\n\nB(input()).run()',
  'heirs without a constructor':
    'class A:\n    def __init__(self, x):\n        self.x = x\n    def run(self):\n        eval(self.x)\n\nclass B(A):\n    y = 1\n\nB(input()).run()',
  changes:
    'parts = []\nparts.append(input())\nfor p in rows:\n    parts += [p]\nparts.extend(\n    other,\n)\neval(" ".join(parts))',
  fields:
    'class A:\n    def __init__(self):\n        self.x = []\n    def put(self, y):\n        self.x.append(y)\n    def run(self):\n        eval(self.x)\n\na = A()\na.put(input())\na.run()',
  properties:
    'class A:\n    def __init__(self, x):\n        self.x = x\n    @property\n    def y(self):\n        return self.x\n    def run(self):\n        eval(self.y)\n\nA(input()).run()',
  keywords: 'def f(*, a, b):\n    eval(a)\n\ndef g(**kw):\n    f(**kw)\n\ng(a=input(), b=1)',
  'changes in brackets':
    'parts = []\n(parts).append(input())\n(  # kept\n    parts\n).extend(x)\neval(" ".join(parts))',
  items: 'd = {}\nd["a"] = input()\nd.update(x=1)\neval(d["a"])',
  guards: 'ALLOWED = ("a", "b")\nx = input()\nif x not in ALLOWED:\n    print("no")\n    raise ValueError(x)\neval(x)',
  'guards that do not leave': 'ALLOWED = ("a", "b")\nx = input()\nif x not in ALLOWED:\n    print("no")\neval(x)',
  'guards around':
    'ALLOWED = ("a", "b")\nx = input()\nif x in ALLOWED:\n    y = x\n    eval(x)\nelif x == "c":\n    eval(x)\nelse:\n    eval(x)',
  'functions that are handed on': 'def f(a):\n    eval(a)\n\nThread(target=f, args=(input(),)).start()\nmap(f, rows)',
  decorators: '@app.post(\n    "/x",\n)\ndef f(a):\n    eval(a)',
  lambdas: 'f = lambda a: a + b\nb = input()\neval(f(1))',
  'attributes of other objects': 'class C:\n    pass\nc = C()\nc.x = input()\n\ndef f():\n    eval(c.x)',
  'nested functions': 'def f(a):\n    def g():\n        c = a\n        eval(c)\n    return g\nf(input())()',
  globals: 'x = ""\ndef f():\n    global x\n    x = input()\ndef g():\n    eval(x)',
  'loops that carry': 'x = ""\nfor y in rows:\n    eval(x)\n    x = x + y',
  'with, for, walrus': 'with open(p) as f:\n    for line in f:\n        if (z := line.strip()):\n            eval(z)',
  'another name': 'run = eval\n\ndef f(a):\n    b = a + 1\n    run(b)\n\ndef g(c):\n    f(c)\n\ng(input())',
  unpacking: 'def f():\n    return 1, input()\na, (b, c) = f(), rows\neval(a)\neval(b)',
  try: 'try:\n    x = input()\nexcept OSError as e:\n    x = str(e)\nfinally:\n    y = 1\neval(x)',
};

describe('the slice of a program has in it where values come from', () => {
  for (const [name, text] of Object.entries(PROGRAMS))
    it(name, async () => {
      const [short, long] = await engines;
      for (const whole of [
        `${FILLER}${text}\n${FILLER}`,
        `${FILLER}class Holder:\n    def method(self):\n${text.replace(/^/gm, '        ')}\n${FILLER}`,
        `${FILLER}${text.replace(/\n/g, '\r\n')}\r\n`,
      ]) {
        const expected = await said(long, whole);
        assert.ok(expected.length > 0);
        assert.deepEqual(await said(short, whole), expected);
      }
    });

  it('all together', async () => {
    const [short, long] = await engines;
    const whole = Object.values(PROGRAMS)
      .map((text, i) => `def part_${i}():\n${text.replace(/^/gm, '    ')}\n`)
      .join(FILLER);
    assert.deepEqual(await said(short, whole), await said(long, whole));
  });

  it('parses all where very many lines lead to one another', async () => {
    const [short, long] = await engines;
    const functions = Array.from(
      { length: 3000 },
      (_, i) => `def f${i}(x):\n    y = f${(i * 7) % 3000}(x)\n    return f${(i * 13) % 3000}(y)\n`,
    );
    const whole = `${functions.join('')}eval(f1(input()))\n`;
    assert.deepEqual(await said(short, whole), await said(long, whole));
  });
});
