import assert from 'node:assert/strict';
import { Engine } from '../../src/scan/engine';
import { Workspace } from '../../src/project/workspace';
import { grammars } from '../harness/grammars';
import { MemoryFiles } from '../harness/memory-files';

function workspaceOf(files: Record<string, string> = {}): Workspace {
  return new Workspace({
    files: new MemoryFiles(files),
    clock: { now: () => Date.UTC(2026, 5, 1) },
    logger: { info: () => {}, warn: () => {}, error: (message) => assert.fail(message) },
  });
}

describe('suppression', () => {
  let engine: Engine;
  before(async () => {
    engine = await Engine.create(grammars);
  });
  after(() => engine.dispose());

  const rules = async (text: string, path = 'a.py', files: Record<string, string> = {}): Promise<string[]> =>
    (await engine.scan({ kind: 'text', path, text }, workspaceOf(files))).findings
      .map((finding) => finding.rule)
      .filter((rule) => rule !== 'unused-suppression');

  const line = 'm = torch.load("a.pt", weights_only=False)';
  const cases: [string, string, number][] = [
    ['on the line', `${line}  # touchstone: ignore[unsafe-torch-load] our own file`, 0],
    ['on the line above', `# touchstone: ignore[unsafe-torch-load] our own file\n${line}`, 0],
    ['two lines above is too far', `# touchstone: ignore[unsafe-torch-load] our own file\n\n${line}`, 1],
    [
      'a trailing comment does not speak for the next line',
      `x = 1  # touchstone: ignore[unsafe-torch-load] our own file\n${line}`,
      1,
    ],
    ['several rules', `${line}  # touchstone: ignore[hardcoded-secret, unsafe-torch-load] our own file`, 0],
    ['another rule', `${line}  # touchstone: ignore[hardcoded-secret] our own file`, 1],
    ['without a reason', `${line}  # touchstone: ignore[unsafe-torch-load]`, 1],
    ['without a rule', `${line}  # touchstone: ignore our own file`, 1],
    ['until a day to come', `${line}  # touchstone: ignore[unsafe-torch-load] our own file until 2026-12-31`, 0],
    ['until a day gone by', `${line}  # touchstone: ignore[unsafe-torch-load] our own file until 2026-01-31`, 1],
    ['a date is no reason', `${line}  # touchstone: ignore[unsafe-torch-load] until 2026-12-31`, 1],
    ['until no such day', `${line}  # touchstone: ignore[unsafe-torch-load] our own file until 2027-13-40`, 1],
    ['until half a date', `${line}  # touchstone: ignore[unsafe-torch-load] our own file until 2027-01`, 1],
    ['until a version', `${line}  # touchstone: ignore[unsafe-torch-load] our own file until 2.6 is out`, 0],
    ['above other comments', `# touchstone: ignore[unsafe-torch-load] our own file\n# of last week\n${line}`, 0],
    ['above a statement', `# touchstone: ignore[unsafe-torch-load] ours\nm = [\n    1,\n    ${line.slice(4)},\n]`, 0],
    ['behind a statement', `m = [\n    ${line.slice(4)},\n    1,\n]  # touchstone: ignore[unsafe-torch-load] ours`, 0],
    [
      'above a compound statement counts for its header',
      `# touchstone: ignore[unsafe-torch-load] ours\nif a(\n    1\n):\n    ${line}`,
      1,
    ],
    ['inside brackets', `m = [\n    # touchstone: ignore[unsafe-torch-load] ours\n    1,\n    ${line.slice(4)},\n]`, 1],
    ['for the file', `# touchstone: ignore-file[unsafe-torch-load] our own files\nx = 1\n\n${line}`, 0],
    ['in a string', `s = "# touchstone: ignore-file[unsafe-torch-load] no comment"\n${line}`, 1],
    ['nosec', `${line}  # nosec`, 0],
    ['nosec with a code', `${line}  # nosec B614`, 0],
    ['nosec with another code', `${line}  # nosec B105`, 1],
    ['noqa with a code', `${line}  # noqa: S614`, 0],
    ['noqa of another linter', `${line}  # noqa: E501`, 1],
    ['on the last line of a call', 'm = torch.load(\n    "a.pt",\n    weights_only=False,\n)  # nosec', 0],
  ];
  for (const [name, source, expected] of cases) {
    it(name, async () => {
      const outcome = await engine.scan(
        { kind: 'text', path: 'a.py', text: `import torch\n${source}\n` },
        workspaceOf(),
      );
      assert.equal(outcome.findings.filter(({ rule }) => rule !== 'unused-suppression').length, expected);
      assert.equal(outcome.suppressed, 1 - expected);
      const refused = /without|gone by|no reason|no such day|half a date/.test(name);
      assert.equal(outcome.notes.length, refused ? 1 : 0, JSON.stringify(outcome.notes));
    });
  }

  it('nosec counts only where the policy lets it', async () => {
    assert.deepEqual(
      await rules(`import torch\n${line}  # nosec\n`, 'a.py', { 'touchstone.toml': 'honour-nosec = false\n' }),
      ['unsafe-torch-load'],
    );
  });

  it('counts the lines of its own cell', async () => {
    const cell = (text: string) => ({ kind: 'code', language: 'python', text, outputs: [] }) as const;
    const { notes } = await engine.scan(
      {
        kind: 'notebook',
        path: 'n.ipynb',
        cells: [cell('import torch\n\n'), cell('x = 1\n# touchstone: ignore[unsafe-torch-load]')],
      },
      workspaceOf(),
    );
    assert.match(notes[0]!.message, /^cell 2, line 2: /);
  });

  it('works in requirements and after a magic', async () => {
    assert.deepEqual(
      await rules('torch  # touchstone: ignore[unpinned-requirement] tried every week\n', 'requirements.txt'),
      [],
    );
    const { findings, suppressed } = await engine.scan(
      {
        kind: 'notebook',
        path: 'n.ipynb',
        cells: [
          {
            kind: 'code',
            language: 'python',
            text: '%pip install torch  # touchstone: ignore[unpinned-requirement] a try',
            outputs: [],
          },
        ],
      },
      workspaceOf(),
    );
    assert.deepEqual([findings.length, suppressed], [0, 1]);
  });
});
