import assert from 'node:assert/strict';
import type { LocatedFinding } from '../../src/core/finding';
import { shortened } from '../../src/analysis/secrets/shortened';
import { RULES } from '../../src/rules/index';
import { fixturesOf } from './fixture-files';
import { scan, toCells, type Document } from './fixture-project';

/** UTF-16 units. What Problems shows of a message beside its place in a window of usual width, and what it never may be longer than. */
const USUAL = 80;
const LONGEST = 140;
const LONGEST_TITLE = 50;

/** Turns of phrase that nobody says, with what is said instead. */
const PHRASES: readonly (readonly [phrase: RegExp, instead: string])[] = [
  [/anybody on the way|on the way can/i, 'an attacker on the network'],
  [/\bexchange[ds]? (?:it|them|what|the)\b|\bexchanged\b/i, 'replace'],
  [/whoever published it/i, 'the newest release'],
  [/what (?:somebody|a web request|an environment variable|a file|a queue) (?:types|sends|holds)/i, 'user input, …'],
  [/that is hidden in/i, 'hidden in'],
  [/as it is at the moment/i, 'not pinned'],
  [/everybody who/i, 'anyone who'],
  [/without a look at/i, 'unchecked'],
  [/nothing checks that it is/i, 'not verified'],
  [/should anybody/i, 'if someone'],
  [/stands in (?:the|a|this)/i, 'is in'],
  [/in which (?:it|they) (?:is|are) meant/i, 'say it plainly'],
  [/\b(?:is|are) left alone\b/i, 'is not reported'],
  [/\bNo quick fix is offered\b/, 'There is no quick fix'],
  [/with all rights of/i, "with the user's permissions"],
  [/\bof one's own\b/i, 'your own'],
  [/\b(?:somebody|anybody|everybody)\b(?!\/)/i, 'someone, anyone, everyone'],
  [/where it must be loaded/i, 'if you must load it'],
];

/** What is told of every fixture, by the rule that it is of. */
async function toldOf(): Promise<readonly LocatedFinding[]> {
  const told: LocatedFinding[] = [];
  for (const rule of RULES)
    for (const fixture of fixturesOf(rule.id)) {
      const document: Document = fixture.notebook
        ? { kind: 'notebook', cells: toCells(fixture.text) }
        : { kind: 'text', text: fixture.text };
      const rules = rule.listen.suppressions ? RULES : [rule];
      const findings = await scan(fixture, { document, companions: fixture.companions }, rules);
      told.push(...findings.filter((finding) => finding.rule === rule.id));
    }
  return told;
}

describe('words', () => {
  let told: readonly LocatedFinding[];
  before(async function () {
    this.timeout(120_000);
    told = await toldOf();
  });

  it('has messages that fit into Problems', () => {
    const lengths = told.map(({ message }) => message.length).sort((a, b) => a - b);
    assert.ok(lengths.length > 1000);
    assert.ok(lengths[lengths.length >> 1]! <= USUAL, `the median is ${lengths[lengths.length >> 1]!}`);
    const long = told.filter(({ message }) => message.length > LONGEST);
    assert.deepEqual([...new Set(long.map(({ message }) => message))], []);
  });

  it('has one sentence a message, with its stop', () => {
    const odd = told.filter(({ message }) => !/^\S.*[.?]$/.test(message) || / {2}/.test(message));
    assert.deepEqual([...new Set(odd.map(({ message }) => message))], []);
  });

  it('has titles of fixes that fit into the lightbulb', () => {
    const long = told
      .flatMap(({ fixes }) => fixes.map(({ title }) => title))
      .filter((title) => title.length > LONGEST_TITLE);
    assert.deepEqual([...new Set(long)], []);
  });

  it('says nothing that nobody says', () => {
    const said = new Set(
      told.flatMap(({ message, related, fixes }) => [
        message,
        ...related.map((place) => place.message),
        ...fixes.map(({ title }) => title),
      ]),
    );
    const odd = [...said].flatMap((text) =>
      PHRASES.filter(([phrase]) => phrase.test(text)).map(([, instead]) => `${text} → ${instead}`),
    );
    assert.deepEqual(odd, []);
  });

  it('has pages of rules that say nothing that nobody says', () => {
    const odd = RULES.flatMap(({ id, title, docs }) =>
      [title, docs.what, docs.why, docs.fix].flatMap((text) =>
        PHRASES.filter(([phrase]) => phrase.test(text)).map(
          ([phrase, instead]) => `${id}: ${phrase.exec(text)![0]} → ${instead}`,
        ),
      ),
    );
    assert.deepEqual(odd, []);
  });

  it('shortens a long name in its middle', () => {
    assert.equal(shortened('org/name'), 'org/name');
    const long = 'organisation-with-a-name/and-a-model-with-a-longer-one';
    assert.equal(shortened(long), 'organisation-with-a-…l-with-a-longer-one');
    assert.equal(shortened(long).length, 40);
    assert.equal(shortened('x'.repeat(41)).length, 40);
  });
});
