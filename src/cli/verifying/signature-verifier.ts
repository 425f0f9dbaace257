import { existsSync } from 'node:fs';
import path from 'node:path';
import type { ModelCheck } from '../../analysis/signing/check-model';
import { signatureText, loadSigning, mayBeSignature } from '../../analysis/signing/model-signature';
import type { TrustedSigners } from '../../analysis/signing/trust';
import type { FileSystem } from '../../core/host';
import type { TrustedSigner } from '../../core/policy';
import type { SignatureFacts } from '../../core/signature-facts';
import { readPolicyIn } from '../../project/policy';
import { readBundle } from '../../readers/signatures/bundle';
import type { VerifiedItem } from '../../report/verification';
import { nodeCryptography } from '../cryptography';
import { Failure } from '../failure';
import { native } from '../native-path';
import { NodeFileSystem } from '../node-files';
import { foldersFrom, isAtOrBelow, shownFrom, type Check, type Verifier, type VerifyTools } from './verifier';
import { entriesOf, recordsBelow } from './walk';

/** Whom the user names on the command line; they count instead of those of `touchstone.toml`. */
export interface SignerOptions {
  readonly publicKey?: readonly string[];
  /** Files of certificates that are signed with their own key. */
  readonly certificateChain?: readonly string[];
  readonly identity?: string;
  readonly issuer?: string;
  readonly sigstoreRoot?: string;
}

interface FoundBundle {
  /** Absolute. */
  readonly at: string;
  readonly text: string;
  readonly facts: SignatureFacts;
  /** Absolute paths of what it lists. */
  readonly covered: ReadonlySet<string>;
}

/** Every signature of a model at and below the named paths, and those above that cover one. */
export const SIGNATURE_VERIFIER: Verifier = {
  name: 'signature',
  async find(named, tools) {
    const files = filesOf(tools);
    const bundles = new Map<string, FoundBundle>();
    for (const each of named) {
      for (const at of recordsBelow(each)) if (mayBeSignature(at)) await take(at, bundles, files, tools);
      for (const folder of foldersFrom(each))
        for (const at of namesIn(folder)) {
          if (bundles.has(at) || !mayBeSignature(at)) continue;
          const bundle = await bundleAt(at, files, tools);
          if (bundle && covers(bundle, each.at)) bundles.set(at, bundle);
        }
    }
    const given = await givenTrust(tools);
    return {
      checks: [...bundles.values()]
        .sort((one, other) => (one.at < other.at ? -1 : 1))
        .map(
          (bundle): Check =>
            () =>
              check(bundle, given, files, tools),
        ),
      speaksOf(each) {
        if (bundles.size === 0) return null;
        return [...bundles.values()].some((bundle) => isAtOrBelow(each.at, bundle.at) || covers(bundle, each.at))
          ? 'recorded'
          : 'unrecorded';
      },
      itemFor(at) {
        const bundle = [...bundles.values()].find(({ covered }) => covered.has(at));
        return bundle ? shownFrom(tools.cwd, bundle.at) : null;
      },
    };
  },
};

/** Paths count from the working directory; whole files are hashed by the threads. */
function filesOf({ cwd, threads }: VerifyTools): FileSystem {
  const disk = new NodeFileSystem(cwd, { outside: true });
  return {
    list: (folder) => disk.list(folder),
    stat: (file) => disk.stat(file),
    read: (file, range) => disk.read(file, range),
    sha256: (file) => threads.digest(path.resolve(cwd, file), 'sha256'),
  };
}

const covers = ({ covered }: FoundBundle, at: string): boolean =>
  covered.has(at) || [...covered].some((file) => isAtOrBelow(at, file));

async function take(at: string, bundles: Map<string, FoundBundle>, files: FileSystem, tools: VerifyTools) {
  const bundle = bundles.has(at) ? null : await bundleAt(at, files, tools);
  if (bundle) bundles.set(at, bundle);
}

