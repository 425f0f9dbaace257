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
  /** How a revision is written where it is a value of its own (`rev = "…"`) and no part of the text: what it replaces, and what stands around it. */
  readonly revisionEdit?: { readonly range: Range; readonly before: string; readonly after: string };
}

/** One list of requirements in a manifest that has several. */
export interface RequirementList {
  /** Its keys in the manifest: `project.dependencies`, `tool.poetry.group.dev.dependencies`. */
  readonly name: string;
  /** The extra, group, environment or session that it is installed for; null for what every install takes. */
  readonly group: string | null;
  /**
   * `application`: what runs is installed from it, so it should name one version. `library`: who installs the project decides among
   * what it allows, so ranges are right. `development`: tools of those who work on the project. `build`: what its build is made
   * with. `limit`: versions of what others ask for; installs nothing by itself. `source`: where a package of the other lists comes from.
   */
  readonly use: 'application' | 'library' | 'development' | 'build' | 'limit' | 'source';
}

/** Where a manifest says elsewhere that a package comes from: `[tool.uv.sources]`, `source = "…"` of Poetry, `index = "…"` of Pipenv. */
export interface RequirementSource {
  /** Address of the index that the package is taken from alone; null where it comes from none, or nobody knows which. */
  readonly index: string | null;
  readonly reference: DirectReference | null;
}

/** One requirement, from a manifest, a requirements file or a command line of an installer (pip's grammar, PEP 508, PEP 440). */
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
  /** Some of it is the value of a variable and stands elsewhere (`torch==$VERSION`), so that it cannot be edited here. */
  readonly filled?: boolean;
  /** Where its name is a key of the manifest: the version as written, in the operators of the manifest's own tool (`^2.6`); empty for none. */
  readonly written?: string;
  /** The list that it stands in; absent where the document has only one. */
  readonly list?: RequirementList;
  readonly source?: RequirementSource;
}

export interface RequirementOption {
  readonly kind: 'option';
  /**
   * Canonical long form: `--index-url`, `--extra-index-url`, `--requirement`, `--constraint`, `--trusted-host`, `--hash` … What a manifest
   * says is given the option that means the same to its installer; `--explicit-index` is one that only packages are taken from that name it.
   */
  readonly name: string;
  readonly value: string | null;
  readonly range: Range;
  readonly valueRange: Range | null;
  /** The name that a manifest gives the index. */
  readonly label?: string;
  /** Whose table it stands in, where a manifest has those of several. */
  readonly installer?: RequirementsFacts['installer'];
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

/** What a requirements file, a manifest, or one `pip install` command in a notebook or a script, says. */
export interface RequirementsFacts {
  readonly kind: 'requirements';
  /** `file`: a requirements file. `manifest`: values of a file that says other things too. `command`: the arguments of an installer on a command line. */
  readonly form: 'file' | 'manifest' | 'command';
  readonly installer: 'pip' | 'uv' | 'conda' | 'poetry' | 'pdm' | 'pipenv' | 'pixi';
  readonly path: string;
  readonly text: string;
  /** Where `text` begins in the document that the ranges count in; 0 when left out. Set for a command inside a program. */
  readonly offset?: number;
  /** All of the text that the ranges count in, where `text` is only the command: values of variables stand outside of it. */
  readonly document?: string;
  /** The command writes down in a manifest what it installs: `uv add`. */
  readonly adds?: boolean;
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
  /** Those of `dependencies` that it needs in some environments, or with some extra, alone; absent for none. */
  readonly conditional?: readonly string[];
  /** Address of the index that it comes from, where that is another than pypi.org. */
  readonly index?: string;
  /** When its first file was uploaded to the index, as the lock says it: an ISO 8601 instant. */
  readonly uploaded?: string;
  /** Only groups for development, or extras, ask for it. */
  readonly optional?: boolean;
  /** Its files, where the lock names them; `hashes` has the digests of all. */
  readonly files?: readonly LockedFile[];
  /** Versions that it takes of a dependency, where the lock has several of that name and says which. */
  readonly dependencyVersions?: Readonly<Record<string, readonly string[]>>;
  /** What an installed distribution says about itself. */
  readonly metadata?: DistributionMetadata;
}

/** A wheel or a source archive of a package. */
export interface LockedFile {
  /** File name, without a folder. */
  readonly name: string;
  /** Where the lock takes it from; null where it says only the name. */
  readonly url: string | null;
  /** Bytes. */
  readonly size: number | null;
  /** `sha256:…` */
  readonly hashes: readonly string[];
}

/** Headers of a METADATA that say who made a distribution and under which licence. Source: Core metadata specifications 2.4, PEP 639. */
export interface DistributionMetadata {
  readonly licenceExpression?: string;
  /** The older free text. */
  readonly licence?: string;
  /** Only those of licences. */
  readonly classifiers?: readonly string[];
  readonly author?: string;
  /** `Name <address>, …` */
  readonly authorEmail?: string;
  readonly maintainer?: string;
  readonly maintainerEmail?: string;
  readonly homePage?: string;
  /** `label, URL` */
  readonly projectUrls?: readonly string[];
}

/** A package of conda that a lock names or an environment has. */
export interface CondaPackage {
  readonly name: string;
  readonly version: string;
  /** As its recipe says it. */
  readonly licence?: string;
  /** Its archives, one for each platform that the lock is for. */
  readonly files?: readonly LockedFile[];
}

/** A lock file, or an installed environment, beside a manifest; `index`: what the package index has, where somebody asked it. */
export interface LockFacts {
  readonly path: string;
  readonly kind: 'uv' | 'poetry' | 'pylock' | 'pipfile' | 'pdm' | 'conda' | 'requirements' | 'environment' | 'index';
  /** Distributions of Python: those of conda are apart, because their versions are not pip's. */
  readonly packages: readonly LockedPackage[];
  /**
   * PEP 503 names of packages that the project takes from a folder, a repository or an address: under such a name an index may have
   * what a stranger put there. Source: CWE-427, and "Dependency Confusion" (Birsan, 2021).
   */
  readonly elsewhere?: readonly string[];
  /** Packages of conda, for every platform once. */
  readonly conda?: readonly CondaPackage[];
  /** PEP 503 names of what the project itself asks for, where the lock says so. */
  readonly direct?: readonly string[];
  /** Of `uv.lock`: up to when releases were taken; null for any, absent for other locks. */
  readonly cutoff?: LockCutoff | null;
}

/** `exclude-newer` that a lock was made with: an RFC 3339 instant, and the span (ISO 8601) where that is what was asked for. */
export interface LockCutoff {
  readonly at: string;
  readonly span: string | null;
}
