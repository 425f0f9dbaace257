import type { ScopeId } from '../../core/python-facts';
import type { Value, Via } from '../../core/value';
import type { Evaluator } from './evaluator';
import type { Resolver } from './resolver';
import type { Binding, Scope } from './scopes';
import type { Syntax } from './syntax';

/** What an expression is an instance of: a class of this program, or one that is imported. `made` is the call that made it. */
type Kind =
  | { readonly kind: 'here'; readonly of: Scope; readonly made: Made | null }
  | { readonly kind: 'elsewhere'; readonly of: string; readonly made: Made | null };

interface Made {
  readonly args: readonly Syntax[];
  readonly scope: ScopeId;
}

/** Calls that give an instance of the class that they are given. */
const GIVES_INSTANCE =
  /(?:^|\.)(?:tyro\.cli|simple_parsing\.parse|pyrallis\.(?:parse|wrap)|draccus\.parse|OmegaConf\.structured|jsonargparse\.CLI|chz\.entrypoint)$/;
/** `HfArgumentParser((A, B)).parse_args_into_dataclasses()`: one instance of each. */
const GIVES_INSTANCES = /\.HfArgumentParser\(\)\.parse_(?:args_into_dataclasses|dict|json_file|yaml_file)$/;
/** Containers whose attributes are the keywords, or the keys of the dictionary, that they are made with. */
const BAGS =
  /(?:^|\.)(?:SimpleNamespace|Namespace|EasyDict|edict|ConfigDict|FrozenConfigDict|AttrDict|DotMap|Munch|Box|OmegaConf\.create)$/;

const DEEPEST = 6;

/** Attributes of objects: fields of dataclasses, models and settings, through instances, annotations and parsers of arguments. */
export class Instances {
  constructor(
    private readonly evaluator: Evaluator,
    private readonly resolver: Resolver,
  ) {}

  /** `base.a.b`, where base is an instance whose class has the field; seen at `use`. */
  valueOf(base: Syntax, members: readonly string[], scope: ScopeId, use: Syntax): Value | undefined {
    const bag = members.length === 1 ? this.#inBag(base, members[0]!, scope) : undefined;
    if (bag) return this.evaluator.moved(bag, use, 'constant');
    const kind = this.#kindOf(base, scope, 0);
    return kind && this.#field(kind, members, use, 0, 'default');
  }

  /** A member of a class of this program by its path: `Config.model`, `Config.Inner.name`. */
  classMember(of: Scope, members: readonly string[], use: Syntax): Value | undefined {
    return this.#field({ kind: 'here', of, made: null }, members, use, 0, 'constant');
  }

