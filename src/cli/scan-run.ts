import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import type { FileResult, Note } from '../core/finding';
import { RULES } from '../rules/index';
import { readableName } from '../core/file-name';
import { documentKindOf } from '../readers/documents';
import { parsePolicy } from '../project/policy';
import { LARGEST_FILE_SIZE } from '../project/policy-keys';
import { walk } from '../project/walk';
import { Failure, Misconfigured } from './failure';
import { fixProject, type FixDone } from './fix';
import { mistakeLine, refuseMistakes } from './misconfigured';
import { reasonOf } from './reasons';
import { compileEarly } from './grammars';
import { isWithin } from './node-files';
import { cacheFolderOf } from './cache-folder';
import { noteSeenFrom, projectsOf, projectFolderOf, seenFrom, type ProjectPaths } from './projects';
import { ResultStore, identityOf } from './result-store';
import { DiskSession, neededOf, openProject, type SessionNews, type SessionSettings } from './session';
import type { Terminal } from './terminal';
import { ASKED, Threads, turn, worthwhile, type JobResult } from './threads';
import type { Policy } from '../core/policy';
import type { Workspace } from '../project/workspace';
import { baselineFor } from '../session/baseline-file';
import { isReadByRange, withNotes } from '../session/session';
import { lockNotes } from '../project/questions/locks';
import { joinedPath } from '../project/paths';
import { policyFor } from '../project/questions/policy';
import { noSuchRule } from './rule-ids';

/** What to scan and how, apart from what is done with the findings. */
export interface ScanRequest {
  readonly paths: readonly string[];
  readonly rule?: readonly string[];
  readonly ignore?: readonly string[];
  readonly config?: string;
  readonly online?: boolean;
  readonly threads?: number;
  readonly stdinFilename?: string;
  /** False: nothing that an earlier scan kept is used, and nothing kept. */
  readonly cache?: boolean;
  /** Say of each finding why it is believed. */
  readonly explain?: boolean;
  /** Name the baselines also of files in which nothing was found. */
  readonly allBaselines?: boolean;
  /** Fixes to apply before anything is reported. */
  readonly fix?: 'safe' | 'unsafe';
}

export interface ScanRun {
  /** Paths as people see them. */
  readonly results: readonly FileResult[];
  readonly notes: readonly Note[];
  readonly fixed: readonly FixDone[];
  /** A sentence for each path that the user named and that cannot be read: the exit status is 2 then. */
  readonly failures: readonly string[];
  /** The baseline files that the configuration names for what was found; absolute. */
  readonly baselines: readonly string[];
  /** The text that was judged on standard input, with the path it was given. */
  readonly input: { readonly path: string; readonly bytes: Uint8Array } | null;
}

/** Loads this program, with what V8 compiled of it, in a thread as in a process (launch.ts). */
const LAUNCHER = 'touchstone.js';

/** The walk waits for nothing, so it has to let threads be heard now and then. */
const FILES_BETWEEN_TURNS = 32;

/** Scans what was asked for. Rejects with a Failure for wrong usage. */
export async function runScan(
  request: ScanRequest,
  terminal: Terminal,
  news: SessionNews,
  signal: AbortSignal,
): Promise<ScanRun> {
  const { cwd } = terminal;
  const rules = selectedRules(request);
  if (request.paths.includes('-') || request.stdinFilename !== undefined)
    return scanInput(request, rules, terminal, news);
  const { projects, failures } = projectsOf(cwd, request.paths);
  const settings = await settingsOf(request, rules, projects, terminal);
  if (projects.length === 0) return { results: [], notes: [], fixed: [], failures, baselines: [], input: null };
  for (const { root, paths } of projects)
    await refuseMistakes(openProject(root, { ...settings, online: false }, news), root, paths, cwd);
  const notes: Note[] = [];
  const results = await scanProjects(projects, settings, request, terminal, news, signal, (root, note) => {
    notes.push(noteSeenFrom(cwd, root, note));
  });
  if (results.length === 0) notes.push(...(await notesOfLocks(projects, settings, news, cwd)));
  const {
    results: final,
    done,
    left,
  } = request.fix ? await fixAll(results, settings, news, request.fix === 'unsafe') : { results, done: [], left: [] };
  for (const { root, note } of left) notes.push(noteSeenFrom(cwd, root, note));
  const seen = final.map(({ root, result }) => seenFrom(cwd, root, result));
  /** Configurations further down: what they hold for was scanned without what is wrong in them. */
  const mistakes = new Set(
    seen.flatMap((result) => result.notes.flatMap((note) => (note.mistake ? [mistakeLine(note)] : []))),
  );
  const named = new Set(projects.flatMap(({ root, paths }) => paths.map((each) => path.resolve(root, each))));
  /** What the system did not let us read, of what was asked for by name. */
  const unread = [...notes, ...seen.flatMap((result) => result.notes)].filter(
    (note) => note.unread !== undefined && named.has(path.resolve(cwd, note.path)),
  );
  return {
    results: seen.filter((result) => !result.notes.some((note) => unread.some(({ path: at }) => at === note.path))),
    notes: [...notes, ...unread],
    failures: [
      ...failures,
      ...unread.map((note) => `${readableName(note.path)} cannot be read: ${note.unread}`),
      ...mistakes,
    ],
    fixed: done.map(({ root, fix }) => ({ ...fix, path: path.relative(cwd, path.resolve(root, fix.path)) })),
    baselines: await baselinesOf(
      final.filter(({ result }) => request.allBaselines || result.findings.length > 0),
      settings,
      news,
    ),
    input: null,
  };
}

