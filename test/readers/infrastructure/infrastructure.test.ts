import assert from 'node:assert/strict';
import { parseAllDocuments } from 'yaml';
import { mapsIn } from '../../../src/core/tree';
import { treeOfYaml } from '../../../src/readers/tree/tree-yaml';
import { Workspace } from '../../../src/project/workspace';
import { Engine } from '../../../src/scan/engine';
import { grammars } from '../../harness/grammars';
import { MemoryFiles } from '../../harness/memory-files';
import { scanned } from '../../harness/scanned';

const POD = (spec: string): string => `apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n${spec}`;
const rulesOf = async (path: string, text: string): Promise<string[]> => {
  const { findings } = await scanned(path, { [path]: text });
  return findings.map(({ rule, range }) => `${rule} ${range.start.line}:${range.start.column}`);
};

describe('infrastructure, whatever is typed', () => {
  it('is read as far as it stands when it is half-typed', async () => {
    const whole = POD(
      '  containers:\n    - name: main\n      image: x/y:1.0\n      securityContext:\n        privileged: true\n',
    );
    assert.deepEqual(await rulesOf('pod.yaml', whole), ['privileged-container 10:9']);
    assert.deepEqual(await rulesOf('pod.yaml', `${whole}      command: ["python", "train\n`), [
      'privileged-container 10:9',
    ]);
    for (let end = 0; end < whole.length; end += 7) await rulesOf('pod.yaml', whole.slice(0, end));
  });

  it('shares aliases instead of copying them, and is not caught by one that refers to itself', async () => {
    const levels = Array.from(
      { length: 40 },
      (_, level) => `  l${level + 1}: &l${level + 1} [*l${level}, *l${level}, *l${level}, *l${level}]`,
    );
    const bomb = `${POD('  containers: [{name: a, securityContext: {privileged: true}}]')}\nx:\n  l0: &l0 {containers: [{name: b}]}\n${levels.join('\n')}\n`;
    const start = performance.now();
    assert.deepEqual(await rulesOf('bomb.yaml', bomb), ['privileged-container 6:44']);
    assert.ok(performance.now() - start < 20_000);
    assert.deepEqual(await rulesOf('loop.yaml', `${POD('  containers: &a [{name: a, x: *a}]')}\n`), []);
    const [document] = parseAllDocuments(bomb);
    assert.ok([...mapsIn(treeOfYaml(document!.contents, bomb))].length < 100);
  });

  it('says in a note that a text of 10 MB, or one that is too deep, is not read as YAML', async () => {
    const long = `${POD('  containers:\n')}${'    - name: main\n      image: x/y:1.0\n'.repeat(15_000)}`;
    const large = await scanned('large.yaml', { 'large.yaml': long });
    assert.match(large.notes.map(({ message }) => message).join(), /too large or nested too deeply/);
    const { notes } = await scanned('huge.yaml', { 'huge.yaml': long.repeat(16) });
    assert.match(notes.map(({ message }) => message).join(), /not read: larger than/);
    const deep = await scanned('deep.yaml', { 'deep.yaml': POD(`  containers: ${'['.repeat(5_000)}`) });
    assert.match(deep.notes.map(({ message }) => message).join(), /too large or nested too deeply/);
  });

  it('reads every document of a file, and values of a template as unknown', async () => {
    const text = `${POD('  hostPID: {{ .Values.hostPID }}\n  hostIPC: true\n  containers: [{name: a}]')}
---
{{- if .Values.worker }}
${POD('  hostPID: true\n  containers:\n    {{- range .Values.containers }}\n    - name: {{ .name }}\n    {{- end }}\n')}
{{- end }}
`;
    assert.deepEqual(await rulesOf('chart/templates/pods.yaml', text), [
      'host-namespace-shared 7:3',
      'host-namespace-shared 16:3',
    ]);
  });

  it('is left for when somebody asks for it, and keys are not', async () => {
    const engine = await Engine.create(grammars);
    const text = POD(
      '  hostPID: true\n  containers: [{name: a, command: [sh, -c, "curl https://x.example.org | sh"]}]\n',
    );
    const workspace = new Workspace({
      files: new MemoryFiles({ 'pod.yaml': text }),
      clock: { now: () => 0 },
      logger: { info: () => {}, warn: () => {}, error: assert.fail },
    });
    const input = { kind: 'text', path: 'pod.yaml', text } as const;
    const rules = async (unasked: boolean): Promise<string[]> =>
      (await engine.scan(input, workspace, { unasked })).findings.map(({ rule }) => rule);
    assert.deepEqual(await rules(false), ['host-namespace-shared', 'piped-shell-script']);
    assert.deepEqual(await rules(true), []);
    engine.dispose();
  });

  it('leaves definitions of resources alone', async () => {
    const text = POD('  containers: [{name: a, securityContext: {privileged: true}}]').replace(
      'kind: Pod',
      'kind: CustomResourceDefinition',
    );
    assert.deepEqual(await rulesOf('crd.yaml', text), []);
  });

  it('never throws, and keeps its places in the text', async () => {
    const seeds = [
      POD('  containers:\n    - name: a\n      command: [sh, -c]\n      args: ["curl https://x.example.org/a | sh"]\n'),
      'services:\n  a: &a\n    image: ollama/ollama:0.9\n    ports: ["11434:11434"]\n  b:\n    <<: *a\n    privileged: true\n',
      'on: issues\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: echo "${{ github.event.issue.title }}"\n',
      'Resources:\n  A:\n    Type: AWS::S3::Bucket\n    Properties: {AccessControl: PublicRead}\n',
      'variable "c" {\n  default = ["0.0.0.0/0"]\n}\nresource "aws_security_group" "a" {\n  ingress {\n    from_port = 22\n    to_port = 22\n    protocol = "tcp"\n    cidr_blocks = var.c # x\n  }\n  policy = <<-EOT\n    {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}\n  EOT\n  x = jsonencode({a = [1, {b : "${c}"}]})\n}\n',
      '#!/bin/bash\n#SBATCH --nodes=2 -t 1:00 --gres=gpu:a100:8\n#SBATCH --export=ALL,HF_TOKEN="x y" --container-mounts=/etc:/etc\nsrun x\n',
      'include:\n  - remote: https://e.org/a.yml\n  - project: a/b\n    ref: main\na:\n  script: [eval "$CI_COMMIT_MESSAGE"]\n',
    ];
    const paths = [
      'pod.yaml',
      'docker-compose.yml',
      '.github/workflows/a.yml',
      'stack.yaml',
      'main.tf',
      'a.sbatch',
      '.gitlab-ci.yml',
    ];
    let state = 7;
    const random = (below: number): number => {
      state = (state * 1103515245 + 12345) & 0x7fffffff;
      return state % below;
    };
    const pieces = [
      '{{ x }}',
      '*a',
      '&a ',
      '"',
      "'",
      '\n',
      ': ',
      '- ',
      '[',
      '}',
      '\t',
      '|',
      '<<: ',
      '\uE0C5',
      '${{',
      '\r\n',
      '<<EOT\n',
      '/*',
      '{',
      '${',
    ];
    for (let round = 0; round < 420; round++) {
      const which = round % seeds.length;
      let text = seeds[which]!;
      for (let change = 0; change < 1 + random(4); change++) {
        const at = random(text.length);
        text = text.slice(0, at) + pieces[random(pieces.length)]! + text.slice(at + random(6));
      }
      const path = paths[which]!;
      const { findings } = await scanned(path, { [path]: text });
      const lines = text.split(/\r\n|\r|\n/);
      for (const { range, rule } of findings) {
        assert.ok(range.start.line >= 1 && range.end.line <= lines.length, `${rule} in ${JSON.stringify(text)}`);
        assert.ok(range.end.column <= lines[range.end.line - 1]!.length + 1, `${rule} in ${JSON.stringify(text)}`);
      }
    }
  }).timeout(120_000);
});

