import type { LocatedFinding } from '../../../src/core/finding';
import { RULES } from '../../../src/rules/index';
import { Engine } from '../../../src/scan/engine';
import type { Fixture } from '../fixture-files';
import { scanWith, toCells } from '../fixture-project';
import { grammars } from '../grammars';
import { differenceOf, sayingsOf, type Difference } from './comparison';
import { OriginalDocument, type WrittenDocument } from './document';
import { programReader, type ProgramReader } from './program';
import { transformationsWith } from './transformations';
import type { Transformation } from './variant';

/** A fixture of which something else is said when it is written in another way. */
export interface FixtureDifference {
  readonly fixture: string;
  readonly transformation: string;
  readonly difference: Difference;
  readonly original: OriginalDocument;
  readonly written: WrittenDocument;
}

/** Scans fixtures in all ways to write them, with all rules. */
export class FixtureComparison {
  private constructor(
    private readonly engine: Engine,
    private readonly read: ProgramReader,
    private readonly transformations: readonly Transformation[],
  ) {}

  static async create(): Promise<FixtureComparison> {
    const read = await programReader();
    return new FixtureComparison(await Engine.create(grammars, RULES), read, transformationsWith(read));
  }

  /** What is said of a fixture only in one of its forms; nothing for one that is no program. */
  async differencesOf(fixture: Fixture): Promise<readonly FixtureDifference[]> {
    if (!fixture.notebook && !fixture.path.endsWith('.py')) return [];
    const original = new OriginalDocument(
      fixture.notebook ? toCells(fixture.text) : [this.#whole(fixture.text)],
      fixture.notebook,
      this.read,
      wordsOf(Object.values(fixture.companions)),
    );
    if (!original.wellFormed) return [];
    const expected = sayingsOf(await this.#scan(fixture, original), original, original);
    const found: FixtureDifference[] = [];
    for (const [transformation, written] of formsOf(original, this.transformations)) {
      const difference = differenceOf(
        expected,
        sayingsOf(await this.#scan(fixture, written), written, original),
      );
      if (difference) found.push({ fixture: fixture.name, transformation, difference, original, written });
    }
    return found;
  }

  /** Fixtures end in what is half-typed, if anywhere; that has no other form. */
  #whole(text: string): string {
    let end = text.length;
    for (let lines = 0; lines < 4 && end > 0; lines++) {
      if (this.read(text.slice(0, end)) !== null) return text.slice(0, end);
      end = text.lastIndexOf('\n', end - 2) + 1;
    }
    return text;
  }

  #scan(fixture: Fixture, { notebook, parts }: WrittenDocument): Promise<readonly LocatedFinding[]> {
    return scanWith(this.engine, fixture, {
      document: notebook ? { kind: 'notebook', cells: parts } : { kind: 'text', text: parts[0]! },
      companions: fixture.companions,
    });
  }
}

/** All other forms of a document, each once. */
export function* formsOf(
  original: OriginalDocument,
  transformations: readonly Transformation[],
): Generator<readonly [name: string, written: WrittenDocument]> {
  const seen = new Set([textsOf(original)]);
  const forms = [
    ...transformations.map(({ name }, i) => [name, () => original.variant(transformations[i]!)] as const),
    ['a cell a statement', () => original.asNotebook('cells')] as const,
    ['one cell', () => original.asNotebook('one cell')] as const,
  ];
  for (const [name, make] of forms) {
    const written = make();
    if (written === null || seen.has(textsOf(written))) continue;
    seen.add(textsOf(written));
    yield [name, written];
  }
}

const textsOf = ({ notebook, parts }: WrittenDocument): string => JSON.stringify([notebook, parts]);

const wordsOf = (texts: readonly string[]): ReadonlySet<string> =>
  new Set(texts.flatMap((text) => text.match(/[A-Za-z_]\w*/g) ?? []));
