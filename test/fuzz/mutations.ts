import { pythonSource, type Random } from '../../bench/corpus';
import { RULES } from '../../src/rules/index';
import { tangledProgram } from '../scan/tangled-programs';
import type { Kind, Seeds, Subject } from './subjects';

/** The words that rules wait for, as pieces of code. */
const WORDS: readonly string[] = [
  ...new Set(
    RULES.flatMap(({ listen }) => [
      ...[...(listen.calls ?? []), ...(listen.reads?.calls ?? [])].flatMap(
        ({ callees, triggers = [], beside = [] }) => [
          ...callees.map((callee) => callee.replace(/\*\*?|\?/g, 'x')),
          ...triggers,
          ...beside,
        ],
      ),
      ...(listen.strings?.triggers ?? []),
      ...(listen.comments?.triggers ?? []),
      ...(listen.assignments?.triggers ?? []),
      ...(listen.dictItems?.triggers ?? []),
      ...(listen.comparisons?.triggers ?? []),
      ...(listen.reads?.assignments ?? []),
    ]),
  ),
];

const PYTHON: readonly string[] = [
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  '"',
  "'",
  '"""',
  "'''",
  'f"{',
  '}"',
  'f"',
  'rb"',
  '\\',
  '\\\n',
  ':',
  ',',
  '=',
  ':=',
  '*',
  '**',
  '@',
  '#',
  ';',
  '.',
  '->',
  '...',
  'lambda x: ',
  'not ',
  'await ',
  'async ',
  'yield ',
  'return ',
  'def f(x=1):\n',
  'class A(B):\n',
  'if x:\n',
  'else:\n',
  'try:\n',
  'except* E as e:\n',
  'with a as b, c as d:\n',
  'for x in y:\n',
  'match x:\n',
  'case {"a": b, **c}:\n',
  'global x\n',
  'import x as y\n',
  'from x import *\n',
  'from . import z\n',
  'type X = int\n',
  'del x\n',
  'trust_remote_code=True',
  'weights_only=False',
  'revision="main"',
  '**kwargs',
  '*args',
  'token="',
  '{**x}',
  '# touchstone: ignore[unsafe-torch-load] why\n',
  '# nosec',
  '%pip install torch\n',
  '!pip install -U x\n',
  '%%bash\n',
  'x?',
  'print 1\n',
  'exec "x"\n',
];
const DATA: readonly string[] = [
  '- ',
  ': ',
  '{',
  '}',
  '[',
  ']',
  '"',
  "'",
  '&a ',
  '*a',
  '<<: ',
  '|\n',
  '>-\n',
  '---\n',
  '...\n',
  '!!binary ',
  '#',
  '=',
  '[[',
  ']]',
  '"""',
  'null',
  '\t',
  '    ',
  ',',
  'token = ',
  'api_key: ',
  '%YAML 1.1\n',
  '? ',
  '\\u0000',
  '\\x',
  '1e999',
  '==',
  ' --hash=sha256:',
  '-r ',
  '-e ',
  ' @ git+https://',
  '; python_version < "3"',
  '${X}',
  '\\\n',
  'https://u:p@h/',
];
const ODD: readonly string[] = [
  '\r',
  '\r\n',
  '\n',
  '\t',
  '\f',
  '\v',
  '\0',
  '\u2028',
  '\u2029',
  '\u0085',
  '\ufeff',
  '\u00a0',
  '🙂',
  '👩‍👧',
  '\ud83d',
  '\udc00',
  'é',
  'ﬁ',
  '\u202e',
  '\x1b[31m',
  '\uffff',
  'İ',
  'ſ',
];

const pieces = (kind: Kind): readonly string[] => (kind === 'python' || kind === 'notebook' ? PYTHON : DATA);

