import type { FactsByKind, FactsKind } from './facts';
import type { CommandedFacts, CommandFact } from './command-facts';
import type { ConfigEntry, ConfigFacts, OutputFacts } from './config-facts';
import type { Fix, Related, Severity, Thing } from './finding';
import type { Policy } from './policy';
import type {
  AssignmentFact,
  CallFact,
  CommentFact,
  ComparisonFact,
  DictItemFact,
  PythonFacts,
  StringFact,
} from './python-facts';
import type { Project } from './question';
import type { Question } from './question';
import type { Range } from './range';
import type { AtlasId, OwaspId } from './references';
import type { RequirementOption, Requirement, RequirementsFacts } from './requirement-facts';
import type { SuppressionFact } from './suppression-facts';

/** What a rule says: one sentence for a person in a hurry, what is wrong first. Severity defaults to the rule's own. */
export interface Report {
  readonly range: Range;
  readonly message: string;
  /** What the message has no room for, in a sentence or two without the last stop: what can happen, what to do. Told in the hover and by `--explain`. */
  readonly detail?: string;
  readonly severity?: Severity;
  readonly related?: readonly Related[];
  readonly fixes?: readonly Fix[];
  readonly lookups?: readonly Question[];
  /** Rules whose findings in this range say the same with less: one thing is one finding. Comments and baselines that silence one of them count for this one. */
  readonly absorbs?: readonly string[];
  /** What it is about, where other findings of the document may be about the same: a model that is loaded in several places. */
  readonly thing?: Thing;
  /** As bad in tests, documentation, examples and copies of libraries as anywhere: a key of a provider. Everything else counts less there. */
  readonly everywhere?: boolean;
}

export interface Context {
  /** Path of the document, relative to the project's root, with `/`. */
  readonly path: string;
  readonly notebook: boolean;
  readonly policy: Policy;
  readonly project: Project;
  report(report: Report): void;
}

/** What a check sees of a document that has commands in it. */
export interface CommandContext extends Context {
  readonly facts: CommandedFacts;
  /** Ranges of the notebook's cells in the program, in order; one range for a plain file. */
  readonly cells: readonly { readonly index: number; readonly range: Range }[];
}

