import { lastNameOf, matchesCallee } from '../core/callee-pattern';
import { detached } from '../core/detached-text';
import type { CallFact, PythonFacts } from '../core/python-facts';
import type { Listeners, Rule } from '../core/rule';
import { lookAnywhere } from '../readers/prefilter/near';
import { WordFinder } from '../readers/prefilter/word-finder';
import { MAX_REMEMBERED, type Ear } from './ears';

type CallListener = NonNullable<Listeners['calls']>[number];

/** The last name of patterns that end in one with a `*`. */
const ANY = '*';
const SPREAD = '**';

/** Listeners that wait for calls: found by the last name of the callee, then by pattern, then by words of the call. */
export class CallEars {
  /** By the last names of what they wait for, with the patterns that may fit then. */
  readonly #byName = new Map<string, (Ear<CallListener> & { readonly patterns: readonly string[] })[]>();
  readonly #byCallee = new Map<string, readonly Ear<CallListener>[]>();
  /** Words of all listeners that wait for words. */
  readonly #finder: WordFinder;
  readonly #spread: number;
  readonly #words = new Map<readonly string[], ReadonlySet<number>>();

  constructor(rules: readonly Rule[]) {
    for (const rule of rules)
      for (const listener of rule.listen.calls ?? [])
        for (const [name, patterns] of patternsByName(listener.callees))
          this.#byName.set(name, [...(this.#byName.get(name) ?? []), { rule, listener, patterns }]);
    this.#finder = new WordFinder([
      ...rules.flatMap(({ listen }) => (listen.calls ?? []).flatMap(({ triggers }) => triggers ?? [])),
      SPREAD,
    ]);
    this.#spread = this.#finder.indexOf(SPREAD);
  }

  /** Tells every listener of the calls that it waits for, in the order of the text. */
  tell(facts: PythonFacts, hear: (ear: Ear<CallListener>, call: CallFact) => void): void {
    /** No call that ends before this offset has a word that any listener waits for: an outer one had none. */
    let silent = -1;
    for (const call of facts.calls) {
      const ears = this.#earsOf(call.callee);
      if (ears.length === 0) continue;
      let words: readonly number[] | undefined;
      for (const ear of ears) {
        const { triggers, anywhere } = ear.listener;
        if (anywhere && lookAnywhere(anywhere)(facts.text, 0, 0) !== true) continue;
        if (triggers) {
          if (call.range.end <= silent) continue;
          words ??= this.#finder.find(facts.text, call.range.start, call.range.end);
          if (words.length === 0) {
            silent = call.range.end;
            continue;
          }
          if (!this.#hears(triggers, words, call)) continue;
        }
        hear(ear, call);
      }
    }
  }

  #earsOf(callee: string): readonly Ear<CallListener>[] {
    let ears = this.#byCallee.get(callee);
    if (!ears) {
      const last = lastNameOf(callee);
      const found = [...(this.#byName.get(last) ?? []), ...(this.#byName.get(ANY) ?? [])].filter(({ patterns }) =>
        patterns.some((pattern) => matchesCallee(pattern, callee)),
      );
      ears = [...new Map(found.map((ear) => [ear.listener, ear])).values()];
      if (this.#byCallee.size > MAX_REMEMBERED) this.#byCallee.clear();
      this.#byCallee.set(detached(callee), ears);
    }
    return ears;
  }

  /** The same question that the prefilter asks. What a spread mapping brings, no text of the call tells. */
  #hears(triggers: readonly string[], words: readonly number[], call: CallFact): boolean {
    const wanted = this.#indicesOf(triggers);
    return (
      words.some((word) => wanted.has(word)) ||
      (words.includes(this.#spread) &&
        call.spreadKeys.some((key) => this.#finder.find(key).some((word) => wanted.has(word))))
    );
  }

  #indicesOf(words: readonly string[]): ReadonlySet<number> {
    let indices = this.#words.get(words);
    if (!indices) this.#words.set(words, (indices = new Set(words.map((word) => this.#finder.indexOf(word)))));
    return indices;
  }
}

/** Patterns of callees by their last names; under a name also those whose last name may be any. */
function patternsByName(callees: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const own = new Map<string, string[]>();
  for (const callee of callees) {
    const segment = lastNameOf(callee);
    const name = segment.includes('*') ? ANY : segment;
    own.set(name, [...(own.get(name) ?? []), callee]);
  }
  const any = own.get(ANY) ?? [];
  return new Map([...own].map(([name, patterns]) => [name, name === ANY ? patterns : [...patterns, ...any]]));
}