/** A subject that nobody wrote, made of seeds. The same random numbers give the same one. */
export function makeSubject(
  seeds: Seeds,
  random: Random,
): {
  readonly kind: Kind;
  readonly subject: Subject;
  /** The text before it was changed: where an open document may come from. */ readonly before: string;
} {
  const kind = KINDS[random.below(KINDS.length)]!;
  const seed = random.pick(seeds[kind].length > 0 ? seeds[kind] : seeds.python);
  const other = random.pick(seeds[kind].length > 0 ? seeds[kind] : seeds.python);
  let text = seed.text;
  if (kind === 'python') {
    if (random.below(5) === 0)
      text = random.below(2)
        ? tangledProgram(random.below(1_000_000))
        : pythonSource({ seed: random.below(1_000_000), lines: 20 + random.below(80), density: 0.5 });
    const before = text;
    const calm = random.below(5) < 3;
    for (let i = 0; i <= random.below(calm ? 4 : 8); i++)
      text = calm ? random.pick(CALM)(text, other.text, random, kind) : mangled(text, other.text, kind, random);
    return { kind, subject: { ...seed, text }, before };
  }
  if (kind === 'notebook' && random.below(3) > 0)
    return { kind, subject: { ...seed, text: changedNotebook(text, other.text, random) }, before: text };
  for (let i = 0; i <= random.below(8); i++) text = mangled(text, other.text, kind, random);
  const subject = { ...seed, text };
  // Locks and policies say something about another document.
  if (kind === 'lock' || kind === 'policy') {
    const near = random.pick(random.below(2) ? seeds.python : seeds.requirements);
    return {
      kind,
      subject: {
        path: near.path.split('/').at(-1)!,
        text: near.text,
        hubCache: near.hubCache,
        companions: { ...near.companions, [seed.path.split('/').at(-1)!]: text },
      },
      before: near.text,
    };
  }
  return { kind, subject, before: seed.text };
}

/** Python and notebooks more often: there is most to go wrong. */
const KINDS: readonly Kind[] = [
  'python',
  'python',
  'python',
  'python',
  'python',
  'notebook',
  'notebook',
  'requirements',
  'config',
  'config',
  'lock',
  'policy',
  'shell',
  'dockerfile',
];

// --- changes that may break everything ---

type Change = (text: string, other: string, random: Random, kind: Kind) => string;

const mangled = (text: string, other: string, kind: Kind, random: Random): string =>
  random.pick(RAW)(text, other, random, kind).slice(0, 200_000);

const insertedAt = (text: string, at: number, piece: string): string => text.slice(0, at) + piece + text.slice(at);

function stretch(text: string, random: Random): readonly [number, number] {
  const start = random.below(text.length + 1);
  const length =
    random.below(3) === 0 ? random.below(text.length - start + 1) : random.below(Math.min(40, text.length - start) + 1);
  return [start, start + length];
}

