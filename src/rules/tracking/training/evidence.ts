import type { PythonContext } from '../../../core/rule';
import { allowedVersions, resolvedVersion } from '../../../project/questions/locks';
import { moduleFile } from '../../../project/questions/modules';
import { directoryOf } from '../../../project/paths';

/** A tracker that a project uses. */
export interface UsedTracker {
  /** Distribution on PyPI. */
  readonly name: string;
  readonly title: string;
  /** What trainers of transformers call it in `report_to`; null where they know it not. */
  readonly reportTo: string | null;
}

/** The first that a project has among its requirements counts. Source: transformers.integrations, `get_available_reporting_integrations`. */
const TRACKERS: readonly UsedTracker[] = [
  { name: 'mlflow', title: 'MLflow', reportTo: 'mlflow' },
  { name: 'mlflow-skinny', title: 'MLflow', reportTo: 'mlflow' },
  { name: 'wandb', title: 'Weights & Biases', reportTo: 'wandb' },
  { name: 'trackio', title: 'Trackio', reportTo: 'trackio' },
  { name: 'comet-ml', title: 'Comet', reportTo: 'comet_ml' },
  { name: 'neptune', title: 'Neptune', reportTo: 'neptune' },
  { name: 'clearml', title: 'ClearML', reportTo: 'clearml' },
  { name: 'aim', title: 'Aim', reportTo: null },
  { name: 'dvclive', title: 'DVCLive', reportTo: 'dvclive' },
  { name: 'swanlab', title: 'SwanLab', reportTo: 'swanlab' },
];

/** Words of which one stands in each program that tells a tracker something; as a part of a regular expression. */
export const TRACKERS_NAMED =
  'mlflow|wandb|trackio|comet_ml|neptune|clearml|aim|dvclive|Live|swanlab|sacred|tensorboard|tensorboardX|TensorBoard|SummaryWriter|CSVLogger|init_trackers|log_with|kubeflow|sagemaker|azureml|vertex_ai|aiplatform|deepspeed|accelerate|ray|lightning|pytorch_lightning|hydra';
const NAMED = new RegExp(`\\b(?:${TRACKERS_NAMED})\\b`);
/** Modules of the project that are looked into. */
const MOST_MODULES = 20;

/** Whether the program, or a module of the project that it imports, names a tracker, or something that tracks by itself. */
export function hasEvidence({ facts, project, path }: PythonContext): boolean {
  if (facts.calls.some(({ callee }) => NAMED.test(callee))) return true;
  const names = new Set(
    facts.imports.map(({ module, member }) => (member === null || member === '*' ? module : `${module}.${member}`)),
  );
  if ([...names].some((name) => NAMED.test(name))) return true;
  for (const name of [...names].slice(0, MOST_MODULES)) {
    const module = project.ask(moduleFile, name, directoryOf(path));
    if (module && NAMED.test(module.text)) return true;
  }
  return false;
}

/** The tracker that the project has chosen; null where it has none. */
export function usedTracker({ project }: PythonContext): UsedTracker | null {
  return (
    TRACKERS.find(
      ({ name }) => project.ask(resolvedVersion, name) != null || project.ask(allowedVersions, name) != null,
    ) ?? null
  );
}
