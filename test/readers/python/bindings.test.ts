import assert from 'node:assert/strict';
import type { PythonFacts } from '../../../src/core/python-facts';
import { spelled } from '../../../src/readers/python/spelling';
import { factsOf } from '../../harness/grammars';

/** What gives the first argument of the last call of `use` its value. */
function given({ calls, semantics }: PythonFacts): string[] {
  const call = calls.findLast(({ callee }) => callee === 'use')!;
  return semantics
    .bindingsOf(call.args[0]!.expression)
    .map(({ kind, value }) => `${kind} ${value ? spelled(value) : ''}`);
}

describe('what may have given a name its value', () => {
  const cases: [string, string, string[]][] = [
    ['an assignment and what is put into it', 'x = []\nx.append(a)\nuse(x)\n', ['change a', 'assignment []']],
    [
      'what the module puts into its own name',
      'x = []\nx.append(a)\ndef f():\n    use(x)\n',
      ['change a', 'assignment []'],
    ],
    [
      'not what another function puts into a name of its own',
      'x = open(p)\nx.write(a)\ndef f():\n    x = open(q)\n    use(x)\n',
      ['assignment open(q)'],
    ],
    [
      'not what a function around puts into what an inner one hides',
      'def f():\n    x = []\n    x.append(a)\n    def g(x):\n        use(x)\n',
      ['parameter '],
    ],
    [
      'what methods of its class put into a field',
      'class A:\n    def f(self):\n        self.x = []\n    def g(self):\n        self.x.append(a)\n    def h(self):\n        use(self.x)\n',
      ['change a', 'assignment []'],
    ],
    [
      'not what methods of another class put into theirs',
      'class A:\n    def f(self):\n        self.x = []\n        use(self.x)\nclass B:\n    def g(self):\n        self.x.append(a)\n',
      ['assignment []'],
    ],
  ];
  for (const [name, source, expected] of cases)
    it(name, async () => assert.deepEqual(given(await factsOf(source)), expected));

  it('ends where attributes are made of one another', async () => {
    const { calls, semantics } = await factsOf('x.a = x.a.b\nx.a.b = x.a\nuse(x.a.b.c)\n');
    assert.deepEqual(semantics.bindingsOf(calls[0]!.args[0]!.expression), []);
  });
});
