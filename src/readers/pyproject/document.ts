import { manifestKind } from '../manifests/document';
import { readPyproject } from './pyproject';

/** Source: pyproject.toml specification (packaging.python.org), PEP 518, 621, 735. */
export const pyproject = manifestKind({
  kind: 'pyproject',
  names: [/^pyproject\.toml$/],
  globs: ['pyproject.toml'],
  suffix: '.toml',
  format: 'toml',
  read: readPyproject,
});
