// node --import tsx test/fuzz/dvc.ts [--cases 1000000] [--seed N]: reads files of DVC and Git LFS that nobody wrote.
import { parseArgs } from 'node:util';
import { Random } from '../../bench/corpus';
import { readConfig } from '../../src/readers/config/config';
import { readDvcOptions } from '../../src/readers/dvc/dvc-config';
import { folderListBytes, isInside, readFolderList } from '../../src/readers/dvc/folder-list';
import { readPipeline } from '../../src/readers/dvc/pipeline';
import { readRecorded } from '../../src/readers/dvc/recorded';
import { isTextPiece, withUnixLines } from '../../src/readers/dvc/text-rule';
import { lfsPointerOf } from '../../src/readers/model-lock/pointers';
import { variablesOfText } from '../../src/project/dvc/dvc-records';

export interface DvcFuzz {
  readonly cases: number;
  /** What threw, or gave what cannot be. */
  readonly failures: readonly string[];
  /** Milliseconds. */
  readonly slowest: number;
}

const MD5 = 'ef4330228809c42919ada65a11393fd1';
/** What each reader is given, before it is changed. */
const SUBJECTS: readonly (readonly [text: string, check: (text: string) => Promise<string | null> | string | null])[] =
  [
    [
      `md5: ${MD5}\nfrozen: true\nwdir: ..\ndeps:\n- path: d\n  repo: {url: 'https://e.org/r', rev: main, rev_lock: ${'a'.repeat(40)}}\nouts:\n- md5: ${MD5}.dir\n  size: 10\n  nfiles: 2\n  hash: md5\n  path: x y\n  files:\n  - relpath: a/b\n    md5: ${MD5}\n    cloud: {r: {etag: e, version_id: v}}\n`,
      (text) => recordedWrong(text, 'a.dvc'),
    ],
    [
      `schema: '2.0'\nstages:\n  fit@a: &s\n    cmd: [x, y]\n    deps:\n    - {path: d, md5: ${MD5}, size: 3}\n    params:\n      params.yaml: {lr: 1e-5, a.b: [1, {c: 2}]}\n    outs:\n    - path: o\n      etag: "x"\n  other: *s\n`,
      (text) => recordedWrong(text, 'dvc.lock'),
    ],
    [
      'vars:\n- v.json:a,b\n- x: {y: [1, 2.0, t], z: {k: true}}\nstages:\n  a:\n    foreach: ${x.y}\n    do:\n      wdir: ${x.z.k}\n      cmd: c ${item} ${x.y[0]} \\${no}\n      outs: [o-${item}: {cache: false}]\n  b:\n    matrix: {m: ${x.y}, n: [1, 2]}\n    cmd: [x, "${key}"]\n    deps: [d/${item.m}]\n',
      async (text) => {
        const given = new Map([
          ['a', 'A'],
          ['b', 'B'],
        ]);
        const { stages, problems } = await readPipeline(text, async (name) => (name.length % 3 ? given : null));
        return stages.length > 10_000 || problems.length > 20 ? `${stages.length} stages` : null;
      },
    ],
    [
      `[{"md5": "${MD5}", "relpath": "a/b"}, {"md5": "${MD5}", "relpath": "\\u00e9 \\ud83d\\ude00"}]`,
      (text) => {
        const list = readFolderList(new TextEncoder().encode(text));
        if (typeof list === 'string') return null;
        if (!list.every(({ path }) => isInside(path))) return 'a path leads out';
        const named = list.map(({ path, md5 }) => ({ path, md5: md5! }));
        const again = readFolderList(folderListBytes(named));
        return typeof again === 'string' || again.length !== list.length ? 'not the same when written anew' : null;
      },
    ],
    [
      '[core]\n    remote = s\n[\'remote "s"\']\n    url = s3://b/k # c\n    password = "p q"\n[cache]\n    dir = ../c\n',
      (text) => {
        const { options } = readDvcOptions('.dvc/config', text, readConfig(text, '.dvc/config', 'ini').facts.entries);
        return options.some(({ valueRange: { start, end } }) => start > end || end > text.length)
          ? 'a place outside'
          : null;
      },
    ],
    [
      `version https://git-lfs.github.com/spec/v1\noid sha256:${'e'.repeat(64)}\nsize 12345\n`,
      (text) => {
        const pointer = lfsPointerOf(new TextEncoder().encode(text));
        return pointer !== null && !/^[0-9a-f]{64}$/.test(pointer.sha256!) ? 'no digest' : null;
      },
    ],
    ['lr = 0.1\n[a]\nb = [1, 2]\n', (text) => (variablesOfText(text, 'p.toml'), null)],
    [
      'text\r\nmore\r\n\0',
      (text) => {
        const bytes = new TextEncoder().encode(text);
        // What is half a character becomes U+FFFD.
        const right = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes).replaceAll('\r\n', '\n');
        isTextPiece(bytes);
        return new TextDecoder('utf-8', { ignoreBOM: true }).decode(withUnixLines(bytes)) === right
          ? null
          : 'other lines';
      },
    ],
  ];

