import type { ScopeId, SuiteFact } from '../../core/semantics';
import type { Range } from '../../core/range';
import type { Syntax } from './syntax';

/** How a name came to be bound. `block` is the suite that holds the binding: it holds for sure where that block encloses the use. */
export interface Binding {
  readonly kind: 'import' | 'assign' | 'element' | 'parameter' | 'function' | 'class' | 'other';
  /** Offset from which the binding is in effect. */
  readonly at: number;
  readonly block: Range;
  /** Assigned expression; a parameter's default. */
  readonly value?: Syntax;
  /** A parameter's annotation. */
  readonly annotation?: Syntax;
  /** Index into the value, for an unpacked one. */
  readonly index?: number;
  /** Qualified name, for an import. */
  readonly qualified?: string;
  /** The scope a function or class opens. */
  readonly opens?: ScopeId;
  /** The scope in which `value` is to be read. */
  readonly scope: ScopeId;
  /** Where `value` is not what the name holds: what it comes out of, and how. */
  readonly source?: Syntax;
  readonly through?: 'iteration' | 'context' | 'change';
  /** Of `name[key] = value`. */
  readonly key?: Syntax;
  /** Of a comprehension's target: where it holds. */
  readonly region?: Range;
}

export interface Scope {
  readonly id: ScopeId;
  readonly kind: 'module' | 'function' | 'class';
  readonly name: string | null;
  readonly parent: ScopeId | null;
  readonly bindings: Map<string, Binding[]>;
  readonly globals: Set<string>;
  /** Superclass expressions. */
  readonly bases: Syntax[];
  /** Decorator expressions. */
  readonly decorators: Syntax[];
  /** What opens it; null for the module. */
  readonly node: Syntax | null;
  readonly parameters: RawParameter[];
  /** What a function returns and yields. */
  readonly returns: Syntax[];
  /** Names that a class annotates, given a value or not, in order. */
  readonly fields: Syntax[];
}

export interface RawParameter {
  readonly node: Syntax;
  readonly name: string;
  readonly kind: 'plain' | 'rest' | 'keywords';
  readonly keywordOnly: boolean;
  readonly value?: Syntax | undefined;
  readonly annotation?: Syntax | undefined;
}

export interface RawSuite {
  readonly kind: SuiteFact['kind'];
  readonly block: Syntax;
  readonly statement: Range;
  readonly test: Syntax | null;
  readonly failed: readonly Syntax[];
  readonly scope: ScopeId;
  /** Of a case. */
  readonly subject?: Syntax | undefined;
  readonly patterns?: readonly Syntax[];
}

/** Where a syntax node was met: what the resolver needs to know beside the node. */
export interface Site {
  readonly scope: ScopeId;
  readonly statement: Range;
  readonly functionName: string | null;
}

export interface RawCall extends Site {
  readonly node: Syntax;
  readonly outer: RawCall | null;
}

export interface RawAssignment extends Site {
  readonly target: Syntax;
  readonly value: Syntax;
  readonly range: Range;
  readonly role: 'variable' | 'attribute' | 'subscript' | 'class-attribute' | 'parameter-default';
}
