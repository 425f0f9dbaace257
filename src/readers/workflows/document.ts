import { readConfiguration } from '../config/document';
import type { DocumentKind } from '../reading';

/** A workflow of GitHub Actions. Source: docs.github.com, Workflow syntax. Its steps are not read as commands yet. */
export const workflow: DocumentKind = {
  kind: 'workflow',
  names: [],
  paths: [/(?:^|\/)\.github\/workflows\/[^/]+\.ya?ml$/i],
  globs: ['**/.github/workflows/*.{yml,yaml}'],
  languages: [],
  suffix: '.yml',
  input: 'text',
  times: 1,
  inventoried: false,
  read: (input) => readConfiguration(input, 'yaml'),
};
