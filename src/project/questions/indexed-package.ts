import type { IndexAnswer, IndexedProject } from '../../core/package-index';
import { defineQuestion, type Question, type QuestionKind } from '../../core/question';
import type { HttpClient } from '../../core/host';
import type { PackageServers } from '../../core/workspace-host';

interface IndexQuestion extends Question {
  /** PEP 503 name. */
  readonly distribution: string;
  /** Lines of an index each: its root and, behind a tab, its name in the project. An empty root is that which holds without a word. */
  readonly indexes: string;
}

const UNCHECKED: IndexAnswer = { checked: false, project: null, source: '' };

const PYPI = 'https://pypi.org/simple';

/** What the indexes that a requirement is taken from say of its project; unchecked unless the user opted in to asking them. */
export const indexedPackage: QuestionKind<[distribution: string, indexes: string], IndexQuestion, IndexAnswer> =
  defineQuestion({
    kind: 'indexed-package',
    key: (_path, distribution: string, indexes: string): IndexQuestion => ({
      kind: 'indexed-package',
      distribution,
      indexes,
    }),
    async find({ distribution, indexes }, { host }): Promise<IndexAnswer> {
      const { http, packages, logger } = host;
      if (http === undefined || packages === undefined) return UNCHECKED;
      const outcome = await askIndexes(http, await indexRoots(indexes, packages), distribution);
      if ('answer' in outcome) return outcome.answer;
      logger.warn(outcome.problem);
      return UNCHECKED;
    },
    nothing: UNCHECKED,
    // An editor never asks by itself: what is known there is what people asked for.
    conclude: (question, project) =>
      project.host.http === undefined && project.known(indexedPackage, question) === undefined
        ? { answer: UNCHECKED, kept: false, counts: false }
        : undefined,
    // No file changes what an index says.
    forgottenWhen: () => false,
  });

/** Asks all indexes for a project. Where one does not answer there is no answer: it may have what another has not. Never rejects. */
export async function askIndexes(
  http: HttpClient,
  roots: readonly string[],
  distribution: string,
): Promise<{ readonly answer: IndexAnswer } | { readonly problem: string }> {
  const { fetchIndexedProject } = await import('../../remote/index');
  const found: { readonly project: IndexedProject; readonly source: string }[] = [];
  for (const index of roots) {
    const outcome = await fetchIndexedProject(http, index, distribution);
    if ('answer' in outcome) found.push({ project: outcome.answer, source: new URL(index).host });
    else if (!outcome.missing) return outcome;
  }
  const [first] = found;
  return {
    answer: {
      checked: true,
      // pip takes the best of all of them (https://pip.pypa.io/en/stable/cli/pip_install/#finding-packages).
      project: first ? { ...first.project, files: found.flatMap(({ project }) => project.files) } : null,
      source: first?.source ?? roots.map((root) => new URL(root).host).join(' and '),
    },
  };
}

/** The addresses behind the lines of an `IndexQuestion`, with the logins that go with them. */
export async function indexRoots(
  indexes: string,
  { indexes: usual, login }: PackageServers,
): Promise<readonly string[]> {
  const roots: string[] = [];
  for (const line of indexes.split('\n')) {
    const [root, name] = line.split('\t') as [string, string?];
    if (root === '') {
      const named = await usual();
      roots.push(...(named.length > 0 ? named : [PYPI]));
    } else {
      const user = name === undefined ? null : await login(name);
      roots.push(user === null ? root : withLogin(root, user));
    }
  }
  return [...new Set(roots.map((root) => root.replace(/\/+$/, '')))];
}

/** Written in the address, from which the client takes it. */
function withLogin(root: string, user: string): string {
  const url = new URL(root);
  const at = user.indexOf(':');
  if (url.username === '') [url.username, url.password] = [user.slice(0, at), user.slice(at + 1)];
  return url.href;
}
