import type { ScopeId } from '../../core/python-facts';
import { contains, type Range } from '../../core/range';
import type { Value } from '../../core/value';
import type { Configurations } from './configurations';
import type { Evaluator } from './evaluator';
import type { Instances } from './instances';
import { memberOfModule, PYTHON_BUILTINS } from './modules';
import type { Program } from './program';
import type { Resolver } from './resolver';
import type { Binding } from './scopes';
import type { Syntax } from './syntax';
import { at, unknown } from './values';

/** Names that by habit, and by their last word, hold what argparse parsed. */
const PARSED = /(?:^|_)(?:args?|opts?|options|flags|namespace|hparams)$/i;

type Change = Program['assignments'][number];

/** What names and members hold: what they are bound to, here or in other files. */
export class Names {
  constructor(
    private readonly program: Program,
    private readonly resolver: Resolver,
    private readonly evaluator: Evaluator,
    private readonly instances: Instances,
    private readonly configurations: Configurations,
  ) {}

  /** The value of a bare name where it is used. */
  identifier(node: Syntax, scope: ScopeId): Value {
    const name = this.program.textOf(node);
    const found = this.resolver.lookup(name, scope, node.start);
    if (found.kind === 'ambiguous') return unknown(node, 'ambiguous', name);
    if (found.kind === 'bound') {
      const value = this.bound(found.binding, node, name);
      if (value.kind === 'dict' || value.kind === 'sequence') return this.mutated(value, name, scope, node);
      if ((value.kind === 'unknown' || value.kind === 'result') && found.binding.kind === 'assign') {
        const table = this.configurations.valueOf(node, scope);
        return table ? this.mutated(table, name, scope, node) : value;
      }
      return value;
    }
    const starred =
      this.program.starImports.length > 0 && !PYTHON_BUILTINS.has(name) ? this.starred(name, node) : undefined;
    return starred ?? this.#reference(node, scope) ?? unknown(node, 'name', name);
  }

