import { rulePage } from '../core/documentation';
import type { LocatedFinding, LocatedRelated, Severity } from '../core/finding';
import type { PositionRange } from '../core/range';
import { atlasReference, owaspReference, referencesOf } from '../core/references';
import type { Rule } from '../core/rule';
import { fingerprintsOf } from './identity';
import { fixMasking, secretRules } from './masking';
import { byPath, type ScanReport } from './report';
import { sarifFix } from './sarif-fixes';
import { artifactOf, regionOf } from './sarif-places';

/**
 * SARIF 2.1.0 (OASIS, with Errata 01) as GitHub code scanning reads it. No path of this machine, no time and no source text is in
 * it, so two runs give the same bytes. In notebooks regions count in the JSON on disk.
 */
export async function printSarif(report: ScanReport): Promise<string> {
  const rules = [...report.rules].sort((a, b) => (a.id < b.id ? -1 : 1));
  const all = [
    ...report.findings.map((finding) => ({ finding, known: false })),
    ...report.baselined.map((finding) => ({ finding, known: true })),
  ];
  const prints = await fingerprints(
    all.map(({ finding }) => finding),
    report,
  );
  const masked = fixMasking(report);
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Touchstone',
            version: report.version,
            semanticVersion: report.version,
            rules: rules.map((rule) => descriptorOf(rule, report.version)),
          },
        },
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: report.notes.map(({ path, message }) => ({
              level: 'note',
              message: { text: message },
              locations: [{ physicalLocation: { artifactLocation: artifactOf(path) } }],
            })),
          },
        ],
        originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The directory that the scan was started in.' } } },
        columnKind: 'utf16CodeUnits',
        results: all.map(({ finding, known }) => resultOf(masked(finding), known, prints.get(finding)!, rules, report)),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

const LEVELS: Record<Severity, 'error' | 'warning' | 'note'> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
  hint: 'note',
};
/** GitHub's scale: above 7 high, above 4 medium, below low. */
const SECURITY_SEVERITY: Record<Severity, string> = { error: '8.0', warning: '5.5', info: '3.0', hint: '1.0' };

function descriptorOf(rule: Rule, version: string) {
  const { what, why, fix, references = [] } = rule.docs;
  const sections = [
    ['What it does', what],
    ['Why is this bad?', why],
    ['How to fix', fix],
  ] as const;
  const links = [...referencesOf(rule).map(({ name, url }) => `[${name}](${url})`), ...references]
    .map((reference) => `- ${reference}`)
    .join('\n');
  const markdown = [
    `# ${rule.title}`,
    ...sections.map(([title, text]) => `## ${title}\n\n${text}`),
    `## References\n\n${links}`,
  ].join('\n\n');
  return {
    id: rule.id,
    name: rule.id
      .split('-')
      .map((word) => word[0]!.toUpperCase() + word.slice(1))
      .join(''),
    shortDescription: { text: rule.title },
    fullDescription: { text: what },
    help: { text: sections.map(([title, text]) => `${title}\n${text}`).join('\n\n'), markdown },
    helpUri: rulePage(rule.id, version),
    defaultConfiguration: { level: LEVELS[rule.severity] },
    properties: {
      tags: ['security', 'machine-learning', rule.category, `external/cwe/cwe-${String(rule.cwe).padStart(3, '0')}`],
      cwe: `CWE-${rule.cwe}`,
      ...(rule.owasp !== undefined && { owasp: owaspReference(rule.owasp).name }),
      ...(rule.atlas !== undefined && { atlas: rule.atlas.map((id) => atlasReference(id).name) }),
      precision: 'high',
      'problem.severity':
        rule.severity === 'error' ? 'error' : rule.severity === 'warning' ? 'warning' : 'recommendation',
      'security-severity': SECURITY_SEVERITY[rule.severity],
    },
  };
}

function resultOf(finding: LocatedFinding, known: boolean, print: string, rules: readonly Rule[], report: ScanReport) {
  const index = rules.findIndex(({ id }) => id === finding.rule);
  const fixes = finding.fixes.map((fix) => sarifFix(fix, report)).filter((fix) => fix !== null);
  return {
    ruleId: finding.rule,
    ...(index >= 0 && { ruleIndex: index }),
    level: LEVELS[finding.severity],
    message: { text: finding.message },
    locations: [locationOf(finding, finding.cell, report)],
    ...(finding.related.length > 0 && {
      relatedLocations: finding.related.map((related, id) => ({
        id,
        ...locationOf(related, related.cell ?? null, report),
        message: { text: related.message },
      })),
    }),
    partialFingerprints: { primaryLocationLineHash: print },
    ...(fixes.length > 0 && { fixes }),
    ...(known && {
      baselineState: 'unchanged',
      suppressions: [{ kind: 'external', status: 'accepted', justification: 'Known by the baseline.' }],
    }),
    ...(finding.cell !== null && { properties: { cell: finding.cell, cellRegion: regionOf(finding.range) } }),
  };
}

function locationOf(
  { path, range }: { path: string; range: PositionRange } | LocatedRelated,
  cell: number | null,
  report: ScanReport,
) {
  const place = cell === null ? range : report.source(path)?.onDisk(cell, range);
  return {
    physicalLocation: { artifactLocation: artifactOf(path), ...(place && { region: regionOf(place) }) },
    ...(cell !== null && {
      logicalLocations: [{ name: `cell ${cell}`, fullyQualifiedName: `${path}#cell-${cell}`, kind: 'module' }],
    }),
  };
}

/** Fingerprints with a number behind, since findings on lines that are alike have to differ. */
async function fingerprints(
  findings: readonly LocatedFinding[],
  report: ScanReport,
): Promise<Map<LocatedFinding, string>> {
  const secret = secretRules(report.rules);
  const prints = new Map<LocatedFinding, string>();
  for (const [path, ofFile] of byPath(findings)) {
    const seen = new Map<string, number>();
    for (const [index, print] of (await fingerprintsOf(ofFile, report.source(path), secret)).entries()) {
      const nth = (seen.get(print) ?? 0) + 1;
      seen.set(print, nth);
      prints.set(ofFile[index]!, `${print.slice(0, 32)}:${nth}`);
    }
  }
  return prints;
}
