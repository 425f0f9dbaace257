import type { Severity } from './finding';
import { DEFAULT_JOB_POLICY, type JobPolicy } from './job-policy';

/** Somebody whose signatures of models count. Files are relative to the configuration's folder. */
export interface TrustedSigner {
  /** A public key in PEM. */
  readonly key?: string;
  /** A certificate in PEM that is signed with its own key: everybody counts to whom it leads, or with `identity` only who is called that. */
  readonly root?: string;
  /** An address or URI, as sigstore's certificates have it, or the name in a certificate below `root`. Compared letter by letter. */
  readonly identity?: string;
  /** Who vouches for the identity: the issuer of OpenID Connect. */
  readonly issuer?: string;
}

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
  /** The baseline file whose findings are not told, relative to the directory of the configuration; null for none. */
  readonly baseline: string | null;
  /** Whose signatures of models count. */
  readonly signers: readonly TrustedSigner[];
  /** A `trusted_root.json` of sigstore, relative to the directory of the configuration; null for none. */
  readonly sigstoreRoot: string | null;
  /** minimatch globs of model files that have to be signed. */
  readonly signedModels: readonly string[];
  /** What training jobs are judged by. */
  readonly jobs: JobPolicy;
  /** Where the configuration came from; null for the defaults. */
  readonly source: string | null;
  /** The directory that `include` and `exclude` count from, relative to the workspace's root; '' or absent for the root. */
  readonly base?: string;
}

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
  baseline: null,
  signers: [],
  sigstoreRoot: null,
  signedModels: [],
  jobs: DEFAULT_JOB_POLICY,
  source: null,
};
