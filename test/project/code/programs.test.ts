import assert from 'node:assert/strict';
import { PythonParser } from '../../../src/readers/python/parser';
import { ModulePrograms } from '../../../src/project/module-programs';
import { grammars } from '../../harness/grammars';
import { see } from './seeing';

describe('programs of modules', () => {
  it('are parsed for a name only, and whole when many names come to more than that', async () => {
    const parser = await PythonParser.create(grammars);
    const lengths: number[] = [];
    const counting = Object.assign(Object.create(parser) as PythonParser, {
      parse: (text: string) => {
        lengths.push(text.length);
        return parser.parse(text);
      },
      parseExcerpt: (...args: Parameters<PythonParser['parseExcerpt']>) => {
        lengths.push(args[0].length);
        return parser.parseExcerpt(...args);
      },
    });
    const text = `TABLE = {${'"a": 1, '.repeat(50)}}\n${[...'ABCDE'].map((name) => `${name} = TABLE`).join('\n')}\nZ = 1\n`;
    const programs = new ModulePrograms(counting);
    assert.equal(programs.programOf('m.py', text, 'NOT_THERE'), null);
    for (const name of 'ZABCDE') assert.ok(programs.programOf('m.py', text, name)?.scopes[0]!.bindings.has(name), name);
    assert.deepEqual(
      lengths.map((length) => (length < 10 ? 'little' : length < text.length ? 'part' : 'whole')),
      ['little', 'part', 'whole'],
    );
    parser.dispose();
  });
});

describe('functions of other files', () => {
  const cases: [string, string, Record<string, string>, string][] = [
    [
      'handed on by an import',
      'from compat import load\nload(X=1)',
      { 'compat.py': 'from torch import load\n' },
      'torch.load',
    ],
    [
      'handed on by an assignment',
      'from compat import load\nload(X=1)',
      { 'compat.py': 'import torch\nload = torch.load\n' },
      'torch.load',
    ],
    [
      'handed on as a module',
      'from compat import torch\ntorch.load(X=1)',
      { 'compat.py': 'import torch\n' },
      'torch.load',
    ],
    [
      'handed on twice',
      'from a import load\nload(X=1)',
      { 'a.py': 'from b import load\n', 'b.py': 'from torch import load\n' },
      'torch.load',
    ],
    [
      'that are their own',
      'from compat import load\nload(X=1)',
      { 'compat.py': 'import torch\ndef load(p):\n    return torch.load(p)\n' },
      'compat.load',
    ],
    [
      'that are chosen when it runs',
      'from compat import load\nload(X=1)',
      { 'compat.py': 'import torch\nif x:\n    load = torch.load\n' },
      'compat.load',
    ],
  ];
  for (const [name, text, files, expected] of cases)
    it(name, async () => assert.equal((await see(text, files)).finding.message, `${expected}: number`));
});
