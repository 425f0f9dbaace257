import type { ConfigEntry, ConfigFacts, OutputFacts } from './config-facts';
import type { Fix, Question, Related, RepoType, Severity } from './finding';
import type { Policy } from './policy';
import type {
  AssignmentFact,
  CallFact,
  CommentFact,
  ComparisonFact,
  DictItemFact,
  MagicFact,
  PythonFacts,
  StringFact,
} from './python-facts';
import type { Range } from './range';
import type { LockFacts, RequirementOption, Requirement, RequirementsFacts } from './requirement-facts';

/** What a rule says: one sentence for a person in a hurry, subject first. Severity defaults to the rule's own. */
export interface Report {
  readonly range: Range;
  readonly message: string;
  readonly severity?: Severity;
  readonly related?: readonly Related[];
  readonly fixes?: readonly Fix[];
  readonly lookups?: readonly Question[];
  /** As bad in tests, documentation and examples as anywhere: a key of a provider. Everything else counts less there. */
  readonly everywhere?: boolean;
}

/** Bounds are release numbers; null where there is none. */
export interface VersionRange {
  readonly atLeast: string | null;
  /** All versions that are allowed are below this one. */
  readonly below: string | null;
  readonly source: string;
}

/** A Python file of the project, and the names of an imported dotted name that are left when the file is found: members of it. */
export interface ModuleFile {
  readonly path: string;
  readonly text: string;
  readonly members: readonly string[];
}

/**
 * What is known of the project around a document. Each answer is undefined while it is not known yet: the scan then
 * finds it out and runs the document's rules again, so a rule simply treats undefined like null.
 */
export interface Project {
  /** The file of the project behind a dotted name that is imported in directory `near`; null for what is not of the project. */
  module(name: string, near: string): ModuleFile | null | undefined;
  /** A configuration file as code in directory `near` names it; null when there is none that can be read. */
  configFile(path: string, near: string): ConfigFacts | null | undefined;
  /** The text of a small file beside the code (`.env`, `.gitignore`); null when there is none. */
  text(path: string): string | null | undefined;
  /** Lower-case hex SHA-256 of a file in the workspace; null when there is none, or it is too large to hash. */
  sha256(path: string): string | null | undefined;
  /** The version of a distribution (PEP 503 name) that the project resolves to: lock file, pinned requirement, installed environment, pin of another manifest. */
  version(distribution: string): { readonly version: string; readonly source: string } | null | undefined;
  /** What the manifests (requirements, pyproject.toml, setup.cfg, environment.yml) allow of a distribution, where that is a range. */
  versionRange(distribution: string): VersionRange | null | undefined;
  /** Lock files and installed environment beside this document, best first. */
  locks(): readonly LockFacts[] | undefined;
  /** The commit that the project's lock, the local hub cache or (opt-in) the hub gives for a revision. */
  hubCommit(
    repoType: RepoType,
    id: string,
    revision: string,
  ): { readonly commit: string; readonly source: string } | null | undefined;
}

export interface Context {
  /** Path of the document, relative to the project's root, with `/`. */
  readonly path: string;
  readonly notebook: boolean;
  readonly policy: Policy;
  readonly project: Project;
  report(report: Report): void;
}

export interface PythonContext extends Context {
  readonly facts: PythonFacts;
  /** Ranges of the notebook's cells in the program, in order; one range for a plain file. */
  readonly cells: readonly { readonly index: number; readonly range: Range }[];
}

export interface RequirementsContext extends Context {
  readonly facts: RequirementsFacts;
}

export interface ConfigContext extends Context {
  readonly facts: ConfigFacts;
}

/** A report's range here is in the output's text; people see it on the first line of the cell. */
export interface OutputContext extends Context {
  readonly facts: OutputFacts;
}

/**
 * A look at the text around an occurrence of a trigger, before anything is parsed: false where the rule would say nothing
 * whatever stands elsewhere; `idle` where it would only say something because of another occurrence that this function calls true.
 * It only saves time: an oracle test proves that nothing is lost. `src/readers/python/nearby.ts` has the usual questions.
 */
export type Near = (text: string, start: number, end: number) => boolean | 'idle';

