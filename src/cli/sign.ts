import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { SigningChoice, SigningPlan } from '../analysis/signing/make-bundle';
import type { SigningKey } from '../analysis/signing/private-key';
import { loadSigning } from '../analysis/signing/model-signature';
import { loadInspection, mayBeModelFile } from '../analysis/artifacts/model-file';
import { readableName } from '../core/file-name';
import type { FileSystem } from '../core/host';
import type { SignedDigest } from '../core/signature-facts';
import type { Certificate } from '../readers/signatures/certificate';
import { nodeCryptography } from './cryptography';
import type { Outcome, Surroundings } from './command';
import { Failure } from './failure';
import { replaceFile } from './files-out';
import { signingKeyOf } from './key-file';
import { native } from './native-path';
import { NodeFileSystem } from './node-files';
import { reasonOf } from './reasons';

export interface SignArguments {
  readonly privateKey?: string;
  readonly certificate?: string;
  readonly chain?: readonly string[];
  readonly passPhraseEnv?: string;
  readonly ignorePath?: readonly string[];
  readonly allowSymlinks?: boolean;
  readonly allowMalicious?: boolean;
  readonly hash: SignedDigest;
  readonly shardSize?: number;
  readonly dryRun?: boolean;
  readonly output?: string;
}

/** Files that are listed before signing; of more the rest is counted. */
const MOST_LISTED = 200;

const KEYLESS =
  'sign needs --private-key FILE; for keyless signing, which needs the network, there is "model_signing sign sigstore DIR --signature DIR/model.sig"';

/**
 * `touchstone sign`: signs a model as OpenSSF Model Signing has it. What will be signed is listed first; a file that the inspector calls
 * malicious is signed only when that was allowed. The bundle is written last, in one step, and then verified like any other.
 */
export async function sign(named: string, options: SignArguments, { terminal, signal }: Surroundings): Outcome {
  const { privateKey, certificate, chain = [] } = options;
  if (privateKey === undefined) throw new Failure(KEYLESS);
  if (certificate === undefined && chain.length > 0) throw new Failure('--chain belongs to a --certificate');
  const at = path.resolve(terminal.cwd, named);
  const stat = statSync(native(at), { throwIfNoEntry: false });
  if (!stat) throw new Failure(`${named} does not exist`);
  const bundle = path.resolve(
    terminal.cwd,
    options.output ?? (stat.isDirectory() ? path.join(at, 'model.sig') : `${at}.sig`),
  );
  const files = new NodeFileSystem(path.dirname(at), { outside: true });
  const choice: SigningChoice = {
    ignored: (options.ignorePath ?? []).map((each) => ignoredIn(at, each, terminal.cwd)),
    allowLinks: options.allowSymlinks ?? false,
    algorithm: options.hash,
    shardSize: options.shardSize ?? null,
  };
  const within = path.relative(path.dirname(at), bundle).split(path.sep).join('/');
  const { makeBundle, planSigning, readCertificates } = await loadSigning();
  const plan = await planSigning(files, path.basename(at), within, path.basename(at), choice);
  if ('problem' in plan) throw new Failure(`${named} cannot be signed: ${plan.problem}`);
  list(plan, named, terminal.say);
  const malicious = await maliciousOf(plan, files, signal);
  for (const file of malicious) terminal.say(`malicious: ${readableName(file)}`);
  if (malicious.length > 0 && !(await isMeant(malicious.length, options, terminal))) {
    terminal.say('nothing was signed: --allow-malicious signs it all the same');
    return 1;
  }
  if (options.dryRun) return 0;
  const certificates = [certificate, ...chain].flatMap((each) => certificatesOf(each, terminal.cwd, readCertificates));
  const key = await signingKeyOf(privateKey, options.passPhraseEnv, terminal);
  refuseOtherKey(key, certificates, certificate);
  const progress = terminal.progress('Signing');
  try {
    const made = await makeBundle(plan, choice, { key, certificates }, files, nodeCryptography, {
      signal,
      progress: (file) => progress.update(`Hashing ${readableName(file)}`),
    });
    if ('problem' in made) throw new Failure(`${named} cannot be signed: ${made.problem}`);
    const shown = path.relative(terminal.cwd, bundle);
    replaceFile(bundle, Buffer.from(made.text), undefined, shown);
    await verifyWritten(bundle, within, key, files, shown, signal);
    progress.stop();
    terminal.say(`wrote ${shown}: ${plan.files.length} files, digest of the model ${made.root}`);
    return 0;
  } finally {
    progress.stop();
  }
}

