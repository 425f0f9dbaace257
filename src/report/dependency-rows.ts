import type { DependencyReport, ReportedDependency } from '../core/dependency-report';

/** What a cell of the table says, for people. */
export interface DependencyRow {
  readonly name: string;
  readonly version: string;
  /** `lock`, `pinned`, or why there is no version. */
  readonly resolved: string;
  readonly required: string;
  readonly by: string;
  readonly hashed: string;
  readonly vulnerable: string;
  readonly licence: string;
  readonly index: string;
}

/** The heads of the columns, in their order. */
export const COLUMNS: readonly (readonly [keyof DependencyRow, string])[] = [
  ['name', 'Package'],
  ['version', 'Version'],
  ['vulnerable', 'Known vulnerabilities'],
  ['required', 'Required in'],
  ['by', 'Needed by'],
  ['resolved', 'Resolved by'],
  ['hashed', 'Hashed'],
  ['licence', 'Licence'],
  ['index', 'From'],
];

/** Who says which version it is, and why there is none. */
const RESOLVED: Readonly<Record<string, string>> = {
  lock: 'lock file',
  pinned: 'its own pin',
  constraint: 'a constraints file',
  archive: 'the name of its archive',
  environment: 'the installed environment',
  'not-pinned': 'not pinned',
  'version-not-known': 'not known',
  'mutable-reference': 'a branch or tag',
  'local-path': 'a local path',
};

/** Places and packages that a cell names; the rest is a number. */
const NAMED = 3;

export function rowOfDependency(dependency: ReportedDependency): DependencyRow {
  const { name, version, requestedAs, resolvedBy, unresolved, requiredAt, requiredBy, direct } = dependency;
  const code = resolvedBy ?? unresolved ?? '';
  return {
    name,
    version: version ?? (requestedAs.length > 0 ? `asked for: ${requestedAs.slice(0, NAMED).map(cut).join(', ')}` : ''),
    resolved: RESOLVED[code] ?? code.replaceAll('-', ' '),
    required: direct ? named(requiredAt.filter(({ line }) => line !== null).map(placeWords)) : '',
    by: named(requiredBy),
    hashed: dependency.hashed ? 'yes' : 'no',
    vulnerable: vulnerableWords(dependency),
    licence: dependency.licences.join(', '),
    index: dependency.index ?? '',
  };
}

/** Of an address the beginning: the JSON report has all of it. */
const cut = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);
const LONGEST = 40;

/** `requirements.txt:3`, `explore.ipynb cell 2:1`: cells are counted from 1. */
export const placeWords = ({ path, cell, line }: ReportedDependency['requiredAt'][number]): string =>
  `${path}${cell === null ? '' : ` cell ${cell + 1}`}${line === null ? '' : `:${line}`}`;

const named = (all: readonly string[]): string =>
  all.slice(0, NAMED).join(', ') + (all.length > NAMED ? ` and ${all.length - NAMED} more` : '');

const UNCHECKED = {
  'no-database': 'not checked: no advisory database',
  'no-version': 'not checked: no version known',
  'not-from-an-index': 'not checked: not from PyPI',
} as const;

/** `2: CVE-2024-1 (high), …; upgrade to 2.1`, `none`, `not checked: …`. */
function vulnerableWords({ vulnerabilities, unchecked, safeVersion }: ReportedDependency): string {
  if (vulnerabilities === null) return UNCHECKED[unchecked ?? 'no-database'];
  if (vulnerabilities.length === 0) return 'none';
  const each = vulnerabilities.map(
    ({ ids, level, malicious }) =>
      `${ids[0] ?? 'an advisory'} (${malicious ? 'malicious' : level === 'unknown' ? 'severity unknown' : level})`,
  );
  return `${vulnerabilities.length}: ${named(each)}${safeVersion === null ? '' : `; upgrade to ${safeVersion}`}`;
}

/** How far the check for vulnerabilities went, in a sentence. Without a database it never says that there are none. */
export function checkedWords({ advisories, summary }: DependencyReport): string {
  if (advisories === null)
    return 'Not checked for known vulnerabilities: there is no advisory database (touchstone advisories update --online).';
  const dated = `advisories as of ${advisories.asOf?.slice(0, 10) ?? 'an unknown date'}${advisories.old ? ', more than 30 days old' : ''}`;
  const left = summary.unchecked > 0 ? `; ${summary.unchecked} could not be checked` : '';
  return `Checked for known vulnerabilities by ${dated}${left}.`;
}

/** The table as comma-separated values (RFC 4180). A value that a spreadsheet would run gets an apostrophe (CWE-1236). */
export const printDependencyCsv = ({ dependencies }: DependencyReport): string =>
  [
    COLUMNS.map(([, title]) => title),
    ...dependencies.map(rowOfDependency).map((row) => COLUMNS.map(([key]) => row[key])),
  ]
    .map((values) => `${values.map(csvValue).join(',')}\r\n`)
    .join('');

const csvValue = (value: string): string =>
  `"${(/^[=+\-@\t\r]/.test(value) ? `'${value}` : value).replaceAll('"', '""')}"`;
