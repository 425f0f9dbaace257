import type { AdvisoryLevel, AdvisoryState } from './advisory';

/** Where a package is asked for. Lines and columns count from 1; `cell` is the notebook cell's index from 0. */
export interface RequiredAt {
  readonly path: string;
  readonly cell: number | null;
  readonly line: number | null;
  readonly column: number | null;
}

/** A vulnerability as the report tells of it, or a package that is malicious. */
export interface ReportedVulnerability {
  readonly ids: readonly string[];
  readonly level: AdvisoryLevel;
  /** CVSS, from 0 to 10; null where no vector is given. */
  readonly score: number | null;
  readonly malicious: boolean;
  /** First release of the same branch without it; null where none is known. */
  readonly fixed: string | null;
  readonly summary: string;
}

/** Why a package was not checked for vulnerabilities. */
export type Unchecked = 'no-database' | 'no-version' | 'not-from-an-index';

/** One package of a project in one version. All texts may be shown: they hold no secret. */
export interface ReportedDependency {
  readonly name: string;
  readonly ecosystem: 'pypi' | 'conda';
  /** What every install takes; null where nothing in the project says. */
  readonly version: string | null;
  /** Who says which version it is: `lock`, `pinned`, `environment` …; null for nobody. */
  readonly resolvedBy: string | null;
  /** Why there is no version, or why it is not the last word, as a code; null when all is known. */
  readonly unresolved: string | null;
  /** The project itself asks for it. */
  readonly direct: boolean;
  readonly scope: 'required' | 'optional' | 'excluded' | null;
  /** As written: `>=2.0,<3`. */
  readonly requestedAs: readonly string[];
  readonly requiredAt: readonly RequiredAt[];
  /** Names of packages that need it, sorted. */
  readonly requiredBy: readonly string[];
  /** Whether a digest of what is installed is written down. */
  readonly hashed: boolean;
  readonly licences: readonly string[];
  /** Where it comes from: the host of the index, of the repository or of the archive. */
  readonly index: string | null;
  /** Null where it was not checked: that is not the same as none. */
  readonly vulnerabilities: readonly ReportedVulnerability[] | null;
  readonly unchecked: Unchecked | null;
  /** The smallest later release that no advisory speaks of. */
  readonly safeVersion: string | null;
}

/** `touchstone report --format json`. */
export interface DependencyReport {
  readonly version: 1;
  readonly project: string;
  /** The advisory database; null where there is none, and so nothing was checked. */
  readonly advisories: Pick<AdvisoryState, 'asOf' | 'records' | 'old'> | null;
  /** Sorted by name, then by version. */
  readonly dependencies: readonly ReportedDependency[];
  /** What was not read, or what could not be told, and why. */
  readonly notes: readonly { readonly path: string; readonly message: string }[];
  readonly summary: {
    readonly packages: number;
    readonly direct: number;
    readonly vulnerable: number;
    readonly malicious: number;
    /** Packages for which nobody can say whether they are vulnerable. */
    readonly unchecked: number;
    readonly unresolved: number;
    readonly unhashed: number;
    readonly unlicensed: number;
  };
}
