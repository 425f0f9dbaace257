import { isMap, isScalar, isSeq, type Scalar } from 'yaml';

/** One text of commands, and what runs it. */
export interface StepScript {
  readonly node: Scalar;
  readonly runner: Runner;
}

export type Runner = 'shell' | 'python' | 'powershell' | 'batch' | 'other';

/** The scripts of one job, in the order of the text: they share a folder. */
export type JobScripts = readonly StepScript[];

/** The steps of a GitHub workflow or of a composite action. Source: docs.github.com, Workflow syntax, Metadata syntax for actions. */
export function githubScripts(root: unknown): readonly JobScripts[] {
  const fallback = textIn(root, 'defaults', 'run', 'shell');
  const jobs = valueOf(root, 'jobs');
  const ofJobs = isMap(jobs)
    ? jobs.items.map(({ value: job }) => {
        const windows = /^windows/i.test(textIn(job, 'runs-on') ?? '');
        const shell = textIn(job, 'defaults', 'run', 'shell') ?? fallback ?? (windows ? 'pwsh' : 'bash');
        return stepsOf(valueOf(job, 'steps'), shell);
      })
    : [];
  return [...ofJobs, stepsOf(valueOf(valueOf(root, 'runs'), 'steps'), 'bash')];
}

function stepsOf(steps: unknown, shell: string): JobScripts {
  if (!isSeq(steps)) return [];
  return steps.items.flatMap((step): StepScript[] => {
    const node = valueOf(step, 'run');
    if (!isScalar(node) || typeof node.value !== 'string') return [];
    return [{ node, runner: runnerOf(textIn(step, 'shell') ?? shell) }];
  });
}

/** `bash`, `bash -el {0}`, `python {0}`, `pwsh -command ". '{0}'"` */
function runnerOf(shell: string): Runner {
  const program = shell
    .trim()
    .split(/\s/)[0]!
    .replace(/^.*[\\/]/, '')
    .replace(/\.exe$/i, '')
    .toLowerCase();
  if (/^(?:ba|z|k|da)?sh$/.test(program)) return 'shell';
  if (/^python[\d.]*$/.test(program)) return 'python';
  if (/^(?:pwsh|powershell)$/.test(program)) return 'powershell';
  // What an expression decides is nearly always one shell or the other.
  return program === 'cmd' ? 'batch' : program.startsWith('$') ? 'shell' : 'other';
}

const GITLAB_SCRIPTS = /^(?:before_script|script|after_script)$/;

/** The scripts of the jobs of a GitLab pipeline, of those that others extend and of the defaults. Source: docs.gitlab.com, CI/CD YAML syntax reference. */
export function gitlabScripts(root: unknown): readonly JobScripts[] {
  if (!isMap(root)) return [];
  const own = scriptsIn(root);
  return [own, ...root.items.map(({ value }) => scriptsIn(value))];
}

function scriptsIn(job: unknown): JobScripts {
  if (!isMap(job)) return [];
  const nodes = job.items.flatMap(({ key, value }) =>
    isScalar(key) && GITLAB_SCRIPTS.test(String(key.value)) ? linesOf(value, 0) : [],
  );
  return nodes.map((node): StepScript => ({ node, runner: 'shell' }));
}

/** One command, a list of them, or lists in a list; `!reference [.job, script]` names another place. */
function linesOf(value: unknown, depth: number): readonly Scalar[] {
  if (isScalar(value)) return typeof value.value === 'string' ? [value] : [];
  if (!isSeq(value) || depth > 10 || value.tag === '!reference') return [];
  return value.items.flatMap((item) => linesOf(item, depth + 1));
}

const AZURE_SCRIPTS: Readonly<Record<string, Runner>> = {
  script: 'shell',
  bash: 'shell',
  pwsh: 'powershell',
  powershell: 'powershell',
};

/** The steps of an Azure pipeline or of a template, wherever they stand: in it, in jobs, in stages, behind conditions. Source: YAML schema reference. */
export const azureScripts = (root: unknown): readonly JobScripts[] =>
  listsIn(root, 'steps', 0).map((steps) =>
    itemsOf(steps, 0).flatMap((step) =>
      Object.entries(AZURE_SCRIPTS).flatMap(([key, runner]) => {
        const node = valueOf(step, key);
        return isScalar(node) && typeof node.value === 'string' ? [{ node, runner }] : [];
      }),
    ),
  );

/** The steps of the jobs and commands of CircleCI. Source: Configuration reference, `run`. */
export const circleScripts = (root: unknown): readonly JobScripts[] =>
  listsIn(root, 'steps', 0).map((steps) =>
    itemsOf(steps, 0).flatMap((step): StepScript[] => {
      const run = valueOf(step, 'run');
      const node = isMap(run) ? valueOf(run, 'command') : run;
      if (!isScalar(node) || typeof node.value !== 'string') return [];
      return [{ node, runner: runnerOf(textIn(run, 'shell') ?? 'bash') }];
    }),
  );

/** How deep lists of steps are looked for. */
const DEEPEST = 12;

/** The lists of a name, in the order of the text. */
function listsIn(value: unknown, name: string, depth: number): readonly unknown[] {
  if (depth > DEEPEST) return [];
  if (isSeq(value)) return value.items.flatMap((item) => listsIn(item, name, depth + 1));
  if (!isMap(value)) return [];
  return value.items.flatMap((item) =>
    isScalar(item.key) && item.key.value === name && isSeq(item.value)
      ? [item.value]
      : listsIn(item.value, name, depth + 1),
  );
}

/** The steps of a list, also those of the lists that stand under a condition: `- ${{ if … }}:`, `- when: {steps: […]}`. */
function itemsOf(steps: unknown, depth: number): readonly unknown[] {
  if (!isSeq(steps) || depth > DEEPEST) return [];
  return steps.items.flatMap((step) =>
    isMap(step)
      ? [
          step,
          ...step.items.flatMap(({ value }) =>
            isSeq(value) ? itemsOf(value, depth + 1) : itemsOf(valueOf(value, 'steps'), depth + 1),
          ),
        ]
      : [],
  );
}

function valueOf(map: unknown, key: string): unknown {
  return isMap(map) ? map.items.find((item) => isScalar(item.key) && item.key.value === key)?.value : undefined;
}

function textIn(map: unknown, ...keys: readonly string[]): string | undefined {
  const value = keys.reduce(valueOf, map);
  return isScalar(value) && typeof value.value === 'string' ? value.value : undefined;
}
