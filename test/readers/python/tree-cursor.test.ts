import assert from 'node:assert/strict';
import { Parser, Tree } from 'web-tree-sitter';
import { languageOf } from '../../../src/readers/python/parser';
import { SyntaxBuilder } from '../../../src/readers/python/syntax';
import { grammars, pythonParser } from '../../harness/grammars';
import { pythonSource } from '../../../bench/corpus';

const PROGRAMS = [
  '',
  '# a comment alone\n',
  'x = f"{a + (b)!r:>{width}}" # 🙂\ny = "🙂", (1)\n',
  'def f(a, *, b=1):\n    return [x for x in a if (x > b)]\n',
  'class A(\n',
  'f(a, b=1\nimport os\n',
  `${'['.repeat(500)}1${']'.repeat(500)}\n`,
  ...[1, 2, 3].map((seed) => pythonSource({ seed, lines: 400, density: 0.1 })),
];

describe('the cursor that copies trees', () => {
  it('sees what the library’s own does, and is the one that is used', async () => {
    const language = await languageOf(grammars);
    const builder = new SyntaxBuilder(language, (tree) => tree.walk());
    const library = new Parser();
    library.setLanguage(language);
    const walk = Tree.prototype.walk;
    try {
      for (const program of PROGRAMS) {
        Tree.prototype.walk = walk;
        const tree = library.parse(program)!;
        const expected = builder.build(tree, program);
        tree.delete();
        Tree.prototype.walk = () => assert.fail('the library’s cursor was used');
        assert.deepEqual((await pythonParser()).parse(program), expected);
      }
    } finally {
      Tree.prototype.walk = walk;
      library.delete();
    }
  });
});
