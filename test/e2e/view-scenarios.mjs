// The views beside Problems, used with the keyboard where a person would: findings view, report, SBOM, configuration.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { poll } from './workbench.mjs';

/** Pictures of the views; `--update-images` copies them. */
export const VIEW_PICTURES = ['findings', 'report', 'sbom-page', 'configuration', 'dependencies'];

/** A lock of 2,000 packages, of which each needs the next. */
const LARGE_LOCK = `version = 1\n${Array.from(
  { length: 2_000 },
  (_, index) =>
    `\n[[package]]\nname = "package-${index}"\nversion = "1.${index}"\nsource = { registry = "https://pypi.org/simple" }\ndependencies = [${index < 1_999 ? `{ name = "package-${index + 1}" }` : ''}]\n`,
).join('')}`;

const rows = ({ page }) => page.locator('.pane-body .tree-explorer-viewlet-tree-view .monaco-list-row');

/** The row of the findings view that holds `text`, once it is drawn. */
async function row(workbench, text) {
  const found = rows(workbench).filter({ hasText: text }).first();
  await found.waitFor({ timeout: 30_000 });
  return found;
}

/** Writes to the end of the active editor what a person types, without what the editor adds by itself. */
const type = ({ page }, text) => page.keyboard.type(text, { delay: 40 });

