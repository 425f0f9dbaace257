import assert from 'node:assert/strict';
import type { PythonFacts } from '../../../src/core/python-facts';
import { rangeOf, type Range } from '../../../src/core/range';
import type { Expression } from '../../../src/core/semantics';
import { spelled } from '../../../src/readers/python/spelling';
import { factsOf } from '../../harness/grammars';

const placeOf = (source: string, needle: string): Range => {
  const start = source.indexOf(needle);
  assert.ok(start >= 0, needle);
  return rangeOf(start, start + needle.length);
};

/** What `x` is given in the source. */
async function given(source: string): Promise<Expression> {
  const facts = await factsOf(source);
  return facts.assignments.find(({ target }) => target === 'x')!.expression;
}

describe('what is written in a text', () => {
  const cases: [string, string, string[]][] = [
    ['a literal', 'x = "abc"', ['abc=abc']],
    ['an empty literal', 'x = ""', []],
    ['escapes, each by itself', String.raw`x = "a\tb\x41"`, ['a=a', '\\t=\t', 'b=b', '\\x41=A']],
    ['a raw literal', String.raw`x = r"a\t"`, ['a\\t=a\\t']],
    ['a line end that is escaped', 'x = """a\\\nb"""', ['a=a', '\\\n=', 'b=b']],
    ['braces', 'x = f"a{ b }c{d!r:>3}"', ['a=a', '{ b }=<b>', 'c=c', '{d!r:>3}=<d>']],
    ['doubled braces', 'x = f"a{{b}}"', ['a=a', '{{={', 'b=b', '}}=}']],
    ['doubled braces of a raw text', 'x = rf"\\d{{2}}{b}"', ['\\d=\\d', '{{={', '2=2', '}}=}', '{b}=<b>']],
    ['braces that are no braces', 'x = "a{b}"', ['a{b}=a{b}']],
    [
      'literals side by side, without what stands between',
      'x = (\n    "a"  # why\n    f"{b}c"\n)',
      ['a=a', '{b}=<b>', 'c=c'],
    ],
    ['no text', 'x = a + b', []],
  ];
  for (const [name, source, expected] of cases)
    it(name, async () => {
      const { pieces } = await given(source);
      assert.deepEqual(
        pieces.map(({ start, end, text, hole }) => `${source.slice(start, end)}=${hole ? `<${spelled(hole)}>` : text}`),
        expected,
      );
    });

  it('is as long as it is written where nothing is escaped', async () => {
    for (const { start, end, text } of (await given('x = f"{{plain\\n{a}text"')).pieces)
      if (text.length > 1) assert.equal(text.length, end - start, text);
  });
});

describe('expressions around a place', () => {
  const around = (facts: PythonFacts, source: string, needle: string): string[] =>
    facts.semantics.expressionsAround(placeOf(source, needle)).map(({ kind }) => kind);

  it('are those that hold it, the innermost first', async () => {
    const source = 'run(["a", "b"] if flag else [c])';
    assert.deepEqual(around(await factsOf(source), source, '"b"'), ['sequence', 'conditional', 'call']);
  });

  it('end at the statement', async () => {
    const source = 'if a(b):\n    c = d and e\n';
    const facts = await factsOf(source);
    assert.deepEqual(around(facts, source, 'd and e'), []);
    assert.deepEqual(around(facts, source, 'b'), ['call']);
  });

  it('do not hold the place itself', async () => {
    const source = 'f(x)';
    assert.deepEqual(around(await factsOf(source), source, 'f(x)'), []);
  });
});

describe('the conditions of a comprehension', () => {
  it('are facts', async () => {
    const { filters } = await given('x = [a for b in c if b if not d]');
    assert.deepEqual(filters.map(spelled), ['b', 'not d']);
    assert.deepEqual((await given('x = [a for b in c]')).filters, []);
    assert.deepEqual((await given('x = a if b else c')).filters, []);
  });
});

describe('spelling out', () => {
  const cases: [string, string][] = [
    ['a . b [ 0 ]', 'a.b[0]'],
    ['(\n  a\n)(\n  "x",\n  k=1,\n)', 'a("x", 1)'],
    ['f"a{ b }" "c"', '"a{b}c"'],
    ['a+b\\\n  -c', 'a + b - c'],
    ['-1', '-1'],
    ['~a', '~a'],
    ['not(a)', 'not a'],
    ['a  is   not None', 'a is not None'],
    ['(True, [None])', '[True, [None]]'],
    ['f(*a, **b)', 'f(*a, **b)'],
    ['{"a": 1}', '…'],
  ];
  for (const [source, expected] of cases)
    it(JSON.stringify(source), async () => assert.equal(spelled(await given(`x = ${source}`)), expected));

  it('ends, whatever it is given', async () => {
    const deep = await given(`x = ${'f('.repeat(400)}${')'.repeat(400)}`);
    assert.ok(spelled(deep).length < 100);
    const wide = await given(`x = [${'name, '.repeat(5000)}]`);
    assert.ok(spelled(wide).length < 400);
  });
});
