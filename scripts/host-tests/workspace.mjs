// The folder that tests open: a copy, so that no run touches the repository or another run.
import { cpSync, existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Failure } from '../terminal.mjs';

/**
 * A copy of examples/insecure-training, with test/extension/workspace on top when `withFixtures`.
 * @returns {{ folder: string, remove: () => void }}
 */
export function copyWorkspace(repository, { withFixtures = true } = {}) {
  const sources = ['examples/insecure-training', ...(withFixtures ? ['test/extension/workspace'] : [])]
    .map((source) => path.join(repository, source))
    .filter((source) => existsSync(source));
  if (sources.length === 0) throw new Failure('there is no examples/insecure-training to open');
  // The real path: VS Code would otherwise know the same file by two names (macOS: /var and /private/var).
  const parent = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'ts-w-')));
  const folder = path.join(parent, 'insecure-training');
  for (const source of sources) cpSync(source, folder, { recursive: true });
  const remove = () => rmSync(parent, { recursive: true, force: true, maxRetries: 5 });
  process.on('exit', remove);
  return { folder, remove };
}
