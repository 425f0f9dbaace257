import { lastNameOf } from '../../core/callee-pattern';
import type { ScopeId } from '../../core/python-facts';
import { rangeOf } from '../../core/range';
import type { Value } from '../../core/value';
import type { Configurations } from './configurations';
import type { Evaluator } from './evaluator';
import type { Program } from './program';
import type { Resolver } from './resolver';
import { composedValue } from './strings';
import type { Syntax } from './syntax';
import { formatted, joinedTexts } from './texts';
import { at, unknown } from './values';

/** Readers of environment variables that take a default. */
const ENVIRONMENT = /(?:^|\.)(?:os\.environ\.get|os\.getenv|environ\.get)$|^getenv$/;

const CREDENTIAL = /key|token|secret|passw|credential|auth/i;

/** What calls give, where it follows from what they are given. */
export class Calls {
  constructor(
    private readonly program: Program,
    private readonly resolver: Resolver,
    private readonly evaluator: Evaluator,
    private readonly configurations: Configurations,
  ) {}

  /** The result of a call, by the name of what is called where no more is known. */
  valueOf(node: Syntax, scope: ScopeId): Value {
    const [callee, args] = node.children;
    if (!callee) return unknown(node, 'expression');
    const { name } = this.resolver.nameOf(callee, scope);
    if (name === 'dict') return this.#dict(node, args?.children ?? [], scope);
    const positional = (args?.children ?? [])
      .filter((arg) => arg.kind !== 'keyword_argument' && arg.kind !== 'dictionary_splat' && arg.kind !== 'ERROR')
      .slice(0, 20);
    const values = positional.map((arg) => this.evaluator.valueOf(arg, scope));
    if (name === 'str' && values.length === 1 && values[0]!.kind === 'string')
      return { ...values[0]!, range: rangeOf(node.start, node.end) };
    return (
      this.#worked(name, node, callee, args?.children ?? [], values, scope) ?? {
        kind: 'result',
        callee: name,
        args: values,
        ...at(node, 'literal'),
      }
    );
  }

  /** Calls whose result follows from what they are given. */
  #worked(
    name: string,
    node: Syntax,
    callee: Syntax,
    args: readonly Syntax[],
    values: readonly Value[],
    scope: ScopeId,
  ): Value | undefined {
    if (ENVIRONMENT.test(name)) return this.#variable(node, args, values, scope);
    const [object] = callee.children;
    if (callee.kind !== 'attribute' || !object) return undefined;
    const method = lastNameOf(name);
    if (method === 'get' && (values.length === 1 || values.length === 2))
      return this.#item(node, object, values, scope);
    return method === 'format' || method === 'join' ? this.#text(method, node, object, args, values, scope) : undefined;
  }

  /** `os.environ.get(name, default)`: the default, but a credential is what the environment says, whatever stands in for it. */
  #variable(node: Syntax, args: readonly Syntax[], values: readonly Value[], scope: ScopeId): Value | undefined {
    const [variable] = values;
    const name = variable?.kind === 'string' ? variable.value : undefined;
    const fallback = values[1] ?? this.#keyword('default', args, scope);
    return fallback?.kind === 'string' && !(name !== undefined && CREDENTIAL.test(name))
      ? this.evaluator.moved(fallback, node, 'default', name)
      : undefined;
  }

  #keyword(wanted: string, args: readonly Syntax[], scope: ScopeId): Value | undefined {
    const found = args.find(
      (arg) => arg.kind === 'keyword_argument' && arg.children[0] && this.program.textOf(arg.children[0]) === wanted,
    )?.children[1];
    return found && this.evaluator.valueOf(found, scope);
  }

  /** `mapping.get(key, default)`. */
  #item(node: Syntax, object: Syntax, [key, fallback]: readonly Value[], scope: ScopeId): Value | undefined {
    const configured = this.configurations.valueOf(node, scope);
    if (configured) return configured;
    const whole = this.evaluator.valueOf(object, scope);
    if (whole.kind !== 'dict' || key?.kind !== 'string') return undefined;
    const entry = whole.entries.findLast(([own]) => own.kind === 'string' && own.value === key.value);
    if (entry) return this.evaluator.moved(entry[1], node, 'constant', key.value);
    return whole.complete && fallback ? this.evaluator.moved(fallback, node, 'constant') : undefined;
  }

  /** `"…".format(…)` and `"…".join(…)`. */
  #text(
    method: 'format' | 'join',
    node: Syntax,
    object: Syntax,
    args: readonly Syntax[],
    values: readonly Value[],
    scope: ScopeId,
  ): Value | undefined {
    const template = this.evaluator.valueOf(object, scope);
    if (template.kind !== 'string') return undefined;
    const named = new Map(
      args.flatMap((arg) =>
        arg.kind === 'keyword_argument' && arg.children[0] && arg.children[1]
          ? [[this.program.textOf(arg.children[0]), this.evaluator.valueOf(arg.children[1], scope)] as const]
          : [],
      ),
    );
    if (args.some((arg) => arg.kind === 'dictionary_splat' || arg.kind === 'list_splat')) return undefined;
    const composed =
      method === 'join' ? joinedTexts(template.value, values[0]) : formatted(template.value, values, named);
    return composed ? composedValue(node, composed) : undefined;
  }

  /** `dict(a=1, **other)`. */
  #dict(node: Syntax, args: readonly Syntax[], scope: ScopeId): Value {
    const entries: (readonly [Value, Value])[] = [];
    let complete = true;
    for (const arg of args) {
      const [key, value] = arg.children;
      if (arg.kind === 'keyword_argument' && key && value)
        entries.push([
          { kind: 'string', value: this.program.textOf(key), ...at(key, 'literal') },
          this.evaluator.valueOf(value, scope),
        ]);
      else {
        const spread = this.evaluator.valueOf(arg.kind === 'dictionary_splat' && key ? key : arg, scope);
        if (spread.kind === 'dict') entries.unshift(...spread.entries);
        complete &&= spread.kind === 'dict' && spread.complete;
      }
    }
    return { kind: 'dict', entries, complete, ...at(node, 'literal') };
  }
}
