import assert from 'node:assert/strict';
import { spelled } from '../../../src/readers/python/spelling';
import { factsOf } from '../../harness/grammars';

describe('suites', () => {
  it('say how they are left', async () => {
    const leave = async (last: string): Promise<string> => {
      const { semantics } = await factsOf(`import sys\nfor a in b:\n    if c:\n        d()\n        ${last}\n`);
      const { leaves, leavesFunction } = semantics.suites.find(({ kind }) => kind === 'if')!;
      return `${leaves} ${leavesFunction}`;
    };
    assert.equal(await leave('raise E'), 'true true');
    assert.equal(await leave('return 1'), 'true true');
    assert.equal(await leave('sys.exit(\n            1)'), 'true true');
    assert.equal(await leave('continue'), 'true false');
    assert.equal(await leave('break'), 'true false');
    assert.equal(await leave('leave()'), 'false false');
    assert.equal(await leave('x = sys.exit'), 'false false');
  });
});

describe('the class of an object', () => {
  it('is a fact with its bases', async () => {
    const { assignments, semantics } = await factsOf(
      'from m import B\nclass A(B, list):\n    pass\na = A\nx = a()\ny = x\nz = B()\nclass C:\n    def f(self):\n        self.x = A()\n        w = self.x\n',
    );
    const classOf = (target: string): string | undefined => {
      const found = semantics.classOf(assignments.find((fact) => fact.target === target)!.expression);
      return found ? `${found.name}(${found.bases.map(({ qualified }) => qualified).join(', ')})` : undefined;
    };
    assert.equal(classOf('x'), 'A(m.B, list)');
    assert.equal(classOf('y'), 'A(m.B, list)');
    assert.equal(classOf('w'), 'A(m.B, list)');
    assert.equal(classOf('z'), undefined);
  });
});

describe('assertions', () => {
  it('are conditions, without what is said of them', async () => {
    const { semantics } = await factsOf(
      'assert a == 1\ndef f():\n    assert (\n        b  # why\n    ), "no b"\n    c; assert not d\n',
    );
    assert.deepEqual(semantics.assertions.map(spelled), ['a == 1', 'b', 'not d']);
    assert.deepEqual(
      semantics.assertions.map(({ scope }) => scope),
      [0, semantics.functions[0]!.scope, semantics.functions[0]!.scope],
    );
  });

  it('are none where nothing is asserted', async () => {
    const { semantics } = await factsOf('assertion = 1\nself.assertTrue(a)\nassert_equal(a, b)\n');
    assert.deepEqual(semantics.assertions, []);
  });
});
