// What changes by one byte, its size kept and its time restored: what `touchstone verify` says of it, and what `dvc status` says in the same folder, which is a
// column and never an assertion. TOUCHSTONE_PROVENANCE_VENVS, else out, is a folder with venv-dvc3 and venv-dvc2 (provenance.test.ts says how they are made).
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { VerifiedItem } from '../../src/report/verification';
import { run } from '../cli/bundle';
import { MADE, unpacked, type Made } from '../readers/dvc/unpacked';

const VENVS = process.env['TOUCHSTONE_PROVENANCE_VENVS'] ?? path.join(__dirname, '../../out');

/** Changes one byte, the last or one in the middle, and sets back size, time and mode. */
function tamper(file: string, isInside = false): void {
  const { mtimeMs, atimeMs, mode, size } = statSync(file);
  const bytes = readFileSync(file);
  bytes[isInside ? bytes.length >> 1 : bytes.length - 1]! ^= 1;
  chmodSync(file, 0o644);
  writeFileSync(file, bytes);
  utimesSync(file, atimeMs / 1000, mtimeMs / 1000);
  chmodSync(file, mode);
  assert.equal(statSync(file).size, size);
}

interface Row {
  readonly kind: VerifiedItem['kind'];
  readonly what: string;
  /** The file that is changed, below the repository. */
  readonly file: (root: string) => string;
  readonly isInside?: boolean;
  /** What is asked for; all where nothing else is said. */
  readonly named?: string;
  /** The state that it must come to. */
  readonly state: 'differs' | 'unknown';
}

const digestIn = (root: string, file: string): string =>
  /md5: ([0-9a-f]{32}(?:\.dir)?)/.exec(readFileSync(path.join(root, file), 'utf8'))![1]!;

function looseObject(root: string): string {
  const blob = execFileSync('git', ['rev-parse', 'HEAD:params.yaml'], { cwd: root, encoding: 'utf8' }).trim();
  return `.git/objects/${blob.slice(0, 2)}/${blob.slice(2)}`;
}

const rowsOf = (made: Made): readonly Row[] => {
  const object = (digest: string): string =>
    `.dvc/cache/${made === 'dvc3' ? 'files/md5/' : ''}${digest.slice(0, 2)}/${digest.slice(2)}`;
  return [
    { kind: 'lock', what: 'file in `touchstone.lock`', file: () => 'weights/model.pkl', state: 'differs' },
    { kind: 'dvc', what: 'output of a `.dvc` file', file: () => 'data/train.csv', state: 'differs' },
    { kind: 'dvc', what: 'output in `dvc.lock`', file: () => 'out/small.txt', state: 'differs' },
    { kind: 'dvc', what: 'file in a folder of DVC', file: () => 'imgs/nested/deep/file', state: 'differs' },
    {
      kind: 'dvc-cache',
      what: 'object of the cache',
      file: (root) => object(digestIn(root, 'data/train.csv.dvc')),
      state: 'differs',
    },
    {
      kind: 'dvc-cache',
      what: 'list of a folder in the cache',
      file: (root) => object(digestIn(root, 'imgs.dvc')),
      state: 'differs',
    },
    { kind: 'signature', what: 'signed file', file: () => 'signed/weights.bin', state: 'differs' },
    {
      kind: 'signature',
      what: 'bundle of a signature',
      file: () => 'signed/model.sig',
      isInside: true,
      state: 'differs',
    },
    {
      kind: 'git',
      what: 'file that git tracks',
      file: () => '.dvcignore',
      isInside: true,
      named: '.dvcignore',
      state: 'differs',
    },
    { kind: 'git', what: 'object of git', file: looseObject, isInside: true, named: '.git', state: 'differs' },
    { kind: 'lock', what: 'file that nothing records', file: () => 'other.bin', named: 'other.bin', state: 'unknown' },
    {
      kind: 'mlflow',
      what: 'model of MLflow that nothing covers',
      file: () => 'mlmodel/model.bin',
      named: 'mlmodel',
      state: 'unknown',
    },
  ];
};

