/** Where a list of training jobs is from. */
export type JobSource = 'slurm' | 'kubernetes' | 'ray' | 'sagemaker' | 'vertex' | 'azure-ml' | 'wandb';

/** Who says who the owner is: the system (`os`, `iam`), a label that whoever starts a job writes, or the job itself. */
export type OwnerKind = 'os' | 'iam' | 'label' | 'claimed';

/** Time in which a job held GPUs. Instants are milliseconds since the epoch. */
export interface JobSegment {
  readonly start: number;
  /** Null while it runs: then it counts up to the time of the export. */
  readonly end: number | null;
  /** Seconds that count, where the source says them (suspension is no part of them); else from start to end. */
  readonly seconds: number | null;
  /** GPUs, fractions of them where a policy weighs them; null where nobody knows, which is never none. */
  readonly gpus: number | null;
}

/** A training job as an export has it. What could be a secret (names, commands, environments) is not taken over. */
export interface JobRecord {
  readonly source: JobSource;
  readonly id: string;
  /** The id of the array, the heterogeneous or the requeued job that it is a part of; else its own. */
  readonly group: string;
  readonly owner: string | null;
  readonly ownerKind: OwnerKind | null;
  /** Account, project or namespace that it is charged to. */
  readonly account: string | null;
  readonly partition: string | null;
  readonly cluster: string | null;
  readonly submitted: number | null;
  readonly started: number | null;
  /** Null while it runs, or where nobody knows. */
  readonly ended: number | null;
  readonly running: boolean;
  /** The largest number that it held at once; null where nobody knows. */
  readonly gpus: number | null;
  readonly segments: readonly JobSegment[];
  /** How often it was started again by the scheduler: these are no new starts. */
  readonly restarts: number;
  readonly evidence: JobEvidence;
}

export interface JobEvidence {
  readonly path: string;
  /** From 1; null in JSON, where `pointer` says the place. */
  readonly line: number | null;
  readonly pointer: string | null;
}

/** What readers need to know beside the text. */
export interface JobReading {
  readonly path: string;
  /** IANA name for times without a zone; null: such times are taken for UTC, which is told. */
  readonly timezone: string | null;
  /** Label of Kubernetes and Vertex, or key of Ray's metadata, that names the owner; null for none. */
  readonly ownerLabel: string | null;
  /** GPUs that one of a kind counts as: `mig-1g*` as 0.14. Null where it is not said. */
  weightOf(kind: string): number | null;
}

/** What was read of one file. */
export interface JobList {
  readonly jobs: readonly JobRecord[];
  /** What was not understood, or only by assuming something, as sentences; each once. */
  readonly notes: readonly string[];
}
