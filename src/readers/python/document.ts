import type { TextInput } from '../../core/input';
import type { CommandFact } from '../../core/command-facts';
import type { CommentFact, PythonFacts } from '../../core/python-facts';
import { placeInText } from '../placement';
import { excerptOf, hitsIn } from '../prefilter/excerpt';
import { NOTHING, notRead, type DocumentKind, type Reading, type ReadingTools } from '../reading';
import { factsOf } from './facts';
import type { Outside } from './outside';
import { Program } from './program';
import { pythonSpans } from './spans';
import type { SyntaxTree } from './syntax';

/** An open document larger than this, in UTF-16 units, is judged by an excerpt even while its brackets or quotes are open. */
export const LARGE = 30_000;

/** Python source. Source: the Python language reference, 3.14. */
export const python: DocumentKind = {
  kind: 'python',
  names: [/\.py[wi]?$/],
  globs: ['*.{py,pyw,pyi}'],
  languages: ['python'],
  suffix: '.py',
  input: 'text',
  times: 1,
  inventoried: true,
  read: (input, tools) => (input.kind === 'text' ? readPython(input, tools) : NOTHING),
  isSilent: (text, stored, triggers) => hitsIn(withLineFeeds(text), triggers, stored).length === 0,
};

function readPython({ path, text, session, stored }: TextInput, { parser, triggers }: ReadingTools): Reading {
  // Half-typed code is read whole, as the parser sees it. In a large document that would be felt at every key.
  const tolerated = session !== undefined && text.length > LARGE;
  const code = withLineFeeds(text);
  let kept: Reading['kept'];
  const keep: NonNullable<Parameters<typeof excerptOf>[2]>['keep'] =
    session === undefined || code !== text
      ? undefined
      : (relevance, modules) => {
          kept = { relevance, modules, tolerated };
        };
  const excerpt = triggers === null ? 'whole' : excerptOf(code, triggers, { tolerated, stored, keep });
  if (excerpt === null) return kept ? { ...NOTHING, kept } : NOTHING;
  const parsed =
    excerpt === 'whole' ? null : parser.parseExcerpt(excerpt.text, excerpt.offsets, code, tolerated, excerpt.comments);
  const tree = parsed ?? parser.parse(code, session);
  if (typeof tree === 'string') return notRead(path, `not read: ${tree}`);
  const cells = [{ index: 0, range: { start: 0, end: text.length } }];
  return {
    parts: [
      {
        placement: placeInText(path, text),
        text,
        comments: commentsOf(text, tree),
        spans: () => pythonSpans(code),
        cells,
        facts: programFacts(text, tree),
      },
    ],
    notes: tree.truncated ? [{ path, message: 'not read to its end: code is nested too deeply' }] : [],
    ...(parsed && kept ? { kept } : {}),
  };
}

/** A carriage return alone ends a line too; the parser takes it for a blank, and is slow in the long lines that there are then. */
const withLineFeeds = (text: string): string => (text.includes('\r') ? text.replace(/\r(?!\n)/g, '\n') : text);

/** Makes facts of a program that is walked once. They are made anew when more is known of the project. */
export function programFacts(
  text: string,
  tree: SyntaxTree,
  magics: readonly CommandFact[] = [],
): (outside?: Outside) => PythonFacts {
  const program = new Program(text, tree.root);
  let made: PythonFacts | undefined;
  let era = -1;
  return (outside) => {
    const now = outside?.era ?? 0;
    if (made === undefined || era !== now) made = factsOf(program, tree, magics, outside);
    era = now;
    return made;
  };
}

/** The comments with their text. */
export const commentsOf = (text: string, { comments }: SyntaxTree): readonly CommentFact[] =>
  comments.map((range) => ({ text: text.slice(range.start, range.end), range }));
