import type { TextInput } from '../../core/input';
import type { CommandFact } from '../../core/command-facts';
import type { CommentFact, PythonFacts } from '../../core/python-facts';
import { rangeOf } from '../../core/range';
import { isHarmlessMagic } from '../notebook/harmless';
import { commentsIn, magicBefore, outsideOf } from '../notebook/magic-places';
import { isCellScript, markOf, readScriptCells } from '../notebook/script-cells';
import { placeInText, type Placement } from '../placement';
import { excerptOf, surveyOf, type Excerpt } from '../prefilter/excerpt';
import type { Mark } from '../prefilter/marks';
import type { Survey } from '../prefilter/triggers';
import { NOTHING, notRead, type DocumentKind, type Reading, type ReadingTools } from '../reading';
import { installParts } from '../shell/commands';
import { factsOf } from './facts';
import { endsInText, mended } from './half-typed';
import type { Outside } from './outside';
import type { PythonParser } from './parser';
import { Program } from './program';
import { hasScriptHeader, withScriptHeader } from './script-header';
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
  isSilent(text, stored, triggers) {
    const code = withLineFeeds(text);
    const { hits, marks } = surveyOf(code, triggers, { stored });
    return (
      hits.length === 0 &&
      !(marks.has('cells') && readScriptCells(code) !== null) &&
      !(marks.has('requirements') && declares(text)) &&
      !(marks.has('header') && hasScriptHeader(text))
    );
  },
};

/** Whether a program says what a project requires: `setup(install_requires=…)`, sessions of nox. Cheap for all that do not. */
export function declares(text: string): boolean {
  // Every program is looked through for this, and a search stops at each unit that it begins with: `q` and `x` are rare.
  for (let at = text.indexOf('quire'); at >= 0; at = text.indexOf('quire', at + 5))
    if (text.charCodeAt(at - 3) === 95 && DECLARED.test(text.slice(Math.max(0, at - 11), at + 7))) return true;
  return text.includes('x.session') && text.includes('nox.session');
}

/** What `setup` is told of requirements (setuptools, Keywords). `requires_grad` and `python_requires` are none. */
const DECLARED = /\b(?:(?:install|setup)_requires|(?:tests|extras)_require)\b/;

function readPython(input: TextInput, tools: ReadingTools): Reading | Promise<Reading> {
  const { text, session, stored } = input;
  const code = withLineFeeds(text);
  const survey = tools.triggers && surveyOf(code, tools.triggers, { stored, counted: session !== undefined });
  const program = readProgram(input, code, survey, tools);
  return survey?.marks.has('header') === false ? program : withScriptHeader(input, program, tools);
}

/** `survey`: what a look at the code told; null where all of it is read. */
function readProgram(
  { path, text, session }: TextInput,
  code: string,
  survey: Survey | null,
  { parser, triggers }: ReadingTools,
): Reading {
  // Half-typed code is read whole, as the parser sees it. In a large document that would be felt at every key.
  const tolerated = session !== undefined && text.length > LARGE;
  const mayBe = (mark: Mark): boolean => survey?.marks.has(mark) !== false;
  const hasCells = mayBe('cells') && isCellScript(code);
  let kept: Reading['kept'];
  const keep: NonNullable<Parameters<typeof excerptOf>[2]>['keep'] =
    session === undefined || code !== text || hasCells
      ? undefined
      : (relevance, modules) => {
          kept = { relevance, modules, tolerated };
        };
  const { code: source, magics } = (hasCells ? readScriptCells(code) : null) ?? { code, magics: [] };
  const plain = magics.length === 0;
  const excerpt =
    // Commands may have to do with any of the code, and what a project is declared with may be.
    triggers === null || !magics.every(isHarmlessMagic) || (mayBe('requirements') && declares(code))
      ? 'whole'
      : excerptOf(source, triggers, { tolerated, survey: (source === code && survey) || undefined, keep });
  const chosen = chosenTree(excerpt, { source, plain, tolerated, session }, { parser, triggers });
  if (chosen === null) return nothingIn(kept);
  const { whole } = chosen;
  if (typeof whole === 'string') return notRead(path, `not read: ${whole}`);
  const tree = plain ? whole : { ...whole, comments: outsideOf(magics, whole.comments) };
  const cells = [{ index: 0, range: { start: 0, end: text.length } }];
  const place = {
    placement: plain ? placeInText(path, text) : placeWithMagics(path, text, magics),
    text,
    comments: [...commentsOf(text, tree), ...magics.flatMap(commentsIn)],
    spans: () => [...pythonSpans(source), ...magics.map(({ range }) => range)],
  };
  return {
    parts: [{ ...place, cells, facts: programFacts(text, tree, magics) }, ...installParts(magics, path, place)],
    notes: tree.truncated ? [{ path, message: 'not read to its end: code is nested too deeply' }] : [],
    ...(chosen.isCut ? keptIn(kept) : {}),
  };
}

