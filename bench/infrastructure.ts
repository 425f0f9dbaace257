// node --import tsx bench/infrastructure.ts [--corpus FOLDER…] [--write docs/precision.md]: what the scan says about files of infrastructure
// in real packages (out/infrastructure, see bench/fetch-infrastructure.mjs): findings per workload, and each error and warning with its line.
// bench/infrastructure-speed.mjs measures speed.
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { NodeFileSystem } from '../src/cli/node-files';
import type { LocatedFinding } from '../src/core/finding';
import { Workspace } from '../src/project/workspace';
import { mayBeInfrastructure } from '../src/readers/infrastructure/infrastructure';
import { documentKindOf } from '../src/readers/documents';
import { RULES } from '../src/rules/index';
import { Engine } from '../src/scan/engine';
import { hashOf, keyOf, readJudgements, sectionIn, type Judgement } from './judged';
import { grammars } from '../test/harness/grammars';

const LARGEST = 400_000;
const ABOUT = /\.(?:ya?ml|json|tf|slurm|sbatch)$/;
const KNOWN = readJudgements();
const OURS = new Set(RULES.filter(({ listen }) => listen.documents?.infrastructure !== undefined).map(({ id }) => id));

interface Counted {
  readonly name: string;
  files: number;
  workloads: number;
  findings: LocatedFinding[];
  /** Errors and warnings. */
  judged: { readonly finding: LocatedFinding; readonly judgement: Judgement }[];
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { corpus: { type: 'string', multiple: true }, write: { type: 'string' } },
  });
  const out = path.join(__dirname, '../out');
  const corpora =
    values.corpus ?? ['infrastructure', 'corpus', 'corpus/applications'].map((each) => path.join(out, each));
  if (!corpora.every((each) => existsSync(each)))
    throw new Error('the corpus is not there: node bench/fetch-infrastructure.mjs and fetch-corpus.mjs fetch it');
  const engine = await Engine.create(grammars);
  const all: Counted[] = [];
  for (const corpus of corpora)
    for (const name of readdirSync(corpus)
      .filter((each) => statSync(path.join(corpus, each)).isDirectory())
      .sort())
      if (name !== 'applications') all.push(await scanFolderOf(engine, path.join(corpus, name), name));
  engine.dispose();
  const found = all.filter(({ files }) => files > 0);
  const page = pageOf(found);
  console.log(page);
  if (values.write !== undefined) {
    const text = readFileSync(values.write, 'utf8');
    const before = sectionIn(values.write);
    writeFileSync(values.write, before === '' ? text + page : text.replace(before, () => page));
  }
  const open = found.flatMap(({ judged }) => judged).filter(({ judgement }) => judgement.verdict === null);
  for (const { judgement } of open) console.log(JSON.stringify(judgement));
  if (open.length > 0) process.exitCode = 1;
}

/** What the page says, with a row for each error and warning. */
function pageOf(all: readonly Counted[]): string {
  const findings = all.flatMap((each) => each.findings);
  const workloads = all.reduce((sum, each) => sum + each.workloads, 0);
  const shown = findings.filter(({ severity }) => severity !== 'hint').length;
  const judged = all.flatMap((each) => each.judged);
  const count = (verdict: string): number => judged.filter(({ judgement }) => judgement.verdict === verdict).length;
  const byRule = new Map<string, number>();
  for (const { rule, severity } of findings)
    byRule.set(`${rule} (${severity})`, (byRule.get(`${rule} (${severity})`) ?? 0) + 1);
  return [
    '',
    '<!-- infrastructure:begin -->',
    '## Training infrastructure',
    '',
    `Manifests, compose files, workflows, batch scripts, templates and modules in ${all.length} packages that carry them: ${all.reduce((sum, { files }) => sum + files, 0)} files, ${workloads} workloads (pods of any resource, services, jobs of workflows), ${shown} findings at information and above: **${(shown / workloads).toFixed(2)} a workload**. All ${judged.length} errors and warnings are judged: ${count('true')} true, ${count('arguable')} arguable, ${count('false')} false. \`node bench/fetch-infrastructure.mjs\` fetches the packages, \`node --import tsx bench/infrastructure.ts --write docs/precision.md\` writes this section.`,
    '',
    `By rule: ${[...byRule]
      .sort((a, b) => b[1] - a[1])
      .map(([rule, number]) => `${rule} ${number}`)
      .join(', ')}.`,
    '',
    '| Package | Files | Workloads | Errors | Warnings | Info | Hints |',
    '|---|---:|---:|---:|---:|---:|---:|',
    ...all.map((each) => {
      const of = (severity: string): number => each.findings.filter((one) => one.severity === severity).length;
      return `| ${each.name} | ${each.files} | ${each.workloads} | ${of('error')} | ${of('warning')} | ${of('info')} | ${of('hint')} |`;
    }),
    '',
    '| Where | Rule | Severity | Verdict | Why |',
    '|---|---|---|---|---|',
    ...judged.map(
      ({ finding, judgement }) =>
        `| ${judgement.package} ${judgement.version} \`${finding.path}:${finding.range.start.line}\` | ${finding.rule} | ${finding.severity} | ${judgement.verdict ?? 'open'} | ${judgement.reason} |`,
    ),
    '<!-- infrastructure:end -->',
    '',
  ].join('\n');
}

async function scanFolderOf(engine: Engine, folder: string, name: string): Promise<Counted> {
  const counted: Counted = { name, files: 0, workloads: 0, findings: [], judged: [] };
  const workspace = new Workspace({
    files: new NodeFileSystem(folder),
    clock: { now: () => Date.now() },
    logger: { info: () => {}, warn: () => {}, error: (message) => console.error(message) },
  });
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !ABOUT.test(entry.name)) continue;
    const file = path.join(entry.parentPath, entry.name);
    if (/\/(?:tests?|testdata|node_modules|golden)\//.test(file.slice(folder.length))) continue;
    if (statSync(file).size > LARGEST) continue;
    const relative = path.relative(folder, file);
    const text = readFileSync(file, 'utf8');
    const isWorkflow = /^(?:workflow|compose|terraform|shell)$/.test(documentKindOf(relative) ?? '');
    if (!isWorkflow && !mayBeInfrastructure(relative, text)) continue;
    const read = await engine.read({ kind: 'text', path: relative, text }, workspace);
    const facts = read.parts.flatMap((part) => (part.facts.kind === 'infrastructure' ? [part.facts] : []));
    if (facts.length === 0) continue;
    counted.files++;
    counted.workloads += facts.reduce(
      (sum, { workloads, pipeline }) => sum + workloads.length + (pipeline?.jobs.length ?? 0),
      0,
    );
    const { findings } = await engine.scan({ kind: 'text', path: relative, text }, workspace);
    for (const finding of findings) {
      if (!OURS.has(finding.rule)) continue;
      counted.findings.push(finding);
      if (finding.severity !== 'error' && finding.severity !== 'warning') continue;
      const [, title = name, version = ''] = /^(.+)-(\d[\w.]*)$/.exec(name) ?? [];
      const line = hashOf(text.split('\n')[finding.range.start.line - 1] ?? '');
      const fresh = { package: title, version, path: relative, line, rule: finding.rule, verdict: null, reason: '' };
      counted.judged.push({ finding, judgement: KNOWN.get(keyOf(fresh)) ?? fresh });
    }
  }
  return counted;
}

void main();
