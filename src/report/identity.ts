import type { LocatedFinding } from '../core/finding';
import { fingerprint } from '../scan/fingerprint';
import { maskLine, secretColumns } from './masking';
import type { SourceText } from './source-text';

/** Lines of a finding that make up its identity; a call over a hundred lines is told by its first. */
const MAX_LINES = 5;

/** What is asked of a file's text. */
export type FingerprintSource = Pick<SourceText, 'line' | 'textAt'>;

/** The fingerprints of one file's findings, in their order: stable when lines move, without any secret in them. */
export function fingerprintsOf(
  findings: readonly LocatedFinding[],
  source: FingerprintSource | null,
  secret: ReadonlySet<string>,
): Promise<string[]> {
  return Promise.all(
    findings.map((finding) => {
      const { cell, range } = finding;
      const last = Math.min(range.end.line, range.start.line + MAX_LINES - 1);
      const lines: string[] = [];
      for (let line = range.start.line; line <= last; line++)
        lines.push(maskLine(source?.line(cell, line) ?? '', secretColumns(findings, secret, cell, line), null));
      return fingerprint({
        rule: finding.rule,
        lines,
        secret: secret.has(finding.rule) ? source?.textAt(cell, range) : undefined,
      });
    }),
  );
}
