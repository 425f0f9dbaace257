// node --import tsx bench/precision.ts [--corpus FOLDER] [--package NAME] [--all] [--draft] [--write docs/precision.md]: what the scan says about
// code that many people maintain and review (out/corpus, see bench/fetch-corpus.mjs). Every error and every secret is printed
// with its line, to be judged by a person in bench/judgements.json; an error that nobody judged fails the run.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { NodeFileSystem } from '../src/cli/node-files';
import { SEVERITIES, type LocatedFinding, type Severity } from '../src/core/finding';
import { maskLine, secretColumns, secretRules } from '../src/report/masking';
import { SourceText } from '../src/report/source-text';
import { RULES } from '../src/rules/index';
import { Engine } from '../src/scan/engine';
import { decodeText } from '../src/project/text-encoding';
import { walk } from '../src/project/walk';
import { Workspace } from '../src/project/workspace';
import { grammars } from '../test/harness/grammars';
import { printTable } from './measure';
import { policyFor } from '../src/project/questions/policy';

/** `true`: the maintainer would want to know. `arguable`: true in the words of the rule, but somebody could close it. `false`: wrong. */
const VERDICTS = ['true', 'arguable', 'false'] as const;
type Verdict = (typeof VERDICTS)[number];

interface Judgement {
  readonly package: string;
  readonly version: string;
  readonly path: string;
  /** Of the line's text without blanks around it: the judgement stays when the line moves, and goes when it changes. */
  readonly line: string;
  readonly rule: string;
  /** Null until somebody has judged. */
  readonly verdict: Verdict | null;
  readonly reason: string;
}

interface Hit {
  readonly finding: LocatedFinding;
  /** The line as it may be shown. */
  readonly shown: string;
  readonly judgement: Judgement;
}

interface Scanned {
  readonly name: string;
  readonly version: string;
  readonly files: number;
  readonly megabytes: number;
  readonly notes: readonly string[];
  readonly hits: readonly Hit[];
}

const JUDGEMENTS = path.join(__dirname, 'judgements.json');
const SECRETS = secretRules(RULES);

/** What has to be judged one by one. */
const isGrave = ({ rule, severity }: LocatedFinding): boolean => severity === 'error' || SECRETS.has(rule);

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
  const folders = existsSync(values.corpus)
    ? readdirSync(values.corpus)
        .filter((name) => /-\d[\w.]*$/.test(name) && !name.endsWith('.partial'))
        .sort()
    : [];
  const chosen = folders.filter((name) => values.package === undefined || name.startsWith(`${values.package}-`));
  if (chosen.length === 0) throw new Error('the corpus is not there: node bench/fetch-corpus.mjs fetches it');
  const known = readJudgements();
  const engine = await Engine.create(grammars);
  const corpus: Scanned[] = [];
  for (const folder of chosen) corpus.push(await scanPackage(engine, values.corpus, folder, known));
  engine.dispose();

  printCounts(corpus);
  for (const scanned of corpus) printHits(scanned, values.all ? () => true : isGrave);
  const open = corpus.flatMap(({ hits }) =>
    hits.filter(({ finding, judgement }) => isGrave(finding) && judgement.verdict === null),
  );
  if (values.draft) writeJudgements([...known.values(), ...open.map(({ judgement }) => judgement)]);
  reportStale(corpus, known);
  if (values.write !== undefined) writeFileSync(values.write, documentOf(corpus));
  const errors = open.filter(({ finding }) => finding.severity === 'error');
  if (open.length > 0)
    console.log(
      `\n${open.length} findings without a judgement, ${errors.length} of them errors; --draft puts them into bench/judgements.json with a verdict of null.`,
    );
  if (errors.length > 0) process.exitCode = 1;
}

/** Scans a package as the command line does when it is started in its folder. */
async function scanPackage(
  engine: Engine,
  corpus: string,
  folder: string,
  known: ReadonlyMap<string, Judgement>,
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
  return { name: name!, version: version!, files: count, megabytes: bytes / 1e6, notes, hits };
}

const hashOf = (line: string): string => createHash('sha256').update(line.trim()).digest('hex').slice(0, 16);

const keyOf = ({ package: name, version, path: file, line, rule }: Judgement): string =>
  [name, version, file, line, rule].join('\n');