function selectedRules({ rule, ignore = [] }: ScanRequest): string[] {
  const ids = RULES.map(({ id }) => id);
  for (const id of [...(rule ?? []), ...ignore]) if (!ids.includes(id)) throw noSuchRule(id);
  return (rule ?? ids).filter((id) => !ignore.includes(id));
}

async function settingsOf(
  request: ScanRequest,
  rules: readonly string[],
  projects: readonly Pick<ProjectPaths, 'root' | 'outside'>[],
  terminal: Terminal,
): Promise<SessionSettings> {
  const policies: Record<string, Policy> = {};
  if (request.config !== undefined) {
    const read = await readConfig(request.config, terminal);
    const directory = path.dirname(path.resolve(terminal.cwd, request.config));
    // Globs count from the file's directory where that lies in the project, else from the project's root.
    for (const { root } of projects)
      policies[root] = {
        ...read,
        base: isWithin(root, directory) ? path.relative(root, directory).split(path.sep).join('/') : '',
      };
  }
  return {
    rules,
    policies,
    named: Object.fromEntries(
      projects.filter(({ outside }) => outside.length > 0).map((each) => [each.root, each.outside]),
    ),
    online: request.online ?? false,
    explain: request.explain ?? false,
    env: neededOf(terminal.env, request.online),
  };
}

async function readConfig(file: string, terminal: Terminal): Promise<Policy> {
  let text: string;
  try {
    text = await readFile(path.resolve(terminal.cwd, file), 'utf8');
  } catch (error) {
    throw new Failure(`--config ${file} cannot be read: ${reasonOf(error)}`);
  }
  const read = parsePolicy(
    text,
    file.split(path.sep).join('/'),
    RULES.map(({ id }) => id),
  );
  if (!read) throw new Failure(`--config ${file} has no [tool.touchstone]`);
  // Somebody who names a configuration wants all of it to hold.
  const [first] = read.notes;
  if (first) throw new Misconfigured(`--config ${file}: ${first.message}`, read.notes);
  return read.policy;
}

async function scanProjects(
  projects: readonly ProjectPaths[],
  settings: SessionSettings,
  request: ScanRequest,
  terminal: Terminal,
  news: SessionNews,
  signal: AbortSignal,
  note: (root: string, note: Note) => void,
): Promise<readonly JobResult[]> {
  const cores = availableParallelism();
  const count = request.threads ?? Math.max(2, Math.min(cores, 4));
  const progress = terminal.progress('Scanning');
  const stores = storesFor(projects, settings, request, terminal);
  if ([...stores.values()].every(({ isEmpty }) => isEmpty)) compileEarly(); // with a full one there may be nothing to parse
  const known: JobResult[] = [];
  let found = 0;
  const threads = new Threads(
    path.join(__dirname, LAUNCHER),
    count - 1,
    request.threads === undefined ? worthwhile(cores) : ASKED,
    settings,
    news,
    (done) => progress.update(`Scanning: ${known.length + done} of ${found} files`),
  );
  const stop = (): void => void threads.stop();
  signal.addEventListener('abort', stop);
  try {
    for (const { root, paths } of projects) {
      const workspace = openProject(root, { ...settings, online: false }, news);
      const store = stores.get(root);
      const files = walk(workspace.host.files, paths, {
        policyFor: (at) => policyFor(at, workspace),
        git: workspace.host.git,
        note: (each) => note(root, each),
        signal,
      });
      for await (const file of files) {
        const result = await store?.find(file.path, workspace);
        if (result) known.push({ root, result: await withNotes(workspace, result) });
        else threads.offer({ root, ...file, keep: store !== undefined });
        if (++found % FILES_BETWEEN_TURNS === 0) await turn();
      }
    }
    signal.throwIfAborted();
    const judged = await threads.finish(signal);
    for (const { root, kept } of judged) if (kept) stores.get(root)?.keep(kept);
    for (const store of stores.values()) store.save();
    return [...known, ...judged];
  } finally {
    signal.removeEventListener('abort', stop);
    progress.stop();
    await threads.stop();
  }
}

