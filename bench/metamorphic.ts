// node --import tsx bench/metamorphic.ts [--corpus FOLDER] [--package NAME]… [--sample NUMBER] [--write FILE]: scans the Python files of
// real packages (out/corpus, see bench/fetch-corpus.mjs) as they are and written in other ways that mean the same, and prints every
// finding that only one of them has. Files with a finding are written in all ways, and one in NUMBER of the others (1: all of them).
// --fixtures does the same with the fixtures of the rules; there, --known writes test/scan/metamorphic-known.json anew.
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { openProject } from '../src/cli/session';
import type { LocatedFinding } from '../src/core/finding';
import { policyFor } from '../src/project/questions/policy';
import { decodeText } from '../src/project/text-encoding';
import { walk } from '../src/project/walk';
import type { Workspace } from '../src/project/workspace';
import { documentKindOf } from '../src/readers/documents';
import { RULES } from '../src/rules/index';
import { Engine } from '../src/scan/engine';
import { fixturesOf } from '../test/harness/fixture-files';
import { grammars } from '../test/harness/grammars';
import { differenceOf, sayingsOf, type Difference } from '../test/harness/metamorphic/comparison';
import { formsOf, OriginalDocument, type WrittenDocument } from '../test/harness/metamorphic/document';
import { withoutExceptions } from '../test/harness/metamorphic/exceptions';
import { asKnown, FixtureComparison, type FixtureDifference } from '../test/harness/metamorphic/fixtures';
import { meaningOf } from '../test/harness/metamorphic/meaning';
import { programReader, type ProgramReader } from '../test/harness/metamorphic/program';
import { transformationsWith } from '../test/harness/metamorphic/transformations';
import type { Transformation } from '../test/harness/metamorphic/variant';
import { printTable } from './measure';

/** Of the files without a finding, one in so many is written in other ways too: what is gained shows only there. */
const SAMPLE = '25';
/** Larger files say the same as smaller ones, and take minutes. */
const LARGEST = 400_000;

/** A finding that only one way to write a file has. */
interface Row {
  readonly package: string;
  readonly file: string;
  /** In the file as it is. */
  readonly line: number;
  readonly transformation: string;
  /** `lost` where only the file as it is has it. */
  readonly only: 'lost' | 'gained';
  readonly rule: string;
  readonly severity: string;
  readonly message: string;
}

interface Counts {
  files: number;
  written: number;
  forms: number;
  findings: number;
}

const KNOWN = path.join(__dirname, '../test/scan/metamorphic-known.json');
const SETTINGS = { rules: RULES.map(({ id }) => id), policies: {}, online: false, env: {} };
const NEWS = {
  warn: (message: string) => {
    throw new Error(message);
  },
  asks: () => {},
};

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      corpus: { type: 'string', default: path.join(__dirname, '../out/corpus') },
      package: { type: 'string', multiple: true },
      fixtures: { type: 'boolean', default: false },
      known: { type: 'boolean', default: false },
      sample: { type: 'string', default: SAMPLE },
      write: { type: 'string' },
    },
  });
  if (values.fixtures) return compareFixtures(values.known);
  const folders = existsSync(values.corpus)
    ? readdirSync(values.corpus)
        .filter((name) => /-\d[\w.]*$/.test(name))
        .sort()
    : [];
  const chosen = folders.filter(
    (folder) => values.package?.some((name) => folder === name || folder.replace(/-\d[\w.]*$/, '') === name) ?? true,
  );
  if (chosen.length === 0) throw new Error('the corpus is not there: node bench/fetch-corpus.mjs fetches it');
  const comparison = new PackageComparison(
    await Engine.create(grammars),
    await programReader(),
    Math.max(1, Number(values.sample) || 1),
  );
  const rows: Row[] = [];
  const table: string[][] = [];
  for (const folder of chosen) {
    const found: Row[] = [];
    const { files, written, forms, findings } = await comparison.compare(path.join(values.corpus, folder), found);
    rows.push(...found);
    for (const row of found) console.log(tell(row));
    if (values.write !== undefined) writeFileSync(values.write, `${JSON.stringify(rows, null, 1)}\n`);
    const share = `${new Set(found.map(({ file, line, rule }) => `${file}:${line}:${rule}`)).size}`;
    table.push([folder, ...[files, written, forms, findings, found.length].map(String), share]);
  }
  console.log('');
  printTable(['package', 'files', 'written anew', 'forms', 'findings', 'differences', 'findings that differ'], table);
  printCounts(rows);
  for (const fault of comparison.faults) console.log(`FAULT of the transformation ${fault}`);
  if (comparison.faults.length > 0) process.exitCode = 1;
}

/** Packages, each in its own workspace, in all ways to write their files. */
class PackageComparison {
  /** Mistakes of the transformations themselves, which are no differences. */
  readonly faults: string[] = [];
  readonly #transformations: readonly Transformation[];

