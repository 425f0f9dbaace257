// `npm start -- --check`: is what was started really a workbench with Touchstone at work in it?
import { findBrowser } from './browser/find.mjs';
import { Failure, seconds } from './terminal.mjs';

/** @param {{ url: string }} options @throws {Failure} when it is not */
export async function checkStarted({ url }) {
  const started = Date.now();
  const response = await fetch(url);
  const body = await response.text();
  if (!response.ok || !body.includes('vscode-workbench-web-configuration'))
    throw new Failure(`the workbench does not answer: ${response.status} from ${url}`);
  console.log(`the workbench answers over HTTP (${seconds(started)})`);

  try {
    findBrowser({ install: false });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    console.log('no browser here, so findings were not looked for; npm test does that');
    return;
  }
  const { startBrowser } = await import('./vscode-host/window.mjs');
  const { Workbench } = await import('../test/e2e/workbench.mjs');
  const browser = await startBrowser();
  try {
    // The plain address, as a person opens it: nothing of the page is changed.
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(url, { waitUntil: 'domcontentloaded' });
    const workbench = new Workbench(page, { images: 'out' });
    await workbench.ready();
    await page.locator('.tab[data-resource-name="train.py"]').waitFor({ timeout: 30_000 });
    await page.locator('.gettingStartedContainer .step-title').first().waitFor({ timeout: 30_000 });
    console.log(`train.py and the walkthrough are open (${seconds(started)})`);
    const found = page.locator('.statusbar-item[aria-label^="Touchstone: "]').first();
    await found.waitFor({ timeout: 30_000 });
    console.log(`the status bar says: ${await found.getAttribute('aria-label')}`);
    await page.screenshot({ path: 'out/first-screen.png' });
    await workbench.showProblems();
    const row = await workbench.problem(/touchstone/);
    console.log(
      `findings show in Problems (${seconds(started)}), such as: ${(await row.innerText()).replace(/\s+/g, ' ')}`,
    );
  } finally {
    await browser.close();
  }
}
