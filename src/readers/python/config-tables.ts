import type { ConfigEntry, ConfigFacts } from '../../core/config-facts';
import { rangeOf } from '../../core/range';
import type { Value, Via } from '../../core/value';
import type { Syntax } from './syntax';

/** A table of a configuration file: the file, and the keys that lead to the table. */
export interface ConfigTable {
  readonly files: readonly {
    readonly facts: ConfigFacts;
    /** Keys under which the whole file stands. */
    readonly under: readonly string[];
  }[];
  readonly keys: readonly string[];
  readonly via: Via;
}

const MOST_ENTRIES = 200;

/** The value of a table, or of the entry that its keys lead to; undefined when it is not sure which. */
export function readTable({ files, keys, via }: ConfigTable, use: Syntax): Value | undefined {
  const at = { range: rangeOf(use.start, use.end), origin: rangeOf(use.start, use.end) };
  const found = files.flatMap(({ facts, under }) => {
    if (!under.every((key, index) => keys[index] === undefined || keys[index] === key)) return [];
    const rest = keys.slice(under.length);
    const entries = facts.entries.filter((entry) => rest.every((key, index) => sameKey(entry.keys[index], key, facts)));
    return entries.length > 0 && keys.length >= under.length ? [{ facts, rest, entries }] : [];
  });
  // Where two files say something, which one wins depends on the order of the defaults.
  if (found.length !== 1 || (keys.length === 0 && files.length > 1)) return undefined;
  const { facts, rest, entries } = found[0]!;
  const value = (entry: ConfigEntry): Value => scalarOf(entry, facts, keys.join('.'), { ...at, via });
  const exact = entries.filter((entry) => entry.keys.length === rest.length);
  if (exact.length === 1 && entries.length === 1) return value(exact[0]!);
  if (exact.length > 0 || entries.length > MOST_ENTRIES) return undefined;
  // A table: its scalars as a dictionary. What is nested deeper is not known as such.
  const flat = entries.filter((entry) => entry.keys.length === rest.length + 1);
  const elsewhere = { path: facts.path, range: entries[0]!.keyRange ?? entries[0]!.valueRange, name: keys.join('.') };
  return {
    kind: 'dict',
    ...at,
    via,
    elsewhere,
    complete: flat.length === entries.length,
    entries: flat.map((entry) => [{ kind: 'string', value: entry.key, ...at, via, elsewhere }, value(entry)] as const),
  };
}

/** Keys of INI files are without case. */
const sameKey = (own: string | undefined, key: string, facts: ConfigFacts): boolean =>
  own === key || (facts.format === 'ini' && own?.toLowerCase() === key.toLowerCase());

function scalarOf(
  entry: ConfigEntry,
  facts: ConfigFacts,
  label: string,
  at: { readonly range: Value['range']; readonly origin: Value['range']; readonly via: Via },
): Value {
  const name = entry.keys.join('.') || label;
  const known = { ...at, label: name, elsewhere: { path: facts.path, range: entry.literalRange, name } };
  const { value, quoted } = entry;
  // Interpolations are worked out when the program runs.
  if (/\$\{|\$\(|\{\{/.test(value)) return { kind: 'unknown', range: at.range, reason: 'expression' };
  if (quoted || facts.format === 'ini' || facts.format === 'env') return { kind: 'string', value, ...known };
  if (/^(?:true|false)$/i.test(value)) return { kind: 'boolean', value: value.toLowerCase() === 'true', ...known };
  if (facts.format === 'yaml' && /^(?:yes|no|on|off)$/i.test(value))
    return { kind: 'boolean', value: /^(?:yes|on)$/i.test(value), ...known };
  if (/^(?:null|~|none|)$/i.test(value)) return { kind: 'none', ...known };
  if (/^[-+]?(?:\d[\d_]*\.?\d*(?:e[-+]?\d+)?|\.\d+)$/i.test(value))
    return { kind: 'number', value: Number(value.replace(/_/g, '')), ...known };
  if (/^[|>]/.test(value) || value.includes('\n')) return { kind: 'unknown', range: at.range, reason: 'expression' };
  return { kind: 'string', value, ...known };
}
