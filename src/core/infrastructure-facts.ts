import type { Edit } from './finding';
import type { Range } from './range';
import type { Branch, SourceLeaf, SourceTree } from './tree';

/** What describes where code runs: each is a format with a specification of its own. */
export type InfrastructureFormat =
  | 'kubernetes'
  | 'helm-values'
  | 'compose'
  | 'devcontainer'
  | 'github'
  | 'gitlab'
  | 'cloudformation'
  | 'iam'
  | 'azure-ml'
  | 'databricks'
  | 'skypilot'
  | 'dstack'
  | 'terraform'
  | 'slurm';

/** What is written about infrastructure in a document, in words that are the same for every format. Nothing is said of what is missing. */
export interface InfrastructureFacts {
  readonly kind: 'infrastructure';
  readonly format: InfrastructureFormat;
  readonly text: string;
  readonly workloads: readonly WorkloadFact[];
  readonly exposures: readonly ExposureFact[];
  readonly settings: readonly SettingFact[];
  readonly grants: readonly GrantFact[];
  readonly bindings: readonly RoleBindingFact[];
  readonly openPorts: readonly OpenPortFact[];
  readonly objects: readonly ObjectFact[];
  readonly pipeline: PipelineFact | null;
}

/** Something that runs containers: a pod template wherever it stands, a service of Compose, a job's container, a development container. */
export interface WorkloadFact {
  /** As the format names it: `DaemonSet`, `RayCluster`, `service`. */
  readonly kind: string;
  readonly name: string | null;
  readonly namespace: string | null;
  readonly labels: Readonly<Record<string, string>>;
  /** Of its name, or of what tells that it is one. */
  readonly range: Range;
  readonly containers: readonly ContainerFact[];
  readonly privileges: readonly PrivilegeFact[];
  /** A resource of Ray that runs it. */
  readonly ray: RayFact | null;
  /** Whether it ends by itself and has no time limit; null for what serves, or where nobody knows. */
  readonly deadline: 'written' | 'absent' | null;
  readonly queue: string | null;
  /** How many copies run at once; null where that is not said. */
  readonly copies: number | null;
}

export interface ContainerFact {
  readonly name: string | null;
  readonly image: SourceLeaf | null;
  /** Words of the command and its arguments, as far as they are written; a script is one word. */
  readonly words: readonly string[];
  readonly environment: readonly VariableFact[];
  /** Ports that it says it listens on. */
  readonly ports: readonly number[];
  /** Accelerators that it asks for; null where it asks for none, or for a number that nobody knows. */
  readonly gpus: number | null;
  readonly range: Range;
}

export interface VariableFact {
  readonly name: string;
  /** What it is set to; null where that is not written here. */
  readonly value: string | null;
  readonly range: Range;
}

export type Privilege =
  'privileged' | 'host-pid' | 'host-ipc' | 'host-network' | 'host-mount' | 'socket-mount' | 'capability';

/** A right over the machine that is written down. */
export interface PrivilegeFact {
  readonly what: Privilege;
  /** The path or the capability; '' for a switch. */
  readonly subject: string;
  readonly readOnly: boolean;
  readonly range: Range;
  /** Takes it away; null where that is more than one change. */
  readonly without: Edit | null;
}

/** A cluster of Ray. Source: KubeRay API reference, ray.io/v1. */
export interface RayFact {
  readonly kind: string;
  readonly version: string | null;
  /** `token`, `disabled`; null where nothing is said, undefined where nobody knows. */
  readonly authentication: string | null | undefined;
  readonly authenticationRange: Range | null;
  /** How the head is reached from outside of the cluster: type of its service, or an ingress. */
  readonly exposed: Range | null;
  /** Sets token authentication. */
  readonly secured: Edit | null;
  readonly range: Range;
}

