import assert from 'node:assert/strict';
import fc from 'fast-check';
import { pythonSource } from '../../bench/corpus';
import type { CallFact } from '../../src/core/python-facts';
import { defineRule, type PythonContext, type Rule } from '../../src/core/rule';
import { Engine } from '../../src/scan/engine';
import { Workspace } from '../../src/project/workspace';
import { grammars } from '../harness/grammars';
import { MemoryFiles } from '../harness/memory-files';
import { fileText } from '../../src/project/questions/file-text';

const logged: string[] = [];

function workspaceOf(files: Record<string, string> = {}): Workspace {
  return new Workspace({
    files: new MemoryFiles(files),
    clock: { now: () => Date.UTC(2026, 5, 1) },
    logger: { info: () => {}, warn: () => {}, error: (message) => void logged.push(message) },
  });
}

const LOAD = 'import torch\nm = torch.load("a.pt", weights_only=False)\n';

describe('the engine', () => {
  let engine: Engine;
  before(async () => {
    engine = await Engine.create(grammars);
  });
  after(() => engine.dispose());
  beforeEach(() => {
    logged.length = 0;
  });

  it('places findings by line, column and cell', async () => {
    const { findings } = await engine.scan({ kind: 'text', path: 'a.py', text: LOAD }, workspaceOf());
    assert.deepEqual(
      findings.map((finding) => [finding.path, finding.cell, finding.range.start]),
      [['a.py', null, { line: 2, column: 5 }]],
    );
    const notebook = await engine.scan(
      {
        kind: 'notebook',
        path: 'n.ipynb',
        cells: [
          { kind: 'markup', language: 'markdown', text: '# t', outputs: [] },
          { kind: 'code', language: 'python', text: 'import torch', outputs: [] },
          { kind: 'code', language: 'python', text: LOAD.split('\n')[1]!, outputs: [] },
        ],
      },
      workspaceOf(),
    );
    assert.deepEqual(
      notebook.findings.map((finding) => [finding.cell, finding.range.start]),
      [[2, { line: 1, column: 5 }]],
    );
  });

  it('goes on after a half-typed cell', async () => {
    const cell = (text: string) => ({ kind: 'code' as const, language: 'python', text, outputs: [] });
    const { findings } = await engine.scan(
      {
        kind: 'notebook',
        path: 'n.ipynb',
        cells: [cell('import torch\nx = ("""'), cell('m = torch.load("a.pt", weights_only=False)')],
      },
      workspaceOf(),
    );
    assert.deepEqual(
      findings.map((finding) => finding.cell),
      [1],
    );
  });

  it('takes severities and off from the nearest policy', async () => {
    const severity = async (toml: string): Promise<string[]> =>
      (
        await engine.scan(
          { kind: 'text', path: 'src/a.py', text: LOAD },
          workspaceOf({ 'touchstone.toml': '[rules]\nunsafe-torch-load = "off"\n', 'src/touchstone.toml': toml }),
        )
      ).findings.map((finding) => finding.severity);
    assert.deepEqual(await severity('[rules]\nunsafe-torch-load = "hint"\n'), ['hint']);
    assert.deepEqual(await severity('[rules]\nunsafe-torch-load = "off"\n'), []);
    assert.equal((await severity('')).length, 1);
  });

  it('notes what it does not read', async () => {
    const note = async (path: string, text: string, files: Record<string, string> = {}): Promise<string> =>
      (await engine.scan({ kind: 'text', path, text }, workspaceOf(files))).notes.map((item) => item.message).join();
    assert.match(await note('n.ipynb', '{'), /^not read: the notebook is not valid JSON/);
    assert.match(
      await note('a.py', 'x = 1\n'.repeat(1000), { 'touchstone.toml': 'max-file-size = 1000\n' }),
      /^not read: larger than 1000 bytes/,
    );
  });

  it('logs a rule that throws, once and without its message, and goes on', async () => {
    const broken: Rule = defineRule({
      id: 'broken',
      severity: 'error',
      category: 'models',
      title: 'b',
      cwe: 1,
      docs: { what: '', why: '', fix: '' },
      listen: {
        calls: [
          {
            callees: ['torch.load'],
            check: () => {
              throw new Error('s3cr3t');
            },
          },
        ],
      },
    });
    const sound: Rule = defineRule({
      id: 'sound',
      severity: 'error',
      category: 'models',
      title: 's',
      cwe: 1,
      docs: { what: '', why: '', fix: '' },
      listen: {
        calls: [
          { callees: ['torch.load'], check: (call, context) => context.report({ range: call.range, message: 'm' }) },
        ],
      },
    });
    const own = await Engine.create(grammars, [broken, sound]);
    const { findings } = await own.scan({ kind: 'text', path: 'a.py', text: LOAD + LOAD }, workspaceOf());
    assert.deepEqual(
      findings.map((finding) => finding.rule),
      ['sound', 'sound'],
    );
    assert.equal(logged.length, 1);
    assert.match(logged[0]!, /rule broken failed on a\.py/);
    assert.doesNotMatch(logged[0]!, /s3cr3t/);
    own.dispose();
  });

  describe('questions about the project', () => {
    const files = { 'hint.txt': 'because', 'config.py': 'NAME = "n"\n' };
    const calls = ['first', 'second', 'third'];

    /** Scans with rules that ask, and says in which order they were asked and what they found. */
    const asking = async (
      workspace: Workspace,
      argument: string,
      look: (name: string, context: PythonContext, call: CallFact) => string,
    ): Promise<{ asked: string[]; said: string[] }> => {
      const asked: string[] = [];
      const rule = defineRule({
        id: 'asking',
        severity: 'info',
        category: 'models',
        title: 'Asking',
        cwe: 1,
        docs: { what: '', why: '', fix: '' },
        listen: {
          calls: [
            {
              callees: calls.map((name) => `torch.${name}`),
              check: (call, context) => {
                const name = call.callee.slice(6);
                asked.push(name);
                context.report({ range: call.range, message: `${name}: ${look(name, context, call)}` });
              },
            },
          ],
        },
      });
      const own = await Engine.create(grammars, [rule]);
      const { findings } = await own.scan(
        {
          kind: 'text',
          path: 'a.py',
          text: `import torch\nfrom config import NAME\n${calls.map((name) => `torch.${name}(${argument})`).join('\n')}\n`,
        },
        workspace,
      );
      own.dispose();
      return { asked, said: findings.map(({ message }) => message) };
    };

    it('are asked again only by those who did not get an answer', async () => {
      const { asked, said } = await asking(workspaceOf(files), '1', (name, { project }) =>
        name === 'second' ? (project.ask(fileText, 'hint.txt') ?? 'not known') : 'nothing to ask',
      );
      assert.deepEqual(asked, [...calls, 'second']);
      assert.deepEqual(said, ['first: nothing to ask', 'second: because', 'third: nothing to ask']);
    });

    const valueOf = (_name: string, _context: PythonContext, call: CallFact): string =>
      call.args[0]?.value.kind === 'string' ? call.args[0].value.value : '?';

    it('are answered before anybody judges where imports lead to the file', async () => {
      const { asked, said } = await asking(workspaceOf(files), 'NAME', valueOf);
      assert.deepEqual(asked, calls);
      assert.deepEqual(
        said,
        calls.map((name) => `${name}: n`),
      );
    });

    it('are asked by all where values may be others then', async () => {
      const further = { ...files, 'config.py': 'from names import NAME\n', 'names.py': 'NAME = "n"\n' };
      const { asked, said } = await asking(workspaceOf(further), 'NAME', valueOf);
      assert.deepEqual(asked, [...calls, ...calls]);
      assert.deepEqual(
        said,
        calls.map((name) => `${name}: n`),
      );
    });

    it('are answered at once from files that were read before', async () => {
      const workspace = workspaceOf(files);
      const look = (_name: string, _context: PythonContext, call: CallFact): string => call.args[0]!.value.kind;
      await asking(workspace, 'NAME', look);
      assert.deepEqual((await asking(workspace, 'NAME', look)).asked, calls);
      workspace.invalidate('config.py');
      assert.deepEqual((await asking(workspace, 'NAME', look)).asked, calls);
    });
  });

  it('gives the same with a kept session as without', async () => {
    const workspace = workspaceOf();
    let text = LOAD;
    for (const addition of [
      'x = (',
      ')\n',
      'n = torch.load("b.pt", weights_only=False)\n',
      '"""',
      '"""\n',
      'torch.load("🙂", weights_only=False)\n',
    ]) {
      text += addition;
      const kept = await engine.scan({ kind: 'text', path: 'a.py', text, session: 's' }, workspace);
      const fresh = await engine.scan({ kind: 'text', path: 'a.py', text }, workspace);
      assert.deepEqual(
        kept.findings.map((finding) => JSON.stringify(finding)).sort(),
        fresh.findings.map((finding) => JSON.stringify(finding)).sort(),
        text,
      );
    }
    engine.release('s');
  });

  it('never rejects, whatever the document', async function () {
    this.timeout(60_000);
    const workspace = workspaceOf({
      'uv.lock': 'version = 1\n[[package',
      'pyproject.toml': '[tool.touchstone\n',
      '.env': '\0',
    });
    const source = pythonSource({ seed: 3, lines: 60, density: 0.5 });
    const path = fc.constantFrom('a.py', 'n.ipynb', 'requirements.txt', '.env', 'c.yaml', 'c.toml', 'c.json', 'c.ini');
    const chunk = fc.oneof(
      fc.constantFrom(
        '"',
        "'''",
        '(',
        '[',
        '{',
        '\\',
        '\n',
        '\r',
        '%pip install ',
        '!',
        '${',
        '&a',
        '*a',
        '---\n',
        '=',
        ' @ git+https://',
        '--hash=sha256:',
        '🙂',
        '\ud800',
        '\0',
        LOAD,
      ),
      fc.string({ maxLength: 12 }),
    );
    await fc.assert(
      fc.asyncProperty(path, fc.nat(source.length), fc.array(chunk, { maxLength: 30 }), async (name, cut, chunks) => {
        const text = name.endsWith('.py')
          ? source.slice(0, cut) + chunks.join('') + source.slice(cut)
          : chunks.join('');
        const outcome = await engine.scan({ kind: 'text', path: name, text }, workspace);
        const lines = text.split(/\r\n|\r|\n/);
        for (const { range } of outcome.findings) {
          assert.ok(range.start.line >= 1 && range.end.line <= lines.length);
          assert.ok(
            range.start.column <= lines[range.start.line - 1]!.length + 1 &&
              range.end.column <= lines[range.end.line - 1]!.length + 1,
          );
        }
      }),
      { numRuns: 300 },
    );
    assert.deepEqual(logged, []);
  });
});
