import { readConfiguration, treesIn, withInfrastructure } from '../config/document';
import type { DocumentKind } from '../reading';

/** A Compose file. Source: the Compose specification, Compose file. */
export const compose: DocumentKind = {
  kind: 'compose',
  names: [/^(?:docker-)?compose(?:[.-][\w.-]{1,60})?\.ya?ml$/],
  globs: ['**/*compose*.{yml,yaml}'],
  languages: [],
  suffix: '.yaml',
  input: 'text',
  times: 1,
  inventoried: true,
  read(input, tools) {
    const { roots, parsed, ...settings } = readConfiguration(input, 'yaml');
    return input.kind === 'text'
      ? withInfrastructure(input, settings, () => treesIn(input, roots, parsed), tools)
      : settings;
  },
};