  constructor(
    private readonly engine: Engine,
    private readonly read: ProgramReader,
    private readonly sample: number,
  ) {
    this.#transformations = transformationsWith(read).map(({ name, apply }) => ({
      name,
      apply: (program) => {
        try {
          return apply(program);
        } catch (error) {
          this.faults.push(`${name}: ${(error as Error).message}`);
          return null;
        }
      },
    }));
  }

  async compare(root: string, rows: Row[]): Promise<Counts> {
    const workspace = openProject(root, SETTINGS, NEWS);
    const counts: Counts = { files: 0, written: 0, forms: 0, findings: 0 };
    for await (const { path: file } of walk(workspace.host.files, [''], {
      policyFor: (at) => policyFor(at, workspace),
    })) {
      if (documentKindOf(file) !== 'python') continue;
      const text = decodeText(readFileSync(path.join(root, file)))?.text;
      if (text === undefined || text.length > LARGEST) continue;
      counts.files++;
      await this.#file(path.basename(root), file, text, workspace, counts, rows);
    }
    return counts;
  }

  async #file(
    name: string,
    file: string,
    text: string,
    workspace: Workspace,
    counts: Counts,
    rows: Row[],
  ): Promise<void> {
    const findings = await this.#scan(file, { notebook: false, parts: [text] }, workspace);
    counts.findings += findings.length;
    if (findings.length === 0 && counts.files % this.sample !== 0) return;
    const original = new OriginalDocument([text], false, this.read, null);
    if (!original.wellFormed) return;
    counts.written++;
    const expected = sayingsOf(findings, original, original);
    const { maxFileSize } = await policyFor(file, workspace);
    for (const [transformation, written] of formsOf(original, this.#transformations)) {
      // What is too large is not read at all, whatever it says.
      if (written.parts.join('\n').length > maxFileSize) continue;
      counts.forms++;
      const said = sayingsOf(await this.#scan(file, written, workspace), written, original);
      const difference = differenceOf(expected, said);
      const left = difference && withoutExceptions(difference, transformation).left;
      if (!left) continue;
      if (!isSame(written, transformation, text)) {
        this.faults.push(`${transformation}: ${name}/${file} is not the same program`);
        continue;
      }
      rows.push(...rowsOf(left, text).map((row) => ({ package: name, file, transformation, ...row })));
    }
  }

  async #scan(
    file: string,
    { notebook, parts }: Pick<WrittenDocument, 'notebook' | 'parts'>,
    workspace: Workspace,
  ): Promise<readonly LocatedFinding[]> {
    const { findings } = await this.engine.scan(
      notebook
        ? {
            kind: 'notebook',
            path: file.replace(/\.py$/, '.ipynb'),
            cells: parts.map((text) => ({ kind: 'code', language: 'python', text, outputs: [] })),
          }
        : { kind: 'text', path: file, text: parts[0]! },
      workspace,
    );
    return findings;
  }
}

/** A difference has to be the product's: the formatter is trusted, and a notebook is the same text. */
const isSame = ({ notebook, parts, names }: WrittenDocument, transformation: string, text: string): boolean =>
  notebook || transformation.includes(' columns') || meaningOf(parts[0]!, names) === meaningOf(text);

const rowsOf = (
  { lost, gained }: Difference,
  text: string,
): readonly Omit<Row, 'package' | 'file' | 'transformation'>[] =>
  [
    ...lost.map((each) => ({ only: 'lost' as const, ...each })),
    ...gained.map((each) => ({ only: 'gained' as const, ...each })),
  ].map(({ place, ...each }) => ({ line: text.slice(0, place).split('\n').length, ...each }));

const tell = ({ package: name, file, line, transformation, only, rule, severity, message }: Row): string =>
  `${only === 'lost' ? '-' : '+'} ${name}/${file}:${line} [${transformation}] ${rule}=${severity}: ${message}`;

function printCounts(rows: readonly Pick<Row, 'rule' | 'transformation'>[]): void {
  const transformations = [...new Set(rows.map(({ transformation }) => transformation))];
  const rules = [...new Set(rows.map(({ rule }) => rule))].sort();
  const count = (rule: string | null, transformation: string): string =>
    String(rows.filter((row) => row.transformation === transformation && (rule === null || row.rule === rule)).length);
  console.log('');
  printTable(
    ['rule', ...transformations],
    [...rules, null].map((rule) => [rule ?? '**all**', ...transformations.map((each) => count(rule, each))]),
  );
}

async function compareFixtures(known: boolean): Promise<void> {
  const comparison = await FixtureComparison.create();
  const differences: FixtureDifference[] = [];
  // What a suppression comment means is where it stands.
  for (const fixture of RULES.filter(({ listen }) => !listen.suppressions).flatMap(({ id }) => fixturesOf(id)))
    differences.push(...(await comparison.differencesOf(fixture)));
  const rows = differences.flatMap(({ fixture, transformation, difference, original }) =>
    difference === null
      ? []
      : rowsOf(difference, original.parts.join('\n')).map((row): Row => ({
          package: 'test/rules',
          file: fixture,
          transformation,
          ...row,
        })),
  );
  for (const row of rows) console.log(tell(row));
  printCounts(rows);
  if (known) writeFileSync(KNOWN, `${JSON.stringify(asKnown(differences), null, 2)}\n`);
}

void main();