/** What the user leaves out counts from the model; a path that leads there from the working directory is the same. */
function ignoredIn(model: string, given: string, cwd: string): string {
  const below = path.relative(model, path.resolve(cwd, given));
  const isBelow = below !== '' && !below.startsWith('..') && !path.isAbsolute(below);
  return (isBelow ? below : path.normalize(given)).split(path.sep).join('/').replace(/\/$/, '');
}

function list({ files, left, isOneFile }: SigningPlan, named: string, say: (line: string) => void): void {
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  say(`signs ${isOneFile ? named : `${files.length} files of ${named}`} (${bytes} bytes):`);
  for (const { path: file, size } of files.slice(0, MOST_LISTED))
    say(`  ${readableName(isOneFile ? named : file)} (${size} bytes)`);
  if (files.length > MOST_LISTED) say(`  and ${files.length - MOST_LISTED} more`);
  const others = left.filter((file) => !/^\.git(?:\/|$)/.test(file));
  if (others.length > 0)
    say(
      `leaves out ${others.slice(0, 20).map(readableName).join(', ')}${others.length > 20 ? `, and ${others.length - 20} more` : ''}`,
    );
}

/** What of the model the inspector calls malicious. */
async function maliciousOf(plan: SigningPlan, files: FileSystem, signal: AbortSignal): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { path: file, size } of plan.files) {
    signal.throwIfAborted();
    const at = plan.isOneFile ? plan.model : `${plan.model}/${file}`;
    if (!mayBeModelFile(at)) continue;
    const { inspectFile } = await loadInspection();
    if ((await inspectFile(files, at, size))?.judgement.verdict === 'malicious') found.push(plan.isOneFile ? at : file);
  }
  return found;
}

async function isMeant(count: number, { allowMalicious }: SignArguments, terminal: Surroundings['terminal']) {
  if (allowMalicious) return true;
  const answer = await terminal.ask(
    `Loading ${count === 1 ? 'this file' : 'these files'} runs code. Sign anyway? [y/N] `,
  );
  return /^y(?:es)?$/i.test(answer ?? '');
}

function certificatesOf(
  file: string | undefined,
  cwd: string,
  read: (text: string) => readonly Certificate[] | null,
): readonly Certificate[] {
  if (file === undefined) return [];
  let text: string;
  try {
    text = readFileSync(native(path.resolve(cwd, file)), 'utf8');
  } catch (error) {
    throw new Failure(`${file} cannot be read: ${reasonOf(error)}`);
  }
  const certificates = read(text);
  if (!certificates) throw new Failure(`${file} cannot be used: it holds no certificates in PEM`);
  return certificates;
}

function refuseOtherKey(key: SigningKey, [leaf]: readonly Certificate[], named: string | undefined): void {
  if (leaf && Buffer.compare(leaf.publicKey, key.publicKey.der) !== 0)
    throw new Failure(`${named} is the certificate of another key`);
}

/** Reads what was written from the disk again, and the model with it. */
async function verifyWritten(
  bundle: string,
  within: string,
  key: SigningKey,
  files: FileSystem,
  shown: string,
  signal: AbortSignal,
): Promise<void> {
  const text = readFileSync(native(bundle), 'utf8');
  const { checkModel, NOBODY, readBundle } = await loadSigning();
  const facts = readBundle(text, within);
  const trust = { ...NOBODY, keys: [key.publicKey] };
  const check =
    facts && (await checkModel(facts, text, files, { trust, cryptography: nodeCryptography, now: Date.now(), signal }));
  // Whether a certificate is trusted is for those to say who verify.
  const isRight = check?.state === 'verified' || (check?.signer?.method === 'certificate' && check.state === 'unknown');
  if (!isRight) throw new Failure(`${shown} was written, but the model is not what it says: it changed meanwhile`);
}
