// Runs the suites in a desktop VS Code, where there is one to be had.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const UPDATES = 'https://update.code.visualstudio.com/api/releases/stable';

/** Is there a desktop VS Code to test in: one that is named, or one to download and a display to show it on? */
export async function desktopAvailable() {
  if (process.env.VSCODE_EXECUTABLE) return true;
  const display = process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  if (!display) return false;
  try {
    return (await fetch(UPDATES, { signal: AbortSignal.timeout(4000) })).ok;
  } catch {
    return false; // offline: the npm-served host is the answer, not an error
  }
}

/**
 * The Node extension host of a desktop VS Code; options as in runInServer.
 * @returns {Promise<string | undefined>} what went wrong around the tests
 */
export async function runInDesktop({ extension, suites, workspace, trusted, events, timeout }) {
  const { runTests } = await import('@vscode/test-electron');
  const home = mkdtempSync(path.join(os.tmpdir(), 'ts-d-'));
  const report = path.join(home, 'report');
  const run = runTests({
    vscodeExecutablePath: process.env.VSCODE_EXECUTABLE, // undefined: the stable one is downloaded
    extensionDevelopmentPath: extension,
    extensionTestsPath: suites,
    extensionTestsEnv: { TOUCHSTONE_TEST_REPORT: report },
    launchArgs: [
      workspace,
      '--disable-extensions',
      '--skip-welcome',
      '--skip-release-notes',
      '--user-data-dir',
      path.join(home, 'data'),
      '--extensions-dir',
      path.join(home, 'extensions'),
      ...(trusted ? ['--disable-workspace-trust'] : []),
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
  }).then(
    () => undefined,
    (error) => String(error.message),
  );
  const late = new Promise((resolve) => setTimeout(resolve, timeout, `timed out after ${timeout / 1000} s`).unref());
  const outcome = await Promise.race([run, late]);
  if (existsSync(report))
    for (const line of readFileSync(report, 'utf8').split('\n').filter(Boolean)) events.event(line);
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  // Failed tests make it reject too; those are counted already.
  return outcome === undefined || events.counts?.failed ? undefined : outcome;
}
