// node bench/fetch-infrastructure.mjs: fetches the newest source distributions and wheels that carry manifests, charts, workflows and
// samples into out/infrastructure/; each is checked against its digest. What is there already is left alone.
// Nothing of it is committed. PIP_INDEX_URL names another index.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
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
  'feast',
  'dask-gateway-server',
  'kserve',
  'litellm',
  'llama-stack',
  'great-expectations',
  'bentoml',
  'mlrun',
  'zenml',
  'dstack',
  'prefect',
  'metaflow',
  'label-studio',
  'distributed',
];

/** Distributions whose wheels carry such files beside the code: templates of deployments, modules of Terraform, samples. */
const WHEELS = [
  'nebari',
  'determined',
  'sagemaker-hyperpod',
  'nvflare',
  'zenml',
  'feast',
  'ray',
  'mlrun',
  'aws-parallelcluster',
  'binderhub',
  'prefect-kubernetes',
  'aibrix',
  'dstack',
  'litellm',
  'polyaxon',
  'fedml',
  'skypilot-nightly',
];
const INDEX = process.env.PIP_INDEX_URL ?? 'https://pypi.org/simple';
const OUT = path.join(import.meta.dirname, '../out/infrastructure');

mkdirSync(OUT, { recursive: true });
for (const [names, fetchOne] of [
  [NAMES, fetchPackage],
  [WHEELS, fetchWheel],
])
  for (const name of names) {
    try {
      await fetchOne(name);
    } catch (error) {
      console.error(`${name}: ${error.message}`);
    }
  }

/** pip finds the wheel and checks its digest; nothing of it is run. */
function fetchWheel(name) {
  const folder = path.join(OUT, name);
  if (existsSync(folder)) return;
  const python = process.env.PYTHON ?? 'python3';
  const wheels = path.join(OUT, '.wheels', name);
  const asked = ['-m', 'pip', 'download', '--quiet', '--no-deps', '--only-binary=:all:', '--dest', wheels, name];
  if (spawnSync(python, asked, { stdio: 'inherit' }).status !== 0) throw new Error('pip has no wheel of it');
  const [file] = readdirSync(wheels);
  const { status } = spawnSync('unzip', ['-q', '-o', path.join(wheels, file), '-d', folder], { stdio: 'inherit' });
  if (status !== 0) throw new Error('it cannot be unpacked');
  console.log(file);
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
