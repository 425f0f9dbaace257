import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { VerifiedItem } from '../../src/report/verification';
import { MADE, unpacked, type Made } from '../readers/dvc/unpacked';
import { project, run } from './bundle';

/** Changes the last byte of a file, and sets back size, time and mode: what no tool sees that believes them. */
function tamper(file: string): void {
  const { mtimeMs, atimeMs, mode, size } = statSync(file);
  const bytes = readFileSync(file);
  bytes[bytes.length - 1]! ^= 1;
  chmodSync(file, 0o644);
  writeFileSync(file, bytes);
  utimesSync(file, atimeMs / 1000, mtimeMs / 1000);
  chmodSync(file, mode);
  assert.equal(statSync(file).size, size);
}

async function verified(
  root: string,
  ...args: string[]
): Promise<{ readonly status: number | null; readonly items: readonly VerifiedItem[]; readonly err: string }> {
  const { status, out, err } = await run(root, ['verify', '--format', 'json', ...args]);
  return { status, items: (JSON.parse(out) as { items: readonly VerifiedItem[] }).items, err };
}

const not = (items: readonly VerifiedItem[]): readonly string[] =>
  items
    .filter(({ state }) => state !== 'verified')
    .map(({ path: at, kind, state, reason }) => [at, kind, state, reason].filter(Boolean).join(' '));

/** An object of the cache, by the digest that DVC recorded. */
const objectOf = (made: Made, digest: string): string =>
  `.dvc/cache/${made === 'dvc3' ? 'files/md5/' : ''}${digest.slice(0, 2)}/${digest.slice(2)}`;

/** Of 1 MiB of `text\r\n` and then `\\0bin\r\n`, as `file_md5` of DVC 3.67.1 (`md5-dos2unix`) and of DVC 2.58.2 gives them. */
const MIXED = ['079d58a2047fbda1434ba5adbb10cd3f', 'b4dd8d0df7aff0b9c976b0bdc61a732d'];

const recorded = (root: string, file: string): string =>
  /md5: ([0-9a-f]{32}(?:\.dir)?)/.exec(readFileSync(path.join(root, file), 'utf8'))![1]!;

