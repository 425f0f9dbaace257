import type { CommandFact } from './command-facts';
import type { Range } from './range';
import type { BindingFact, ClassFact, Expression, FunctionFact, ScopeId, SuiteFact } from './semantics';
import type { Value } from './value';

/** One argument of a call. `name` is set for keywords, also for those that came out of a known `**dict`. */
export interface Argument {
  readonly name: string | null;
  /** Position from 0 among positional arguments; -1 for keywords and after an unknown `*args`. */
  readonly position: number;
  readonly value: Value;
  /** The whole argument (`name=value`). For one out of a `**dict`: the `**dict` argument. */
  readonly range: Range;
  /** The value expression alone. */
  readonly valueRange: Range;
  /** True when it came out of a `**dict`, so that an edit here must not touch `name=value` text. */
  readonly spread: boolean;
  /** The value expression as a fact; of a spread one what is spread. */
  readonly expression: Expression;
}

/** A call, with its callee resolved through imports, aliases and re-assignments. */
export interface CallFact {
  /**
   * Qualified name: `torch.load`. A method of a call's result keeps the call: `diffusers.DiffusionPipeline.from_pretrained().load_lora_weights`.
   * A receiver that is not known is `?`: `?.from_pretrained`.
   */
  readonly callee: string;
  /** True when the name rests on a guess (a star import of a known module). */
  readonly guessed: boolean;
  readonly calleeRange: Range;
  readonly range: Range;
  /** The parenthesised list, parentheses included. */
  readonly argumentsRange: Range;
  readonly args: readonly Argument[];
  /** True when there is a `*args` or `**kwargs` whose content is not known. */
  readonly open: boolean;
  /** Keys of the mappings that are spread into the call, as far as they are known: what no text of the call tells. */
  readonly spreadKeys: readonly string[];
  /** Innermost enclosing function's name, or null at module or class level. */
  readonly functionName: string | null;
  readonly scope: ScopeId;
  /** The statement that holds the call. */
  readonly statement: Range;
  /** The call whose argument this call is, by its callee; null when there is none. */
  readonly outerCallee: string | null;
  /** The call as an expression; its first part is the callee. */
  readonly expression: Expression;
}

export interface ImportFact {
  /** `torch.nn` for `import torch.nn`, `from torch.nn import x`. Relative imports keep their dots. */
  readonly module: string;
  /** The imported member; null for `import m`; `*` for a star import. */
  readonly member: string | null;
  readonly alias: string | null;
  readonly range: Range;
  readonly statement: Range;
  readonly scope: ScopeId;
}

/** `target = value`, `a.b = v`, `d["k"] = v`, `x: T = v`, a class attribute, a keyword default. */
export interface AssignmentFact {
  /** As written for names and attributes, resolved through imports: `openai.api_key`, `os.environ`. */
  readonly target: string;
  /** Last name of the target, or the constant key of a subscript: what people would call it. */
  readonly name: string;
  readonly targetRange: Range;
  readonly subscript: Value | null;
  readonly value: Value;
  readonly valueRange: Range;
  readonly range: Range;
  readonly scope: ScopeId;
  readonly role: 'variable' | 'attribute' | 'subscript' | 'class-attribute' | 'parameter-default';
  readonly functionName: string | null;
  readonly expression: Expression;
}

export interface DictItemFact {
  readonly expression: Expression;
  readonly key: string;
  readonly keyRange: Range;
  readonly value: Value;
  readonly valueRange: Range;
  readonly range: Range;
}

export interface ComparisonFact {
  readonly left: Value;
  readonly right: Value;
  readonly operator: string;
  readonly range: Range;
  readonly scope: ScopeId;
  /** The comparison as an expression; its parts are the sides. */
  readonly expression: Expression;
}

/** A string literal (implicit concatenation counts as one). */
export interface StringFact {
  /** The decoded value, of bytes too; null when it has interpolations that are not constant. */
  readonly value: string | null;
  readonly range: Range;
  /** Between the quotes, for a single literal; equal to `range` for a concatenation. */
  readonly contentRange: Range;
  readonly role: 'docstring' | 'expression' | 'value';
  /** Whether it is of bytes: `b"…"`. */
  readonly bytes: boolean;
  /** The string as an expression; its pieces are what is written in it. */
  readonly expression: Expression;
}

export interface CommentFact {
  readonly text: string;
  readonly range: Range;
}

export interface DecoratorFact {
  readonly name: string;
  readonly range: Range;
}

/**
 * What names, functions and suites of a program mean to one another. Everything is worked out when it is first asked for.
 * Source: the Python language reference, 4.2 (naming and binding) and 8 (compound statements).
 */
