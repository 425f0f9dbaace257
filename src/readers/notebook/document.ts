import type { NotebookCell, ScanInput } from '../../core/input';
import type { Note } from '../../core/finding';
import type { CommandFact } from '../../core/command-facts';
import { rangeOf, type Range } from '../../core/range';
import { placeInCells, placeOnCell } from '../placement';
import { notebookExcerptOf } from '../prefilter/notebook-excerpt';
import { commentsOf, programFacts, treeOfMended } from '../python/document';
import { pythonSpans } from '../python/spans';
import type { SyntaxTree } from '../python/syntax';
import { readEmbedded } from '../embedded';
import { notRead, NOTHING, type DocumentKind, type Part, type Reading, type ReadingTools } from '../reading';
import { installParts } from '../shell/commands';
import { shellSpans } from '../shell/shell-script';
import { isPythonCell } from './languages';
import { commentsIn, outsideOf } from './magic-places';
import { joinCells, type NotebookProgram } from './notebook';
import { readNotebook } from './notebook-file';
import { otherCell } from './other-cells';
import { withoutFiles } from './written-files';

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

async function readCells(input: ScanInput, tools: ReadingTools): Promise<Reading> {
  if (input.kind === 'notebook') return readProgram(input.path, input.cells, tools);
  if (input.kind !== 'text') return NOTHING;
  const file = readNotebook(input.text);
  if (typeof file === 'string') return notRead(input.path, file);
  const reading = await readProgram(input.path, file.cells, tools);
  return file.cut
    ? {
        ...reading,
        notes: [...reading.notes, { path: input.path, message: 'outputs not read to their end: they are too large' }],
      }
    : reading;
}

async function readProgram(path: string, cells: readonly NotebookCell[], tools: ReadingTools): Promise<Reading> {
  const program = joinCells(
    cells.flatMap((cell, index) => (cell.kind === 'code' && isPythonCell(cell) ? [{ index, text: cell.text }] : [])),
  );
  const { joined, files } = withoutFiles(program, path, tools);
  const { trees, notes } = treesOf(path, joined, tools);
  const tree = mergeTrees(trees, joined.text.length, joined.magics);
  const place = {
    placement: placeInCells(path, joined.text, joined.cells),
    text: joined.text,
    comments: [...commentsOf(joined.text, tree), ...joined.magics.flatMap(commentsIn)],
    spans: () => spansOf(joined),
  };
  const inside = await Promise.all([
    ...files.map(({ kind, ...file }) => readEmbedded(kind, { ...file, host: place }, tools)),
    ...cells.flatMap((cell, index) => otherCell(cell, index, path, tools)),
  ]);
  return {
    parts: [
      { ...place, cells: joined.cells, facts: programFacts(joined.text, tree, joined.magics) },
      ...installParts(joined.magics, path, place, joined.cells),
      ...inside.flatMap(({ parts }) => parts),
      ...cells.flatMap((cell, index) => outputParts(path, cell, index)),
    ],
    notes: [...notes, ...inside.flatMap((reading) => reading.notes)],
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
    if (typeof tree === 'string') notes.push({ path, message: `cell ${cell.index + 1} not read: ${tree}` });
    else trees.push((tree.broken ? treeOfMended(cell.masked, joined.text, parser, cell.range.start) : null) ?? tree);
  }
  return { trees, notes };
}

/** Trees of cells as one module; each already counts in the program's offsets. */
function mergeTrees(trees: readonly SyntaxTree[], length: number, magics: readonly CommandFact[]): SyntaxTree {
  return {
    root: { kind: 'module', start: 0, end: length, children: trees.flatMap((tree) => tree.root.children) },
    // What stands for a masked magic looks like a comment to the parser.
    comments: outsideOf(
      magics,
      trees.flatMap((tree) => tree.comments),
    ),
    broken: trees.some((tree) => tree.broken),
    truncated: trees.some((tree) => tree.truncated),
  };
}

function outputParts(path: string, cell: NotebookCell, index: number): Part[] {
  return cell.outputs.flatMap((text, output): Part[] => {
    if (text === '') return [];
    const facts = { kind: 'output', path, cell: index, output, text } as const;
    return [{ placement: placeOnCell(path, index, cell.text), text, comments: [], facts: () => facts }];
  });
}
