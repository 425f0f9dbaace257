import type { StringValue, Value, Via } from '../../core/value';

/** A text that was put together, and what from; null where a piece is not known. */
export interface Composed {
  readonly text: string;
  readonly parts: readonly Value[];
}

/** Longer texts are not put together: nobody reads them. */
const LONGEST = 10_000;

/** `"{}/{name}".format(a, name=b)` (Python's format string syntax): plain fields only. */
export function formatted(
  template: string,
  positional: readonly Value[],
  named: ReadonlyMap<string, Value>,
): Composed | null {
  let next = 0;
  return substituted(template, /\{\{|\}\}|\{([^{}]*)\}|[{}]/g, (match, field) => {
    if (match === '{{' || match === '}}') return match[0]!;
    if (field === undefined || !/^\w*$/.test(field)) return null;
    if (field === '') return positional[next++] ?? null;
    return /^\d+$/.test(field) ? (positional[Number(field)] ?? null) : (named.get(field) ?? null);
  });
}

/** `"%s/%s" % (a, b)` (printf-style formatting): `%s` and `%d` without flags, `%(name)s` of a mapping. */
export function percentFormatted(template: string, value: Value): Composed | null {
  const items = value.kind === 'sequence' ? value.items : [value];
  let next = 0;
  return substituted(template, /%%|%(?:\((\w+)\))?[sd]|%/g, (match, name) => {
    if (match === '%%') return '%';
    if (match === '%') return null;
    if (name === undefined) return items[next++] ?? null;
    return value.kind === 'dict' && value.complete
      ? (value.entries.findLast(([key]) => key.kind === 'string' && key.value === name)?.[1] ?? null)
      : null;
  });
}

/** `"/".join([a, b])`. */
export function joinedTexts(separator: string, value: Value | undefined): Composed | null {
  if (
    value?.kind !== 'sequence' ||
    !value.complete ||
    !value.items.every((item): item is StringValue => item.kind === 'string')
  )
    return null;
  return bounded(value.items.map((item) => item.value).join(separator), value.items);
}

/** How sure a text is that is made of these. */
export const viaOf = (parts: readonly Value[]): Via =>
  parts.some((part) => part.kind !== 'unknown' && part.via === 'default') ? 'default' : 'constant';

function substituted(
  template: string,
  pattern: RegExp,
  fill: (match: string, group: string | undefined) => Value | string | null,
): Composed | null {
  const parts: Value[] = [];
  let known = true;
  const text = template.replace(pattern, (match, group: string | undefined) => {
    const filled = fill(match, group);
    if (typeof filled === 'string') return filled;
    if (filled?.kind !== 'string' && filled?.kind !== 'number') known = false;
    else {
      parts.push(filled);
      return String(filled.value);
    }
    return '';
  });
  return known ? bounded(text, parts) : null;
}

const bounded = (text: string, parts: readonly Value[]): Composed | null =>
  text.length <= LONGEST ? { text, parts } : null;
