// node test/e2e/run.mjs [options]: uses the packaged extension as a person would, in a real workbench.
//   --vsix FILE        the package (default out/touchstone.vsix: npm run package makes it)
//   --vscode latest|oldest    --only TEXT  only scenarios whose name contains TEXT    --report FILE  the counts as JSON
//   --theme dark|light|contrast  more than once for several
//   --update-images    take the pictures of docs/images/ again, in both themes
// Screenshots go to out/e2e/, also one of every step that fails.
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { copyWorkspace } from '../../scripts/host-tests/workspace.mjs';
import { Failure, main, seconds } from '../../scripts/terminal.mjs';
import { HOSTS, REPOSITORY } from '../../scripts/vscode-host/versions.mjs';
import { openWorkbench, startBrowser } from './open.mjs';
import { PICTURES, SCENARIOS } from './scenarios.mjs';
import { pictureTerminal } from './terminal.mjs';

const IMAGES = path.join(REPOSITORY, 'out/e2e');
const DOCS_IMAGES = path.join(REPOSITORY, 'docs/images');

await main(async () => {
  const { values: options } = parseArgs({
    options: {
      vsix: { type: 'string', default: path.join(REPOSITORY, 'out/touchstone.vsix') },
      vscode: { type: 'string', default: 'latest' },
      only: { type: 'string', default: '' },
      report: { type: 'string' },
      theme: { type: 'string', multiple: true },
      'update-images': { type: 'boolean', default: false },
    },
  });
  const vsix = path.resolve(options.vsix);
  if (!existsSync(vsix)) throw new Failure(`${options.vsix} does not exist: npm run package makes it`);
  if (!HOSTS[options.vscode]) throw new Failure(`no host is called '${options.vscode}': use latest or oldest`);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(130));

  const started = Date.now();
  const counts = {
    passed: 0,
    failed: 0,
    skipped: 0,
    host: `VS Code ${HOSTS[options.vscode].vscode} from npm, ${path.basename(vsix)} installed`,
  };
  console.log(counts.host);
  rmSync(IMAGES, { recursive: true, force: true });
  mkdirSync(IMAGES, { recursive: true });
  const browser = await startBrowser();
  const themes = options.theme ?? (options['update-images'] ? ['dark', 'light'] : ['dark']);
  for (const theme of themes)
    for (const scenario of SCENARIOS.filter(({ name }) => name.includes(options.only)))
      await play(scenario, { browser, vsix, theme, vscode: options.vscode, counts });
  if (options['update-images'])
    for (const theme of themes) await pictureTerminal(browser, theme, path.join(IMAGES, `terminal-${theme}.png`));
  await browser.close();

  if (options['update-images'] && counts.failed === 0) {
    mkdirSync(DOCS_IMAGES, { recursive: true });
    const pictures = [...PICTURES, 'terminal'];
    for (const name of themes.flatMap((theme) => pictures.map((picture) => `${picture}-${theme}.png`)))
      cpSync(path.join(IMAGES, name), path.join(DOCS_IMAGES, name));
    console.log(`updated ${pictures.length * themes.length} pictures in docs/images/`);
  }
  console.log(
    `end to end: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped in ${seconds(started)}`,
  );
  if (options.report) writeFileSync(options.report, JSON.stringify(counts));
  process.exit(counts.failed || !counts.passed ? 1 : 0);
});

/** One window, and the steps in it. A step that fails is told, pictured, and the next one goes on. */
async function play(
  { name, trusted = true, tour, files = {}, prepare, serve, envFor, steps },
  { browser, vsix, theme, vscode, counts },
) {
  const { folder, remove } = copyWorkspace(REPOSITORY, { withFixtures: false });
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  }
  prepare?.(folder);
  const served = await serve?.(folder);
  console.log(`${name} (${theme})`);
  let window;
  try {
    window = await openWorkbench({
      browser,
      vsix,
      folder,
      images: IMAGES,
      theme,
      trusted,
      vscode,
      tour,
      env: envFor?.(folder),
      machineSettings: served?.settings,
    });
  } catch (error) {
    counts.failed++;
    console.log(`  FAIL  the workbench opens\n${indent(error)}`);
    await served?.close();
    return remove();
  }
  const { workbench, server, close } = window;
  const picture = (picture) => workbench.screenshot(`${picture}-${theme}`);
  for (const [title, step] of Object.entries(steps)) {
    const started = Date.now();
    try {
      await Promise.race([
        step({ workbench, folder, server, picture }),
        server.died.then((why) => {
          throw new Error(why);
        }),
      ]);
      counts.passed++;
      console.log(`  ok    ${title} (${seconds(started)})`);
    } catch (error) {
      counts.failed++;
      console.log(`  FAIL  ${title} (${seconds(started)})\n${indent(error)}`);
      await workbench
        .screenshot(`failed-${name}-${title}`.replace(/\W+/g, '-'))
        .catch((problem) => console.log(indent(problem)));
      await workbench.page.keyboard.press('Escape').catch(() => {}); // the page itself may be gone
    }
  }
  await close();
  await served?.close();
  remove();
}

function indent(error) {
  return String(error.stack ?? error)
    .slice(0, 1500)
    .replace(/^/gm, '        ');
}
