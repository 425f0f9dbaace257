import assert from 'node:assert/strict';
import type { Expression } from '../../../src/core/semantics';
import { factsOf } from '../../harness/grammars';

/** The value of the last assignment of a program. */
async function lastValue(text: string): Promise<Expression> {
  return (await factsOf(text)).assignments.at(-1)!.expression;
}

describe('what texts say themselves', () => {
  const TEMPLATES: Readonly<Record<string, string>> = {
    'x = "a"': 'a',
    'x = f"a {b} c"': 'a {} c',
    'x = f"{b:d}{c!r}{d:>{width}}"': '{:d}{}{:>{width}}',
    'x = f"{{a}} {b}"': '{a} {}',
    'x = ("a {b} "\n     f"c {d}")': 'a {b} c {}',
    'x = rf"\\d {b}"': '\\d {}',
    'x = f"\\t{b}"': '\t{}',
  };
  for (const [text, template] of Object.entries(TEMPLATES))
    it(text.replace(/\n/g, ' '), async () => assert.equal((await lastValue(text)).template, template));

  it('nothing but texts', async () => {
    for (const text of ['x = a', 'x = 1', 'x = ["a"]', 'x = "a" + b'])
      assert.equal((await lastValue(text)).template, null, text);
  });
});

describe('options of a command line', () => {
  it('are known by the name that the parser keeps them under', async () => {
    const { semantics } = await factsOf(
      [
        'p.add_argument("--count", type=int)',
        'p.add_argument("-n", "--number-of-runs", type=int)',
        'p.add_argument("-q", dest="quiet", action="store_true")',
        'group.add_argument("files", nargs="*")',
        'p.add_argument("--count", default=1)',
        'p.add_parser("count")',
      ].join('\n'),
    );
    const names = ['count', 'number_of_runs', 'n', 'quiet', 'q', 'files', 'other'];
    assert.deepEqual(
      names.map((name) => semantics.optionsOf(name).length),
      [2, 1, 0, 1, 0, 1, 0],
    );
  });
});

describe('conditions', () => {
  /** Conditions around the use of `x` in `use(x)`, and of suites before it that leave, as they are written. */
  async function conditionsOf(text: string): Promise<readonly string[]> {
    const { semantics, calls } = await factsOf(text);
    const { expression } = calls.find(({ callee }) => callee === 'use')!.args[0]!;
    const written = (node: Expression): string => text.slice(node.start, node.end);
    return [
      ...semantics
        .suitesAround(expression)
        .flatMap(({ kind, test, match }) => [
          ...(test ? [`${kind} ${written(test)}`] : []),
          ...(match ? [`${written(match.subject)}: ${match.patterns.map(written).join(', ')}`] : []),
        ]),
      ...semantics
        .leavingBefore(expression)
        .map(({ kind, test, failed }) => `${kind} leaves: ${[...(test ? [test] : failed)].map(written).join(', ')}`),
    ];
  }

  const SHAPES: Readonly<Record<string, readonly [text: string, conditions: readonly string[]]>> = {
    'an assertion': ['assert x in L, "no"\nuse(x)', ['assert leaves: x in L']],
    'an assertion in another suite': ['if a:\n    assert x in L\nuse(x)', []],
    'an assertion after it': ['use(x)\nassert x in L', []],
    'an else that leaves': ['if x in L:\n    pass\nelse:\n    raise E\nuse(x)', ['else leaves: x in L']],
    'an elif that leaves': ['if a:\n    pass\nelif x:\n    raise E\nuse(x)', ['elif leaves: x']],
    'a comprehension': ['[use(x) for x in y if x in L]', ['if x in L']],
    'a comprehension of two conditions': ['{use(x) for x in y if a if b}', ['if b', 'if a']],
    'a generator': ['list(use(x) for x in y if a)', ['if a']],
    'a comprehension that ended': ['z = [a for a in y if a]\nuse(x)', []],
    'a case': ['match x:\n    case "a" | "b":\n        use(x)', ['x: "a", "b"']],
    'a case with a guard': ['match x:\n    case y if y > 1:\n        use(x)', ['case y > 1', 'x: y']],
    'a case that takes all': ['match x:\n    case _:\n        use(x)', ['x: _']],
  };
  for (const [name, [text, conditions]] of Object.entries(SHAPES))
    it(`of ${name}`, async () => assert.deepEqual(await conditionsOf(text), conditions));

  it('of a pattern that binds a name', async () => {
    const text = 'match x:\n    case {"a": [y, *z]} | Point(y=0, z=w):\n        use(y, z, w)';
    const { semantics, calls } = await factsOf(text);
    for (const { expression } of calls.find(({ callee }) => callee === 'use')!.args) {
      const [binding] = semantics.bindingsOf(expression);
      assert.equal(binding?.value?.name, 'x', expression.name);
    }
  });

  it('of dotted and plain values in a pattern, which bind nothing', async () => {
    const { semantics, calls } = await factsOf('match x:\n    case Color.RED | 1 | _:\n        use(Color, RED)');
    for (const { expression } of calls[0]!.args) assert.deepEqual(semantics.bindingsOf(expression), []);
  });
});
