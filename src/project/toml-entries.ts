import { getStaticTOMLValue, parseTOML, ParseError, type AST } from 'toml-eslint-parser';
import type { Range } from '../core/range';

/** One `key = value` of a TOML file, with its path from the root; inline tables are entered, arrays are values. */
export interface TomlEntry {
  readonly keys: readonly string[];
  readonly value: unknown;
  readonly keyRange: Range;
  readonly valueRange: Range;
}

export interface TomlSyntaxProblem {
  readonly message: string;
  /** Line from 1. */
  readonly line: number;
  readonly offset: number;
}

/** Reads TOML 1.0 into its entries, in order. A file that is no TOML gives the first problem instead. */
export function tomlEntries(
  text: string,
): { readonly entries: readonly TomlEntry[] } | { readonly problem: TomlSyntaxProblem } {
  if (nestsTooDeep(text)) return { problem: { message: 'Values are nested too deeply', line: 1, offset: 0 } };
  let program: AST.TOMLProgram;
  try {
    program = parseTOML(text, { tomlVersion: '1.0' });
  } catch (error) {
    if (error instanceof ParseError)
      return { problem: { message: error.message, line: error.lineNumber, offset: error.index } };
    throw error;
  }
  const entries: TomlEntry[] = [];
  for (const node of program.body[0].body) {
    if (node.type === 'TOMLKeyValue') collect(node, [], entries);
    // A table without a key still counts: `[rulez]` alone is as wrong as with keys in it.
    else if (node.body.length === 0)
      entries.push({ keys: pathOf(node), value: {}, keyRange: rangeOf(node.key), valueRange: rangeOf(node.key) });
    else for (const item of node.body) collect(item, pathOf(node), entries);
  }
  return { entries };
}

/** Levels of arrays and inline tables; the parser recurses, and a configuration has three. */
const MAX_DEPTH = 100;

function nestsTooDeep(text: string): boolean {
  let depth = 0;
  for (const [token] of text.matchAll(/"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|#[^\n]*|[[\]{}]/g)) {
    if (token === '[' || token === '{') depth++;
    else if (token === ']' || token === '}') depth--;
    if (depth > MAX_DEPTH) return true;
  }
  return false;
}

const pathOf = (table: AST.TOMLTable): string[] => table.resolvedKey.map(String);

function collect(node: AST.TOMLKeyValue, above: readonly string[], entries: TomlEntry[]): void {
  const keys = [...above, ...node.key.keys.map((key) => (key.type === 'TOMLBare' ? key.name : key.value))];
  if (node.value.type === 'TOMLInlineTable' && node.value.body.length > 0)
    for (const item of node.value.body) collect(item, keys, entries);
  else
    entries.push({
      keys,
      value: getStaticTOMLValue(node.value),
      keyRange: rangeOf(node.key),
      valueRange: rangeOf(node.value),
    });
}

const rangeOf = (node: AST.HasLocs): Range => ({ start: node.range[0], end: node.range[1] });
