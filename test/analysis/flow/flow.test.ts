import assert from 'node:assert/strict';
import { isSpent, unfollowedIn } from '../../../src/analysis/flow/budget';
import { flowInto } from '../../../src/analysis/flow/flow';
import { wayOf, type Flow } from '../../../src/analysis/flow/flow-node';
import { MADE_OF } from '../../../src/analysis/flow/made-of';
import type { PythonFacts } from '../../../src/core/python-facts';
import { factsOf } from '../../harness/grammars';

/** The flow into the first argument of the last call of `sink`. */
async function flowOf(text: string, sink = 'eval'): Promise<{ readonly flow: Flow; readonly facts: PythonFacts }> {
  const facts = await factsOf(text);
  const call = facts.calls.filter(({ callee }) => callee === sink).at(-1)!;
  return { flow: flowInto(call.args[0]!.expression, facts.semantics, MADE_OF), facts };
}

/** What a value is made of at its ends: calls, texts, constants, names that are imported, parameters, unknown names. */
async function endsOf(text: string, sink?: string): Promise<readonly string[]> {
  const { flow } = await flowOf(text, sink);
  const inner = new Set(flow.nodes.map(({ into }) => into));
  return [
    ...new Set(
      flow.nodes
        .filter((node) => !inner.has(node) || node.kind === 'parameter')
        .map(
          ({ kind, expression }) =>
            `${kind === 'step' ? '' : `${kind} `}${text.slice(expression.start, expression.end)}`,
        ),
    ),
  ].sort();
}

