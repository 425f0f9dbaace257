import { tomlAt, tomlList, type TomlTable } from '../toml/toml-tree';

/** The classifier that keeps a distribution off the index (PyPI, "Private" classifiers). */
const PRIVATE = /^Private ::/;

/**
 * Whether what is installed from a `pyproject.toml` is the program itself and no package that others install: then its dependencies
 * should be pinned, and otherwise its ranges are right. Tools have a switch for it; without a build system nobody builds a package
 * of it (uv, "Build systems"; PEP 518 and pip fall back to setuptools, which needs more than that for an application too).
 */
export function isApplication(root: TomlTable): boolean {
  for (const [keys, packaged] of SWITCHES) {
    const node = tomlAt(root, ...keys);
    if (node?.kind === 'scalar' || node?.kind === 'text') return node.value !== packaged;
  }
  const project = tomlAt(root, 'project');
  if (project?.kind !== 'table') return tomlAt(root, 'tool', 'poetry', 'name') === undefined && hasOwnGroups(root);
  if (tomlList(project, 'classifiers').some((item) => item.kind === 'text' && PRIVATE.test(item.value))) return true;
  return tomlAt(root, 'build-system') === undefined;
}

/** Where a tool is told whether there is a package, and what it is told then. */
const SWITCHES: readonly (readonly [readonly string[], string])[] = [
  [['tool', 'uv', 'package'], 'true'],
  [['tool', 'poetry', 'package-mode'], 'true'],
  [['tool', 'pdm', 'distribution'], 'true'],
  [['tool', 'pdm', 'package-type'], 'library'],
];

/** Groups without a project are all that there is to install. */
const hasOwnGroups = (root: TomlTable): boolean =>
  tomlAt(root, 'dependency-groups') !== undefined && tomlAt(root, 'build-system') === undefined;