  /** What a binding gives to the use of its name. */
  bound(binding: Binding, node: Syntax, name: string): Value {
    switch (binding.kind) {
      case 'import':
        return (
          this.#imported(binding.qualified!, node) ?? {
            kind: 'reference',
            name: binding.qualified!,
            ...at(node, 'constant'),
          }
        );
      case 'function':
      case 'class':
        return { kind: 'reference', name: `.${name}`, ...at(node, 'constant') };
      case 'assign':
        return binding.value && !contains(binding.value, node)
          ? this.evaluator.moved(this.evaluator.valueOf(binding.value, binding.scope), node, 'constant', name)
          : unknown(node, 'name', name);
      case 'element': {
        const whole = binding.value ? this.evaluator.valueOf(binding.value, binding.scope) : undefined;
        if (whole?.kind === 'result' && /\.parse_known_args$/.test(whole.callee) && binding.index === 0)
          return this.evaluator.moved(whole, node, 'constant');
        const item = whole?.kind === 'sequence' && whole.complete ? whole.items[binding.index!] : undefined;
        return item ? this.evaluator.moved(item, node, 'constant', name) : unknown(node, 'name', name);
      }
      case 'parameter':
        return binding.value
          ? this.evaluator.moved(this.evaluator.defaultOf(binding.value, binding.scope), node, 'default', name)
          : unknown(node, 'parameter', name);
      default:
        return unknown(node, 'name', name);
    }
  }

  /** A member of an imported module; a module itself is no value. */
  #imported(name: string, use: Range): Value | undefined {
    return /[^.]\.|^\.+[^.]/.test(name) ? this.evaluator.outside?.valueOf(name, use) : undefined;
  }

  /** What a name may be that a `from module import *` brings in. */
  starred(name: string, use: Range): Value | undefined {
    for (const module of [...this.program.starImports].reverse()) {
      const value = this.evaluator.outside?.valueOf(memberOfModule(module, name), use);
      if (value) return value;
    }
    return undefined;
  }

  /** A name whose container is changed in place between binding and use is no longer what it was. */
  mutated(value: Value, name: string, scope: ScopeId, node: Syntax): Value {
    if (value.kind !== 'dict' && value.kind !== 'sequence') return value;
    const changes = this.#changesOf(name).filter(
      (change) =>
        change.range.end <= node.start &&
        (this.program.encloses(change.scope, scope) || this.program.encloses(scope, change.scope)),
    );
    if (value.kind === 'sequence') return changes.length > 0 ? { ...value, complete: false } : value;
    const added = changes
      .filter((change) => change.scope === scope && change.target.children[1])
      .map((change) => this.#entryOf(change));
    return changes.length === 0 ? value : { ...value, entries: [...value.entries, ...added], complete: false };
  }

  readonly #entries = new Map<Change, readonly [Value, Value]>();

  /** `d["k"] = d["i"] + d["j"]`: the later the entry, the more often the earlier ones would be worked out. */
  #entryOf(change: Change): readonly [Value, Value] {
    const known = this.#entries.get(change);
    if (known) return known;
    const { givenUp } = this.evaluator;
    const entry = [
      this.evaluator.valueOf(change.target.children[1]!, change.scope),
      this.evaluator.valueOf(change.value, change.scope),
    ] as const;
    // Where the budget of one question ended, another may come further.
    if (this.evaluator.givenUp === givenUp) this.#entries.set(change, entry);
    return entry;
  }

  #changes: { readonly seen: number; readonly byName: Map<string, Change[]> } | null = null;

  /** Assignments to elements of a name, gathered once: every list and dictionary asks for its own. */
  #changesOf(name: string): readonly Change[] {
    const { assignments } = this.program;
    if (this.#changes?.seen !== assignments.length) {
      const byName = new Map<string, Change[]>();
      for (const change of assignments) {
        const owner = change.role === 'subscript' ? change.target.children[0] : undefined;
        if (!owner) continue;
        const text = this.program.textOf(owner);
        const list = byName.get(text);
        if (list) list.push(change);
        else byName.set(text, [change]);
      }
      this.#changes = { seen: assignments.length, byName };
    }
    return this.#changes!.byName.get(name) ?? [];
  }

  /** The value of `object.member` where it is used. */
  attribute(node: Syntax, scope: ScopeId): Value {
    const [object, attribute] = node.children;
    const text = this.program.textOf(node);
    if (!object || !attribute) return unknown(node, 'expression');
    const member = this.program.textOf(attribute);
    const binding = this.resolver.attributeBinding(node, scope);
    if (binding?.value && binding.kind === 'assign') {
      const isSelf = this.program.textOf(object) === 'self';
      return this.evaluator.moved(
        this.evaluator.defaultOf(binding.value, binding.scope),
        node,
        isSelf ? 'default' : 'constant',
      );
    }
    const [base, members] = chainOf(this.program, node);
    const option =
      this.#option(object, member, node, scope) ??
      this.instances.valueOf(base, members, scope, node) ??
      this.#member(base, members, node, scope);
    if (option) return option;
    const imported = this.evaluator.outside && this.resolver.importedName(node, scope);
    const elsewhere =
      imported === undefined ? undefined : (this.#imported(imported, node) ?? this.#enumMember(imported, node));
    const configured = elsewhere ?? this.configurations.valueOf(node, scope);
    if (configured) return configured;
    const reference = this.#reference(node, scope);
    return reference ?? unknown(node, 'name', text.length < 200 ? text : undefined);
  }

  /** `args.model`, where the program adds `--model` with a default to an argument parser. */
  #option(object: Syntax, member: string, node: Syntax, scope: ScopeId): Value | undefined {
    const options = this.program.options.get(member);
    if (!options || options.length !== 1 || object.kind !== 'identifier') return undefined;
    const holder = this.evaluator.valueOf(object, scope);
    const parsed =
      holder.kind === 'result'
        ? /\.parse(?:_known)?_args$|^\.\w*args?\w*$/.test(holder.callee)
        : holder.kind === 'unknown' && PARSED.test(this.program.textOf(object));
    if (parsed)
      return this.evaluator.moved(
        this.evaluator.valueOf(options[0]!.value, options[0]!.scope),
        node,
        'default',
        `--${member.replace(/_/g, '-')}`,
      );
    return undefined;
  }

  /** `Config.Inner.name` and `Model.BASE.value`, of classes that are defined here. */
  #member(base: Syntax, members: readonly string[], node: Syntax, scope: ScopeId): Value | undefined {
    if (members.length < 2 || base.kind !== 'identifier') return undefined;
    const found = this.resolver.lookup(this.program.textOf(base), scope, node.start);
    if (found.kind !== 'bound' || found.binding.kind !== 'class') return undefined;
    const value = this.instances.classMember(this.program.scopes[found.binding.opens!]!, members, node);
    return value?.kind === 'unknown' ? undefined : value;
  }

  /** `Model.BASE.name` has no value here, but `Model.BASE.value` has that of the member. */
  #enumMember(name: string, node: Range): Value | undefined {
    return name.endsWith('.value') ? this.evaluator.outside?.valueOf(name.slice(0, -6), node) : undefined;
  }

  #reference(node: Syntax, scope: ScopeId): Value | undefined {
    const { name, guessed } = this.resolver.nameOf(node, scope);
    return name === '?' ||
      name.startsWith('?') ||
      /^\.[^.]*\./.test(name) ||
      name.includes('()') ||
      (guessed && !name.includes('.'))
      ? undefined
      : { kind: 'reference', name, ...at(node, 'literal') };
  }
}

/** `a.b.c` as its first object and the names after it. */
function chainOf(program: Program, node: Syntax): readonly [Syntax, readonly string[]] {
  const members: string[] = [];
  let base = node;
  while (base.kind === 'attribute' && base.children[0] && base.children[1]) {
    members.unshift(program.textOf(base.children[1]));
    base = base.children[0];
  }
  return [base, members];
}
