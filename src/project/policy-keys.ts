import { SEVERITIES } from '../core/finding';
import { DEFAULT_POLICY, type Policy } from '../core/policy';

/** What a key of the configuration may hold. `globs` and `names` are lists of strings; `levels` is a table of rule ids, `file` a path below the configuration's directory. */
export type PolicyType = 'globs' | 'names' | 'boolean' | 'bytes' | 'levels' | 'file';

/** One key of `touchstone.toml`. Reader, JSON Schema and documentation are all made from this table. */
export interface PolicyKey {
  readonly key: string;
  readonly field: Exclude<keyof Policy, 'source' | 'base'>;
  readonly type: PolicyType;
  /** Markdown, one or two sentences. */
  readonly description: string;
  readonly examples?: readonly unknown[];
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

/** The default of a key, as documentation and schema show it. */
export const defaultOf = (key: PolicyKey): unknown => DEFAULT_POLICY[key.field];

/** What a value has to be, as a message says it. */
export function expectationOf(type: PolicyType): string {
  switch (type) {
    case 'globs':
      return 'a list of globs, such as ["src/**"]';
    case 'names':
      return 'a list of strings';
    case 'boolean':
      return 'true or false';
    case 'bytes':
      return `a whole number of bytes from 1 to ${LARGEST_FILE_SIZE}`;
    case 'file':
      return 'a path below the directory of this file, such as "touchstone-baseline.json"';
    case 'levels':
      return `a table of rule ids, each with one of ${LEVELS.map((level) => `"${level}"`).join(', ')}`;
  }
}
