import type { Facts } from '../core/facts';
import type { Edit, Note } from '../core/finding';
import type { Range } from '../core/range';
import type { ScanInput } from '../core/input';
import type { Triggers } from './prefilter/triggers';
import type { Relevance } from './prefilter/relevance';
import type { Placement } from './placement';
import type { Outside } from './python/outside';
import type { PythonParser } from './python/parser';

/** Facts of one kind, with the text that their ranges count in. */
export interface Part {
  readonly placement: Placement;
  readonly text: string;
  /** The comments of the text: where suppressions stand. */
  readonly comments: readonly { readonly text: string; readonly range: Range }[];
  /** What stands on several lines of the text and is one thing: statements, texts, commands, instructions, values. Asked only where a suppression comment counts for it. */
  spans?(): readonly Range[];
  /** Ranges of a notebook's Python cells in the text, in order; one for a plain file. Only for parts of a program. */
  readonly cells?: readonly { readonly index: number; readonly range: Range }[];
  /** For a document inside another one: the text around it, and the way there. `editOf` is null where an edit cannot be written. */
  readonly within?: {
    readonly text: string;
    rangeOf(range: Range): Range;
    editOf(edit: Edit): Edit | null;
  };
  /** What is known of the text. A program's facts are made anew when more is known of the rest of the project: always with or always without `outside`. */
  facts(outside?: Outside): Facts;
}

/** What one document was read into. */
export interface Reading {
  readonly parts: readonly Part[];
  /** What was not read, or not to its end, and why. */
  readonly notes: readonly Note[];
  /** What is needed to follow the next change of an open document; absent when it has to be read anew. */
  readonly kept?: Kept | undefined;
}

export interface Kept {
  readonly relevance: Relevance | null;
  readonly modules: Map<string, number>;
  readonly tolerated: boolean;
}

/** What readers read with. */
export interface ReadingTools {
  readonly parser: PythonParser;
  /** What rules wait for: Python is parsed only where one could apply. Null: all of it is. */
  readonly triggers: Triggers | null;
  /** Largest text, in UTF-16 units, and largest file that is not text, in bytes. */
  readonly limit: number;
  /** What a file of a path is read as: for documents inside others. */
  documentOf(path: string): DocumentKind | null;
  /** Whether nobody asked for it: facts about infrastructure and the commands in it are then not read. */
  readonly unasked?: boolean | undefined;
}

/**
 * A kind of document: which files are of it, and how they are read. Everything that has to know what a file is asks the list
 * of these: the engine, the walk, the SBOM, the editor's selectors and package.json.
 */
export interface DocumentKind {
  readonly kind: string;
  /** Patterns of file names, in lower case and without folders; `paths`: of whole paths, as they are. One that fits is enough. */
  readonly names: readonly RegExp[];
  readonly paths?: readonly RegExp[];
  /** Names that are none of it all the same. */
  readonly except?: readonly RegExp[];
  /** Names that may be of this kind when somebody says so: a requirements file with `-r`, the language in an editor. */
  readonly byRequest?: readonly RegExp[];
  /** Globs of file names for hosts that know no patterns: everything that fits `names` or `paths` fits one of them. */
  readonly globs: readonly string[];
  /** Language identifiers of the editor that stand for the kind, whatever a file is called. */
  readonly languages: readonly string[];
  /** The editor's types of notebooks that are of the kind. */
  readonly notebookTypes?: readonly string[];
  /** What the name of a document ends with that is of the kind by its language alone. */
  readonly suffix: string;
  /** What it is read from: text, the cells of a notebook (or the text of its file), or any bytes of a file that is never loaded whole. */
  readonly input: 'text' | 'cells' | 'bytes';
  /** How many times the largest size of a text it may have. */
  readonly times: number;
  /** Read also where git ignores it: weights usually are. */
  readonly evenIgnored?: boolean;
  /** Whether it may say what a project is made of: packages, models, data. */
  readonly inventoried: boolean;
  /** Never throws for bad input: what cannot be read is a note. */
  read(input: ScanInput, tools: ReadingTools): Reading | Promise<Reading>;
  /** Whether nothing in a text can matter to any rule, as far as can be told without reading it. */
  isSilent?(text: string, stored: Uint8Array | undefined, triggers: Triggers): boolean;
}

export const NOTHING: Reading = { parts: [], notes: [] };

export const notRead = (path: string, message: string): Reading => ({ ...NOTHING, notes: [{ path, message }] });
