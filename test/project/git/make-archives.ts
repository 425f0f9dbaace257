// node --import tsx test/project/git/make-archives.ts: makes the repositories of made-repositories.ts anew below /srv/repositories, and keeps each
// with what git says of it in repositories/ beside this file, for tests on machines without git and for hosts without a disk.
import { lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { gitIn, KINDS } from './made-repositories';

const ROOT = '/srv/repositories';
const OUT = path.join(__dirname, 'repositories');

mkdirSync(OUT, { recursive: true });
for (const [kind, make] of Object.entries(KINDS)) {
  const root = path.join(ROOT, kind.replace(/\W+/g, '-'));
  rmSync(root, { recursive: true, force: true });
  mkdirSync(root, { recursive: true });
  const work = make(root);
  const files: Record<string, string> = {};
  for (const file of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
    const at = path.join(root, file);
    // Links are left out, as the host of the test knows none; logs and messages are of no use.
    if (lstatSync(at).isFile() && !/(?:^|\/)(?:logs\/|COMMIT_EDITMSG|ORIG_HEAD|FETCH_HEAD)/.test(file))
      files[at] = readFileSync(at).toString('base64');
  }
  const git = gitIn(work, '--version').trim();
  const [id, tree, author, time, subject] = gitIn(work, 'log', '-1', '--format=%H%n%T%n%an%n%at%n%s').split('\n');
  const blobs = Object.fromEntries(
    gitIn(work, 'ls-tree', '-rz', 'HEAD')
      .split('\0')
      .flatMap((line) => {
        const [, mode, name, file] = /^(\d+) \w+ ([0-9a-f]+)\t([^]*)$/.exec(line) ?? [];
        return mode === undefined || mode === '160000' || mode === '120000' ? [] : [[file!, name!] as const];
      }),
  );
  const said = { git, work, id, tree, author, time: Number(time), subject, blobs };
  const packed = gzipSync(JSON.stringify({ said, files }), { level: 9 });
  writeFileSync(path.join(OUT, `${path.basename(root)}.json.gz`), packed);
  console.log(`${kind}: ${packed.length} bytes`);
}
