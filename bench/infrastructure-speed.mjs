// node bench/infrastructure-speed.mjs [--rounds N]: a scan of 1,000 manifests against prefiltering and parsing the same texts, in turns in one
// process, bundled and minified as both ship. CPU time: other processes do not count. Prints the ratio of the medians; 3 are allowed.
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import esbuild from 'esbuild';

const ROOT = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const require = createRequire(import.meta.url);
const { values } = parseArgs({ options: { rounds: { type: 'string', default: '9' } } });

const folder = path.join(ROOT, 'out/infrastructure-speed');
mkdirSync(folder, { recursive: true });
const outfile = path.join(folder, 'engine.js');
await esbuild.build({
  absWorkingDir: ROOT,
  stdin: {
    contents: `
      export { Engine } from './src/scan/engine';
      export { Workspace } from './src/project/workspace';
      export { NodeFileSystem } from './src/cli/node-files';
      export { mayBeInfrastructure } from './src/readers/infrastructure/infrastructure';
      export { parseAllDocuments } from 'yaml';`,
    resolveDir: ROOT,
    loader: 'ts',
  },
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  mainFields: ['module', 'main'],
  minify: true,
  alias: { 'web-tree-sitter': require.resolve('web-tree-sitter') },
  outfile,
});
const { Engine, Workspace, NodeFileSystem, mayBeInfrastructure, parseAllDocuments } = require(outfile);
const engine = await Engine.create({
  runtime: readFileSync(require.resolve('web-tree-sitter/web-tree-sitter.wasm')),
  python: readFileSync(require.resolve('tree-sitter-python/tree-sitter-python.wasm')),
});
const workspace = new Workspace({
  files: new NodeFileSystem(folder),
  clock: { now: () => Date.now() },
  logger: { info: () => {}, warn: () => {}, error: (message) => console.error(message) },
});

const manifest = (index) => `apiVersion: batch/v1
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

const texts = Array.from({ length: 1_000 }, (_, index) => manifest(index));
/** Milliseconds of processor time. */
const cpu = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
function parse() {
  const start = cpu();
  for (const text of texts)
    if (mayBeInfrastructure('manifest.yaml', text)) parseAllDocuments(text, { uniqueKeys: false, prettyErrors: false });
  return cpu() - start;
}
async function scan() {
  const start = cpu();
  for (const [index, text] of texts.entries())
    await engine.scan({ kind: 'text', path: `manifests/${index}.yaml`, text }, workspace);
  return cpu() - start;
}

parse();
await scan();
const rounds = [];
for (let round = 0; round < Number(values.rounds); round++) rounds.push({ parsed: parse(), scanned: await scan() });
const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
const [parsed, scanned] = [median(rounds.map((each) => each.parsed)), median(rounds.map((each) => each.scanned))];
console.log(
  `1,000 manifests: prefiltered and parsed in ${parsed.toFixed(0)} ms, scanned in ${scanned.toFixed(0)} ms: ${(scanned / parsed).toFixed(2)} times`,
);
engine.dispose();