const keptIn = (kept: Reading['kept']): Pick<Reading, 'kept'> => (kept ? { kept } : {});
const nothingIn = (kept: Reading['kept']): Reading => ({ ...NOTHING, ...keptIn(kept) });

/** The tree that is looked at, and whether it is that of an excerpt as the text is; null where nothing matters. */
function chosenTree(
  excerpt: Excerpt | 'whole' | null,
  {
    source,
    plain,
    tolerated,
    session,
  }: {
    readonly source: string;
    /** Without commands. */
    readonly plain: boolean;
    readonly tolerated: boolean;
    readonly session: string | undefined;
  },
  { parser, triggers }: Pick<ReadingTools, 'parser' | 'triggers'>,
): { readonly whole: ReturnType<PythonParser['parse']>; readonly isCut: boolean } | null {
  const cut = excerpt === null && plain ? null : cutTree(excerpt, source, tolerated, parser);
  const completed = tolerated && plain ? cutOfMended(cut, source, triggers, parser) : null;
  if (excerpt === null && plain && completed === null) return null;
  return {
    whole: completed ?? cut ?? wholeTree(source, parser, session),
    isCut: completed === null && cut !== null,
  };
}

/** The tree of an excerpt; an empty one where nothing matters but commands; null where all has to be parsed. */
function cutTree(
  excerpt: Excerpt | 'whole' | null,
  source: string,
  tolerated: boolean,
  parser: PythonParser,
): ReturnType<PythonParser['parseExcerpt']> {
  if (excerpt === 'whole') return null;
  if (excerpt !== null) return parser.parseExcerpt(excerpt.text, excerpt.offsets, source, tolerated, excerpt.comments);
  const root = { kind: 'module', start: 0, end: source.length, children: [] };
  return { root, comments: [], broken: false, truncated: false };
}

/**
 * The tree of an excerpt of a text in which half-typed lines are made whole; null where there are none. In a large document that is open
 * they are made whole before lines are chosen: what a header or a quote takes with it would not be looked at.
 */
function cutOfMended(
  cut: ReturnType<typeof cutTree>,
  source: string,
  triggers: ReadingTools['triggers'],
  parser: PythonParser,
): SyntaxTree | null {
  const isBroken = cut !== null && typeof cut !== 'string' && cut.broken;
  const whole = triggers !== null && (isBroken || endsInText(source)) ? mended(source) : null;
  const excerpt = whole && triggers && excerptOf(whole.text, triggers, { tolerated: true });
  if (!whole || excerpt === null || excerpt === 'whole') return null;
  const comments = excerpt.comments.map(({ start, end }) =>
    rangeOf(whole.offsets.placeOf(start), whole.offsets.placeOf(end)),
  );
  const tree = parser.parseExcerpt(excerpt.text, excerpt.offsets.through(whole.offsets), source, true, comments);
  return tree === null || typeof tree === 'string' ? null : { ...tree, broken: true };
}

/** The tree of a program that is parsed whole; of a half-typed one what its author means. */
function wholeTree(source: string, parser: PythonParser, session?: string): ReturnType<PythonParser['parse']> {
  const tree = parser.parse(source, session);
  return typeof tree !== 'string' && tree.broken ? (treeOfMended(source, source, parser) ?? tree) : tree;
}

/** The tree of a text in which half-typed lines are made whole; null where there are none. `base`: where it begins in the program. */
export function treeOfMended(text: string, program: string, parser: PythonParser, base = 0): SyntaxTree | null {
  const whole = mended(text, base);
  const tree = whole && parser.parseExcerpt(whole.text, whole.offsets, program, true);
  return tree === null || typeof tree === 'string' ? null : { ...tree, broken: true };
}

/** What is put into a command that stands in a comment stays in the comment, line by line. */
function placeWithMagics(path: string, text: string, magics: readonly CommandFact[]): Placement {
  const placement = placeInText(path, text);
  return {
    ...placement,
    placeEdit({ range, text: inserted }) {
      const magic = magicBefore(magics, range.start);
      const mark = magic && range.start <= magic.range.end ? markOf(text, magic) : '';
      return { ...placement.place(range), text: inserted.replace(/\n(?=[^\n])/g, (end) => `${end}${mark}`) };
    },
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
