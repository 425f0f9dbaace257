import assert from 'node:assert/strict';
import { affirms, decisionsAround, namesAsked } from '../../../src/analysis/flow/decisions';
import { rangeOf } from '../../../src/core/range';
import { spelled } from '../../../src/readers/python/spelling';
import { factsOf } from '../../harness/grammars';

/** The conditions around `HERE`, with what they say there. */
async function decisions(source: string): Promise<readonly string[]> {
  const { semantics } = await factsOf(source);
  const at = source.indexOf('HERE');
  return decisionsAround(rangeOf(at, at + 4), semantics).map(
    ({ condition, holds }) => `${spelled(condition)} ${holds ? 'holds' : 'fails'}`,
  );
}

describe('conditions around a place', () => {
  const cases: [string, string, string[]][] = [
    ['none', 'HERE', []],
    ['an if', 'if a:\n    HERE', ['a holds']],
    ['an if over lines', 'if (\n    a  # why\n    and b\n):\n    # a comment\n\n    HERE', ['a and b holds']],
    ['an if in one line', 'if a: HERE', ['a holds']],
    ['ifs in ifs', 'if a:\n    for x in y:\n        if b:\n            HERE', ['b holds', 'a holds']],
    ['an elif', 'if a:\n    pass\nelif b:\n    HERE', ['b holds', 'a fails']],
    ['an else', 'if a:\n    pass\nelif b:\n    pass\nelse:\n    HERE', ['a fails', 'b fails']],
    ['a while', 'while a:\n    HERE', ['a holds']],
    ['a with, a try and a handler', 'with a:\n    try:\n        b\n    except C:\n        HERE', []],
    ['an if beside', 'if a:\n    pass\nHERE', []],
    ['a condition itself', 'if HERE:\n    pass', []],
    ['an if around the function', 'if a:\n    def f():\n        if b:\n            HERE', ['b holds']],
    ['a conditional', 'x = [HERE] if a else b', ['a holds']],
    ['the other side of it', 'x = b if a else [HERE]', ['a fails']],
    ['the condition of it', 'x = b if f(HERE) else c', []],
    ['and', 'a and f(HERE)', ['a holds']],
    ['or', 'a or f(HERE)', ['a fails']],
    ['the first of and', 'f(HERE) and a', []],
    ['a comprehension', 'x = [HERE for y in z if a if b]', ['a holds', 'b holds']],
    ['what a comprehension asks', 'x = [y for y in z if f(HERE)]', []],
    ['all of it', 'if a:\n    x = [b and HERE for y in z if c]', ['b holds', 'c holds', 'a holds']],
  ];
  for (const [name, source, expected] of cases)
    it(name, async () => assert.deepEqual(await decisions(source), expected));
});

/** The condition of the `if` in a source. */
async function condition(test: string) {
  const { semantics } = await factsOf(`if ${test}:\n    pass\n`);
  return semantics.suites[0]!.test!;
}

describe('what a condition asks about', () => {
  it('are names, attributes and keys', async () => {
    assert.deepEqual(
      [...namesAsked(await condition('self.a.b and not c["d"] and e.get("f") and getattr(g, "h", None)'))].sort(),
      ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'get', 'getattr', 'h', 'self'],
    );
  });

  it('are no texts, and nothing of their form', async () => {
    assert.deepEqual(namesAsked(await condition('"a" in b')), ['b']);
    assert.deepEqual(namesAsked(await condition('hasattr(a, "b") or c.startswith("d")')), []);
  });

  it('end, however long it is', async () => {
    assert.ok(namesAsked(await condition(`(${'a and '.repeat(2000)}b)`)).length <= 300);
  });
});

describe('whether a condition says yes', () => {
  const says = async (test: string, holds = true): Promise<boolean> =>
    affirms({ condition: await condition(test), holds }, /^trust/);

  it('where it holds', async () => {
    for (const test of [
      'trust',
      'args.trust_code',
      'config["trust"]',
      'config.get("trust")',
      'a and trust',
      'trust or a',
      'trust is not None',
      'trust == True',
      'trust != False',
      'not (not trust)',
      'not trust is False',
    ])
      assert.equal(await says(test), true, test);
  });

  it('not where it says no, or something else', async () => {
    for (const test of [
      'not trust',
      'trust is None',
      'trust == False',
      'a',
      'untrusted',
      '"trust" in a',
      'a and not trust',
    ])
      assert.equal(await says(test), false, test);
  });

  it('the other way round where it fails', async () => {
    assert.equal(await says('not trust', false), true);
    assert.equal(await says('trust', false), false);
    assert.equal(await says('trust is None', false), true);
  });
});
