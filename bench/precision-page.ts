import { SEVERITIES, type LocatedFinding, type Severity } from '../src/core/finding';
import { countBy, mustBeJudged, rulesIn, SECRETS, VERDICTS, type Hit, type Scanned } from './judged';

/** The page of the documentation. */
export function documentOf(corpus: readonly Scanned[]): string {
  const libraries = corpus.filter(({ application }) => !application);
  const applications = corpus.filter(({ application }) => application);
  const judged = corpus.flatMap((scanned) =>
    scanned.hits
      .filter(({ finding, judgement }) => mustBeJudged(finding) && judgement.verdict !== null)
      .map((hit) => ({ scanned, ...hit })),
  );
  return `${[
    '# Precision',
    '',
    'What Touchstone says about code that it was not written for, with the rules as they come: libraries that many people maintain and review, and applications, courses, templates and notebooks that people write with them. Every error, every warning and every hardcoded secret has a verdict: **true** means the maintainer would want to know, **arguable** that somebody could close it, **false** that it is wrong.',
    '',
    '`node bench/fetch-corpus.mjs` fetches these source distributions, `node --import tsx bench/precision.ts` scans them; the run fails when an error has no judgement in `bench/judgements.json`. This page is written by `--write`. [What following values changed](following-values.md) lists what came and went with the flow analysis.',
    '',
    '## Libraries',
    '',
    ...summaryOf(libraries),
    '',
    'Judged by the flagged line, and by the code around it where the line did not settle it; similar ones of one package share a verdict. Of informations and hints only samples were read. The rules were tuned on these packages: on others the shares will be higher. Findings in tests, documentation, examples and copies of libraries count less, as everywhere.',
    '',
    ...packagesTable(libraries),
    '',
    '## Applications',
    '',
    ...summaryOf(applications),
    '',
    ...packagesTable(applications),
    '',
    '## By rule',
    '',
    ...rulesTable(corpus.flatMap(({ hits }) => hits)),
    '',
    '## One by one',
    '',
    ...table(
      ['where', 'rule', 'severity', 'verdict', 'why'],
      judged.map(({ scanned: { name, version }, finding, judgement }) => [
        `${name} ${version} \`${placeOf(finding)}\``,
        finding.rule,
        finding.severity,
        judgement.verdict!,
        judgement.reason.replace(/\|/g, '\\|').replace(/\s*\n\s*/g, ' '),
      ]),
    ),
  ].join('\n')}\n`;
}

const placeOf = ({ path: file, cell, range }: LocatedFinding): string =>
  `${file}:${cell === null ? '' : `cell ${cell}:`}${range.start.line}`;

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string[] => [
  row(head),
  row(head.map(() => '---')),
  ...rows.map(row),
];

/** How many findings of a severity have each verdict. */
const verdictsOf = (hits: readonly Hit[], severity: Severity): string[] =>
  VERDICTS.map((verdict) =>
    String(
      hits.filter(({ finding, judgement }) => finding.severity === severity && judgement.verdict === verdict).length,
    ),
  );

const JUDGED: readonly Severity[] = ['error', 'warning'];

function packagesTable(corpus: readonly Scanned[]): string[] {
  const everything = corpus.flatMap(({ hits }) => hits);
  const cells = (label: string, files: number, megabytes: number, hits: readonly Hit[]): string[] => [
    label,
    String(files),
    megabytes.toFixed(1),
    ...SEVERITIES.map((severity) => String(countBy(hits, severity))),
    ...JUDGED.flatMap((severity) => verdictsOf(hits, severity)),
  ];
  const total = (pick: (scanned: Scanned) => number): number => corpus.reduce((sum, scanned) => sum + pick(scanned), 0);
  return table(
    [
      'package',
      'files',
      'MB',
      ...SEVERITIES.map((severity) => `${severity}s`),
      ...JUDGED.flatMap((severity) => VERDICTS.map((verdict) => `${severity}s ${verdict}`)),
    ],
    [
      ...corpus.map(({ name, version, files, megabytes, hits }) => cells(`${name} ${version}`, files, megabytes, hits)),
      cells(
        '**all**',
        total(({ files }) => files),
        total(({ megabytes }) => megabytes),
        everything,
      ),
    ],
  );
}

function rulesTable(everything: readonly Hit[]): string[] {
  return table(
    ['rule', ...SEVERITIES.map((severity) => `${severity}s`), ...VERDICTS.map((verdict) => `errors ${verdict}`)],
    rulesIn(everything).map((rule) => {
      const own = everything.filter(({ finding }) => finding.rule === rule);
      return [
        `[${rule}](rules/${rule}.md)`,
        ...SEVERITIES.map((severity) => String(countBy(own, severity))),
        ...verdictsOf(own, 'error'),
      ];
    }),
  );
}

/** The share of wrong ones among those that were judged. */
function wrongOf(corpus: readonly Scanned[], isMeant: (finding: LocatedFinding) => boolean): string {
  const hits = corpus.flatMap((scanned) => scanned.hits).filter(({ finding }) => isMeant(finding));
  const judged = hits.filter(({ judgement }) => judgement.verdict !== null);
  const wrong = judged.filter(({ judgement }) => judgement.verdict === 'false').length;
  if (judged.length === 0) return 'none';
  const share = `${wrong} of ${judged.length} (${((100 * wrong) / judged.length).toFixed(1)} %)`;
  return judged.length === hits.length ? share : `${share}; ${hits.length - judged.length} have no verdict`;
}

/** What a person in a hurry wants to know. */
function summaryOf(corpus: readonly Scanned[]): string[] {
  const everything = corpus.flatMap(({ hits }) => hits);
  const megabytes = corpus.reduce((sum, scanned) => sum + scanned.megabytes, 0);
  return [
    `- Errors that are wrong: ${wrongOf(corpus, ({ severity }) => severity === 'error')}.`,
    `- Warnings that are wrong: ${wrongOf(corpus, ({ severity }) => severity === 'warning')}.`,
    `- Secrets that are wrong: ${wrongOf(corpus, ({ rule }) => SECRETS.has(rule))}.`,
    `- Findings per megabyte: ${SEVERITIES.map((severity) => `${(countBy(everything, severity) / megabytes).toFixed(2)} ${severity}s`).join(', ')}.`,
  ];
}
