import { PositionEncoding, Workspace } from '@astral-sh/ruff-wasm-nodejs';

let shared: Workspace | undefined;

/**
 * What a program means to another parser than the product's, without its layout: the tree as text, without places, and with
 * the old names where `names` has new ones. Throws for what is not well-formed.
 */
export function meaningOf(text: string, names: ReadonlyMap<string, string> = new Map()): string {
  shared ??= new Workspace({ 'target-version': 'py310' }, PositionEncoding.Utf16);
  // The parser gives a tree for anything; the formatter refuses what is wrong.
  shared.format(text);
  return shared
    .parse(text)
    .replace(/^ *(?:range|node_index|parenthesized): .*\n/gm, '')
    .replace(/Name\("(\w+)"\)/g, (whole, name: string) => (names.has(name) ? `Name("${names.get(name)}")` : whole));
}
