import assert from 'node:assert/strict';
import { factsOf } from '../../harness/grammars';

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
