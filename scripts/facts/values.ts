import type { Value } from '../../src/core/value';

/** A value in the words of Python, with where it comes from when it is not written in place. */
export function valueText(value: Value): string {
  const text = plainText(value);
  if (value.kind === 'unknown' || value.kind === 'reference') return text;
  const name = value.elsewhere?.name ?? value.label;
  const source = [
    value.via === 'literal' ? '' : value.via,
    name ?? '',
    value.elsewhere ? `in ${value.elsewhere.path}` : '',
  ]
    .filter(Boolean)
    .join(' ');
  return source === '' ? text : `${text} ‹${source}›`;
}

function plainText(value: Value): string {
  switch (value.kind) {
    case 'string':
      return JSON.stringify(value.value);
    case 'bytes':
      return 'b"…"';
    case 'number':
      return String(value.value);
    case 'boolean':
      return value.value ? 'True' : 'False';
    case 'none':
      return 'None';
    case 'sequence':
      return `[${[...value.items.map(valueText), ...(value.complete ? [] : ['…'])].join(', ')}]`;
    case 'dict':
      return `{${[
        ...value.entries.map(([key, each]) => `${valueText(key)}: ${valueText(each)}`),
        ...(value.complete ? [] : ['…']),
      ].join(', ')}}`;
    case 'reference':
      return value.name;
    case 'result':
      return `${value.callee}(${value.args.map(valueText).join(', ')})`;
    case 'unknown':
      return `?${value.name ?? value.reason}${value.prefix === undefined ? '' : ` begins ${JSON.stringify(value.prefix)}`}`;
  }
}