async function bundleAt(at: string, files: FileSystem, { cwd, note }: VerifyTools): Promise<FoundBundle | null> {
  const shown = shownFrom(cwd, at);
  const text = await signatureText(files, shown);
  if (text === null) {
    note(shown, 'not read: it is no text, or larger than 64 MB');
    return null;
  }
  const facts = readBundle(text, shown);
  if (facts === null) return null;
  const { coveredFiles } = await loadSigning();
  const covered = facts.manifest ? await coveredFiles(shown, facts.manifest, files) : [];
  return { at, text, facts, covered: new Set([...covered].map((file) => path.resolve(cwd, file))) };
}

const namesIn = (folder: string): readonly string[] => entriesOf(folder).map(({ name }) => path.join(folder, name));

async function check(
  { at, text, facts }: FoundBundle,
  given: TrustedSigners | null,
  files: FileSystem,
  tools: VerifyTools,
): Promise<readonly VerifiedItem[]> {
  const trust = given ?? (await configuredTrust(facts, files, tools));
  const cryptography = nodeCryptography;
  const { checkModel } = await loadSigning();
  const found = await checkModel(facts, text, files, { trust, cryptography, now: Date.now(), signal: tools.signal });
  return itemsOf(shownFrom(tools.cwd, at), found);
}

/** A signature, and each file that is not as it was signed. */
function itemsOf(
  shown: string,
  { state, reason, signer, files }: Pick<ModelCheck, 'state' | 'reason' | 'signer' | 'files'>,
): readonly VerifiedItem[] {
  return [
    { path: shown, kind: 'signature', state, expected: null, actual: null, reason, signer },
    ...files.map((file): VerifiedItem => ({
      path: file.path,
      kind: 'signature',
      state: file.state,
      expected: file.expected,
      actual: file.actual,
      reason: file.reason,
      signer: null,
    })),
  ];
}

/** What the user named on the command line; null where that is nobody. */
async function givenTrust({ cwd, signers }: VerifyTools): Promise<TrustedSigners | null> {
  const { publicKey = [], certificateChain = [], identity, issuer, sigstoreRoot } = signers;
  if ((identity === undefined) !== (issuer === undefined))
    throw new Failure('--identity and --issuer belong together: a name counts only with who vouches for it');
  const list: TrustedSigner[] = [
    ...publicKey.map((key) => ({ key })),
    ...certificateChain.map((root) => ({ root })),
    ...(identity !== undefined && issuer !== undefined ? [{ identity, issuer }] : []),
  ];
  if (list.length === 0 && sigstoreRoot === undefined) return null;
  const disk = new NodeFileSystem(cwd, { outside: true });
  const read = async (file: string): Promise<string | null> => {
    const bytes = await disk.read(path.relative(cwd, path.resolve(cwd, file)), { start: 0, end: 4_000_000 });
    return bytes && new TextDecoder().decode(bytes);
  };
  const { readTrust } = await loadSigning();
  const trust = await readTrust(list, sigstoreRoot ?? null, read, nodeCryptography.subtle!);
  if (trust.problems.length > 0) throw new Failure(trust.problems[0]!);
  return trust;
}

/** Whom the nearest configuration above the model names. One that lies in the model does not count: who made the model made it. */
async function configuredTrust(facts: SignatureFacts, files: FileSystem, tools: VerifyTools): Promise<TrustedSigners> {
  const { modelOf, NOBODY, trustOfPolicy } = await loadSigning();
  if (!facts.manifest) return NOBODY;
  const { root } = await modelOf(facts.path, facts.manifest, files);
  for (let folder = path.dirname(path.resolve(tools.cwd, root)); ; folder = path.dirname(folder)) {
    const disk = new NodeFileSystem(folder);
    const read = await readPolicyIn(disk, '', null);
    if (read) {
      const trust = await trustOfPolicy(read.policy, disk, nodeCryptography.subtle!);
      for (const problem of trust.problems)
        tools.note(shownFrom(tools.cwd, path.join(folder, read.policy.source ?? '')), problem);
      return trust;
    }
    if (path.dirname(folder) === folder || existsSync(native(path.join(folder, '.git')))) return NOBODY;
  }
}
