import { randomBytes } from 'node:crypto';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { isInventoried } from '../bom/collect';
import { reportDependencies } from '../bom/dependencies';
import { readableName } from '../core/file-name';
import { policyFor } from '../project/questions/policy';
import { walk } from '../project/walk';
import { printDependencyPage } from '../report/dependency-page';
import { printDependencies, printDependencyJson } from '../report/dependency-text';
import { RULES } from '../rules/index';
import type { Outcome, Surroundings } from './command';
import { Failure } from './failure';
import { writeOut } from './files-out';
import { refuseMistakes } from './misconfigured';
import { News } from './news';
import { DiskSession, neededOf } from './session';

export interface ReportArguments {
  readonly format: 'text' | 'json' | 'html';
  readonly output?: string;
}

/** `touchstone report`: the packages of a project, where they are required, and what is known of them. Asks no network. */
export async function report(
  directory: string | undefined,
  { format, output }: ReportArguments,
  { terminal, debug, signal }: Surroundings,
): Outcome {
  const root = path.resolve(terminal.cwd, directory ?? '.');
  const found = await stat(root).catch(() => null);
  if (!found?.isDirectory()) throw new Failure(`${directory ?? '.'} is not a directory`);
  const session = await DiskSession.open(
    { rules: RULES.map(({ id }) => id), policies: {}, online: false, env: neededOf(terminal.env) },
    new News(terminal, debug),
  );
  const progress = terminal.progress('Collecting packages');
  try {
    const workspace = session.workspaceAt(root);
    await refuseMistakes(workspace, root, [''], terminal.cwd);
    const paths: string[] = [];
    const notes: { path: string; message: string }[] = [];
    for await (const file of walk(workspace.host.files, [''], {
      policyFor: (at) => policyFor(at, workspace),
      git: workspace.host.git,
      wants: isInventoried,
      signal,
      note({ path: at, message, unread }) {
        if (at === '.' && unread !== undefined) throw new Failure(`${directory ?? '.'} cannot be read: ${unread}`);
        notes.push({ path: readableName(at), message });
      },
    }))
      paths.push(file.path);
    const made = await reportDependencies(session.session.engine, workspace, paths, {
      name: path.basename(root),
      signal,
      progress: (done, total) => progress.update(`Collecting packages: ${done} of ${total} files`),
    });
    signal.throwIfAborted();
    progress.stop();
    const whole = { ...made, notes: [...notes, ...made.notes] };
    const text =
      format === 'json'
        ? printDependencyJson(whole)
        : format === 'html'
          ? printDependencyPage(whole, { look: 'file', nonce: randomBytes(16).toString('hex') })
          : printDependencies(whole);
    await writeOut(terminal, output, text, signal);
    if (output !== undefined && output !== '-')
      terminal.say(`wrote ${output}: ${made.summary.packages} package${made.summary.packages === 1 ? '' : 's'}`);
    return 0;
  } finally {
    progress.stop();
    session.dispose();
  }
}
