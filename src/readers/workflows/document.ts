import type { ScanInput } from '../../core/input';
import { readConfig } from '../config/config';
import { infrastructureOfWorkflow } from '../infrastructure/infrastructure';
import { placeInText } from '../placement';
import { NOTHING, type DocumentKind, type Reading, type ReadingTools } from '../reading';
import { treeOfYaml } from '../tree/tree-yaml';
import { readScripts } from './scripts';
import { azureScripts, circleScripts, githubScripts, gitlabScripts, type JobScripts } from './steps';

const GITHUB = /(?:^|\/)\.github\/workflows\/[^/]+\.ya?ml$/i;
/** Also what a pipeline includes from its own repository, where people keep that: jobs are told by their shape there. */
const GITLAB = /(?:^|\/)(?:[\w.-]*\.?gitlab-ci[\w.-]*\.ya?ml|\.?(?:gitlab(?:-ci)?|ci)\/(?:[^/]+\/){0,8}[^/]+\.ya?ml)$/i;
const AZURE =
  /(?:^|\/)(?:azure-pipelines?[\w.-]*\.ya?ml|\.?azure-?(?:pipelines|devops)\/(?:[^/]+\/){0,8}[^/]+\.ya?ml)$/i;
const CIRCLE = /(?:^|\/)\.circleci\/[^/]+\.ya?ml$/i;

/**
 * A workflow or a composite action of GitHub, or a pipeline of GitLab, Azure or CircleCI: configuration, and scripts. Sources:
 * docs.github.com, Workflow syntax; docs.gitlab.com, CI/CD YAML syntax reference; learn.microsoft.com, YAML schema reference for
 * Azure Pipelines; circleci.com, Configuration reference.
 */
export const workflow: DocumentKind = {
  kind: 'workflow',
  names: [/^action\.ya?ml$/],
  paths: [GITHUB, GITLAB, AZURE, CIRCLE],
  globs: [
    '**/.github/workflows/*.{yml,yaml}',
    '**/action.{yml,yaml}',
    '**/*gitlab-ci*.{yml,yaml}',
    '**/{.gitlab,gitlab,.gitlab-ci,gitlab-ci,.ci,ci}/**/*.{yml,yaml}',
    '**/azure-pipeline*.{yml,yaml}',
    '**/{.azure-pipelines,azure-pipelines,.azurepipelines,.azuredevops,.azure-devops,azure-devops}/**/*.{yml,yaml}',
    '**/.circleci/*.{yml,yaml}',
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
  const { facts, notes, roots, parsed } = readConfig(text, path, 'yaml');
  const jobs = roots.flatMap(scriptsFor(path));
  const scripts = new Set(
    jobs.flat().flatMap(({ node, runner }) => (runner === 'other' ? [] : (node.range?.[0] ?? []))),
  );
  // What is read as a script is no setting.
  const entries = facts.entries.filter(({ literalRange }) => !scripts.has(literalRange.start));
  const settings = { ...facts, entries };
  const place = { placement: placeInText(path, text), text };
  const read = await Promise.all(jobs.flatMap((job) => readScripts(job, place, folderOf(path), tools)));
  const [root] = roots;
  const about =
    root === undefined || tools.unasked
      ? null
      : infrastructureOfWorkflow(serviceOf(path), text, treeOfYaml(root, parsed));
  return {
    parts: [
      { ...place, comments: facts.comments, facts: () => settings },
      ...(about === null ? [] : [{ ...place, comments: facts.comments, facts: () => about }]),
      ...read.flatMap(({ parts }) => parts),
    ],
    notes: [...notes, ...read.flatMap((reading) => reading.notes)],
  };
}

const scriptsFor = (path: string): ((root: unknown) => readonly JobScripts[]) =>
  GITLAB.test(path)
    ? gitlabScripts
    : AZURE.test(path)
      ? azureScripts
      : CIRCLE.test(path)
        ? circleScripts
        : githubScripts;

const serviceOf = (path: string): 'github' | 'gitlab' | null =>
  GITLAB.test(path) ? 'gitlab' : AZURE.test(path) || CIRCLE.test(path) ? null : 'github';

/** The folder in which steps begin: the repository's. */
const folderOf = (path: string): string =>
  /^(.*\/)?(?=\.git(?:hub|lab)\/)/.exec(path)?.[1] ?? path.slice(0, path.lastIndexOf('/') + 1);
