import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { production } from './bundle';

const UNSAFE = 'import torch\n\nmodel = torch.load("model.pt", weights_only=False)\n';

const compiledIn = (at: string): readonly string[] =>
  readdirSync(at)
    .filter((name) => name.includes('.compiled'))
    .sort();

describe('the command line as it was compiled by the build', function () {
  this.timeout(120_000);

  let folder: string;
  let compiled: string;
  let all: readonly string[];
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'touchstone-compiled-'));
    cpSync(production(), path.join(folder, 'dist'), { recursive: true });
    writeFileSync(path.join(folder, 'train.py'), UNSAFE);
    all = compiledIn(path.join(folder, 'dist/cli'));
    const [found, ...others] = all.filter((name) => name.startsWith('main-'));
    assert.deepEqual(others, []);
    // The parts that read model files, too.
    for (const part of ['inspect-', 'model-files-'])
      assert.ok(
        all.some((name) => name.startsWith(part)),
        part,
      );
    compiled = path.join(folder, 'dist/cli', found!);
  });
  after(() => rmSync(folder, { recursive: true }));

  const scan = (env: Readonly<Record<string, string>> = {}): string =>
    execFileSync(
      process.execPath,
      [
        path.join(folder, 'dist/cli/touchstone.js'),
        'scan',
        '--no-cache',
        '--fail-on',
        'never',
        '--format',
        'json',
        'train.py',
      ],
      {
        cwd: folder,
        env: { PATH: process.env['PATH'], HOME: folder, ...env },
        encoding: 'utf8',
      },
    );

  it('says the same, whole, broken, cut short, empty or absent', () => {
    const said = scan();
    assert.match(said, /Set weights_only=True/);
    const whole = readFileSync(compiled);
    for (const bad of [
      Buffer.from(whole).fill(0x5a, whole.length >> 1, (whole.length >> 1) + 400),
      Buffer.from(whole).fill(0, 0, 32),
      whole.subarray(0, whole.length - 1),
      whole.subarray(0, 40),
      Buffer.alloc(0),
    ]) {
      writeFileSync(compiled, bad);
      assert.equal(scan(), said);
    }
    rmSync(compiled);
    assert.equal(scan(), said);
    writeFileSync(compiled, whole);
  });

  it('says the same of model files where a part is whole, broken or absent', () => {
    writeFileSync(path.join(folder, 'model.pkl'), 'cos\nsystem\n(Vecho touchstone\ntR.');
    const inspect = (): string =>
      execFileSync(
        process.execPath,
        [path.join(folder, 'dist/cli/touchstone.js'), 'inspect', '--fail-on', 'never', 'model.pkl'],
        {
          cwd: folder,
          encoding: 'utf8',
        },
      );
    const said = inspect();
    assert.match(said, /Loading runs os\.system/);
    const part = path.join(
      folder,
      'dist/cli',
      all.find((name) => name.startsWith('model-files-'))!,
    );
    const whole = readFileSync(part);
    writeFileSync(part, Buffer.from(whole).fill(0x5a, whole.length >> 1, (whole.length >> 1) + 400));
    assert.equal(inspect(), said);
    rmSync(part);
    assert.equal(inspect(), said);
    writeFileSync(part, whole);
  });

  it('says the same where V8 refuses it, as it does with other flags', () => {
    assert.equal(scan({ NODE_OPTIONS: '--max-old-space-size=512' }), scan());
  });

  it('is that of this program and no other, and no run writes it but the one of the build', () => {
    const program = path.join(folder, 'dist/cli/main.js');
    const code = readFileSync(program, 'utf8');
    const { mtimeMs } = statSync(compiled);
    const changed = code.replaceAll('Set weights_only=True', 'Put weights_only=True');
    assert.notEqual(changed, code);
    assert.equal(changed.length, code.length, 'V8 compares no more than the length');
    writeFileSync(program, changed);
    assert.doesNotMatch(scan(), /Set weights_only=True/);
    writeFileSync(program, code);
    scan();
    assert.equal(statSync(compiled).mtimeMs, mtimeMs);
    assert.deepEqual(compiledIn(path.dirname(compiled)), all);
    assert.ok(!existsSync(path.join(folder, '.cache')));
  });
});