async function prepared(made: Made): Promise<string> {
  const root = unpacked(made).first;
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const write = (file: string, text: string | Buffer): void => {
    execFileSync('mkdir', ['-p', path.dirname(path.join(root, file))]);
    writeFileSync(path.join(root, file), text);
  };
  write('key.pem', privateKey.export({ type: 'pkcs8', format: 'pem' }));
  write('key.pub', publicKey.export({ type: 'spki', format: 'pem' }));
  write('weights/model.pkl', '\x80\x04N.');
  write('signed/weights.bin', 'weights\n');
  write('other.bin', 'nobody knows\n');
  write('mlmodel/MLmodel', 'flavors: {}\n');
  write('mlmodel/model.bin', 'model\n');
  assert.equal((await run(root, ['lock'])).status, 0);
  assert.equal((await run(root, ['sign', 'signed', '--private-key', 'key.pem'])).status, 0);
  return root;
}

describe('what is changed by one byte, with its size kept and its time restored', function () {
  this.timeout(600_000);

  for (const made of MADE)
    it(`is found in a repository of ${made}, whatever records it`, async () => {
      const root = await prepared(made);
      const dvc = (...args: readonly string[]) => {
        const { stdout, stderr, status } = spawnSync(path.join(VENVS, `venv-${made}/bin/dvc`), args, {
          cwd: root,
          encoding: 'utf8',
          env: { ...process.env, DVC_NO_ANALYTICS: '1', HOME: root, DVC_SITE_CACHE_DIR: path.join(root, '.site') },
        });
        return { out: `${stdout}${stderr}`.trim(), status };
      };
      const version = dvc('--version').out;
      assert.match(version, made === 'dvc3' ? /^3\./ : /^2\./);
      const before = dvc('status').out;
      const verified = async (named: string): Promise<readonly VerifiedItem[]> =>
        (
          JSON.parse((await run(root, ['verify', '--format', 'json', named, '--public-key', 'key.pub'])).out) as {
            items: VerifiedItem[];
          }
        ).items;
      assert.deepEqual(
        (await verified('.')).filter(({ state, kind }) => state !== 'verified' && kind !== 'mlflow'),
        [],
      );
      const lines = [`| what was changed | \`touchstone verify\` | \`dvc status\` of ${version} |`, '|---|---|---|'];
      for (const { kind, what, file, isInside, named = '.', state } of rowsOf(made)) {
        const at = file(root);
        const bytes = readFileSync(path.join(root, at));
        const { atimeMs, mtimeMs, mode } = statSync(path.join(root, at));
        tamper(path.join(root, at), isInside);
        const items = await verified(named);
        const said = items.filter(
          (item) =>
            item.kind === kind &&
            item.state === state &&
            (item.path === at || (named === 'mlmodel' && item.path === named)),
        );
        assert.ok(said.length > 0, `${what}: ${JSON.stringify(items.filter((item) => item.state !== 'verified'))}`);
        const status = dvc('status').out;
        const shown = status === before ? 'nothing' : status.split('\n').at(-1)!.trim().slice(0, 60);
        lines.push(
          `| ${what} | ${said[0]!.kind} ${state}${said[0]!.reason ? ` (${said[0]!.reason})` : ''} | ${shown} |`,
        );
        chmodSync(path.join(root, at), 0o644);
        writeFileSync(path.join(root, at), bytes);
        utimesSync(path.join(root, at), atimeMs / 1000, mtimeMs / 1000);
        chmodSync(path.join(root, at), mode);
      }
      assert.ok(readdirSync(root).includes('touchstone.lock'));
      console.log(lines.map((line) => `      ${line}`).join('\n'));
      console.log(`      before all of it, dvc status said: ${before.split('\n').at(-1)}`);
    });
});
