import { parse } from 'smol-toml';
import type { Workspace } from '../project/workspace';
import type { Root } from './inventory';
import { rootOf } from './inventory';

/** Bytes of a `pyproject.toml` that is read for the project's name. */
const MAX_SIZE = 1_000_000;

/** The project: name and version as `pyproject.toml` states them (PEP 621, else Poetry's own table), else the given name. */
export async function readRoot(workspace: Workspace, name: string): Promise<Root> {
  const stat = await workspace.host.files.stat('pyproject.toml');
  const bytes =
    stat?.kind === 'file' && stat.size <= MAX_SIZE ? await workspace.host.files.read('pyproject.toml') : null;
  const document = bytes === null ? null : readToml(new TextDecoder().decode(bytes));
  const project = member(document, 'project') ?? member(member(document, 'tool'), 'poetry');
  return rootOf(text(project, 'name') ?? (name || 'project'), text(project, 'version'), text(project, 'description'));
}

function readToml(source: string): unknown {
  try {
    return parse(source);
  } catch {
    return null; // the rules tell about broken TOML; here the folder's name serves
  }
}

const member = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : null;

function text(value: unknown, key: string): string | null {
  const found = member(value, key);
  return typeof found === 'string' && found.trim() !== '' ? found.trim() : null;
}
