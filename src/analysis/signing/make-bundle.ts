import type { Cryptography, FileSystem } from '../../core/host';
import type { SignedDigest } from '../../core/signature-facts';
import { base64Of, bytesOfHex, hexOfBytes } from '../../readers/signatures/base64';
import { PAYLOAD_TYPE } from '../../readers/signatures/bundle';
import type { Certificate } from '../../readers/signatures/certificate';
import { PREDICATE_TYPE, STATEMENT_TYPE } from '../../readers/signatures/manifest';
import { partDigests } from './digests';
import { signedBytes } from './envelope';
import { GIT_PATHS, isLeftOut, modelEntries, placeInModel, type FolderEntry } from './model-tree';
import type { SigningKey } from './private-key';

/** How a model is to be signed. */
export interface SigningChoice {
  /** Paths relative to the model that are left out, with all below them. */
  readonly ignored: readonly string[];
  readonly allowLinks: boolean;
  readonly algorithm: SignedDigest;
  /** Bytes of a shard; null for whole files. */
  readonly shardSize: number | null;
}

export const PLAIN_CHOICE: SigningChoice = { ignored: [], allowLinks: false, algorithm: 'sha256', shardSize: null };

/** What would be signed. */
export interface SigningPlan {
  /** The model's folder or file, as the file system has it. */
  readonly model: string;
  readonly isOneFile: boolean;
  /** What the model is called in the statement. */
  readonly name: string;
  /** Relative to the model, in the order of the specification; '.' for a model that is one file. */
  readonly files: readonly { readonly path: string; readonly size: number }[];
  /** What is there and will not be signed: git's files, the signature itself, and what the user left out. */
  readonly left: readonly string[];
  /** What the statement says is left out. */
  readonly ignored: readonly string[];
}

/**
 * Lists what signing a model would cover; a sentence for what cannot be signed: a link where none are allowed, a device, an empty model.
 * `bundle` is where the signature will lie, in the same file system; `name` is what the model is called.
 */
export async function planSigning(
  files: FileSystem,
  model: string,
  bundle: string,
  name: string,
  choice: SigningChoice,
): Promise<SigningPlan | { readonly problem: string }> {
  const stat = await files.stat(model);
  if (stat === null || stat.kind === 'other') return { problem: 'there is no model' };
  if (stat.kind === 'file')
    return { model, isOneFile: true, name, files: [{ path: '.', size: stat.size }], left: [], ignored: [] };
  const entries = await modelEntries(files, model);
  if (entries === null) return { problem: 'its folder cannot be read to its end' };
  const prefix = model === '' || model === '.' ? '' : `${model}/`;
  const own = bundle.startsWith(prefix) ? bundle.slice(prefix.length) : null;
  const ignored = [...new Set([...choice.ignored, ...(own === null ? [] : [own]), ...GIT_PATHS])];
  const [signed, left]: [{ path: string; size: number }[], string[]] = [[], []];
  for (const entry of entries) {
    const problem = refusal(entry, choice, ignored);
    if (problem !== null) return { problem };
    if (isLeftOut(entry.path, ignored) || entry.kind !== 'file') {
      left.push(entry.path);
      continue;
    }
    const size = (await files.stat(placeInModel(model, entry.path)))?.size ?? 0;
    // A shard has at least one byte.
    if (choice.shardSize !== null && size === 0) left.push(entry.path);
    else signed.push({ path: entry.path, size });
  }
  if (signed.length === 0) return { problem: 'there are no files to sign' };
  return { model, isOneFile: false, name, files: signed, left, ignored };
}

function refusal({ path, kind, link }: FolderEntry, { allowLinks }: SigningChoice, ignored: readonly string[]) {
  const shown = JSON.stringify(path.slice(0, 100));
  if (path.includes('\\') || path.includes('\ufffd')) return `${shown} has a name that other systems cannot have`;
  if (link && !allowLinks) return `${shown} is a symbolic link, and these are not allowed`;
  if (kind === 'other' && path !== '.git' && !isLeftOut(path, ignored))
    return `${shown} is neither a file nor a folder`;
  return null;
}

