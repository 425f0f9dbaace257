import type { AssignmentFact, DictItemFact, PythonFacts } from '../../../core/python-facts';
import { stringOf } from '../../../core/value';
import { nameKindOf } from '../../../analysis/secrets/names';
import { ATTRIBUTE_SINKS } from '../../../analysis/secrets/sinks';
import { literalsOf } from './given-literals';
import { formatOfProvider } from '../../../analysis/secrets/provider-names';
import {
  headerUsage,
  isAuthorization,
  mayHoldItem,
  providerUsage,
  settingOfVariable,
  wholeOf,
  type Usage,
} from './usage';

/** What an assignment says about the literal on its right. */
export function usagesOfAssignment(assignment: AssignmentFact, facts: PythonFacts): readonly Usage[] {
  const { name, role } = assignment;
  const kind = nameKindOf(name);
  const sink = role === 'attribute' ? ATTRIBUTE_SINKS[assignment.target] : undefined;
  if (kind === null && sink === undefined && !isAuthorization(name) && formatOfProvider(name) === undefined) return [];
  const environment = role === 'subscript' && /(?:^|\.)environ$/.test(assignment.target);
  return literalsOf(assignment, facts).flatMap((value): readonly Usage[] => {
    const shared = { fact: assignment, value, part: wholeOf(value), range: value.range };
    if (isAuthorization(name)) return headerUsage({ ...shared, kind: 'header', setting: { name } });
    if (environment) return [{ ...shared, kind: 'environment-set', setting: settingOfVariable(name) }];
    if (sink !== undefined) {
      const place = { ...sink, provider: true };
      return [{ ...shared, kind: 'sink', setting: { name, around: assignment.target, sink: place } }];
    }
    const given = role === 'parameter-default' ? 'parameter-default' : 'assignment';
    if (kind === null) return providerUsage({ ...shared, kind: given }, name);
    return [
      {
        ...shared,
        kind: given,
        setting: { name, around: `${assignment.target} ${assignment.functionName ?? ''}` },
      },
    ];
  });
}

/** What a dictionary says about the literal under a key. */
export function usagesOfItem(item: DictItemFact, facts: PythonFacts): readonly Usage[] {
  if (!mayHoldItem(item.key)) return [];
  const { value } = item;
  if (value.kind !== 'string' || value.via !== 'literal') return [];
  if (item.key === 'key')
    return isKaggleKey(item, facts)
      ? [
          {
            kind: 'item',
            fact: item,
            value,
            part: wholeOf(value),
            range: item.valueRange,
            setting: { name: 'kaggle_key' },
          },
        ]
      : [];
  const usage: Usage = {
    kind: 'item',
    fact: item,
    value,
    part: wholeOf(value),
    range: item.valueRange,
    setting: { name: item.key },
  };
  if (nameKindOf(item.key) === null && formatOfProvider(item.key) !== undefined) return providerUsage(usage, item.key);
  return isAuthorization(item.key) ? headerUsage({ ...usage, kind: 'header' }) : [usage];
}

/** What kaggle.json holds: `{"username": "…", "key": "…"}`. A key alone is any key of a mapping. */
const isKaggleKey = ({ range, value }: DictItemFact, { semantics }: PythonFacts): boolean =>
  /^[0-9a-f]{32}$/.test(stringOf(value) ?? '') &&
  semantics
    .expressionsAround(range)[0]
    ?.parts.some(({ kind, parts }) => kind === 'pair' && stringOf(parts[0]?.value) === 'username') === true;
