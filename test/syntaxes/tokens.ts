import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { loadWASM, OnigScanner, OnigString } from 'vscode-oniguruma';
import { INITIAL, parseRawGrammar, Registry } from 'vscode-textmate';

/** A piece of a line with the last of its scopes, the grammar's own name cut off. */
export interface Token {
  readonly text: string;
  readonly scope: string;
  readonly scopes: readonly string[];
}

const SYNTAXES = path.resolve('syntaxes');
/** A host language that is as small as can be: what VS Code's Python grammar does with comments. */
const PYTHON = {
  scopeName: 'source.python',
  patterns: [
    { name: 'comment.line.number-sign.python', begin: '#', end: '$' },
    { name: 'string.quoted.single.python', begin: '"', end: '"' },
  ],
};

/** Colours text as the editor does, suppression comments included. One list of tokens per line. */
export async function tokenize(
  scopeName: 'source.pip-requirements' | 'source.python',
  text: string,
): Promise<Token[][]> {
  const grammar = await (registry ??= await registryOf()).loadGrammar(scopeName);
  let stack = INITIAL;
  return text.split('\n').map((line) => {
    const { tokens, ruleStack } = grammar!.tokenizeLine(line, stack);
    stack = ruleStack;
    return tokens
      .map(({ startIndex, endIndex, scopes }) => ({
        text: line.slice(startIndex, endIndex),
        scopes,
        scope: scopes.at(-1)!.replace(/\.(?:pip-requirements|touchstone|python)$/, ''),
      }))
      .filter((token) => token.text.trim() !== '');
  });
}

let registry: Registry | undefined;

async function registryOf(): Promise<Registry> {
  const wasm = await readFile(
    createRequire(path.resolve('package.json')).resolve('vscode-oniguruma/release/onig.wasm'),
  );
  await loadWASM(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength));
  const files: Readonly<Record<string, string>> = {
    'source.pip-requirements': 'pip-requirements',
    'comment.touchstone.suppression': 'touchstone-suppression',
  };
  return new Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (sources) => new OnigScanner(sources),
      createOnigString: (string) => new OnigString(string),
    }),
    getInjections: () => ['comment.touchstone.suppression'],
    async loadGrammar(scope) {
      if (scope === 'source.python') return parseRawGrammar(JSON.stringify(PYTHON), 'python.json');
      const file = `${files[scope]}.tmLanguage.json`;
      return parseRawGrammar(await readFile(path.join(SYNTAXES, file), 'utf8'), file);
    },
  });
}
