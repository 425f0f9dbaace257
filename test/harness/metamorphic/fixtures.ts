import type { LocatedFinding } from '../../../src/core/finding';
import { RULES } from '../../../src/rules/index';
import { Engine } from '../../../src/scan/engine';
import { Workspace } from '../../../src/project/workspace';
import type { Fixture } from '../fixture-files';
import { outputsOf, toCells } from '../fixture-project';
import { grammars } from '../grammars';
import { ADVISORIES } from '../advisory-records';
import { MemoryFiles } from '../memory-files';
import { differenceOf, sayingsOf, type Difference, type Saying } from './comparison';
import { formsOf, OriginalDocument, type WrittenDocument } from './document';
import { withoutExceptions, type Exception } from './exceptions';
import { programReader, type ProgramReader } from './program';
import { transformationsWith } from './transformations';
import type { Transformation } from './variant';

/** Something else is said of a fixture when it is written in another way. */
export interface FixtureDifference {
  readonly fixture: string;
  readonly transformation: string;
  /** Null where all of it is an exception. */
  readonly difference: Difference | null;
  readonly excused: readonly Exception[];
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
    if (!fixture.notebook && !original.wellFormed) throw new Error(`${fixture.name}: not a program, but for its end`);
    const project = new FixtureProject(this.engine, fixture);
    const said = async (written: WrittenDocument): Promise<readonly Saying[]> =>
      sayingsOf(await project.scan(written), written, original);
    const expected = await said(original);
    const found: FixtureDifference[] = [];
    for (const [transformation, written] of formsOf(original, this.transformations)) {
      const difference = differenceOf(expected, await said(written));
      if (!difference) continue;
      const { left, excused } = withoutExceptions(difference, transformation);
      found.push({ fixture: fixture.name, transformation, difference: left, excused, original, written });
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
}

/** The project of a fixture, in which its document is written anew: what the engine makes ready for a project is made once. */
class FixtureProject {
  readonly #files: MemoryFiles;
  readonly #workspace: Workspace;
  /** What the cells of a notebook printed, whatever a formatter makes of the lines that say so. */
  readonly #outputs: readonly (readonly string[])[];

  constructor(
    private readonly engine: Engine,
    private readonly fixture: Fixture,
  ) {
    this.#files = new MemoryFiles(fixture.companions);
    this.#workspace = new Workspace({
      files: this.#files,
      hubCache: new MemoryFiles(fixture.hubCache),
      advisories: ADVISORIES,
      clock: { now: () => Date.UTC(2026, 10, 1) },
      logger: {
        info: () => {},
        warn: () => {},
        error: (message) => {
          throw new Error(message);
        },
      },
    });
    this.#outputs = fixture.notebook ? toCells(fixture.text).map((cell) => outputsOf(cell)) : [];
  }

  async scan({ notebook, parts }: WrittenDocument): Promise<readonly LocatedFinding[]> {
    const path = notebook ? this.fixture.path.replace(/\.\w+$/, '.ipynb') : this.fixture.path;
    this.#files.remove(this.fixture.path);
    this.#files.write(path, notebook ? '{}' : parts[0]!);
    this.#workspace.invalidate();
    const { findings } = await this.engine.scan(
      notebook
        ? {
            kind: 'notebook',
            path,
            cells: parts.map((text, i) => ({
              kind: 'code',
              language: 'python',
              text,
              outputs: this.#outputs[i] ?? [],
            })),
          }
        : { kind: 'text', path, text: parts[0]! },
      this.#workspace,
    );
    this.#files.remove(path);
    return findings;
  }
}

const wordsOf = (texts: readonly string[]): ReadonlySet<string> =>
  new Set(texts.flatMap((text) => text.match(/[A-Za-z_]\w*/g) ?? []));

/** By fixture and transformation, the rules that speak otherwise. */
export type KnownDifferences = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** Differences in the form in which they are known, without those that are exceptions. */
export function asKnown(differences: readonly FixtureDifference[]): KnownDifferences {
  const known: Record<string, Record<string, readonly string[]>> = {};
  for (const { fixture, transformation, difference } of differences)
    if (difference) (known[fixture] ??= {})[transformation] = rulesOf(difference);
  return known;
}

/** The rules of a difference, each once, in order. */
const rulesOf = ({ lost, gained }: Difference): readonly string[] => [
  ...new Set([...lost, ...gained].map(({ rule }) => rule).sort()),
];
