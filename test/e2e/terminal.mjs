// A picture of the command line in a terminal: its real output, with the colours it has there.
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { copyWorkspace } from '../../scripts/host-tests/workspace.mjs';
import { REPOSITORY } from '../../scripts/vscode-host/versions.mjs';

const COLUMNS = 100;
const ARGUMENTS = [
  'scan',
  'train.py',
  '--explain',
  '--rule',
  'remote-code-trusted',
  'unsafe-torch-load',
  'unsafe-pickle-load',
];

/** Colours of the editor's own terminal. */
const THEMES = {
  dark: {
    background: '#1f1f1f',
    text: '#cccccc',
    31: '#f14c4c',
    32: '#23d18b',
    33: '#e5e510',
    34: '#3b8eea',
    36: '#29b8db',
  },
  light: {
    background: '#ffffff',
    text: '#3b3b3b',
    31: '#cd3131',
    32: '#00833c',
    33: '#8a6d00',
    34: '#0451a5',
    36: '#0579a0',
  },
};

/**
 * @param {import('playwright-core').Browser} browser
 * @param {'dark' | 'light'} theme
 * @param {string} file where the picture goes
 */
export async function pictureTerminal(browser, theme, file) {
  const page = await browser.newPage({ viewport: { width: 900, height: 400 } });
  const { background, text } = THEMES[theme];
  await page.setContent(
    `<pre style="display: inline-block; margin: 0; padding: 16px 20px; font: 13px/19px 'DejaVu Sans Mono', monospace; background: ${background}; color: ${text}">` +
      `<b>$ touchstone ${ARGUMENTS.join(' ')}</b>\n${toHtml(output(), THEMES[theme])}</pre>`,
  );
  await page.locator('pre').screenshot({ path: file });
  await page.close();
}

/** What the command prints on a terminal; `script` is one. */
function output() {
  const { folder, remove } = copyWorkspace(REPOSITORY, { withFixtures: false });
  try {
    const command = `stty cols ${COLUMNS}; ${process.execPath} ${path.join(REPOSITORY, 'dist/cli/touchstone.js')} ${ARGUMENTS.join(' ')}`;
    const printed = execFileSync('script', ['-qc', command, '/dev/null'], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, TERM: 'xterm', CI: '1' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    return printed.replaceAll('\r', '').trimEnd();
  } finally {
    remove();
  }
}

/** Colour codes as elements; each style that the report uses is ended by a code of its own. */
function toHtml(printed, colours) {
  const styles = { 1: 'font-weight: bold', 2: 'opacity: 0.65', 4: 'text-decoration: underline' };
  return (
    printed
      .replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`)
      // eslint-disable-next-line no-control-regex -- colour codes
      .replace(/\x1b\[(\d+)m/g, (_, code) =>
        styles[code] || colours[code] ? `<span style="${styles[code] ?? `color: ${colours[code]}`}">` : '</span>',
      )
  );
}
