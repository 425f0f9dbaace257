import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Grammars } from '../../src/readers/python/parser';
import { collectFacts } from '../../src/readers/python/facts';
import { PythonParser } from '../../src/readers/python/parser';
import type { PythonFacts } from '../../src/core/python-facts';

const require = createRequire(__filename);

/** The same two files that a build copies to `dist`. */
export const grammars: Grammars = {
  runtime: readFileSync(require.resolve('web-tree-sitter/web-tree-sitter.wasm')),
  python: readFileSync(require.resolve('tree-sitter-python/tree-sitter-python.wasm')),
};

let shared: Promise<PythonParser> | undefined;
export const pythonParser = (): Promise<PythonParser> => (shared ??= PythonParser.create(grammars));

export async function factsOf(text: string): Promise<PythonFacts> {
  const tree = (await pythonParser()).parse(text);
  if (typeof tree === 'string') throw new Error(tree);
  return collectFacts(text, tree);
}
