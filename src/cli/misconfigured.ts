import type { Note } from '../core/finding';
import { readableName } from '../core/file-name';
import { policyNotes } from '../project/questions/policy';
import type { Workspace } from '../project/workspace';
import { Misconfigured } from './failure';
import { noteSeenFrom } from './projects';

/**
 * Throws when the configuration that holds for one of the paths of a project has a mistake. Said before anything is scanned:
 * whoever wrote `exlude` does not want the findings of what was to be left out.
 */
export async function refuseMistakes(
  workspace: Workspace,
  root: string,
  paths: readonly string[],
  cwd: string,
): Promise<void> {
  // The path may be a directory or a file: asked as both, a configuration in it is found.
  const asked = new Set(paths.flatMap((path) => [path, path === '' ? 'x' : `${path}/x`]));
  const notes = new Map<string, Note>();
  for (const path of asked)
    for (const note of await policyNotes(path, workspace)) notes.set(`${note.path} ${note.message}`, note);
  const mistakes = [...notes.values()].filter(({ mistake }) => mistake).map((note) => noteSeenFrom(cwd, root, note));
  if (mistakes.length > 0) throw new Misconfigured(mistakeLine(mistakes[0]!, mistakes.length - 1), mistakes);
}

/** `touchstone.toml:3:1: unknown key "exlude"; did you mean "exclude"?` */
export function mistakeLine({ path, mistake }: Note, others = 0): string {
  const { line, column } = mistake!.range.start;
  return `${readableName(path)}:${line}:${column}: ${mistake!.message}${others > 0 ? ` (and ${others} more)` : ''}`;
}