export interface SignedBundle {
  readonly text: string;
  /** The digest of the whole model, lower-case hex. */
  readonly root: string;
}

/** Hashes what was planned and signs it. Rejects only when it is cancelled; a sentence for what cannot be read. */
export async function makeBundle(
  plan: SigningPlan,
  choice: SigningChoice,
  signer: { readonly key: SigningKey; readonly certificates: readonly Certificate[] },
  files: FileSystem,
  cryptography: Cryptography,
  { signal, progress }: { readonly signal?: AbortSignal; readonly progress?: (path: string) => void } = {},
): Promise<SignedBundle | { readonly problem: string }> {
  const { subtle } = cryptography;
  if (subtle === null) return { problem: 'this window has no cryptography: it was not opened over https' };
  const { algorithm, shardSize } = choice;
  const resources: { name: string; algorithm: string; digest: string }[] = [];
  for (const { path, size } of plan.files) {
    const parts = shardsOf(size, shardSize);
    const digests = await partDigests(files, placeInModel(plan.model, path), parts, algorithm, cryptography, signal);
    if (digests === null)
      return { problem: `${JSON.stringify(path)} cannot be read, is too large for this window, or changed meanwhile` };
    for (const [index, digest] of digests.entries()) {
      const { start, end } = parts[index]!;
      const name = shardSize === null ? path : `${path}:${start}:${end}`;
      // As the reference implementation calls the hash of a shard, which its verifier compares.
      resources.push({ name, algorithm: shardSize === null ? algorithm : `${algorithm}-sharded-${shardSize}`, digest });
    }
    progress?.(path);
  }
  const digests = new Uint8Array(resources.flatMap(({ digest }) => [...bytesOfHex(digest)!]));
  const root = hexOfBytes(new Uint8Array(await subtle.digest('SHA-256', digests)));
  const payload = new TextEncoder().encode(JSON.stringify(statementOf(plan, choice, resources, root)));
  const signature = await signer.key.sign(signedBytes(payload));
  return { text: `${JSON.stringify(bundleOf(payload, signature, signer))}\n`, root };
}

function shardsOf(size: number, shardSize: number | null): readonly { readonly start: number; readonly end: number }[] {
  if (shardSize === null) return [{ start: 0, end: size }];
  const shards = [];
  for (let start = 0; start < size; start += shardSize) shards.push({ start, end: Math.min(start + shardSize, size) });
  return shards;
}

const statementOf = (
  { name, ignored }: SigningPlan,
  { allowLinks, algorithm, shardSize }: SigningChoice,
  resources: readonly unknown[],
  root: string,
) => ({
  _type: STATEMENT_TYPE,
  subject: [{ name, digest: { sha256: root } }],
  predicateType: PREDICATE_TYPE,
  predicate: {
    serialization: {
      method: shardSize === null ? 'files' : 'shards',
      hash_type: algorithm,
      allow_symlinks: allowLinks,
      ...(shardSize !== null && { shard_size: shardSize }),
      ...(ignored.length > 0 && { ignore_paths: ignored }),
    },
    resources,
  },
});

const bundleOf = (
  payload: Uint8Array,
  signature: Uint8Array,
  { key, certificates }: { readonly key: SigningKey; readonly certificates: readonly Certificate[] },
) => ({
  mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
  verificationMaterial: {
    ...(certificates.length > 0
      ? { x509CertificateChain: { certificates: certificates.map(({ der }) => ({ rawBytes: base64Of(der) })) } }
      : { publicKey: { hint: key.publicKey.hint } }),
    tlogEntries: [],
  },
  dsseEnvelope: {
    payload: base64Of(payload),
    payloadType: PAYLOAD_TYPE,
    signatures: [{ sig: base64Of(signature), keyid: '' }],
  },
});
