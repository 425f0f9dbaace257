import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listenersIn, type Listeners, type Rule } from '../../src/core/rule';
import { Triggers } from '../../src/readers/prefilter/triggers';
import { RULES } from '../../src/rules/index';
import { Engine } from '../../src/scan/engine';
import { grammars } from './grammars';
import { failing, listening, lists, ownWords, plain, reading, sharedWords, type Deletion } from './hint-deletions';
import { fixturesOf, type Fixture } from './fixture-files';
import { scanWith, toCells } from './fixture-project';

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

/** Hints that values are followed without since they are followed on facts: the list is meant to be emptied. */
const KNOWN = new Set<string>(JSON.parse(readFileSync(join(__dirname, 'hints-known.json'), 'utf8')) as string[]);
const seen = new Set<string>();

/** The names that no fixture notices and that are not on the list. */
async function left(deletions: readonly Deletion[]): Promise<readonly string[]> {
  const names = await unnoticed(deletions);
  for (const name of names) seen.add(name);
  return names.filter((name) => !KNOWN.has(name));
}

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
      ...Object.entries(others).flatMap(([kind, listeners]) =>
        listenersIn<object>(listeners).flatMap((listener, index, all) =>
          ['near', 'tokens']
            .filter((hint) => hint in listener)
            .map((hint) => ({
              name: `${rule.id}: ${hint} of ${kind} ${index}`,
              rule,
              mutant: listening(rule, {
                [kind]: Array.isArray(listeners)
                  ? all.map((other) => (other === listener ? without(other, hint) : other))
                  : without(listener, hint),
              }),
            })),
        ),
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
        Object.entries(others).map(([kind, listeners]) => [
          kind,
          Array.isArray(listeners)
            ? listeners.map((listener, index) => count(listener as never, `${rule.id}: ${kind} ${index}`))
            : count(listeners as never, `${rule.id}: ${kind}`),
        ]),
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

  it('has no word of a table that no rule needs', async () => assert.deepEqual(await left(sharedWords()), []));

  it('has no word of its own that the rule does not need', async () => assert.deepEqual(await left(ownWords()), []));

  it('has no words beside calls that do not need any', async () => assert.deepEqual(await left(lists()), []));

  it('reads nothing for a failure that no rule asks about', async () => assert.deepEqual(await left(failing()), []));

  it('has nothing read that nobody looks for', async () => assert.deepEqual(await left(reading()), []));

  it('has nothing on its list that a fixture notices', () =>
    assert.deepEqual(
      [...KNOWN].filter((name) => !seen.has(name)),
      [],
    ));

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
