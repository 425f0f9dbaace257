import type { ScanInput } from '../../core/input';
import { readConfig } from '../config/config';
import { placeInText } from '../placement';
import { NOTHING, type DocumentKind, type Reading, type ReadingTools } from '../reading';
import { readScripts } from './scripts';
import { githubScripts, gitlabScripts } from './steps';

const GITHUB = /(?:^|\/)\.github\/workflows\/[^/]+\.ya?ml$/i;
const GITLAB = /(?:^|\/)(?:\.gitlab-ci[\w.-]*\.ya?ml|\.gitlab\/(?:[^/]+\/){0,8}[^/]+\.ya?ml)$/i;

/**
 * A workflow or a composite action of GitHub, or a pipeline of GitLab: configuration, and scripts. Sources: docs.github.com,
 * Workflow syntax; docs.gitlab.com, CI/CD YAML syntax reference.
 */
export const workflow: DocumentKind = {
  kind: 'workflow',
  names: [/^action\.ya?ml$/],
  paths: [GITHUB, GITLAB],
  globs: [
    '**/.github/workflows/*.{yml,yaml}',
    '**/action.{yml,yaml}',
    '**/.gitlab-ci*.{yml,yaml}',
    '**/.gitlab/**/*.{yml,yaml}',
  ],
  languages: [],
  suffix: '.yml',
  input: 'text',
  times: 1,
  inventoried: true,
  read: (input, tools) => readWorkflow(input, tools),
};

async function readWorkflow(input: ScanInput, tools: ReadingTools): Promise<Reading> {
  if (input.kind !== 'text') return NOTHING;
  const { path, text } = input;
  const { facts, notes, roots } = readConfig(text, path, 'yaml');
  const jobs = roots.flatMap((root) => (GITLAB.test(path) ? gitlabScripts(root) : githubScripts(root)));
  const scripts = new Set(
    jobs.flat().flatMap(({ node, runner }) => (runner === 'other' ? [] : (node.range?.[0] ?? []))),
  );
  // What is read as a script is no setting.
  const entries = facts.entries.filter(({ literalRange }) => !scripts.has(literalRange.start));
  const settings = { ...facts, entries };
  const place = { placement: placeInText(path, text), text };
  const read = await Promise.all(jobs.flatMap((job) => readScripts(job, place, folderOf(path), tools)));
  return {
    parts: [{ ...place, comments: facts.comments, facts: () => settings }, ...read.flatMap(({ parts }) => parts)],
    notes: [...notes, ...read.flatMap((reading) => reading.notes)],
  };
}

/** The folder in which steps begin: the repository's. */
const folderOf = (path: string): string =>
  /^(.*\/)?(?=\.git(?:hub|lab)\/)/.exec(path)?.[1] ?? path.slice(0, path.lastIndexOf('/') + 1);
