// node scripts/find-browser.mjs [--no-install]: a Chromium for the workbench's page. Prints what it found.
import { main } from './terminal.mjs';
import { findBrowser } from './browser/find.mjs';

await main(() => {
  const { executable, source } = findBrowser({ install: !process.argv.includes('--no-install') });
  console.log(`${executable} (${source})`);
});