export interface PythonContext extends CommandContext {
  readonly facts: PythonFacts;
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

/** Hears of all facts of a document. */
export interface DocumentListener<Kind extends FactsKind = FactsKind> {
  check(facts: FactsByKind[Kind], context: Context & { readonly facts: FactsByKind[Kind] }): void;
}

/**
 * What must stand around an occurrence of a trigger, as far as a look tells before anything is parsed: all that is said here. It may
 * only be wanting where the rule would say nothing whatever stands elsewhere. It only saves time: an oracle test proves that
 * nothing is lost.
 */
export interface Near {
  /** In the 160 units right before it. */
  readonly before?: RegExp;
  /** In the 60 units right after it. */
  readonly after?: RegExp;
  /** How a call begins that it stands in, with its bracket: `.info(`, in the 600 units before it that are no blanks. */
  readonly inside?: RegExp;
  /** Anywhere in the text. */
  readonly anywhere?: RegExp;
  /** Asked of the name that it is in. */
  name?(name: string): boolean;
  /** Asked of the name that it ends in, up to there. */
  stem?(name: string): boolean;
  /** What comes after it may hold a literal that this accepts. */
  given?(literal: string): boolean;
  /** Whether a name counts that is bound to such a literal. */
  readonly named?: boolean;
  /** A flag, and the values that say nothing. It says nothing either where it is handed on under its own name, unless another occurrence says something. */
  readonly flag?: RegExp;
  /** The forms of keys by the triggers that they have in them, in lower case: one of them covers it, or it is cut short. Other triggers pass. */
  readonly forms?: ReadonlyMap<string, readonly RegExp[]>;
}

/** From which calls values are followed. It may leave out only those of which the check says the same without. */
export interface Following {
  /** How the statement of a call is written that needs no values, where it has no other such call. */
  readonly unless?: RegExp;
  /** What the text must have somewhere. */
  readonly anywhere?: RegExp;
}

/** Calls, and how the prefilter finds them in a text. */
export interface CallPattern {
  /** Callee patterns: dotted names, `*` for one segment, `**` for any number (also none): `transformers.**.from_pretrained`. `?` matches an unknown receiver. */
  readonly callees: readonly string[];
  /** Instead of the last segments of `callees`: for a pattern like `**` that is narrowed by something else, e.g. a keyword. Only calls are heard of whose text has one of them, or that spread a mapping. */
  readonly triggers?: readonly string[];
  /** Of occurrences of `triggers`; nobody asks it without them. */
  readonly near?: Near;
  /** The check is only asked in documents whose text has this somewhere, or does not: words without which, or beside which, there is nothing that it looks for. */
  readonly anywhere?: RegExp | { readonly not: RegExp };
  /** Words of statements in the same scope that the check looks at (a download, a hash check): where this call stands, they are read too. `word(` is a call of a function that has the word in its name. Only for patterns without `triggers`. */
  readonly beside?: readonly string[];
  /** Whether the check follows values: what called functions return, what callers give and what is put into containers is read too. */
  readonly follows?: boolean | Following;
  /**
   * The check asks what happens when this call fails, or whether it is what happens when another one fails: read too are the `try`
   * and `with` statements around and before it, the conditions around, and the calls of the function that it stands in.
   */
  readonly failures?: boolean;
  /** Where the result goes counts too: the statements that use the name that it is given. */
  readonly results?: boolean;
}

/**
 * What checks look for beside what they hear of. The prefilter keeps it in what is parsed, as it keeps what is listened to; no
 * check hears of it. What no fixture needs is not here: `test/harness/hints.test.ts` takes each entry away and looks.
 */
export interface Reads {
  readonly calls?: readonly CallPattern[];
  /** Words of names that are given a value, and of what an attribute is set of. */
  readonly assignments?: readonly string[];
  /** Words in texts that are used as values. */
  readonly strings?: readonly string[];
  /** Words in the headers of classes that are read with all that is in them: names of bases. */
  readonly classes?: readonly string[];
}

/** `tokens`: triggers that only count at the beginning of a run of at least 16 letters, digits and signs, as keys are. Best for short ones. */
export interface StringListener {
  readonly triggers: readonly string[];
  readonly tokens?: readonly string[];
  /** Docstrings and other strings that stand alone are not heard of. */
  readonly valuesOnly?: boolean;
  readonly near?: Near;
  check(string: StringFact, context: PythonContext): void;
}

export interface CommentListener {
  readonly triggers: readonly string[];
  readonly tokens?: readonly string[];
  readonly near?: Near;
  readonly check: (comment: CommentFact, context: CommandContext) => void;
}

/** What one rule may have one or several of, as a list. */
export const listenersIn = <Listener>(given: Listener | readonly Listener[] | undefined): readonly Listener[] =>
  given === undefined ? [] : Array.isArray(given) ? (given as readonly Listener[]) : [given as Listener];

/**
 * What a rule listens to. `triggers` are strings of which at least one must stand in the text for the listener to be
 * able to fire (compared without case); they build the prefilter, so a trigger that is missing is a finding that is lost.
 * For `calls` they come from the last segment of each callee pattern.
 */
export interface Listeners {
  readonly calls?: readonly (CallPattern & { check(call: CallFact, context: PythonContext): void })[];
  /** Several where different words have different things around them. */
  readonly strings?: StringListener | readonly StringListener[];
  readonly comments?: CommentListener | readonly CommentListener[];
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
  /** Magics and shell escapes of notebooks, shell scripts, instructions of Dockerfiles. */
  readonly commands?: { readonly check: (command: CommandFact, context: CommandContext) => void };
  readonly requirements?: { check(requirement: Requirement, context: RequirementsContext): void };
  readonly requirementOptions?: { check(option: RequirementOption, context: RequirementsContext): void };
  readonly config?: { check(entry: ConfigEntry, context: ConfigContext): void };
  readonly configComments?: {
    readonly triggers: readonly string[];
    check(comment: CommentFact, context: ConfigContext): void;
  };
  /**
   * Calls of functions that are imported from modules which nobody knows, so that they may be of the project, in documents in which a
   * trigger stands, and whose text has what is asked for `anywhere`. Values are followed from there, as with `follows`.
   */
  readonly imported?: {
    readonly triggers: readonly string[];
    readonly anywhere: RegExp;
    /** What stands before a trigger where it stands in a string, from the quote on. */
    readonly lead: RegExp;
    check(call: CallFact, context: PythonContext): void;
  };
  /**
   * Calls with a literal by position that `accepts`: one run of letters, digits and signs, which may be drawn by a machine. Values are
   * followed from there, as with `follows`, so that it is known what is called.
   */
  readonly drawn?: { accepts(literal: string): boolean; check(call: CallFact, context: PythonContext): void };
  /** Suppression comments after the scan, when it is known what each did. There is nothing left to be asked about the project. */
  readonly suppressions?: { check(comment: SuppressionFact, context: Context): void };
  readonly reads?: Reads;
  /** All facts of a document at once, by their kind: for what only the whole tells, and for kinds whose parts nobody listens to. */
  readonly documents?: { readonly [Kind in FactsKind]?: DocumentListener<Kind> };
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
  'suppression',
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
  /** The risk of OWASP's lists for machine learning and for language models that this is; left out where none is. */
  readonly owasp?: OwaspId;
  /** Techniques of MITRE ATLAS by which this is attacked; left out where none is. */
  readonly atlas?: readonly AtlasId[];
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
