import type { PythonFacts } from '../../../core/python-facts';
import type { Range } from '../../../core/range';
import { decideBySetting, type Secret } from '../../../analysis/secrets/judgement';
import { usagesOfKeywords, usagesOfPairs, usagesOfPositions, usagesOfWords } from './call-usages';
import { usagesOfAssignment, usagesOfItem } from './named-usages';
import { usagesOfSetter } from './setter-usages';
import type { Usage } from './usage';

/** Kinds of usages, the strongest first. */
const STRENGTH: readonly Usage['kind'][] = [
  'sink',
  'environment-set',
  'environment-default',
  'option-default',
  'header',
  'argument',
  'item',
  'assignment',
  'parameter-default',
];

/** A literal, found to be a secret by where it stands: the verdict and the usage it rests on, then the other usages. */
export interface Verdict {
  readonly secret: Secret;
  readonly usage: Usage;
  readonly others: readonly Usage[];
}

/** The verdict on a usage's literal, when this usage is the one that owns it; null when it is none or another owns it. */
export function ownedVerdict(facts: PythonFacts, usage: Usage): Verdict | null {
  if (decide(usage) === null) return null;
  const usages = usagesAt(facts, usage.value.origin);
  const owner = usages.find((other) => decide(other) !== null);
  if (
    owner === undefined ||
    owner.fact !== usage.fact ||
    owner.kind !== usage.kind ||
    owner.range.start !== usage.range.start
  )
    return null;
  return { secret: decide(owner)!, usage: owner, others: usages.filter((other) => other !== owner) };
}

/** The verdict on a usage that only what is called tells of; null where any other usage of the literal makes it a secret. */
export function verdictOn(facts: PythonFacts, usage: Usage): Verdict | null {
  const secret = decide(usage);
  if (secret === null || usagesAt(facts, usage.value.origin).some((other) => decide(other) !== null)) return null;
  return { secret, usage, others: [] };
}

/** All usages of the literal that is written at a place, the strongest first. */
export function usagesAt(facts: PythonFacts, origin: Range): readonly Usage[] {
  let index = indexes.get(facts);
  if (index === undefined) indexes.set(facts, (index = buildIndex(facts)));
  return index.get(origin.start) ?? [];
}

/** A cache, not a state: what it holds follows from the facts alone. Built when a file has its first secret. */
const indexes = new WeakMap<PythonFacts, ReadonlyMap<number, readonly Usage[]>>();

function buildIndex(facts: PythonFacts): ReadonlyMap<number, readonly Usage[]> {
  const index = new Map<number, Usage[]>();
  const all = [
    ...facts.calls.flatMap((call) => [
      ...usagesOfKeywords(call),
      ...usagesOfPositions(call),
      ...usagesOfWords(call),
      ...usagesOfPairs(call),
      ...usagesOfSetter(call),
    ]),
    ...facts.dictItems.flatMap((item) => usagesOfItem(item, facts)),
    ...facts.assignments.flatMap((assignment) => usagesOfAssignment(assignment, facts)),
  ];
  for (const usage of all) {
    const there = index.get(usage.value.origin.start);
    if (there === undefined) index.set(usage.value.origin.start, [usage]);
    else there.push(usage);
  }
  for (const usages of index.values())
    usages.sort((a, b) => STRENGTH.indexOf(a.kind) - STRENGTH.indexOf(b.kind) || a.range.start - b.range.start);
  return index;
}

function decide(usage: Usage): Secret | null {
  const secret = decideBySetting(usage.value.value.slice(usage.part.start, usage.part.end), usage.setting);
  if (secret === null) return null;
  if (usage.only !== undefined) return secret.format?.id === usage.only.id ? { ...secret, severity: 'warning' } : null;
  return usage.certain === true && secret.severity === 'hint' ? null : secret;
}
