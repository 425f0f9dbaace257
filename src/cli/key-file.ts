import { statSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { loadSigning } from '../analysis/signing/model-signature';
import type { SigningKey } from '../analysis/signing/private-key';
import { nodeCryptography } from './cryptography';
import { Failure } from './failure';
import { native } from './native-path';
import { reasonOf } from './reasons';
import type { Terminal } from './terminal';

/** A key is a few hundred bytes. */
const LARGEST_KEY = 64 * 1024;
const LONGEST_PASS_PHRASE = 4_096;

/**
 * The private key of a file. A pass phrase comes from the environment variable that the user names, else from the terminal; it is
 * never an argument, which every process of the machine could read. Bytes of both are overwritten once WebCrypto has the key.
 */
export async function signingKeyOf(
  file: string,
  variable: string | undefined,
  { cwd, env, secret }: Pick<Terminal, 'cwd' | 'env' | 'secret'>,
): Promise<SigningKey> {
  const text = textOf(path.resolve(cwd, file), file);
  const { privateKeyIn, readPrivateKey } = await loadSigning();
  const kind = privateKeyIn(text);
  if (kind === null) throw new Failure(`${file} cannot be used: it holds no private key in PEM`);
  const passPhrase = kind === 'encrypted' ? await passPhraseOf(file, variable, env, secret) : null;
  try {
    const key = await readPrivateKey(nodeCryptography.subtle!, text, passPhrase);
    if ('problem' in key) throw new Failure(`${file} cannot be used: ${key.problem}`);
    return key;
  } finally {
    passPhrase?.fill(0);
  }
}

function textOf(at: string, named: string): string {
  try {
    const found = statSync(native(at));
    if (!found.isFile() || found.size > LARGEST_KEY)
      throw new Failure(`${named} cannot be used: it is no file of a key`);
    const bytes = readFileSync(native(at));
    const text = bytes.toString('latin1');
    bytes.fill(0);
    return text;
  } catch (error) {
    throw error instanceof Failure ? error : new Failure(`${named} cannot be read: ${reasonOf(error)}`);
  }
}

async function passPhraseOf(
  file: string,
  variable: string | undefined,
  env: Terminal['env'],
  secret: Terminal['secret'],
): Promise<Uint8Array> {
  if (variable !== undefined) {
    const value = env[variable];
    if (value === undefined) throw new Failure(`the environment has no ${variable}, which should hold the pass phrase`);
    return new TextEncoder().encode(value.slice(0, LONGEST_PASS_PHRASE));
  }
  const typed = await secret(`Pass phrase of ${path.basename(file)}: `);
  if (typed === null)
    throw new Failure(`${file} is encrypted: --pass-phrase-env names the variable that holds its pass phrase`);
  return typed;
}
