import type { Range } from './range';

/** `>=1.2` with its places. An operator is one of PEP 440's: `~= == != <= >= < > ===`. */
export interface Specifier {
  readonly operator: string;
  readonly version: string;
  readonly range: Range;
  readonly versionRange: Range;
}

export interface Hash {
  readonly algorithm: string;
  readonly value: string;
  /** The whole `--hash=sha256:…` option. */
  readonly range: Range;
}

/** A direct reference: archive URL, VCS URL or local path (PEP 508 `name @ url`, or pip's bare form). */
export interface DirectReference {
  readonly kind: 'url' | 'vcs' | 'path';
  readonly text: string;
  readonly range: Range;
  /** `git`, `hg`, `svn`, `bzr`; null unless kind is `vcs`. */
  readonly vcs: string | null;
  /** Branch, tag or commit after `@`. */
  readonly revision: string | null;
  readonly revisionRange: Range | null;
  /** `egg`, `subdirectory`, `sha256` … of the fragment. */
  readonly fragment: Readonly<Record<string, string>>;
  /** Where a revision would be inserted when there is none. */
  readonly revisionOffset: number;
}

/** One requirement, from a requirements file or a pip command line (pip's grammar, PEP 508, PEP 440). */
export interface Requirement {
  readonly kind: 'requirement';
  /** As written; null for a bare URL or path without a name. */
  readonly name: string | null;
  readonly nameRange: Range | null;
  /** PEP 503 normalised name. */
  readonly normalizedName: string | null;
  readonly extras: readonly string[];
  readonly extrasRange: Range | null;
  readonly specifiers: readonly Specifier[];
  /** All specifiers with their parentheses, or null. */
  readonly specifierRange: Range | null;
  readonly marker: { readonly text: string; readonly range: Range } | null;
  readonly reference: DirectReference | null;
  readonly editable: boolean;
  readonly hashes: readonly Hash[];
  /** Other per-requirement options: `--config-settings`, `--global-option` … */
  readonly options: readonly RequirementOption[];
  /** From the first to the last unit, options and hashes included, comment and line end excluded. */
  readonly range: Range;
  /** True when a value contains `${VAR}` (or `==$VAR` on a command line) that cannot be known. */
  readonly dynamic: boolean;
}

export interface RequirementOption {
  readonly kind: 'option';
  /** Canonical long form: `--index-url`, `--extra-index-url`, `--requirement`, `--constraint`, `--trusted-host`, `--hash` … */
  readonly name: string;
  readonly value: string | null;
  readonly range: Range;
  readonly valueRange: Range | null;
}

export interface RequirementComment {
  readonly kind: 'comment';
  readonly text: string;
  readonly range: Range;
}

/** A line that pip would refuse, with the reason in one sentence. */
export interface InvalidRequirement {
  readonly kind: 'invalid';
  readonly message: string;
  readonly range: Range;
}

export type RequirementEntry = Requirement | RequirementOption | RequirementComment | InvalidRequirement;

/** What a requirements file, or one `pip install` command in a notebook or a script, says. */
export interface RequirementsFacts {
  readonly kind: 'requirements';
  /** `file`: a requirements file. `command`: the arguments of an installer on a command line. */
  readonly form: 'file' | 'command';
  readonly installer: 'pip' | 'uv' | 'conda';
  readonly path: string;
  readonly text: string;
  /** Where `text` begins in the document that the ranges count in; 0 when left out. Set for a command inside a program. */
  readonly offset?: number;
  readonly entries: readonly RequirementEntry[];
  /** What is written around the command says that the newest releases are wanted. */
  readonly latest?: boolean;
  /** True when there is more than is read. */
  readonly truncated?: boolean;
}

/** One package as a lock file or an installed environment knows it. */
export interface LockedPackage {
  /** PEP 503 normalised. */
  readonly name: string;
  readonly version: string | null;
  /** `sha256:…` values of all files, sorted. */
  readonly hashes: readonly string[];
  /** Commit, for a VCS source. */
  readonly commit: string | null;
  readonly url: string | null;
  readonly marker: string | null;
  readonly dependencies: readonly string[];
  /** Address of the index that it comes from, where that is another than pypi.org. */
  readonly index?: string;
}

/** A lock file, or an installed environment, beside a manifest. */
export interface LockFacts {
  readonly path: string;
  readonly kind: 'uv' | 'poetry' | 'pylock' | 'pipfile' | 'pdm' | 'requirements' | 'environment';
  readonly packages: readonly LockedPackage[];
  /**
   * PEP 503 names of packages that the project takes from a folder, a repository or an address: under such a name an index may have
   * what a stranger put there. Source: CWE-427, and "Dependency Confusion" (Birsan, 2021).
   */
  readonly elsewhere?: readonly string[];
}
