import type { Note } from '../core/finding';
import type { CommentFact, MagicFact, PythonFacts } from '../core/python-facts';
import type { Range } from '../core/range';
import type { RequirementsFacts } from '../core/requirement-facts';
import { configFormatOf, readConfig } from '../readers/config/config';
import { readDockerfile } from '../readers/dockerfile/dockerfile';
import {
  MOST_ENTRIES,
  parseInstallCommand,
  parseInstallCommands,
  parseRequirements,
} from '../readers/requirements/requirements';
import { readShellScript } from '../readers/shell/shell-script';
import { factsOf } from '../readers/python/facts';
import { joinCells, type NotebookProgram } from '../readers/notebook/notebook';
import { readNotebook } from '../readers/notebook/notebook-file';
import type { PythonParser } from '../readers/python/parser';
import { Program } from '../readers/python/program';
import type { SyntaxTree } from '../readers/python/syntax';
import type { NotebookCell, ScanInput } from '../core/input';
import { NOTEBOOK_FACTOR, readAs } from '../readers/documents';
import { excerptOf, hitsIn } from '../readers/prefilter/excerpt';
import { fixedInPlace, installCallsOf } from '../analysis/commands/install-calls';
import type { Judge } from './judge';
import type { ProjectCode } from '../project/project-code';
import { placeInCells, placeInText, placeOnCell, type Placement } from './placement';
import { notebookExcerptOf } from '../readers/prefilter/notebook-excerpt';
import type { Circumstances, Judgement } from './run';
import type { Relevance } from '../readers/prefilter/relevance';
import type { Triggers } from '../readers/prefilter/triggers';

/** A text in which there may be findings. */
export interface Place {
  readonly placement: Placement;
  /** Text that the ranges count in, and its comments: where suppressions stand. */
  readonly text: string;
  readonly comments: readonly { readonly text: string; readonly range: Range }[];
}

/** Facts of one kind, ready to be judged, with their place. */
export interface Part extends Place {
  judge(judge: Judge, at: Circumstances): Judgement;
}

/** What one document was read into. */
export interface Reading {
  readonly parts: readonly Part[];
  readonly notes: readonly Note[];
  readonly program: { factsWith(outside?: ProjectCode): PythonFacts; readonly placement: Placement } | null;
  readonly requirements: readonly RequirementsFacts[];
  /** What is needed to follow the next change of an open document; absent when it has to be read anew. */
  readonly kept?:
    | { readonly relevance: Relevance | null; readonly modules: Map<string, number>; readonly tolerated: boolean }
    | undefined;
}

/** An open document larger than this, in UTF-16 units, is judged by an excerpt even while its brackets or quotes are open. */
export const LARGE = 30_000;

/** Milliseconds that the cells of a notebook may take the parser together. */
const CELLS_TIME = 10_000;

export const NOTHING: Reading = { parts: [], notes: [], program: null, requirements: [] };
const notRead = (path: string, message: string): Reading => ({ ...NOTHING, notes: [{ path, message }] });

/** Turns documents into facts. With `triggers`, Python is parsed only where a rule could apply. */
export class Reader {
  constructor(private readonly parser: PythonParser) {}

  /** `maxSize` in UTF-16 units; a larger text is a note. */
  read(input: ScanInput, maxSize: number, triggers: Triggers | null): Reading {
    if (input.kind === 'notebook') return this.#notebook(input.path, input.cells, triggers);
    const kind = readAs(input.path);
    const limit = maxSize * (kind === 'notebook' ? NOTEBOOK_FACTOR : 1);
    if (input.text.length > limit) return notRead(input.path, `not read: larger than ${limit} bytes`);
    switch (kind) {
      case 'python':
        return this.#python(input.path, input.text, input.session, triggers, input.stored);
      case 'notebook': {
        const file = readNotebook(input.text);
        if (typeof file === 'string') return notRead(input.path, file);
        const reading = this.#notebook(input.path, file.cells, triggers);
        return file.cut
          ? {
              ...reading,
              notes: [
                ...reading.notes,
                { path: input.path, message: 'outputs not read to their end: they are too large' },
              ],
            }
          : reading;
      }
      case 'requirements':
        return readRequirements(input.path, input.text);
      case 'config':
        return readConfiguration(input.path, input.text);
      case 'shell':
        return readCommands(input.path, input.text, readShellScript(input.text));
      case 'dockerfile':
        return readCommands(input.path, input.text, readDockerfile(input.text));
      case null:
        return NOTHING;
    }
  }

  /** Whether nothing in a text can matter to any rule, as far as can be told without reading it. */
  isSilent(path: string, text: string, maxSize: number, triggers: Triggers, stored: Uint8Array | undefined): boolean {
    return (
      readAs(path) === 'python' && text.length <= maxSize && hitsIn(withLineFeeds(text), triggers, stored).length === 0
    );
  }

