import assert from 'node:assert/strict';
import { surfaceOf } from '../../src/scan/surface';

describe('the surface of a module', () => {
  it('is as long as the module, and keeps what others can import', () => {
    const text = 'A = 1\n\n@deco\ndef f(x=A):\n    """Doc."""\n    # note\n    if x:\n        return "é"\n    return 2\n\nclass C:\n    B = 3\n    def m(self):\n        D = 4\n\n    def __init__(self):\n        self.e = 5\n\nasync def g():\r\n    await h()\r\n\r\nF = 6\n';
    const surface = surfaceOf(text);
    assert.equal(surface.length, text.length);
    assert.equal(surface.split('\n').length, text.split('\n').length);
    for (const kept of ['A = 1', 'def f(x=A):', 'B = 3', 'def m(self):', 'self.e = 5', 'async def g():', 'F = 6']) assert.equal(surface.indexOf(kept), text.indexOf(kept), kept);
    for (const gone of ['Doc', 'return', 'D = 4', 'await']) assert.ok(!surface.includes(gone), gone);
  });

  it('keeps functions that set globals or options', () => {
    const text = 'def f():\n    global A\n    A = 1\n\ndef g():\n    p.add_argument("--x", default=1)\n';
    assert.equal(surfaceOf(text), text);
  });

  it('is the module itself where the indentation does not fit together', () => {
    for (const text of ['def f():\n        a\n    b\n', 'def f(:\n    a(\n', 'x = 1\n', '']) assert.equal(surfaceOf(text), text);
  });
});
