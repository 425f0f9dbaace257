import type { InfrastructureFacts, InfrastructureFormat, WorkloadFact } from '../../core/infrastructure-facts';
import { childOf, entriesIn, treeText, type SourceTree } from '../../core/tree';
import {
  azureTypeOf,
  cloudformationSettings,
  isCloudformation,
  isDatabricks,
  isDstack,
  isSkypilot,
  settingsBelow,
} from '../cloud/settings';
import { openPortsOf } from '../cloud/open-ports';
import { isPolicy, statementsIn } from '../cloud/policies';
import { hasServices, servicesOf } from '../compose/compose-workloads';
import { devcontainerOf, isDevcontainer, lifecycleCommands } from '../devcontainer/devcontainer';
import { roleBindingsOf, grantsOf } from '../kubernetes/access';
import type { CommandWords } from '../kubernetes/containers';
import { exposuresOf } from '../kubernetes/network';
import { switchedOn } from '../kubernetes/privileges';
import { hasResources, resourcesIn } from '../kubernetes/resources';
import { workloadsOf } from '../kubernetes/workloads';
import { githubPipeline, gitlabPipeline, jobContainers, workloadOfJob } from '../workflows/pipeline';
import { privilegesOfOptions } from './run-options';
import { valuesOf } from '../helm/values';

/** Facts about infrastructure, and the commands that run in it. */
export interface ReadInfrastructure {
  readonly facts: InfrastructureFacts;
  readonly commands: readonly CommandWords[];
}

const nothing = (format: InfrastructureFormat, text: string): InfrastructureFacts => ({
  kind: 'infrastructure',
  format,
  text,
  workloads: [],
  exposures: [],
  settings: [],
  grants: [],
  bindings: [],
  openPorts: [],
  objects: [],
  pipeline: null,
});

/**
 * Whether a text may be about infrastructure, by keys that begin a line or stand in JSON, before anything is parsed for it or made of
 * what was parsed. A path that says so is enough.
 */
export const mayBeInfrastructure = (path: string, text: string): boolean =>
  isDevcontainer(path) || VALUES.test(path) || hasResources(text) || KEYS.test(text);

const VALUES = /(?:^|\/)(?:values|helm-values)(?:[.-][\w.-]{1,60})?\.ya?ml$/;
const KEYS =
  /(?:^|\n)(?:services|Resources|AWSTemplateFormatVersion|Statement|\$schema|bundle|resources|setup|type):|"(?:services|Resources|AWSTemplateFormatVersion|Statement|\$schema)"\s{0,8}:/;

/** What the documents of a file say about infrastructure; null for a file about something else. */
export function infrastructureIn(path: string, text: string, trees: readonly SourceTree[]): ReadInfrastructure | null {
  if (hasResources(text)) {
    const read = kubernetes(text, trees);
    if (read !== null) return read;
  }
  const [root] = trees;
  if (root?.kind !== 'map') return null;
  if (isDevcontainer(path)) return devcontainer(text, root);
  if (VALUES.test(path)) return { facts: { ...nothing('helm-values', text), ...valuesOf(root, text) }, commands: [] };
  return compose(path, text, root) ?? cloud(path, text, root);
}

function kubernetes(text: string, trees: readonly SourceTree[]): ReadInfrastructure | null {
  const objects = trees.flatMap((tree) => resourcesIn(tree, text));
  if (objects.length === 0) return null;
  const read = objects.flatMap((resource) => workloadsOf(resource, text));
  const workloads = read.map(({ fact }) => fact);
  return {
    facts: {
      ...nothing('kubernetes', text),
      objects,
      workloads,
      exposures: exposuresOf(objects, workloads),
      grants: grantsOf(objects),
      bindings: roleBindingsOf(objects),
      settings: objects.flatMap(({ kind, apiVersion, tree }) =>
        kind === 'ClusterConfig' && apiVersion.startsWith('eksctl.io/') ? settingsBelow('eksctl:cluster', tree) : [],
      ),
    },
    commands: read.flatMap(({ commands }) => commands),
  };
}

