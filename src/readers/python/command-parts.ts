import type { Semantics } from '../../core/python-facts';
import type { Expression } from '../../core/semantics';

/** A stretch of a command that a program puts together: text as the shell gets it, or what stands there at run time. */
export type CommandPart =
  | { readonly text: string }
  | {
      readonly value: Expression;
      /** How an f-string writes it, braces included; null for what another way of putting texts together takes. */
      readonly braces: { readonly start: number; readonly end: number } | null;
      /** Whether only a text can stand there: `+` and `.join` take nothing else. */
      readonly isText: boolean;
    };

/** Expressions inside one another that are followed. */
const DEEPEST = 50;

/**
 * What a literal, an f-string, a sum, `%`, `.format(…)` or `" ".join([…])` is made of, in the order of the text that comes out; null
 * where that is not all written in this very expression. Source: the Python library reference, Format String Syntax and
 * printf-style String Formatting.
 */
export function commandParts(expression: Expression, semantics: Semantics, depth = 0): readonly CommandPart[] | null {
  const { kind, name, parts } = expression;
  if (depth > DEEPEST) return null;
  if (kind === 'text') return ofText(expression);
  if (kind === 'operation' && parts.length === 2) {
    if (name === '+') return joined(parts.map((side) => sideOf(side, semantics, depth + 1)));
    return name === '%' ? filled(parts[0]!, percentFields, percentValues(parts[1]!)) : null;
  }
  const callee = kind === 'call' ? parts[0] : undefined;
  const receiver = callee?.kind === 'attribute' ? callee.parts[0] : undefined;
  if (receiver?.kind !== 'text') return null;
  if (callee!.name === 'format') return filled(receiver, braceFields, formatValues(expression, semantics));
  const list = callee!.name === 'join' && parts.length === 2 ? parts[1]! : null;
  if (list?.kind !== 'sequence' || receiver.value.kind !== 'string' || receiver.value.value !== ' ') return null;
  return joined(
    list.parts.flatMap((item, index) => [...(index > 0 ? [[{ text: ' ' }]] : []), sideOf(item, semantics, depth + 1)]),
  );
}

const joined = (all: readonly (readonly CommandPart[] | null)[]): readonly CommandPart[] | null =>
  all.every((some) => some !== null) ? all.flat() : null;

function sideOf(side: Expression, semantics: Semantics, depth: number): readonly CommandPart[] | null {
  const written = commandParts(side, semantics, depth);
  return written ?? (/^(?:text|operation)$/.test(side.kind) ? null : [{ value: side, braces: null, isText: true }]);
}

function ofText({ pieces, value }: Expression): readonly CommandPart[] | null {
  const parts: CommandPart[] = [];
  for (const { text, hole, start, end } of pieces) {
    if (hole) parts.push({ value: hole, braces: { start, end }, isText: false });
    else if (text === '' && end > start) return null;
    else parts.push({ text });
  }
  return parts.length > 0 ? parts : value.kind === 'string' ? [{ text: value.value }] : null;
}

/** A place in a template, by the name or the number of what goes there; or plain text. */
type Field = { readonly text: string } | { readonly key: string };

function filled(
  template: Expression,
  fieldsOf: (text: string) => readonly Field[] | null,
  values: ReadonlyMap<string, Expression> | null,
): readonly CommandPart[] | null {
  const text =
    template.value.kind === 'string' && template.template === null ? template.value.value : writtenOf(template);
  const fields = text === null ? null : fieldsOf(text);
  if (!fields || !values) return null;
  const parts = fields.map((field): CommandPart | null => {
    if ('text' in field) return field;
    const value = values.get(field.key);
    return value ? { value, braces: null, isText: false } : null;
  });
  return parts.every((part) => part !== null) ? parts : null;
}

/** What a literal says that is no f-string. */
const writtenOf = ({ value, pieces }: Expression): string | null =>
  value.kind === 'string' && pieces.every(({ hole }) => hole === null) ? value.value : null;

function braceFields(text: string): readonly Field[] | null {
  const fields: Field[] = [];
  let count = 0;
  for (const [whole, key] of text.matchAll(/\{(\w*)\}|[^{}]+|[{}]+/g)) {
    if (key !== undefined) fields.push({ key: key === '' ? `${count++}` : key });
    else if (/^[{}]/.test(whole)) return null;
    else fields.push({ text: whole });
  }
  return fields;
}

function percentFields(text: string): readonly Field[] | null {
  const fields: Field[] = [];
  let count = 0;
  for (const [whole] of text.matchAll(/%.|[^%]+|%/gs)) {
    if (whole === '%s' || whole === '%d') fields.push({ key: `${count++}` });
    else if (whole === '%%') fields.push({ text: '%' });
    else if (whole.startsWith('%')) return null;
    else fields.push({ text: whole });
  }
  return fields;
}

/** A tuple that is written, or one value: a name might hold a tuple, but not where the template has one place. */
const percentValues = (given: Expression): ReadonlyMap<string, Expression> | null =>
  given.kind === 'mapping'
    ? null
    : new Map((given.kind === 'sequence' ? given.parts : [given]).map((value, index) => [`${index}`, value]));

function formatValues(call: Expression, semantics: Semantics): ReadonlyMap<string, Expression> | null {
  const args = semantics.callOf(call)?.args;
  if (!args || semantics.callOf(call)!.open || args.some(({ spread }) => spread)) return null;
  return new Map(args.map(({ name, position, expression }) => [name ?? `${position}`, expression]));
}
