import { type Random } from '../../bench/corpus';
import type { Kind } from './subjects';
import { ODD, piecesOf, WORDS } from './pieces';

/** Makes another text of a text, with something of a third. */
export type Change = (text: string, other: string, random: Random, kind: Kind) => string;

/** A text after a change that may break everything. */
export const mangled = (text: string, other: string, kind: Kind, random: Random): string =>
  random.pick(RAW)(text, other, random, kind).slice(0, 200_000);

const insertedAt = (text: string, at: number, piece: string): string => text.slice(0, at) + piece + text.slice(at);

function stretch(text: string, random: Random): readonly [number, number] {
  const start = random.below(text.length + 1);
  const length =
    random.below(3) === 0 ? random.below(text.length - start + 1) : random.below(Math.min(40, text.length - start) + 1);
  return [start, start + length];
}

/** Changes that may break everything. */
export const RAW: readonly Change[] = [
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
  (text, _, random, kind) => insertedAt(text, random.below(text.length + 1), random.pick(piecesOf(kind))),
  (text, _, random, kind) => insertedAt(text, random.below(text.length + 1), random.pick(piecesOf(kind))),
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

/** Changes that mostly leave Python well-formed. */
export const CALM: readonly Change[] = [
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
  (text, _, random) =>
    // statements behind one another, and suites on the lines of their headers
    text
      .replace(/(?<=[\w)\]"'])(\r?\n)([ \t]*)(?=\w)(?!(?:el|ex|fin|de|cl|if|for|wh|wi|try|as|ma|ca))/g, (gap) =>
        random.below(4) === 0 ? random.pick(['; ', ';', ' ; \\\n ']) : gap,
      )
      .replace(/:\r?\n[ \t]+(?=\w[^\n:]*\r?\n(?:\r?\n|\S))/g, (gap) => (random.below(3) === 0 ? ': ' : gap)),
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