const PIECES: readonly string[] = [
  ...[
    '\n',
    '  ',
    '- ',
    ': ',
    '{',
    '}',
    '[',
    ']',
    ',',
    '"',
    "'",
    '&a ',
    '*a',
    '<<: ',
    '#',
    '|\n',
    '>\n',
    '!!str ',
    '---\n',
    '\t',
    '\r\n',
  ],
  ...[
    '${',
    '}',
    '.',
    '[0]',
    '\\',
    '..',
    '/',
    '\0',
    '\u{1f600}',
    '\ud800',
    'é',
    '.dir',
    MD5,
    '1e999',
    '0x1f',
    '0o7',
    '.inf',
    'null',
    'true',
  ],
  ...[
    'outs',
    'deps',
    'stages',
    'path',
    'md5',
    'foreach',
    'matrix',
    'do',
    'vars',
    'params',
    '__proto__',
    'constructor',
    'files',
    'relpath',
  ],
];

function recordedWrong(text: string, path: string): string | null {
  for (const { outputs, dependencies } of readRecorded(text, path).stages)
    for (const { range, digest, hash } of [...outputs, ...dependencies]) {
      if (range.start > range.end || range.end > text.length) return 'a place outside';
      if (hash?.startsWith('md5') === true && !/^[0-9a-f]{32}$/.test(digest!)) return `no digest: ${digest}`;
    }
  return null;
}

/** Changes texts that are right, mostly with pieces that mean something, and holds what is read to what must be true. */
export async function fuzzDvc(options: {
  readonly seed: number;
  readonly cases: number;
  readonly milliseconds: number;
}): Promise<DvcFuzz> {
  const random = new Random(options.seed);
  const failures: string[] = [];
  const end = performance.now() + options.milliseconds;
  let [cases, slowest] = [0, 0];
  for (; cases < options.cases && performance.now() < end && failures.length < 10; cases++) {
    const [whole, check] = SUBJECTS[random.below(SUBJECTS.length)]!;
    const text = changed(whole, random);
    const start = performance.now();
    let wrong: string | null;
    try {
      wrong = await check(text);
    } catch (error) {
      wrong = error instanceof Error ? (error.stack ?? error.message) : String(error);
    }
    slowest = Math.max(slowest, performance.now() - start);
    if (wrong !== null) failures.push(`case ${cases}: ${wrong}\n${JSON.stringify(text)}`);
  }
  return { cases, failures, slowest };
}

function changed(whole: string, random: Random): string {
  let text = whole;
  for (let times = 1 + random.below(6); times > 0; times--) {
    const at = random.below(text.length + 1);
    const piece = PIECES[random.below(PIECES.length)]!;
    const cut = random.below(3) === 0 ? random.below(20) : 0;
    const put = random.below(40) === 0 ? piece.repeat(1 + random.below(400)) : random.below(4) === 0 ? '' : piece;
    text = text.slice(0, at) + put + text.slice(at + cut);
  }
  return text;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { cases: { type: 'string', default: '1000000' }, seed: { type: 'string' } },
  });
  const seed = values.seed === undefined ? Date.now() % 1_000_000 : Number(values.seed);
  const { cases, failures, slowest } = await fuzzDvc({ seed, cases: Number(values.cases), milliseconds: Infinity });
  for (const failure of failures) console.log(failure);
  const memory = Math.round(process.resourceUsage().maxRSS / 1024);
  console.log(
    `seed ${seed}: ${cases} cases, ${failures.length} failures, slowest ${slowest.toFixed(0)} ms, ${memory} MB`,
  );
  process.exitCode = failures.length > 0 ? 1 : 0;
}

if (process.argv[1]?.endsWith('fuzz/dvc.ts')) void main();
