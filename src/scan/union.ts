import {
  SEVERITIES,
  type Absorbed,
  type Edit,
  type Finding,
  type Fix,
  type Related,
  type Thing,
} from '../core/finding';
import type { Range } from '../core/range';
import type { Question } from '../core/question';
import type { JudgedFinding } from './outcome';

/** One finding of all that several rules say of one thing in one place. */
export const unitedInPlace = (judged: readonly JudgedFinding[]): readonly JudgedFinding[] =>
  united(judged, ({ thing }) => thing && `${thing.at.start} ${thing.at.end} ${thing.name}`);

/** One finding of all places of one thing: the others are related places, and a fix mends all of them. */
export const unitedByThing = (judged: readonly JudgedFinding[]): readonly JudgedFinding[] =>
  united(judged, ({ thing }) => thing?.name);

function united(
  judged: readonly JudgedFinding[],
  keyOf: (finding: Finding) => string | undefined,
): readonly JudgedFinding[] {
  const texts = new Map<string, Map<string, JudgedFinding[]>>();
  let several = false;
  for (const item of judged) {
    const key = keyOf(item.finding);
    if (key === undefined) continue;
    let groups = texts.get(item.place.text);
    if (!groups) texts.set(item.place.text, (groups = new Map<string, JudgedFinding[]>()));
    const group = groups.get(key);
    if (group) several = group.push(item) > 0;
    else groups.set(key, [item]);
  }
  if (!several) return judged;
  return judged.flatMap((item) => {
    const key = keyOf(item.finding);
    const group = key === undefined ? undefined : texts.get(item.place.text)!.get(key)!;
    if (group === undefined || group.length === 1) return [item];
    // The first that is met gives the place in the order.
    return group[0] === item ? [{ finding: unionOf(group.map(({ finding }) => finding)), place: item.place }] : [];
  });
}

function unionOf(findings: readonly Finding[]): Finding {
  const [first, ...others] = [...findings].sort(byStrength) as [Finding, ...Finding[]];
  const away = withoutTwins(
    others.filter(({ thing }) => !isSame(wholeOf(thing!), wholeOf(first.thing!))),
    ({ thing }) => JSON.stringify([wholeOf(thing!).start, wholeOf(thing!).end]),
  );
  return {
    ...first,
    related: withoutTwins(
      [...first.related, ...away.flatMap(({ thing, related }) => [placeOf(thing!), ...related])],
      ({ path, range }) => JSON.stringify([path, range.start, range.end]),
    ).filter(({ path, range }) => path !== undefined || !isSame(range, first.range)),
    fixes: allPlaces([first, ...others].flatMap(({ fixes }) => fixes)),
    lookups: withoutTwins<Question>(
      [first, ...others].flatMap(({ lookups }) => lookups),
      (lookup) => JSON.stringify(lookup),
    ),
    absorbed: withoutTwins<Absorbed>(
      [
        ...(first.absorbed ?? []),
        ...others.flatMap(({ rule, range, absorbed = [] }) => [{ rule, range }, ...absorbed]),
      ],
      ({ rule, range }) => JSON.stringify([rule, range.start, range.end]),
    ),
  };
}

/** The worst first; of equals what weighs more, then what stands first. */
const byStrength = (a: Finding, b: Finding): number =>
  SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
  b.thing!.weight - a.thing!.weight ||
  a.range.start - b.range.start;

const wholeOf = ({ at, around }: Thing): Range => around ?? at;

const placeOf = ({ at, here }: Thing): Related => ({ range: at, message: here });

/** Fixes that are called the same do the same: as one, in every place. It is as safe as the least safe of them. */
function allPlaces(fixes: readonly Fix[]): readonly Fix[] {
  const byTitle = new Map<string, Fix>();
  for (const fix of fixes) {
    const other = byTitle.get(fix.title);
    byTitle.set(
      fix.title,
      other
        ? {
            ...other,
            safety: other.safety === 'safe' ? fix.safety : other.safety,
            edits: withoutTwins<Edit>([...other.edits, ...fix.edits], (edit) =>
              JSON.stringify([edit.path, edit.range.start, edit.range.end, edit.text]),
            ),
          }
        : fix,
    );
  }
  // What can be taken unseen comes first.
  return [...byTitle.values()].sort((a, b) => Number(a.safety === 'unsafe') - Number(b.safety === 'unsafe'));
}

function withoutTwins<Item>(items: readonly Item[], keyOf: (item: Item) => string): readonly Item[] {
  const seen = new Map<string, Item>();
  for (const item of items) {
    const key = keyOf(item);
    if (!seen.has(key)) seen.set(key, item);
  }
  return [...seen.values()];
}

const isSame = (a: Finding['range'], b: Finding['range']): boolean => a.start === b.start && a.end === b.end;
