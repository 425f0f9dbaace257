import assert from 'node:assert/strict';
import type { PythonFacts } from '../../../src/core/python-facts';
import { factsOf } from '../../harness/grammars';

const exits = ({ semantics }: PythonFacts): readonly (readonly [string, string | null])[] =>
  semantics.suites.map(({ kind, exit }) => [kind, exit]);

describe('suites', () => {
  it('say how they are left', async () => {
    const facts = await factsOf(
      [
        'import sys',
        'def f(x):',
        '    for y in x:',
        '        if y == 1: continue',
        '        elif y == 2:',
        '            print(y); break',
        '        else:',
        '            # at last',
        '            print(y)',
        '    try:',
        '        return y',
        '    except TypeError:',
        '        raise',
        '    except ValueError:',
        '        sys.exit(1)',
        '    except Exception:',
        '        pass',
      ].join('\n'),
    );
    assert.deepEqual(exits(facts), [
      ['for', null],
      ['if', 'continue'],
      ['elif', 'break'],
      ['else', null],
      ['try', 'return'],
      ['except', 'raise'],
      ['except', 'exit'],
      ['except', null],
    ]);
    for (const { leaves, exit } of facts.semantics.suites) assert.equal(leaves, exit !== null);
  });
});
