/**
 * Magics that take Python on their own line: IPython's `%time`, `%timeit`, `%prun`, `%debug`, and those of memory_profiler,
 * line_profiler, ipyparallel, SnakeViz, pyinstrument and scalene. The letters are options whose value is a word of its own that is
 * no number. Sources: IPython, Built-in magic commands; the manuals of the extensions.
 */
const LINES: Readonly<Record<string, string>> = {
  time: '',
  timeit: 'p',
  prun: 'DlsT',
  memit: '',
  lprun: 'fmDTu',
  mprun: 'fT',
  debug: 'b',
  px: 't',
  snakeviz: 'f',
  pyinstrument: '',
  scalene: '',
  heat: 'o',
  memray_flamegraph: '',
};

/** Of those, the ones that give what the Python behind them gives. */
const GIVES = /^(?:time|px)$/;

/** Cell magics whose body is still Python of this program. */
const CELLS = new Set([
  ...Object.keys(LINES),
  'capture',
  'python',
  'python2',
  'python3',
  'py',
  'pypy',
  'pyspark',
  'local',
  'ipytest',
  'skip',
  'notify',
  'wandb',
  'autopx',
]);

/** Cell magics that run the rest of their first line before the cell (`%%timeit setup`), or with it. */
const WITH_SETUP = /^(?:timeit|prun|memit|lprun)$/;

export const isPythonCellMagic = (name: string): boolean => CELLS.has(name);

export const runsItsFirstLine = (name: string): boolean => WITH_SETUP.test(name);

export const givesItsValue = (name: string): boolean => GIVES.test(name);

const OPTION = /(?:--[A-Za-z][\w-]*(?:=\S*)?|-[A-Za-z]\S*)(?:[ \t]+|(?=\r?\n|$))/y;
const NUMBER = /[\d.]+(?:[ \t]+|(?=\r?\n|$))/y;
const WORD = /\S+(?:[ \t]+|(?=\r?\n|$))/y;

/**
 * Where the Python of a line magic begins, behind its options (`%timeit -n 3 -r 2 f()`); null where it takes none, or has none.
 * `at` is behind the magic's name and the blanks after it.
 */
export function pythonBehind(text: string, name: string, at: number, lineEnd: number): number | null {
  if (!Object.hasOwn(LINES, name)) return null;
  const valued = LINES[name]!;
  let start = at;
  for (;;) {
    const option = matchAt(OPTION, text, start);
    if (option === null || start + option.length > lineEnd) break;
    start += option.length;
    const letter = /^-([A-Za-z])[ \t]/.exec(option)?.[1];
    if (letter === undefined) continue;
    start += matchAt(valued.includes(letter) ? WORD : NUMBER, text, start)?.length ?? 0;
  }
  return start < lineEnd && text[start] !== '#' ? start : null;
}

function matchAt(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}
