import type { WorkspaceHost } from '../core/workspace-host';
import { foldersAbove, joinedPath } from '../project/paths';
import { decodeText } from '../project/text-encoding';

/** Bytes of a file that says a version. */
const MAX_FILE = 64 * 1024;

/**
 * The Python that a manifest is installed for: of the active environment, of one beside it (`pyvenv.cfg`, PEP 405), or the one that
 * `.python-version` names. Null where nobody says.
 */
export async function pythonNear(file: string, { files, environment }: WorkspaceHost): Promise<string | null> {
  const textAt = async (tree: typeof files, path: string): Promise<string> => {
    const stat = await tree.stat(path);
    const bytes = stat?.kind === 'file' && stat.size <= MAX_FILE ? await tree.read(path) : null;
    return (bytes && decodeText(bytes)?.text) ?? '';
  };
  const active = environment && versionIn(await textAt(environment.files, 'pyvenv.cfg'));
  if (active) return active;
  for (const folder of foldersAbove(file.slice(0, Math.max(0, file.lastIndexOf('/')))))
    for (const name of ['.venv', 'venv', 'env']) {
      const found = versionIn(await textAt(files, joinedPath(folder, `${name}/pyvenv.cfg`)));
      if (found !== null) return found;
    }
  for (const folder of foldersAbove(file.slice(0, Math.max(0, file.lastIndexOf('/'))))) {
    const found = /^(?:cpython-)?(\d+\.\d+(?:\.\d+)?)\s*$/m.exec(
      await textAt(files, joinedPath(folder, '.python-version')),
    );
    if (found) return found[1]!;
  }
  return null;
}

/** `version = 3.11.4` of venv, `version_info = 3.11.4.final.0` of virtualenv and uv. */
const versionIn = (config: string): string | null =>
  /^version(?:_info)?\s*=\s*(\d+\.\d+(?:\.\d+)?)/m.exec(config)?.[1] ?? null;
