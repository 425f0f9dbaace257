// Model files in a project: found, judged by content, and told of where code loads them.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { FileResult, LocatedFinding } from '../../src/core/finding';
import { Workspace } from '../../src/project/workspace';
import { ResultCache } from '../../src/scan/result-cache';
import { scanFolder } from '../../src/session/folder-scan';
import { Session } from '../../src/session/session';
import * as p from '../artifacts/assemble/pickle';
import { stateDict, torchZip } from '../artifacts/assemble/torch';
import { grammars } from '../harness/grammars';
import { MemoryFiles } from '../harness/memory-files';

const REAL = path.resolve('test/artifacts/real/files');
const real = (name: string): Uint8Array => readFileSync(path.join(REAL, name));
const NOW = Date.UTC(2026, 10, 1);
const evil = torchZip(p.evil());

type Tree = Readonly<Record<string, string | Uint8Array>>;

describe('model files in a project', () => {
  let session: Session;
  before(async () => {
    session = await Session.open({ grammars });
  });
  after(() => session.dispose());

  const workspaceOf = (files: MemoryFiles): Workspace =>
    new Workspace({
      files,
      clock: { now: () => NOW },
      logger: { info: () => {}, warn: assert.fail, error: assert.fail },
    });

  async function scanned(files: MemoryFiles, workspace = workspaceOf(files)): Promise<readonly FileResult[]> {
    const results: FileResult[] = [];
    await scanFolder(
      session,
      workspace,
      new ResultCache(),
      { paths: null },
      {
        signal: new AbortController().signal,
        part: ({ result }) => void (result && results.push(result)),
      },
    );
    return results;
  }

  const found = async (tree: Tree): Promise<readonly LocatedFinding[]> =>
    (await scanned(new MemoryFiles(tree))).flatMap(({ findings }) => findings);
  const told = (findings: readonly LocatedFinding[]): readonly string[] =>
    findings.map(({ path: at, rule, severity }) => `${at}: ${rule} ${severity}`);

  it('finds them also where git ignores them, but neither in environments nor in what is excluded', async () => {
    const findings = await found({
      '.gitignore': 'models/\n*.ckpt\nbuild/\n.cache/\nenvironment/\nexcluded/\n',
      'touchstone.toml': 'exclude = ["excluded/**"]\n',
      'models/a/weights.bin': evil,
      'best.ckpt': evil,
      'excluded/weights.bin': evil,
      '.cache/weights.bin': evil,
      'environment/pyvenv.cfg': '',
      'environment/lib/weights.bin': evil,
      'models/ignored.py': 'import pickle\npickle.load(open("x.pkl", "rb"))\n',
      'table.dat': 'a,b\n1,2\n',
    });
    assert.deepEqual(told(findings), [
      'best.ckpt: malicious-model-file error',
      'models/a/weights.bin: malicious-model-file error',
    ]);
    assert.equal(findings[0]!.message, 'Loading runs posix.system("echo touchstone").');
  });

  it('tells at the load what is known of the file', async () => {
    const loads = (name: string, load = `torch.load("${name}")`): string => `import joblib, torch\n\nx = ${load}\n`;
    const findings = await found({
      'requirements.txt': 'torch==2.6.0\n',
      'a.py': loads('state_dict.pt', 'torch.load("state_dict.pt", weights_only=False)'),
      'b.py': loads('whole_model.pt', 'torch.load("whole_model.pt", weights_only=False)'),
      'c.py': loads('forest.joblib', 'joblib.load("forest.joblib")'),
      'd.py': loads('evil.pt', 'torch.load("evil.pt", weights_only=False)'),
      'e.py': loads('evil.pt'),
      'f.py': loads('missing.pt', 'torch.load("missing.pt", weights_only=False)'),
      'state_dict.pt': real('state_dict.pt'),
      'whole_model.pt': real('whole_model.pt'),
      'forest.joblib': real('forest.joblib'),
      'evil.pt': evil,
    });
    const code = findings.filter(({ path: at }) => at.endsWith('.py'));
    assert.deepEqual(
      code.map(({ path: at, rule, severity, message }) => [at, rule, severity, message]),
      [
        ['a.py', 'unsafe-torch-load', 'hint', '"state_dict.pt" loads with weights_only=True: say so.'],
        [
          'b.py',
          'unsafe-torch-load',
          'hint',
          'torch.load unpickles "whole_model.pt", which holds nothing harmful as it is.',
        ],
        [
          'c.py',
          'unsafe-joblib-load',
          'hint',
          'joblib.load unpickles "forest.joblib", which holds nothing harmful as it is.',
        ],
        [
          'd.py',
          'malicious-model-file',
          'error',
          '"evil.pt" is malicious: loading runs posix.system("echo touchstone").',
        ],
        [
          'e.py',
          'malicious-model-file',
          'error',
          '"evil.pt" is malicious: loading runs posix.system("echo touchstone").',
        ],
        ['f.py', 'unsafe-torch-load', 'error', 'torch.load runs any code hidden in "missing.pt" (weights_only=False).'],
      ],
    );
    const [plain] = code[0]!.fixes;
    assert.deepEqual([plain!.title, plain!.safety], ['Set weights_only=True: the file loads with it', 'safe']);
    assert.equal(code[1]!.fixes[0]!.safety, 'unsafe');
    assert.deepEqual(
      code[3]!.related.map(({ path: at }) => at),
      ['evil.pt'],
    );
    assert.deepEqual(
      code[3]!.absorbed?.map(({ rule }) => rule),
      ['unsafe-torch-load'],
    );
  });

  it('does not call weights_only=True safe for a torch whose unpickler is another one', async () => {
    const findings = await found({
      'requirements.txt': 'torch==2.0.1\n',
      'a.py': 'import torch\n\nx = torch.load("state_dict.pt")\n',
      'state_dict.pt': real('state_dict.pt'),
    });
    const [finding] = findings.filter(({ rule }) => rule === 'unsafe-torch-load');
    assert.deepEqual(finding!.fixes.map(({ title, safety }) => [title, safety])[0], [
      'Set weights_only=True',
      'unsafe',
    ]);
  });

  it('looks again when the file changed', async () => {
    const files = new MemoryFiles({ 'model.pt': real('state_dict.pt') });
    const workspace = workspaceOf(files);
    assert.deepEqual(told((await scanned(files, workspace)).flatMap(({ findings }) => findings)), []);
    files.write('model.pt', evil);
    workspace.invalidate('model.pt');
    assert.deepEqual(told((await scanned(files, workspace)).flatMap(({ findings }) => findings)), [
      'model.pt: malicious-model-file error',
    ]);
  });

  it('says nothing of a checkpoint that is being written, but that it is', async () => {
    class Growing extends MemoryFiles {
      #size = 1000;
      override async stat(at: string) {
        const stat = await super.stat(at);
        return at === 'run.pt' && stat ? { ...stat, size: this.#size++, modified: NOW } : stat;
      }
    }
    const findings = (await scanned(new Growing({ 'run.pt': evil }))).flatMap((result) => result.findings);
    assert.deepEqual(told(findings), ['run.pt: model-file-not-inspected info']);
  });

  it('reads whole files of a file system without ranges, and none above 64 MB', async () => {
    let reads = 0;
    class Provider extends MemoryFiles {
      readonly wholeOnly = true;
      override async stat(at: string) {
        const stat = await super.stat(at);
        return stat && at.startsWith('large') ? { ...stat, size: 64 * 1024 * 1024 + 1 } : stat;
      }
      override read(at: string, range?: { start: number; end: number }) {
        if (at.endsWith('.pt')) reads++;
        return super.read(at, range);
      }
    }
    const files = new Provider({ 'small.pt': evil, 'safe.pt': torchZip(p.pickle(stateDict())), 'large.pt': evil });
    const findings = (await scanned(files)).flatMap((result) => result.findings);
    assert.deepEqual(
      findings.map(({ path: at, rule, message }) => [at, rule, message]),
      [
        [
          'large.pt',
          'model-file-not-inspected',
          'Not inspected: it is larger than 64 MB, and this file system only gives whole files.',
        ],
        ['small.pt', 'malicious-model-file', 'Loading runs posix.system("echo touchstone").'],
      ],
    );
    assert.equal(reads, 2, 'once each');
  });
});
