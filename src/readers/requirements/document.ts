import type { Range } from '../../core/range';
import { placeInText } from '../placement';
import { NOTHING, type DocumentKind } from '../reading';
import { MOST_ENTRIES, parseRequirements } from './requirements';
import { IN_FOLDER, NAMED } from './requirements-files';

/** A requirements or constraints file of pip. Source: pip documentation, Requirements File Format. */
export const requirements: DocumentKind = {
  kind: 'requirements',
  names: [NAMED],
  paths: [IN_FOLDER],
  byRequest: [/\.(?:txt|in|pip|req|reqs)$/i],
  globs: [
    '*requirement*.txt',
    '*requirement*.in',
    '*constraint*.txt',
    '*constraint*.in',
    '{req,reqs,deps,dependencies}*.in',
    '**/{requirement,requirements,reqs,constraints}/*.{txt,in}',
  ],
  languages: ['pip-requirements'],
  suffix: '-requirements.txt',
  input: 'text',
  times: 1,
  inventoried: true,
  read(input) {
    if (input.kind !== 'text') return NOTHING;
    const { path, text } = input;
    const facts = parseRequirements(text, path);
    const comments = facts.entries.flatMap((entry) =>
      entry.kind === 'comment' ? [{ text: entry.text, range: entry.range }] : [],
    );
    const spans = (): readonly Range[] =>
      facts.entries.flatMap(({ kind, range }) => (kind === 'comment' ? [] : [range]));
    return {
      parts: [{ placement: placeInText(path, text), text, comments, spans, facts: () => facts }],
      notes: facts.truncated ? [{ path, message: `only the first ${MOST_ENTRIES} requirements are read` }] : [],
    };
  },
};
