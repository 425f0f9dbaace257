// node --import tsx bench/verify-dvc.ts [--files 100000]: `touchstone verify` of a folder that DVC holds, beside a bare loop of Node over the same files.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { folderListBytes } from '../src/readers/dvc/folder-list';

const { values } = parseArgs({ options: { files: { type: 'string', default: '100000' } } });
const root = mkdtempSync(path.join(tmpdir(), 'touchstone-verify-'));
try {
  const members: { path: string; md5: string }[] = [];
  const md5 = (bytes: Uint8Array): string => createHash('md5').update(bytes).digest('hex');
  mkdirSync(path.join(root, '.dvc'), { recursive: true });
  writeFileSync(path.join(root, '.dvc/config'), '');
  const bytes = Buffer.alloc(8_192, 'pixels of a small picture ');
  for (let i = 0; i < Number(values.files); i++) {
    const name = `${String(i % 256).padStart(3, '0')}/${i}.bin`;
    if (i < 256) mkdirSync(path.join(root, 'images', path.dirname(name)), { recursive: true });
    bytes.writeUInt32LE(i, 0);
    writeFileSync(path.join(root, 'images', name), bytes);
    members.push({ path: name, md5: md5(bytes) });
  }
  const list = folderListBytes(members);
  const digest = md5(list);
  const folder = path.join(root, '.dvc/cache/files/md5', digest.slice(0, 2));
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, `${digest.slice(2)}.dir`), list);
  writeFileSync(path.join(root, 'images.dvc'), `outs:\n- md5: ${digest}.dir\n  hash: md5\n  path: images\n`);

  const bare = (): number => {
    const start = performance.now();
    for (const { path: name, md5: expected } of members)
      if (md5(readFileSync(path.join(root, 'images', name))) !== expected) throw new Error(name);
    return performance.now() - start;
  };
  const program = path.join(__dirname, '../dist/cli/touchstone.js');
  const ours = (): number => {
    const start = performance.now();
    const out = execFileSync(process.execPath, [program, 'verify', 'images'], { cwd: root, encoding: 'utf8' });
    if (!out.includes(`${members.length + 1} verified`)) throw new Error(out.slice(0, 500));
    return performance.now() - start;
  };
  bare(); // so that both find the files in the system's cache
  const shares: number[] = [];
  for (let round = 0; round < 5; round++) {
    // Between two loops, so that others' work on the machine weighs on both.
    const [before, verify, after] = [bare(), ours(), bare()];
    shares.push((before + after) / 2 / verify);
    const loop = ((before + after) / 2).toFixed(0);
    console.log(`  bare loop ${loop} ms, touchstone verify ${verify.toFixed(0)} ms with its start-up`);
  }
  const median = shares.sort((one, other) => one - other)[2]!;
  console.log(
    `${members.length} files: ${(median * 100).toFixed(0)} % of the throughput of a bare loop, the median of five`,
  );
} finally {
  rmSync(root, { recursive: true, force: true });
}
