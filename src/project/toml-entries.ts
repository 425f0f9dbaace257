import { getStaticTOMLValue, parseTOML, ParseError, type AST } from 'toml-eslint-parser';
import type { Range } from '../core/range';
import { nestsTooDeep } from '../readers/toml/depth';

/** One `key = value` of a TOML file, with its path from the root; inline tables are entered, arrays are values. */
export interface TomlEntry {
  readonly keys: readonly string[];
  readonly value: unknown;
  /** Where each of the keys is written; those of a table in its header. */
  readonly keyRanges: readonly Range[];
  readonly valueRange: Range;
  /** Where the items of an array are written; empty for all else. */
  readonly itemRanges: readonly Range[];
}

export interface TomlSyntaxProblem {
  readonly message: string;
  /** Never empty, unless the text is. */
  readonly range: Range;
}

/** Reads TOML 1.0 into its entries, in order. A file that is no TOML gives the first problem instead. */
export function tomlEntries(
  text: string,
): { readonly entries: readonly TomlEntry[] } | { readonly problem: TomlSyntaxProblem } {
  if (nestsTooDeep(text))
    return { problem: { message: 'values are nested too deeply', range: { start: 0, end: Math.min(text.length, 1) } } };
  let program: AST.TOMLProgram;
  try {
    program = parseTOML(text, { tomlVersion: '1.0' });
  } catch (error) {
    if (error instanceof ParseError)
      return { problem: { message: sentenceStart(error.message), range: aroundOf(text, error.index) } };
    throw error;
  }
  const entries: TomlEntry[] = [];
  for (const node of program.body[0].body) {
    if (node.type === 'TOMLKeyValue') {
      collect(node, NOWHERE, entries);
      continue;
    }
    const table = pathOf(node);
    // A table without a key still counts: `[rulez]` alone is as wrong as with keys in it.
    if (node.body.length === 0) entries.push({ ...table, value: {}, valueRange: rangeOf(node.key), itemRanges: [] });
    else for (const item of node.body) collect(item, table, entries);
  }
  return { entries };
}

/** Where the parser stopped, as something to point at: the word there; of a line that breaks off, its last sign. */
function aroundOf(text: string, offset: number): Range {
  const word = /[\w-]+|\S/y;
  word.lastIndex = offset;
  const found = word.exec(text);
  const before = text.slice(0, offset).trimEnd().length;
  const isUnfinished = text[before - 1] === '=' && text.slice(before, offset).includes('\n');
  if ((found && !isUnfinished) || before === 0)
    return { start: offset, end: found ? offset + found[0].length : offset };
  return { start: before - 1, end: before };
}

/** What follows a place begins in lower case. */
const sentenceStart = (message: string): string =>
  message.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase()).replace(/\.$/, '');

type Path = Pick<TomlEntry, 'keys' | 'keyRanges'>;

const NOWHERE: Path = { keys: [], keyRanges: [] };

/** The index that an array of tables puts into the path is written nowhere; its header stands for it. */
function pathOf({ resolvedKey, key }: AST.TOMLTable): Path {
  const names = key.keys.map(rangeOf);
  return { keys: resolvedKey.map(String), keyRanges: resolvedKey.map((_, index) => names[index] ?? rangeOf(key)) };
}

function collect(node: AST.TOMLKeyValue, above: Path, entries: TomlEntry[]): void {
  const { key, value } = node;
  const path: Path = {
    keys: [...above.keys, ...key.keys.map((part) => (part.type === 'TOMLBare' ? part.name : part.value))],
    keyRanges: [...above.keyRanges, ...key.keys.map(rangeOf)],
  };
  if (value.type === 'TOMLInlineTable' && value.body.length > 0)
    for (const item of value.body) collect(item, path, entries);
  else
    entries.push({
      ...path,
      value: getStaticTOMLValue(value),
      valueRange: rangeOf(value),
      itemRanges: value.type === 'TOMLArray' ? value.elements.map(rangeOf) : [],
    });
}

const rangeOf = (node: AST.HasLocs): Range => ({ start: node.range[0], end: node.range[1] });
