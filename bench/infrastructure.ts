// node --import tsx bench/infrastructure.ts [--corpus FOLDER] [--speed] [--write FILE]: what the scan says about files of infrastructure
// in real packages (out/infrastructure, see bench/fetch-infrastructure.mjs): findings per workload, and each error and warning with its line.
// --speed: a folder of 1,000 manifests against prefiltering and parsing the same files.
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { parseAllDocuments } from 'yaml';
import { NodeFileSystem } from '../src/cli/node-files';
import type { LocatedFinding } from '../src/core/finding';
import { Workspace } from '../src/project/workspace';
import { mayBeInfrastructure } from '../src/readers/infrastructure/infrastructure';
import { documentKindOf } from '../src/readers/documents';
import { RULES } from '../src/rules/index';
import { Engine } from '../src/scan/engine';
import { grammars } from '../test/harness/grammars';

const LARGEST = 400_000;
const ABOUT = /\.(?:ya?ml|json)$/;
const OURS = new Set(RULES.filter(({ listen }) => listen.documents?.infrastructure !== undefined).map(({ id }) => id));

interface Counted {
  readonly name: string;
  files: number;
  workloads: number;
  findings: LocatedFinding[];
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      corpus: { type: 'string', default: path.join(__dirname, '../out/infrastructure') },
      speed: { type: 'boolean', default: false },
      write: { type: 'string' },
    },
  });
  if (!existsSync(values.corpus))
    throw new Error('the corpus is not there: node bench/fetch-infrastructure.mjs fetches it');
  const engine = await Engine.create(grammars);
  if (values.speed) await measure(engine);
  else await judge(engine, values.corpus, values.write);
  engine.dispose();
}

async function judge(engine: Engine, corpus: string, write: string | undefined): Promise<void> {
  const all: Counted[] = [];
  const lines: string[] = [];
  for (const name of readdirSync(corpus).filter((each) => statSync(path.join(corpus, each)).isDirectory())) {
    const counted = await scanFolderOf(engine, path.join(corpus, name), name);
    if (counted.files === 0) continue;
    all.push(counted);
    for (const finding of counted.findings)
      if (finding.severity === 'error' || finding.severity === 'warning') {
        const text = readFileSync(path.join(corpus, name, finding.path), 'utf8').split('\n')[
          finding.range.start.line - 1
        ];
        lines.push(
          `${finding.severity} ${finding.rule} ${name}/${finding.path}:${finding.range.start.line} | ${text?.trim().slice(0, 120)}`,
        );
      }
  }
  for (const { name, files, workloads, findings } of all) {
    const count = (severity: string): number => findings.filter((each) => each.severity === severity).length;
    console.log(
      `${name}: ${files} files, ${workloads} workloads, ${count('error')} errors, ${count('warning')} warnings, ${count('info')} info, ${count('hint')} hints`,
    );
  }
  const workloads = all.reduce((sum, each) => sum + each.workloads, 0);
  const findings = all.flatMap((each) => each.findings);
  const shown = findings.filter(({ severity }) => severity !== 'hint').length;
  console.log(
    `${all.length} folders, ${workloads} workloads, ${shown} findings without hints: ${(shown / workloads).toFixed(3)} per workload`,
  );
  const byRule = new Map<string, number>();
  for (const { rule, severity } of findings)
    byRule.set(`${rule} ${severity}`, (byRule.get(`${rule} ${severity}`) ?? 0) + 1);
  for (const [rule, count] of [...byRule].sort((a, b) => b[1] - a[1])) console.log(`  ${rule}: ${count}`);
  if (write !== undefined) writeFileSync(write, `${lines.join('\n')}\n`);
}

async function scanFolderOf(engine: Engine, folder: string, name: string): Promise<Counted> {
  const counted: Counted = { name, files: 0, workloads: 0, findings: [] };
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
    const isWorkflow = /^(?:workflow|compose)$/.test(documentKindOf(relative) ?? '');
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
    counted.findings.push(...findings.filter(({ rule }) => OURS.has(rule)));
  }
  return counted;
}

async function measure(engine: Engine): Promise<void> {
  const texts = Array.from({ length: 1_000 }, (_, index) => manifest(index));
  const workspace = new Workspace({
    files: new NodeFileSystem(path.join(__dirname, '../out')),
    clock: { now: () => Date.now() },
    logger: { info: () => {}, warn: () => {}, error: (message) => console.error(message) },
  });
  const parse = (): number => {
    const start = cpu();
    for (const text of texts)
      if (mayBeInfrastructure('manifest.yaml', text))
        parseAllDocuments(text, { uniqueKeys: false, prettyErrors: false });
    return cpu() - start;
  };
  const scan = async (): Promise<number> => {
    const start = cpu();
    for (const [index, text] of texts.entries())
      await engine.scan({ kind: 'text', path: `manifests/${index}.yaml`, text }, workspace);
    return cpu() - start;
  };
  parse();
  await scan();
  const rounds: { parsed: number; scanned: number }[] = [];
  for (let round = 0; round < 5; round++) rounds.push({ parsed: parse(), scanned: await scan() });
  const median = (list: readonly number[]): number => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)]!;
  const [parsed, scanned] = [median(rounds.map((each) => each.parsed)), median(rounds.map((each) => each.scanned))];
  console.log(
    `1,000 manifests: prefiltered and parsed in ${parsed.toFixed(0)} ms, scanned in ${scanned.toFixed(0)} ms: ${(scanned / parsed).toFixed(2)} times`,
  );
}

/** Milliseconds of processor time: other processes do not count. */
const cpu = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

const manifest = (index: number): string => `apiVersion: batch/v1
kind: Job
metadata:
  name: train-${index}
  labels: {app: train, team: vision}
spec:
  backoffLimit: 0
  template:
    metadata:
      labels: {app: train}
    spec:
      restartPolicy: Never
      containers:
        - name: main
          image: registry.example.com/train:1.${index}.0
          command: ["/bin/bash", "-c"]
          args:
            - |
              set -euo pipefail
              python train.py --epochs 3 --data /data/shard-${index} --out /out
          env:
            - name: WANDB_PROJECT
              value: vision
            - name: HF_TOKEN
              valueFrom:
                secretKeyRef: {name: hub, key: token}
          resources:
            limits: {nvidia.com/gpu: 8, memory: 512Gi}
          volumeMounts:
            - {name: data, mountPath: /data}
      volumes:
        - name: data
          persistentVolumeClaim: {claimName: data}
---
apiVersion: v1
kind: Service
metadata: {name: train-${index}}
spec:
  selector: {app: train}
  ports: [{port: 29500}]
`;

void main();
