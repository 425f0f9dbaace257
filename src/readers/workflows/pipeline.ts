import type { JobFact, PermissionFact, PipelineFact, StepFact, WorkloadFact } from '../../core/infrastructure-facts';
import {
  childOf,
  entriesIn,
  treeEntry,
  itemsIn,
  treeText,
  textsIn,
  type SourceLeaf,
  type SourceTree,
  type TreeEntry,
} from '../../core/tree';

/** A workflow or an action of GitHub; null for what is neither. Sources: docs.github.com, Workflow syntax, Metadata syntax for actions. */
export function githubPipeline(root: SourceTree): PipelineFact | null {
  const runs = childOf(root, 'runs');
  const action = runs !== undefined && childOf(root, 'jobs') === undefined;
  const jobs = entriesIn(root, 'jobs').map(jobOf);
  if (!action && jobs.length === 0) return null;
  return {
    service: 'github',
    action,
    triggers: triggersOf(treeEntry(root, 'on')),
    permissions: [
      ...permissionsIn(treeEntry(root, 'permissions'), false),
      ...entriesIn(root, 'jobs').flatMap(({ value }) => permissionsIn(treeEntry(value, 'permissions'), true)),
    ],
    includes: [],
    jobs: action ? [{ ...EMPTY_JOB, range: runs.range, steps: stepsIn(runs, null) }] : jobs,
  };
}

const EMPTY_JOB: JobFact = {
  name: '',
  range: { start: 0, end: 0 },
  runsOn: [],
  chosen: false,
  environment: false,
  condition: '',
  uses: null,
  inherits: null,
  steps: [],
  needs: [],
};

/** `on: push`, `on: [push, pull_request]`, `on: {push: …}` */
function triggersOf(on: TreeEntry | undefined): PipelineFact['triggers'] {
  if (on === undefined) return [];
  if (on.value.kind === 'map') return on.value.entries.map(({ key, keyRange }) => ({ name: key, range: keyRange }));
  return textsIn(on.value).map(({ text, range }) => ({ name: text, range }));
}

function permissionsIn(entry: TreeEntry | undefined, ofJob: boolean): readonly PermissionFact[] {
  if (entry === undefined) return [];
  const { value } = entry;
  if (value.kind === 'leaf')
    return value.text === null ? [] : [{ scope: null, level: value.text, range: value.range, ofJob }];
  return entriesIn(value).flatMap((scope) =>
    scope.value.kind === 'leaf' && scope.value.text !== null
      ? [{ scope: scope.key, level: scope.value.text, range: scope.value.range, ofJob }]
      : [],
  );
}

function jobOf({ key, keyRange, value: job }: TreeEntry): JobFact {
  const runsOn = childOf(job, 'runs-on');
  const uses = childOf(job, 'uses');
  const secrets = childOf(job, 'secrets');
  return {
    name: key,
    range: keyRange,
    runsOn: textsIn(runsOn),
    chosen: runsOn?.kind === 'map' || (runsOn?.kind === 'leaf' && runsOn.text === null),
    environment: childOf(job, 'environment') !== undefined,
    condition: conditionOf(job),
    uses: uses?.kind === 'leaf' ? uses : null,
    inherits: secrets?.kind === 'leaf' && secrets.text === 'inherit' ? secrets.range : null,
    steps: stepsIn(job, treeText(job, 'defaults', 'run', 'shell') ?? null),
    needs: textsIn(childOf(job, 'needs')).map(({ text }) => text),
  };
}

/** An expression has no text of its own: what is written stands for it. */
function conditionOf(map: SourceTree): string {
  const condition = childOf(map, 'if');
  return condition?.kind === 'leaf' ? (condition.text ?? condition.words?.text.text ?? '') : '';
}

const stepsIn = (job: SourceTree | undefined, shell: string | null): readonly StepFact[] =>
  itemsIn(job, 'steps').flatMap((step): StepFact[] => {
    if (step.kind !== 'map') return [];
    const uses = childOf(step, 'uses');
    const run = childOf(step, 'run');
    return [
      {
        range: step.range,
        uses: uses?.kind === 'leaf' ? uses : null,
        inputs: leavesBelow(step, 'with'),
        run: run?.kind === 'leaf' ? run : null,
        shell: treeText(step, 'shell') ?? shell,
        environment: leavesBelow(step, 'env'),
        condition: conditionOf(step),
        map: step,
      },
    ];
  });

const leavesBelow = (map: SourceTree, key: string): readonly { readonly name: string; readonly value: SourceLeaf }[] =>
  entriesIn(map, key).flatMap(({ key: name, value }) => (value.kind === 'leaf' ? [{ name, value }] : []));

/** The containers of the jobs of a workflow, with the options that they are started with. Source: Workflow syntax, jobs.<job_id>.container. */
export const jobContainers = (
  root: SourceTree,
): readonly { readonly job: TreeEntry; readonly options: SourceLeaf; readonly image: SourceLeaf | null }[] =>
  entriesIn(root, 'jobs').flatMap((job) => {
    const container = childOf(job.value, 'container');
    const options = childOf(container, 'options');
    const image = childOf(container, 'image');
    return options?.kind === 'leaf' ? [{ job, options, image: image?.kind === 'leaf' ? image : null }] : [];
  });

/** What a pipeline of GitLab includes, as a pipeline of the same form; its scripts are read as such. Source: docs.gitlab.com, CI/CD YAML syntax reference. */
export const gitlabPipeline = (root: SourceTree): PipelineFact | null =>
  root.kind !== 'map'
    ? null
    : { service: 'gitlab', action: false, triggers: [], permissions: [], includes: includesIn(root), jobs: [] };

function includesIn(root: SourceTree): PipelineFact['includes'] {
  const include = childOf(root, 'include');
  const items = include?.kind === 'list' ? include.items : include === undefined ? [] : [include];
  return items.flatMap((item): PipelineFact['includes'] => {
    if (item.kind === 'leaf')
      return /^https?:/.test(item.text ?? '') ? [{ how: 'remote', leaf: item, pinned: false }] : [];
    for (const how of ['remote', 'project', 'component'] as const) {
      const leaf = childOf(item, how);
      // What a variable decides is not known.
      if (leaf?.kind !== 'leaf' || leaf.text === null || /[$]/.test(leaf.text)) continue;
      return [{ how, leaf, pinned: isPinned(how, leaf.text, item) }];
    }
    return [];
  });
}

function isPinned(how: 'remote' | 'project' | 'component', text: string, item: SourceTree): boolean {
  if (how === 'remote') return childOf(item, 'integrity') !== undefined || /\/[0-9a-f]{40}\//.test(text);
  if (how === 'component') return !/@(?:~latest|main|master)$/.test(text) && text.includes('@');
  const ref = childOf(item, 'ref');
  return ref !== undefined && !/^(?:main|master|HEAD)$/.test(treeText(item, 'ref') ?? '');
}

/** The workload that a container of a job is. */
export const workloadOfJob = (
  name: string,
  range: SourceLeaf['range'],
  privileges: WorkloadFact['privileges'],
): WorkloadFact => ({
  kind: 'job',
  name,
  namespace: null,
  labels: {},
  range,
  containers: [],
  privileges,
  ray: null,
  deadline: null,
  queue: null,
  copies: null,
});
