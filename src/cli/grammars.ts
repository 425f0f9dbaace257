import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Grammars } from '../readers/python/parser';
import { reasonOf } from './files-out';
import { Failure } from './failure';

/** The two WebAssembly files that lie above the bundle. Rejects with a Failure when they are not there. */
export async function readGrammars(): Promise<Grammars> {
  const [runtime, python] = await Promise.all(
    ['web-tree-sitter.wasm', 'tree-sitter-python.wasm'].map(async (name) => {
      const file = path.join(__dirname, '..', name);
      try {
        return new Uint8Array(await readFile(file));
      } catch (error) {
        throw new Failure(`${name} cannot be read: ${reasonOf(error)}; build or install Touchstone again`);
      }
    }),
  );
  return { runtime: runtime!, python: python! };
}
