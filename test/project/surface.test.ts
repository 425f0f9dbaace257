import assert from 'node:assert/strict';
import { Random } from '../../bench/corpus';
import { Evaluator } from '../../src/readers/python/evaluator';
import type { Outside } from '../../src/readers/python/outside';
import { PythonParser } from '../../src/readers/python/parser';
import { Program } from '../../src/readers/python/program';
import { Resolver } from '../../src/readers/python/resolver';
import { Surface, surfaceOf } from '../../src/project/surface';
import { grammars } from '../harness/grammars';
import { joinedProgram } from '../scan/joined-programs';
import { tangledProgram } from '../scan/tangled-programs';

describe('the surface of a module', () => {
  it('is as long as the module, and keeps what others can import', () => {
    const text =
      'A = 1\n\n@deco\ndef f(x=A):\n    """Doc."""\n    # note\n    if x:\n        return "é"\n    return 2\n\nclass C:\n    B = 3\n    def m(self):\n        D = 4\n\n    def __init__(self):\n        self.e = 5\n\nasync def g():\r\n    await h()\r\n\r\nF = 6\n';
    const surface = surfaceOf(text);
    assert.equal(surface.length, text.length);
    assert.equal(surface.split('\n').length, text.split('\n').length);
    for (const kept of ['A = 1', 'def f(x=A):', 'B = 3', 'def m(self):', 'self.e = 5', 'async def g():', 'F = 6'])
      assert.equal(surface.indexOf(kept), text.indexOf(kept), kept);
    for (const gone of ['Doc', 'return', 'D = 4', 'await']) assert.ok(!surface.includes(gone), gone);
    const line = 'A = 1; B = A\ndef f(x=A): y = x; return y  # note\nclass C: D = 1; E = 2\n';
    assert.equal(surfaceOf(line), line.replace('y = x; return y  # note', '0'.padEnd(23)));
  });

  it('keeps functions that set globals or options', () => {
    const text = 'def f():\n    global A\n    A = 1\n\ndef g():\n    p.add_argument("--x", default=1)\n';
    assert.equal(surfaceOf(text), text);
  });

  it('is the module itself where the indentation does not fit together', () => {
    for (const text of ['def f():\n        a\n    b\n', 'def f(:\n    a(\n', 'x = 1\n', ''])
      assert.equal(surfaceOf(text), text);
  });
});

/** Says of everything that is asked of other files what was asked. */
const ECHO: Outside = {
  mentions: () => false,
  signatureOf: () => undefined,
  era: 0,
  valueOf: (name, use) =>
    /MISSING/.test(name)
      ? undefined
      : { kind: 'string', value: `value of ${name}`, range: use, origin: use, via: 'constant' },
  nameOf: (name) => `name.of.${name}`,
  configFile: () => undefined,
  functionOf: () => undefined,
  givenTo: () => undefined,
};

/** What a program gives to those who ask for a name: its value, and what it is another name for. */
function givenBy(program: Program | null, members: readonly string[]): string {
  if (program === null) return JSON.stringify({});
  const resolver = new Resolver(program);
  const binding = resolver.exported(members[0]!);
  const name =
    binding?.kind === 'import'
      ? binding.qualified
      : binding?.kind === 'assign' && binding.value
        ? resolver.nameOf(binding.value, binding.scope)
        : undefined;
  return JSON.stringify({ value: new Evaluator(program, resolver, ECHO).exported(members), name });
}

/** All that may be asked of a module: its names, their members, and what its functions give. */
function questionsOf(program: Program): string[][] {
  const names = [...program.scopes[0]!.bindings.keys()].filter((name) => /^\w+$/.test(name));
  const members = [
    ...new Set(program.scopes.flatMap(({ bindings }) => [...bindings.keys()].map((name) => name.replace('self.', '')))),
  ]
    .filter((name) => /^\w+$/.test(name))
    .slice(0, 40);
  return [
    ['NOT_THERE'],
    ...names.flatMap((name) => [[name], [`${name}()`, 'model'], ...members.map((member) => [name, member])]),
  ];
}