/** Where no file is scanned, nothing says of a broken lock that it is one. */
async function notesOfLocks(
  projects: readonly ProjectPaths[],
  settings: SessionSettings,
  news: SessionNews,
  cwd: string,
): Promise<readonly Note[]> {
  const notes: Note[] = [];
  for (const { root, paths } of projects) {
    const workspace = openProject(root, { ...settings, online: false }, news);
    for (const each of paths)
      if ((await workspace.host.files.stat(each))?.kind === 'directory')
        for (const note of await lockNotes(joinedPath(each, 'pyproject.toml'), workspace))
          notes.push(noteSeenFrom(cwd, root, note));
  }
  return notes;
}

/** The baselines that hold for some files, each once. */
async function baselinesOf(
  results: readonly Pick<JobResult, 'root' | 'result'>[],
  settings: SessionSettings,
  news: SessionNews,
): Promise<readonly string[]> {
  const found = new Set<string>();
  const workspaces = new Map<string, Workspace>();
  for (const { root, result } of results) {
    const workspace = workspaces.get(root) ?? openProject(root, { ...settings, online: false }, news);
    workspaces.set(root, workspace);
    const file = await baselineFor(result.path, workspace);
    if (file !== null) found.add(path.resolve(root, file));
  }
  return [...found];
}

/** What earlier scans kept, by project. None for a scan that asks the network: its answers are of now. */
function storesFor(
  projects: readonly ProjectPaths[],
  settings: SessionSettings,
  request: ScanRequest,
  terminal: Terminal,
): ReadonlyMap<string, ResultStore> {
  const folder = request.cache === false || settings.online ? null : cacheFolderOf(terminal.env);
  const identity = folder === null ? null : identityOf(__filename);
  if (folder === null || identity === null) return new Map();
  return new Map(projects.map(({ root }) => [root, ResultStore.open(folder, identity, root, settings, Date.now())]));
}

async function fixAll(results: readonly JobResult[], settings: SessionSettings, news: SessionNews, unsafe: boolean) {
  const session = await DiskSession.open(settings, news);
  try {
    const fixed: JobResult[] = [];
    const done: { root: string; fix: FixDone }[] = [];
    const left: { root: string; note: Note }[] = [];
    for (const root of new Set(results.map((each) => each.root))) {
      const own = results
        .filter((each) => each.root === root)
        .map(({ result }) => result)
        .sort((a, b) => (a.path < b.path ? -1 : 1));
      const project = await fixProject(session, root, own, { unsafe });
      fixed.push(...project.results.map((result) => ({ root, result })));
      done.push(...project.done.map((fix) => ({ root, fix })));
      left.push(...project.notes.map((note) => ({ root, note })));
    }
    return { results: fixed, done, left };
  } finally {
    session.dispose();
  }
}

async function scanInput(
  request: ScanRequest,
  rules: readonly string[],
  terminal: Terminal,
  news: SessionNews,
): Promise<ScanRun> {
  const name = request.stdinFilename;
  if (name === undefined) throw new Failure('give the name of what is on standard input with --stdin-filename NAME');
  if (request.paths.some((each) => each !== '-'))
    throw new Failure('standard input and files cannot be scanned together');
  if (request.fix) throw new Failure('--fix cannot change standard input; give the file itself');
  const absolute = path.resolve(terminal.cwd, name);
  if (documentKindOf(name.split(path.sep).join('/')) === null)
    throw new Failure(`${name} is not a kind of file that is scanned`);
  if (isReadByRange(name.split(path.sep).join('/')))
    throw new Failure(`${name} is read in pieces, which standard input does not give; name the file itself`);
  const bytes = await terminal.input(LARGEST_FILE_SIZE);
  const root = projectFolderOf(terminal.cwd, path.dirname(absolute));
  const settings = await settingsOf(request, rules, [{ root, outside: [] }], terminal);
  const inProject = path.relative(root, absolute).split(path.sep).join('/');
  await refuseMistakes(openProject(root, { ...settings, online: false }, news), root, [inProject], terminal.cwd);
  const session = await DiskSession.open(settings, news);
  try {
    const own = await session.scanBytes(root, inProject, bytes);
    const result = seenFrom(terminal.cwd, root, own);
    const baselines = own.findings.length > 0 ? await baselinesOf([{ root, result: own }], settings, news) : [];
    return { results: [result], notes: [], fixed: [], failures: [], baselines, input: { path: result.path, bytes } };
  } finally {
    session.dispose();
  }
}
