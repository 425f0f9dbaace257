// What every host must say alike about the example, in one form: a text per finding.
import type { LocatedFinding } from '../../src/core/finding';

/**
 * The parts of a finding that people see, in one order of keys. Edits count by their places, and a fix that writes `.env` does
 * not count: its text holds the key, so the printed report leaves it out.
 */
export function comparable(findings: readonly Omit<LocatedFinding, 'lookups'>[]): string[] {
  return findings
    .map(({ rule, severity, path, cell, range, message, related, fixes }) =>
      JSON.stringify({
        path,
        cell,
        range: placeOf(range),
        severity,
        rule,
        message,
        related: related.map((item) => [item.path, item.cell ?? null, placeOf(item.range), item.message]),
        fixes: fixes
          .filter(({ edits }) => !edits.some((edit) => /(?:^|\/)\.env$/.test(edit.path)))
          .map(({ title, safety, edits }) => [
            title,
            safety,
            ...edits.map((edit) => [edit.path, edit.cell ?? null, placeOf(edit.range)]),
          ]),
      }),
    )
    .sort();
}

const placeOf = ({ start, end }: LocatedFinding['range']): string =>
  `${start.line}:${start.column}-${end.line}:${end.column}`;
