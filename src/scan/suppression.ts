import type { Finding, Note } from '../core/finding';
import { nearName } from '../core/near-name';
import { rangeOf, type Range } from '../core/range';
import type { SuppressionRefusal, SuppressedRule, SuppressionFact, SuppressionState } from '../core/suppression-facts';
import type { Part } from '../readers/reading';
import { Layout, placeOf, reachOf, type LaidComment } from './suppression-reach';
import { SuppressionIndex } from './suppression-index';
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

interface Judged {
  readonly finding: Finding;
  readonly place: Commented;
}

/** What a comment silences in its text. */
export class Suppression {
  readonly used = new Set<string>();
  #reach: Range | undefined;

  constructor(
    readonly wish: Wish,
    readonly comment: Comment,
    readonly text: Commented,
    private readonly layout: Layout,
    readonly place: LaidComment,
  ) {}

  get active(): boolean {
    return this.wish.own === null || this.wish.own.refused === null;
  }

  /** Where it counts in its text, if it is not for the whole file. */
  get reach(): Range {
    return (this.#reach ??= reachOf(this.layout, this.comment.range, this.place));
  }

  /** Whether it counts for a place in another text of the document: an output is shown on the first line of its cell. */
  showsAt(range: Range, place: Commented): boolean {
    const { cell, range: shown } = place.placement.place(range);
    const own = this.text.placement.place(this.reach);
    return cell !== null && cell === own.cell && own.range.start.line <= shown.start.line;
  }
}

/** Comments that silence findings, in all texts of one document, and what they did. */
export class Suppressions {
  readonly #all: Suppression[] = [];
  /** By text, of each the first. */
  readonly #parts = new Map<string, Commented>();
  #index: SuppressionIndex | undefined;
  #dependOnDate = false;

  constructor(
    parts: readonly Commented[],
    private readonly options: SuppressionOptions,
  ) {
    const byText = new Map<string, Commented[]>();
    for (const part of parts) {
      if (!this.#parts.has(part.text)) this.#parts.set(part.text, part);
      const others = byText.get(part.text);
      if (others) others.push(part);
      else if (part.comments.length > 0) byText.set(part.text, [part]);
    }
    for (const [text, same] of byText) this.#read(text, same);
  }

  /** Comments that ask for silence and do not get it, and why. */
  get notes(): readonly Note[] {
    return this.#all.flatMap(({ wish: { own }, comment, text }) => {
      if (!own?.refused) return [];
      const { cell, range } = text.placement.place(comment.range);
      const where = `${cell === null ? '' : `cell ${cell + 1}, `}line ${range.start.line}`;
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
    if (this.#all.length === 0) return false;
    let silenced = false;
    for (const { rule, range } of [finding, ...(finding.absorbed ?? [])])
      for (const suppression of this.#at(rule, range, place)) {
        suppression.used.add(rule);
        silenced = true;
      }
    return silenced;
  }

  /** What silences a rule at a place, in its own text or in the one around a document inside another. */
  #at(rule: string, range: Range, place: Commented): readonly Suppression[] {
    this.#index ??= new SuppressionIndex(this.#all.filter(({ active }) => active));
    const host = place.within && this.#parts.get(place.within.text);
    return [
      ...this.#index.at(rule, range, place),
      ...(host ? this.#index.at(rule, place.within!.rangeOf(range), host) : []),
    ];
  }

  /** What became of the product's own comments, once all findings were shown to them; with the text of each. */
  facts(known: { readonly [Key in keyof KnownRules]: () => KnownRules[Key] }, judged: readonly Judged[]) {
    const own = this.#all.filter(({ wish }) => wish.own);
    if (own.length === 0) return [];
    const rules: KnownRules = { ran: known.ran(), ids: known.ids() };
    const suggestions = new Map<string, string | null>();
    const suggestionFor = (id: string): string | null => {
      let near = suggestions.get(id);
      if (near === undefined) suggestions.set(id, (near = nearName(id, rules.ids) ?? null));
      return near;
    };
    return own.flatMap((suppression): { fact: SuppressionFact; place: Commented }[] => {
      const { wish, place, text } = suppression;
      if (!wish.own) return [];
      const { range, named, list, until, refused } = wish.own;
      const reached = refused === 'no-rule' ? rulesReached(wish, suppression, judged) : [];
      return [
        {
          place: text,
          fact: {
            range,
            removal: place.removal(range.start),
            wholeFile: wish.wholeFile,
            rules: named.map((each): SuppressedRule => {
              const state = stateOf(each.id, suppression, rules);
              const suggestion = state === 'unknown' ? suggestionFor(each.id) : null;
              return { ...each, state, suggestion };
            }),
            list,
            until,
            refused,
            reached,
          },
        },
      ];
    });
  }

  #read(text: string, parts: readonly Commented[]): void {
    const seen = new Set<number>();
    const cells = parts.find((part) => part.cells)?.cells ?? [];
    const layout = new Layout(text, cells, () => parts.flatMap((part) => part.spans?.() ?? []));
    for (const { comments } of parts)
      for (const each of comments) {
        const comment = withoutEnd(each);
        const wishes = wishesOf(comment, this.options.today, this.options.honourNosec);
        if (wishes.length === 0 || seen.has(comment.range.start)) continue;
        seen.add(comment.range.start);
        const place = placeOf(layout, comment.range);
        for (const wish of wishes) {
          // Those of other tools speak for what they stand behind.
          this.#all.push(
            new Suppression(wish, comment, parts[0]!, layout, wish.own ? place : { ...place, alone: false }),
          );
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

/** Rules of what is found where a comment would count that names none. */
function rulesReached(wish: Wish, suppression: Suppression, judged: readonly Judged[]): readonly string[] {
  const found = judged.filter(
    ({ finding: { range }, place }) =>
      wish.wholeFile ||
      (place.text === suppression.text.text &&
        range.start <= suppression.reach.end &&
        range.end > suppression.reach.start),
  );
  return [...new Set(found.map(({ finding }) => finding.rule))];
}

function stateOf(id: string, { used, active }: Suppression, { ran, ids }: KnownRules): SuppressionState {
  if (used.has(id)) return 'used';
  if (!ids.includes(id)) return 'unknown';
  return active && ran?.has(id) ? 'unused' : 'unjudged';
}
