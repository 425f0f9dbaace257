// Where training runs, as a person mends it in the editor: a cluster, a workflow, an image, services.
import { fileWith } from './files.mjs';

const FILES = {
  'deploy/cluster.yaml': `apiVersion: ray.io/v1
kind: RayCluster
metadata:
  name: finetune
spec:
  rayVersion: "2.52.0"
  headGroupSpec:
    serviceType: LoadBalancer
    rayStartParams: {}
    template:
      spec:
        containers:
          - name: ray-head
            image: rayproject/ray:2.52.0
`,
  '.github/workflows/triage.yml': `on: issues
permissions: {}
jobs:
  triage:
    runs-on: ubuntu-latest
    steps:
      - run: |
          echo "Title: \${{ github.event.issue.title }}"
`,
  'serving/Dockerfile': `FROM ghcr.io/mlflow/mlflow:v3.5.0
EXPOSE 5000
CMD mlflow server --allowed-hosts '*'
`,
  'serving/compose.yaml': `services:
  llm:
    image: ollama/ollama:0.12.3
    ports:
      - "11434:11434"
`,
};

/** @type {typeof import('./scenarios.mjs').SCENARIOS} */
export const INFRASTRUCTURE_SCENARIOS = [
  {
    name: 'training infrastructure',
    files: FILES,
    steps: {
      'a Ray cluster without authentication asks for a token': async ({ workbench, folder, picture }) => {
        await workbench.openFile('deploy/cluster.yaml');
        await workbench.squiggle('warning');
        await workbench.showProblems('**/deploy/cluster.yaml');
        await workbench.goToProblem(/runs code for anyone who reaches it.*touchstone.*ray-without-authentication/s);
        await workbench.lightbulb();
        await picture('ray-without-token');
        await workbench.fix(/^Ask for a token/);
        await workbench.noProblem(/touchstone.*ray-without-authentication/s);
        await workbench.save();
        await fileWith(folder, 'deploy/cluster.yaml', /spec:\n {2}authOptions:\n {4}mode: token\n {2}rayVersion/);
        await picture('ray-with-token');
        await workbench.closeEditors();
      },

      "a stranger's text goes into a workflow's script as data": async ({ workbench, folder, picture }) => {
        await workbench.openFile('.github/workflows/triage.yml');
        await workbench.squiggle('error');
        await workbench.showProblems('**/triage.yml');
        await workbench.goToProblem(/A stranger writes github\.event\.issue\.title.*touchstone.*workflow-injection/s);
        await workbench.lightbulb();
        await picture('workflow-injection');
        await workbench.fix(/^Hand it over as ISSUE_TITLE/);
        await workbench.noProblem(/touchstone.*workflow-injection/s);
        await workbench.save();
        await fileWith(
          folder,
          '.github/workflows/triage.yml',
          /env:\n {10}ISSUE_TITLE: \$\{\{ github\.event\.issue\.title \}\}\n {8}run: \|\n {10}echo "Title: \$\{ISSUE_TITLE\}"/,
        );
        await picture('workflow-mended');
        await workbench.closeEditors();
      },

      'a server in a Dockerfile answers every web page': async ({ workbench, picture }) => {
        await workbench.openFile('serving/Dockerfile');
        await workbench.squiggle('warning');
        await workbench.showProblems('**/Dockerfile');
        await workbench.goToProblem(/Any web page that a user visits.*touchstone.*web-origin-check-disabled/s);
        await picture('dockerfile-origins');
        await workbench.closeEditors();
      },

      'a model server of a compose file is kept to this machine': async ({ workbench, folder, picture }) => {
        await workbench.openFile('serving/compose.yaml');
        await workbench.squiggle('warning');
        await workbench.showProblems('**/compose.yaml');
        await workbench.goToProblem(/Ollama answers anyone on this network.*touchstone.*inference-server-without-key/s);
        await workbench.lightbulb();
        await picture('compose-published');
        await workbench.fix(/^Publish on this machine only/);
        await workbench.noProblem(/touchstone.*inference-server-without-key/s);
        await workbench.save();
        await fileWith(folder, 'serving/compose.yaml', /- "127\.0\.0\.1:11434:11434"/);
        await workbench.closeEditors();
      },
    },
  },
];
