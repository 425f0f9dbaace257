import type { Finding, Note } from '../core/finding';
import { nearName } from '../core/near-name';
import { overlaps, rangeOf, type Range } from '../core/range';
import type { SuppressionRefusal, SuppressedRule, SuppressionFact, SuppressionState } from '../core/suppression-facts';
import type { Part } from '../readers/reading';
import { placeOf, reachOf, type LaidComment, type Laid } from './suppression-reach';
import { wishesOf, type Comment, type OwnWish, type Wish } from './suppression-comment';

/** A text with comments: what silences is in it. */
export type Commented = Omit<Part, 'facts'>;

export interface SuppressionOptions {
  readonly path: string;
  /** ISO date. */
  readonly today: string;
  /** Bandit's and ruff's comments count. */
  readonly honourNosec: boolean;
}

/** What is known of rules when the comments are looked over. */
export interface KnownRules {
  /** Those that judged all of the document; null where it was not judged to its end. */
  readonly ran: ReadonlySet<string> | null;
  /** Every rule there is. */
  readonly ids: readonly string[];
}

/** Without a carriage return, which is part of a comment to some parsers. */
const withoutEnd = ({ text, range }: Comment): Comment => {
  const kept = text.trimEnd();
  return { text: kept, range: rangeOf(range.start, range.start + kept.length) };
};

/** What a comment silences in its text. */
class Suppression {
  readonly used = new Set<string>();
  #reach: Range | undefined;

  constructor(
    readonly wish: Wish,
    readonly comment: Comment,
    readonly laid: Laid & Commented,
    readonly place: LaidComment,
  ) {}

  get active(): boolean {
    return this.wish.own === null || this.wish.own.refused === null;
  }

  /** Whether a place is where the comment counts, whatever the rule. An output is shown on the first line of its cell. */
  reaches(range: Range, place: Commented): boolean {
    if (this.wish.wholeFile) return true;
    this.#reach ??= reachOf(this.laid, this.comment.range, this.place);
    // A finding that has no extent is somewhere all the same.
    if (place.text === this.laid.text)
      return overlaps(
        rangeOf(range.start, Math.max(range.end, range.start + 1)),
        rangeOf(this.#reach.start, this.#reach.end + 1),
      );
    const { cell, range: shown } = place.placement.place(range);
    const own = this.laid.placement.place(this.#reach);
    return cell !== null && cell === own.cell && own.range.start.line <= shown.start.line;
  }

  names(rule: string): boolean {
    return this.wish.rules === null || this.wish.rules.has(rule);
  }
}

/** Comments that silence findings, in all texts of one document, and what they did. */
export class Suppressions {
  readonly #all: Suppression[] = [];
  #dependOnDate = false;

  constructor(
    parts: readonly Commented[],
    private readonly options: SuppressionOptions,
  ) {
    const byText = new Map<string, Commented[]>();
    for (const part of parts) {
      const others = byText.get(part.text);
      if (others) others.push(part);
      else if (part.comments.length > 0) byText.set(part.text, [part]);
    }
    for (const [text, same] of byText) this.#read(text, same);
  }

  /** Comments that ask for silence and do not get it, and why. */
  get notes(): readonly Note[] {
    return this.#all.flatMap(({ wish: { own }, comment, laid }) => {
      if (!own?.refused) return [];
      const { cell, range } = laid.placement.place(comment.range);
      const where = `${cell === null ? '' : `cell ${cell}, `}line ${range.start.line}`;
      const why = REASONS[own.refused](own);
      return [{ path: this.options.path, message: `${where}: the suppression comment ${why}, so it silences nothing` }];
    });
  }

  /** Whether a comment has a last day, so that another day gives another answer. */
  get dependOnDate(): boolean {
    return this.#dependOnDate;
  }

  /** Whether a comment silences a finding. Every one that does is used: none of them is needless while the others stand. */
  silence(finding: Finding, place: Commented): boolean {
    let silenced = false;
    for (const suppression of this.#all) {
      if (!suppression.active) continue;
      for (const { rule, range } of [finding, ...(finding.absorbed ?? [])]) {
        if (!suppression.names(rule) || !suppression.reaches(range, place)) continue;
        suppression.used.add(rule);
        silenced = true;
      }
    }
    return silenced;
  }

  /** What became of the product's own comments, once all findings were shown to them; with the text of each. */
  facts(known: KnownRules, judged: readonly { readonly finding: Finding; readonly place: Commented }[]) {
    const own = this.#all.filter(({ wish }) => wish.own);
    if (own.length === 0) return [];
    const rules: KnownRules = { ran: known.ran, ids: known.ids };
    return own.flatMap((suppression): { fact: SuppressionFact; place: Commented }[] => {
      const { wish, place, laid } = suppression;
      if (!wish.own) return [];
      const { range, named, list, until, refused } = wish.own;
      const reached =
        refused === 'no-rule'
          ? judged
              .filter((each) => suppression.reaches(each.finding.range, each.place))
              .map(({ finding }) => finding.rule)
          : [];
      return [
        {
          place: laid,
          fact: {
            range,
            removal: place.removal(range.start),
            wholeFile: wish.wholeFile,
            rules: named.map((each): SuppressedRule => {
              const state = stateOf(each.id, suppression, rules);
              const suggestion = state === 'unknown' ? (nearName(each.id, rules.ids) ?? null) : null;
              return { ...each, state, suggestion };
            }),
            list,
            until,
            refused,
            reached: [...new Set(reached)],
          },
        },
      ];
    });
  }

  #read(text: string, parts: readonly Commented[]): void {
    const seen = new Set<number>();
    let spans: readonly Range[] | undefined;
    const laid = {
      ...parts[0]!,
      text,
      cells: parts.find(({ cells }) => cells)?.cells ?? [],
      spans: () => (spans ??= parts.flatMap((part) => part.spans?.() ?? [])),
    };
    for (const { comments } of parts)
      for (const each of comments) {
        const comment = withoutEnd(each);
        const wishes = wishesOf(comment, this.options.today, this.options.honourNosec);
        if (wishes.length === 0 || seen.has(comment.range.start)) continue;
        seen.add(comment.range.start);
        const place = placeOf(laid, comment.range);
        for (const wish of wishes) {
          // Those of other tools speak for what they stand behind.
          this.#all.push(new Suppression(wish, comment, laid, wish.own ? place : { ...place, alone: false }));
          if (wish.own?.until) this.#dependOnDate = true;
        }
      }
  }
}

const REASONS: Readonly<Record<SuppressionRefusal, (wish: OwnWish) => string>> = {
  'no-rule': () => 'names no rule in brackets',
  'no-reason': () => 'gives no reason',
  'no-date': ({ until }) => `has no date as 2027-01-31 is one (${until!.text})`,
  expired: ({ until }) => `expired on ${until!.text}`,
};

function stateOf(id: string, { used, active }: Suppression, { ran, ids }: KnownRules): SuppressionState {
  if (used.has(id)) return 'used';
  if (!ids.includes(id)) return 'unknown';
  return active && ran?.has(id) ? 'unused' : 'unjudged';
}
