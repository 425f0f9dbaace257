import type { Note } from '../../core/finding';
import { defineQuestion, type Answering, type Question } from '../../core/question';
import type { LockFacts } from '../../core/requirement-facts';
import { readLocks, resolveVersion } from '../../readers/locks/index';
import { normalizeName } from '../../readers/requirements/requirements-grammar';
import { readDeclared } from '../../readers/manifests/declared';
import { directoryOf, isCode } from '../paths';

interface NearQuestion extends Question {
  readonly near: string;
}

interface DistributionQuestion extends NearQuestion {
  /** PEP 503 name. */
  readonly distribution: string;
}

const mayBeLock = (path: string | null): boolean => path === null || !isCode(path);

/** Lock files, pinned requirements and installed packages that hold for a document, best first, and what of them was not read. */
export const lockFiles = defineQuestion({
  kind: 'lock-files',
  key: (path): NearQuestion => ({ kind: 'lock-files', near: path }),
  find: ({ near }, { host }) => readLocks(host.files, host.environment, near),
  nothing: { locks: [], notes: [] },
  forgottenWhen: mayBeLock,
  watches: {
    globs: [
      'touchstone.lock',
      '*.lock',
      '*.lock.json',
      'conda-lock.yml',
      'Pipfile',
      'pylock*.toml',
      'environment.yml',
      'environment.yaml',
      '*requirements*.txt',
      '*requirements*.in',
      '*constraints*.txt',
      '*constraints*.in',
      'requirements/*.txt',
      'requirements/*.in',
    ],
  },
});

/** What holds for a document, best first. */
export const locksFor = async (path: string, project: Answering): Promise<readonly LockFacts[]> =>
  (await project.answer(lockFiles, lockFiles.key(path))).locks;

/** What of the locks that hold for a document was not read. */
export const lockNotes = async (path: string, project: Answering): Promise<readonly Note[]> =>
  (await project.answer(lockFiles, lockFiles.key(path))).notes;

/** Lock files and installed environment beside the document, best first. */
export const locksNear = defineQuestion({
  kind: 'lock',
  key: (path): NearQuestion => ({ kind: 'lock', near: path }),
  find: async ({ near }, project) => (await project.answer(lockFiles, { kind: 'lock-files', near })).locks,
  nothing: [],
  forgottenWhen: mayBeLock,
});

/** The version of a distribution that the project resolves to: lock file, pinned requirement, installed environment, pin of another manifest. */
export const resolvedVersion = defineQuestion({
  kind: 'version',
  key: (path, distribution: string): DistributionQuestion => ({
    kind: 'version',
    distribution,
    near: directoryOf(path),
  }),
  async find({ distribution, near }, project): Promise<{ readonly version: string; readonly source: string } | null> {
    const { locks: held } = await project.answer(lockFiles, { kind: 'lock-files', near });
    const locked = resolveVersion(held, distribution);
    if (locked) return locked;
    const stated = (await declaredIn(near, project)).get(normalizeName(distribution));
    return stated?.exact ? { version: stated.exact, source: stated.source } : null;
  },
  nothing: null,
  forgottenWhen: mayBeLock,
  explain: (answer, distribution) =>
    answer && { about: distribution, words: `resolves to ${answer.version}: ${answer.source}` },
});

/** Bounds are release numbers; null where there is none. */
export interface VersionRange {
  readonly atLeast: string | null;
  /** All versions that are allowed are below this one. */
  readonly below: string | null;
  readonly source: string;
}

/** What the manifests (requirements, pyproject.toml, setup.cfg, environment.yml, the image of a Dockerfile) allow of a distribution, where that is a range. */
export const allowedVersions = defineQuestion({
  kind: 'version-range',
  key: (path, distribution: string): DistributionQuestion => ({
    kind: 'version-range',
    distribution,
    near: directoryOf(path),
  }),
  find: async ({ distribution, near }, project): Promise<VersionRange | null> =>
    (await declaredIn(near, project)).get(normalizeName(distribution)) ?? null,
  nothing: null,
  forgottenWhen: mayBeLock,
  explain(answer, distribution) {
    const bounds = [
      ...(answer?.atLeast == null ? [] : [`at least ${answer.atLeast}`]),
      ...(answer?.below == null ? [] : [`below ${answer.below}`]),
    ];
    return answer && bounds.length > 0
      ? { about: distribution, words: `is ${bounds.join(' and ')}: ${answer.source}`, weaker: true }
      : null;
  },
});

const declared = defineQuestion({
  kind: 'declared',
  key: (path): NearQuestion => ({ kind: 'declared', near: directoryOf(path) }),
  find: ({ near }, { host }) => readDeclared(host.files, near),
  nothing: new Map() as Awaited<ReturnType<typeof readDeclared>>,
  forgottenWhen: mayBeLock,
  watches: { globs: ['pyproject.toml', 'Dockerfile*', '*.Dockerfile', 'Containerfile*', '*env*.yml', '*env*.yaml'] },
});

const declaredIn = (near: string, project: Answering) => project.answer(declared, { kind: 'declared', near });
