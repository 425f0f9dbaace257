import type { AssignmentFact, PythonFacts, StringFact } from '../../../core/python-facts';
import { textAt, type Range } from '../../../core/range';
import type { StringValue, Value } from '../../../core/value';

/** Calls that only wrap a value or declare it as a default: `SecretStr("…")`, `Field(default="…")`, `typer.Option("…", "--token")`. */
const WRAPPER = /(?:^|\.)(?:SecretStr|SecretBytes|Field|field|Option|Argument|str)$/;
/** Names of more than one credential; anything else holds a list for another reason. */
const PLURAL = /(?:keys|tokens|secrets|credentials)\d{0,2}$/i;

/** The literals that an assignment gives: bare, as bytes, wrapped, in a list, or where another value is missing (`os.getenv("X") or "…"`). */
export function literalsOf(assignment: AssignmentFact, facts: PythonFacts): readonly StringValue[] {
  const { value, valueRange, name } = assignment;
  if (isLiteral(value)) return [value];
  if (value.kind === 'sequence' || value.kind === 'dict')
    return value.via === 'literal' && PLURAL.test(name) ? itemsOf(value) : [];
  if (value.kind === 'result' && WRAPPER.test(value.callee)) return wrapped(assignment, facts);
  if (!['string', 'bytes', 'unknown', 'result'].includes(value.kind)) return [];
  const text = textAt(facts.text, valueRange);
  if (!/^[A-Za-z]{0,2}["']|["']$/.test(text)) return [];
  return stringsIn(facts.strings, valueRange)
    .filter(
      ({ range }) =>
        range.end <= valueRange.end &&
        isGiven(text.slice(0, range.start - valueRange.start), text.slice(range.end - valueRange.start)),
    )
    .flatMap((string) => asValue(string, facts));
}

const isLiteral = (value: Value): value is StringValue => value.kind === 'string' && value.via === 'literal';

const itemsOf = (value: Extract<Value, { kind: 'sequence' | 'dict' }>): readonly StringValue[] =>
  (value.kind === 'sequence' ? value.items : value.entries.map(([, item]) => item)).filter(isLiteral);

function wrapped({ valueRange }: AssignmentFact, facts: PythonFacts): readonly StringValue[] {
  const call = facts.calls.find(({ range }) => range.start === valueRange.start && range.end === valueRange.end);
  const inner = (
    call?.args.find(({ name }) => name === 'default' || name === 'secret_value') ??
    call?.args.find(({ name, position }) => name === null && position === 0)
  )?.value;
  return inner !== undefined && isLiteral(inner) ? [inner] : [];
}

/** The literals that begin in a range. They are in the order of the text, and a file may have very many. */
function stringsIn(strings: readonly StringFact[], { start, end }: Range): readonly StringFact[] {
  let low = 0;
  for (let high = strings.length; low < high;) {
    const middle = (low + high) >> 1;
    if (strings[middle]!.range.start < start) low = middle + 1;
    else high = middle;
  }
  let last = low;
  while (last < strings.length && strings[last]!.range.start < end) last++;
  return strings.slice(low, last);
}

/** By what stands before and after it, whether a literal is what the whole expression may come to. */
function isGiven(before: string, after: string): boolean {
  if (before === '')
    return (
      after === '' ||
      /^\.(?:[lr]?strip|encode|decode)\([^()]{0,40}\)$/.test(after) ||
      /^\s+if\s[^"']{1,300}\selse\s/.test(after)
    );
  return (
    after === '' &&
    (/^[\w.]{1,80}(?:\([^()\n]{0,200}\)|\[[^[\]\n]{0,100}\])?\s+or\s+$/.test(before) ||
      /\sif\s[^\n]{1,300}\selse\s+$/.test(before))
  );
}

function asValue({ value, range, contentRange }: StringFact, facts: PythonFacts): readonly StringValue[] {
  const source = textAt(facts.text, range);
  const text = value ?? (/^[rR]?[bB]/.test(source) ? textAt(facts.text, contentRange) : null);
  return text === null ? [] : [{ kind: 'string', value: text, via: 'literal', range, origin: range }];
}
