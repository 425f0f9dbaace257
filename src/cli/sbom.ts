import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { generateSbom, isInventoried, validateText, type Problem } from '../bom/index';
import { readableName } from '../core/file-name';
import { RULES } from '../rules/index';
import { LARGEST_FILE_SIZE } from '../project/policy-keys';
import { walk } from '../project/walk';
import type { Outcome, Surroundings } from './command';
import { Failure } from './failure';
import { writeOut } from './files-out';
import { refuseMistakes } from './misconfigured';
import { reasonOf } from './reasons';
import { News } from './news';
import { DiskSession, neededOf } from './session';
import type { Terminal } from './terminal';
import { version } from './version';
import { policyFor } from '../project/questions/policy';

export interface SbomArguments {
  readonly format: 'cyclonedx';
  readonly specVersion: '1.6';
  readonly output?: string;
  readonly validate?: string;
  readonly online?: boolean;
}

/** `touchstone sbom`: the bill of materials of a project, or the validation of one. */
export async function sbom(directory: string | undefined, options: SbomArguments, surroundings: Surroundings): Outcome {
  if (options.validate === undefined) return generate(directory ?? '.', options, surroundings);
  if (directory !== undefined) throw new Failure('--validate takes one document, and no directory');
  return validate(options.validate, surroundings.terminal);
}

async function generate(directory: string, options: SbomArguments, { terminal, debug, signal }: Surroundings): Outcome {
  const root = path.resolve(terminal.cwd, directory);
  const found = await stat(root).catch(() => null);
  if (!found?.isDirectory()) throw new Failure(`${directory} is not a directory`);
  const news = new News(terminal, debug);
  const session = await DiskSession.open(
    { rules: RULES.map(({ id }) => id), policies: {}, online: options.online ?? false, env: neededOf(terminal.env) },
    news,
  );
  const progress = terminal.progress('Collecting components');
  try {
    const workspace = session.workspaceAt(root);
    await refuseMistakes(workspace, root, [''], terminal.cwd);
    const paths: string[] = [];
    for await (const file of walk(workspace.host.files, [''], {
      policyFor: (at) => policyFor(at, workspace),
      git: workspace.host.git,
      wants: isInventoried,
      signal,
      note({ path: at, message, unread }) {
        if (at === '.' && unread !== undefined) throw new Failure(`${directory} cannot be read: ${unread}`);
        terminal.say(`note: ${readableName(at)}: ${message}`);
      },
    }))
      paths.push(file.path);
    const time = terminal.env['SOURCE_DATE_EPOCH'];
    const made = await generateSbom(session.session.engine, workspace, paths, {
      name: path.basename(root),
      toolVersion: version,
      specVersion: options.specVersion,
      signal,
      ...(time !== undefined && { timestamp: Number(time) }),
      progress: (done, total) => progress.update(`Collecting components: ${done} of ${total} files`),
    });
    signal.throwIfAborted();
    progress.stop();
    news.sayAsked();
    for (const { path: at, message } of made.notes) terminal.say(`note: ${readableName(at)}: ${message}`);
    if (made.text === null) {
      for (const problem of made.problems) terminal.say(problemLine(problem));
      throw new Failure('the document would not be valid, so nothing was written');
    }
    await writeOut(terminal, options.output, made.text, signal);
    if (options.output !== undefined && options.output !== '-') {
      const { packages, models, datasets, unresolved } = made.summary;
      terminal.say(
        `wrote ${options.output}: ${count(packages, 'package')}, ${count(models, 'model')}, ${count(datasets, 'dataset')}; ${unresolved} without a known version or content`,
      );
    }
    return 0;
  } finally {
    progress.stop();
    session.dispose();
  }
}

async function validate(file: string, terminal: Terminal): Outcome {
  const text = new TextDecoder().decode(
    file === '-' ? await terminal.input(LARGEST_FILE_SIZE) : await bytesAt(path.resolve(terminal.cwd, file), file),
  );
  const problems = validateText(text);
  for (const problem of problems) await terminal.print(`${problemLine(problem)}\n`);
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  if (errors === 0)
    await terminal.print(
      `${file === '-' ? 'standard input' : file} is valid${problems.length > 0 ? `, with ${count(problems.length, 'warning')}` : ''}\n`,
    );
  return errors > 0 ? 1 : 0;
}

async function bytesAt(at: string, named: string): Promise<Uint8Array> {
  try {
    return await readFile(at);
  } catch (error) {
    throw new Failure(`${named} cannot be read: ${reasonOf(error)}`);
  }
}

const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;

const problemLine = ({ severity, check, pointer, message }: Problem): string =>
  `${severity} ${pointer || '/'} ${message} (${check})`;
