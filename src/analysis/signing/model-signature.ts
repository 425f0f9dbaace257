import { WHOLE_READ_LIMIT, type FileSystem } from '../../core/host';
import { defineQuestion, type Answering, type Question } from '../../core/question';
import { directoryOf, foldersAbove, joinedPath } from '../../project/paths';
import { policyFor } from '../../project/questions/policy';
import { decodeText } from '../../project/text-encoding';
import { kindWith } from '../../readers/paths';
import { modelSignatureDocument } from '../../readers/signatures/document';
import type { ModelCheck } from './check-model';

/** What was found of a signature, without the paths of what is as it was. */
export type KnownSignature = Omit<ModelCheck, 'intact'> & {
  /** How many files are as they were signed. */
  readonly intact: number;
  /** What of the user's list of signers cannot be used. */
  readonly problems: readonly string[];
  /** Whether anybody is named who may sign. */
  readonly signersNamed: boolean;
};

interface SignatureQuestion extends Question {
  readonly path: string;
}

/** Everything that signs, checks and reads signatures, which is loaded when somebody asks. */
export const loadSigning = () => import('./index');

/** Bytes of models that are hashed without being asked to: `touchstone verify` has no bound. */
const MOST_HASHED = 16 * 1024 ** 3;
/** Bytes of a bundle that are read. */
export const LARGEST_BUNDLE = 64 * 1024 * 1024;

/** What the signature in a file says of its model, and whether it is so; null where there is none. Every file is hashed anew. */
export const modelSignature = defineQuestion({
  kind: 'model-signature',
  key: (_path, path: string): SignatureQuestion => ({ kind: 'model-signature', path }),
  find: ({ path }, project): Promise<KnownSignature | null> => find(path, project),
  nothing: null,
  forgottenWhen: (path, question) => path === null || path.startsWith(directoryOf(question.path)),
  watches: { globs: modelSignatureDocument.globs },
});

async function find(path: string, project: Answering): Promise<KnownSignature | null> {
  const { files, clock, cryptography } = project.host;
  const text = await signatureText(files, path);
  if (text === null) return null;
  const { checkModel, modelOf, NOBODY, readBundle, trustOfPolicy, webCryptography } = await loadSigning();
  const facts = readBundle(text, path);
  if (facts === null) return null;
  const used = cryptography ?? webCryptography;
  // A configuration that lies in the model does not count: who made the model made it.
  const root = facts.manifest ? (await modelOf(path, facts.manifest, files)).root : '';
  const policy = root === '' ? (project.host.policy ?? null) : await policyFor(root, project);
  const trust = used.subtle && policy ? await trustOfPolicy(policy, files, used.subtle) : NOBODY;
  const { intact, ...check } = await checkModel(facts, text, files, {
    trust,
    cryptography: used,
    now: clock.now(),
    budget: files.wholeOnly ? WHOLE_READ_LIMIT : MOST_HASHED,
  });
  return {
    ...check,
    files: check.files.slice(0, MOST_FILES),
    intact: intact.length,
    problems: trust.problems,
    signersNamed: policy !== null && policy.signers.length > 0,
  };
}

/** Files that anybody outside `verify` is told of. */
const MOST_FILES = 200;

/** The text of a file that may be a bundle; null where it cannot be read. */
export async function signatureText(files: FileSystem, path: string): Promise<string | null> {
  const stat = await files.stat(path);
  if (stat?.kind !== 'file' || stat.size > LARGEST_BUNDLE) return null;
  const bytes = await files.read(path);
  return bytes && (decodeText(bytes)?.text ?? null);
}

interface CoverQuestion extends Question {
  readonly file: string;
}

/** The signature that covers a file, of those in its folder and above; null for none. Whether it is right is another question. */
export const coveringSignature = defineQuestion({
  kind: 'covering-signature',
  key: (_path, file: string): CoverQuestion => ({ kind: 'covering-signature', file }),
  async find({ file }, { host: { files } }): Promise<string | null> {
    for (const folder of foldersAbove(file))
      for (const path of await bundlesIn(files, folder)) if (await covers(files, path, file)) return path;
    return null;
  },
  nothing: null,
  forgottenWhen: (path) => path === null || mayBeSignature(path),
  watches: { globs: modelSignatureDocument.globs },
});

export const mayBeSignature = (path: string): boolean => kindWith([modelSignatureDocument], path) !== null;

/** Bundles that are looked at in one folder. */
const MOST_BUNDLES = 50;

async function bundlesIn(files: FileSystem, folder: string): Promise<readonly string[]> {
  const entries = await files.list(folder);
  return (entries ?? [])
    .filter(({ name, kind }) => kind === 'file' && mayBeSignature(joinedPath(folder, name)))
    .slice(0, MOST_BUNDLES)
    .map(({ name }) => joinedPath(folder, name));
}

async function covers(files: FileSystem, bundle: string, file: string): Promise<boolean> {
  const text = await signatureText(files, bundle);
  if (text === null) return false;
  const { coveredFiles, readBundle } = await loadSigning();
  const facts = readBundle(text, bundle);
  return facts?.manifest ? (await coveredFiles(bundle, facts.manifest, files)).has(file) : false;
}
