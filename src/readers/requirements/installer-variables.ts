import type { MappedText } from '../../core/mapped-text';
import type { Range } from '../../core/range';
import type { RequirementOption, RequirementsFacts } from '../../core/requirement-facts';

type VariableForm = readonly [installer: RequirementsFacts['installer'], option: string, separator?: RegExp];

const BLANKS = /[^\s]+/g;
const COMMAS = /[^\s,]+/g;
/** Variables of the environment that mean what an option means. Sources: pip, Configuration, Environment Variables; uv, Environment variables; conda, Using the .condarc file. */
const VARIABLES: Readonly<Record<string, VariableForm>> = {
  PIP_INDEX_URL: ['pip', '--index-url'],
  PIP_EXTRA_INDEX_URL: ['pip', '--extra-index-url', BLANKS],
  PIP_FIND_LINKS: ['pip', '--find-links', BLANKS],
  PIP_TRUSTED_HOST: ['pip', '--trusted-host', BLANKS],
  PIP_CONSTRAINT: ['pip', '--constraint', BLANKS],
  PIP_UPLOADED_PRIOR_TO: ['pip', '--uploaded-prior-to'],
  PIPENV_PYPI_MIRROR: ['pipenv', '--index-url'],
  UV_INDEX_URL: ['uv', '--index-url'],
  UV_DEFAULT_INDEX: ['uv', '--default-index'],
  UV_EXTRA_INDEX_URL: ['uv', '--extra-index-url', BLANKS],
  UV_INDEX: ['uv', '--index', BLANKS],
  UV_FIND_LINKS: ['uv', '--find-links', COMMAS],
  UV_INSECURE_HOST: ['uv', '--allow-insecure-host', BLANKS],
  UV_INDEX_STRATEGY: ['uv', '--index-strategy'],
  UV_CONSTRAINT: ['uv', '--constraint', BLANKS],
  UV_EXCLUDE_NEWER: ['uv', '--exclude-newer'],
  CONDA_CHANNELS: ['conda', '--channel', COMMAS],
};

export interface VariableOptions {
  readonly installer: RequirementsFacts['installer'];
  readonly options: readonly RequirementOption[];
}

/** The options that a variable of the environment stands for; null for any other variable. `range`: of the whole setting. */
export function optionsOfVariable(name: string, value: MappedText, range: Range): VariableOptions | null {
  const form = Object.hasOwn(VARIABLES, name) ? VARIABLES[name] : undefined;
  if (form === undefined || value.trim().length === 0) return null;
  const [installer, option, separator] = form;
  const parts = separator
    ? [...value.text.matchAll(separator)].map((match) => value.slice(match.index, match.index + match[0].length))
    : [value.trim()];
  const options = parts.map((part): RequirementOption => ({
    kind: 'option',
    name: option,
    value: part.text,
    range: parts.length === 1 ? range : part.range(),
    valueRange: part.range(),
  }));
  return { installer, options };
}
