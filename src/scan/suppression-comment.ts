import { rangeOf, type Range } from '../core/range';
import type { SuppressionRefusal, SuppressionFact } from '../core/suppression-facts';

export interface Comment {
  readonly text: string;
  readonly range: Range;
}

/** What a comment asks for. */
export interface Wish {
  /** Null: every rule. */
  readonly rules: ReadonlySet<string> | null;
  readonly wholeFile: boolean;
  /** Null for those of other tools. */
  readonly own: OwnWish | null;
}

export interface OwnWish {
  readonly range: Range;
  readonly named: readonly { readonly id: string; readonly range: Range; readonly removal: Range }[];
  readonly list: Range;
  readonly until: SuppressionFact['until'];
  readonly refused: SuppressionRefusal | null;
}

const SIGN = /touchstone:|nosec|noqa/i;
/** The signs of comments: `#`; `;` of INI, `!` of Java properties, `//` and `/*` of JSON with comments, which begin it. */
const OWN =
  /(?:^(?:[;!]+|\/\/+|\/\*+)|#|\/\/)\s*touchstone:\s*ignore(-file)?\s*(?:(\[)([^\]\n]{0,500})\])?([^\n]{0,500})/d;
/** What is meant as a date: of three numbers with a year of four digits, or `2027-01`. */
const UNTIL = /\buntil\s+(\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{4}|\d{8}|\d{4}-\d{1,2})(?![\w-])/d;
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

/** What a comment asks for: `# touchstone: ignore[rule] reason until 2027-01-31`, `ignore-file`, `# nosec`, `# noqa: S…`. `today` is an ISO date. */
export function wishesOf(comment: Comment, today: string, honourNosec: boolean): readonly Wish[] {
  if (!SIGN.test(comment.text)) return [];
  const match = OWN.exec(comment.text);
  if (match) return [ownWish(comment, match, today)];
  return honourNosec ? foreignWishes(comment.text) : [];
}

function foreignWishes(text: string): readonly Wish[] {
  const wishes: Wish[] = [];
  const nosec = NOSEC.exec(text);
  const add = (rules: Wish['rules']): void => void wishes.push({ rules, wholeFile: false, own: null });
  if (nosec) add(nosec[1]!.trim() === '' ? null : rulesOf(nosec[1]!));
  const noqa = NOQA.exec(text);
  if (noqa && /\bS(?:\d{3})?\b/i.test(noqa[1]!)) add(/\bS\b/i.test(noqa[1]!) ? null : rulesOf(noqa[1]!));
  return wishes;
}

const rulesOf = (codes: string): Set<string> =>
  new Set([...codes.matchAll(/[BS](\d{3})/gi)].flatMap((match) => CODES[match[1]!] ?? []));

function ownWish({ text, range }: Comment, match: RegExpExecArray, today: string): Wish {
  const at = (offset: number): number => range.start + offset;
  const [head, words] = [match.indices![2], match.indices![4]!];
  const named = namedIn(match[3] ?? '', head ? at(head[1]) : 0);
  // The end of a comment between two signs is no reason.
  const written = match[4]!.replace(/\*\/\s*$/, '');
  const until = untilIn(written, at(words[0]));
  const reason = written.replace(UNTIL, '').replace(/[#\-–—:\s]+/g, '');
  const refused =
    named.length === 0
      ? 'no-rule'
      : reason === ''
        ? 'no-reason'
        : until && until.meant !== until.text
          ? 'no-date'
          : until && until.text < today
            ? 'expired'
            : null;
  const end = text.endsWith('*/') && match.index > 0 ? text.length - 2 : text.length;
  return {
    rules: new Set(named.map(({ id }) => id)),
    wholeFile: match[1] !== undefined,
    own: {
      range: rangeOf(at(match.index), at(end)),
      named,
      list: head ? rangeOf(at(head[0]), at(words[0])) : rangeOf(at(words[0]), at(words[0])),
      until,
      refused,
    },
  };
}

/** The names in a list that begins at an offset; each goes with the comma before it, the first with the one after it. */
function namedIn(list: string, start: number): OwnWish['named'] {
  const found = [...list.matchAll(/[^,\s](?:[^,]*[^,\s])?/g)].map(({ 0: id, index }) => ({
    id,
    range: rangeOf(start + index, start + index + id.length),
  }));
  return found.map(({ id, range }, i) => {
    const [before, after] = [found[i - 1], found[i + 1]];
    const removal = before
      ? rangeOf(before.range.end, range.end)
      : rangeOf(range.start, after ? after.range.start : range.end);
    return { id, range, removal };
  });
}

function untilIn(text: string, start: number): OwnWish['until'] {
  const match = UNTIL.exec(text);
  if (!match) return null;
  const [from, to] = match.indices![1]!;
  return { text: match[1]!, range: rangeOf(start + from, start + to), meant: isoOf(match[1]!) };
}

/** The day that is meant, as ISO 8601 writes it; null where there is no such day, or two would do. */
function isoOf(written: string): string | null {
  const numbers = /^\d{8}$/.test(written)
    ? [written.slice(0, 4), written.slice(4, 6), written.slice(6)]
    : written.split(/[-./]/);
  if (numbers.length < 3) return null;
  if (numbers[0]!.length === 4) return dayOf(numbers);
  const [first, second, year] = numbers as [string, string, string];
  const [dayFirst, monthFirst] = [dayOf([year, second, first]), dayOf([year, first, second])];
  // With dots the day comes first; otherwise only a number above 12 tells.
  if (written.includes('.') || monthFirst === null || monthFirst === dayFirst) return dayFirst;
  return dayFirst === null ? monthFirst : null;
}

function dayOf(numbers: readonly string[]): string | null {
  const [year, month, day] = numbers.map(Number) as [number, number, number];
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
    ? date.toISOString().slice(0, 10)
    : null;
}
