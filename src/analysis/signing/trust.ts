import type { FileSystem, WebCrypto } from '../../core/host';
import type { Policy, TrustedSigner } from '../../core/policy';
import { readCertificates, type Certificate } from '../../readers/signatures/certificate';
import { LONGEST_PEM } from '../../readers/signatures/pem';
import { readPublicKey, type PublicKey } from './public-key';

/** An authority whose certificates count; `identity` where only one of those does, by its alternative or common name. */
export interface TrustedRoot {
  readonly certificate: Certificate;
  readonly identity: string | null;
}

/** Whom the user trusts to sign models: nobody, unless they say so. */
export interface TrustedSigners {
  readonly keys: readonly PublicKey[];
  readonly roots: readonly TrustedRoot[];
  /** Compared letter by letter: never as a pattern, and never without the issuer that vouches for it. */
  readonly identities: readonly { readonly identity: string; readonly issuer: string }[];
  /** The text of a `trusted_root.json` of sigstore. */
  readonly sigstoreRoot: string | null;
  /** What of the user's list cannot be used, and why. */
  readonly problems: readonly string[];
}

export const NOBODY: TrustedSigners = { keys: [], roots: [], identities: [], sigstoreRoot: null, problems: [] };

/** Bytes of a trust root that are read; the public one has 7,000. */
const LARGEST_ROOT = 4_000_000;

/** Reads what a policy names; its files count from the configuration's folder. */
export function trustOfPolicy(
  { signers, sigstoreRoot, base = '' }: Pick<Policy, 'signers' | 'sigstoreRoot' | 'base'>,
  files: FileSystem,
  subtle: WebCrypto,
): Promise<TrustedSigners> {
  const at = (path: string): string => (base === '' ? path : `${base}/${path}`);
  const read = async (path: string): Promise<string | null> => {
    const bytes = await files.read(at(path), { start: 0, end: LARGEST_ROOT + 1 });
    return bytes === null || bytes.length > LARGEST_ROOT ? null : new TextDecoder().decode(bytes);
  };
  return readTrust(signers, sigstoreRoot, read, subtle);
}

/** Reads whom somebody named: `read` gives the text of a file, null where it cannot. */
export async function readTrust(
  signers: readonly TrustedSigner[],
  sigstoreRoot: string | null,
  read: (path: string) => Promise<string | null>,
  subtle: WebCrypto,
): Promise<TrustedSigners> {
  const [keys, roots, problems]: [PublicKey[], TrustedRoot[], string[]] = [[], [], []];
  for (const signer of signers) {
    const path = signer.key ?? signer.root;
    if (path === undefined) continue;
    const text = await read(path);
    if (text === null || text.length > LONGEST_PEM) problems.push(`${path} cannot be read`);
    else if (signer.key !== undefined) {
      const key = await readPublicKey(subtle, text);
      if (typeof key === 'string') problems.push(`${path} cannot be used: ${key}`);
      else keys.push(key);
    } else {
      const certificates = readCertificates(text);
      if (!certificates) problems.push(`${path} cannot be used: it holds no certificates in PEM`);
      for (const certificate of certificates ?? []) roots.push({ certificate, identity: signer.identity ?? null });
    }
  }
  const root = sigstoreRoot === null ? null : await read(sigstoreRoot);
  if (sigstoreRoot !== null && root === null) problems.push(`${sigstoreRoot} cannot be read`);
  return {
    keys,
    roots,
    identities: signers.flatMap(({ identity, issuer }) =>
      identity !== undefined && issuer !== undefined ? [{ identity, issuer }] : [],
    ),
    sigstoreRoot: root,
    problems,
  };
}
