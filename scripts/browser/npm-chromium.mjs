// A Chromium out of an npm package, for a Linux machine where nothing can be installed as root.
// Only the package's archives are used; none of its code runs.
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { megabytes, seconds, sizeOf } from '../terminal.mjs';
import { fetchPackage } from '../vscode-host/install.mjs';
import { HOST_HOME } from '../vscode-host/versions.mjs';

const SPEC = '@sparticuz/chromium@153.0.0';
const INTEGRITY = 'sha512-jiGWqSvPMdu4+P9TilYqAR7yEGPEHINx+lCvE/NqNO/EHYzF/x1hUiI5T6ioVIt7dEy7n88byyT0vk+dnsgQwA==';
const FOLDER = path.join(HOST_HOME, 'chromium-153.0.0');

/** The archives are for Linux on x64 with glibc. */
export const bundleFits = () => process.platform === 'linux' && process.arch === 'x64';

/** @returns {import('./find.mjs').Browser | undefined} */
export function installedBundle() {
  const executable = path.join(FOLDER, 'chromium');
  if (!existsSync(executable)) return undefined;
  // It is built for a system with few libraries; those it misses come with it.
  const libraries = [path.join(FOLDER, 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(path.delimiter);
  return { executable, source: `npm ${SPEC}`, env: { LD_LIBRARY_PATH: libraries } };
}

/** @returns {import('./find.mjs').Browser} */
export function installBundle(say) {
  const started = Date.now();
  say(`no Chromium here: fetching npm ${SPEC} into ${path.relative(process.cwd(), FOLDER) || FOLDER}`);
  mkdirSync(HOST_HOME, { recursive: true });
  const work = mkdtempSync(path.join(os.tmpdir(), 'ts-chromium-'));
  const aside = mkdtempSync(path.join(HOST_HOME, 'installing-'));
  try {
    execFileSync('tar', ['-xzf', fetchPackage(SPEC, INTEGRITY, work), '-C', work]);
    const packed = (name) => brotliDecompressSync(readFileSync(path.join(work, 'package/bin', name)));
    for (const [archive, into] of [
      ['al2023.tar.br', '.'],
      ['swiftshader.tar.br', '.'],
      ['fonts.tar.br', '.'],
    ])
      execFileSync('tar', ['-x', '-C', path.join(aside, into)], { input: packed(archive) });
    writeFileSync(path.join(aside, 'chromium'), packed('chromium.br'));
    chmodSync(path.join(aside, 'chromium'), 0o755);
    rmSync(FOLDER, { recursive: true, force: true });
    renameSync(aside, FOLDER);
  } finally {
    rmSync(work, { recursive: true, force: true });
    rmSync(aside, { recursive: true, force: true });
  }
  say(`installed in ${seconds(started)}, ${megabytes(sizeOf(FOLDER))}`);
  return installedBundle();
}
