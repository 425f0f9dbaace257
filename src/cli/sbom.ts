import { stat } from 'node:fs/promises';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import {
  FORMATS,
  generateSbom,
  isInventoried,
  type Problem,
  type Sbom,
  type SbomFormat,
  type SbomOptions,
} from '../bom/index';
import { readableName } from '../core/file-name';
import type { Note } from '../core/finding';
import { RULES } from '../rules/index';
import { walk } from '../project/walk';
import type { Outcome, Surroundings } from './command';
import { Failure } from './failure';
import { writeOut } from './files-out';
import { refuseMistakes } from './misconfigured';
import { News } from './news';
import { DiskSession, neededOf } from './session';
import { version } from './version';
import { policyFor } from '../project/questions/policy';

export interface SbomArguments {
  readonly format?: SbomFormat | 'text' | 'json';
  readonly specVersion?: (typeof FORMATS)[SbomFormat]['versions'][number];
  readonly output?: string;
  readonly validate?: string;
  readonly diff?: readonly string[];
  readonly gaps?: string;
  readonly online?: boolean;
}

/** `touchstone sbom`: the bill of materials of a project. */
export async function sbom(directory: string | undefined, options: SbomArguments, surroundings: Surroundings): Outcome {
  return generate(directory ?? '.', options, surroundings);
}

/** What is written: the format, and of CycloneDX which version. */
function formOf({ format = 'cyclonedx', specVersion }: SbomArguments): Pick<SbomOptions, 'format' | 'specVersion'> {
  if (format === 'text' || format === 'json')
    throw new Failure(`--format ${format} is for --diff and --gaps; a document is cyclonedx or spdx`);
  const versions: readonly string[] = FORMATS[format].versions;
  if (specVersion !== undefined && !versions.includes(specVersion))
    throw new Failure(`${FORMATS[format].name} is written as ${versions.join(' or ')}, not ${specVersion}`);
  return { format, ...(specVersion !== undefined && specVersion !== '3.0.1' && { specVersion }) };
}

async function generate(directory: string, options: SbomArguments, { terminal, debug, signal }: Surroundings): Outcome {
  const form = formOf(options);
  keepMuch();
  const root = path.resolve(terminal.cwd, directory);
  const found = await stat(root).catch(() => null);
  if (!found?.isDirectory()) throw new Failure(`${directory} is not a directory`);
  const news = new News(terminal, debug);
  const session = await DiskSession.open(
    {
      rules: RULES.map(({ id }) => id),
      policies: {},
      online: options.online ?? false,
      env: neededOf(terminal.env, options.online),
    },
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
      ...form,
      signal,
      ...(time !== undefined && { timestamp: Number(time) }),
      progress: (done, total) => progress.update(`Collecting components: ${done} of ${total} files`),
    });
    signal.throwIfAborted();
    progress.stop();
    news.sayAsked();
    for (const { path: at, message } of saidOf(made))
      terminal.say(`note: ${at === '' ? '' : `${readableName(at)}: `}${message}`);
    if (made.bytes === null) {
      for (const problem of made.problems) terminal.say(problemLine(problem));
      throw new Failure('the document would not be valid, so nothing was written');
    }
    await writeOut(terminal, options.output, made.bytes, signal);
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

/**
 * A scan makes much garbage and keeps little, and the process is set up for it (launch.ts). Of a bill of materials all is kept until it is
 * written, and it may have a hundred thousand components: what is kept is copied less often where there is room for it.
 */
function keepMuch(): void {
  setFlagsFromString('--semi-space-growth-factor=16');
  setFlagsFromString('--heap-growing-percent=0');
}

/** Everything that the document calls incomplete, once, and what the format cannot say. */
function saidOf({ notes, summary }: Sbom): readonly Note[] {
  const { unresolvedRefs: refs } = summary;
  const shown = refs.slice(0, MOST_NAMED).join(', ');
  return [
    ...new Map([...notes, ...summary.incomplete].map((note) => [`${note.path}\n${note.message}`, note])).values(),
    ...(refs.length === 0
      ? []
      : [
          {
            path: '',
            message: `${count(refs.length, 'component')} without a known version or content: ${shown}${refs.length > MOST_NAMED ? ', …' : ''}`,
          },
        ]),
  ];
}

/** Components that are named on standard error; the document names all. */
const MOST_NAMED = 10;

const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;

const problemLine = ({ severity, check, pointer, message }: Problem): string =>
  `${severity} ${pointer || '/'} ${message} (${check})`;
