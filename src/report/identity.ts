import type { LocatedFinding } from '../core/finding';
import { fingerprint } from '../scan/fingerprint';
import { maskLine, secretColumns, secretFindings } from './masking';
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
  const pointing = secretFindings(findings, secret);
  // Many findings may stand on one line, and a line may be as long as a file.
  const masked = new Map<string, string>();
  const maskedLine = (cell: number | null, line: number): string => {
    const key = `${cell} ${line}`;
    let text = masked.get(key);
    if (text === undefined) {
      text = maskLine(source?.line(cell, line) ?? '', secretColumns(pointing, secret, cell, line), null);
      masked.set(key, text);
    }
    return text;
  };
  return Promise.all(
    findings.map((finding) => {
      const { cell, range } = finding;
      const last = Math.min(range.end.line, range.start.line + MAX_LINES - 1);
      const lines: string[] = [];
      for (let line = range.start.line; line <= last; line++) lines.push(maskedLine(cell, line));
      return fingerprint({
        rule: finding.rule,
        lines,
        secret: secret.has(finding.rule) ? source?.textAt(cell, range) : undefined,
      });
    }),
  );
}
