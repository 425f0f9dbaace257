import type { DependencyReport } from '../core/dependency-report';
import { checkedWords, rowOfDependency } from './dependency-rows';
import { amountOf } from './page';
import { padded, withoutControls, widthOf } from './terminal-text';

/** Columns of the name and the version at most, so that one long one does not move all others. */
const WIDEST = 32;

/** The report for a terminal: a line a package, what is wrong first, then how much there is. */
export function printDependencies(report: DependencyReport): string {
  const rows = report.dependencies.map((dependency) => ({ dependency, row: rowOfDependency(dependency) }));
  const widthFor = (key: 'name' | 'version'): number =>
    Math.min(
      WIDEST,
      rows.reduce((most, { dependency }) => Math.max(most, widthOf(dependency[key] ?? '–')), 0),
    );
  const [name, version] = [widthFor('name'), widthFor('version')];
  const lines = rows.map(({ dependency, row }) =>
    [
      padded(withoutControls(row.name), name),
      padded(withoutControls(dependency.version ?? '–'), version),
      [
        dependency.vulnerabilities !== null && dependency.vulnerabilities.length > 0 ? row.vulnerable : '',
        dependency.version === null && row.version !== '' ? row.version : row.resolved,
        dependency.hashed ? '' : 'no hash',
        row.licence === '' ? 'no licence known' : row.licence,
        row.index === 'pypi.org' ? '' : row.index,
        row.required === '' ? (row.by === '' ? '' : `needed by ${row.by}`) : row.required,
      ]
        .filter((part) => part !== '')
        .map(withoutControls)
        .join('; '),
    ].join('  '),
  );
  const notes = report.notes.map(({ path, message }) =>
    withoutControls(`note: ${path === '' ? '' : `${path}: `}${message}`),
  );
  const { packages, direct, vulnerable, malicious, unresolved, unhashed } = report.summary;
  const counts = [
    `${amountOf(packages, 'package')} (${direct} required by the project itself)`,
    ...(report.advisories === null ? [] : [`${vulnerable} vulnerable`]),
    ...(malicious > 0 ? [`${malicious} malicious`] : []),
    `${unresolved} without a known version`,
    `${unhashed} without a hash`,
  ];
  return [...lines, '', ...notes, ...(notes.length > 0 ? [''] : []), `${counts.join(', ')}.`, checkedWords(report)]
    .map((line) => `${line.trimEnd()}\n`)
    .join('');
}

/** The report as JSON; docs/dependency-report.md says what each key means. */
export const printDependencyJson = (report: DependencyReport): string => `${JSON.stringify(report, null, 2)}\n`;
