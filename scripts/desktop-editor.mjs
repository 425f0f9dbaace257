// A desktop VS Code, or an editor built from it, on this machine.
import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { onPath } from './terminal.mjs';

const NAMES = ['code', 'code-insiders', 'codium', 'vscodium', 'cursor'];

const { LOCALAPPDATA = '', PROGRAMFILES = '' } = process.env;
const PLACES = {
  darwin: ['Visual Studio Code', 'Visual Studio Code - Insiders', 'VSCodium', 'Cursor'].flatMap((app) =>
    ['/Applications', path.join(os.homedir(), 'Applications')].flatMap((folder) =>
      ['code', 'codium', 'cursor'].map((name) => path.join(folder, `${app}.app/Contents/Resources/app/bin`, name)),
    ),
  ),
  win32: [
    path.join(LOCALAPPDATA, 'Programs/Microsoft VS Code/bin/code.cmd'),
    path.join(PROGRAMFILES, 'Microsoft VS Code/bin/code.cmd'),
    path.join(LOCALAPPDATA, 'Programs/VSCodium/bin/codium.cmd'),
    path.join(LOCALAPPDATA, 'Programs/cursor/resources/app/bin/cursor.cmd'),
  ],
  linux: [
    '/usr/share/code/bin/code',
    '/opt/visual-studio-code/bin/code',
    '/usr/share/codium/bin/codium',
    '/snap/bin/code',
  ],
};

/** Can a window be shown here? */
export const hasDisplay = () =>
  process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

/** @returns {string | undefined} its command, when there is one and it can show a window */
export function desktopEditor() {
  if (!hasDisplay()) return undefined;
  if (process.env.VSCODE_EXECUTABLE) return process.env.VSCODE_EXECUTABLE;
  return NAMES.map(onPath).find(Boolean) ?? (PLACES[process.platform] ?? []).find((place) => existsSync(place));
}