const SHAPES: Readonly<Record<string, readonly [text: string, ends: readonly string[]]>> = {
  'a name': ['x = source()\neval(x)', ['source()']],
  'the last of several values': ['x = one()\nx = two()\neval(x)', ['two()']],
  'values of branches': ['x = one()\nif c:\n    x = two()\neval(x)', ['one()', 'two()']],
  'brackets, comments and line ends': ['x = (  # why\n    source(\n    )\n)\neval(\n    (x)\n)', ['source(\n    )']],
  'each turn of a loop': ['for line in source():\n    eval(line)', ['source()']],
  'a comprehension': ['[eval(x) for x in source()]', ['source()']],
  'a comprehension that hides a name': ['x = "1"\n[eval(x) for x in source()]', ['source()']],
  'a name beside a comprehension of that name': ['x = one()\ny = [x for x in two()]\neval(x)', ['one()']],
  with: ['with source() as f:\n    eval(f.read())', ['source()']],
  'unpacked values': ['a, b = one(), two()\neval(b)', ['two()']],
  'unpacked results': ['def f():\n    return "1", source()\na, b = f()\neval(b)', ['source()']],
  'unpacked results, the other one': ['def f():\n    return "1", source()\na, b = f()\neval(a)', ['"1"']],
  'a walrus': ['if (x := source()):\n    eval(x)', ['source()']],
  'what is added': ['x = "1"\nx += source()\neval(x)', ['"1"', 'source()']],
  'what is appended': ['x = []\nx.append(source())\neval(" ".join(x))', ['" "', '[]', 'source()']],
  'an item': ['x = {}\nx["a"] = source()\neval(x["a"])', ['source()', '{}']],
  'an item of another key': ['x = {}\nx["a"] = one()\nx["b"] = two()\neval(x["b"])', ['two()', '{}']],
  'an item that is asked for': ['x = {}\nx["a"] = one()\nx["b"] = two()\neval(x.get("b"))', ['two()', '{}']],
  'items of both keys': ['x = {"a": one(), "b": two()}\neval(x["a"] + x["b"])', ['one()', 'two()']],
  'an item and all of them': ['x = {"a": one(), "b": two()}\neval(x["a"] + str(x))', ['"a"', '"b"', 'one()', 'two()']],
  'an item of a key that is not known': ['x = {}\nx["a"] = one()\nx[k] = two()\neval(x["b"])', ['two()', '{}']],
  'an item by a key that is not known': ['x = {"a": one(), "b": two()}\neval(x[k])', ['"a"', '"b"', 'one()', 'two()']],
  'an item of what a function gives': ['def f():\n    return {"a": one(), "b": two()}\neval(f()["b"])', ['two()']],
  'an item by its place': ['x = one(), two()\neval(x[1])', ['two()']],
  'one of the keys': ['x = {"a": one(), "b": two()}["b"]\neval(x)', ['two()']],
  'f-strings': ['x = source()\neval(f"a{x!r:>{w}}")', ['source()', 'unknown w'].slice(0, 1)],
  format: ['eval("a{}".format(source()))', ['"a{}"', 'source()']],
  percent: ['eval("a%s" % source())', ['"a%s"', 'source()']],
  'both values of a condition, not the condition': ['eval(one() if two() else three())', ['one()', 'three()']],
  'either of two': ['eval(one() or two())', ['one()', 'two()']],
  'nothing of a comparison': ['eval(source() == 1)', ['source() == 1']],
  'a function': ['def f(x):\n    return x\neval(f(source()))', ['source()']],
  'a function, out of its parameter': ['def f(x):\n    eval(x)\nf(source())', ['source()']],
  'a parameter by its name': ['def f(a, *, x="1"):\n    eval(x)\nf(1, x=source())', ['source()']],
  'a default': ['def f(a, x="1"):\n    eval(x)\nf(2)', ['"1"']],
  'a helper that gets constants': ['def f(x):\n    eval(x)\nf("1")\nf("2")', ['"1"', '"2"']],
  'a function that nobody calls': ['def f(x):\n    eval(x)', ['parameter x']],
  'a function that is handed on': ['def f(x):\n    eval(x)\nmap(f, source())', ['parameter x', 'source()']],
  'a function that a framework calls': ['@app.post("/")\ndef f(x):\n    eval(x)', ['parameter x']],
  'a lambda': ['f = lambda x: x\neval(f(source()))', ['source()']],
  '*args': ['def f(*args):\n    eval(args[0])\nf(source())', ['source()']],
  '**kwargs': ['def f(**kw):\n    eval(kw["x"])\nf(x=source())', ['source()']],
  'two calls, each with its own': ['def f(x):\n    return x\na = f(one())\nb = f(two())\neval(b)', ['two()']],
  'attributes of self': [
    'class A:\n    def __init__(self, x):\n        self.x = x\n    def run(self):\n        eval(self.x)\nA(source()).run()',
    ['source()'],
  ],
  'attributes of a base': [
    'class A:\n    def __init__(self, x):\n        self.x = x\nclass B(A):\n    def run(self):\n        eval(self.x)\nB(source()).run()',
    ['source()'],
  ],
  'what methods put into a field': [
    'class A:\n    def __init__(self):\n        self.x = []\n    def put(self):\n        self.x.append(source())\n    def run(self):\n        eval(self.x)',
    ['[]', 'source()'],
  ],
  'not what another class puts into its own': [
    'class A:\n    def __init__(self):\n        self.x = []\n    def run(self):\n        eval(self.x)\nclass B:\n    def put(self):\n        self.x.append(source())',
    ['[]'],
  ],
  'a property': [
    'class A:\n    @property\n    def x(self):\n        return source()\n    def run(self):\n        eval(self.x)',
    ['self', 'source()'],
  ],
  'a method that is not called': [
    'class A:\n    def x(self):\n        return source()\n    def run(self):\n        eval(self.x)',
    ['self'],
  ],
  'one of the keywords that are handed on': [
    'def f(*, x, y):\n    eval(x)\ndef g(**kw):\n    f(**kw)\ng(x=one(), y=two())',
    ['one()'],
  ],
  'methods of an instance': [
    'class A:\n    def get(self):\n        return source()\na = A()\neval(a.get())',
    ['source()'],
  ],
  'static methods': [
    'class A:\n    @staticmethod\n    def get(x):\n        return x\neval(A.get(source()))',
    ['source()'],
  ],
  generators: ['def f():\n    yield source()\nfor x in f():\n    eval(x)', ['source()']],
  'functions in functions': ['def f(x):\n    def g():\n        eval(x)\n    g()\nf(source())', ['source()']],
  recursion: [
    'def f(x):\n    return f(x + "1") if c else x\neval(f(source()))',
    ['"1"', 'f(x + "1")', 'source()', 'x'],
  ],
  'names that are global': ['x = one()\ndef f():\n    global x\n    x = two()\neval(x)', ['one()', 'two()']],
  'what the loop bound before': ['x = ""\nfor y in ys:\n    eval(x)\n    x = source()', ['""', 'source()']],
};

