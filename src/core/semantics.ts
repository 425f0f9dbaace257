import type { Range } from './range';
import type { Value } from './value';

/** An index into the program's scopes; scope 0 is the module. */
export type ScopeId = number;

/**
 * What an expression is. `operation`: `a + b`, with the operator as its name. `choice`: `a or b`, `a and b`. `text`: a string, formatted or
 * not; its parts are what stands in its braces. `sequence`: a list, a tuple or a set. `keys`: `**mapping`, `star`: `*sequence`.
 * `pattern`: what a `case` compares with.
 */
export type ExpressionKind =
  | 'name'
  | 'attribute'
  | 'subscript'
  | 'call'
  | 'text'
  | 'constant'
  | 'operation'
  | 'choice'
  | 'not'
  | 'comparison'
  | 'conditional'
  | 'sequence'
  | 'mapping'
  | 'pair'
  | 'comprehension'
  | 'lambda'
  | 'star'
  | 'keys'
  | 'named'
  | 'yield'
  | 'slice'
  | 'pattern'
  | 'other';

/** An expression as a fact: brackets, `await` and layout are no part of it. Source: the Python language reference, 6. */
export interface Expression extends Range {
  readonly kind: ExpressionKind;
  /** Of a name itself, of an attribute its member, of an operation its operator, of `x := …` the target; empty for others. */
  readonly name: string;
  /**
   * What it is made of, as it is written: the object of an attribute; the object and the indices of a subscript; the callee and the values
   * of the arguments of a call; body, test and alternative of a conditional; what a comprehension gives.
   */
  readonly parts: readonly Expression[];
  /** Of a comprehension the conditions of its `if`s; empty for others. */
  readonly filters: readonly Expression[];
  /** The scope its names are looked up in. */
  readonly scope: ScopeId;
  /** What it holds, as far as that is constant. */
  readonly value: Value;
  /** The qualified name, as of a callee: `flask.request.args`. `?` for a receiver that is not known. */
  readonly qualified: string;
  /** `a.b.c` of names alone, as people write it; null for anything else. */
  readonly dotted: string | null;
  /** Of a text what it says itself, with `{}` for each thing that stands in its braces, or how that is formatted: `{:d}`; null for anything else. */
  readonly template: string | null;
  /** Of a text, formatted or not, and of several side by side: what is written in it, in order. Empty for others. */
  readonly pieces: readonly TextPiece[];
}

/**
 * A stretch of a text where it is written: of one literal, without its quotes, or what stands in braces, those included. Source: the
 * Python language reference, 2.4.1 (escape sequences) and 2.4.3 (f-strings).
 */
export interface TextPiece extends Range {
  /** What it stands for, escapes decoded; as long as the stretch where nothing is escaped. Empty for braces. */
  readonly text: string;
  /** What stands in the braces; null for the stretch of a literal, and for braces that hold nothing that could be read. */
  readonly hole: Expression | null;
}

/**
 * What may have given a name its value where it is used. `element`: one of several targets. `iteration`: each of what a loop or a
 * comprehension goes through. `context`: what `with … as` gives. `change`: `name += …`, `name.append(…)`, `name[…] = …`: to what the name held.
 */
export interface BindingFact {
  readonly kind:
    | 'assignment'
    | 'element'
    | 'iteration'
    | 'context'
    | 'change'
    | 'parameter'
    | 'import'
    | 'function'
    | 'class'
    | 'other';
  readonly name: string;
  /** Offset from which it is in effect. */
  readonly at: number;
  /** The expression that the value comes from; of a parameter its default. */
  readonly value: Expression | null;
  /** Of several targets, which one; null for all other. */
  readonly index: number | null;
  /** Of `name["key"] = …` the key, where it is written; null for all other. */
  readonly key: string | null;
  /** Qualified name of an import. */
  readonly qualified: string | null;
  /** Of a parameter, and of a function's own name. */
  readonly owner: FunctionFact | null;
}

/** A parameter of a function. `rest`: `*args`. `keywords`: `**kwargs`. */
export interface ParameterFact {
  readonly name: string;
  /** Among those that may be given by position, from 0, `self` counted; -1 for all others. */
  readonly position: number;
  readonly kind: 'plain' | 'rest' | 'keywords';
  readonly default: Expression | null;
  readonly annotation: Expression | null;
  readonly range: Range;
}

/** A function, a method or a lambda of the program. */
export interface FunctionFact {
  /** Null for a lambda. */
  readonly name: string | null;
  /** The scope that it opens. */
  readonly scope: ScopeId;
  readonly range: Range;
  readonly parameters: readonly ParameterFact[];
  readonly decorators: readonly Expression[];
  /** What it returns and yields. */
  readonly returns: readonly Expression[];
  /** The class whose method it is, with its bases. */
  readonly owner: ClassFact | null;
}

export interface ClassFact {
  readonly name: string;
  readonly scope: ScopeId;
  readonly bases: readonly Expression[];
  readonly range: Range;
}

export type SuiteExit = 'raise' | 'return' | 'continue' | 'break' | 'exit';

/**
 * A suite of statements under a header. What a comprehension gives under a condition is one, too; and an `assert`, which is a suite
 * that leaves where its condition fails. Source: the Python language reference, 6.2.4, 7.3 and 8.
 */
export interface SuiteFact {
  readonly kind: 'if' | 'elif' | 'else' | 'while' | 'for' | 'with' | 'try' | 'except' | 'finally' | 'case' | 'assert';
  /** The statements. */
  readonly range: Range;
  /** The whole compound statement. */
  readonly statement: Range;
  /** The condition of `if`, `elif` and `while`, what a `for` goes through, the exceptions of a handler. Null where there is none. */
  readonly test: Expression | null;
  /** Of `elif` and `else` the conditions that did not hold before. */
  readonly failed: readonly Expression[];
  /** Of a case what is matched, and with which patterns: each alternative for itself. Null for all others. */
  readonly match: { readonly subject: Expression; readonly patterns: readonly Expression[] } | null;
  /** Whether its last statement always leaves it: `raise`, `return`, `continue`, `break`, `sys.exit()`. */
  readonly leaves: boolean;
  /** How its last statement leaves it; null where it does not. `exit`: the program ends. */
  readonly exit: SuiteExit | null;
  readonly scope: ScopeId;
}