/**
 * What a rule listens to. `triggers` are strings of which at least one must stand in the text for the listener to be
 * able to fire (compared without case); they build the prefilter, so a trigger that is missing is a finding that is lost.
 * For `calls` they come from the last segment of each callee pattern.
 */
export interface Listeners {
  /** Callee patterns: dotted names, `*` for one segment, `**` for any number (also none): `transformers.**.from_pretrained`. `?` matches an unknown receiver. */
  readonly calls?: readonly {
    readonly callees: readonly string[];
    /** Instead of the last segments of `callees`: for a pattern like `**` that is narrowed by something else, e.g. a keyword. Only calls are heard of whose text has one of them, or that spread a mapping. */
    readonly triggers?: readonly string[];
    readonly near?: Near;
    /** Words of statements in the same scope that the check looks at (a download, a hash check): where this call stands, they are read too. `word(` is a call of a function that has the word in its name. Only for listeners without `triggers`. */
    readonly beside?: readonly string[];
    check(call: CallFact, context: PythonContext): void;
  }[];
  /** `tokens`: triggers that only count at the beginning of a run of at least 16 letters, digits and signs, as keys are. Best for short ones. */
  readonly strings?: {
    readonly triggers: readonly string[];
    readonly tokens?: readonly string[];
    /** Docstrings and other strings that stand alone are not heard of. */ readonly valuesOnly?: boolean;
    readonly near?: Near;
    check(string: StringFact, context: PythonContext): void;
  };
  readonly comments?: {
    readonly triggers: readonly string[];
    readonly tokens?: readonly string[];
    readonly near?: Near;
    check(comment: CommentFact, context: PythonContext): void;
  };
  /**
   * Only bindings whose value has a quote in it are heard of, unless `anyValue` is set (`trust_remote_code=True`).
   * `accepts` narrows what the triggers let through; it is asked of names as they are written.
   */
  readonly assignments?: {
    readonly triggers: readonly string[];
    readonly anyValue?: boolean;
    readonly near?: Near;
    accepts?(name: string): boolean;
    check(assignment: AssignmentFact, context: PythonContext): void;
  };
  /** As for `assignments`. */
  readonly dictItems?: {
    readonly triggers: readonly string[];
    readonly anyValue?: boolean;
    readonly near?: Near;
    accepts?(name: string): boolean;
    check(item: DictItemFact, context: PythonContext): void;
  };
  readonly comparisons?: {
    readonly triggers: readonly string[];
    check(comparison: ComparisonFact, context: PythonContext): void;
  };
  readonly magics?: { check(magic: MagicFact, context: PythonContext): void };
  readonly requirements?: { check(requirement: Requirement, context: RequirementsContext): void };
  readonly requirementOptions?: { check(option: RequirementOption, context: RequirementsContext): void };
  readonly requirementsFile?: { check(facts: RequirementsFacts, context: RequirementsContext): void };
  readonly config?: { check(entry: ConfigEntry, context: ConfigContext): void };
  readonly configComments?: {
    readonly triggers: readonly string[];
    check(comment: CommentFact, context: ConfigContext): void;
  };
  readonly outputs?: { check(output: OutputFacts, context: OutputContext): void };
}

export const CATEGORIES = [
  'secrets',
  'models',
  'deserialization',
  'downloads',
  'execution',
  'infrastructure',
  'tracking',
  'requirements',
] as const;
export type Category = (typeof CATEGORIES)[number];

export interface Rule {
  /** Kebab-case slug: file name, diagnostic code, suppression token, documentation page, SARIF ruleId, fixture folder. */
  readonly id: string;
  /** Upper bound of what the rule reports by default. */
  readonly severity: Severity;
  readonly category: Category;
  /** A few words, for tables: `Hardcoded secret`. */
  readonly title: string;
  /** CWE number. */
  readonly cwe: number;
  /** OWASP Machine Learning Security Top Ten 2023 reference, e.g. `ML06:2023 AI Supply Chain Attacks`. */
  readonly owasp?: string;
  /** Markdown. Examples are not here: the documentation takes them from the rule's tested fixtures. */
  readonly docs: {
    readonly what: string;
    readonly why: string;
    readonly fix: string;
    readonly references?: readonly string[];
  };
  readonly listen: Listeners;
}

export const defineRule = (rule: Rule): Rule => rule;
