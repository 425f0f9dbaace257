import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Runs git in a folder, as nobody in particular and with no settings but the repository's. */
export function gitIn(root: string, ...args: readonly string[]): string {
  return execFileSync('git', args, {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 1 << 28,
    env: {
      PATH: process.env['PATH'],
      HOME: path.join(root, '.no-home'),
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_AUTHOR_NAME: 'Ada Löv',
      GIT_AUTHOR_EMAIL: 'ada@example.org',
      GIT_COMMITTER_NAME: 'Bob',
      GIT_COMMITTER_EMAIL: 'bob@example.org',
      GIT_AUTHOR_DATE: '1700000000 +0200',
      GIT_COMMITTER_DATE: '1700000100 +0000',
    },
  });
}

export function write(root: string, file: string, content: string | Uint8Array): void {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), content);
}

/** Files that a small project has, with the awkward names. */
export function fill(root: string): void {
  write(root, 'train.py', 'print(1)\n');
  write(root, 'data/é ü.csv', 'a,b\n1,2\n');
  write(root, 'data/q"uote\t.txt', 'x');
  write(root, 'data/deep/er/file', '');
  write(
    root,
    'weights.bin',
    Uint8Array.from({ length: 70_000 }, (_unused, index) => (index * 31) % 251),
  );
  write(root, 'empty', '');
  symlinkSync('train.py', path.join(root, 'link'));
}

/** The kinds of repositories that are read, each made below a folder; gives where its work tree is. */
export const KINDS: Readonly<Record<string, (root: string) => string>> = {
  loose: (root) => made(root),
  packed(root) {
    const at = made(root);
    for (let count = 0; count < 12; count++) {
      write(at, 'data/é ü.csv', `a,b\n${'1,2\n'.repeat(200)}${count}\n`);
      gitIn(at, 'commit', '-qam', `change ${count}`);
    }
    gitIn(at, 'gc', '-q', '--aggressive', '--prune=now');
    return at;
  },
  'packed references, annotated tag, detached'(root) {
    const at = made(root);
    gitIn(at, 'tag', '-a', '-m', 'first', 'v1');
    gitIn(at, 'branch', 'other');
    gitIn(at, 'pack-refs', '--all');
    gitIn(at, 'checkout', '-q', 'v1');
    return at;
  },
  'index version 4'(root) {
    const at = made(root);
    gitIn(at, 'update-index', '--index-version', '4');
    return at;
  },
  'index version 3'(root) {
    const at = made(root);
    gitIn(at, 'update-index', '--skip-worktree', 'empty');
    rmSync(path.join(at, 'empty'));
    return at;
  },
  'SHA-256'(root) {
    const at = made(root, '--object-format=sha256');
    gitIn(at, 'gc', '-q');
    write(at, 'after', 'loose');
    gitIn(at, 'add', '.');
    gitIn(at, 'commit', '-qm', 'second');
    return at;
  },
  worktree(root) {
    const at = made(root);
    gitIn(at, 'worktree', 'add', '-q', '-b', 'side', path.join(root, 'tree'));
    return path.join(root, 'tree');
  },
  'separate folder'(root) {
    return made(root, `--separate-git-dir=${path.join(root, 'elsewhere')}`);
  },
  submodule(root) {
    const inner = made(path.join(root, 'inner'));
    const at = made(path.join(root, 'outer'));
    gitIn(at, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner, 'vendored');
    gitIn(at, 'commit', '-qm', 'with a submodule');
    return at;
  },
  shallow(root) {
    const at = made(root);
    write(at, 'train.py', 'print(2)\n');
    gitIn(at, 'commit', '-qam', 'second');
    gitIn(root, 'clone', '-q', '--depth=1', `file://${at}`, 'clone');
    return path.join(root, 'clone');
  },
  'borrowed objects'(root) {
    const at = made(root);
    gitIn(root, 'clone', '-q', '--shared', at, 'clone');
    return path.join(root, 'clone');
  },
  'multi-pack index'(root) {
    const at = made(root);
    gitIn(at, 'repack', '-qd');
    write(at, 'second', '2');
    gitIn(at, 'add', '.');
    gitIn(at, 'commit', '-qm', 'second');
    gitIn(at, 'repack', '-qd');
    gitIn(at, 'multi-pack-index', 'write');
    return at;
  },
  'sparse index'(root) {
    const at = made(root);
    gitIn(at, 'sparse-checkout', 'set', '--cone', '--sparse-index');
    return at;
  },
};

function made(root: string, ...options: readonly string[]): string {
  const at = path.join(root, 'work');
  mkdirSync(at, { recursive: true });
  gitIn(at, 'init', '-q', '-b', 'main', '--template=', ...options);
  fill(at);
  gitIn(at, 'add', '-A');
  gitIn(at, 'commit', '-qm', 'first\n\nmore of it');
  return at;
}