const RAW: readonly Change[] = [
  (text, other, random) => {
    // splice
    const [a, b] = stretch(text, random);
    const [c, d] = stretch(other, random);
    return text.slice(0, a) + other.slice(c, d) + text.slice(b);
  },
  (text, _, random) => {
    const [a, b] = stretch(text, random);
    return text.slice(0, a) + text.slice(b);
  },
  (text, _, random) => {
    const [a, b] = stretch(text, random);
    return insertedAt(text, random.below(text.length + 1), text.slice(a, b));
  },
  (text, _, random, kind) => insertedAt(text, random.below(text.length + 1), random.pick(pieces(kind))),
  (text, _, random, kind) => insertedAt(text, random.below(text.length + 1), random.pick(pieces(kind))),
  (text, _, random) => insertedAt(text, random.below(text.length + 1), random.pick(WORDS)),
  (text, _, random) => insertedAt(text, random.below(text.length + 1), random.pick(ODD)),
  (text, _, random) => {
    // another quote or bracket in place of one
    const places = [...text.matchAll(/["'()[\]{}]/g)];
    if (places.length === 0) return text;
    const { index } = random.pick(places);
    return (
      text.slice(0, index) + random.pick(['"', "'", '(', ')', '[', ']', '{', '}', '"""', '']) + text.slice(index + 1)
    );
  },
  (text, _, random) => {
    // indentation of some lines
    const lines = text.split('\n');
    for (let i = random.below(lines.length), end = i + 1 + random.below(5); i < Math.min(end, lines.length); i++)
      lines[i] = random.pick([' ', '\t', '    ', '', '\f']) + lines[i]!.slice(random.below(3));
    return lines.join('\n');
  },
  (text, _, random) => text.replace(/\r?\n/g, random.pick(['\r\n', '\r', '\n\r', '\u2028', '\f\n'])),
  (text, _, random) => text.slice(0, random.below(text.length + 1)),
  (text, _, random) => text.slice(random.below(text.length + 1)),
  (text, _, random) => {
    // nesting
    const [a, b] = stretch(text, random);
    const [open, close] = random.pick([
      ['(', ')'],
      ['[', ']'],
      ['{', '}'],
      ['{"a": ', '}'],
      ['not ', ''],
      ['-', ''],
      ['f(', ')'],
      ['f"{', '}"'],
      ['lambda: ', ''],
      ['x.', ''],
      ['a + ', ''],
      ['- ', ''],
      ['- [', ']'],
      ['a: {', '}'],
      ['if x:\n', ''],
    ] as const);
    const depth = 1 + random.below(random.below(4) === 0 ? 700 : 12);
    return (
      text.slice(0, a) +
      open.repeat(depth) +
      text.slice(a, b) +
      (random.below(4) === 0 ? '' : close.repeat(depth)) +
      text.slice(b)
    );
  },
  (text, _, random) => {
    // noise
    let noise = '';
    for (let i = 0; i <= random.below(30); i++)
      noise += String.fromCharCode(random.below(random.below(2) ? 256 : 65_536));
    return insertedAt(text, random.below(text.length + 1), noise);
  },
  (text, _, random) => {
    // two lines change places
    const lines = text.split('\n');
    const [a, b] = [random.below(lines.length), random.below(lines.length)];
    [lines[a], lines[b]] = [lines[b]!, lines[a]!];
    return lines.join('\n');
  },
];

// --- changes that mostly leave Python well-formed ---

const CALM: readonly Change[] = [
  (text, _, random) => {
    // a line once more, elsewhere, at that place's indentation
    const lines = text.split('\n');
    const line = random.pick(lines).trim();
    const at = random.below(lines.length);
    lines.splice(at, 0, /^\s*/.exec(lines[at]!)![0] + line);
    return lines.join('\n');
  },
  (text, other, random) => {
    // a line of another program
    const lines = text.split('\n');
    const at = random.below(lines.length);
    lines.splice(at, 0, /^\s*/.exec(lines[at]!)![0] + random.pick(other.split('\n')).trim());
    return lines.join('\n');
  },
  (text, other) => `${text}\n${other}`,
  (text, _, random) => {
    // all of it into a suite
    const head = random.pick([
      'def f(path, **kwargs):',
      'class A(Base):',
      'if x:',
      'with a as b:',
      'for path in paths:',
      'try:',
      'async def g():',
      'while True:',
      'match x:\n    case 1:',
    ]);
    const indent = head.includes('\n') ? '        ' : random.pick(['    ', '  ', '\t']);
    const foot = head === 'try:' ? random.pick(['\nfinally:\n    pass\n', '\nexcept E as path:\n    raise\n']) : '\n';
    return `${head}\n${text
      .split('\n')
      .map((line) => (line.trim() === '' ? line : indent + line))
      .join('\n')}${foot}`;
  },
  (text, _, random) => {
    // one name becomes another
    const names = [...new Set(text.match(/\b[A-Za-z_]\w{2,}\b/g) ?? ['x'])];
    const [from, to] = [random.pick(names), random.pick(names)];
    return text.replace(new RegExp(`\\b${from}\\b`, 'g'), () => to);
  },
  (text, _, random) => {
    // one string becomes another
    const strings = [...text.matchAll(/(["'])(?:(?!\1)[^\\\n])*\1/g)];
    if (strings.length < 2) return text;
    const [from, to] = [random.pick(strings), random.pick(strings)];
    return text.slice(0, from.index) + to[0] + text.slice(from.index + from[0].length);
  },
  (text, _, random) =>
    text.replace(/\n/g, (end) =>
      random.below(30) === 0
        ? `${random.pick(['  # note', '  # nosec', '  # touchstone: ignore[unsafe-torch-load] ours', ' ;', '  '])}${end}`
        : end,
    ),
  (text, _, random) =>
    text.replace(/\(/g, (open) =>
      random.below(12) === 0 ? `${open}${random.pick(['\n', '\n        ', '  # (\n', ' '])}` : open,
    ),
  (text, _, random) =>
    text.replace(/ = /g, (equals) =>
      random.below(8) === 0 ? random.pick([' = \\\n    ', ': str = ', ' = x = ', ' = (', '=']) : equals,
    ),
  (text, _, random) => text.replace(/\r?\n/g, random.pick(['\r\n', '\n\n', '\n'])),
  (text, _, random) =>
    `${random.pick(['\ufeff', '#!/usr/bin/python\n', '"""About."""\n', 'from __future__ import annotations\n', '# 🙂\n', 'import os; import sys\n'])}${text}`,
  (text, _, random) => `${text}${random.pick(['', '\n', '\\', '\n#', '\n    ', '\n\f\n'])}`,
  (text, _, random) => {
    // some statements change places
    const lines = text.split('\n');
    const margins = lines.flatMap((line, i) => (/^[A-Za-z_@]/.test(line) ? [i] : []));
    if (margins.length < 3) return text;
    const cut = random.pick(margins);
    return [...lines.slice(cut), ...lines.slice(0, cut)].join('\n');
  },
  (text, _, random) => {
    // a program within a string, a string within a program
    const lines = text.split('\n');
    const at = random.below(lines.length);
    lines.splice(
      at,
      0,
      `${/^\s*/.exec(lines[at]!)![0]}${random.pick(['"""', "r'''", 'x = """', "f'''"])}${random.pick(['torch.load(', 'token = "hf_', '{x}', '\\', ' # '])}`,
      random.pick(['"""', "'''"]),
    );
    return lines.join('\n');
  },
];

// --- notebooks ---

/** Changes the JSON of a notebook: a value for another, cells that come twice or go, sources and outputs of every shape. */
function changedNotebook(text: string, other: string, random: Random): string {
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch {
    return mangled(text, other, 'notebook', random);
  }
  for (let i = 0; i <= random.below(4); i++) root = changedNode(root, other, random, 0);
  const json = JSON.stringify(root, null, random.pick([undefined, 1, 2, '\t'])) ?? 'null';
  return random.below(8) === 0
    ? mangled(json, other, 'notebook', random)
    : random.below(6) === 0
      ? json.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      : json;
}

function changedNode(node: unknown, other: string, random: Random, depth: number): unknown {
  if (depth > 1 && random.below(6) === 0)
    return random.pick<() => unknown>([
      () => null,
      () => [],
      () => ({}),
      () => 1e300,
      () => true,
      () => '',
      () => [node, node],
      () => ({ source: node }),
      () => [[node]],
      () => ['a\n', 1, null, 'b'],
    ])();
  if (typeof node === 'string')
    return random
      .pick(depth > 3 ? [...RAW, ...CALM] : RAW)(node, other.slice(0, 500), random, 'notebook')
      .slice(0, 20_000);
  if (Array.isArray(node)) {
    if (node.length === 0) return [{ output_type: 'stream', text: 'x' }];
    const at = random.below(node.length);
    switch (random.below(6)) {
      case 0:
        return [...node.slice(0, at), ...node.slice(at + 1)];
      case 1:
        return [...node, node[at] as unknown];
      case 2:
        return node.every((item) => typeof item === 'string') ? node.join('') : node; // a source as one string
      default:
        return node.map((item: unknown, i) => (i === at ? changedNode(item, other, random, depth + 1) : item));
    }
  }
  if (typeof node !== 'object' || node === null) return random.pick<unknown>([null, 0, -1, 'python', 'code', []]);
  const entries = Object.entries(node);
  if (entries.length === 0)
    return { data: { 'text/plain': ['x'], 'application/json': { a: [1] }, 'image/png': 'AAAA' } };
  const at =
    depth === 0 && random.below(4) > 0
      ? Math.max(
          entries.findIndex(([key]) => key === 'cells'),
          0,
        )
      : random.below(entries.length);
  switch (random.below(depth === 0 ? 20 : 10)) {
    case 0:
      return Object.fromEntries(entries.filter((_, i) => i !== at));
    case 1:
      return {
        ...node,
        [random.pick(['source', 'input', 'outputs', 'cell_type', 'metadata', 'worksheets', '__proto__', 'toString'])]:
          entries[at]![1] as unknown,
      };
    default:
      return Object.fromEntries(
        entries.map(([key, value], i) => [key, i === at ? changedNode(value, other, random, depth + 1) : value]),
      );
  }
}