describe('touchstone verify, of DVC', function () {
  this.timeout(120_000);

  for (const made of MADE) {
    it(`finds all of a repository of ${made} verified, and its objects`, async () => {
      const { first, second } = unpacked(made);
      for (const root of [first, second]) {
        const { status, items, err } = await verified(root, '--strict');
        assert.deepEqual([not(items), err, status], [[], '', 0]);
        assert.ok(items.filter(({ kind }) => kind === 'dvc').length >= 13);
        assert.ok(items.filter(({ kind }) => kind === 'dvc-cache').length >= 13);
      }
    });

    it(`finds every byte that was changed in one of ${made}, with size and time set back`, async () => {
      const { first } = unpacked(made);
      const list = recorded(first, 'imgs.dvc');
      const table: readonly (readonly [file: string, found: string])[] = [
        ['data/train.csv', 'data/train.csv dvc differs'],
        ['data/é ü.txt', 'data/é ü.txt dvc differs'],
        ['data/-lead.txt', 'data/-lead.txt dvc differs'],
        ['data/binary.bin', 'data/binary.bin dvc differs'],
        ['out/small.txt', 'out/small.txt dvc differs'],
        ['score.json', 'score.json dvc differs'],
        ['src/made/sub/file.txt', 'src/made/sub/file.txt dvc differs'],
        ['imgs/q"uote.txt', 'imgs/q"uote.txt dvc differs'],
        ['imgs/😀.txt', 'imgs/😀.txt dvc differs'],
        ['imgs/nested/deep/file', 'imgs/nested/deep/file dvc differs'],
        [
          objectOf(made, recorded(first, 'data/é ü.txt.dvc')),
          `${objectOf(made, recorded(first, 'data/é ü.txt.dvc'))} dvc-cache differs`,
        ],
      ];
      for (const [file] of table) tamper(path.join(first, file));
      const { status, items } = await verified(first);
      assert.deepEqual([...not(items)].sort(), table.map(([, found]) => found).sort());
      assert.equal(status, 1);
      // Of a folder whose list was changed too, the whole is compared.
      const fresh = unpacked(made).first;
      tamper(path.join(fresh, objectOf(made, list)));
      tamper(path.join(fresh, 'imgs/a/b'));
      const { items: others } = await verified(fresh);
      assert.deepEqual(not(others), ['imgs dvc differs no-list', `${objectOf(made, list)} dvc-cache differs`]);
    });
  }

  it('follows the rule of DVC 2 on line ends: text with others is the same, and what is no text is not', async () => {
    const { first } = unpacked('dvc2');
    const change = (file: string): void =>
      writeFileSync(
        path.join(first, file),
        readFileSync(path.join(first, file), 'latin1').replaceAll('\r\n', '\n'),
        'latin1',
      );
    change('data/crlf.txt');
    assert.deepEqual(not((await verified(first)).items), []);
    change('data/binary.bin');
    assert.deepEqual(not((await verified(first)).items), ['data/binary.bin dvc differs']);
  });

  it('tells by the digests of both versions where they hash a large text differently', async () => {
    // 1 MiB of text, then of bytes: DVC 2 takes all of it for text, DVC 3 the first piece alone.
    const bytes = Buffer.concat([Buffer.alloc(1 << 20, 'text\r\n'), Buffer.from('\0bin\r\n')]);
    const root = project({ '.dvc/config': '', 'a.bin': bytes });
    for (const digest of MIXED) {
      writeFileSync(path.join(root, 'a.bin.dvc'), `outs:\n- md5: ${digest}\n  size: ${bytes.length}\n  path: a.bin\n`);
      assert.deepEqual(not((await verified(root)).items), []);
    }
    writeFileSync(path.join(root, 'a.bin.dvc'), `outs:\n- md5: ${'0'.repeat(32)}\n  path: a.bin\n`);
    assert.deepEqual(not((await verified(root)).items), ['a.bin dvc differs']);
  });

  it('believes nothing that it did not look at', async () => {
    const { first } = unpacked('dvc3');
    rmSync(path.join(first, 'data/train.csv'));
    rmSync(path.join(first, 'imgs/a/b'));
    rmSync(path.join(first, 'emptied'), { recursive: true });
    writeFileSync(path.join(first, 'imgs/added.txt'), 'more');
    writeFileSync(path.join(first, 'imgs/left-out.tmp'), '.dvcignore');
    rmSync(path.join(first, 'data/run.sh'));
    mkdirSync(path.join(first, 'data/run.sh'));
    rmSync(path.join(first, 'data/crlf.txt'));
    symlinkSync('/etc/hostname', path.join(first, 'data/crlf.txt'));
    writeFileSync(
      path.join(first, 'remote.dvc'),
      `outs:\n- etag: abc\n  path: remote\n- path: new\n- md5: ${'a'.repeat(32)}\n  path: ../../up\n`,
    );
    const { status, items } = await verified(first, '--strict');
    assert.deepEqual(not(items), [
      'emptied dvc unknown not-pulled',
      'imgs/a/b dvc unknown not-pulled',
      'imgs/added.txt dvc differs not-listed',
      'remote dvc unknown only-server',
      'new dvc unknown not-recorded',
      'remote.dvc: ../../up dvc unknown elsewhere',
      'data/crlf.txt dvc unknown not-read',
      'data/run.sh dvc differs other-kind',
      'data/train.csv dvc unknown not-pulled',
    ]);
    assert.equal(status, 1);
  });

  it('looks only at what was named, and at the objects behind it', async () => {
    const { first } = unpacked('dvc3');
    tamper(path.join(first, 'imgs/a/b'));
    tamper(path.join(first, 'data/train.csv'));
    const file = await verified(first, 'data/train.csv');
    assert.deepEqual(
      file.items.map(({ path: at, state }) => `${at} ${state}`),
      ['data/train.csv differs', `${objectOf('dvc3', recorded(first, 'data/train.csv.dvc'))} verified`],
    );
    assert.deepEqual(not((await verified(first, 'imgs/a')).items), ['imgs/a/b dvc differs']);
    assert.deepEqual(not((await verified(first, 'imgs.dvc')).items), ['imgs/a/b dvc differs']);
    assert.deepEqual(not((await verified(path.join(first, 'data'), './-lead.txt.dvc')).items), []);
    writeFileSync(path.join(first, 'notes.txt'), 'nobody records it');
    assert.deepEqual(not((await verified(first, 'notes.txt')).items), ['notes.txt lock unknown not-recorded']);
    assert.deepEqual(
      (await verified(first, 'params.yaml')).items.map(({ kind, state }) => `${kind} ${state}`),
      ['git verified'],
    );
  });

  it('locks the files of a folder that DVC holds, also those that were not pulled', async () => {
    const { first } = unpacked('dvc3');
    rmSync(path.join(first, 'imgs/a/b'));
    const { err, status } = await run(first, ['lock']);
    assert.equal(status, 0, err);
    assert.doesNotMatch(err, /not locked/);
    const text = readFileSync(path.join(first, 'touchstone.lock'), 'utf8');
    for (const name of ['imgs/-dash', 'imgs/nested/deep/file', 'imgs/a/b', 'imgs/link', 'src/made/sub/file.txt'])
      assert.ok(text.includes(`path = "${name}"`), name);
    assert.ok(!text.includes('notes.tmp'));
    tamper(path.join(first, 'imgs/nested/deep/file'));
    assert.deepEqual(not((await verified(first, 'imgs')).items), [
      'imgs/a/b dvc unknown not-pulled',
      'imgs/nested/deep/file lock differs',
      'imgs/a/b dvc unknown not-pulled',
      'imgs/nested/deep/file dvc differs',
    ]);
  });
});
