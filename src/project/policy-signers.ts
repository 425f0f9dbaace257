import type { Policy, TrustedSigner } from '../core/policy';
import type { Range } from '../core/range';
import type { TomlEntry } from './toml-entries';

/** Something of an entry that is not used, and where it stands. */
export interface SignerMistake {
  readonly message: string;
  readonly range: Range;
}

const FIELDS = ['key', 'root', 'identity', 'issuer'] as const;
const HELP = 'it needs key, root, or identity and issuer';
/** What a signer may consist of; nothing more, so that nobody believes a key is bound to an identity. */
const FORMS = ['key', 'root', 'identity,root', 'identity,issuer'];
const FILE_FIELDS = new Set(['key', 'root']);
const LONGEST_PATH = 500;

export const isSigner = (value: unknown): value is TrustedSigner =>
  typeof value === 'object' &&
  value !== null &&
  FORMS.includes(Object.keys(value).sort().join(',')) &&
  Object.entries(value).every(
    ([name, each]) => typeof each === 'string' && each !== '' && (!FILE_FIELDS.has(name) || leadsBelow(each)),
  );

/** Takes one key of `[[provenance.signers]]`; what the whole table lacks is told when all is read. `unknown` says what is wrong with a name. */
export function takeSigner(
  [index, name]: readonly [string, string],
  { value, valueRange, keyRanges }: TomlEntry,
  policy: { signers: Policy['signers'] },
  unknown: (what: string, name: string, names: readonly string[], otherwise: string) => string,
): SignerMistake | null {
  if (!(FIELDS as readonly string[]).includes(name))
    return { message: unknown('key', name, FIELDS, HELP), range: keyRanges.at(-1)! };
  if (typeof value !== 'string' || value === '')
    return { message: `${name} has to be a string; it is not used`, range: valueRange };
  const signers: TrustedSigner[] = [...policy.signers];
  signers[Number(index)] = { ...signers[Number(index)], [name]: value };
  policy.signers = signers;
  return null;
}

/** Without the signers of an array of tables that nobody can be told by; those of a plain list were judged as values. */
export function wholeSigners(
  signers: readonly (TrustedSigner | undefined)[],
  entries: readonly TomlEntry[],
): { readonly signers: readonly TrustedSigner[]; readonly mistakes: readonly SignerMistake[] } {
  const mistakes: SignerMistake[] = [];
  for (const [index, signer] of signers.entries()) {
    const entry = entries.find(({ keys }) => keys[1] === 'signers' && keys[2] === String(index));
    if (entry && signer && !isSigner(signer))
      mistakes.push({ message: `this signer is not used: ${HELP}`, range: entry.keyRanges[1]! });
  }
  return { signers: signers.filter(isSigner), mistakes };
}

/** A path that cannot lead out of its directory. */
export const leadsBelow = (path: string): boolean =>
  path.length <= LONGEST_PATH &&
  !/^[/\\]|^[A-Za-z]:|[\\\0]/.test(path) &&
  path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