  #field(kind: Kind, members: readonly string[], use: Syntax, depth: number, via: Via): Value | undefined {
    const [member, ...rest] = members;
    if (member === undefined || depth > DEEPEST) return undefined;
    const given = kind.made && this.#given(kind.made, member);
    if (given === 'unclear') return undefined;
    if (given) {
      const { scope } = kind.made!;
      if (rest.length === 0) return this.evaluator.moved(this.evaluator.valueOf(given, scope), use, 'constant');
      const inner = this.#kindOf(given, scope, depth + 1);
      return inner && this.#field(inner, rest, use, depth + 1, 'default');
    }
    if (kind.kind === 'elsewhere') {
      const value = this.evaluator.outside?.valueOf(`${kind.of}.${members.join('.')}`, use);
      return value && this.evaluator.moved(value, use, 'default');
    }
    const binding = this.resolver.member(kind.of, member);
    return binding === undefined
      ? this.#inherited(kind.of, members, use)
      : this.#bound(binding, kind.of, rest, use, depth, via);
  }

  /** What a class binds a member to, and the further members of that. */
  #bound(
    binding: Binding,
    of: Scope,
    rest: readonly string[],
    use: Syntax,
    depth: number,
    via: Via,
  ): Value | undefined {
    if (binding.kind === 'class' && rest.length > 0)
      return this.#field(
        { kind: 'here', of: this.resolver.program.scopes[binding.opens!]!, made: null },
        rest,
        use,
        depth + 1,
        via,
      );
    if (rest.length === 0)
      return binding.value
        ? this.evaluator.moved(this.evaluator.defaultOf(binding.value, binding.scope), use, via)
        : undefined;
    if (rest.length === 1 && rest[0] === 'value' && binding.value && this.#isEnum(of))
      return this.evaluator.moved(this.evaluator.valueOf(binding.value, binding.scope), use, 'constant');
    const inner = this.#kindOfBinding(binding, depth + 1);
    return inner && this.#field(inner, rest, use, depth + 1, 'default');
  }

  /** A base class that is imported may have the field. */
  #inherited(of: Scope, members: readonly string[], use: Syntax): Value | undefined {
    for (const base of of.bases) {
      const name = this.resolver.importedName(base, of.parent ?? 0);
      const value =
        name === undefined ? undefined : this.evaluator.outside?.valueOf(`${name}.${members.join('.')}`, use);
      if (value) return value;
    }
    return undefined;
  }

  #kindOf(node: Syntax, scope: ScopeId, depth: number): Kind | undefined {
    if (depth > DEEPEST) return undefined;
    const { program } = this.resolver;
    if (node.kind === 'identifier') {
      if (program.textOf(node) === 'self') {
        const around = this.resolver.classAround(scope);
        return around && { kind: 'here', of: around, made: null };
      }
      const found = this.resolver.lookup(program.textOf(node), scope, node.start);
      return found.kind === 'bound' ? this.#kindOfBinding(found.binding, depth + 1) : undefined;
    }
    if (node.kind === 'parenthesized_expression' && node.children[0])
      return this.#kindOf(node.children[0], scope, depth + 1);
    return node.kind === 'call' ? this.#made(node, scope, depth) : undefined;
  }

  #kindOfBinding(binding: Binding, depth: number): Kind | undefined {
    const { value, scope } = binding;
    if (binding.kind === 'parameter') return binding.annotation && this.#class(binding.annotation, scope, null);
    if (!value) return undefined;
    if (binding.kind === 'assign') return this.#kindOf(value, scope, depth);
    if (binding.kind !== 'element' || value.kind !== 'call' || !value.children[0]) return undefined;
    if (!GIVES_INSTANCES.test(this.resolver.nameOf(value.children[0], scope).name)) return undefined;
    const of = this.#parsedClasses(value.children[0], scope)[binding.index!];
    return of && this.#class(of, scope, null);
  }

  /** The classes that an argument parser was made with. */
  #parsedClasses(method: Syntax, scope: ScopeId): readonly Syntax[] {
    let parser = method.children[0];
    let at = scope;
    for (let i = 0; i < DEEPEST && parser?.kind === 'identifier'; i++) {
      const found = this.resolver.lookup(this.resolver.program.textOf(parser), at, parser.start);
      if (found.kind !== 'bound' || found.binding.kind !== 'assign') return [];
      parser = found.binding.value;
      at = found.binding.scope;
    }
    const first = parser?.kind === 'call' ? parser.children[1]?.children[0] : undefined;
    const given = first?.kind === 'keyword_argument' ? first.children[1] : first;
    if (!given) return [];
    return given.kind === 'tuple' || given.kind === 'list' ? given.children : [given];
  }

  #made(node: Syntax, scope: ScopeId, depth: number): Kind | undefined {
    const [callee, list] = node.children;
    if (!callee) return undefined;
    const args = list?.kind === 'argument_list' ? list.children : [];
    const { name } = this.resolver.nameOf(callee, scope);
    if (GIVES_INSTANCE.test(name)) {
      const first =
        args.find((arg) => arg.kind !== 'keyword_argument') ??
        args.find((arg) => /^(?:f|config_class)$/.test(this.#keyword(arg)))?.children[1];
      if (first?.kind === 'call') return this.#kindOf(first, scope, depth + 1);
      return first && this.#class(first, scope, null);
    }
    const factory = /(?:^|\.)(?:field|Field|ib)$/.test(name)
      ? args.find((arg) => this.#keyword(arg) === 'default_factory' || this.#keyword(arg) === 'factory')?.children[1]
      : undefined;
    if (factory) return factory.kind === 'lambda' ? undefined : this.#class(factory, scope, null);
    return this.#class(callee, scope, { args, scope });
  }

  #class(node: Syntax, scope: ScopeId, made: Made | null): Kind | undefined {
    const { program } = this.resolver;
    const named = node.kind === 'type' ? node.children[0] : node;
    if (named?.kind !== 'identifier' && named?.kind !== 'attribute') return undefined;
    if (named.kind === 'identifier') {
      const found = this.resolver.lookup(program.textOf(named), scope, named.start);
      if (found.kind === 'bound' && found.binding.kind === 'class')
        return { kind: 'here', of: program.scopes[found.binding.opens!]!, made };
    }
    const name = this.resolver.importedName(named, scope);
    return name === undefined ? undefined : { kind: 'elsewhere', of: name, made };
  }

  /** What the call that made an instance gives for a field. */
  #given(made: Made, member: string): Syntax | 'unclear' | null {
    if (made.args.some((arg) => arg.kind === 'dictionary_splat')) return 'unclear';
    const keyword = made.args.find((arg) => this.#keyword(arg) === member)?.children[1];
    if (keyword) return keyword;
    return made.args.some((arg) => arg.kind !== 'keyword_argument') ? 'unclear' : null;
  }

  #inBag(base: Syntax, member: string, scope: ScopeId): Value | undefined {
    const made = this.evaluator.definitionOf(base, scope);
    const [callee, list] = made?.node.kind === 'call' ? made.node.children : [];
    if (!made || !callee || !list || !BAGS.test(this.resolver.nameOf(callee, made.scope).name)) return undefined;
    const keyword = list.children.find((arg) => this.#keyword(arg) === member)?.children[1];
    if (keyword) return this.evaluator.valueOf(keyword, made.scope);
    const first = list.children[0];
    const given =
      first &&
      this.evaluator.valueOf(
        first.kind === 'dictionary_splat' && first.children[0] ? first.children[0] : first,
        made.scope,
      );
    return given?.kind === 'dict' && given.complete
      ? given.entries.findLast(([key]) => key.kind === 'string' && key.value === member)?.[1]
      : undefined;
  }

  #isEnum(of: Scope): boolean {
    return of.bases.some(
      (base) =>
        /(?:^|\.)(?:Str|Int)?Enum$/.test(this.resolver.nameOf(base, of.parent ?? 0).name) ||
        /(?:Str|Int)?Enum$/.test(this.resolver.program.textOf(base)),
    );
  }

  #keyword(arg: Syntax): string {
    return arg.kind === 'keyword_argument' && arg.children[0] ? this.resolver.program.textOf(arg.children[0]) : '';
  }
}
