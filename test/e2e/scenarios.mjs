// What a person does with Touchstone on examples/insecure-training, step by step. Steps of a scenario share one window.
// A step sees the screen through `workbench` and the result on the disk below `folder`.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileWith } from './files.mjs';
import { FIRST_HOUR } from './first-hour.mjs';
import { INFRASTRUCTURE_SCENARIOS } from './infrastructure-scenarios.mjs';
import { SIGNING_SCENARIOS } from './signing-scenarios.mjs';
import { MODEL_PICTURES, MODEL_SCENARIOS } from './model-scenarios.mjs';
import { SUPPLY_SCENARIOS } from './supply-scenarios.mjs';
import { VIEW_PICTURES, VIEW_SCENARIOS } from './view-scenarios.mjs';

/** @typedef {{ workbench: import('./workbench.mjs').Workbench, folder: string, server: object, picture: (name: string) => Promise<string> }} Context */

/** The pictures that README and docs show; `--update-images` copies them. */
export const PICTURES = [
  'problems',
  'across-files',
  'pin-revision',
  'notebook',
  'requirements',
  'secret-moved',
  'sbom',
  'restricted',
  ...VIEW_PICTURES,
  ...MODEL_PICTURES,
];

/** The commit of a model of train.py in the cache that the example brings: what a pin is taken from. */
const COMMIT = '12040accade4e8a0f71eabdb258fecc2e7e948be';

const installed = ({ server }) =>
  readdirSync(path.join(server.home, 'extensions')).find((name) => name.startsWith('touchstone.touchstone-'));

