// Drives VS Code's workbench in a page, as a person would: keys, clicks and what is on the screen.
// Every wait is for something that can be seen, with a deadline; nothing sleeps, but where a view may be drawn anew.
import assert from 'node:assert/strict';
import path from 'node:path';

/** Generous: two cores may be busy with other work. */
const SOON = 30_000;
const START = 120_000;

/** Milliseconds after which a person would press the key again. */
const PATIENCE = 5_000;

/** Substring of a text, or a regular expression. @typedef {string | RegExp} Text */

export class Workbench {
  /** @type {import('playwright-core').Page} */
  page;
  #images;

  /**
   * @param {import('playwright-core').Page} page at the workbench's address
   * @param {{ images: string }} options images: the folder that screenshots go to
   */
  constructor(page, { images }) {
    this.page = page;
    this.#images = images;
    this.quickInput = page.locator('.quick-input-widget');
    this.editor = page.locator('.editor-group-container.active .editor-instance').first();
    this.problems = page.locator('.markers-panel');
  }

  /** Waits until the workbench is drawn and its extensions are being started. */
  async ready() {
    await this.page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: START });
    await this.page
      .locator('.monaco-workbench .explorer-folders-view .monaco-list-row')
      .first()
      .waitFor({ timeout: START });
  }

  // --- command palette and quick open -------------------------------------------------------------------------------

  /** Opens the quick input, types `text`, and takes the first row that holds `row`. */
  async #quickInput(text, row) {
    await this.page.keyboard.press('F1');
    await this.quickInput.waitFor({ timeout: SOON });
    await this.quickInput.locator('input').first().fill(text);
    await this.pick(row);
  }

  /** Runs a command by its full title in the palette, such as 'Touchstone: Generate SBOM'. */
  async command(title) {
    await this.#quickInput(`>${title}`, title);
  }

  /** Takes the first row of the open quick pick that holds `text`. */
  async pick(text) {
    const row = this.quickInput.locator('.monaco-list-row', { hasText: text }).first();
    await row.waitFor({ timeout: SOON });
    await row.click();
  }

  /** Types into the open input box and confirms. */
  async answer(text) {
    await this.quickInput.waitFor({ timeout: SOON });
    await this.quickInput.locator('input').first().fill(text);
    await this.page.keyboard.press('Enter');
  }

  /** Opens a file of the folder by its path; the workbench knows a tab by the file's name. */
  async openFile(file) {
    await this.#quickInput(file, path.posix.basename(file));
    await this.tab(path.posix.basename(file)).waitFor({ timeout: SOON });
  }

  tab(name) {
    return this.page.locator(`.tab.active[data-resource-name="${name}"]`).first();
  }

  async closeEditors() {
    await this.command('View: Close All Editors');
    await this.page.locator('.tab').first().waitFor({ state: 'detached', timeout: SOON });
  }

  /** Saves the active editor, once it is changed, and waits until it is on the disk. */
  async save() {
    const changed = this.page.locator('.tab.active.dirty');
    await changed.waitFor({ timeout: SOON }); // a fix is applied a moment after its menu has gone; a save before that saves nothing
    await again(
      () => this.page.keyboard.press('Control+S'),
      (timeout) => changed.waitFor({ state: 'detached', timeout }),
    );
  }

  /** Saves all editors, also those that a fix changed in the background. */
  async saveAll() {
    const changed = this.page.locator('.tab.dirty').first();
    await changed.waitFor({ timeout: SOON });
    await again(
      () => this.command('File: Save All'),
      (timeout) => changed.waitFor({ state: 'detached', timeout }),
    );
  }

  /** Scrolls the active editor to a line (from 1), with the caret on it. */
  async goToLine(line) {
    await this.page.keyboard.press('Control+G');
    await this.page.locator('.quick-input-widget input').first().fill(`:${line}`);
    await this.page.keyboard.press('Enter');
    await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden', timeout: SOON });
  }

  // --- findings -----------------------------------------------------------------------------------------------------

  /** The first squiggle of a severity in the active editor. @param {'error' | 'warning' | 'info' | 'hint'} severity */
  async squiggle(severity) {
    const squiggle = this.page.locator(`.editor-group-container.active .squiggly-${severity}`).first();
    await squiggle.waitFor({ state: 'attached', timeout: SOON });
    return squiggle;
  }

  /** Shows the Problems panel; with `filter` (a text, or a glob such as `*.ipynb`) only the rows that fit it. */
  async showProblems(filter = '') {
    await this.command('Problems: Focus on Problems View');
    await this.problems.waitFor({ timeout: SOON });
    const box = this.page.locator('.panel .viewpane-filter input, .panel .viewpane-filter textarea').first();
    // The list follows the filter a moment later, and shows no sign of that. Rows that appear after it was empty
    // are surely those of the new filter.
    const first = this.problems.locator('.monaco-list-row').first();
    await again(
      async () => {
        await box.fill(''); // a view that is still being drawn does not hear of a text that stays the same
        await box.fill('nothing says this');
      },
      (timeout) => first.waitFor({ state: 'detached', timeout }),
    );
    // A view that is drawn anew may put the text of before back.
    await again(
      () => box.fill(filter),
      async () => {
        await this.page.waitForTimeout(400);
        assert.equal(await box.inputValue(), filter);
      },
    );
  }

  /** The row of the Problems panel that holds `text` (its message, source and code). */
  async problem(text) {
    const row = this.problems.locator('.monaco-list-row', { hasText: text }).first();
    await row.waitFor({ timeout: SOON });
    return row;
  }

  /** Waits until no row of the Problems panel holds `text`. */
  async noProblem(text) {
    await this.problems
      .locator('.monaco-list-row', { hasText: text })
      .first()
      .waitFor({ state: 'detached', timeout: SOON });
  }

  /** What the status bar says of the findings, once it is `good`. @returns {Promise<string>} */
  async findings(good = /^Touchstone: \d+ findings?: [^;]*$/) {
    const item = this.page.locator('.part.statusbar .statusbar-item[aria-label^="Touchstone: "]').first();
    let said = '';
    return poll(async () => {
      said = (await item.count()) ? await item.getAttribute('aria-label') : '';
      return good.test(said) && said;
    }, `the status bar does not come to say ${good}`).catch((error) => {
      throw new Error(`${error.message}, but: ${said}`);
    });
  }

  /** Puts the caret onto a problem by opening it from the Problems panel. */
  async goToProblem(text) {
    await (await this.problem(text)).dblclick();
    // The editors of notebook cells are drawn outside the editor group.
    await this.page
      .locator('.part.editor .monaco-editor.focused, .notebookOverlay .monaco-editor.focused')
      .first()
      .waitFor({ timeout: SOON });
  }

  /** Unfolds a row of the Problems panel: below it then stand the places that the finding rests on. */
  async expandProblem(text) {
    const row = await this.problem(text);
    await row.click();
    if ((await row.getAttribute('aria-expanded')) === 'false') await this.page.keyboard.press('ArrowRight');
  }

  /** Waits until so many characters of a line are selected in the active editor, as the status bar tells it. */
  async selected(line, characters) {
    await this.page
      .locator('.part.statusbar .statusbar-item', {
        hasText: new RegExp(`Ln ${line}, Col \\d+ \\(${characters} selected\\)`),
      })
      .first()
      .waitFor({ timeout: SOON });
  }

  // --- lightbulb and hover ------------------------------------------------------------------------------------------

  /** Opens the lightbulb's menu at the caret. @returns {Promise<string[]>} the titles in it */
  async lightbulb() {
    const actions = this.page.locator('.action-widget .monaco-list-row.action');
    // Code actions may still be on their way when the caret has just moved: the key is pressed until the menu has one.
    await poll(async () => {
      if (await actions.count()) return true;
      // Escape closes an empty menu; in a notebook without one it would leave the cell.
      if (await this.page.locator('.action-widget').count()) await this.page.keyboard.press('Escape');
      await this.page.keyboard.press('Control+.');
      return actions
        .first()
        .waitFor({ timeout: 3000 })
        .then(
          () => true,
          () => false,
        );
    }, 'the lightbulb has no action here');
    return actions.locator('.title').allTextContents();
  }

  /** Takes the action that holds `title` from the lightbulb's menu at the caret. */
  async fix(title) {
    const titles = await this.lightbulb();
    const row = this.page.locator('.action-widget .monaco-list-row.action', { hasText: title }).first();
    if (!(await row.count())) throw new Error(`no fix '${title}' here, only: ${titles.join(' | ')}`);
    // By keys: in older versions something invisible lies over the menu and takes the clicks.
    for (let moves = 0; moves < titles.length && !/\bfocused\b/.test(await row.getAttribute('class')); moves++)
      await this.page.keyboard.press('ArrowDown');
    await this.page.keyboard.press('Enter');
    await row.waitFor({ state: 'detached', timeout: SOON });
  }

  /** Rests the pointer on `text`, in the first visible line that holds `line`, until the hover says `said`. @returns {Promise<string>} the hover's text */
  async hover(text, said, line = text) {
    const hover = this.page
      .locator('.monaco-resizable-hover:visible, .monaco-hover:visible', { hasText: said })
      .first();
    await this.line(line).locator('span', { hasText: text }).last().hover();
    await hover.waitFor({ timeout: SOON });
    return hover.innerText();
  }

  /** The first visible line of the active editor that holds `text`. The editor draws a space as U+00A0. */
  line(text) {
    const pattern = text instanceof RegExp ? text : new RegExp(escape(text).replace(/ /g, '[ \\u00a0]'));
    return this.page.locator('.editor-group-container.active .view-line', { hasText: pattern }).first();
  }

  // --- notebooks, notifications, web views --------------------------------------------------------------------------

  /** Puts the caret into the notebook cell whose source holds `text`. @returns the cell */
  async cell(text) {
    const cell = this.page.locator('.notebookOverlay .code-cell-row', { hasText: text }).first();
    await this.page.locator('.notebookOverlay .code-cell-row').first().waitFor({ timeout: SOON });
    // Only the cells in sight are in the page.
    await this.page.locator('.notebookOverlay').first().hover();
    await poll(async () => {
      if (await cell.count()) return true;
      await this.page.mouse.wheel(0, 200);
      return false;
    }, `no cell holds ${text}`);
    await cell.locator('.view-line', { hasText: text }).first().click();
    await cell.locator('.monaco-editor.focused').waitFor({ timeout: SOON });
    return cell;
  }

  /** The notification that holds `text`. */
  async notification(text) {
    const toast = this.page.locator('.notification-toast', { hasText: text }).first();
    await toast.waitFor({ timeout: SOON });
    return toast;
  }

  async clearNotifications() {
    await this.command('Notifications: Clear All Notifications');
  }

  /** The frame of a web view that shows `selector`; a web view is two frames, one in the other. */
  async webview(selector) {
    return poll(async () => {
      for (const frame of this.page.frames()) {
        if (frame === this.page.mainFrame()) continue;
        const found = await frame
          .locator(selector)
          .count()
          .catch(() => 0); // a frame may go while it is asked
        if (found) return frame;
      }
      return undefined;
    }, `no web view shows ${selector}`);
  }

  // --- pictures -----------------------------------------------------------------------------------------------------

  /** Writes `<images>/<name>.png`. The theme is the window's: see openWorkbench. @returns {Promise<string>} the file */
  async screenshot(name) {
    const file = path.join(this.#images, `${name}.png`);
    await this.page.screenshot({ path: file, animations: 'disabled', caret: 'hide' });
    return file;
  }
}

/** Asks again and again until there is an answer. For what the page cannot be made to wait for. */
export async function poll(ask, otherwise, limit = SOON) {
  for (const end = Date.now() + limit; ;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > end) throw new Error(otherwise);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Does it again when nothing comes of it: a window that is still being drawn may not hear a key. */
export async function again(act, seen) {
  for (let left = SOON; ; left -= PATIENCE) {
    await act();
    const told = await seen(PATIENCE).then(
      () => null,
      (error) => error,
    );
    if (told === null) return;
    if (left <= PATIENCE) throw told;
  }
}
