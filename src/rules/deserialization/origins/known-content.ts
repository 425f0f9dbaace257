import { loadedFile, verdictOf, type LoadedFile } from '../../../analysis/artifacts/loaded-file';
import type { Origin } from '../../../analysis/flow/origin';
import type { Related, Severity } from '../../../core/finding';
import type { PythonContext, Report } from '../../../core/rule';
import type { Value } from '../../../core/value';
import { describeFile } from './judgement';

/** The file that is loaded, where its path is written in the code, it lies in the project, and its content was read. */
export const knownContent = (origin: Origin, value: Value | undefined, context: PythonContext): LoadedFile | null =>
  origin.kind === 'file' ? loadedFile(value, context.path, context.project) : null;

type Said = Report & { readonly severity: Severity };

/** With what the file's content says: what is harmless is a hint. */
export function withVerdict(report: Said, file: LoadedFile | null): Said {
  if (file === null) return report;
  const related: readonly Related[] = [...(report.related ?? []), verdictOf(file)];
  return { ...report, related, severity: file.known.verdict === 'safe' ? 'hint' : report.severity };
}

/**
 * What is said of a load that would unpickle anything, when it is known what it unpickles: of a harmless file it is a hint, since only
 * who can replace the file runs code. What is malicious is told by a rule of its own, in the place of this.
 */
export function withContent(report: Said, how: string, origin: Origin, file: LoadedFile | null): Said {
  const said = withVerdict(report, file);
  if (file?.known.verdict !== 'safe') return said;
  return {
    ...said,
    message: `${how} unpickles ${describeFile(origin)}, which holds nothing harmful as it is.`,
    detail: 'Whoever can replace the file still decides what runs',
  };
}