export const VIEW_SCENARIOS = [
  {
    name: 'the views',
    steps: {
      'the findings view lists all findings after a scan': async ({ workbench, picture }) => {
        await workbench.openFile('train.py'); // a window that is still being drawn knows no commands
        await workbench.squiggle('error');
        await workbench.command('Touchstone: Scan Workspace');
        await workbench.notification(/\d+ findings?: \d+ errors?/);
        await workbench.clearNotifications();
        await workbench.command('Touchstone: Focus on Findings View');
        await row(workbench, 'Errors');
        await row(workbench, 'explore.ipynb cell 3, line 1');
        const label = await (await row(workbench, 'explore.ipynb cell 3')).getAttribute('aria-label');
        assert.match(label, /^Error: .*explore\.ipynb, cell 3, line 1, rule /);
        await picture('findings');
      },

      'it is filtered with Ctrl+F, and opens with Enter': async ({ workbench }) => {
        const { page } = workbench;
        await workbench.command('Touchstone: Focus on Findings View');
        await page.keyboard.press('Control+F');
        await workbench.quickInput.waitFor();
        await workbench.quickInput.locator('input').first().fill('torch.load train.py');
        await poll(async () => {
          const count = await rows(workbench).count();
          return count > 0 && count <= 4;
        }, 'the list does not follow the filter');
        await page.keyboard.press('Enter');
        const found = await row(workbench, /train\.py:\d+/);
        const line = /train\.py:(\d+)/.exec(await found.innerText())[1];
        await workbench.command('Touchstone: Focus on Findings View');
        // A list that is drawn anew meanwhile has its group focused still, and Enter would fold that.
        await poll(async () => {
          await page.keyboard.press('Home');
          await page.keyboard.press('ArrowDown');
          return /\bfocused\b/.test(await found.getAttribute('class'));
        }, 'the finding does not get the focus');
        await page.keyboard.press('Enter');
        // The tab is there already; a palette that is opened before the caret has moved is closed by that.
        await page
          .locator('.statusbar-item', { hasText: new RegExp(`Ln ${line},`) })
          .first()
          .waitFor();
        await workbench.tab('train.py').waitFor();
      },

      'Ctrl+. fixes the finding that is selected': async ({ workbench, folder }) => {
        const { page } = workbench;
        await workbench.command('Touchstone: Focus on Findings View');
        await page.keyboard.press('Control+.');
        await workbench.quickInput.locator('.monaco-list-row').first().waitFor();
        await workbench.screenshot('findings-actions');
        await workbench.pick(/weights_only/);
        await workbench.openFile('train.py');
        await workbench.save();
        assert.match(readFileSync(path.join(folder, 'train.py'), 'utf8'), /weights_only=True/);
      },

      'the report opens in a panel and leads to the finding': async ({ workbench, picture }) => {
        await workbench.command('Touchstone: Show Report');
        const page = await workbench.webview('article.finding');
        await workbench.clearNotifications();
        await picture('report');
        await page.locator('article.finding').first().scrollIntoViewIfNeeded();
        await workbench.screenshot('report-findings');
        const place = page.locator('article.finding a', { hasText: 'config.yaml' }).first();
        await place.click();
        await workbench.tab('config.yaml').waitFor();
        await workbench.closeEditors();
      },

      'the SBOM opens in a panel and is filtered': async ({ workbench, picture }) => {
        await workbench.command('Touchstone: Show SBOM');
        const page = await workbench.webview('#filter');
        await workbench.clearNotifications();
        await picture('sbom-page');
        await page.locator('#filter').fill('router');
        await poll(async () => (await page.locator('tbody tr:visible').count()) === 2, 'the table does not follow');
        assert.match(await page.locator('#shown').innerText(), /^2 of \d+ shown$/);
        await page.locator('#filter').fill('');
        await page.locator('#gaps').check();
        await poll(async () => (await page.locator('tbody tr:visible').count()) > 2, 'the gaps are not shown');
        await workbench.closeEditors();
      },

      'touchstone.toml is completed while it is typed, and a mistake is a Problem': async ({ workbench, picture }) => {
        const { page } = workbench;
        await workbench.openFile('touchstone.toml');
        await page.keyboard.press('Control+End');
        await type(workbench, '\nexlude = []\n[rules]\nunsafe-to');
        await workbench.squiggle('error');
        const widget = page.locator('.suggest-widget.visible');
        await poll(async () => {
          if (await widget.locator('.monaco-list-row', { hasText: 'unsafe-torch-load' }).count()) return true;
          await page.keyboard.press('Control+Space');
          return widget
            .locator('.monaco-list-row')
            .first()
            .waitFor({ timeout: 3_000 })
            .then(
              () => false,
              () => false,
            );
        }, 'no rule is offered');
        await page
          .locator('.suggest-details-container:visible')
          .waitFor({ timeout: 3_000 })
          .catch(() => page.keyboard.press('Control+Space'));
        await picture('configuration');
        await page.keyboard.press('Enter');
        await workbench.line('unsafe-torch-load =').waitFor();
        await page.keyboard.press('Escape');
        await workbench.showProblems('exlude');
        await workbench.problem('did you mean "exclude"?');
      },
    },
  },
  {
    name: 'the dependency report',
    files: {
      'large/pyproject.toml': '[project]\nname = "large"\nversion = "1.0"\ndependencies = ["package-0", "torch"]\n',
      'large/uv.lock': LARGE_LOCK,
    },
    steps: {
      'opens in a panel and says what was not checked': async ({ workbench, picture }) => {
        await workbench.openFile('train.py');
        await workbench.squiggle('error');
        await workbench.command('Touchstone: Show Dependency Report');
        const page = await workbench.webview('#packages');
        await workbench.clearNotifications();
        assert.match(await page.locator('header').innerText(), /Not checked for known vulnerabilities/);
        await page.locator('#filter').fill('requirements.txt');
        await poll(
          async () => /^\d+ of \d+ shown$/.test(await page.locator('#shown').innerText()),
          'nothing is filtered',
        );
        await picture('dependencies');
      },

      'is filtered and sorted with the keyboard, also with 2,000 packages': async ({ workbench }) => {
        const page = await workbench.webview('#packages');
        await page.locator('#filter').fill('');
        const shown = page.locator('#shown');
        await poll(async () => Number(/\d+/.exec(await shown.innerText())[0]) > 2_000, 'not all are shown');
        const started = Date.now();
        await page.locator('#filter').fill('package-1999');
        await poll(
          async () => /^2 of /.test(await shown.innerText()) || /^1 of /.test(await shown.innerText()),
          'the filter does not follow',
        );
        console.log(`    filtered 2,000 rows in ${Date.now() - started} ms`);
        await page.locator('#filter').fill('');
        const head = page.locator('thead th', { hasText: 'Version' });
        await head.locator('button').focus();
        const sorting = Date.now();
        await workbench.page.keyboard.press('Enter');
        await poll(async () => (await head.getAttribute('aria-sort')) === 'ascending', 'it is not sorted');
        await poll(async () => /sorted by Version$/.test(await shown.innerText()), 'nobody is told');
        console.log(`    sorted 2,000 rows in ${Date.now() - sorting} ms`);
        await workbench.page.keyboard.press('Enter');
        await poll(async () => (await head.getAttribute('aria-sort')) === 'descending', 'it is not turned');
        await page.locator('input[value=unresolved]').focus();
        await workbench.page.keyboard.press('Space');
        await poll(
          async () => / of \d+ shown, sorted by Version/.test(await shown.innerText()),
          'the box does nothing',
        );
        await workbench.screenshot('dependencies-unresolved');
      },

      'says in the manifest which version the lock has': async ({ workbench, picture }) => {
        await workbench.openFile('large/pyproject.toml');
        await workbench.line('1.0').first().waitFor();
        await poll(
          async () => /package-0"?\s*,?.*1\.0/.test(await workbench.page.locator('.view-lines').first().innerText()),
          'no version is shown',
        );
        await picture('inline-versions');
        await workbench.command('Touchstone: Show Dependency Report');
      },

      'leads to the line that asks for a package': async ({ workbench }) => {
        const page = await workbench.webview('#packages');
        await page.locator('tbody a', { hasText: 'requirements.txt:' }).first().click();
        await workbench.tab('requirements.txt').waitFor();
        await workbench.closeEditors();
      },
    },
  },
];
