import type { Value } from '../../core/value';
import type { Configurations } from './configurations';
import type { Evaluator } from './evaluator';
import type { Instances } from './instances';
import type { Names } from './names';
import type { Program } from './program';
import type { Resolver } from './resolver';
import type { Binding } from './scopes';
import type { Syntax } from './syntax';

/** What a module gives to those who import from it. */
export class Exports {
  constructor(
    private readonly program: Program,
    private readonly resolver: Resolver,
    private readonly evaluator: Evaluator,
    private readonly names: Names,
    private readonly instances: Instances,
    private readonly configurations: Configurations,
  ) {}

  /** The value of a name, or of a member by its path. */
  valueOf(members: readonly string[]): Value | undefined {
    const [first, ...rest] = members;
    if (first === undefined) return undefined;
    const end: Syntax = { kind: 'name', start: this.program.text.length, end: this.program.text.length, children: [] };
    if (first.endsWith('()'))
      return rest.length === 1 ? this.#parsedOption(first.slice(0, -2), rest[0]!, end) : undefined;
    const binding = this.resolver.exported(first);
    if (binding === undefined)
      return this.program.scopes[0]!.bindings.has(first) ? undefined : this.names.starred(members.join('.'), end);
    switch (binding.kind) {
      case 'import':
        return this.evaluator.outside?.valueOf([binding.qualified!, ...rest].join('.'), end);
      case 'class': {
        const value = this.instances.classMember(this.program.scopes[binding.opens!]!, rest, end);
        return value && (value.kind === 'unknown' ? undefined : value);
      }
      case 'assign':
      case 'element':
        if (rest.length === 0) return this.names.mutated(this.names.bound(binding, end, first), first, 0, end);
        return binding.kind === 'assign' ? this.#memberOf(binding, members, end) : undefined;
      default:
        return undefined;
    }
  }

  /** `config.model = …`, or a field of what `config` is bound to. */
  #memberOf({ value, scope }: Binding, members: readonly string[], end: Syntax): Value | undefined {
    if (!value) return undefined;
    const path = members.join('.');
    const assigned = this.program.scopes[0]!.bindings.get(path);
    if (assigned) {
      const [only] = assigned;
      return assigned.length === 1 && only!.value && only!.scope === 0
        ? this.evaluator.moved(this.evaluator.valueOf(only!.value, 0), end, 'constant', path)
        : undefined;
    }
    const rest = members.slice(1);
    return this.instances.valueOf(value, rest, scope, end) ?? this.configurations.memberOf(value, scope, rest, end);
  }

  /** `args = parse_args()` elsewhere: the default of an option that is added here. */
  #parsedOption(name: string, option: string, use: Syntax): Value | undefined {
    if (this.resolver.exported(name)?.kind !== 'function') return undefined;
    const options = this.program.options.get(option);
    return options?.length === 1
      ? this.evaluator.moved(
          this.evaluator.valueOf(options[0]!.value, options[0]!.scope),
          use,
          'default',
          `--${option.replace(/_/g, '-')}`,
        )
      : undefined;
  }
}
