import { pythonNumber } from './python-number';
import type { YamlNode } from './yaml-tree';
import type { TomlNode } from '../toml/toml-tree';

/** A value that templates of a `dvc.yaml` may name. Numbers are as Python writes them. */
export type TemplateValue =
  null | boolean | string | { readonly number: string } | readonly TemplateValue[] | ReadonlyMap<string, TemplateValue>;

export type TemplateContext = ReadonlyMap<string, TemplateValue>;

/** Why a template cannot be resolved, in a sentence. */
export class TemplateProblem extends Error {
  override readonly name = 'TemplateProblem';
}

export const isTemplateMap = (value: TemplateValue): value is ReadonlyMap<string, TemplateValue> =>
  value instanceof Map;
export const isTemplateList = (value: TemplateValue): value is readonly TemplateValue[] => Array.isArray(value);
const isNumber = (value: TemplateValue): value is { readonly number: string } =>
  typeof value === 'object' && value !== null && 'number' in value;

/** A node of YAML or JSON as a value. */
export function valueOfNode(node: YamlNode): TemplateValue {
  if (node.kind === 'map') return new Map([...node.entries].map(([key, entry]) => [key, valueOfNode(entry.node)]));
  if (node.kind === 'list') return node.items.map(valueOfNode);
  if (node.type === 'text') return node.text;
  if (node.type === 'truth') return node.text === 'true';
  return node.type === 'number' ? { number: node.text } : null;
}

/** A node of TOML as a value. Dates become their text. */
export function valueOfToml(node: TomlNode): TemplateValue {
  if (node.kind === 'table') return new Map([...node.entries].map(([key, pair]) => [key, valueOfToml(pair.node)]));
  if (node.kind === 'list') return node.items.map(valueOfToml);
  if (node.kind === 'text') return node.value;
  if (node.value === 'true' || node.value === 'false') return node.value === 'true';
  const number = Number(node.value.replaceAll('_', ''));
  return /^[-+]?[\d.]/.test(node.value) && !Number.isNaN(number)
    ? { number: pythonNumber(node.value, number) }
    : node.value;
}

/** Texts that one template may grow to: a few templates in each other could fill the memory. UTF-16 units. */
const LONGEST = 100_000;
const MOST_KEYS = 64;
const TEMPLATE = /(?<!\\)\$\{(.*?)\}/g;

/** Whether a text has a template in it. */
export const hasTemplate = (text: string): boolean => text.search(TEMPLATE) >= 0;

/**
 * Resolves `${a.b[0]}` in a text. A text that is one template becomes the value itself. Throws a `TemplateProblem` for what is not there.
 * Source: DVC 3.67, `dvc/parsing/context.py` and `interpolate.py`.
 */
export function resolveText(text: string, context: TemplateContext, key?: string): TemplateValue {
  const matches = [...text.matchAll(TEMPLATE)];
  if (matches.length === 1 && matches[0]![0] === text) return select(matches[0]![1]!, context, key);
  let [result, at] = ['', 0];
  for (const match of matches) {
    result += text.slice(at, match.index) + textOfValue(select(match[1]!, context, key));
    at = match.index + match[0].length;
    if (result.length > LONGEST) throw new TemplateProblem(`what templates make is longer than ${LONGEST} characters`);
  }
  return (result + text.slice(at)).replaceAll('\\${', '${');
}

function select(expression: string, context: TemplateContext, key: string | undefined): TemplateValue {
  if (!/^[^.[\]]+(?:\.[^.[\]]+|\[[^.[\]]+\])*$/.test(expression))
    throw new TemplateProblem(`"\${${expression.slice(0, 60)}}" is no template`);
  let value: TemplateValue = context;
  const parts = expression.replaceAll('[', '.').replaceAll(']', '').split('.', MOST_KEYS);
  for (const part of parts) {
    const name = part.trim();
    const next: TemplateValue | undefined = isTemplateMap(value)
      ? value.get(name)
      : isTemplateList(value) && /^-?\d{1,6}$/.test(name)
        ? value.at(Number(name))
        : undefined;
    if (next === undefined) throw new TemplateProblem(`"${expression.slice(0, 60)}" is defined nowhere`);
    value = next;
  }
  // A whole mapping or list may stand only where stages are made of it, and a mapping as the options of a command.
  const isWhole = isTemplateMap(value) || isTemplateList(value);
  if (isWhole && key !== undefined && !key.includes('foreach') && !(key === 'cmd' && isTemplateMap(value)))
    throw new TemplateProblem(`"${expression.slice(0, 60)}" is a whole ${isTemplateMap(value) ? 'mapping' : 'list'}`);
  return value;
}

/** A value as a text, by DVC's rules: a mapping becomes options of a command. */
export function textOfValue(value: TemplateValue): string {
  if (value === null) return 'None';
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  if (isNumber(value)) return value.number;
  return isTemplateMap(value) ? optionsOf(value) : `[${(value as readonly TemplateValue[]).map(inList).join(', ')}]`;
}

const inList = (value: TemplateValue): string =>
  typeof value === 'string'
    ? `'${value}'`
    : typeof value === 'boolean'
      ? value
        ? 'True'
        : 'False'
      : textOfValue(value);

function optionsOf(map: ReadonlyMap<string, TemplateValue>, prefix = ''): string {
  const options: string[] = [];
  for (const [name, value] of map) {
    const key = `${prefix}${name}`;
    if (isTemplateMap(value)) options.push(optionsOf(value, `${key}.`));
    else if (typeof value === 'boolean') options.push(value ? `--${key}` : '');
    else if (isTemplateList(value))
      options.push(...(value.length > 0 ? [`--${key} ${value.map(argument).join(' ')}`] : []));
    else options.push(`--${key} ${argument(value)}`);
  }
  return options.filter((option) => option !== '').join(' ');
}

/** Quoted as Python's `shlex.quote` does it. */
const argument = (value: TemplateValue): string =>
  typeof value !== 'string'
    ? textOfValue(value)
    : value === ''
      ? "''"
      : /^[\w@%+=:,./-]+$/.test(value)
        ? value
        : `'${value.replaceAll("'", `'"'"'`)}'`;

/** Merges a mapping into another one; what stands in both is a mistake unless both are mappings. */
export function mergeInto(into: Map<string, TemplateValue>, update: TemplateContext): void {
  for (const [key, value] of update) {
    const before = into.get(key);
    if (before === undefined) into.set(key, value);
    else if (isTemplateMap(before) && isTemplateMap(value)) {
      const merged = new Map(before);
      mergeInto(merged, value);
      into.set(key, merged);
    } else throw new TemplateProblem(`"${key.slice(0, 60)}" is defined twice`);
  }
}
