import type { NotebookCell, ScanInput } from '../../core/input';
import type { Note } from '../../core/finding';
import type { CommandFact } from '../../core/command-facts';
import { rangeOf, type Range } from '../../core/range';
import { placeInCells, placeOnCell } from '../placement';
import { notebookExcerptOf } from '../prefilter/notebook-excerpt';
import { commentsOf, programFacts } from '../python/document';
import { pythonSpans } from '../python/spans';
import type { SyntaxTree } from '../python/syntax';
import { notRead, NOTHING, type DocumentKind, type Part, type Reading, type ReadingTools } from '../reading';
import { installParts } from '../shell/commands';
import { shellSpans } from '../shell/shell-script';
import { joinCells, type NotebookProgram } from './notebook';
import { readNotebook } from './notebook-file';

/** Milliseconds that the cells of a notebook may take the parser together. */
const CELLS_TIME = 10_000;

/** A Jupyter notebook: its Python cells are one program, its outputs are looked through. Source: nbformat 4. */
export const notebook: DocumentKind = {
  kind: 'notebook',
  names: [/\.ipynb$/],
  globs: ['*.ipynb'],
  languages: [],
  notebookTypes: ['jupyter-notebook'],
  suffix: '.ipynb',
  input: 'cells',
  // Most of it is images, which are passed over.
  times: 50,
  inventoried: true,
  read: (input, tools) => readCells(input, tools),
};

function readCells(input: ScanInput, tools: ReadingTools): Reading {
  if (input.kind === 'notebook') return readProgram(input.path, input.cells, tools);
  if (input.kind !== 'text') return NOTHING;
  const file = readNotebook(input.text);
  if (typeof file === 'string') return notRead(input.path, file);
  const reading = readProgram(input.path, file.cells, tools);
  return file.cut
    ? {
        ...reading,
        notes: [...reading.notes, { path: input.path, message: 'outputs not read to their end: they are too large' }],
      }
    : reading;
}

function readProgram(path: string, cells: readonly NotebookCell[], tools: ReadingTools): Reading {
  const joined = joinCells(
    cells.flatMap((cell, index) =>
      cell.kind === 'code' && cell.language === 'python' ? [{ index, text: cell.text }] : [],
    ),
  );
  const { trees, notes } = treesOf(path, joined, tools);
  const tree = mergeTrees(trees, joined.text.length, joined.magics);
  const place = {
    placement: placeInCells(path, joined.text, joined.cells),
    text: joined.text,
    comments: [...commentsOf(joined.text, tree), ...joined.magics.flatMap(commentsIn)],
    spans: () => spansOf(joined),
  };
  return {
    parts: [
      { ...place, cells: joined.cells, facts: programFacts(joined.text, tree, joined.magics) },
      ...installParts(joined.magics, path, place),
      ...cells.flatMap((cell, index) => outputParts(path, cell, index)),
    ],
    notes,
  };
}

/** Statements of several lines, each in its cell, and commands. */
const spansOf = ({ cells, magics }: NotebookProgram): readonly Range[] => [
  ...cells.flatMap(({ masked, range: { start } }) =>
    pythonSpans(masked).map((span) => rangeOf(start + span.start, start + span.end)),
  ),
  ...magics.flatMap(({ kind, range, body, bodyRange }) =>
    kind === 'cell' ? shellSpans(body, bodyRange.start) : [range],
  ),
];

/** The trees of a notebook's cells, or of what matters of all of them. */
function treesOf(
  path: string,
  joined: NotebookProgram,
  { parser, triggers }: ReadingTools,
): { readonly trees: readonly SyntaxTree[]; readonly notes: readonly Note[] } {
  const excerpt = triggers === null ? 'whole' : notebookExcerptOf(joined, triggers);
  if (excerpt === null) return { trees: [], notes: [] };
  if (excerpt !== 'whole') {
    const tree = parser.parseExcerpt(excerpt.text, excerpt.offsets, joined.text, false, excerpt.comments);
    if (tree !== null && typeof tree !== 'string') return { trees: [tree], notes: [] };
  }
  const notes: Note[] = [];
  const trees: SyntaxTree[] = [];
  const end = performance.now() + CELLS_TIME;
  for (const cell of joined.cells) {
    const tree = parser.parse(cell.masked, undefined, cell.range.start, Math.min(2000, end - performance.now()));
    if (typeof tree === 'string') notes.push({ path, message: `cell ${cell.index} not read: ${tree}` });
    else trees.push(tree);
  }
  return { trees, notes };
}

/** Trees of cells as one module; each already counts in the program's offsets. */
function mergeTrees(trees: readonly SyntaxTree[], length: number, magics: readonly CommandFact[]): SyntaxTree {
  const masked = (comment: Range): boolean => {
    const magic = magicBefore(magics, comment.start);
    return magic !== undefined && comment.end <= magic.range.end;
  };
  return {
    root: { kind: 'module', start: 0, end: length, children: trees.flatMap((tree) => tree.root.children) },
    // What stands for a masked magic looks like a comment to the parser.
    comments: trees.flatMap((tree) => tree.comments).filter((comment) => !masked(comment)),
    broken: trees.some((tree) => tree.broken),
    truncated: trees.some((tree) => tree.truncated),
  };
}

/** The last magic that begins at an offset or before it; they are in the order of the text and do not overlap. */
function magicBefore(magics: readonly CommandFact[], offset: number): CommandFact | undefined {
  let low = 0;
  let high = magics.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (magics[middle]!.range.start <= offset) low = middle + 1;
    else high = middle;
  }
  return magics[low - 1];
}

/** A comment at the end of a magic is a comment to people: suppressions may stand there. */
function commentsIn(magic: CommandFact): { text: string; range: Range }[] {
  return [...magic.body.matchAll(/(?:^|\s)(#[^\n]*)/g)].map((match) => {
    const start = magic.bodyRange.start + match.index + match[0].length - match[1]!.length;
    return { text: match[1]!, range: { start, end: start + match[1]!.length } };
  });
}

function outputParts(path: string, cell: NotebookCell, index: number): Part[] {
  return cell.outputs.flatMap((text, output): Part[] => {
    if (text === '') return [];
    const facts = { kind: 'output', path, cell: index, output, text } as const;
    return [{ placement: placeOnCell(path, index, cell.text), text, comments: [], facts: () => facts }];
  });
}
