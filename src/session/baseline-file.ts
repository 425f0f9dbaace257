import type { FileResult } from '../core/finding';
import type { ScanInput } from '../core/input';
import { joinedPath } from '../project/paths';
import { policyFor } from '../project/questions/policy';
import type { Workspace } from '../project/workspace';

/** Where findings are accepted when no configuration says so. */
export const BASELINE_FILE = 'touchstone-baseline.json';

/** The baseline file that holds for a document, as a path from the root; null where none is configured. */
export async function baselineFor(path: string, workspace: Workspace): Promise<string | null> {
  const { baseline, base = '' } = await policyFor(path, workspace);
  return baseline === null ? null : joinedPath(base, baseline);
}

/**
 * The result without the findings that the configured baseline knows. Most projects have none, so what reads one is loaded when
 * it is needed. `judged` is what an editor holds, or the bytes of the file.
 */
export async function withoutBaselined<Result extends FileResult>(
  result: Result,
  workspace: Workspace,
  judged: ScanInput | Uint8Array | null,
): Promise<Result> {
  const file = result.findings.length === 0 ? null : await baselineFor(result.path, workspace);
  if (file === null) return result;
  const { fingerprintSourceOf, storedSource, withoutEntries } = await import('./known-findings');
  const isStored = judged === null || judged instanceof Uint8Array;
  const source = isStored ? storedSource(result.path, judged) : fingerprintSourceOf(judged);
  return withoutEntries(result, file, workspace, source);
}
