import assert from 'node:assert/strict';
import { FLOW_TRIGGERS } from '../../src/analysis/flow/response';
import { ORIGIN_TRIGGERS } from '../../src/analysis/flow/origin';
import type { CallPattern, Listeners, Reads, Rule } from '../../src/core/rule';
import { Triggers } from '../../src/readers/prefilter/triggers';
import { RULES } from '../../src/rules/index';
import { Engine } from '../../src/scan/engine';
import { grammars } from './grammars';
import { fixturesOf, type Fixture } from './fixture-files';
import { scanWith, toCells } from './fixture-project';

/** A hint, with the rules that have it as they are without. */
interface Deletion {
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

const fixtures = new Map(RULES.map(({ id }) => [id, fixturesOf(id)]));
const programsOf = (rule: Rule): readonly Fixture[] =>
  fixtures.get(rule.id)!.filter(({ path, notebook }) => notebook || path.endsWith('.py'));

const findings = async (engine: Engine, fixture: Fixture): Promise<string> =>
  JSON.stringify(
    await scanWith(engine, fixture, {
      document: fixture.notebook
        ? { kind: 'notebook', cells: toCells(fixture.text) }
        : { kind: 'text', text: fixture.text },
      companions: fixture.companions,
    }),
  );

const whole = new Map<string, Promise<Map<string, string>>>();

/** What a rule as it is finds in its fixtures, by their names. */
function findingsOf(rule: Rule): Promise<Map<string, string>> {
  let found = whole.get(rule.id);
  if (!found) whole.set(rule.id, (found = collect()));
  return found;

  async function collect(): Promise<Map<string, string>> {
    const each = new Map<string, string>();
    const engine = await Engine.create(grammars, [rule]);
    for (const fixture of programsOf(rule)) each.set(fixture.name, await findings(engine, fixture));
    engine.dispose();
    return each;
  }
}

/** The first fixture in which a mutant finds something else than the rule. */
async function changedBy(rule: Rule, mutant: Rule, words: readonly string[]): Promise<string | undefined> {
  const told = programsOf(rule).filter(({ text }) => words.some((word) => text.toLowerCase().includes(word)));
  const expected = told.length > 0 ? await findingsOf(rule) : undefined;
  const engine = await Engine.create(grammars, told.length > 0 ? [mutant] : []);
  try {
    for (const fixture of told)
      if ((await findings(engine, fixture)) !== expected!.get(fixture.name)) return fixture.name;
    return undefined;
  } finally {
    engine.dispose();
  }
}

/** The names of deletions that no fixture notices. */
async function unnoticed(deletions: readonly Deletion[]): Promise<readonly string[]> {
  const names: string[] = [];
  for (const { name, without, words } of deletions) {
    let noticed: string | undefined;
    for (const { rule, mutant } of without) noticed ??= await changedBy(rule, mutant, words.map(plain));
    if (noticed === undefined) names.push(name);
  }
  return names;
}

/** A word of `beside` as it stands in a text: `dump(` is in `dumps(x)`. */
const plain = (word: string): string => word.replace(/\($/, '').toLowerCase();

const lastNamesOf = ({ callees }: CallPattern): readonly string[] =>
  callees.map((callee) => callee.slice(callee.lastIndexOf('.') + 1));

const patternsOf = ({ listen }: Rule): readonly CallPattern[] => [
  ...(listen.calls ?? []),
  ...(listen.reads?.calls ?? []),
];

const listening = (rule: Rule, listen: Partial<Listeners>): Rule => ({
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

const sharedWords = (): readonly Deletion[] =>
  Object.entries(TABLES).flatMap(([name, table]) =>
    table.map((word) => ({
      name: `${name}: ${word}`,
      words: [word],
      without: RULES.filter((rule) => patternsOf(rule).some((pattern) => tablesOf(pattern).includes(table))).map(
        (rule) => ({ rule, mutant: withoutBeside(rule, word, (pattern) => tablesOf(pattern).includes(table)) }),
      ),
    })),
  );

const ownWords = (): readonly Deletion[] =>
  RULES.flatMap((rule) =>
    [...new Set(patternsOf(rule).flatMap(ownWordsOf))].map((word) => ({
      name: `${rule.id}: ${word}`,
      words: [word],
      without: [{ rule, mutant: withoutBeside(rule, word, (pattern) => ownWordsOf(pattern).includes(word)) }],
    })),
  );

/** All of `beside` at once. The prefilter has one list for all patterns that end alike, so they lose it together. */
const lists = (): readonly Deletion[] =>
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
const failing = (): readonly Deletion[] =>
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

const reading = (): readonly Deletion[] =>
  RULES.flatMap((rule) => {
    const { reads } = rule.listen;
    const mutants = ({
      calls = [],
      assignments = [],
    }: Reads): readonly (readonly [string, readonly string[], Reads])[] => [
      ...calls.map(
        (pattern) =>
          [
            `calls of ${pattern.callees[0]}`,
            lastNamesOf(pattern),
            { assignments, calls: calls.filter((other) => other !== pattern) },
          ] as const,
      ),
      ...calls.flatMap((pattern) =>
        (pattern.triggers ?? []).map(
          (trigger) =>
            [
              `calls with ${trigger}`,
              [trigger],
              {
                assignments,
                calls: calls.map((other) =>
                  other === pattern
                    ? { ...other, triggers: other.triggers!.filter((each) => each !== trigger) }
                    : other,
                ),
              },
            ] as const,
        ),
      ),
      ...assignments.map(
        (word) =>
          [
            `assignments of ${word}`,
            [word],
            { calls, assignments: assignments.filter((each) => each !== word) },
          ] as const,
      ),
    ];
    return mutants(reads ?? {}).map(([name, words, changed]) => ({
      name: `${rule.id}: ${name}`,
      words,
      without: [{ rule, mutant: listening(rule, { reads: changed }) }],
    }));
  });

/** Rules without what only saves time: a `near`, or `tokens`. */
const savings = (): readonly { readonly name: string; readonly rule: Rule; readonly mutant: Rule }[] =>
  RULES.flatMap((rule) => {
    const { calls = [], ...others } = rule.listen;
    return [
      ...calls
        .filter(({ near }) => near !== undefined)
        .map((listener) => ({
          name: `${rule.id}: near ${listener.triggers?.[0] ?? listener.callees[0]}`,
          rule,
          mutant: listening(rule, {
            calls: calls.map((other) => (other === listener ? without(other, 'near') : other)),
          }),
        })),
      ...Object.entries(others).flatMap(([kind, listener]) =>
        ['near', 'tokens']
          .filter((hint) => hint in listener)
          .map((hint) => ({
            name: `${rule.id}: ${hint} of ${kind}`,
            rule,
            mutant: listening(rule, { [kind]: without(listener, hint) }),
          })),
      ),
    ];
  });

function without<T extends object>(from: T, key: string): T {
  return Object.fromEntries(Object.entries(from).filter(([name]) => name !== key)) as T;
}

/** The rule, with each check counted under the name of its listener. */
function counted(rule: Rule, calls: Map<string, number>): Rule {
  const count = <Listener extends { check(fact: never, context: never): void }>(
    listener: Listener,
    name: string,
  ): Listener => {
    calls.set(name, 0);
    return {
      ...listener,
      check(fact: never, context: never) {
        calls.set(name, calls.get(name)! + 1);
        listener.check(fact, context);
      },
    };
  };
  const { calls: patterns, reads, documents, ...others } = rule.listen;
  return {
    ...rule,
    listen: {
      ...(Object.fromEntries(
        Object.entries(others).map(([kind, listener]) => [kind, count(listener as never, `${rule.id}: ${kind}`)]),
      ) as Listeners),
      ...(reads && { reads }),
      ...(documents && {
        documents: Object.fromEntries(
          Object.entries(documents).map(([kind, listener]) => [
            kind,
            count(listener as never, `${rule.id}: all ${kind}`),
          ]),
        ),
      }),
      ...(patterns && {
        calls: patterns.map((each) =>
          count(each, `${rule.id}: calls of ${each.callees[0]} ${each.triggers?.[0] ?? ''}`.trimEnd()),
        ),
      }),
    },
  };
}

describe('what rules tell the prefilter', function () {
  this.timeout(60_000);

  it('has no word of a table that no rule needs', async () => assert.deepEqual(await unnoticed(sharedWords()), []));

  it('has no word of its own that the rule does not need', async () =>
    assert.deepEqual(await unnoticed(ownWords()), []));

  it('has no words beside calls that do not need any', async () => assert.deepEqual(await unnoticed(lists()), []));

  it('reads nothing for a failure that no rule asks about', async () =>
    assert.deepEqual(await unnoticed(failing()), []));

  it('has nothing read that nobody looks for', async () => assert.deepEqual(await unnoticed(reading()), []));

  it('loses nothing by what saves time, and saves some', async () => {
    const useless: string[] = [];
    for (const { name, rule, mutant } of savings()) {
      const expected = await findingsOf(rule);
      const engine = await Engine.create(grammars, [mutant]);
      const [short, long] = [new Triggers([rule]), new Triggers([mutant])];
      let saves = false;
      for (const fixture of programsOf(rule)) {
        assert.equal(await findings(engine, fixture), expected.get(fixture.name), `${name} loses in ${fixture.name}`);
        saves ||= short.find(fixture.text).length < long.find(fixture.text).length;
      }
      engine.dispose();
      if (!saves) useless.push(name);
    }
    assert.deepEqual(useless, []);
  });

  it('has no listener that hears of nothing', async () => {
    const calls = new Map<string, number>();
    for (const rule of RULES) {
      const engine = await Engine.create(grammars, [counted(rule, calls)]);
      for (const fixture of fixtures.get(rule.id)!) await findings(engine, fixture);
      engine.dispose();
    }
    assert.deepEqual(
      [...calls].filter(([, times]) => times === 0).map(([name]) => name),
      [],
    );
  });
});
