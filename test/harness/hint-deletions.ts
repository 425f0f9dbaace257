import { FLOW_TRIGGERS } from '../../src/analysis/flow/response';
import { ORIGIN_TRIGGERS } from '../../src/analysis/flow/origin';
import type { CallPattern, Listeners, Reads, Rule } from '../../src/core/rule';
import { RULES } from '../../src/rules/index';

// What rules tell the prefilter, each hint taken away once.

/** A hint, with the rules that have it as they are without. */
export interface Deletion {
  readonly name: string;
  readonly without: readonly { readonly rule: Rule; readonly mutant: Rule }[];
  /** Only fixtures that mention one of these can tell. */
  readonly words: readonly string[];
}

/** Words that several rules share. Each is needed when any of them needs it. */
const TABLES: Readonly<Record<string, readonly string[]>> = {
  'the words of origins': ORIGIN_TRIGGERS,
  'the words of flows': FLOW_TRIGGERS,
};

/** A word of `beside` as it stands in a text: `dump(` is in `dumps(x)`. */
export const plain = (word: string): string => word.replace(/\($/, '').toLowerCase();

const lastNamesOf = ({ callees }: CallPattern): readonly string[] =>
  callees.map((callee) => callee.slice(callee.lastIndexOf('.') + 1));

const patternsOf = ({ listen }: Rule): readonly CallPattern[] => [
  ...(listen.calls ?? []),
  ...(listen.reads?.calls ?? []),
];

export const listening = (rule: Rule, listen: Partial<Listeners>): Rule => ({
  ...rule,
  listen: { ...rule.listen, ...listen },
});

/** The rule with something done to all its patterns of calls. */
function withPatterns(rule: Rule, change: <Pattern extends CallPattern>(pattern: Pattern) => Pattern): Rule {
  const { calls, reads } = rule.listen;
  return listening(rule, {
    ...(calls && { calls: calls.map(change) }),
    ...(reads?.calls && { reads: { ...reads, calls: reads.calls.map(change) } }),
  });
}

/** The rule without a word of `beside`, of those patterns that `concerns`. */
const withoutBeside = (rule: Rule, word: string, concerns: (pattern: CallPattern) => boolean): Rule =>
  withPatterns(rule, (pattern) =>
    pattern.beside && concerns(pattern)
      ? { ...pattern, beside: pattern.beside.filter((other) => other !== word) }
      : pattern,
  );

const tablesOf = ({ beside = [] }: CallPattern): readonly (readonly string[])[] =>
  Object.values(TABLES).filter((table) => table.every((word) => beside.includes(word)));

const ownWordsOf = (pattern: CallPattern): readonly string[] =>
  (pattern.beside ?? []).filter((word) => !tablesOf(pattern).some((table) => table.includes(word)));

export const sharedWords = (): readonly Deletion[] =>
  Object.entries(TABLES).flatMap(([name, table]) =>
    table.map((word) => ({
      name: `${name}: ${word}`,
      words: [word],
      without: RULES.filter((rule) => patternsOf(rule).some((pattern) => tablesOf(pattern).includes(table))).map(
        (rule) => ({ rule, mutant: withoutBeside(rule, word, (pattern) => tablesOf(pattern).includes(table)) }),
      ),
    })),
  );

export const ownWords = (): readonly Deletion[] =>
  RULES.flatMap((rule) =>
    [...new Set(patternsOf(rule).flatMap(ownWordsOf))].map((word) => ({
      name: `${rule.id}: ${word}`,
      words: [word],
      without: [{ rule, mutant: withoutBeside(rule, word, (pattern) => ownWordsOf(pattern).includes(word)) }],
    })),
  );

/** All of `beside` at once. The prefilter has one list for all patterns that end alike, so they lose it together. */
export const lists = (): readonly Deletion[] =>
  RULES.flatMap((rule) =>
    patternsOf(rule)
      .filter(({ beside }) => (beside ?? []).length > 0)
      .map((pattern) => {
        const names = new Set(lastNamesOf(pattern));
        return {
          name: `${rule.id}: beside ${pattern.callees[0]}`,
          words: pattern.beside!,
          without: [
            {
              rule,
              mutant: withPatterns(rule, (other) =>
                lastNamesOf(other).some((name) => names.has(name)) ? { ...other, beside: [] } : other,
              ),
            },
          ],
        };
      }),
  );

/** What is read because a call may fail. As with `beside`, patterns that end alike lose it together. */
export const failing = (): readonly Deletion[] =>
  RULES.flatMap((rule) =>
    patternsOf(rule)
      .filter(({ failures }) => failures)
      .map((pattern) => {
        const names = new Set(lastNamesOf(pattern));
        const isAlike = (other: CallPattern): boolean =>
          pattern.triggers
            ? other.triggers === pattern.triggers
            : !other.triggers && lastNamesOf(other).some((name) => names.has(name));
        return {
          name: `${rule.id}: failures of ${pattern.triggers?.[0] ?? pattern.callees[0]}`,
          words: pattern.triggers ?? [...names],
          without: [
            {
              rule,
              mutant: withPatterns(rule, (other) => (isAlike(other) ? { ...other, failures: false } : other)),
            },
          ],
        };
      }),
  );

export const reading = (): readonly Deletion[] =>
  RULES.flatMap((rule) => {
    const { reads = {} } = rule.listen;
    const { calls = [] } = reads;
    const without = (
      kind: 'assignments' | 'strings' | 'classes',
    ): readonly (readonly [string, readonly string[], Reads])[] =>
      (reads[kind] ?? []).map((word) => [
        `${kind} of ${word}`,
        [word],
        { ...reads, [kind]: reads[kind]!.filter((each) => each !== word) },
      ]);
    const mutants: readonly (readonly [string, readonly string[], Reads])[] = [
      ...calls.map(
        (pattern) =>
          [
            `calls of ${pattern.callees[0]}`,
            lastNamesOf(pattern),
            { ...reads, calls: calls.filter((other) => other !== pattern) },
          ] as const,
      ),
      ...calls.flatMap((pattern) =>
        (pattern.triggers ?? []).map(
          (trigger) =>
            [
              `calls with ${trigger}`,
              [trigger],
              {
                ...reads,
                calls: calls.map((other) =>
                  other === pattern
                    ? { ...other, triggers: other.triggers!.filter((each) => each !== trigger) }
                    : other,
                ),
              },
            ] as const,
        ),
      ),
      ...calls
        .filter(({ results }) => results)
        .map(
          (pattern) =>
            [
              `results of ${pattern.callees[0]}`,
              lastNamesOf(pattern),
              { ...reads, calls: calls.map((other) => (other === pattern ? { ...other, results: false } : other)) },
            ] as const,
        ),
      ...without('assignments'),
      ...without('strings'),
      ...without('classes'),
    ];
    return mutants.map(([name, words, changed]) => ({
      name: `${rule.id}: ${name}`,
      words: words.map((word) => word.toLowerCase()),
      without: [{ rule, mutant: listening(rule, { reads: changed }) }],
    }));
  });
