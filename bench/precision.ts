// node --import tsx bench/precision.ts [--corpus FOLDER] [--package NAME] [--all] [--draft] [--write docs/precision.md]: what the scan says about
// code that many people maintain and review, and about what people write with it (out/corpus, see bench/fetch-corpus.mjs). Every
// error, warning and secret is printed with its line, to be judged by a person in bench/judgements.json; an error that nobody judged
// fails the run.
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { NodeFileSystem } from '../src/cli/node-files';
import { SEVERITIES, type LocatedFinding } from '../src/core/finding';
import { maskLine, secretColumns } from '../src/report/masking';
import { SourceText } from '../src/report/source-text';
import { Engine } from '../src/scan/engine';
import { decodeText } from '../src/project/text-encoding';
import { walk } from '../src/project/walk';
import { Workspace } from '../src/project/workspace';
import { grammars } from '../test/harness/grammars';
import {
  countBy,
  hashOf,
  JUDGEMENTS,
  keyOf,
  mustBeJudged,
  readJudgements,
  rulesIn,
  SECRETS,
  sectionIn,
  type Hit,
  type Judgement,
  type Scanned,
} from './judged';
import { printTable } from './measure';
import { documentOf } from './precision-page';
import { policyFor } from '../src/project/questions/policy';

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      corpus: { type: 'string', default: path.join(__dirname, '../out/corpus') },
      package: { type: 'string' },
      all: { type: 'boolean', default: false },
      draft: { type: 'boolean', default: false },
      write: { type: 'string' },
    },
  });
  const applications = path.join(values.corpus, 'applications');
  const chosen = [...packagesIn(values.corpus), ...packagesIn(applications)].filter(
    ({ folder }) => values.package === undefined || folder.startsWith(`${values.package}-`),
  );
  if (chosen.length === 0) throw new Error('the corpus is not there: node bench/fetch-corpus.mjs fetches it');
  const known = readJudgements();
  const engine = await Engine.create(grammars);
  const corpus: Scanned[] = [];
  for (const { within, folder } of chosen)
    corpus.push(await scanPackage(engine, within, folder, known, within === applications));
  engine.dispose();

  printCounts(corpus);
  for (const scanned of corpus) printHits(scanned, (finding) => values.all || mustBeJudged(finding));
  const open = corpus.flatMap((scanned) =>
    scanned.hits.filter(({ finding, judgement }) => mustBeJudged(finding) && judgement.verdict === null),
  );
  if (values.draft) writeJudgements([...known.values(), ...open.map(({ judgement }) => judgement)]);
  reportStale(corpus, known);
  if (values.write !== undefined) writeFileSync(values.write, documentOf(corpus) + sectionIn(values.write));
  const errors = open.filter(({ finding }) => finding.severity === 'error');
  if (open.length > 0)
    console.log(
      `\n${open.length} findings without a judgement, ${errors.length} of them errors; --draft puts them into bench/judgements.json with a verdict of null.`,
    );
  if (errors.length > 0) process.exitCode = 1;
}

/** The folders of unpacked packages, by name. */
const packagesIn = (within: string): readonly { readonly within: string; readonly folder: string }[] =>
  (existsSync(within) ? readdirSync(within) : [])
    .filter((name) => /-\d[\w.]*$/.test(name) && !name.endsWith('.partial'))
    .sort()
    .map((folder) => ({ within, folder }));

