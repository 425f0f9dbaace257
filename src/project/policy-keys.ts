import { SEVERITIES } from '../core/finding';
import { DEFAULT_POLICY, type Policy } from '../core/policy';

/** What a key of the configuration may hold. `globs` and `names` are lists of strings; `levels` is a table of rule ids, `file` a path below the configuration's directory, `age` a span of time, kept in days, `signers` a list of tables, each somebody whose signatures count. */
export type PolicyType = 'globs' | 'names' | 'packages' | 'boolean' | 'bytes' | 'levels' | 'file' | 'age' | 'signers';

/** One key of `touchstone.toml`. Reader, JSON Schema and documentation are all made from this table. */
export interface PolicyKey {
  readonly key: string;
  readonly field: Exclude<keyof Policy, 'source' | 'base' | 'jobs'>;
  readonly type: PolicyType;
  /** Markdown, one or two sentences. */
  readonly description: string;
  readonly examples?: readonly unknown[];
}

/** A table of `touchstone.toml` with keys of its own. */
export interface PolicySection {
  readonly key: string;
  /** Markdown, one sentence. */
  readonly description: string;
  readonly keys: readonly PolicyKey[];
}

export const LEVELS = ['off', ...SEVERITIES] as const;

/** Above this a file is never read as text, whatever the configuration says. Bytes. */
export const LARGEST_FILE_SIZE = 50_000_000;

export const POLICY_KEYS: readonly PolicyKey[] = [
  {
    key: 'include',
    field: 'include',
    type: 'globs',
    description:
      'Only files that match one of these globs are scanned. Globs count from the directory of this file; one without a slash matches a name at any depth, and one that matches a directory holds for all that is in it. Replaces the default, which is everything.',
    examples: [['src/**', 'notebooks/**']],
  },
  {
    key: 'exclude',
    field: 'exclude',
    type: 'globs',
    description:
      'Files that match one of these globs are not scanned. Extends the default list (virtual environments, caches, `node_modules`, `.git`). Files that git ignores are left out in any case.',
    examples: [['third_party/**', '*_pb2.py']],
  },
  {
    key: 'trusted-publishers',
    field: 'trustedPublishers',
    type: 'names',
    description:
      'Organisations or users on a model hub whose models and data sets you trust, in addition to the built-in list. `*` trusts everyone.',
    examples: [['my-company']],
  },
  {
    key: 'trusted-indexes',
    field: 'trustedIndexes',
    type: 'names',
    description: 'URLs of package indexes that may be used in addition to, or instead of, the public one.',
    examples: [['https://pypi.example.com/simple']],
  },
  {
    key: 'approved-indexes',
    field: 'approvedIndexes',
    type: 'names',
    description:
      'The only places that packages may come from: addresses of indexes, repositories and archives, or globs of them; of conda also names of channels. What lies below an address is approved with it. Empty: from anywhere.',
    examples: [['https://pypi.example.com/simple', 'https://github.com/my-company', 'conda-forge']],
  },
  {
    key: 'denied-packages',
    field: 'deniedPackages',
    type: 'packages',
    description:
      'Packages that may not be used, also where only another package asks for them in a lock file: names, or requirements that say which versions (`pillow<10.3`).',
    examples: [['torchtriton', 'pillow<10.3']],
  },
  {
    key: 'allowed-licences',
    field: 'allowedLicences',
    type: 'names',
    description:
      'The only licences that packages may have, as SPDX identifiers. Judged where the licence is known, from the metadata of the installed environment. Empty: any.',
    examples: [['Apache-2.0', 'BSD-3-Clause', 'MIT', 'PSF-2.0']],
  },
  {
    key: 'minimum-release-age',
    field: 'minimumReleaseAge',
    type: 'age',
    description:
      'How long a release has to be out before it is used, as `"7 days"`, `"36 hours"` or `"2 weeks"`. Judged by the upload times in `uv.lock` and `pylock.toml` and by `exclude-newer` of uv and `--uploaded-prior-to` of pip.',
    examples: ['7 days'],
  },
  {
    key: 'honour-nosec',
    field: 'honourNosec',
    type: 'boolean',
    description: 'Whether `# nosec` and `# noqa: S…` comments also silence findings.',
  },
  {
    key: 'max-file-size',
    field: 'maxFileSize',
    type: 'bytes',
    description: 'Largest text file that is scanned, in bytes. Larger files are listed in the notes.',
  },
  {
    key: 'baseline',
    field: 'baseline',
    type: 'file',
    description:
      "A baseline file, relative to this file: the findings it lists are known and not reported. `touchstone baseline` and *Accept Today's Findings* write one.",
    examples: ['touchstone-baseline.json'],
  },
  {
    key: 'rules',
    field: 'rules',
    type: 'levels',
    description: 'Severity per rule, or `off`.',
    examples: [{ 'unpinned-model-revision': 'error' }],
  },
];

export const POLICY_SECTIONS: readonly PolicySection[] = [
  {
    key: 'provenance',
    description: 'Where models and data come from: whose signatures count, and what has to be signed.',
    keys: [
      {
        key: 'signers',
        field: 'signers',
        type: 'signers',
        description:
          'Whose signatures of models count: `key`, a public key in PEM; `root`, the certificate of an authority, alone or with the `identity` in the certificates that it issued; or `identity` and `issuer` of a keyless signature. Names are compared letter by letter.',
        examples: [
          [{ key: 'keys/release.pub' }],
          [{ root: 'keys/authority.pem' }],
          [{ identity: 'release@example.com', issuer: 'https://accounts.google.com' }],
        ],
      },
      {
        key: 'sigstore-root',
        field: 'sigstoreRoot',
        type: 'file',
        description:
          'The `trusted_root.json` of sigstore, relative to this file, which keyless signatures are checked against. Without it they are not verified; nothing is downloaded.',
        examples: ['keys/trusted_root.json'],
      },
      {
        key: 'signed-models',
        field: 'signedModels',
        type: 'globs',
        description: 'Model files that have to be covered by a signature; others are reported by `unsigned-model`.',
        examples: [['models/**']],
      },
    ],
  },
];

/** `7 days` */
export const AGE = /^([1-9]\d{0,3}) (hour|day|week)s?$/;

/** The default of a key, as documentation and schema show it. */
export const defaultOf = (key: PolicyKey): unknown => DEFAULT_POLICY[key.field];

/** What a value has to be, as a message says it. */
export function expectationOf(type: PolicyType): string {
  switch (type) {
    case 'globs':
      return 'a list of globs, such as ["src/**"]';
    case 'names':
      return 'a list of strings';
    case 'packages':
      return 'a list of package names or requirements, such as ["torchtriton", "pillow<10.3"]';
    case 'age':
      return 'a span of time, such as "7 days"';
    case 'boolean':
      return 'true or false';
    case 'bytes':
      return `a whole number of bytes from 1 to ${LARGEST_FILE_SIZE}`;
    case 'file':
      return 'a path below the directory of this file, such as "touchstone-baseline.json"';
    case 'signers':
      return 'a list of tables with key, with root, or with identity and issuer, such as [{ key = "keys/release.pub" }]';
    case 'levels':
      return `a table of rule ids, each with one of ${LEVELS.map((level) => `"${level}"`).join(', ')}`;
  }
}