/** `files`: what the folder has beside the example; `prepare` is given the folder and makes more; `serve` starts a server before the window and gives the machine's settings for it; `envFor` gives variables of its machine. @type {{ name: string, trusted?: boolean, tour?: boolean, files?: Record<string, string>, prepare?: (folder: string) => void, serve?: (folder: string) => Promise<{ settings: Record<string, unknown>, close: () => Promise<unknown> }>, envFor?: (folder: string) => Record<string, string>, steps: Record<string, (context: Context) => Promise<unknown>> }[]} */
export const SCENARIOS = [
  {
    name: 'secure the example',
    steps: {
      'the packaged extension is what is installed': async (context) => {
        assert.ok(installed(context), 'the package is not in the extensions folder of the server');
      },

      'squiggles and Problems in train.py': async ({ workbench, picture }) => {
        await workbench.openFile('train.py');
        await workbench.squiggle('error'); // the warnings are below
        await workbench.showProblems('**/train.py'); // the folder was scanned at start: other files have findings, too
        await workbench.problem(/touchstone.*remote-code-trusted/s); // only rows in sight are in the page, errors first
        await picture('problems');
      },

      'a finding tells which version it holds for, where the file comes from, and who says so': async ({
        workbench,
        picture,
      }) => {
        await workbench.command('View: Toggle Primary Side Bar Visibility'); // room for the message
        await workbench.showProblems('torch.load runs');
        await workbench.expandProblem(/torch 2\.4\.1 is older than 2\.6.*touchstone.*unsafe-torch-load/s);
        await workbench.problem('It is downloaded here.');
        await workbench.problem('TEACHER is set here');
        await picture('across-files');
        await workbench.command('View: Toggle Primary Side Bar Visibility');
        await workbench.goToProblem('It is downloaded here.');
        await workbench.tab('train.py').waitFor();
        await workbench.selected(33, 'hf_hub_download(TEACHER, "head.pt")'.length);
        await workbench.goToProblem('TEACHER is set here');
        await workbench.tab('config.py').waitFor();
        await workbench.selected(3, '"ticketlab-ai/router-large"'.length);
      },

      'the hover tells where the value of a name is from': async ({ workbench }) => {
        await workbench.openFile('train.py');
        await workbench.goToLine(32);
        const hover = await workbench.hover('TEACHER', 'Touchstone:', 'teacher =');
        assert.match(hover, /TEACHER = "ticketlab-ai\/router-large", from config\.py line 3/);
        await workbench.page.mouse.move(0, 0); // a hover would be in the next picture
      },

      'the lightbulb pins a revision': async ({ workbench, folder, picture }) => {
        await workbench.showProblems('is not pinned: the next run');
        await workbench.goToProblem(/touchstone.*unpinned-model-revision/s);
        await workbench.lightbulb();
        await picture('pin-revision');
        await workbench.fix(/Pin to [0-9a-f]{7}/);
        await workbench.save();
        await fileWith(folder, 'train.py', new RegExp(`revision="${COMMIT}"`));
      },

      'a fix in a notebook cell': async ({ workbench, folder, picture }) => {
        await workbench.openFile('notebooks/explore.ipynb');
        const cell = await workbench.cell('torch.load');
        await cell.locator('.squiggly-warning').first().waitFor({ state: 'attached' });
        await workbench.showProblems('**/explore.ipynb');
        await workbench.goToProblem(/touchstone.*unsafe-torch-load/s);
        await workbench.command('View: Hide Panel'); // room for the menu
        await workbench.cell('torch.load');
        await workbench.page.keyboard.press('Home');
        for (let right = 0; right < 'head = to'.length; right++) await workbench.page.keyboard.press('ArrowRight');
        await workbench.lightbulb();
        await picture('notebook');
        await workbench.fix(/weights_only/);
        await workbench.save();
        await fileWith(folder, 'notebooks/explore.ipynb', /weights_only=True/);
      },

      'requirements are pinned': async ({ workbench, folder, picture }) => {
        await workbench.openFile('requirements.txt');
        await workbench.showProblems('newest release (~=4'); // only rows in sight are in the page
        await workbench.goToProblem(/transformers.*~=4.*touchstone.*unpinned-requirement/s);
        await workbench.lightbulb();
        await picture('requirements');
        await workbench.fix(/^Pin to 4\.44\.2/);
        await workbench.save();
        await fileWith(folder, 'requirements.txt', /^transformers\[sentencepiece\]==4\.44\.2$/m);
        await workbench.showProblems('torch is not pinned');
        await workbench.problem(/torch is not pinned.*unpinned-requirement/s);
        await workbench.line('boto3').click();
        await workbench.command('Touchstone: Fix All Safe Findings in File');
        await workbench.noProblem(/torch is not pinned.*unpinned-requirement/s);
        await workbench.save();
        const pinned = await fileWith(folder, 'requirements.txt', /^torch==2\.4\.1/m);
        assert.match(pinned, /^numpy==1\.26\.4 ; python_version < "3\.13"$/m);
      },

      'a shell script and a Dockerfile have findings, too': async ({ workbench, folder }) => {
        await workbench.openFile('scripts/download.sh');
        await workbench.squiggle('warning');
        await workbench.showProblems('**/download.sh');
        await workbench.problem(/touchstone.*piped-shell-script/s);
        await workbench.goToProblem(/tickets\.pkl is fetched.*touchstone.*insecure-shell-download/s);
        await workbench.fix(/^Use https/);
        await workbench.save();
        await fileWith(folder, 'scripts/download.sh', /https:\/\/datasets/);
        await workbench.noProblem(/insecure-shell-download/);
        await workbench.openFile('Dockerfile');
        await workbench.squiggle('warning');
        await workbench.showProblems('**/Dockerfile');
        await workbench.problem(/touchstone.*secret-in-image/s);
      },

      'a secret moves to the environment': async ({ workbench, folder, picture }) => {
        await workbench.openFile('train.py');
        await workbench.showProblems('**/train.py');
        await workbench.goToProblem(/touchstone.*hardcoded-secret/s);
        await workbench.lightbulb();
        await picture('secret-moved');
        await workbench.fix(/Move it to \.env/);
        await workbench.saveAll();
        await fileWith(folder, 'train.py', /os\.environ\[/);
        await fileWith(folder, '.env', /^(?:WANDB_API_KEY|AWS_SECRET_ACCESS_KEY)=\w/m);
        await fileWith(folder, '.gitignore', /^\.env$/m);
      },

      'an SBOM is generated from the palette and opened': async ({ workbench, folder, picture }) => {
        await workbench.command('Touchstone: Generate SBOM');
        await workbench.tab('bom.cdx.json').waitFor();
        const bom = JSON.parse(await fileWith(folder, 'bom.cdx.json', /\}\s*$/));
        assert.equal(bom.bomFormat, 'CycloneDX');
        assert.ok(bom.components.some(({ type }) => type === 'machine-learning-model'));
        await workbench.command('View: Hide Panel');
        const lines = readFileSync(path.join(folder, 'bom.cdx.json'), 'utf8').split('\n');
        await workbench.goToLine(lines.findIndex((line) => line.includes('"machine-learning-model"')) + 12);
        await picture('sbom');
      },
    },
  },
  ...FIRST_HOUR,
  {
    name: 'restricted mode',
    trusted: false,
    steps: {
      'the folder is not trusted': async ({ workbench }) => {
        await workbench.page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).first().waitFor();
      },

      'findings show all the same, and are fixed': async ({ workbench, folder, picture }) => {
        await workbench.openFile('train.py');
        await workbench.findings(); // a list that is still being filled loses its filter
        await workbench.showProblems('in the downloaded file');
        await workbench.goToProblem(/touchstone.*unsafe-torch-load/s);
        await picture('restricted');
        await workbench.fix(/weights_only/);
        await workbench.save();
        await fileWith(folder, 'train.py', /weights_only=True/);
      },
    },
  },
  ...SUPPLY_SCENARIOS,
  ...VIEW_SCENARIOS,
  ...MODEL_SCENARIOS,
  ...SIGNING_SCENARIOS,
  ...INFRASTRUCTURE_SCENARIOS,
];
