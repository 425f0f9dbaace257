import { knownProject } from '../../harness/known-project';
import assert from 'node:assert/strict';
import type { Edit } from '../../../src/core/finding';
import { DEFAULT_POLICY } from '../../../src/core/policy';
import type { PythonFacts } from '../../../src/core/python-facts';
import type { PythonContext } from '../../../src/core/rule';
import { blanksBefore, ensureImport, setKeyword } from '../../../src/readers/python/edits';
import { joinCells } from '../../../src/readers/notebook/notebook';
import { applyEdits } from '../../../src/scan/apply';
import { factsOf } from '../../harness/grammars';

const applied = (text: string, edits: readonly Edit[]): string => applyEdits(text, edits);

describe('setting a keyword', () => {
  const cases: [string, string, string][] = [
    ['no argument', 'f()', 'f(k=V)'],
    ['blanks between parentheses', 'f( )', 'f(k=V )'],
    ['one argument', 'f(a)', 'f(a, k=V)'],
    ['a trailing comma', 'f(a,)', 'f(a, k=V,)'],
    ['the keyword is there', 'f(a, k=False, b=1)', 'f(a, k=V, b=1)'],
    ['before **kwargs', 'f(a, **kw)', 'f(a, k=V, **kw)'],
    ['only **kwargs', 'f(**kw)', 'f(k=V, **kw)'],
    ['a power is no **kwargs', 'f(a ** b)', 'f(a ** b, k=V)'],
    ['**kwargs of an inner call', 'f(g(**kw), a)', 'f(g(**kw), a, k=V)'],
    ['stars in a string', 'f("**x")', 'f("**x", k=V)'],
    ['a parenthesis in a string', 'f(")", a)', 'f(")", a, k=V)'],
    ['one argument a line', 'f(\n    a,\n    b,\n)', 'f(\n    a,\n    b,\n    k=V,\n)'],
    ['one argument a line, no trailing comma', 'f(\n    a,\n    b\n)', 'f(\n    a,\n    b,\n    k=V\n)'],
    ['a comment after the last argument', 'f(\n    a,\n    b,  # why\n)', 'f(\n    a,\n    b,  # why\n    k=V,\n)'],
    ['a comment, no trailing comma', 'f(\n    a,\n    b  # why\n)', 'f(\n    a,\n    b,  # why\n    k=V\n)'],
    ['a comment with a parenthesis', 'f(\n    a,  # )\n)', 'f(\n    a,  # )\n    k=V,\n)'],
    ['all arguments on one inner line', 'f(\n    a, b\n)', 'f(\n    a, b,\n    k=V\n)'],
    ['hanging indent', 'f(a,\n  b)', 'f(a,\n  b, k=V)'],
    ['CRLF', 'f(\r\n    a,\r\n    b,\r\n)', 'f(\r\n    a,\r\n    b,\r\n    k=V,\r\n)'],
    ['an emoji before it', 'x = "🙂"; f(a)', 'x = "🙂"; f(a, k=V)'],
    ['a generator argument with its own parentheses', 'f((x for x in y))', 'f((x for x in y), k=V)'],
  ];
  for (const [name, source, expected] of cases) {
    it(name, async () => {
      const facts = await factsOf(source);
      const call = facts.calls.find((item) => item.callee === 'f')!;
      const edit = setKeyword(facts, call, 'k', 'V');
      assert.ok(edit);
      const text = applied(source, [edit]);
      if (name === 'hanging indent') assert.ok(['f(a,\n  b, k=V)', 'f(a,\n  b,\n  k=V)'].includes(text), text);
      else assert.equal(text, expected);
      const after = await factsOf(text);
      assert.equal(after.broken, false);
      const again = setKeyword(
        after,
        after.calls.find((item) => item.callee === 'f')!,
        'k',
        'V',
      );
      assert.equal(applied(text, [again!]), text, 'a second time changes nothing');
    });
  }

  it('gives up where an edit would be wrong', async () => {
    for (const source of ['o = {"k": 1}\nf(**o)', 'f(a, ']) {
      const facts = await factsOf(source);
      assert.equal(
        setKeyword(
          facts,
          facts.calls.find((item) => item.callee === 'f')!,
          'k',
          'V',
        ),
        null,
        source,
      );
    }
  });
});

function contextOf(facts: PythonFacts, cells?: PythonContext['cells']): PythonContext {
  return {
    path: 'a.py',
    notebook: cells !== undefined,
    policy: DEFAULT_POLICY,
    facts,
    cells: cells ?? [{ index: 0, range: { start: 0, end: facts.text.length } }],
    report: () => {},
    project: knownProject(),
  };
}

