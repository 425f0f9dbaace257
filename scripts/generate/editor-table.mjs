import { braceExpand } from 'minimatch';

/** What of the registries the editor has to know before any engine is loaded: which documents are read, and which files answers rest on. */
export function editorTable(kinds, questions) {
  const rows = kinds.map(
    ({ kind, names, paths = [], except = [], globs, languages, notebookTypes = [], suffix }) => `  {
    kind: ${JSON.stringify(kind)},
    names: [${names.join(', ')}],
    paths: [${paths.join(', ')}],
    except: [${except.join(', ')}],
    globs: ${JSON.stringify(globs)},
    languages: ${JSON.stringify(languages)},
    notebookTypes: ${JSON.stringify(notebookTypes)},
    suffix: ${JSON.stringify(suffix)},
  },`,
  );
  const watched = (onlyResting) =>
    [
      ...new Set(
        questions.flatMap(({ watches }) =>
          // A watcher's glob is one pair of braces about all of them, and VS Code's know no braces in braces.
          watches && Boolean(watches.onlyResting) === onlyResting
            ? watches.globs.flatMap((glob) => braceExpand(glob))
            : [],
        ),
      ),
    ].sort();
  return `// Written by \`npm run generate\` from src/readers/documents.ts and src/project/questions: the editor loads no engine for it.
import type { KnownDocument } from './documents-known';

export const DOCUMENTS: readonly KnownDocument[] = [
${rows.join('\n')}
];

/** Files that answers rest on: when one changes, every open document is judged again. */
export const COMPANIONS: readonly string[] = ${JSON.stringify(watched(false))};

/** Files that values are taken from: when one changes, the documents that took something from it are judged again. */
export const SOURCES: readonly string[] = ${JSON.stringify(watched(true))};
`;
}