describe('following values', () => {
  for (const [name, [text, ends]] of Object.entries(SHAPES))
    it(`goes through ${name}`, async () => assert.deepEqual(await endsOf(text), ends));

  it('ends where a value cannot be code any more', async () => {
    for (const clean of [
      'int(source())',
      'ast.literal_eval(source())',
      'shlex.quote(source())',
      '" ".join(map(shlex.quote, source()))',
      '" ".join([shlex.quote(x) for x in source()])',
      '" ".join(shlex.quote(x) for x in source())',
      'shlex.join(source())',
      '"ls {}".format(shlex.quote(source()))',
      'f"ls {shlex.quote(source())}"',
      'TABLE[source()]',
      'TABLE.get(source())',
    ])
      for (const text of [
        `import ast, shlex\nos.system(${clean})`,
        `import ast, shlex\nx = ${clean}\nos.system(x)`,
        `import ast, shlex\ndef f():\n    return ${clean}\nos.system(f())`,
      ]) {
        const { flow } = await flowOf(`import os\n${text}`, 'os.system');
        assert.ok(!flow.nodes.some(({ call }) => call?.callee === 'source'), text);
      }
  });

  it('ends at a list of what is allowed', async () => {
    for (const text of [
      'if x in ("a", "b"):\n    eval(x)',
      'if x in ALLOWED and y:\n    eval(x)',
      'if x not in ALLOWED:\n    raise ValueError(x)\neval(x)',
      'if not x in ALLOWED:\n    sys.exit(1)\neval(x)',
      'if x not in ALLOWED:\n    pass\nelse:\n    eval(x)',
      'if x == "a":\n    eval(x)',
      'for _ in y:\n    if x != "a":\n        continue\n    eval(x)',
      'if x.isidentifier():\n    eval(x)',
    ]) {
      const { flow } = await flowOf(`import sys\nALLOWED = {"a", "b"}\nx = source()\n${text}`);
      assert.ok(!flow.nodes.some(({ call }) => call?.callee === 'source'), text);
    }
    for (const text of [
      'if x in ALLOWED or y:\n    eval(x)',
      'if x not in ALLOWED:\n    eval(x)',
      'if x not in ALLOWED:\n    print(x)\neval(x)',
      'if y not in ALLOWED:\n    raise ValueError(y)\neval(x)',
      'if c:\n    if x not in ALLOWED:\n        raise ValueError(x)\neval(x)',
      'if x in other:\n    eval(x)',
      'if x in ALLOWED:\n    pass\nelse:\n    eval(x)',
      'for x in ALLOWED:\n    pass\nx = source()\neval(x)',
    ]) {
      const { flow } = await flowOf(`import sys\nALLOWED = {"a", "b"}\nother = source()\nx = source()\n${text}`);
      assert.ok(
        flow.nodes.some(({ expression }) => expression.kind === 'call'),
        text,
      );
    }
  });

  it('tells the way of a value', async () => {
    const text = 'def f(x):\n    y = x\n    eval(y)\nf(source())';
    const { flow } = await flowOf(text);
    const source = flow.nodes.find(({ call }) => call?.callee === 'source')!;
    assert.deepEqual(
      wayOf(source).map(({ expression }) => text.slice(expression.start, expression.end)),
      ['source()', 'x', 'y'],
    );
  });

  it('is bounded where functions call one another', async () => {
    const levels = Array.from(
      { length: 20 },
      (_, i) => `def f${i}(x):\n    return f${i + 1}(x) + f${i + 1}(x + "1")\n`,
    );
    const { flow } = await flowOf(`${levels.join('')}def f20(x):\n    return x\neval(f0(source()))`);
    assert.ok(!flow.cut);
    assert.ok(flow.nodes.length <= 1500);
    assert.ok(flow.nodes.some(({ call }) => /source$/.test(call?.callee ?? '')));
    const chain = Array.from({ length: 200 }, (_, i) => `def f${i}(x):\n    return f${i + 1}(x)\n`);
    const { flow: straight, facts } = await flowOf(`${chain.join('')}def f200(x):\n    return x\neval(f0(source()))`);
    assert.ok(!straight.cut);
    assert.ok(straight.nodes.some(({ call }) => /source$/.test(call?.callee ?? '')));
    assert.ok(!isSpent(facts.semantics));
    assert.equal(unfollowedIn(facts.semantics).length, 0);
  });

  it('says where it ends before the way does', async () => {
    const long = Array.from({ length: 2000 }, (_, i) => `x${i + 1} = x${i} + "a"\n`).join('');
    const { flow, facts } = await flowOf(`x0 = source()\n${long}eval(x2000)`);
    assert.ok(flow.cut);
    assert.equal(unfollowedIn(facts.semantics).length, 1);
  });
});