/** A way in from outside. */
export interface ExposureFact {
  readonly how: 'load-balancer' | 'node-port' | 'ingress' | 'published-port';
  /** The port behind it; null where a name or nothing tells. */
  readonly port: number | null;
  /** What answers there, as far as it stands in this document. */
  readonly target: WorkloadFact | null;
  /** Labels of the pods behind it; null where nothing says which. */
  readonly selector: Readonly<Record<string, string>> | null;
  readonly namespace: string | null;
  readonly range: Range;
  /** Written limits: source ranges, an internal address, a class that only this network reaches. */
  readonly limited: boolean;
  /** Whether it speaks TLS; null where that makes no sense. */
  readonly encrypted: boolean | null;
  /** Closes it, or keeps it to this machine. */
  readonly closed: { readonly title: string; readonly edit: Edit } | null;
}

/** An attribute of a managed resource that is written with a value. */
export interface SettingFact {
  /** The resource, as its format names it: `AWS::SageMaker::NotebookInstance`, `aws_sagemaker_domain`, `azureml:workspace`. */
  readonly type: string;
  /** Keys below the resource, joined by dots, without positions in lists. */
  readonly path: string;
  readonly value: string;
  readonly range: Range;
  readonly valueRange: Range;
  readonly quoted: boolean;
  readonly resource: SourceTree | null;
}

/** One statement of who may do what: a statement of an IAM document, a rule of a role. */
export interface GrantFact {
  readonly system: 'kubernetes' | 'aws' | 'gcp' | 'azure';
  /** `Role`, `ClusterRole`, `policy`, `trust`. */
  readonly kind: string;
  readonly name: string | null;
  readonly actions: readonly SourceLeaf[];
  readonly resources: readonly SourceLeaf[];
  readonly principals: readonly SourceLeaf[];
  readonly conditions: SourceTree | null;
  readonly range: Range;
}

/** Who has a role. */
export interface RoleBindingFact {
  readonly system: GrantFact['system'];
  readonly role: SourceLeaf | null;
  readonly subjects: readonly { readonly kind: string; readonly name: SourceLeaf }[];
  readonly clusterWide: boolean;
  readonly range: Range;
}

/** A rule of a firewall or a security group that lets everybody in. */
export interface OpenPortFact {
  readonly from: number;
  readonly to: number;
  readonly source: SourceLeaf | null;
  readonly range: Range;
}

/** A resource of Kubernetes as it stands. */
export interface ObjectFact {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string | null;
  readonly namespace: string | null;
  readonly tree: Branch;
  readonly range: Range;
  /** Whether a template decides part of it. */
  readonly templated: boolean;
}

/** A workflow, an action or a pipeline. */
export interface PipelineFact {
  readonly service: 'github' | 'gitlab';
  readonly action: boolean;
  readonly triggers: readonly { readonly name: string; readonly range: Range }[];
  readonly permissions: readonly PermissionFact[];
  readonly jobs: readonly JobFact[];
  /** What a pipeline of GitLab takes from elsewhere; `pinned`: a version, or the hash of its text, is named. */
  readonly includes: readonly {
    readonly how: 'remote' | 'project' | 'component';
    readonly leaf: SourceLeaf;
    readonly pinned: boolean;
  }[];
}

export interface PermissionFact {
  /** `contents`; null for all of them at once. */
  readonly scope: string | null;
  readonly level: string;
  readonly range: Range;
  readonly ofJob: boolean;
}

export interface JobFact {
  readonly name: string;
  readonly range: Range;
  readonly runsOn: readonly SourceLeaf[];
  /** A group of runners or an expression decides where it runs. */
  readonly chosen: boolean;
  readonly environment: boolean;
  readonly condition: string;
  /** Another workflow that it runs. */
  readonly uses: SourceLeaf | null;
  readonly inherits: Range | null;
  readonly steps: readonly StepFact[];
  readonly needs: readonly string[];
}

export interface StepFact {
  readonly range: Range;
  readonly uses: SourceLeaf | null;
  readonly inputs: readonly { readonly name: string; readonly value: SourceLeaf }[];
  readonly run: SourceLeaf | null;
  /** `bash`, `python`; null where nothing is said. */
  readonly shell: string | null;
  readonly environment: readonly { readonly name: string; readonly value: SourceLeaf }[];
  readonly condition: string;
  readonly map: Branch;
}
