import {
  explanationOf,
  type LocatedEdit,
  type LocatedFinding,
  type LocatedFix,
  type LocatedRelated,
} from '../core/finding';
import type { PositionRange } from '../core/range';
import { fixMasking } from './masking';
import type { ScanReport } from './report';

/** The stable JSON form of a scan. The same findings give the same bytes. */
export function printJson(report: ScanReport): string {
  const masked = fixMasking(report);
  const document = {
    version: 1,
    findings: report.findings.map((finding) => findingOf(masked(finding))),
    notes: report.notes.map(({ path, message }) => ({ path, message })),
    summary: report.summary,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

// Every object is built anew, so that the order of keys is this file's, and nothing that is not in the contract slips in.

const findingOf = ({ rule, severity, path, cell, range, message, related, fixes, ...more }: LocatedFinding) => ({
  rule,
  severity,
  path,
  cell,
  range: rangeOf(range),
  message,
  related: related.map(relatedOf),
  fixes: fixes.map(fixOf),
  ...(more.reasons && { explanation: explanationOf(more) }),
});

const relatedOf = ({ path, cell, range, message }: LocatedRelated) => ({
  path,
  ...cellOf(cell),
  range: rangeOf(range),
  message,
});

const fixOf = ({ title, safety, group, clearOutputs, edits }: LocatedFix) => ({
  title,
  safety,
  ...(group !== undefined && { group }),
  ...(clearOutputs !== undefined && { clearOutputs }),
  edits: edits.map(editOf),
});

const editOf = ({ path, cell, range, text }: LocatedEdit) => ({ path, ...cellOf(cell), range: rangeOf(range), text });

const cellOf = (cell: number | null | undefined) => (cell === undefined || cell === null ? {} : { cell });

const rangeOf = ({ start, end }: PositionRange) => ({
  start: { line: start.line, column: start.column },
  end: { line: end.line, column: end.column },
});