function compose(path: string, text: string, root: SourceTree): ReadInfrastructure | null {
  if (!hasServices(root) || !/compose/i.test(path.slice(path.lastIndexOf('/') + 1))) return null;
  const services = servicesOf(root);
  return {
    facts: {
      ...nothing('compose', text),
      workloads: services.map(({ fact }) => fact),
      exposures: services.flatMap(({ exposures }) => exposures),
    },
    commands: services.flatMap(({ commands }) => commands),
  };
}

function devcontainer(text: string, root: SourceTree): ReadInfrastructure {
  return {
    facts: {
      ...nothing('devcontainer', text),
      workloads: [devcontainerOf(root)],
      settings: settingsBelow('devcontainer', root),
    },
    commands: lifecycleCommands(root),
  };
}

function cloud(path: string, text: string, root: SourceTree): ReadInfrastructure | null {
  if (isCloudformation(root))
    return {
      facts: {
        ...nothing('cloudformation', text),
        settings: cloudformationSettings(root),
        grants: statementsIn(root),
        openPorts: entriesIn(root, 'Resources').flatMap(({ value }) => {
          const properties = childOf(value, 'Properties');
          return properties ? openPortsOf(treeText(value, 'Type') ?? '', properties) : [];
        }),
      },
      commands: [],
    };
  if (isPolicy(root)) return { facts: { ...nothing('iam', text), grants: statementsIn(root) }, commands: [] };
  const azure = azureTypeOf(root);
  if (azure !== null)
    return {
      facts: { ...nothing('azure-ml', text), settings: settingsBelow(azure, root) },
      commands: scriptsAt(root, 'command'),
    };
  if (isDatabricks(root))
    return {
      facts: { ...nothing('databricks', text), settings: settingsBelow('databricks:bundle', root) },
      commands: [],
    };
  if (isDstack(root, path)) return dstack(text, root);
  if (isSkypilot(root))
    return {
      facts: { ...nothing('skypilot', text), settings: settingsBelow('skypilot:task', root) },
      commands: scriptsAt(root, 'setup', 'run'),
    };
  return null;
}

function dstack(text: string, root: SourceTree): ReadInfrastructure {
  const type = treeText(root, 'type')!;
  const privileges = switchedOn(root, 'privileged', 'privileged');
  const name = childOf(root, 'name')?.range ?? childOf(root, 'type')!.range;
  const workload: WorkloadFact = { ...workloadOfJob(treeText(root, 'name') ?? type, name, privileges), kind: type };
  return {
    facts: { ...nothing('dstack', text), workloads: [workload], settings: settingsBelow(`dstack:${type}`, root) },
    commands: scriptsAt(root, 'commands', 'init'),
  };
}

/** Texts for a shell below some keys: one, or a list. */
const scriptsAt = (root: SourceTree, ...keys: readonly string[]): readonly CommandWords[] =>
  keys.flatMap((key) => {
    const value = childOf(root, key);
    const leaves = value?.kind === 'list' ? value.items : value === undefined ? [] : [value];
    return leaves.flatMap((leaf): CommandWords[] =>
      leaf.kind === 'leaf' && leaf.words !== null ? [{ image: null, words: [], script: leaf }] : [],
    );
  });

/** What a workflow says; its steps are commands already. */
export function infrastructureOfWorkflow(
  service: 'github' | 'gitlab' | null,
  text: string,
  root: SourceTree,
): InfrastructureFacts | null {
  if (service === null) return null;
  const pipeline = service === 'github' ? githubPipeline(root) : gitlabPipeline(root);
  if (pipeline === null) return null;
  return {
    ...nothing(service, text),
    pipeline,
    workloads: jobContainers(root).map(({ job, options }) =>
      workloadOfJob(
        job.key,
        job.keyRange,
        privilegesOfOptions((options.text ?? '').split(/\s+/).map((word) => ({ text: word, range: options.range }))),
      ),
    ),
    settings:
      service === 'gitlab' ? entriesIn(root).flatMap(({ key, value }) => settingsBelow(`gitlab:${key}`, value)) : [],
  };
}
