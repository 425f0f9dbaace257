// node bench/fetch-infrastructure.mjs: fetches the newest source distributions and modules that carry manifests, charts, workflows and
// samples into out/infrastructure/; those of the index are checked against their digest. What is there already is left alone.
// Nothing of it is committed. PIP_INDEX_URL names another index.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { spawnSync } from 'node:child_process';

/** Distributions whose sources have deployments, charts, workflows or compose files. */
const NAMES = [
  'skypilot',
  'jupyterhub',
  'open-webui',
  'vllm',
  'dask-kubernetes',
  'codeflare-sdk',
  'azure-ai-ml',
  'wandb',
];

/** Modules of Go whose archives have the samples and charts of operators. */
const MODULES = [
  'github.com/ray-project/kuberay/ray-operator',
  'github.com/kserve/kserve',
  'github.com/kubeflow/trainer/v2',
  'github.com/kubeflow/training-operator',
  'github.com/kubeflow/mpi-operator',
  'github.com/kubeflow/katib',
  'github.com/kubeflow/model-registry',
  'github.com/kubeflow/spark-operator/v2',
  'github.com/kubeflow/pipelines',
  'sigs.k8s.io/kueue',
  'sigs.k8s.io/jobset',
  'sigs.k8s.io/lws',
  'sigs.k8s.io/gateway-api-inference-extension',
  'volcano.sh/volcano',
  'github.com/argoproj/argo-workflows/v3',
  'github.com/seldonio/seldon-core/operator',
  'github.com/llm-d/llm-d-inference-scheduler',
  'github.com/ollama/ollama',
  'github.com/vllm-project/aibrix',
  'github.com/kaito-project/kaito',
];
const INDEX = process.env.PIP_INDEX_URL ?? 'https://pypi.org/simple';
const OUT = path.join(import.meta.dirname, '../out/infrastructure');

mkdirSync(OUT, { recursive: true });
for (const [names, fetchOne] of [
  [NAMES, fetchPackage],
  [MODULES, fetchModule],
])
  for (const name of names) {
    try {
      await fetchOne(name);
    } catch (error) {
      console.error(`${name}: ${error.message}`);
    }
  }

/** By the protocol of module proxies (go.dev/ref/mod#goproxy-protocol): capitals are written with a mark. */
async function fetchModule(name) {
  const proxy = (process.env.GOPROXY ?? 'https://proxy.golang.org').split(',')[0];
  const escaped = name.replace(/[A-Z]/g, (letter) => `!${letter.toLowerCase()}`);
  const latest = await fetch(`${proxy}/${escaped}/@latest`);
  if (!latest.ok) throw new Error(`the proxy answers ${latest.status}`);
  const { Version } = await latest.json();
  const folder = path.join(OUT, name.replaceAll('/', '_'));
  if (existsSync(folder)) return;
  const answer = await fetch(`${proxy}/${escaped}/@v/${Version}.zip`);
  if (!answer.ok) throw new Error(`the proxy answers ${answer.status}`);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  writeFileSync(`${folder}.zip`, bytes);
  const { status } = spawnSync('unzip', ['-q', '-o', `${folder}.zip`, '-d', folder], { stdio: 'inherit' });
  if (status !== 0) throw new Error('it cannot be unpacked');
  console.log(`${name} ${Version}: ${bytes.length} bytes`);
}

async function fetchPackage(name) {
  const page = await fetch(`${INDEX}/${name}/`, { headers: { accept: 'application/vnd.pypi.simple.v1+json' } });
  if (!page.ok) throw new Error(`the index answers ${page.status}`);
  const { files } = await page.json();
  const file = files
    .filter(({ filename, yanked, size }) => filename.endsWith('.tar.gz') && !yanked && !(size > 60_000_000))
    .at(-1);
  if (!file) throw new Error('it has no source distribution');
  const folder = path.join(OUT, file.filename.slice(0, -7));
  if (existsSync(folder)) return;
  const bytes = new Uint8Array(await (await fetch(new URL(file.url, `${INDEX}/${name}/`))).arrayBuffer());
  if (createHash('sha256').update(bytes).digest('hex') !== file.hashes.sha256) throw new Error('its digest differs');
  const archive = `${folder}.tar.gz`;
  writeFileSync(archive, bytes);
  const { status } = spawnSync('tar', ['xzf', archive, '-C', OUT], { stdio: 'inherit' });
  if (status !== 0) throw new Error('it cannot be unpacked');
  console.log(`${file.filename}: ${bytes.length} bytes`);
}
