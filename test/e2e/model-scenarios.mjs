// The inspector of model files, used as a person would: by keyboard where there is a key.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { REPOSITORY } from '../../scripts/vscode-host/versions.mjs';
import { fileWith } from './files.mjs';
import { poll } from './workbench.mjs';

/** Pictures of the inspector; `--update-images` copies them. */
export const MODEL_PICTURES = ['inspector-malicious', 'inspector-safe'];

/** Opens a file of the folder and gives the frame that shows it. */
async function inspected(workbench, file) {
  await workbench.openFile(`models/${file}`);
  const page = await workbench.webview('main h1');
  await poll(async () => (await page.locator('h1').innerText()) === file, `${file} is not shown`);
  return page;
}

const rowsOf = (page) => page.locator('[role=tabpanel]:not([hidden]) .rows .row');

/** Moves the focus by Tab until an element has it. */
async function tabTo({ page: keys }, page, selector) {
  for (let times = 0; times < 30; times++) {
    if (await page.locator(selector).evaluate((each) => each === document.activeElement)) return;
    await keys.keyboard.press('Tab');
  }
  throw new Error(`Tab does not come to ${selector}`);
}

const sha256Of = (file) => createHash('sha256').update(readFileSync(file)).digest('hex');

const COMMIT = '0123456789abcdef0123456789abcdef01234567';

/** A hub of one repository, which has `features.pkl` as it is in the folder, and another `tickets.pt`. */
async function startHub(folder) {
  const asked = [];
  const siblings = [
    { rfilename: 'features.pkl', lfs: { sha256: sha256Of(path.join(folder, 'models/features.pkl')) } },
    { rfilename: 'tickets.pt', lfs: { sha256: 'b'.repeat(64) } },
  ];
  const server = createServer((request, response) => {
    asked.push(request.url);
    const isKnown = request.url.startsWith('/api/models/ticketlab/router/revision/main?');
    response.writeHead(isKnown ? 200 : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify(isKnown ? { id: 'ticketlab/router', sha: COMMIT, siblings } : {}));
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  hubAsked = asked;
  return {
    settings: { 'touchstone.hubEndpoint': `http://127.0.0.1:${server.address().port}` },
    close: () => new Promise((done) => server.close(done)),
  };
}

/** What the hub of the scenario was asked. */
let hubAsked = [];

/** From the explorer: the quick input knows no file that is so new. */
async function openLock(workbench) {
  await workbench.page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'touchstone.lock' }).dblclick();
  await workbench.tab('touchstone.lock').waitFor();
}

const compared = (page) => page.locator('button', { hasText: "Compare with the Hub's Hash" }).click();

/** A text of the page without the marks that keep directions apart. */
const plain = (text) => text.replace(/[\u2066-\u2069]/g, '').replace(/\s+/g, ' ');