function readJudgements(): Map<string, Judgement> {
  if (!existsSync(JUDGEMENTS)) return new Map();
  const all = JSON.parse(readFileSync(JUDGEMENTS, 'utf8')) as readonly Judgement[];
  for (const judgement of all) {
    if (judgement.verdict !== null && !VERDICTS.includes(judgement.verdict))
      throw new Error(`${judgement.path}: there is no verdict "${String(judgement.verdict)}"`);
    if (judgement.verdict !== null && judgement.reason.trim() === '')
      throw new Error(`${judgement.path}: a verdict needs a reason`);
  }
  return new Map(all.map((judgement) => [keyOf(judgement), judgement]));
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

const countBy = (hits: readonly Hit[], severity: Severity): number =>
  hits.filter(({ finding }) => finding.severity === severity).length;

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

const rulesIn = (hits: readonly Hit[]): string[] => [...new Set(hits.map(({ finding }) => finding.rule))].sort();

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

/** The page of the documentation. */
function documentOf(corpus: readonly Scanned[]): string {
  const total = (pick: (scanned: Scanned) => number): number => corpus.reduce((sum, scanned) => sum + pick(scanned), 0);
  const verdicts = (hits: readonly Hit[]): string[] =>
    VERDICTS.map((verdict) =>
      String(
        hits.filter(({ finding, judgement }) => finding.severity === 'error' && judgement.verdict === verdict).length,
      ),
    );
  const everything = corpus.flatMap(({ hits }) => hits);
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const table = (head: readonly string[], rows: readonly (readonly string[])[]): string[] => [
    row(head),
    row(head.map(() => '---')),
    ...rows.map(row),
  ];
  const judged = corpus.flatMap(({ name, version, hits }) =>
    hits
      .filter(({ finding, judgement }) => isGrave(finding) && judgement.verdict !== null)
      .map((hit) => ({ name, version, ...hit })),
  );
  return `${[
    '# Precision',
    '',
    'What Touchstone says about libraries that many people maintain and review, with the rules as they come. Every error and every hardcoded secret has a verdict: **true** means the maintainer would want to know, **arguable** that somebody could close it, **false** that it is wrong.',
    '',
    '`node bench/fetch-corpus.mjs` fetches these source distributions, `node --import tsx bench/precision.ts` scans them; the run fails when an error has no judgement in `bench/judgements.json`. This page is written by `--write`. [What following values changed](following-values.md) lists what came and went with the flow analysis.',
    '',
    ...summaryOf(corpus),
    '',
    '## By package',
    '',
    ...table(
      [
        'package',
        'files',
        'MB',
        ...SEVERITIES.map((severity) => `${severity}s`),
        ...VERDICTS.map((verdict) => `errors ${verdict}`),
      ],
      [
        ...corpus.map((scanned) => [
          `${scanned.name} ${scanned.version}`,
          String(scanned.files),
          scanned.megabytes.toFixed(1),
          ...SEVERITIES.map((severity) => String(countBy(scanned.hits, severity))),
          ...verdicts(scanned.hits),
        ]),
        [
          '**all**',
          String(total(({ files }) => files)),
          total(({ megabytes }) => megabytes).toFixed(1),
          ...SEVERITIES.map((severity) => String(countBy(everything, severity))),
          ...verdicts(everything),
        ],
      ],
    ),
    '',
    '## By rule',
    '',
    ...table(
      ['rule', ...SEVERITIES.map((severity) => `${severity}s`), ...VERDICTS.map((verdict) => `errors ${verdict}`)],
      rulesIn(everything).map((rule) => {
        const own = everything.filter(({ finding }) => finding.rule === rule);
        return [
          `[${rule}](rules/${rule}.md)`,
          ...SEVERITIES.map((severity) => String(countBy(own, severity))),
          ...verdicts(own),
        ];
      }),
    ),
    '',
    '## Errors and secrets, one by one',
    '',
    ...table(
      ['where', 'rule', 'severity', 'verdict', 'why'],
      judged.map(({ name, version, finding, judgement }) => [
        `${name} ${version} \`${finding.path}:${finding.range.start.line}\``,
        finding.rule,
        finding.severity,
        judgement.verdict!,
        judgement.reason.replace(/\|/g, '\\|').replace(/\s*\n\s*/g, ' '),
      ]),
    ),
  ].join('\n')}\n`;
}

/** What a person in a hurry wants to know. */
function summaryOf(corpus: readonly Scanned[]): string[] {
  const everything = corpus.flatMap(({ hits }) => hits);
  const megabytes = corpus.reduce((sum, scanned) => sum + scanned.megabytes, 0);
  const share = (hits: readonly Hit[]): string => {
    const wrong = hits.filter(({ judgement }) => judgement.verdict === 'false').length;
    return hits.length === 0 ? 'none' : `${wrong} of ${hits.length} (${((100 * wrong) / hits.length).toFixed(1)} %)`;
  };
  return [
    `- Errors that are wrong: ${share(everything.filter(({ finding }) => finding.severity === 'error'))}.`,
    `- Secrets that are wrong: ${share(everything.filter(({ finding }) => SECRETS.has(finding.rule)))}.`,
    `- Findings per megabyte: ${SEVERITIES.map((severity) => `${(countBy(everything, severity) / megabytes).toFixed(2)} ${severity}s`).join(', ')}.`,
    '',
    'Errors and secrets were judged by the flagged line, and by the code around it where the line did not settle it; similar ones of one package share a verdict. Of the warnings at most a few for each rule and package were read, of informations and hints a sample; what was found wrong was mended in the rules. They have no verdicts, so no share of wrong ones is given for them. The rules were tuned on these packages: on others the shares will be higher. Findings in tests, documentation and examples count less, as everywhere.',
  ];
}

void main();
