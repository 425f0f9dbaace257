import type { Note } from '../core/finding';
import { LineIndex, type Range } from '../core/range';

interface Comment {
  readonly text: string;
  readonly range: Range;
}

interface Suppression {
  /** Line of the comment, from 1. */
  readonly line: number;
  /** Null: every rule. */
  readonly rules: ReadonlySet<string> | null;
  readonly wholeFile: boolean;
  /** The comment stands alone on its line, so it also speaks for the next. */
  readonly alone: boolean;
}

const SIGN = /touchstone:|nosec|noqa/i;
const OWN = /#\s*touchstone:\s*ignore(-file)?\s*(?:\[([^\]\n]{0,500})\])?([^\n]{0,500})/;
const UNTIL = /\buntil\s+(\d{4}-\d{2}-\d{2})\b/;
const NOSEC = /#\s*nosec\b[ \t]*:?[ \t]*((?:[BS]\d{3}[ \t,]*)*)/i;
const NOQA = /#\s*noqa:[ \t]*([A-Z]+\d*(?:[ \t,]+[A-Z]+\d+)*)/i;

/** What bandit's and ruff's codes are called here. */
const CODES: Readonly<Record<string, readonly string[]>> = {
  '105': ['hardcoded-secret'],
  '106': ['hardcoded-secret'],
  '107': ['hardcoded-secret'],
  '301': [
    'unsafe-pickle-load',
    'unsafe-pandas-load',
    'unsafe-shelve-open',
    'unsafe-jsonpickle-decode',
    'unsafe-joblib-load',
  ],
  '302': ['unsafe-marshal-load'],
  '403': ['unsafe-pickle-load'],
  '506': ['unsafe-yaml-load', 'unsafe-ruamel-load'],
  '614': ['unsafe-torch-load', 'weights-only-disabled'],
  '615': ['unpinned-model-revision', 'untrusted-model-source'],
};

/** Comments that silence findings: `# touchstone: ignore[rule] reason until 2027-01-31`, `ignore-file`, `# nosec`, `# noqa: S…`. */
export class Suppressions {
  readonly #lines: LineIndex;
  readonly #active: Suppression[] = [];
  readonly #problems: Note[] = [];
  #dependOnDate = false;

  /** `today` is an ISO date. `honourNosec` lets bandit's and ruff's comments count. */
  constructor(
    text: string,
    comments: readonly Comment[],
    options: { readonly path: string; readonly today: string; readonly honourNosec: boolean },
  ) {
    this.#lines = new LineIndex(text);
    for (const comment of comments) this.#read(comment, text, options);
  }

  /** Comments that ask for silence and do not get it, and why. */
  get notes(): readonly Note[] {
    return this.#problems;
  }

  /** Whether a comment has a last day, so that another day gives another answer. */
  get dependOnDate(): boolean {
    return this.#dependOnDate;
  }

  covers(rule: string, range: Range): boolean {
    if (this.#active.length === 0) return false;
    const first = this.#lines.positionAt(range.start).line;
    const last = this.#lines.positionAt(Math.max(range.start, range.end - 1)).line;
    return this.#active.some(
      (item) =>
        (item.rules === null || item.rules.has(rule)) &&
        (item.wholeFile || (item.line >= first && item.line <= last) || (item.alone && item.line === first - 1)),
    );
  }

  #read(
    comment: Comment,
    text: string,
    options: { readonly path: string; readonly today: string; readonly honourNosec: boolean },
  ): void {
    if (!SIGN.test(comment.text)) return;
    // Most of these comments have to do with style: the lines of the text are not counted for them.
    const lineOf = (): number => this.#lines.positionAt(comment.range.start).line;
    const own = OWN.exec(comment.text);
    if (own) {
      const line = lineOf();
      const alone = text.slice(this.#lines.startOf(line), comment.range.start).trim() === '';
      const rules =
        own[2] === undefined
          ? []
          : own[2]
              .split(',')
              .map((rule) => rule.trim())
              .filter((rule) => rule !== '');
      const until = UNTIL.exec(own[3]!)?.[1];
      if (until !== undefined) this.#dependOnDate = true;
      const reason = own[3]!.replace(UNTIL, '').replace(/[#\-–—:\s]+/g, '');
      if (rules.length === 0) this.#refuse(options.path, line, 'names no rule in brackets');
      else if (reason === '') this.#refuse(options.path, line, 'gives no reason');
      else if (until !== undefined && until < options.today) this.#refuse(options.path, line, `expired on ${until}`);
      else this.#active.push({ line, rules: new Set(rules), wholeFile: own[1] !== undefined, alone });
      return;
    }
    if (!options.honourNosec) return;
    const nosec = NOSEC.exec(comment.text);
    if (nosec)
      this.#active.push({
        line: lineOf(),
        rules: nosec[1]!.trim() === '' ? null : rulesOf(nosec[1]!),
        wholeFile: false,
        alone: false,
      });
    const noqa = NOQA.exec(comment.text);
    if (noqa && /\bS(?:\d{3})?\b/i.test(noqa[1]!))
      this.#active.push({
        line: lineOf(),
        rules: /\bS\b/i.test(noqa[1]!) ? null : rulesOf(noqa[1]!),
        wholeFile: false,
        alone: false,
      });
  }

  #refuse(path: string, line: number, why: string): void {
    this.#problems.push({ path, message: `line ${line}: the suppression comment ${why}, so it silences nothing` });
  }
}

function rulesOf(codes: string): Set<string> {
  return new Set([...codes.matchAll(/[BS](\d{3})/gi)].flatMap((match) => CODES[match[1]!] ?? []));
}