export const MODEL_SCENARIOS = [
  {
    name: 'model files',
    serve: startHub,
    prepare(folder) {
      appendFileSync(path.join(folder, 'train.py'), '\n\ndef restore():\n    return torch.load("models/tickets.pt")\n');
      execFileSync(
        process.execPath,
        ['--import', 'tsx', path.join(REPOSITORY, 'test/e2e/model-files.ts'), path.join(folder, 'models')],
        { cwd: REPOSITORY },
      );
    },
    steps: {
      'the line that loads a checkpoint says what is in it': async ({ workbench, picture }) => {
        await workbench.openFile('train.py');
        await workbench.showProblems('is malicious');
        const row = await workbench.problem(
          /"tickets\.pt" is malicious: loading runs posix\.system.*malicious-model-file/s,
        );
        await row.dblclick(); // shows the line
        await picture('load-malicious');
        await workbench.closeEditors();
      },

      'a checkpoint that runs a program is called malicious, with the call': async ({ workbench, picture }) => {
        await workbench.openFile('train.py'); // a window that is still being drawn knows no commands
        const page = await inspected(workbench, 'tickets.pt');
        assert.match(await page.locator('.verdict').innerText(), /^✕\s*Malicious/);
        assert.match(await page.locator('.reasons').innerText(), /Loading runs posix\.system\("echo touchstone"\)/);
        await poll(async () => (await rowsOf(page).count()) > 0, 'the trace is not drawn');
        assert.match(await rowsOf(page).first().innerText(), /OrderedDict|posix\.system/);
        await picture('inspector-malicious');
      },

      'a reason leads to its bytes': async ({ workbench, picture }) => {
        const page = await workbench.webview('main h1');
        await page.locator('.reason button', { hasText: 'archive/data.pkl' }).first().click();
        await page.locator('.bytes mark').first().waitFor();
        assert.match(await page.locator('.panel-bytes .of').innerText(), /archive\/data\.pkl/);
        assert.deepEqual(await page.locator('.bytes mark').allInnerTexts(), ['52', 'R']); // REDUCE
        await picture('inspector-bytes');
        await workbench.closeEditors();
      },

      'a pickle that calls what nobody knows is suspicious': async ({ workbench, picture }) => {
        const page = await inspected(workbench, 'features.pkl');
        assert.match(await page.locator('.verdict').innerText(), /Suspicious/);
        assert.match(await page.locator('.reasons').innerText(), /ticketlab\.features/);
        await picture('inspector-suspicious');
        await workbench.closeEditors();
      },

      'weights of gigabytes open at once, and the tensors are a tree that keys go through': async ({
        workbench,
        picture,
      }) => {
        const { page: keys } = workbench;
        const page = await inspected(workbench, 'router.safetensors');
        assert.match(await page.locator('.verdict').innerText(), /^✓\s*Safe/);
        assert.match(
          await page.locator('.overview .soft').first().innerText(),
          /^Safetensors · 2\.\d+ GB · 201 tensors · 1\.10 B elements · 100 % understood$/,
        );
        await page.locator('.table').first().focus();
        await keys.keyboard.press('Home');
        const focused = page.locator('[role=tabpanel]:not([hidden]) .row.focused');
        for (let down = 0; !/^\W*(?:model\.)?layers/.test(await focused.innerText()) && down < 6; down++)
          await keys.keyboard.press('ArrowDown');
        if ((await focused.getAttribute('aria-expanded')) === 'false') await keys.keyboard.press('ArrowRight');
        await keys.keyboard.press('ArrowDown');
        await keys.keyboard.press('ArrowRight');
        await poll(async () => (await focused.getAttribute('aria-expanded')) === 'true', 'the layer is not open');
        const active = await page.locator('.table').first().getAttribute('aria-activedescendant');
        assert.equal(await focused.getAttribute('id'), active);
        assert.ok(Number(await focused.getAttribute('aria-level')) >= 2);
        await picture('inspector-safe');
      },

      'Ctrl+F searches, Escape takes it back, and a head sorts': async ({ workbench }) => {
        const { page: keys } = workbench;
        const page = await workbench.webview('main h1');
        await page.locator('.table').first().focus();
        await keys.keyboard.press('Control+F');
        await keys.keyboard.type('layers.7. k_proj');
        const told = page.locator('[role=tabpanel]:not([hidden]) .tools [role=status]');
        await poll(async () => (await told.innerText()) === '1 of 201 tensors', 'the search does not find one');
        await keys.keyboard.press('Escape');
        await poll(async () => (await told.innerText()) === '201 tensors', 'the search is not taken back');
        await page.locator('.tools label', { hasText: 'Tree' }).click();
        const size = page.locator('[role=columnheader]', { hasText: 'Size' });
        await size.locator('button').focus();
        await keys.keyboard.press('Enter');
        await keys.keyboard.press('Enter');
        await poll(async () => (await size.getAttribute('aria-sort')) === 'descending', 'it is not sorted');
        await poll(
          async () => /embed_tokens|lm_head/.test(await rowsOf(page).first().innerText()),
          'the largest is not first',
        );
      },

      'a digest is computed when it is asked for': async ({ workbench, folder }) => {
        const page = await workbench.webview('main h1');
        await page.locator('button', { hasText: 'Compute SHA-256' }).click();
        const stop = page.locator('.digest button', { hasText: 'Stop' });
        await stop.waitFor();
        // It is pressed in the page itself: a pointer is slower than a fast machine with two gigabytes of nothing.
        await stop.evaluate((button) => button.click());
        await page.locator('button', { hasText: 'Compute SHA-256' }).waitFor();
        await workbench.closeEditors();

        const small = await inspected(workbench, 'features.pkl');
        await small.locator('button', { hasText: 'Compute SHA-256' }).click();
        const digest = sha256Of(path.join(folder, 'models/features.pkl'));
        await poll(async () => (await small.locator('.digest').innerText()).includes(digest), 'no digest is told');
        await workbench.closeEditors();
      },

      'a file that has changed on the disk is offered to be read anew, once it rests': async ({
        workbench,
        folder,
        picture,
      }) => {
        const page = await inspected(workbench, 'chat.gguf');
        await page.locator('[role=tab]', { hasText: 'Chat Template' }).click();
        await page.locator('.templates .t-word', { hasText: 'endfor' }).waitFor();
        await picture('inspector-template');
        appendFileSync(path.join(folder, 'models/chat.gguf'), 'more than the head says');
        await page.locator('.bar button', { hasText: 'Reload' }).click();
        await poll(
          async () => /behind its end|Suspicious/i.test(await page.locator('.overview').innerText()),
          'it is not read anew',
        );
        assert.equal(await page.locator('.bar').isVisible(), false);
        await workbench.closeEditors();
      },

      'names out of a file are text, whatever they say': async ({ workbench, picture }) => {
        const page = await inspected(workbench, 'hostile.safetensors');
        await poll(async () => (await rowsOf(page).count()) > 0, 'nothing is drawn');
        assert.equal(await page.locator('main img, main script, main style').count(), 0);
        assert.match(await page.locator('main').innerText(), /<img src=x onerror=/);
        assert.notEqual(await page.evaluate(() => document.title), 'run');
        await page.locator('[role=tab]', { hasText: 'Metadata' }).click();
        assert.match(await rowsOf(page).first().innerText(), /<b>key<\/b>/);
        await picture('inspector-hostile');
        await workbench.closeEditors();
      },

      'a hundred thousand tensors are searched and scrolled without a stall': async ({ workbench, picture }) => {
        const { page: keys } = workbench;
        const start = Date.now();
        const page = await inspected(workbench, 'many.safetensors');
        const told = page.locator('[role=tabpanel]:not([hidden]) .tools [role=status]');
        await poll(async () => (await told.innerText()) === '100,000 tensors', 'they are not counted');
        const opened = Date.now() - start;
        await page.locator('.table').first().focus();
        await keys.keyboard.press('End');
        await picture('inspector-many');
        const slowest = await page.evaluate(async () => {
          const box = document.querySelector('.tools input[type=checkbox]');
          const rows = document.querySelector('.rows');
          const search = document.querySelector('input[type=search]');
          const spent = [];
          const timed = async (act) => {
            const start = performance.now();
            act();
            await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
            spent.push(performance.now() - start);
          };
          await timed(() => box.click());
          for (let at = 0; at < 20; at++) await timed(() => (rows.scrollTop = at * 100_000));
          for (const text of ['9', '99', '999 7', ''])
            await timed(() => {
              search.value = text;
              search.dispatchEvent(new Event('input'));
            });
          const drawn = document.querySelectorAll('.rows .row').length;
          return { longest: Math.max(...spent), drawn };
        });
        console.log(
          `        shown after ${opened} ms with the typing of its name; the slowest of 25 acts took ${slowest.longest.toFixed(0)} ms, ${slowest.drawn} rows are in the page`,
        );
        assert.ok(slowest.drawn < 120, `${slowest.drawn} rows are in the page`);
        assert.ok(slowest.longest < 1500, `an act took ${slowest.longest} ms`);
      },

      'everything is reached by Tab, and the tabs by arrows': async ({ workbench }) => {
        const { page: keys } = workbench;
        await workbench.closeEditors();
        const page = await inspected(workbench, 'tickets.pt');
        await page.locator('.reason button').first().focus();
        await tabTo(workbench, page, '[role=tab][aria-selected=true]');
        await keys.keyboard.press('ArrowRight');
        await keys.keyboard.press('ArrowRight');
        assert.match(await page.locator('[role=tab][aria-selected=true]').innerText(), /^Imports/);
        await tabTo(workbench, page, '[role=tabpanel]:not([hidden]) .table');
        await keys.keyboard.press('Enter');
        await page.locator('.bytes mark').first().waitFor();
        await workbench.closeEditors();
      },

      'a file is added to the lock of its folder': async ({ workbench, folder }) => {
        const page = await inspected(workbench, 'features.pkl');
        await page.locator('button', { hasText: 'Add to the Model Lock' }).click();
        await workbench.notification('The file is in touchstone.lock now.');
        const file = path.join(folder, 'models/features.pkl');
        const entry = `path = "models/features.pkl"\nsize = ${readFileSync(file).length}\nsha256 = "${sha256Of(file)}"`;
        await fileWith(folder, 'touchstone.lock', new RegExp(entry));
        await workbench.clearNotifications();
        await workbench.closeEditors();
      },

      'one changed byte breaks the lock': async ({ workbench, folder, picture }) => {
        const file = path.join(folder, 'models/features.pkl');
        const bytes = readFileSync(file);
        await openLock(workbench);
        await workbench.showProblems('**/touchstone.lock');
        await workbench.noProblem(/model-file-changed/);
        const at = bytes.indexOf('features');
        bytes[at] ^= 0x20; // `Features`
        writeFileSync(file, bytes);
        await workbench.closeEditors();
        await openLock(workbench);
        await workbench.squiggle('error');
        const row = await workbench.problem(/features\.pkl.*model-file-changed/s);
        await row.dblclick();
        await picture('lock-broken');
        bytes[at] ^= 0x20;
        writeFileSync(file, bytes);
        await workbench.closeEditors();
      },

      'the hub is asked for its hash once that is allowed': async ({ workbench, picture }) => {
        const page = await inspected(workbench, 'features.pkl');
        await compared(page);
        const question = workbench.page.locator('.monaco-dialog-box', { hasText: 'Compare with the hub' });
        await question.waitFor();
        assert.deepEqual(hubAsked, [], 'the hub is asked before anybody allowed it');
        await picture('hub-question');
        await question.locator('.monaco-button', { hasText: 'Allow and Compare' }).click();
        await workbench.answer('ticketlab/router');
        const told = page.locator('.hub');
        await poll(
          async () => /The same as features\.pkl of ticketlab\/router/.test(plain(await told.innerText())),
          'no answer',
        );
        assert.deepEqual(hubAsked, ['/api/models/ticketlab/router/revision/main?blobs=true&securityStatus=true']);
        await picture('hub-same');
        await workbench.closeEditors();
      },

      'another file than that of the hub is told': async ({ workbench, picture }) => {
        const page = await inspected(workbench, 'tickets.pt');
        await compared(page);
        await workbench.answer('ticketlab/router');
        const told = page.locator('.hub');
        await poll(
          async () =>
            /Not what the hub has: tickets\.pt of ticketlab\/router.*has the SHA-256 b{64}/.test(
              plain(await told.innerText()),
            ),
          'no answer',
        );
        await picture('hub-differs');
        await workbench.closeEditors();
      },

      'the code that loads a file is searched for': async ({ workbench }) => {
        const page = await inspected(workbench, 'tickets.pt');
        await page.locator('button', { hasText: 'Show Where Code Loads This File' }).click();
        await workbench.page.locator('.search-view').waitFor();
        const field = workbench.page.locator('.search-view textarea').first();
        await poll(async () => /tickets\\\.pt/.test(await field.inputValue()), 'the search is another one');
        await workbench.closeEditors();
      },
    },
  },
];
