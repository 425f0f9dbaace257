import { SEVERITIES, type FileResult, type LocatedFinding, type Note, type Severity } from '../core/finding';
import type { Rule } from '../core/rule';
import type { SourceText } from './source-text';

/** Counts of a scan. `suppressed` are findings silenced by comments or by a baseline; they are in no other count. */
export interface Summary {
  readonly files: number;
  readonly bytes: number;
  readonly error: number;
  readonly warning: number;
  readonly info: number;
  readonly hint: number;
  readonly suppressed: number;
}

/** All that a printer needs. Paths are as they are to be printed: relative to the working directory, with `/`. */
export interface ScanReport {
  /** By path, then by place. */
  readonly findings: readonly LocatedFinding[];
  /** Findings that a baseline silenced. */
  readonly baselined: readonly LocatedFinding[];
  readonly notes: readonly Note[];
  readonly summary: Summary;
  readonly rules: readonly Rule[];
  /** Text of a file that has findings; null when it is not at hand. */
  source(path: string): SourceText | null;
  /** The version of Touchstone, for links and for tools that read the report. */
  readonly version: string;
}

/** Findings and notes of many files in their one order, with what they add up to. */
export function collectResults(results: readonly FileResult[]): Pick<ScanReport, 'findings' | 'notes' | 'summary'> {
  const findings = results.flatMap((result) => result.findings).sort(compareFindings);
  const notes = uniqueNotes(results.flatMap((result) => result.notes));
  return {
    findings,
    notes,
    summary: {
      files: results.length,
      bytes: sum(results.map(({ bytes }) => bytes)),
      ...countsOf(findings),
      suppressed: sum(results.map(({ suppressed }) => suppressed)),
    },
  };
}

export const countsOf = (findings: readonly LocatedFinding[]): Record<Severity, number> =>
  Object.fromEntries(
    SEVERITIES.map((severity) => [severity, findings.filter((finding) => finding.severity === severity).length]),
  ) as Record<Severity, number>;

/** Whether a severity is at or above a threshold. */
export const reaches = (severity: Severity, threshold: Severity): boolean =>
  SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(threshold);

export function compareFindings(a: LocatedFinding, b: LocatedFinding): number {
  return (
    compareText(a.path, b.path) ||
    (a.cell ?? -1) - (b.cell ?? -1) ||
    a.range.start.line - b.range.start.line ||
    a.range.start.column - b.range.start.column ||
    compareText(a.rule, b.rule) ||
    compareText(a.message, b.message)
  );
}

export function byPath(findings: readonly LocatedFinding[]): Map<string, LocatedFinding[]> {
  const groups = new Map<string, LocatedFinding[]>();
  for (const finding of findings) {
    const group = groups.get(finding.path);
    if (group) group.push(finding);
    else groups.set(finding.path, [finding]);
  }
  return groups;
}

/** By code units, so that the order is the same on every machine. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function uniqueNotes(notes: readonly Note[]): Note[] {
  const seen = new Map(notes.map((note) => [`${note.path}\0${note.message}`, note]));
  return [...seen.values()].sort((a, b) => compareText(a.path, b.path) || compareText(a.message, b.message));
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
