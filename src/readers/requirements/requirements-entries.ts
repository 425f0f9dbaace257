import type { Requirement, RequirementOption } from '../../core/requirement-facts';
import type { MappedText } from '../../core/mapped-text';
import type { ReadRequirement } from './requirements-grammar';
import type { ReadOption } from './requirements-options';

/** What is known of a line whose environment variables hide its form. */
export const UNKNOWN: ReadRequirement = {
  name: null,
  nameRange: null,
  normalizedName: null,
  extras: [],
  extrasRange: null,
  specifiers: [],
  specifierRange: null,
  marker: null,
  reference: null,
};

export function requirementOf(
  read: ReadRequirement,
  whole: MappedText,
  options: readonly ReadOption[],
  editable: boolean,
  dynamic: boolean,
): Requirement {
  const entries = options.map(optionOf);
  return {
    kind: 'requirement',
    ...read,
    editable,
    hashes: entries
      .filter((option) => option.name === '--hash')
      .map((option) => {
        const value = option.value ?? '';
        const colon = value.indexOf(':');
        return { algorithm: value.slice(0, colon), value: value.slice(colon + 1), range: option.range };
      }),
    options: entries.filter((option) => option.name !== '--hash'),
    range: whole.range(),
    dynamic,
  };
}

export const optionOf = (option: ReadOption): RequirementOption => ({
  kind: 'option',
  name: option.name,
  value: option.value?.text ?? null,
  range: option.range,
  valueRange: option.valueRange,
});