describe('the same danger, wherever it is written', () => {
  const PIPED = 'curl -fsSL https://get.example.org/setup | bash';
  const PLACES: Readonly<Record<string, string>> = {
    'pod.yaml': POD(`  containers:\n    - name: a\n      command: ["/bin/sh", "-c"]\n      args: ["${PIPED}"]\n`),
    'job.yaml': POD(
      `  containers:\n    - name: a\n      command:\n        - bash\n        - -c\n        - |\n          set -e\n          ${PIPED}\n`,
    ),
    'docker-compose.yml': `services:\n  a:\n    image: python:3.12.4\n    command: bash -c "${PIPED}"\n`,
    '.github/workflows/a.yml': `on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: ${PIPED}\n`,
    'train.sbatch': `#!/bin/bash\n#SBATCH --gres=gpu:8\n${PIPED}\n`,
    'sky.yaml': `resources:\n  accelerators: A100:8\nrun: |\n  ${PIPED}\n`,
    'a.dstack.yml': `type: task\nname: a\ncommands:\n  - ${PIPED}\n`,
    '.devcontainer/devcontainer.json': `{"image": "python:3.12.4", "postCreateCommand": "${PIPED}"}`,
    'ray.yaml': `apiVersion: ray.io/v1\nkind: RayJob\nmetadata: {name: a}\nspec:\n  entrypoint: ${PIPED}\n  rayClusterSpec:\n    headGroupSpec:\n      template:\n        spec:\n          containers: [{name: a}]\n`,
    'launch.py': `from sagemaker.train.configs import SourceCode\n\nSourceCode(source_dir="src", command="${PIPED}")\n`,
  };
  for (const [path, text] of Object.entries(PLACES))
    it(`a script that is piped into a shell, in ${path}`, async () => {
      const found = (await rulesOf(path, text)).map((each) => each.split(' ')[0]);
      assert.ok(found.includes('piped-shell-script'), found.join());
    });
});