  #python(
    path: string,
    text: string,
    session: string | undefined,
    triggers: Triggers | null,
    stored: Uint8Array | undefined,
  ): Reading {
    // Half-typed code is read whole, as the parser sees it. In a large document that would be felt at every key.
    const tolerated = session !== undefined && text.length > LARGE;
    const code = withLineFeeds(text);
    let kept: Reading['kept'];
    const excerpt =
      triggers === null
        ? 'whole'
        : excerptOf(code, triggers, {
            tolerated,
            stored,
            keep:
              session === undefined || code !== text
                ? undefined
                : (relevance, modules) => {
                    kept = { relevance, modules, tolerated };
                  },
          });
    if (excerpt === null) return kept ? { ...NOTHING, kept } : NOTHING;
    const parsed =
      excerpt === 'whole'
        ? null
        : this.parser.parseExcerpt(excerpt.text, excerpt.offsets, code, tolerated, excerpt.comments);
    const tree = parsed ?? this.parser.parse(code, session);
    if (typeof tree === 'string') return notRead(path, `not read: ${tree}`);
    const factsWith = factsMaker(text, tree);
    const placement = placeInText(path, text);
    const cells = [{ index: 0, range: { start: 0, end: text.length } }];
    return {
      parts: [
        {
          placement,
          text,
          comments: commentsOf(text, tree),
          judge: (judge, at) => judgeProgram(judge, factsWith(at.outside), cells, at),
        },
      ],
      notes: tree.truncated ? [{ path, message: 'not read to its end: code is nested too deeply' }] : [],
      program: { factsWith, placement },
      requirements: [],
      ...(parsed && kept ? { kept } : {}),
    };
  }

  #notebook(path: string, cells: readonly NotebookCell[], triggers: Triggers | null): Reading {
    const joined = joinCells(
      cells.flatMap((cell, index) =>
        cell.kind === 'code' && cell.language === 'python' ? [{ index, text: cell.text }] : [],
      ),
    );
    const { trees, notes } = this.#cells(path, joined, triggers);
    const tree = mergeTrees(trees, joined.text.length, joined.magics);
    const factsWith = factsMaker(joined.text, tree, joined.magics);
    const placement = placeInCells(path, joined.text, joined.cells);
    const requirements = joined.magics.flatMap((magic) => installCommands(magic, path));
    const program = {
      placement,
      text: joined.text,
      comments: [...commentsOf(joined.text, tree), ...joined.magics.flatMap(commentsIn)],
    };
    return {
      parts: [
        { ...program, judge: (judge, at) => judgeProgram(judge, factsWith(at.outside), joined.cells, at) },
        ...requirements.map((command): Part => ({ ...program, judge: (judge, at) => judge.requirements(command, at) })),
        ...cells.flatMap((cell, index) => outputParts(path, cell, index)),
      ],
      notes,
      program: { factsWith, placement },
      requirements,
    };
  }

  /** The trees of a notebook's cells, or of what matters of all of them. */
  #cells(
    path: string,
    joined: NotebookProgram,
    triggers: Triggers | null,
  ): { readonly trees: readonly SyntaxTree[]; readonly notes: readonly Note[] } {
    const excerpt = triggers === null ? 'whole' : notebookExcerptOf(joined, triggers);
    if (excerpt === null) return { trees: [], notes: [] };
    if (excerpt !== 'whole') {
      const tree = this.parser.parseExcerpt(excerpt.text, excerpt.offsets, joined.text, false, excerpt.comments);
      if (tree !== null && typeof tree !== 'string') return { trees: [tree], notes: [] };
    }
    const notes: Note[] = [];
    const trees: SyntaxTree[] = [];
    const end = performance.now() + CELLS_TIME;
    for (const cell of joined.cells) {
      const tree = this.parser.parse(cell.masked, undefined, cell.range.start, Math.min(2000, end - performance.now()));
      if (typeof tree === 'string') notes.push({ path, message: `cell ${cell.index} not read: ${tree}` });
      else trees.push(tree);
    }
    return { trees, notes };
  }
}

/** A program, and the install commands that it runs. */
function judgeProgram(
  judge: Judge,
  facts: PythonFacts,
  cells: Parameters<Judge['python']>[1],
  at: Circumstances,
): Judgement {
  const code = judge.python(facts, cells, at);
  const commands = installCallsOf(facts, at.path).map((call) => ({
    call,
    judgement: judge.requirements(call.facts, at),
  }));
  if (commands.length === 0) return code;
  return {
    get findings() {
      return [
        ...code.findings,
        ...commands.flatMap(({ call, judgement }) => judgement.findings.map((finding) => fixedInPlace(finding, call))),
      ];
    },
    again(later) {
      code.again(later);
      for (const { judgement } of commands) judgement.again(later);
    },
  };
}

