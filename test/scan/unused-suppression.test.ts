import assert from 'node:assert/strict';
import type { ScanInput } from '../../src/core/input';
import { Workspace } from '../../src/project/workspace';
import { RULES } from '../../src/rules/index';
import { Engine } from '../../src/scan/engine';
import { openWorkspace } from '../../src/session/session';
import { grammars } from '../harness/grammars';
import { MemoryFiles } from '../harness/memory-files';
import { expandPlaceholders } from '../harness/secret-samples';

const ID = 'unused-suppression';
const LOAD = 'm = torch.load("a.pt", weights_only=False)';

describe('suppression comments that do nothing', () => {
  let engine: Engine;
  before(async () => {
    engine = await Engine.create(grammars);
  });
  after(() => engine.dispose());

  const workspaceOf = (files: Record<string, string> = {}, now = () => Date.UTC(2026, 5, 1)): Workspace =>
    openWorkspace({
      files: new MemoryFiles(files),
      clock: { now },
      logger: { info: () => {}, warn: () => {}, error: (message) => assert.fail(message) },
    });
  const scan = (
    text: string,
    { path = 'a.py', files = {}, by = engine }: { path?: string; files?: Record<string, string>; by?: Engine } = {},
  ) => by.scan({ kind: 'text', path, text }, workspaceOf(files));
  const unused = async (...args: Parameters<typeof scan>): Promise<string[]> =>
    (await scan(...args)).findings.filter(({ rule }) => rule === ID).map(({ message }) => message);

  const idle = 'x = 1  # touchstone: ignore[unsafe-torch-load] our own file\n';

  it('are found in a file that has nothing else', async () => {
    assert.deepEqual(await unused(idle), ['This comment silences nothing: no unsafe-torch-load here.']);
    assert.equal(await engine.glance({ kind: 'text', path: 'a.py', text: idle }, workspaceOf()), null);
  });

  it('are not found where their rule did not run', async () => {
    assert.deepEqual(await unused(idle, { files: { 'touchstone.toml': '[rules]\nunsafe-torch-load = "off"\n' } }), []);
    const some = await Engine.create(
      grammars,
      RULES.filter(({ id }) => id === ID || id === 'hardcoded-secret'),
    );
    assert.deepEqual(await unused(idle, { by: some }), []);
    assert.equal((await unused(idle.replace('unsafe-torch-load', 'hardcoded-secret'), { by: some })).length, 1);
    // An id is known whether its rule runs or not.
    assert.match((await unused(idle.replace('torch', 'torhc'), { by: some }))[0]!, /did you mean unsafe-torch-load/);
    some.dispose();
  });

  it('are not found where their own rule is off', async () => {
    assert.deepEqual(await unused(idle, { files: { 'touchstone.toml': `[rules]\n${ID} = "off"\n` } }), []);
    const without = await Engine.create(
      grammars,
      RULES.filter(({ id }) => id !== ID),
    );
    assert.deepEqual(await unused(idle, { by: without }), []);
    without.dispose();
  });

  it('have the severity that the configuration says', async () => {
    const { findings } = await scan(idle, { files: { 'touchstone.toml': `[rules]\n${ID} = "warning"\n` } });
    assert.deepEqual(
      findings.map(({ rule, severity }) => [rule, severity]),
      [[ID, 'warning']],
    );
  });

  it('are not found in what was read or judged only in part', async () => {
    const broken = 'a: "b\n# touchstone: ignore[hardcoded-secret] none\nc: d\n';
    const { findings, notes } = await scan(broken, { path: 'a.yaml' });
    assert.equal(notes.length, 1);
    assert.deepEqual(findings, []);
    let now = 0;
    const slow = workspaceOf({}, () => (now += 3000));
    const cut = await engine.scan(
      { kind: 'text', path: 'a.py', text: `import torch\n${idle}${LOAD}\n${LOAD}\n` },
      slow,
    );
    assert.match(cut.notes.at(-1)!.message, /judged only in part/);
    assert.deepEqual(
      cut.findings.filter(({ rule }) => rule === ID),
      [],
    );
  });

  it('are told of mistakes even there', async () => {
    const { findings } = await scan('a: "b\n# touchstone: ignore[hardcoded-secrt] none\n', { path: 'a.yaml' });
    assert.match(findings[0]!.message, /did you mean hardcoded-secret/);
  });

  it('are none of other tools', async () => {
    assert.deepEqual(await unused('x = 1  # nosec\ny = 2  # noqa: S105\nz = 3  # nosec B105\n'), []);
  });

  it('are none that silence what another finding took up', async () => {
    const text = [
      'import torch',
      'def load(path):',
      '    try:',
      '        return torch.load(path, weights_only=True)',
      '    except Exception:',
      '        # touchstone: ignore[unsafe-fallback] our own file',
      '        return torch.load(path, weights_only=False)  # touchstone: ignore[unsafe-torch-load] our own file',
      '',
    ].join('\n');
    const { findings, suppressed } = await scan(text);
    assert.deepEqual([findings, suppressed], [[], 1]);
  });

  it('are none that have expired: a note says so', async () => {
    const { findings, notes } = await scan(idle.replace('\n', ' until 2026-01-31\n'));
    assert.deepEqual(findings, []);
    assert.match(notes[0]!.message, /expired on 2026-01-31/);
  });

  it('can be silenced themselves, where they stand or for the file', async () => {
    const both = idle.replace('load]', `load, ${ID}]`);
    assert.deepEqual([await unused(both), (await scan(both)).suppressed], [[], 1]);
    assert.deepEqual(await unused(`# touchstone: ignore-file[${ID}] versions differ\n${idle}`), []);
    assert.deepEqual(await unused(`# touchstone: ignore-file[${ID}] versions differ\nx = 1\n`), []);
  });

  it('are told with the rules that were meant', async () => {
    const { findings } = await scan(`import torch\n${LOAD}  # touchstone: ignore our own file\n`);
    const [fix] = findings.find(({ rule }) => rule === ID)!.fixes;
    assert.equal(fix!.title, 'Name unsafe-torch-load');
    assert.equal(fix!.edits[0]!.text, '[unsafe-torch-load]');
  });

  it('never repeat what may be a key', async () => {
    const text = expandPlaceholders('# touchstone: ignore[{{secret:github}}] pasted\nx = 1\n');
    assert.deepEqual(await unused(text), ['There is no rule of this name, so this silences nothing.']);
  });

  const dates: [string, string | null][] = [
    ['2027-1-5', '2027-01-05'],
    ['2027/01/31', '2027-01-31'],
    ['20270131', '2027-01-31'],
    ['31.12.2027', '2027-12-31'],
    ['12/31/2027', '2027-12-31'],
    ['31/12/2027', '2027-12-31'],
    ['01/02/2027', null],
    ['2027-13-40', null],
    ['2027-02-30', null],
    ['2027-01', null],
  ];
  for (const [written, meant] of dates)
    it(`are told of the date ${written}`, async () => {
      const text = `import torch\n${LOAD}  # touchstone: ignore[unsafe-torch-load] ours until ${written}\n`;
      const { findings } = await scan(text);
      const { message, fixes } = findings.find(({ rule }) => rule === ID)!;
      assert.equal(message, `${written} is no date like 2027-01-31, so this comment silences nothing.`);
      assert.equal(fixes[0]!.title, meant === null ? 'Remove the comment' : `Write ${meant}`);
    });

  it('count for the outputs of their cell and of the notebook', async () => {
    const output = expandPlaceholders('{{secret:huggingface}}');
    const cells = (...texts: string[]): ScanInput => ({
      kind: 'notebook',
      path: 'n.ipynb',
      cells: texts.map((text) => ({ kind: 'code', language: 'python', text, outputs: [output] })),
    });
    const found = async (input: ScanInput): Promise<unknown> => {
      const { findings } = await engine.scan(input, workspaceOf());
      return findings.map(({ rule, cell }) => [rule, cell]);
    };
    const comment = '# touchstone: ignore[secret-in-notebook-output] revoked';
    assert.deepEqual(await found(cells(`${comment}\nprint(t)`, 'print(t)')), [['secret-in-notebook-output', 1]]);
    assert.deepEqual(await found(cells(`x\n\n${comment.replace('ignore', 'ignore-file')}`, 'y')), []);
  });

  it('are looked over in one go, however many there are', async () => {
    const many = 10_000;
    const comment = '# touchstone: ignore[unsafe-torch-load] our own file\n';
    const idleOnes = await scan(`import torch\n${comment.repeat(many)}${LOAD}\n`);
    // Those nearest to the statement silence it, a screenful at most.
    assert.deepEqual([idleOnes.findings.length, idleOnes.suppressed], [many - 21, 1]);
    const busy = await scan(`import torch\n${`${comment}${LOAD}\n`.repeat(2000)}`);
    assert.deepEqual([busy.findings.length, busy.suppressed], [0, 2000]);
  }).timeout(20_000);

  it('are known by what is left when an open document loses them', async () => {
    const workspace = workspaceOf();
    const session = 'one';
    const type = (text: string) => engine.scan({ kind: 'text', path: 'a.py', text, session }, workspace);
    const comment = '# touchstone: ignore[unsafe-torch-load] our own file\n';
    const code = `${LOAD}\n\n\ndef f(a):\n    return a\n`;
    const rules = async (text: string) => (await type(text)).findings.map(({ rule }) => rule);
    assert.deepEqual(await rules(`import torch\n${comment}${code}`), []);
    assert.deepEqual(await rules(`import torch\n${code}`), ['unsafe-torch-load']);
    assert.deepEqual(await rules(`import torch\n${comment}${code}`), []);
    assert.deepEqual(await rules(`import torch\n${comment}\n${code}`), [ID, 'unsafe-torch-load']);
    assert.deepEqual(await rules(`import torch\n${comment}\n${code}    # b\n`), [ID, 'unsafe-torch-load']);
    engine.release(session);
  });
});
