import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { languageOf, type Grammars } from '../readers/python/parser';
import { reasonOf } from './reasons';
import { Failure } from './failure';

let reading: Promise<Grammars> | undefined;

/** The two WebAssembly files that lie above the bundle. Rejects with a Failure when they are not there. */
export const readGrammars = (): Promise<Grammars> => (reading ??= readBoth());

/** Has the grammars compiled on another core while files are looked for. Who needs them is told what goes wrong. */
export function compileEarly(): void {
  readGrammars().then(languageOf).catch(nothing);
}

const nothing = (): null => null;

async function readBoth(): Promise<Grammars> {
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
