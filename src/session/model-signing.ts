// What the editor asks for to sign a model, and to tell of one that is signed.
import { loadInspection, mayBeModelFile } from '../analysis/artifacts/model-file';
import type { ModelSigner } from '../analysis/signing/signer';
import { coveringSignature, loadSigning, modelSignature } from '../analysis/signing/model-signature';
import type { Cryptography, FileSystem } from '../core/host';
import type { Workspace } from '../project/workspace';

/** What a signature says of a model file. */
export interface SignedAnswer {
  /** Path of the bundle. */
  readonly bundle: string;
  readonly state: 'verified' | 'differs' | 'missing' | 'unknown';
  readonly reason: string | null;
  readonly signer: ModelSigner | null;
  /** Paths of files that are not as they were signed, the first of them. */
  readonly wrong: readonly string[];
}

/** What would be signed: paths count from the model. */
export interface SignablePlan {
  readonly isOneFile: boolean;
  readonly files: readonly { readonly path: string; readonly size: number }[];
  readonly left: readonly string[];
  /** Those of the files that the inspector calls malicious. */
  readonly malicious: readonly string[];
}

export interface SigningWish {
  /** PEM of the private key. */
  readonly key: string;
  readonly passPhrase: string | null;
  /** PEM of certificates, that of the key first; '' for none. */
  readonly certificates: string;
  readonly ignored: readonly string[];
}

/** Where the signature of a model belongs: in its folder, or beside a model that is one file. */
export const bundlePathOf = (path: string, isOneFile: boolean): string =>
  isOneFile ? `${path}.sig` : path === '' ? 'model.sig' : `${path}/model.sig`;

/** The signature that covers a file, checked anew; null where there is none. */
export async function signedState(workspace: Workspace, path: string): Promise<SignedAnswer | null> {
  const bundle = await workspace.answer(coveringSignature, coveringSignature.key('', path));
  const known = bundle === null ? null : await workspace.answer(modelSignature, modelSignature.key('', bundle));
  if (bundle === null || known === null) return null;
  const wrong = known.files.filter((file) => file.state !== 'unknown').slice(0, 5);
  return {
    bundle,
    state: known.state,
    reason: known.reason,
    signer: known.signer,
    wrong: wrong.map((file) => file.path),
  };
}

const nameOf = (path: string, folder: string): string => path.slice(path.lastIndexOf('/') + 1) || folder;

/** Lists what signing a model would cover, and looks into every file that may hold a model. */
export async function signingPlan(
  files: FileSystem,
  path: string,
  signal: AbortSignal,
): Promise<SignablePlan | { readonly problem: string }> {
  const { planSigning, PLAIN_CHOICE } = await loadSigning();
  const isOneFile = (await files.stat(path))?.kind === 'file';
  const plan = await planSigning(files, path, bundlePathOf(path, isOneFile), nameOf(path, 'model'), PLAIN_CHOICE);
  if ('problem' in plan) return plan;
  const malicious: string[] = [];
  for (const file of plan.files) {
    signal.throwIfAborted();
    const at = isOneFile ? path : path === '' ? file.path : `${path}/${file.path}`;
    if (!mayBeModelFile(at)) continue;
    const { inspectFile } = await loadInspection();
    if ((await inspectFile(files, at, file.size))?.judgement.verdict === 'malicious') malicious.push(file.path);
  }
  return { isOneFile, files: plan.files, left: plan.left, malicious };
}

/** Signs a model; gives the bundle for the host to write. Nothing of the key is kept, or part of a sentence. */
export async function signedBundle(
  files: FileSystem,
  path: string,
  folder: string,
  { key: text, passPhrase, certificates: chain, ignored }: SigningWish,
  cryptography: Cryptography | undefined,
  { signal, part }: { readonly signal: AbortSignal; part(body: unknown): void },
): Promise<{ readonly path: string; readonly text: string; readonly files: number } | { readonly problem: string }> {
  const signing = await loadSigning();
  const used = cryptography ?? signing.webCryptography;
  if (used.subtle === null) return { problem: 'This window has no cryptography: it was not opened over https.' };
  const phrase = passPhrase === null ? null : new TextEncoder().encode(passPhrase);
  const key = await signing.readPrivateKey(used.subtle, text, phrase);
  phrase?.fill(0);
  if ('problem' in key) return { problem: `The key cannot be used: ${key.problem}.` };
  const certificates = chain === '' ? [] : signing.readCertificates(chain);
  if (certificates === null) return { problem: 'The file holds no certificates in PEM.' };
  const [leaf] = certificates;
  if (leaf && !signing.isKeyOf(leaf, key)) return { problem: 'The first certificate is that of another key.' };
  const isOneFile = (await files.stat(path))?.kind === 'file';
  const bundle = bundlePathOf(path, isOneFile);
  const choice = { ...signing.PLAIN_CHOICE, ignored };
  const plan = await signing.planSigning(files, path, bundle, nameOf(path, folder), choice);
  if ('problem' in plan) return { problem: `It cannot be signed: ${plan.problem}.` };
  let done = 0;
  const progress = (): void => part((done += 1));
  const made = await signing.makeBundle(plan, choice, { key, certificates }, files, used, { signal, progress });
  return 'problem' in made
    ? { problem: `It cannot be signed: ${made.problem}.` }
    : { path: bundle, text: made.text, files: plan.files.length };
}
