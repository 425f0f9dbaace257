import assert from 'node:assert/strict';
import type { LocatedFinding } from '../../src/core/finding';
import { Channel, portPair } from '../../src/worker/channel';
import type { FolderPart } from '../../src/session/folder-scan';
import type { HostCalls, WorkerCalls } from '../../src/worker/protocol';
import { serve } from '../../src/worker/server';
import { FOLDER, LOAD, start } from './world';

const MODEL =
  'from transformers import AutoModel\n\nmodel = AutoModel.from_pretrained("google-bert/bert-base-cased")\n';

const rules = (findings: readonly LocatedFinding[]): string[] => findings.map(({ rule }) => rule);

describe('scan worker', () => {
  it('scans a document', async () => {
    const { host } = await start({});
    const outcome = await host.call('scan', {
      folder: FOLDER.id,
      input: { kind: 'text', path: 'a.py', text: LOAD, session: 's' },
    });
    assert.deepEqual(rules(outcome.findings), ['unsafe-torch-load']);
    assert.equal(outcome.findings[0]!.range.start.line, 3);
    await host.call('release', { session: 's' });
    await host.call('dispose', null);
  });

  it('leaves alone what the policy of the folder excludes', async () => {
    const { host } = await start({ 'touchstone.toml': 'exclude = ["old/**"]\n' });
    const scan = (file: string) =>
      host.call('scan', { folder: FOLDER.id, input: { kind: 'text', path: file, text: LOAD } });
    assert.equal((await scan('old/a.py')).findings.length, 0);
    assert.equal((await scan('new/a.py')).findings.length, 1);
  });

  it("lays the host's settings over the policy, and forgets a policy that changed", async () => {
    const { host, files } = await start({}, { ...FOLDER, overrides: { rules: { 'unsafe-torch-load': 'hint' } } });
    const scan = () => host.call('scan', { folder: FOLDER.id, input: { kind: 'text', path: 'a.py', text: LOAD } });
    assert.equal((await scan()).findings[0]!.severity, 'hint');
    await host.call('open', FOLDER);
    assert.equal((await scan()).findings[0]!.severity, 'error');
    files['touchstone.toml'] = '[rules]\nunsafe-torch-load = "off"\n';
    await host.call('invalidate', { folder: FOLDER.id, path: 'touchstone.toml' });
    assert.equal((await scan()).findings.length, 0);
  });

  it("streams the files of a folder, those of git's ignore lists left out", async () => {
    const { host } = await start({
      'a.py': LOAD,
      'sub/b.py': LOAD,
      'c.md': '',
      '.gitignore': 'sub/\n',
      'requirements.txt': 'torch\n',
    });
    const parts: FolderPart[] = [];
    const end = await host.call(
      'scanFolder',
      { folder: FOLDER.id, paths: null },
      { onPart: (part) => parts.push(part as FolderPart) },
    );
    assert.deepEqual(end, { files: 2, cancelled: false });
    assert.deepEqual(
      parts.flatMap(({ result }) => result?.path ?? []),
      ['a.py', 'requirements.txt'],
    );
    assert.deepEqual(
      parts.map(({ done, total }) => [done, total]),
      [
        [0, 2],
        [1, 2],
        [2, 2],
      ],
    );
  });

  it('judges a folder again only where something changed, be it elsewhere', async () => {
    const { host, files } = await start({
      'a.py': LOAD.replace(', weights_only=False', ''),
      'b.py': 'print(1)\n',
      'requirements.txt': 'torch==2.4.0\n',
    });
    const scan = async (): Promise<string[]> => {
      const parts: FolderPart[] = [];
      await host.call(
        'scanFolder',
        { folder: FOLDER.id, paths: null },
        { onPart: (part) => parts.push(part as FolderPart) },
      );
      return parts.flatMap(({ result }) => (result?.findings ?? []).map(({ rule, path }) => `${path} ${rule}`));
    };
    const old = ['a.py unsafe-torch-load', 'requirements.txt vulnerable-loader'];
    assert.deepEqual(await scan(), old);
    assert.deepEqual(await scan(), old);
    files['requirements.txt'] = 'torch==2.10.0\n';
    assert.deepEqual(await scan(), []);
    files['b.py'] = LOAD;
    assert.deepEqual(await scan(), ['b.py unsafe-torch-load']);
    files['touchstone.toml'] = '[rules]\nunsafe-torch-load = "off"\n';
    assert.deepEqual(await scan(), []);
    await host.call('dispose', null);
  });

  it('says in a note what could not be read', async () => {
    const { host } = await start({ 'binary.py': 'a\0b' });
    const parts: FolderPart[] = [];
    await host.call(
      'scanFolder',
      { folder: FOLDER.id, paths: ['gone.py', 'binary.py'] },
      { onPart: (part) => parts.push(part as FolderPart) },
    );
    assert.deepEqual(
      parts.flatMap(({ result }) => result?.notes[0]?.message ?? []),
      ['not read: the file vanished, or it cannot be read', 'not read: it is not a text file'],
    );
  });

  it('stops a scan of a folder when it is cancelled', async () => {
    const { host } = await start(Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`f${i}.py`, LOAD])));
    const controller = new AbortController();
    let parts = 0;
    const scan = host.call(
      'scanFolder',
      { folder: FOLDER.id, paths: null },
      {
        signal: controller.signal,
        onPart: () => {
          if (++parts === 3) controller.abort();
        },
      },
    );
    await assert.rejects(scan, { name: 'CallCancelled' });
    await host.call('scan', { folder: FOLDER.id, input: { kind: 'text', path: 'a.py', text: LOAD } });
    assert.equal(parts, 3);
  });

  it('refuses a look-up that the user did not allow, and asks nobody', async () => {
    const { host, asked } = await start({});
    const answer = await host.call('lookUp', {
      folder: FOLDER.id,
      question: { kind: 'hub-commit', repoType: 'model', id: 'google-bert/bert-base-cased', revision: 'main' },
    });
    assert.match(answer!, /off/);
    assert.deepEqual(asked, []);
  });

  it('makes a look-up to which the user agreed in this session', async () => {
    const { host, asked } = await start({}, { ...FOLDER, hubEndpoint: 'https://hub.example' });
    const question = { kind: 'hub-commit', repoType: 'model', id: 'google-bert/bert-base-cased', revision: 'main' };
    assert.equal(await host.call('lookUp', { folder: FOLDER.id, question, agreed: true }), null);
    assert.equal(asked.length, 1);
  });

  it('asks the hub only when told to, and has the fix afterwards', async () => {
    const { host, asked } = await start({}, { ...FOLDER, http: true, hubEndpoint: 'https://hub.example' });
    const scan = async () =>
      (
        await host.call('scan', { folder: FOLDER.id, input: { kind: 'text', path: 'a.py', text: MODEL } })
      ).findings.find(({ rule }) => rule === 'unpinned-model-revision')!;
    const [question] = (await scan()).lookups!;
    assert.deepEqual(asked, []);
    assert.equal(await host.call('lookUp', { folder: FOLDER.id, question: question! }), null);
    assert.deepEqual(asked, ['https://hub.example/api/models/google-bert/bert-base-cased/revision/main']);
    const { fixes } = await scan();
    assert.match(fixes[0]!.title, /^Pin to 0123456… \(from hub\.example\)$/);
    assert.equal(asked.length, 1);
  });

  it('describes a model and a requirement', async () => {
    const { host } = await start({});
    const describe = (input: { path: string; text: string }, line: number, column: number) =>
      host.call('describe', { folder: FOLDER.id, input: { kind: 'text', ...input }, cell: null, line, column });
    const model = await describe({ path: 'a.py', text: MODEL }, 3, 45);
    assert.match(model!.lines.join('\n'), /google\\-bert.*\n.*well known.*\n.*not pinned/);
    const requirement = await describe({ path: 'requirements.txt', text: 'torch==2.1\n' }, 1, 2);
    assert.match(requirement!.lines.join('\n'), /Pinned to `2\.1`/);
    assert.equal(await describe({ path: 'a.py', text: MODEL }, 1, 1), null);
  });

  it('names the environment that a version is from', async () => {
    const metadata = 'lib/python3.12/site-packages/torch-2.5.0.dist-info/METADATA';
    const folder = { ...FOLDER, environment: { name: 'ml', chosen: true } };
    const { host } = await start({ [metadata]: 'Name: torch\nVersion: 2.5.0\n\n' }, folder);
    const input = { kind: 'text' as const, path: 'requirements.txt', text: 'torch\n' };
    const at = { folder: FOLDER.id, input, cell: null, line: 1, column: 2 };
    assert.match(
      (await host.call('describe', at))!.lines.join('\n'),
      /any version fits\n`2\.5\.0` in the environment ml/,
    );
    const { findings } = await host.call('scan', { folder: FOLDER.id, input });
    assert.deepEqual(
      findings.flatMap(({ fixes }) => fixes.map(({ title }) => title)),
      ['Pin to 2.5.0 (from the environment ml)'],
    );
  });

  it('describes a value of another file, and why a finding is believed', async () => {
    const { host } = await start({
      'config.py': 'MODEL_ID = "google-bert/bert-base-cased"\nTRUST = True\nHF_TOKEN = "Zq8vT2mK9pL4xR7w"\n',
      'requirements.txt': 'torch==2.5.1\n',
    });
    const text =
      'import torch\nfrom transformers import AutoModel\nfrom config import HF_TOKEN, MODEL_ID, TRUST\nAutoModel.from_pretrained(MODEL_ID, trust_remote_code=TRUST, token=HF_TOKEN)\ntorch.load("x.pt")\n';
    const describe = async (line: number, column: number) =>
      (
        await host.call('describe', {
          folder: FOLDER.id,
          input: { kind: 'text', path: 'a.py', text },
          cell: null,
          line,
          column,
        })
      )?.lines.join('\n') ?? '';
    assert.match(
      await describe(4, 30),
      /google\\-bert[\s\S]*Touchstone: `MODEL_ID` = `"google-bert\/bert-base-cased"`, from config\\.py line 1/,
    );
    assert.match(await describe(4, 58), /Touchstone: `TRUST` = `True`, from config\\.py line 2/);
    assert.match(await describe(4, 70), /Touchstone: `HF_TOKEN` = `"\*\*\*"`, from config\\.py line 3/);
    assert.match(await describe(5, 3), /Touchstone: torch resolves to 2\\.5\\.1: requirements\\.txt/);
  });

  it('does not let a name become Markdown', async () => {
    const { host } = await start({});
    const text =
      'from transformers import AutoModel\n\nmodel = AutoModel.from_pretrained("a/b", revision="`[x](command:y)`")\n';
    const description = await host.call('describe', {
      folder: FOLDER.id,
      input: { kind: 'text', path: 'a.py', text },
      cell: null,
      line: 3,
      column: 36,
    });
    assert.doesNotMatch(description!.lines.join('\n'), /`\[x\]\(command:y\)`(?!`)|^\[x\]/m);
  });

  it('places a suppression away from the inside of a string', async () => {
    const { host } = await start({});
    const input = { kind: 'text' as const, path: 'a.py', text: 'x = """\nkey\n"""\n' };
    const place = (line: number) =>
      host.call('suppress', {
        folder: FOLDER.id,
        input,
        cell: null,
        line,
        rule: 'r',
        reason: 'because',
        wholeFile: false,
      });
    const above = { cell: null, line: 1, column: 1, text: '# touchstone: ignore[r] because\n' };
    for (const line of [1, 2, 3]) assert.deepEqual(await place(line), above);
  });

  it('tells what is known of every rule', async () => {
    const { host } = await start({});
    const all = await host.call('rules', null);
    assert.ok(all.length >= 10);
    assert.deepEqual(Object.keys(all[0]!).sort(), ['category', 'cwe', 'docs', 'id', 'owasp', 'severity', 'title']);
  });

  it('says what is wrong when it is used out of order', async () => {
    const [near, far] = portPair();
    serve(far);
    const none = () => null;
    const host = new Channel<WorkerCalls, HostCalls>(near, {
      list: none,
      stat: none,
      read: none,
      sha256: none,
      md5: none,
      get: () => {
        throw new Error('no');
      },
      bundle: () => assert.fail('parts are only fetched in a web worker'),
      log: none,
    });
    await assert.rejects(
      host.call('scan', { folder: 'x', input: { kind: 'text', path: 'a.py', text: '' } }),
      /not open/,
    );
    await host.call('open', FOLDER);
    await assert.rejects(
      host.call('scan', { folder: FOLDER.id, input: { kind: 'text', path: 'a.py', text: '' } }),
      /before it was started/,
    );
  });
});