/** A carriage return alone ends a line too; the parser takes it for a blank, and is slow in the long lines that there are then. */
const withLineFeeds = (text: string): string => (text.includes('\r') ? text.replace(/\r(?!\n)/g, '\n') : text);

/** Makes facts of a program that is walked once. They are made anew when more is known of the project. Always with or always without `outside`. */
function factsMaker(
  text: string,
  tree: SyntaxTree,
  magics: readonly MagicFact[] = [],
): (outside?: ProjectCode) => PythonFacts {
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
const commentsOf = (text: string, { comments }: SyntaxTree): readonly CommentFact[] =>
  comments.map((range) => ({ text: text.slice(range.start, range.end), range }));

/** Trees of cells as one module; each already counts in the program's offsets. */
function mergeTrees(trees: readonly SyntaxTree[], length: number, magics: readonly MagicFact[]): SyntaxTree {
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

/** A script or a Dockerfile, as a program that is nothing but commands. */
function readCommands(path: string, text: string, facts: PythonFacts): Reading {
  const placement = placeInText(path, text);
  const requirements = facts.magics.flatMap((magic) => installCommands(magic, path));
  const program = { placement, text, comments: facts.comments };
  const cells = [{ index: 0, range: { start: 0, end: text.length } }];
  return {
    parts: [
      { ...program, judge: (judge, at) => judge.python(facts, cells, at) },
      ...requirements.map((command): Part => ({ ...program, judge: (judge, at) => judge.requirements(command, at) })),
    ],
    notes: [],
    program: { factsWith: () => facts, placement },
    requirements,
  };
}

/** The last magic that begins at an offset or before it; they are in the order of the text and do not overlap. */
function magicBefore(magics: readonly MagicFact[], offset: number): MagicFact | undefined {
  let low = 0;
  let high = magics.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (magics[middle]!.range.start <= offset) low = middle + 1;
    else high = middle;
  }
  return magics[low - 1];
}

function installCommands(magic: MagicFact, path: string): readonly RequirementsFacts[] {
  if (magic.kind === 'docker')
    return /^(?:cmd|entrypoint)$/.test(magic.command)
      ? parseInstallCommands(magic.body, magic.bodyRange.start, path)
      : [];
  if (magic.kind === 'cell')
    return /^(?:bash|sh|script|system|sx)$/.test(magic.command)
      ? parseInstallCommands(magic.body, magic.bodyRange.start, path)
      : [];
  if (magic.kind === 'shell') return parseInstallCommands(magic.body, magic.bodyRange.start, path);
  const installer = /^pip3?$/.test(magic.command)
    ? 'pip'
    : /^(?:conda|mamba|micromamba)$/.test(magic.command)
      ? 'conda'
      : magic.command === 'uv'
        ? 'uv'
        : null;
  const command = installer && parseInstallCommand(magic.body, magic.bodyRange.start, path, installer);
  return command ? [command] : [];
}

/** A comment at the end of a magic is a comment to people: suppressions may stand there. */
function commentsIn(magic: MagicFact): { text: string; range: Range }[] {
  return [...magic.body.matchAll(/(?:^|\s)(#[^\n]*)/g)].map((match) => {
    const start = magic.bodyRange.start + match.index + match[0].length - match[1]!.length;
    return { text: match[1]!, range: { start, end: start + match[1]!.length } };
  });
}

function outputParts(path: string, cell: NotebookCell, index: number): Part[] {
  return cell.outputs.flatMap((text, output): Part[] =>
    text === ''
      ? []
      : [
          {
            placement: placeOnCell(path, index, cell.text),
            text,
            comments: [],
            judge: (judge, at) => judge.output({ path, cell: index, output, text }, at),
          },
        ],
  );
}

function readRequirements(path: string, text: string): Reading {
  const facts = parseRequirements(text, path);
  const comments = facts.entries.flatMap((entry) =>
    entry.kind === 'comment' ? [{ text: entry.text, range: entry.range }] : [],
  );
  return {
    parts: [
      { placement: placeInText(path, text), text, comments, judge: (judge, at) => judge.requirements(facts, at) },
    ],
    notes: facts.truncated ? [{ path, message: `only the first ${MOST_ENTRIES} requirements are read` }] : [],
    program: null,
    requirements: [facts],
  };
}

function readConfiguration(path: string, text: string): Reading {
  const format = configFormatOf(path);
  if (format === null) return NOTHING;
  const { facts, notes } = readConfig(text, path, format);
  return {
    parts: [
      {
        placement: placeInText(path, text),
        text,
        comments: facts.comments,
        judge: (judge, at) => judge.config(facts, at),
      },
    ],
    notes,
    program: null,
    requirements: [],
  };
}
