import type { Palette } from './text';
import { withoutControls } from './terminal-text';

export const VERIFIED_STATES = ['verified', 'differs', 'missing', 'unknown'] as const;
export type VerifiedState = (typeof VERIFIED_STATES)[number];

/** What `verify --format json` says of one thing: the contract. */
export interface VerifiedItem {
  /** Relative to the working directory; `hf://org/name@commit/file` for what lies in the hub's cache. */
  readonly path: string;
  readonly kind: 'lock' | 'dvc' | 'dvc-cache' | 'signature' | 'mlflow' | 'git' | 'lfs';
  readonly state: VerifiedState;
  /** Lower-case hex: SHA-256, or MD5 where only a pointer of DVC knows the content. */
  readonly expected: string | null;
  readonly actual: string | null;
  readonly reason: string | null;
  readonly signer: {
    readonly method: string;
    readonly identity: string | null;
    readonly issuer: string | null;
    readonly trusted: boolean;
  } | null;
}

/** The items, and how many of them are in which state. */
export function printVerified(items: readonly VerifiedItem[], format: 'text' | 'json', palette: Palette): string {
  const summary = Object.fromEntries(
    VERIFIED_STATES.map((state) => [state, items.filter((item) => item.state === state).length]),
  ) as Record<VerifiedState, number>;
  if (format === 'json') return `${JSON.stringify({ version: 1, items, summary }, null, 2)}\n`;
  const paint: Readonly<Record<VerifiedState, (text: string) => string>> = {
    verified: palette.green,
    differs: palette.red,
    missing: palette.red,
    unknown: palette.yellow,
  };
  const lines = items
    .filter(({ state }) => state !== 'verified')
    .map(({ path, state, expected, actual, reason }) => {
      const digests =
        state === 'differs' && expected !== null ? `  expected ${short(expected)}, found ${short(actual)}` : '';
      return `${paint[state](state.padEnd(8))}  ${withoutControls(path)}${palette.dim(`${digests}${reason === null ? '' : `  ${REASONS[reason] ?? reason}`}`)}\n`;
    });
  const counts = VERIFIED_STATES.filter((state) => state === 'verified' || summary[state] > 0).map((state) =>
    summary[state] === 0 ? `0 ${state}` : paint[state](`${summary[state]} ${state}`),
  );
  return `${lines.join('')}${counts.join(', ')}\n`;
}

/** Of a digest so much that two can be told apart. */
const short = (digest: string | null): string => (digest === null ? 'nothing' : `${digest.slice(0, 12)}…`);

const REASONS: Readonly<Record<string, string>> = {
  'not-pulled': 'not pulled: only its pointer is here',
  'other-pointer': 'its pointer names another file',
  'not-cached': "not in the hub's cache on this machine",
  'not-listed': 'not in the list of the folder that DVC recorded',
  'no-list': "the folder's list is not in the cache, so it is not known which file",
  'only-server': 'DVC recorded only what the server calls it, and that cannot be worked out here',
  'other-kind': 'it is a folder where a file should be, or the other way round',
  elsewhere: 'outside of the project, so it was not opened',
  'not-recorded': 'nothing records what it should be',
  'not-committed': 'staged, but in no commit yet',
  'too-large': 'more than is looked at',
  'bad-form': 'it is no proper bundle of a signature',
  'bad-manifest': 'the digest of the model is not that of its files',
  'bad-signature': 'what it says was not signed with this key',
  'bad-certificate': 'its certificate cannot be used',
  'certificate-not-for-signing': 'its certificate is not for signing',
  'certificate-not-valid-now': 'its certificate is not valid now, and nothing says when it signed',
  'certificate-not-understood': 'its certificates use an algorithm that is not supported',
  'signer-not-trusted': 'signed by nobody whom signers in touchstone.toml names',
  'no-trust-root': 'signed keyless: --sigstore-root or sigstore-root names what to check it against',
  'no-cryptography': 'this window has no cryptography: it was not opened over https',
  'no-sigstore-here': 'signed keyless, which only the desktop and the command line can check',
  'files-differ': 'files of the model are not what was signed',
  changed: 'its bytes are not those that were signed',
  size: 'its size is not that which was signed',
  unsigned: 'in the model, but not signed',
  ignored: 'left out by the signer',
  link: 'a symbolic link, which the signature does not allow',
  'linked-folder': 'a link to a folder, whose files are not signed',
  'special-file': 'neither a file nor a folder',
  empty: 'empty, and so not covered by shards',
  'not-read': 'it cannot be read, or changed while it was read',
};
