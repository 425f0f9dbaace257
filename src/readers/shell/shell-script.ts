import type { CommandFact, ShellFacts } from '../../core/command-facts';
import type { CommentFact } from '../../core/python-facts';
import { rangeOf, type Range } from '../../core/range';

/** Lines that look like comments to a shell and are read by a scheduler: Slurm, PBS, LSF, Grid Engine. */
const DIRECTIVE = /^#(?:SBATCH|PBS|BSUB|\$|QSUB|COBALT|OAR)(?=\s)/;

/** Heredocs whose end is not in the text are plain text; after this many, no more ends are looked for. */
export const MOST_UNCLOSED = 20;

/** Reads a shell script: one block of commands, as a `%%bash` cell is, without its comments, which are kept apart. */
export function readShellScript(text: string): ShellFacts {
  const comments = shellCommentsIn(text);
  const whole = rangeOf(0, text.length);
  const script: CommandFact = {
    kind: 'script',
    name: 'bash',
    body: withJoinedLines(blanked(text, comments)),
    bodyRange: whole,
    range: whole,
  };
  return { kind: 'shell', text, commands: [script], comments: comments.map((range) => commentFactAt(text, range)) };
}

export const commentFactAt = (text: string, range: Range): CommentFact => ({
  text: text.slice(range.start, range.end),
  range,
});

/** The text with blanks in place of some of its parts, at equal length; line ends stay. */
export function blanked(text: string, parts: readonly Range[]): string {
  let result = '';
  let at = 0;
  for (const { start, end } of parts) {
    result += text.slice(at, start) + text.slice(start, end).replace(/[^\r\n]/g, ' ');
    at = end;
  }
  return result + text.slice(at);
}

/** The text with its continued lines as one, at equal length: each escaped line end is blank. */
export const withJoinedLines = (text: string, escape = '\\'): string =>
  text.replace(escape === '`' ? /`[ \t]{0,100}\r?\n/g : /\\\r?\n/g, (end) => ' '.repeat(end.length));

/**
 * The comments of a shell text: a `#` that begins a word outside quotes and heredocs. Directives of schedulers are none. `lineEnds`
 * gets where lines end that nothing continues.
 * Source: POSIX.1-2024, Shell Command Language, 2.3 Token Recognition.
 */
export const shellCommentsIn = (text: string, lineEnds?: number[]): readonly Range[] => looked(text, lineEnds).comments;

/** Whether a shell text may end inside of a quote, a heredoc, a substitution or a continued line: what follows would be part of that. */
export function endsOpen(text: string): boolean {
  const { single, double, heredocs } = looked(text).open;
  const substituting = text.split('$(').length > text.split(')').length;
  return single || double || heredocs > 0 || substituting || /\\\s*$/.test(text.slice(-200));
}

/** What is open when the text ends: quotes that nothing closes, and how many heredocs. */
interface Open {
  single: boolean;
  double: boolean;
  heredocs: number;
}

function looked(text: string, lineEnds?: number[]): { readonly comments: readonly Range[]; readonly open: Open } {
  const comments: Range[] = [];
  const heredocs: Heredoc[] = [];
  const open: Open = { single: false, double: false, heredocs: 0 };
  for (let at = 0; at < text.length;) {
    const character = text[at]!;
    if (character === '\\') at += 2;
    else if (character === "'") at = open.single ? at + 1 : afterSingle(text, at, open);
    else if (character === '"') at = open.double ? at + 1 : afterDouble(text, at, open);
    else if (character === '#' && isWordStart(text, at)) {
      const end = endOfLine(text, at);
      if (!DIRECTIVE.test(text.slice(at, at + 10))) comments.push(rangeOf(at, end));
      at = end;
    } else if (character === '<' && text[at + 1] === '<') {
      const heredoc = heredocAt(text, at);
      if (heredoc !== null) heredocs.push(heredoc);
      at = heredoc?.end ?? at + (text[at + 2] === '<' ? 3 : 2);
    } else if (character === '\n' && heredocs.length > 0) {
      at = afterHeredocs(text, at + 1, heredocs.splice(0), open);
    } else {
      if (character === '\n') lineEnds?.push(at);
      at += 1;
    }
  }
  open.heredocs += heredocs.length;
  return { comments, open };
}

/** Commands of several lines: continued by a backslash, with a text in quotes, or with a heredoc. Offsets count from `base`. */
export function shellSpans(text: string, base = 0): readonly Range[] {
  const ends: number[] = [];
  shellCommentsIn(text, ends);
  let start = 0;
  return [...ends, text.length].flatMap((end) => {
    const [from, line] = [start, text.slice(start, end)];
    start = end + 1;
    return line.includes('\n') ? [rangeOf(base + from + line.length - line.trimStart().length, base + end)] : [];
  });
}

/** After the texts that were announced before the line at an offset, of which those without an end are plain text. */
function afterHeredocs(text: string, start: number, heredocs: readonly Heredoc[], open: { heredocs: number }): number {
  let at = start;
  for (const heredoc of heredocs) {
    const end = open.heredocs > MOST_UNCLOSED ? null : endOfHeredoc(text, at, heredoc);
    if (end === null) open.heredocs++;
    else at = end;
  }
  return at;
}

/** `<<NAME`, `<<-NAME`, `<<"NAME"`, and where that ends. */
export interface Heredoc {
  readonly name: string;
  /** Tabs before the lines are taken away, also before the closing name. */
  readonly indented: boolean;
  readonly end: number;
}

const HEREDOC = /<<(-?)[ \t]{0,8}(?:(["'])([\w.-]{1,80})\2|\\?([A-Za-z_][\w.-]{0,80}))/y;

/** The heredoc that is announced at an offset; null for `<<<` and shifts. */
export function heredocAt(text: string, at: number): Heredoc | null {
  HEREDOC.lastIndex = at;
  const match = HEREDOC.exec(text);
  return match === null ? null : { name: match[3] ?? match[4]!, indented: match[1] === '-', end: at + match[0].length };
}

/** Where the line that closes a heredoc ends, whose first line begins at an offset; null when none closes it. */
export function endOfHeredoc(text: string, start: number, { name, indented }: Heredoc): number | null {
  for (let at = start; at < text.length;) {
    const end = endOfLine(text, at);
    const line = text.slice(at, end);
    if ((indented ? line.replace(/^\t+/, '') : line) === name) return end;
    at = end + 1;
  }
  return null;
}

const isWordStart = (text: string, at: number): boolean => at === 0 || /[\s;&|()\uFEFF]/.test(text[at - 1]!);

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  if (end < 0) return text.length;
  return text[end - 1] === '\r' && end > at ? end - 1 : end;
}

/** After a text in single quotes; after the quote alone when nothing closes it. */
function afterSingle(text: string, at: number, open: { single: boolean }): number {
  const escapes = text[at - 1] === '$';
  for (let end = at + 1; end < text.length; end++) {
    if (escapes && text[end] === '\\') end++;
    else if (text[end] === "'") return end + 1;
  }
  open.single = true;
  return at + 1;
}

function afterDouble(text: string, at: number, open: { double: boolean }): number {
  for (let end = at + 1; end < text.length; end++) {
    if (text[end] === '\\') end++;
    else if (text[end] === '"') return end + 1;
  }
  open.double = true;
  return at + 1;
}
