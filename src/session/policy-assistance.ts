import type { Range } from '../core/range';
import { parsePolicy, type PolicyProblem } from '../project/policy';
import { policySchema } from '../project/policy-schema';
import { RULES } from '../rules/index';
import { outlineOf, type TomlPosition } from './toml-position';

/** Something that can be written at a place of a configuration. */
export interface PolicyCompletion {
  readonly label: string;
  readonly kind: 'key' | 'table' | 'value';
  /** Beside the label: what it is about, or its default. */
  readonly detail: string;
  /** Markdown. */
  readonly documentation: string;
  /** What is written: a snippet as the language server protocol has them. */
  readonly snippet: string;
  /** What it replaces, in the text's offsets. */
  readonly range: Range;
  /** What stands there is compared with this. */
  readonly filter: string;
}

export interface PolicyHover {
  readonly range: Range;
  /** Markdown, nothing of the document in it. */
  readonly markdown: string;
}

/** As much of a JSON Schema as ours has. */
interface Schema {
  readonly type?: string;
  readonly title?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly string[];
  readonly examples?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

/** The mistakes in the text of a configuration; none for a `pyproject.toml` that says nothing to us. */
export const problemsOf = (path: string, text: string): readonly PolicyProblem[] =>
  parsePolicy(
    text,
    path,
    RULES.map(({ id }) => id),
  )?.problems ?? [];

/** What the schema allows at an offset, also where the line is only half there. */
export function completionsAt(path: string, text: string, offset: number): readonly PolicyCompletion[] {
  const { marks, at } = outlineOf(text, offset);
  if (at === null) return [];
  const root = rootOf(path);
  const written = new Set(
    marks
      .filter(({ kind, range }) => kind !== 'value' && !(range.start <= offset && offset <= range.end))
      .map((mark) => keyOf(mark.path)),
  );
  if (at.kind === 'header') return headers(root, at, written);
  const schema = schemaAt(root, at.path);
  if (schema === undefined) return [];
  if (at.kind === 'value') return values(schema, at);
  // Above our own table a pyproject.toml is other tools' business.
  if (isPyproject(path) && at.path.length < OWN.length) return [];
  return keys(schema, at, written, at.path.length === (isPyproject(path) ? OWN.length : 0));
}

/** What the schema says of the key or value at an offset. */
export function hoverAt(path: string, text: string, offset: number): PolicyHover | null {
  const mark = outlineOf(text, offset).marks.find(({ range }) => range.start <= offset && offset < range.end);
  if (!mark || (isPyproject(path) && mark.path.length < OWN.length)) return null;
  const schema = schemaAt(rootOf(path), mark.path);
  if (!schema?.description) return null;
  if (mark.kind !== 'value') return { range: mark.range, markdown: pageOf(schema) };
  const value = text.slice(mark.range.start, mark.range.end).replace(/^["']|["']$/g, '');
  const meaning = schema.enum?.includes(value) ? LEVEL_MEANINGS[value] : undefined;
  return { range: mark.range, markdown: meaning ? `\`${value}\`: ${meaning}` : pageOf(schema) };
}

const OWN = ['tool', 'touchstone'] as const;
const isPyproject = (path: string): boolean => /(?:^|\/)pyproject\.toml$/.test(path);

const SCHEMA = policySchema(RULES) as Schema;
const IN_PYPROJECT: Schema = { properties: { tool: { properties: { touchstone: SCHEMA } } } };

const rootOf = (path: string): Schema => (isPyproject(path) ? IN_PYPROJECT : SCHEMA);

const keyOf = (path: readonly string[]): string => path.join('\0');

function schemaAt(root: Schema, path: readonly string[]): Schema | undefined {
  let schema: Schema | undefined = root;
  for (const key of path)
    schema = schema?.properties && Object.hasOwn(schema.properties, key) ? schema.properties[key] : undefined;
  return schema;
}

const LEVEL_MEANINGS: Readonly<Record<string, string>> = {
  off: 'the rule does not run.',
  error: 'stop. A scan on the command line fails.',
  warning: 'decide.',
  info: 'improve when you are here.',
  hint: 'know.',
};

/** The tables that a header can name: ours, and those in it. */
function headers(root: Schema, at: TomlPosition, written: ReadonlySet<string>): PolicyCompletion[] {
  const own = root === SCHEMA ? [] : [...OWN];
  const tables = [
    ...(own.length > 0 ? [own] : []),
    ...Object.entries(SCHEMA.properties ?? {})
      .filter(([, { type }]) => type === 'object')
      .map(([key]) => [...own, key]),
  ];
  return tables
    .filter((table) => !written.has(keyOf(table)) || table.length === own.length)
    .filter((table) => at.path.every((key, index) => table[index] === key) && table.length > at.path.length)
    .map((table) => ({
      label: table.slice(at.path.length).join('.'),
      kind: 'table',
      detail: 'table',
      documentation: schemaAt(root, table)?.description ?? '',
      snippet: table.slice(at.path.length).join('.'),
      range: at.word,
      filter: table.slice(at.path.length).join('.'),
    }));
}

function keys(schema: Schema, at: TomlPosition, written: ReadonlySet<string>, isTop: boolean): PolicyCompletion[] {
  return Object.entries(schema.properties ?? {})
    .filter(([key]) => !written.has(keyOf([...at.path, key])))
    .map(([key, about]) => ({
      label: key,
      kind: about.type === 'object' ? 'table' : 'key',
      detail: about.title ?? `default ${JSON.stringify(about.default)}`,
      documentation: pageOf(about),
      snippet: about.type === 'object' ? tableSnippet(key, at, isTop) : `${key} = ${valueSnippet(about)}`,
      range: at.word,
      filter: `${at.quote ?? ''}${key}`,
    }));
}

/** A table of a file of its own gets a header; in a pyproject.toml, or behind a dot, its keys go on with a dot. */
const tableSnippet = (key: string, at: TomlPosition, isTop: boolean): string =>
  isTop && at.startsLine && at.path.length === 0 ? `[${key}]\n$0` : `${key}.$0`;

function valueSnippet({ type, enum: choices, default: value, examples, items }: Schema): string {
  if (choices) {
    const [first, ...rest] = [value as string, ...choices.filter((choice) => choice !== value)];
    return `"\${1|${[first, ...rest].join(',')}|}"`;
  }
  if (type === 'array') return items?.type === 'object' ? '[$1]' : '["$1"]';
  if (type === 'boolean') return `\${1|${value === true ? 'false,true' : 'true,false'}|}`;
  return `\${1:${JSON.stringify(value ?? examples?.[0] ?? '')}}`;
}

function values(schema: Schema, at: TomlPosition): PolicyCompletion[] {
  const item = (text: string, detail: string, documentation: string, snippet = text): PolicyCompletion => ({
    label: text,
    kind: 'value',
    detail,
    documentation,
    snippet: snippet.replaceAll(/[$}]/g, '\\$&'),
    range: at.word,
    filter: at.quote ? at.quote + text.replace(/^"/, '') : text,
  });
  if (schema.enum)
    return schema.enum.map((choice) =>
      item(`"${choice}"`, choice === schema.default ? 'default' : '', LEVEL_MEANINGS[choice] ?? ''),
    );
  if (schema.type === 'boolean')
    return ['true', 'false'].map((choice) =>
      item(choice, choice === String(schema.default) ? 'default' : '', schema.description ?? ''),
    );
  const examples = [schema.default, ...(schema.examples ?? [])].filter((each) => each !== undefined);
  if (schema.type !== 'array')
    return examples
      .filter((each) => typeof each !== 'object')
      .map((each) =>
        item(JSON.stringify(each), each === schema.default ? 'default' : 'example', schema.description ?? ''),
      );
  if (at.inArray && schema.items?.enum)
    return schema.items.enum.map((choice) => item(`"${choice}"`, '', schema.description ?? ''));
  if (at.inArray)
    return [...new Set(schema.examples?.flat() ?? [])].map((each) =>
      item(tomlOf(each), 'example', schema.description ?? ''),
    );
  return (schema.examples ?? []).map((each) => item(tomlOf(each), 'example', schema.description ?? ''));
}

/** An example as TOML writes it: strings, lists, and tables in one line. */
function tomlOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(tomlOf).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{ ${Object.entries(value)
    .map(([key, each]) => `${key} = ${tomlOf(each)}`)
    .join(', ')} }`;
}

function pageOf({ title, description = '', default: value, enum: choices, type }: Schema): string {
  const said = title && description.startsWith(title) ? `**${title}**${description.slice(title.length)}` : description;
  const allowed = choices ? choices.map((choice) => `\`"${choice}"\``).join(', ') : (type ?? '');
  const shown = JSON.stringify(value);
  const fallback = value === undefined || shown === '{}' ? '' : ` · default \`${shown}\``;
  return `${said}\n\n${allowed}${fallback}`;
}