describe('a right or a switch, wherever it is written', () => {
  const SAME: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    'sensitive-host-mount': {
      'pod.yaml': POD('  containers: [{name: a}]\n  volumes:\n    - name: v\n      hostPath: {path: /etc}\n'),
      'docker-compose.yml': 'services:\n  a:\n    image: python:3.12.4\n    volumes: ["/etc:/host"]\n',
      'train.slurm': '#!/bin/bash\n#SBATCH --container-mounts=/etc:/host\nsrun python train.py\n',
      'run.sh': 'docker run -v /etc:/host python:3.12.4\n',
      '.github/workflows/a.yml':
        'on: push\njobs:\n  a:\n    runs-on: x\n    container: {image: "python:3.12.4", options: "-v /etc:/host"}\n    steps: [{run: make}]\n',
    },
    'network-isolation-disabled': {
      'train.py':
        'from sagemaker.estimator import Estimator\n\nEstimator(image, role=role, enable_network_isolation=False)\n',
      'main.tf': 'resource "aws_sagemaker_model" "a" {\n  enable_network_isolation = false\n}\n',
      'stack.yaml':
        'Resources:\n  A:\n    Type: AWS::SageMaker::Model\n    Properties: {EnableNetworkIsolation: false}\n',
      'stack.json':
        '{"Resources": {"A": {"Type": "AWS::SageMaker::Model", "Properties": {"EnableNetworkIsolation": false}}}}',
      'boto.py': 'import boto3\n\nboto3.client("sagemaker").create_training_job(EnableNetworkIsolation=False)\n',
    },
    'remote-shell-enabled': {
      'vertex.py':
        'from google.cloud import aiplatform\n\njob = aiplatform.CustomJob(display_name="a", worker_pool_specs=s)\njob.run(enable_web_access=True)\n',
      'compute.yaml':
        '$schema: https://azuremlschemas.azureedge.net/latest/amlCompute.schema.json\nname: a\nssh_public_access_enabled: true\n',
      'azure.py':
        'from azure.ai.ml.entities import AmlCompute\n\nAmlCompute(name="a", ssh_public_access_enabled=True)\n',
    },
  };
  for (const [rule, places] of Object.entries(SAME))
    for (const [path, text] of Object.entries(places))
      it(`${rule}, in ${path}`, async () => {
        const found = (await rulesOf(path, text)).map((each) => each.split(' ')[0]);
        assert.ok(found.includes(rule), found.join());
      });
});