/** Scans a package as the command line does when it is started in its folder. */
async function scanPackage(
  engine: Engine,
  corpus: string,
  folder: string,
  known: ReadonlyMap<string, Judgement>,
  application: boolean,
): Promise<Scanned> {
  const [, name, version] = /^(.+)-(\d[\w.]*)$/.exec(folder)!;
  const files = new NodeFileSystem(path.join(corpus, folder));
  const notes: string[] = [];
  const logger = {
    info: () => {},
    warn: (message: string) => notes.push(message),
    error: (message: string) => {
      throw new Error(message);
    },
  };
  const workspace = new Workspace({ files, clock: { now: () => Date.UTC(2026, 10, 1) }, logger });
  const hits: Hit[] = [];
  let count = 0;
  let bytes = 0;
  for await (const file of walk(files, [''], {
    policyFor: (at) => policyFor(at, workspace),
    note: (note) => notes.push(`${note.path}: ${note.message}`),
  })) {
    const content = await files.read(file.path);
    const decoded = content && decodeText(content);
    if (!decoded) continue;
    count++;
    bytes += content.length;
    const started = performance.now();
    const { findings, notes: more } = await engine.scan(
      { kind: 'text', path: file.path, text: decoded.text, bytes: content.length },
      workspace,
    );
    const seconds = (performance.now() - started) / 1000;
    if (seconds > 2) notes.push(`${file.path}: took ${seconds.toFixed(1)} s`);
    notes.push(...more.map((note) => `${note.path}: ${note.message}`));
    if (findings.length === 0) continue;
    const source = new SourceText(file.path, decoded.text);
    for (const finding of findings) {
      const line = source.line(finding.cell, finding.range.start.line) ?? '';
      const fresh: Judgement = {
        package: name!,
        version: version!,
        path: file.path,
        line: hashOf(line),
        rule: finding.rule,
        verdict: null,
        reason: '',
      };
      const shown = maskLine(line, secretColumns(findings, SECRETS, finding.cell, finding.range.start.line), null)
        .trim()
        .slice(0, 200);
      hits.push({ finding, shown, judgement: known.get(keyOf(fresh)) ?? fresh });
    }
  }
  return { name: name!, application, version: version!, files: count, megabytes: bytes / 1e6, notes, hits };
}

function writeJudgements(all: readonly Judgement[]): void {
  const unique = new Map(all.map((judgement) => [keyOf(judgement), judgement]));
  const sorted = [...unique].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, judgement]) => judgement);
  writeFileSync(JUDGEMENTS, `[\n${sorted.map((judgement) => `  ${JSON.stringify(judgement)}`).join(',\n')}\n]\n`);
}

/** Judgements that speak of nothing any more, for the packages that were scanned. */
function reportStale(corpus: readonly Scanned[], known: ReadonlyMap<string, Judgement>): void {
  const used = new Set(corpus.flatMap(({ hits }) => hits.map(({ judgement }) => keyOf(judgement))));
  const stale = [...known.values()].filter(
    (judgement) => corpus.some(({ name }) => name === judgement.package) && !used.has(keyOf(judgement)),
  );
  if (stale.length > 0)
    console.log(
      `\n${stale.length} judgements are of no finding any more:\n${stale.map((item) => `  ${item.package} ${item.version} ${item.path} ${item.rule} (${item.verdict ?? 'not judged'})`).join('\n')}`,
    );
}

function printCounts(corpus: readonly Scanned[]): void {
  printTable(
    ['package', 'rule', ...SEVERITIES],
    corpus.flatMap(({ name, version, hits }) =>
      rulesIn(hits).map((rule) => {
        const own = hits.filter(({ finding }) => finding.rule === rule);
        return [`${name} ${version}`, rule, ...SEVERITIES.map((severity) => String(countBy(own, severity)))];
      }),
    ),
  );
  for (const { name, version, files, megabytes, notes } of corpus) {
    console.log(`\n${name} ${version}: ${files} files, ${megabytes.toFixed(1)} MB`);
    for (const note of notes) console.log(`  note: ${note}`);
  }
}

function printHits({ name, version, hits }: Scanned, wanted: (finding: LocatedFinding) => boolean): void {
  const own = hits.filter(({ finding }) => wanted(finding));
  if (own.length === 0) return;
  console.log(`\n## ${name} ${version}`);
  for (const { finding, shown, judgement } of own) {
    const cell = finding.cell === null ? '' : `cell ${finding.cell}:`;
    console.log(
      `\n${finding.path}:${cell}${finding.range.start.line}:${finding.range.start.column} ${finding.severity} ${finding.rule} [${judgement.verdict ?? 'NOT JUDGED'}]`,
    );
    console.log(`    ${finding.message}\n    | ${shown}`);
    if (judgement.reason !== '') console.log(`    = ${judgement.reason}`);
  }
}

void main();
