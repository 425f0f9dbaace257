import type { AssignmentFact, PythonFacts } from '../../../core/python-facts';
import type { Expression } from '../../../core/semantics';
import type { StringValue, Value } from '../../../core/value';
import { rangeOf } from '../../../core/range';
import { writtenText } from '../../../readers/python/written-text';

/** Calls that only wrap a value or declare it as a default: `SecretStr("…")`, `Field(default="…")`, `typer.Option("…", "--token")`. */
const WRAPPER = /(?:^|\.)(?:SecretStr|SecretBytes|Field|field|Option|Argument|str)$/;
/** Methods of a text that leave it what it is. */
const KEEPS = /^(?:[lr]?strip|encode|decode)$/;
/** Names of more than one credential; anything else holds a list for another reason. */
const PLURAL = /(?:keys|tokens|secrets|credentials)\d{0,2}$/i;

/** The literals that an assignment gives: bare, as bytes, wrapped, in a list, or where another value is missing (`os.getenv("X") or "…"`). */
export function literalsOf({ value, name, expression }: AssignmentFact, facts: PythonFacts): readonly StringValue[] {
  if (isLiteral(value)) return [value];
  if (value.kind === 'sequence' || value.kind === 'dict')
    return value.via === 'literal' && PLURAL.test(name) ? itemsOf(value) : [];
  if (value.kind === 'result' && WRAPPER.test(value.callee)) return wrapped(expression, facts);
  return given(expression).flatMap(asValue);
}

const isLiteral = (value: Value): value is StringValue => value.kind === 'string' && value.via === 'literal';

const itemsOf = (value: Extract<Value, { kind: 'sequence' | 'dict' }>): readonly StringValue[] =>
  (value.kind === 'sequence' ? value.items : value.entries.map(([, item]) => item)).filter(isLiteral);

function wrapped(expression: Expression, { semantics }: PythonFacts): readonly StringValue[] {
  const call = semantics.callOf(expression);
  const inner = (
    call?.args.find(({ name }) => name === 'default' || name === 'secret_value') ??
    call?.args.find(({ name, position }) => name === null && position === 0)
  )?.value;
  return inner !== undefined && isLiteral(inner) ? [inner] : [];
}

/** The texts that an expression may come to. */
function given(expression: Expression): readonly Expression[] {
  const { kind, name, parts } = expression;
  const [first, second, third] = parts;
  switch (kind) {
    case 'text':
      return [expression];
    case 'conditional':
      return [first, third].flatMap((branch) => (branch ? given(branch) : []));
    case 'choice':
      return (name === 'or' ? parts : [second]).flatMap((side) => (side ? given(side) : []));
    case 'call':
      return first?.kind === 'attribute' && KEEPS.test(first.name) ? first.parts.flatMap(given) : [];
    default:
      return [];
  }
}

function asValue(expression: Expression): readonly StringValue[] {
  const { value } = expression;
  const text =
    value.kind === 'string' ? value.value : value.kind === 'bytes' ? writtenText(expression)?.text : undefined;
  const range = rangeOf(expression.start, expression.end);
  return text === undefined ? [] : [{ kind: 'string', value: text, via: 'literal', range, origin: range }];
}
