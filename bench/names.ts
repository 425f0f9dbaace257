// node --import tsx bench/names.ts [--corpus FOLDER] [--package NAME]: false alarms of the rules on names, on the requirements, install
// commands and imports of real projects: those of out/corpus, on which the rules were made, and those of out/corpus-names, on which they
// were not (see bench/fetch-corpus.mjs). Every finding is printed with its line, to be judged by a person. It fails where findings at
// information or above are 1 % of the names of either or more.
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { NodeFileSystem } from '../src/cli/node-files';
import type { LocatedFinding } from '../src/core/finding';
import { decodeText } from '../src/project/text-encoding';
import { policyFor } from '../src/project/questions/policy';
import { walk } from '../src/project/walk';
import { Workspace } from '../src/project/workspace';
import { RULES } from '../src/rules/index';
import { Engine } from '../src/scan/engine';
import { grammars } from '../test/harness/grammars';

const NAMES = ['unknown-package', 'imitated-package', 'wrong-package-for-import'];
/** Share of the names at which the rules cry too often. */
const MOST = 0.01;
const OUT = path.join(__dirname, '../out');

interface Counted {
  readonly project: string;
  /** Distinct names that an index would be asked for, and how often they stand somewhere. */
  readonly names: ReadonlySet<string>;
  readonly occurrences: number;
  readonly imports: ReadonlySet<string>;
  readonly findings: readonly { readonly finding: LocatedFinding; readonly line: string }[];
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      corpus: { type: 'string' },
      package: { type: 'string' },
    },
  });
  const engine = await Engine.create(
    grammars,
    RULES.filter(({ id }) => NAMES.includes(id)),
  );
  const corpora = values.corpus ? [values.corpus] : ['corpus', 'corpus-names'].map((name) => path.join(OUT, name));
  for (const corpus of corpora) await judge(corpus, values.package ?? '', engine);
  engine.dispose();
}

async function judge(corpus: string, prefix: string, engine: Engine): Promise<void> {
  const folders = [corpus, path.join(corpus, 'applications')].flatMap((within) =>
    (existsSync(within) ? readdirSync(within) : [])
      .filter((name) => /-\d[\w.]*$/.test(name) && name.startsWith(prefix))
      .map((name) => path.join(within, name)),
  );
  if (folders.length === 0) {
    console.log(`${corpus} is not there, or has no such project: node bench/fetch-corpus.mjs fetches it`);
    if (prefix === '') process.exitCode = 1;
    return;
  }
  const counted: Counted[] = [];
  for (const folder of folders) counted.push(await count(engine, folder));
  for (const { project, findings } of counted)
    for (const { finding, line } of findings)
      console.log(
        `${project}/${finding.path}:${finding.range.start.line} ${finding.severity} ${finding.rule}: ${finding.message}\n    ${line.trim().slice(0, 160)}`,
      );
  const sum = (of: (each: Counted) => number): number => counted.reduce((total, each) => total + of(each), 0);
  const names = sum((each) => each.names.size);
  const aloud = distinct(counted, (severity) => severity !== 'hint');
  const hints = distinct(counted, (severity) => severity === 'hint');
  console.log(
    `\n${path.basename(corpus)}: ${counted.length} projects, ${names} names of packages (each once a project) in ${sum((each) => each.occurrences)} places, ${sum((each) => each.imports.size)} imported modules`,
  );
  console.log(`information and above: ${aloud} names (${((100 * aloud) / names).toFixed(2)} %); hints: ${hints}`);
  if (aloud >= MOST * names) process.exitCode = 1;
}

/** How many names are spoken of, each once a project. */
const distinct = (counted: readonly Counted[], wanted: (severity: string) => boolean): number =>
  counted.reduce(
    (total, { findings }) =>
      total +
      new Set(
        findings.flatMap(({ finding }) =>
          wanted(finding.severity) ? [finding.message.split(/ (?:is|on|looks) /)[0]] : [],
        ),
      ).size,
    0,
  );

async function count(engine: Engine, folder: string): Promise<Counted> {
  const files = new NodeFileSystem(folder);
  const logger = { info: () => {}, warn: () => {}, error: (message: string) => console.error(message) };
  const workspace = new Workspace({ files, clock: { now: () => Date.UTC(2026, 10, 1) }, logger });
  const names = new Set<string>();
  const imports = new Set<string>();
  const findings: { finding: LocatedFinding; line: string }[] = [];
  let occurrences = 0;
  for await (const file of walk(files, [''], { policyFor: (at) => policyFor(at, workspace), note: () => {} })) {
    const content = await files.read(file.path);
    const decoded = content && decodeText(content);
    if (!decoded || decoded.text.length > 1e6) continue;
    const input = { kind: 'text', path: file.path, text: decoded.text } as const;
    const outcome = await engine.scan(input, workspace);
    for (const finding of outcome.findings)
      findings.push({ finding, line: decoded.text.split('\n')[finding.range.start.line - 1] ?? '' });
    await engine.inspect(input, workspace, ({ requirements, program }) => {
      for (const { module } of program?.facts.imports ?? []) imports.add(module.split('.')[0]!);
      for (const { facts } of requirements)
        for (const entry of facts.entries)
          if (entry.kind === 'requirement' && entry.normalizedName !== null && entry.reference === null) {
            names.add(entry.normalizedName);
            occurrences++;
          }
    });
  }
  return { project: path.basename(folder), names, occurrences, imports, findings };
}

void main();
