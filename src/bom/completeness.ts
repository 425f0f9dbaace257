import type { DocumentView, ViewedComponent } from './view';

/** One thing that an SBOM should say, and how often the document says it. */
export interface MinimumElement {
  /** Stable: `supplier`, `licence` … */
  readonly id: string;
  readonly title: string;
  readonly recorded: number;
  /** Of how many; 1 where it is said once for the document. */
  readonly of: number;
  /** What would let it be recorded. */
  readonly next: string;
}

/**
 * The minimum elements of an SBOM, in the order of their list, and how many components have each. Source: CISA, 2025 Minimum Elements for a
 * Software Bill of Materials (public comment draft), which the elements of NTIA (2021) are part of.
 */
export function minimumElements(view: DocumentView): readonly MinimumElement[] {
  const { components } = view;
  const once = (id: string, title: string, isThere: boolean, next: string): MinimumElement => ({
    id,
    title,
    recorded: isThere ? 1 : 0,
    of: 1,
    next,
  });
  const each = (
    id: string,
    title: string,
    has: (component: ViewedComponent) => boolean,
    next: string,
  ): MinimumElement => ({ id, title, recorded: components.filter(has).length, of: components.length, next });
  return [
    once('author', 'author of the document', view.hasAuthor, 'let the program that writes the document name itself'),
    once('tool', 'tool that wrote it', view.hasTool, 'let the program that writes the document name itself'),
    once('timestamp', 'time of writing', view.hasTime, 'set SOURCE_DATE_EPOCH, for instance to the time of the commit'),
    once(
      'context',
      'point of the life cycle',
      view.hasContext,
      'write the document with a tool that says when it looks',
    ),
    once(
      'root',
      'software that it is about',
      view.root?.version != null,
      'give name and version in [project] of pyproject.toml',
    ),
    each(
      'supplier',
      'producer',
      ({ hasSupplier }) => hasSupplier,
      'install the packages in .venv: their metadata names who made them',
    ),
    each(
      'version',
      'version',
      ({ version }) => version !== null,
      'pin what is not pinned: touchstone pin, revision= for models',
    ),
    each(
      'identifier',
      'identifier',
      ({ hasIdentifier }) => hasIdentifier,
      'pin models to a commit, which gives them a package URL',
    ),
    each('hash', 'hash', ({ hashes }) => hashes.length > 0, 'keep a lock file with hashes beside the manifest'),
    each(
      'licence',
      'licence',
      ({ licences }) => licences.length > 0,
      'install the packages in .venv: their metadata has the licence',
    ),
    each(
      'dependencies',
      'dependencies',
      ({ hasDependencies }) => hasDependencies,
      'keep a lock file that has the graph: uv, Poetry, PDM',
    ),
  ];
}