describe('an import that a fix needs', () => {
  const cases: [string, string, string | null, string][] = [
    [
      'goes before the first import',
      '"""doc"""\n\nimport torch\n\nHERE\n',
      '"""doc"""\n\nimport os\n\nimport torch\n\nHERE\n',
      'os',
    ],
    [
      'goes after __future__',
      'from __future__ import annotations\nHERE\n',
      'from __future__ import annotations\n\nimport os\nHERE\n',
      'os',
    ],
    ['is there', 'import os\nHERE\n', null, 'os'],
    ['is there under another name', 'import os as system\nHERE\n', null, 'system'],
    ['is there through a submodule', 'import os.path\nHERE\n', null, 'os'],
    ['is there among others', 'import sys, os\nHERE\n', null, 'os'],
    [
      'from-import does not bind the module',
      'from os import path\nHERE\n',
      'import os\nfrom os import path\nHERE\n',
      'os',
    ],
    [
      'an import in try is not on every path',
      'try:\n    import os\nexcept ImportError:\n    pass\nHERE\n',
      'import os\n\ntry:\n    import os\nexcept ImportError:\n    pass\nHERE\n',
      'os',
    ],
    [
      'an import in a function does not count',
      'def f():\n    import os\nHERE\n',
      'import os\n\n\ndef f():\n    import os\nHERE\n',
      'os',
    ],
    ['an import further down comes too late', 'HERE\nimport os\n', 'import os\n\nHERE\nimport os\n', 'os'],
    ['goes behind a docstring before what stands behind it', '"doc"; HERE\n', '"doc"; import os\nHERE\n', 'os'],
    [
      'goes behind a docstring before an import behind it',
      '"doc"; import torch; HERE\n',
      '"doc"; import os\nimport torch; HERE\n',
      'os',
    ],
    [
      'goes behind __future__ on its line',
      '"doc"; from __future__ import annotations; x = 1; HERE\n',
      '"doc"; from __future__ import annotations; import os\nx = 1; HERE\n',
      'os',
    ],
    [
      'goes behind a __future__ that ends with a semicolon',
      'from __future__ import annotations;  # why\nHERE\n',
      'from __future__ import annotations;  # why\n\nimport os\nHERE\n',
      'os',
    ],
    [
      'goes behind a backslash',
      'from __future__ import annotations; \\\n  HERE\n',
      'from __future__ import annotations; \\\n  import os\nHERE\n',
      'os',
    ],
    ['is there behind other statements', 'x = [\n]; import os; HERE\n', null, 'os'],
    ['is there behind a backslash', 'x = 1; \\\n  import os\nHERE\n', null, 'os'],
    [
      'an import on the line of an if is not on every path',
      'if x: y; import os\nHERE\n',
      'import os\n\nif x: y; import os\nHERE\n',
      'os',
    ],
    [
      'an import on the line of an if is not on every path, behind a backslash',
      'if x: \\\nimport os\nHERE\n',
      'import os\n\nif x: \\\nimport os\nHERE\n',
      'os',
    ],
    ['an import below a comment with a backslash is there', '# x \\\nimport os\nHERE\n', null, 'os'],
    ['keeps CRLF', 'import torch\r\nHERE\r\n', 'import os\r\n\r\nimport torch\r\nHERE\r\n', 'os'],
  ];
  for (const [name, source, expected, bound] of cases) {
    it(name, async () => {
      const facts = await factsOf(source);
      const at = source.indexOf('HERE');
      const result = ensureImport(contextOf(facts), 'os', { start: at, end: at + 4 });
      assert.equal(result.name, bound);
      assert.equal(applied(source, result.edits), expected ?? source);
      assert.equal((await factsOf(applied(source, result.edits))).broken, false);
    });
  }

  it('goes behind the __future__ of a cell', async () => {
    const text = 'import os\n# note\nfrom __future__ import annotations; HERE';
    const cells = [
      { index: 0, range: { start: 0, end: 9 } },
      { index: 1, range: { start: 10, end: text.length } },
    ];
    const at = text.indexOf('HERE');
    const { edits } = ensureImport(contextOf(await factsOf(text), cells), 'sys', { start: at, end: at + 4 });
    assert.equal(applied(text, edits), text.replace('HERE', 'import sys\nHERE'));
  });

  it('goes into the same cell of a notebook, after what opens it', async () => {
    const program = joinCells([
      { index: 0, text: 'x = 1' },
      { index: 1, text: '%matplotlib inline\n# note\nHERE' },
    ]);
    const facts = {
      ...(await factsOf('x = 1\n0                 \n# note\nHERE')),
      text: program.text,
      commands: program.magics,
    };
    const at = program.text.indexOf('HERE');
    const { edits } = ensureImport(contextOf(facts, program.cells), 'os', { start: at, end: at + 4 });
    assert.equal(applied(program.text, edits), 'x = 1\n%matplotlib inline\n# note\nimport os\nHERE');
  });
});

describe('the blanks before a statement', () => {
  const cases: [string, string | null][] = [
    ['HERE', ''],
    ['if x:\n    HERE', '    '],
    ['x; HERE', null],
    ['if x: HERE', null],
    ['x; \\\n    HERE', null],
    ['if x: \\\r\n  HERE', null],
    ['x = [\n]; HERE', null],
    ['# x \\\n  HERE', '  '],
  ];
  for (const [text, blanks] of cases)
    it(`are ${JSON.stringify(blanks)} in ${JSON.stringify(text)}`, () =>
      assert.equal(blanksBefore(text, { start: text.indexOf('HERE'), end: text.length }), blanks));
});
