import assert from 'node:assert/strict';
import { News } from '../../../src/cli/news';
import type { Terminal } from '../../../src/cli/terminal';
import { nestsTooDeep } from '../../../src/readers/toml/depth';
import { readPyproject } from '../../../src/readers/pyproject/pyproject';
import { scan } from './hostile-scan';

describe('TOML that is nested without end', () => {
  const lists = (depth: number): string => `x = ${'['.repeat(depth)}${']'.repeat(depth)}\n`;
  const tables = (depth: number): string => `x = ${'{ a = '.repeat(depth)}1${' }'.repeat(depth)}\n`;
  const RIGHT = '[project]\nname = "a"\ndependencies = ["torch"]\n';

  for (const depth of [101, 3_000, 100_000])
    for (const [name, text] of [
      ['lists', lists(depth)],
      ['tables', tables(depth)],
      ['open lists', lists(depth).replaceAll(']', '')],
    ] as const)
      it(`ends with a note, and the rest is read: ${depth} ${name}`, async () => {
        const { facts, notes } = readPyproject(text + RIGHT, 'pyproject.toml');
        assert.match(notes[0]!.message, /^line 1 cannot be read/);
        assert.deepEqual(
          facts.flatMap(({ entries }) => entries.map((entry) => entry.kind === 'requirement' && entry.name)),
          ['torch'],
        );
        const outcome = await scan('pyproject.toml', text + RIGHT);
        assert.ok(outcome.notes.some(({ message }) => /nested too deeply/.test(message)));
      });

  it('reads what people nest, and brackets in texts and comments are none', () => {
    assert.equal(nestsTooDeep(lists(100)), false);
    assert.equal(nestsTooDeep(`x = "${'['.repeat(500)}"\ny = '${'{'.repeat(500)}' # ${'['.repeat(500)}\n`), false);
    assert.equal(nestsTooDeep(']'.repeat(500) + lists(101)), true);
  });

  it('prints where a bug is only with --debug', () => {
    const said: string[] = [];
    const terminal = { say: (line: string) => said.push(line) } as unknown as Terminal;
    for (const debug of [false, true])
      new News(terminal, debug).warn('reading a.toml failed: RangeError\n    at f (/home/me/main.js:1:2)');
    assert.deepEqual(said, [
      'touchstone: reading a.toml failed: RangeError (--debug prints where)',
      'touchstone: reading a.toml failed: RangeError\n    at f (/home/me/main.js:1:2)',
    ]);
  });
});
