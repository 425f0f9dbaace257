import type { Severity } from './finding';

/** The user's configuration: `touchstone.toml` or `[tool.touchstone]`, nearest wins, merged over these defaults. */
export interface Policy {
  /** minimatch globs; a file is scanned when it matches one of `include` and none of `exclude`. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** Per rule: a severity, or `off`. */
  readonly rules: Readonly<Record<string, Severity | 'off'>>;
  /** Hub publishers (organisations or users) trusted beyond the shipped list. `*` trusts all. */
  readonly trustedPublishers: readonly string[];
  /** Package index URLs that may be used beside or instead of the public index. */
  readonly trustedIndexes: readonly string[];
  /** Addresses, or globs of them, that packages may come from; empty: from anywhere. Channels of conda by their name. */
  readonly approvedIndexes: readonly string[];
  /** Packages that may not be used: names, or requirements of which the denied versions are one (`pillow<10.3`). */
  readonly deniedPackages: readonly string[];
  /** Licences that packages may have, by their SPDX identifiers; empty: any. */
  readonly allowedLicences: readonly string[];
  /** Days that a release has to be out before it is used; null: none. */
  readonly minimumReleaseAge: number | null;
  /** Honour `# nosec` and `# noqa: S…`. */
  readonly honourNosec: boolean;
  /** Largest text file that is read, bytes. */
  readonly maxFileSize: number;
  /** What infrastructure has to say; by default nothing is asked, since what is missing is said of nearly all of it. */
  readonly requiredOfInfrastructure: readonly InfrastructureRequirement[];
  /** Accelerators that one job may ask for, all its pods together; null: any number. */
  readonly maxGpusPerJob: number | null;
  /** Registries, or globs of images, that images may come from; empty: from anywhere. */
  readonly trustedRegistries: readonly string[];
  /** Actions of workflows that may be used at any state: `owner/name`, `owner/*`. */
  readonly trustedActions: readonly string[];
  /** The baseline file whose findings are not told, relative to the directory of the configuration; null for none. */
  readonly baseline: string | null;
  /** Where the configuration came from; null for the defaults. */
  readonly source: string | null;
  /** The directory that `include` and `exclude` count from, relative to the workspace's root; '' or absent for the root. */
  readonly base?: string;
}

/** What may be required of infrastructure. */
export const INFRASTRUCTURE_REQUIREMENTS = [
  'network-isolation',
  'job-deadline',
  'quota',
  'network-policy',
  'inter-node-encryption',
  'storage-key',
] as const;
export type InfrastructureRequirement = (typeof INFRASTRUCTURE_REQUIREMENTS)[number];

export const DEFAULT_POLICY: Policy = {
  include: ['**'],
  exclude: [
    '**/node_modules/**',
    '**/.git/**',
    '**/.venv/**',
    '**/venv/**',
    '**/site-packages/**',
    '**/__pycache__/**',
    '**/.tox/**',
    '**/.nox/**',
    '**/.mypy_cache/**',
    '**/.ipynb_checkpoints/**',
  ],
  rules: {},
  trustedPublishers: [],
  trustedIndexes: [],
  approvedIndexes: [],
  deniedPackages: [],
  allowedLicences: [],
  minimumReleaseAge: null,
  honourNosec: true,
  maxFileSize: 1_000_000,
  requiredOfInfrastructure: [],
  maxGpusPerJob: null,
  trustedRegistries: [],
  trustedActions: [],
  baseline: null,
  source: null,
};