export interface Semantics {
  /** All calls of the program, in the order of the text. */
  readonly calls: readonly CallFact[];
  /** Functions, methods and lambdas, in the order of the text. */
  readonly functions: readonly FunctionFact[];
  /** Classes, in the order of the text. */
  readonly classes: readonly ClassFact[];
  readonly suites: readonly SuiteFact[];
  /** What `assert` statements say. */
  readonly assertions: readonly Expression[];
  /** The expression that stands at a range, brackets around it left out; null where none does. */
  expressionAt(range: Range): Expression | null;
  /** The expressions that a range stands in, the innermost first, up to the statement; `if x else y`, `and` and their like say when it counts. */
  expressionsAround(range: Range): readonly Expression[];
  /** What may have given a name, or an attribute of `self` or of an instance made here, its value where it is used; the last first. */
  bindingsOf(use: Expression): readonly BindingFact[];
  /** The call that an expression is. */
  callOf(expression: Expression): CallFact | null;
  /** The class of this program that an object is an instance of, or is itself. */
  classOf(object: Expression): ClassFact | null;
  /** The innermost function around a scope. */
  functionAround(scope: ScopeId): FunctionFact | null;
  /** The function of this program that a call calls; of a class its `__init__`. */
  calledBy(call: CallFact): FunctionFact | null;
  /** The calls of a function in this program. */
  callsTo(called: FunctionFact): readonly CallFact[];
  /** Arguments and decorated functions that hand a function on to be called: `Thread(target=run)`. */
  handedOn(called: FunctionFact): readonly { readonly call: CallFact; readonly argument: Argument }[];
  /** Calls of `add_argument` that declare an option or an argument which the parser of the command line keeps under a name. */
  optionsOf(name: string): readonly CallFact[];
  /** Where a name stands for a variable, read or written, in any scope; as far as the rules let it be read. */
  usesOf(name: string): readonly Expression[];
  /** The suites around a place, the innermost first, up to the function around it. */
  suitesAround(place: Range): readonly SuiteFact[];
  /** The suites of `if`, `elif`, `else` and `assert` before a place that leave its function or its loop, and whose statement stands on every way there. */
  leavingBefore(place: Range): readonly SuiteFact[];
  /** Whether the function that a call calls stands in another file of the project, which has a word in it: a cheap question before `calledElsewhere`. */
  isCalledWhere(call: CallFact, words: RegExp): boolean;
  /** The function of another file of the project that a call calls; `whole`: with all of that file, and not only what the function needs. */
  calledElsewhere(call: CallFact, whole?: boolean): CalledElsewhere | null;
  /** What another file of the project gives a name that is imported. */
  elsewhere(use: Expression): GivenElsewhere | null;
  /**
   * What a function, a method or a class of the project takes by position, by the expression that it is called by; of another file only
   * where one of the words stands in that. Null for what is not of the project.
   */
  signatureOf(callee: Expression, words: RegExp): Signature | null;
}

/** What may be given by position, in order: without what the language gives a method, up to `*`. Source: the Python language reference, 6.3.4. */
export interface Signature {
  /** Path of the file in which it is declared, relative to the project's root; null for this one. */
  readonly path: string | null;
  readonly parameters: readonly { readonly name: string; readonly range: Range }[];
}

/** Something in another file of the project. */
interface OfOtherFile {
  /** Path of the file, relative to the project's root. */
  readonly path: string;
  readonly semantics: Semantics;
}

export interface CalledElsewhere extends OfOtherFile {
  readonly called: FunctionFact;
}

export interface GivenElsewhere extends OfOtherFile {
  readonly values: readonly Expression[];
}

/** All that is known of one Python program after one pass. Plain data, no syntax nodes. Ranges are program offsets. */
export interface PythonFacts {
  readonly kind: 'python';
  readonly text: string;
  readonly calls: readonly CallFact[];
  readonly imports: readonly ImportFact[];
  readonly assignments: readonly AssignmentFact[];
  readonly dictItems: readonly DictItemFact[];
  readonly comparisons: readonly ComparisonFact[];
  readonly strings: readonly StringFact[];
  readonly decorators: readonly DecoratorFact[];
  readonly comments: readonly CommentFact[];
  /** IPython's magics and shell escapes: what Python does not see. */
  readonly commands: readonly CommandFact[];
  readonly semantics: Semantics;
  /** True when the parser met an error; facts around it may be missing. */
  readonly broken: boolean;
  /** Where a new top-level import goes in a plain file: after the docstring and `__future__` imports. */
  readonly importOffset: number;
}

/** The keyword `name`, or the positional argument at `position`. */
export function argumentOf(call: CallFact, name: string, position?: number): Argument | undefined {
  return (
    call.args.find((argument) => argument.name === name) ??
    (position === undefined
      ? undefined
      : call.args.find((argument) => argument.name === null && argument.position === position))
  );
}

export type { ScopeId };
