import { argumentOf, type CallFact, type Semantics } from '../../core/python-facts';
import type { BindingFact, Expression, FunctionFact, ParameterFact } from '../../core/semantics';
import { stringOf } from '../../core/value';
import { argumentsFor } from './arguments';

/** Types of numbers, and of other things whose text holds nothing that a shell or an interpreter could take for code. */
const NUMBERS =
  /^(?:int|float|bool|complex|uuid\.UUID|datetime\.\w+|datetime\.datetime|decimal\.Decimal|ast\.literal_eval|click\.(?:INT|FLOAT|BOOL|UUID|IntRange|FloatRange|Choice|DateTime)|typer\.\w+Range)$/;
/** What argparse does with an option that is given no text. */
const FLAGS = /^(?:store_true|store_false|store_const|append_const|count|help|version)$/;
const BOOLEANS = /(?:^|\.)BooleanOptionalAction$/;
/** Names that people give to what a parser of the command line returns, by the last word. */
const PARSED = /(?:^|_)(?:args?|opts?|options|flags|namespace|hparams|parsed|ns|FLAGS)$/;
const PARSES = /(?:^|\.)parse_(?:known_)?args$/;

/** Whether whoever gives a parameter gives a number, or one of a written list: by its annotation, or by how its option is declared. */
export function isNumber({ name, annotation }: ParameterFact, { decorators }: FunctionFact, world: Semantics): boolean {
  if (annotation && isNumberType(annotation)) return true;
  return decorators.some((decorator) => {
    const call = world.callOf(decorator);
    return call !== null && (isTypedOption(call, name) || isConverted(call, name));
  });
}

/** `int`, `int | None`, `Optional[int]`, `Literal["a", "b"]`, `Annotated[int, …]`. */
function isNumberType({ kind, qualified, name, parts, value }: Expression, depth = 0): boolean {
  if (depth > 4) return false;
  if (kind === 'subscript') {
    const [of, ...given] = parts;
    const outer = of?.name ?? '';
    if (outer === 'Literal') return true;
    const [first] = given;
    if (outer === 'Annotated') return first !== undefined && isNumberType(first, depth + 1);
    return (
      /^(?:Optional|Union|[Ll]ist|Sequence|[Tt]uple)$/.test(outer) &&
      given.every((part) => isNumberType(part, depth + 1))
    );
  }
  if (kind === 'operation') return name === '|' && parts.every((part) => isNumberType(part, depth + 1));
  if (kind === 'sequence') return parts.every((part) => isNumberType(part, depth + 1));
  return value.kind === 'none' || NUMBERS.test(qualified);
}

/** click: `@click.option("--count", type=int)`, `@click.argument("name", type=click.Choice(NAMES))`. */
function isTypedOption(call: CallFact, parameter: string): boolean {
  if (!/(?:^|\.)(?:option|argument)$/.test(call.callee)) return false;
  const declares = call.args.some(
    ({ name, value }) => name === null && stringOf(value)?.replace(/^-+/, '').replace(/-/g, '_') === parameter,
  );
  return declares && isTyped(call);
}

/** Flask: `@app.route("/pages/<int:page>")`. */
const isConverted = (call: CallFact, parameter: string): boolean =>
  call.args.some(({ value }) =>
    [...(stringOf(value) ?? '').matchAll(/<(?:int|float|uuid)(?:\([^)<>]*\))?:(\w+)>/g)].some(
      ([, name]) => name === parameter,
    ),
  );

/** Whether an option only takes numbers or what is on a list, or no text at all. */
function isTyped(call: CallFact): boolean {
  const type = argumentOf(call, 'type')?.expression;
  const callee = type?.kind === 'call' ? type.parts[0] : type;
  if (callee && NUMBERS.test(callee.qualified)) return true;
  const action = argumentOf(call, 'action');
  if (FLAGS.test(stringOf(action?.value) ?? '') || BOOLEANS.test(action?.expression.qualified ?? '')) return true;
  const flag = argumentOf(call, 'is_flag');
  return argumentOf(call, 'choices') !== undefined || (flag?.value.kind === 'boolean' && flag.value.value);
}

/** `args.count`, where each option of that name is declared with `type=int`, `choices=[…]` or as a flag. */
export function isNumberOption(use: Expression, world: Semantics): boolean {
  const [key, holder] = optionOf(use);
  if (key === undefined || !holder) return false;
  const options = world.optionsOf(key);
  return options.length > 0 && options.every(isTyped) && isParsed(holder, world);
}

/** `args.count`, `vars(args)["count"]`, `getattr(args, "count")`: the name of the option, and what holds it. */
function optionOf({ kind, name, parts }: Expression): readonly [string | undefined, Expression | undefined] {
  const [object, key] = parts;
  if (kind === 'attribute') return [name, object];
  if (kind === 'subscript' && object?.kind === 'call' && object.parts[0]?.dotted === 'vars')
    return [stringOf(key?.value), object.parts[1]];
  return kind === 'call' && object?.dotted === 'getattr' ? [stringOf(parts[2]?.value), key] : [undefined, undefined];
}

/** Functions, names and calls that are followed to a parser. */
const DEEPEST = 3;
const MOST = 4;

/** Whether something holds what a parser of the command line returned: by its name, or through names and functions of the program. */
function isParsed(object: Expression, world: Semantics, depth = 0): boolean {
  if (PARSED.test(/[^.]*$/.exec(object.dotted ?? '')![0])) return true;
  if (object.kind === 'call') {
    if (PARSES.test(object.parts[0]?.name ?? '')) return true;
    const call = depth < DEEPEST ? world.callOf(object) : null;
    return call !== null && world.calledBy(call)?.returns.some((each) => isParsed(each, world, depth + 1)) === true;
  }
  return world
    .bindingsOf(object)
    .slice(0, MOST)
    .some((binding) => givenBy(binding, world, depth).some((value) => isParsed(value, world, depth + 1)));
}

/** What a binding holds; of a parameter what calls give it. */
function givenBy({ kind, name, value, owner }: BindingFact, world: Semantics, depth: number): readonly Expression[] {
  if (depth >= DEEPEST) return value?.kind === 'call' ? [value] : [];
  const parameter = kind === 'parameter' ? owner?.parameters.find((other) => other.name === name) : undefined;
  if (!owner || !parameter) return value ? [value] : [];
  return world
    .callsTo(owner)
    .slice(0, MOST)
    .flatMap((call) => argumentsFor(call, owner, parameter, world).slice(0, 1));
}
