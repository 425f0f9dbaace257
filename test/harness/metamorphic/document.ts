import { LAYOUT } from './alignment';
import { cellsOf, inOneCell, type Cells } from './cells';
import type { Program, ProgramReader } from './program';
import { NOTEBOOK_FORMS } from './exceptions';
import type { Transformation, Variant } from './variant';

/** A program, or a notebook of several, in one of its forms. */
export interface WrittenDocument {
  readonly notebook: boolean;
  /** A notebook's cells; a program is one. */
  readonly parts: readonly string[];
  /** Where an offset of a part stands in the original; parts of the original follow one another, a line end between two. */
  placeOf(part: number, offset: number): number;
  /** New names to old ones. */
  readonly names?: ReadonlyMap<string, string>;
}

/** A document as it is, with the ways to write it in another way. */
export class OriginalDocument implements WrittenDocument {
  readonly #programs: readonly (Program | null)[];
  readonly #starts: readonly number[];

  /** `elsewhere` are the words of the files around it; null where those are not known. */
  constructor(
    readonly parts: readonly string[],
    readonly notebook: boolean,
    read: ProgramReader,
    elsewhere: ReadonlySet<string> | null,
  ) {
    // Cells share the names at the margin, so one cell alone does not know who uses them.
    this.#programs = parts.map((part) => read(part, parts.length === 1 ? elsewhere : null));
    let at = 0;
    this.#starts = parts.map((part) => {
      at += part.length + 1;
      return at - part.length - 1;
    });
  }

  /** Whether there is something that can be written in another way. */
  get wellFormed(): boolean {
    return this.#programs.some((program) => program !== null);
  }

  /** The program, or those of the cells; a cell with a magic has none. */
  get programs(): readonly (Program | null)[] {
    return this.#programs;
  }

  placeOf(part: number, offset: number): number {
    return this.#starts[part]! + offset;
  }

  /** The place of the token that is there, or of the next one; within a string or a comment, of what is written there. */
  tokenAt(place: number): number {
    const part = this.#starts.findLastIndex((start) => start <= place);
    const start = this.#starts[part]!;
    const program = this.#programs[part];
    const token = program?.tokens.find(({ kind, end }) => end > place - start && !LAYOUT.has(kind));
    if (!program || token === undefined) return place;
    if (token.start >= place - start || (token.kind !== 'string' && token.kind !== 'comment'))
      return start + token.start;
    // Quotes, and blanks behind them, are where the string begins.
    if (/^\w*["'\s\\]*$/.test(program.text.slice(token.start, place - start))) return start + token.start;
    return place + /^["'\s\\]*/.exec(program.text.slice(place - start, token.end))![0].length;
  }

  /** The document after a transformation; null where there is nothing to change. */
  variant(transformation: Transformation): WrittenDocument | null {
    const variants = this.#programs.map((program) => program && transformation.apply(program));
    return variants.some((variant) => variant !== null) ? this.#with(variants) : null;
  }

  /** A program as a notebook; null for what is one. */
  asNotebook(form: (typeof NOTEBOOK_FORMS)[number]): WrittenDocument | null {
    const program = this.#programs[0];
    if (this.notebook || !program) return null;
    const { texts, starts }: Cells = form === 'a cell a statement' ? cellsOf(program) : inOneCell(program);
    return { notebook: true, parts: texts, placeOf: (part, offset) => starts[part]! + offset };
  }

  #with(variants: readonly (Variant | null)[]): WrittenDocument {
    return {
      notebook: this.notebook,
      parts: this.parts.map((part, i) => variants[i]?.text ?? part),
      placeOf: (part, offset) => this.placeOf(part, variants[part]?.placeOf(offset) ?? offset),
      names: new Map(variants.flatMap((variant) => [...(variant?.names ?? [])])),
    };
  }
}

/** All other forms of a document, each once. */
export function* formsOf(
  original: OriginalDocument,
  transformations: readonly Transformation[],
): Generator<readonly [name: string, written: WrittenDocument]> {
  const seen = new Set([textsOf(original)]);
  const forms = [
    ...transformations.map((each) => [each.name, () => original.variant(each)] as const),
    ...NOTEBOOK_FORMS.map((name) => [name, () => original.asNotebook(name)] as const),
  ];
  for (const [name, make] of forms) {
    const written = make();
    if (written === null || seen.has(textsOf(written))) continue;
    seen.add(textsOf(written));
    yield [name, written];
  }
}

const textsOf = ({ notebook, parts }: WrittenDocument): string => JSON.stringify([notebook, parts]);