describe('what a name of a module leads to', () => {
  const modules: Record<string, string> = {
    constants: 'A = 1\nB = A\nC = f"{B}-{D}"\nD = "x"\nE, F = B, [A, D]\nG: int = A\n(H) = 2\nI = J = D\nK += 1\n',
    'a constant that is bound twice': 'A = 1\nif x:\n    A = 2\nB = A\nC = 3\nC = 4\nfor D in [1]:\n    E = D\n',
    'a constant under a condition':
      'if x:\n    A = 1\nelse:\n    A = 2\ntry:\n    B = 1\nexcept E:\n    C = 2\nwith open(f) as D:\n    F = D\n',
    'containers that are changed': 'A = {"a": 1}\nA["b"] = 2\nB = [1]\nB[0] = 3\nC = A["a"]\nD = A\n',
    'attributes that are set': 'class C:\n    x = 1\nC.y = 2\nD = C()\nD.x = 3\nE = C.x\nF = D.x\nG = C.y\n',
    classes:
      'from b import Base\nN = "n"\n@dataclass\nclass C(Base):\n    """Doc."""\n    model: str = N\n    # note\n    inner: Other = field(default_factory=Other)\n    @property\n    def p(self):\n        return 1\n    def __init__(self, q=N):\n        self.q = q\n        self.r = "r"\n    def m(self, t=N):\n        self.s = 3\nclass Other:\n    model = "o"\n    class Deep:\n        model = "d"\nclass D(C):\n    pass\nc = C()\nm = c.model\n',
    functions:
      'def f(x=1):\n    A = 2\n    return A\nasync def g(): return 1\n@deco(f)\ndef h():\n    pass\nA = f\nB = f()\n',
    'functions that set globals': 'A = None\ndef f():\n    global A, B\n    A = C\n    B = "b"\nC = "c"\nD = B\n',
    options:
      'M = "m"\ndef parse_args():\n    p = argparse.ArgumentParser()\n    p.add_argument("--model", default=M)\n    return p.parse_args()\nargs = parse_args()\nmodel = args.model\n@click.option("--model", default="x")\ndef main(model):\n    p.add_argument("--other", default=1)\n',
    imports:
      'import a\nimport b.c as d\nfrom .e import f, g as h\nfrom k import (\n    l,  # note\n    m,\n)\nn = f\no = a.x\np = d\nq = functools.partial(f, 1)\nr = getattr(a, "y")\n',
    'star imports':
      'from a import *\nif TYPE_CHECKING:\n    from .b import *\nx = y\nz = x\nMISSING = 1\nclass C(Base):\n    m = MISSING\n',
    'a configuration': 'import configparser\nc = configparser.ConfigParser()\nc.read("a.ini")\nd = c["x"]["y"]\n',
    'decorators and comments in between':
      '@a\n# note\n@b\nclass C:\n    # note\n    model = 1\n\n\n# note\nx = 1  # note\n',
    'carriage returns and what is not ASCII':
      'ä = "é"\r\nclass C:\r\n    """Doc.\r\n    """\r\n    model = ä\r\nb = C.model\r\n',
    'several statements in a line': 'a = 1; b = a\nif a: c = b; d = c\nimport e; f = e.g\n',
    'statements behind one another':
      '"""Doc."""; from a import *; B = C; D = {"x": B}; D["y"] = 2; from e import f, g as h;\nI: str = h; J = f(); K = make(J); MISSING = L\nX = 1; \\\n  Y = X; Z.y = Y\n',
    'suites on the lines of their headers':
      'if a: b = 1; c = b\nelse: c = 2; d = c\ntry: import e\nexcept ImportError: e = None\nclass F(G): "Doc."; model: str = c; other = model\ndef h(x=c): global i; i = x; return x\ndef j(): "Doc."; return c\n@k.option("--model", default=c)\ndef l(model): return model\ndef parse_args(): p.add_argument("--model", default=c); return p.parse_args()\nargs = parse_args(); m = args.model; n = F.model; o = j; q = F()\nwith open(f) as r: s = r; t = s\nfor u in [1]: v = u\nclass W: pass\nW.x = b; w = W.x\n',
    'suites in suites':
      'if a:\n    if b:\n        def f():\n            return 1\n    else:\n        @c\n        def f(): return 2\nelif d:\n    f = 3\nwhile (n := f):\n    o = n\nelse:\n    p = 4\n',
  };

  for (const [what, text] of Object.entries(modules)) it(`is enough to know it: ${what}`, () => compare(text));

  it('is enough to know it in programs in which everything is bound everywhere', async () => {
    for (let seed = 1; seed <= 12; seed++) await compare(tangledProgram(seed));
  });

  it('is enough to know it where statements stand behind one another', async () => {
    for (const [seed, text] of [
      ...Object.values(modules),
      ...Array.from({ length: 8 }, (_, i) => tangledProgram(i)),
    ].entries())
      await compare(await joinedProgram(text, new Random(seed), 50 + (seed % 2) * 50));
  });

  async function compare(text: string): Promise<void> {
    const parser = await PythonParser.create(grammars);
    const parsed = parser.parse(surfaceOf(text));
    assert.ok(typeof parsed !== 'string');
    const whole = new Program(text, parsed.root);
    const surface = new Surface(text);
    const questions = questionsOf(whole);
    for (const name of new Set(questions.map(([first]) => first!))) {
      const cut = surface.cut(name);
      if (cut === 'whole') continue;
      const tree = cut === null ? null : parser.parseExcerpt(cut.text, cut.offsets, text, false);
      assert.ok(typeof tree !== 'string' && (tree !== null || cut === null), `${name} leads to\n${cut?.text}`);
      const part = tree && new Program(text, { ...tree.root, start: 0, end: text.length });
      for (const members of questions.filter(([first]) => first === name)) {
        const given = givenBy(whole, members);
        assert.equal(givenBy(part, members), given, `${members.join('.')} leads to\n${cut?.text}`);
        const called = (JSON.parse(given) as { name?: string | { name: string } }).name;
        const told = typeof called === 'object' ? called.name : called;
        if (told !== undefined && !/^[.?]|\(|^str$/.test(told))
          assert.ok(surface.mayHandOn(name), `${name} is another name for ${told}`);
      }
    }
    parser.dispose();
  }

  it('is not all of the module', () => {
    const { text } = new Surface('A = 1\nB = A\nclass C:\n    D = B\n    def f(self):\n        return E\nE = 2\n').cut(
      'C',
    ) as { text: string };
    assert.equal(text, 'A = 1\nB = A\nclass C:\n    D = B\n    def f ():0\n');
    assert.deepEqual(
      ['B', 'D', 'H'].map((name) => {
        const cut = new Surface('A = 1; B = A; C = 2\nif A: D = C; E = 3\ndef H(): F = 1; return F\n').cut(name);
        return (cut as { text: string }).text;
      }),
      ['A = 1; B = A', 'A = 1; C = 2\nif A: D = C; E = 3\n', 'def H ():0\n'],
    );
    assert.equal(new Surface('A = 1\n').cut('B'), null);
    assert.equal(new Surface('if x:\n        A = 1\n    B = 2\n').cut('A'), 'whole');
    assert.equal(new Surface('class A:\n    pass\nB = make(A)\n').mayHandOn('B'), false);
  });
});
