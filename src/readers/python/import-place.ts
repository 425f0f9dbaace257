import { LineLexer } from './logical-lines';

/** An insertion that imports a module. */
export interface ImportPlace {
  readonly at: number;
  readonly text: string;
}

/** Modules of the standard library that programs for machine learning import. Source: `sys.stdlib_module_names` of Python 3.13. */
const STANDARD = new Set(
  `abc argparse array ast asyncio atexit base64 bdb binascii bisect builtins bz2 calendar cgi cmath cmd code codecs collections colorsys concurrent configparser contextlib contextvars copy copyreg csv ctypes curses dataclasses datetime dbm decimal difflib dis doctest email enum errno faulthandler fcntl filecmp fileinput fnmatch fractions ftplib functools gc getopt getpass gettext glob graphlib grp gzip hashlib heapq hmac html http imaplib importlib inspect io ipaddress itertools json keyword linecache locale logging lzma mailbox marshal math mimetypes mmap multiprocessing netrc ntpath numbers operator os pathlib pdb pickle pickletools pkgutil platform plistlib poplib posixpath pprint profile pstats pty pwd queue quopri random re readline reprlib resource runpy sched secrets select selectors shelve shlex shutil signal site smtplib socket socketserver sqlite3 ssl stat statistics string struct subprocess sys sysconfig syslog tarfile telnetlib tempfile termios textwrap threading time timeit tkinter token tokenize tomllib trace traceback tracemalloc tty types typing unicodedata unittest urllib uuid venv warnings wave weakref webbrowser winreg wsgiref xml xmlrpc zipapp zipfile zipimport zlib zoneinfo`.split(
    ' ',
  ),
);

/** An import at the margin of a module. `section`: 0 `__future__`, 1 standard library, 2 others, 3 the program's own (relative). */
interface ImportLine {
  readonly start: number;
  readonly end: number;
  readonly section: number;
  /** The module of `import x`; null for `from x import y`. */
  readonly plain: string | null;
}

/** Statements that are looked at for the imports that open a module. */
const MOST_LINES = 400;

const sectionOf = (module: string): number => {
  const first = module.split('.', 1)[0]!;
  return first === '' ? 3 : first === '__future__' ? 0 : STANDARD.has(first) ? 1 : 2;
};

/**
 * Where a module's new import goes by the order that isort and PEP 8 ask for: in its section, `import x` by name and before
 * `from x import y`; sections in order, with a blank line between. Null where the module has no imports, or where the place
 * would be behind `limit`, so that it has no name yet there.
 */
export function placeInOrder(text: string, module: string, limit: number, newline: string): ImportPlace | null {
  const lines = openingImports(text);
  if (lines.length === 0) return null;
  const section = sectionOf(module);
  const own = lines.filter((line) => line.section === section);
  const place = own.length > 0 ? inSection(own, module, newline) : newSection(text, lines, section, module, newline);
  return place.at <= limit && (place.at === 0 || /[\n\r\ufeff]/.test(text[place.at - 1]!)) ? place : null;
}

/** The blank lines that PEP 8 asks for around the only import of a module: below a docstring, above the code, above a definition two. */
export function blanksAround(
  text: string,
  at: number,
  newline: string,
): { readonly before: string; readonly after: string } {
  const line = text.slice(text.lastIndexOf('\n', at - 2) + 1, at);
  const rest = text.slice(at, at + 20);
  // In the middle of a line, or where another import stands.
  if ((at > 0 && !/[\n\ufeff]$/.test(line)) || /^(?:import|from)\b/.test(rest)) return { before: '', after: '' };
  const before = at > 0 && !/^(?:#|\s*$)/.test(line.replace(/^\ufeff/, '')) ? newline : '';
  const missing = /^\s*$/.test(text.slice(at)) ? 0 : /^(?:@|def\b|class\b|async\b)/.test(rest) ? 2 : 1;
  const there = /^(?:[ \t]*\r?\n)*/.exec(text.slice(at, at + 200))![0].split('\n').length - 1;
  return { before, after: newline.repeat(Math.max(0, missing - there)) };
}

function inSection(own: readonly ImportLine[], module: string, newline: string): ImportPlace {
  const text = `import ${module}${newline}`;
  const plain = own.filter((line) => line.plain !== null);
  if (plain.length === 0) return { at: own[0]!.start, text };
  const next = plain.find((line) => line.plain!.toLowerCase() > module.toLowerCase());
  return { at: next ? next.start : plain[plain.length - 1]!.end, text };
}

function newSection(
  text: string,
  lines: readonly ImportLine[],
  section: number,
  module: string,
  newline: string,
): ImportPlace {
  const later = lines.find((line) => line.section > section);
  if (!later) return { at: lines[lines.length - 1]!.end, text: `${newline}import ${module}${newline}` };
  return { at: aboveComments(text, later.start), text: `import ${module}${newline}${newline}` };
}

/** Before the comments right above an import, which belong to it; but for those that open the file. */
function aboveComments(text: string, start: number): number {
  let at = start;
  for (;;) {
    const before = text.lastIndexOf('\n', at - 2) + 1;
    if (at === 0 || !/^[ \t]*#/.test(text.slice(before, at))) return at;
    if (before === 0) return start;
    at = before;
  }
}

/** The imports at the margin with which a module opens, behind its docstring and comments. */
function openingImports(text: string): readonly ImportLine[] {
  const lexer = new LineLexer(text);
  const lines: ImportLine[] = [];
  for (let count = 0; count < MOST_LINES && lexer.open(); count++) {
    const { content, margin } = lexer;
    lexer.close();
    const statement = text.slice(content, Math.min(lexer.end, content + 200));
    if (/^#/.test(statement)) continue;
    const read = content === margin ? /^(?:import\s+([\w.]+)|from\s+(\.*[\w.]*)\s*import\b)/.exec(statement) : null;
    if (read) {
      const module = read[1] ?? read[2]!;
      while (lexer.goesOn && lexer.open()) lexer.close();
      lines.push({ start: content, end: lexer.next, section: sectionOf(module), plain: read[1] ?? null });
    } else if (lines.length > 0 || !/^[rRuU]?["']/.test(statement)) break;
  }
  // Behind the last line of a text without an end of line nothing can be put as a line.
  return lines.filter(({ end }) => text[end - 1] === '\n' || text[end - 1] === '\r');
}
