import type { RunStoreFacts } from '../../core/run-store-facts';
import { placeInText } from '../placement';
import type { DocumentKind } from '../reading';

/**
 * Databases in which MLflow may keep its runs. The name only makes one worth a look: most databases are something else, of which
 * nobody says a word. They are read also where git ignores them, as it should.
 */
export const runStoreDocument: DocumentKind = {
  kind: 'run-store',
  names: [/\.(?:db3?|sqlite3?)$/],
  globs: ['*.{db,db3,sqlite,sqlite3}'],
  languages: [],
  suffix: '.db',
  input: 'bytes',
  times: Infinity,
  inventoried: false,
  evenIgnored: true,
  read({ path }) {
    const facts: RunStoreFacts = { kind: 'run-store', path };
    return { parts: [{ placement: placeInText(path, ''), text: '', comments: [], facts: () => facts }], notes: [] };
  },
};
