import { WHOLE_READ_LIMIT, type FileSystem, type Stat } from '../../core/host';
import { defineQuestion, type Answering, type Question } from '../../core/question';
import { HUB_CONFIGURATION, modelFileDocument } from '../../readers/artifacts/document';
import { kindWith } from '../../readers/paths';
import type { ModelHoldings } from './holdings';
import type { ArtifactFinding, ArtifactVerdict, WeightsOnlyAnswer } from './verdict';

/** What is known of a model file of the project, or of the hub's cache. */
export interface KnownModelFile {
  /** `writing`: it changes while somebody looks, and is left alone. `unread`: it cannot be read, for `reason`. */
  readonly state: 'inspected' | 'writing' | 'unread';
  readonly verdict: ArtifactVerdict;
  readonly format: string;
  /** Bytes. */
  readonly size: number;
  /** Gravest first, at most `MOST_FINDINGS`. */
  readonly findings: readonly ArtifactFinding[];
  readonly weightsOnly: WeightsOnlyAnswer | null;
  /** Null where it was not read. */
  readonly holds: ModelHoldings | null;
  /** Why it was not read: a sentence. */
  readonly reason: string | null;
}

/** Where a file lies: in the project, or in the model hub's cache on this machine. */
export type ModelTree = 'files' | 'hubCache';

interface ModelFileQuestion extends Question {
  readonly tree: ModelTree;
  readonly path: string;
}

/**
 * What a model file holds and what loading it would do; null where there is none. Its readers are loaded with the first question.
 * The answer holds while the file stays as it is: a host says so when it changes, and nothing of it is kept by a cache that
 * outlives the process, which knows a file by bytes that nobody read.
 */
export const modelFile = defineQuestion({
  kind: 'model-file',
  key: (_path, tree: ModelTree, path: string): ModelFileQuestion => ({ kind: 'model-file', tree, path }),
  find: ({ tree, path }, project): Promise<KnownModelFile | null> => find(tree, path, project),
  nothing: null,
  forgottenWhen: (path, question) => path === null || (question.tree === 'files' && path === question.path),
  watches: { globs: modelFileDocument.globs.flatMap(watchedGlobs) },
  explain: (known, _tree, path) =>
    known === null ? null : { about: path, words: `was read and found ${known.verdict}`, weaker: true },
});

/** The readers of model files, which are loaded when somebody asks. */
export const loadInspection = () => import('./inspection');

/** Whether a path of the project is that of a file in which a model may be. */
export const mayBeModelFile = (path: string): boolean =>
  kindWith([modelFileDocument], path) !== null || HUB_CONFIGURATION.test(path.toLowerCase());

/** Findings of a file that anybody outside `inspect` is told of. */
const MOST_FINDINGS = 20;

async function find(tree: ModelTree, path: string, { host }: Answering): Promise<KnownModelFile | null> {
  const files = tree === 'files' ? host.files : host.hubCache;
  if (files === undefined || leadsOut(path)) return null;
  const stat = await rested(files, path, host.clock.now());
  if (stat === null || (stat !== 'writing' && stat.kind !== 'file')) return null;
  if (stat === 'writing') return { ...UNREAD, state: 'writing' };
  if (files.wholeOnly && stat.size > WHOLE_READ_LIMIT)
    return unread(stat.size, 'It is larger than 64 MB, and this file system only gives whole files');
  const { inspectFile } = await loadInspection();
  const inspection = await inspectFile(files, path, stat.size);
  if (inspection === null) return unread(stat.size, `It cannot be read${ending(await files.failure?.(path))}`);
  const after = await files.stat(path);
  if (after?.size !== stat.size || after.modified !== stat.modified) return { ...UNREAD, state: 'writing' };
  const { facts, judgement, holds } = inspection;
  return {
    state: 'inspected',
    verdict: judgement.verdict,
    format: facts.format,
    size: facts.size,
    findings: judgement.findings.slice(0, MOST_FINDINGS),
    weightsOnly: judgement.weightsOnly,
    holds,
    reason: null,
  };
}

const UNREAD: KnownModelFile = {
  state: 'unread',
  verdict: 'unknown',
  format: 'unknown',
  size: 0,
  findings: [],
  weightsOnly: null,
  holds: null,
  reason: null,
};

const unread = (size: number, reason: string): KnownModelFile => ({ ...UNREAD, size, reason });

const ending = (reason: string | null | undefined): string => (reason ? `: ${reason}` : '');

const leadsOut = (path: string): boolean =>
  path.startsWith('/') || /^[A-Za-z]:/.test(path) || path.split('/').includes('..');

/** A file that was written a moment ago may be half a checkpoint. Milliseconds since its last change, and between two looks. */
const YOUNG = 2_000;
const LOOKS_APART = 250;
const MOST_LOOKS = 4;

/** The file when its size and time have rested. A training run that goes on writing is not waited for. */
async function rested(files: FileSystem, path: string, now: number): Promise<Stat | 'writing' | null> {
  let stat = await files.stat(path);
  for (let look = 0; stat !== null && Math.abs(now - stat.modified) < YOUNG; look++) {
    if (look === MOST_LOOKS) return 'writing';
    await pause(LOOKS_APART);
    const again = await files.stat(path);
    if (again?.size === stat.size && again.modified === stat.modified) return again;
    stat = again;
  }
  return stat;
}

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });

/** VS Code's watchers take globs without nested braces: `*.{pkl,pt}` becomes two, and of what is compressed only the end counts. */
function watchedGlobs(glob: string): readonly string[] {
  const [, before, list, after] = /^([^{]*)\{([^}]*)\}(.*)$/.exec(glob.replace(/^\*\.\{[^}]*\}(?=\.)/, '*')) ?? [];
  return list === undefined ? [glob] : list.split(',').map((each) => `${before}${each}${after}`);
}
