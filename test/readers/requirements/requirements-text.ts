import type { Range } from '../../../src/core/range';
import type { RequirementEntry, RequirementsFacts } from '../../../src/core/requirement-facts';
import { isBlank } from '../../../src/core/mapped-text';

/** One entry in a line, as the case tables write it. */
export function describeEntry(entry: RequirementEntry): string {
  if (entry.kind === 'comment') return entry.text;
  if (entry.kind === 'invalid') return `invalid: ${entry.message}`;
  if (entry.kind === 'option') return entry.value === null ? entry.name : `${entry.name} ${entry.value}`;
  const { reference } = entry;
  return [
    entry.editable ? 'editable' : '',
    entry.name ?? '?',
    entry.extras.length > 0 ? `[${entry.extras.join(',')}]` : '',
    ...entry.specifiers.map((specifier) => specifier.operator + specifier.version),
    reference === null ? '' : `@ ${reference.vcs ?? reference.kind} ${reference.text}`,
    reference?.revision ? `rev ${reference.revision}` : '',
    entry.marker === null ? '' : `; ${entry.marker.text}`,
    ...entry.hashes.map((hash) => `${hash.algorithm}:${hash.value}`),
    ...entry.options.map(describeEntry),
    entry.dynamic ? '$' : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
}

/** Every place that facts name, with the text that must stand there. */
export function* tokens(
  facts: RequirementsFacts,
): Generator<{ readonly what: string; readonly text: string; readonly range: Range }> {
  for (const entry of facts.entries) {
    if (entry.kind === 'comment') yield { what: 'comment', text: entry.text, range: entry.range };
    if (entry.kind === 'option' && entry.valueRange !== null)
      yield { what: 'option value', text: entry.value!, range: entry.valueRange };
    if (entry.kind !== 'requirement') continue;
    if (entry.nameRange !== null) yield { what: 'name', text: entry.name!, range: entry.nameRange };
    for (const specifier of entry.specifiers) {
      yield { what: 'version', text: specifier.version, range: specifier.versionRange };
    }
    if (entry.marker !== null) yield { what: 'marker', text: entry.marker.text, range: entry.marker.range };
    if (entry.reference !== null) yield { what: 'reference', text: entry.reference.text, range: entry.reference.range };
    if (entry.reference?.revisionRange)
      yield { what: 'revision', text: entry.reference.revision!, range: entry.reference.revisionRange };
    for (const option of entry.options)
      if (option.valueRange !== null) yield { what: 'option value', text: option.value!, range: option.valueRange };
  }
}

/** The source of a token without what pip takes away inside it: continuations, quotes and escapes. */
export const plain = (text: string): string =>
  Array.from(text)
    .filter((char) => !isBlank(char.charCodeAt(0)) && !'\'"\\'.includes(char))
    .join('');

export const sourceOf = (facts: RequirementsFacts, range: Range): string =>
  facts.text.slice(range.start - (facts.offset ?? 0), range.end - (facts.offset ?? 0));
