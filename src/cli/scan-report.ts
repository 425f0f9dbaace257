import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { FileResult, LocatedFinding, Note } from '../core/finding';
import { keyedFindings, type KeyedFinding } from '../report/baseline-keys';
import { secretRules } from '../report/masking';
import { byPath, collectResults, countsOf, type ScanReport } from '../report/report';
import { SourceText } from '../report/source-text';
import { RULES } from '../rules/index';
import { BaselineFilter, parseBaseline } from '../scan/baseline';
import { decodeText } from '../project/text-encoding';
import { isReadByRange } from '../session/session';
import { readableName } from '../core/file-name';
import { Failure } from './failure';
import { native } from './native-path';
import { withPaths } from './projects';
import { reasonOf } from './reasons';
import { version } from './version';

/** Makes the report of some results; `given` has files that are not to be read from the disk. */
export async function reportOf(
  results: readonly FileResult[],
  notes: readonly Note[],
  cwd: string,
  given: ReadonlyMap<string, Uint8Array>,
): Promise<ScanReport> {
  const collected = collectResults(results.map((result) => withPaths(result, readableName)));
  const others = notes.map((note) => ({ ...note, path: readableName(note.path) }));
  return {
    findings: collected.findings,
    baselined: [],
    notes: collectResults([{ path: '', bytes: 0, findings: [], notes: [...others, ...collected.notes], suppressed: 0 }])
      .notes,
    summary: collected.summary,
    rules: RULES,
    source: sourcesOf(collectResults(results).findings, cwd, given),
    version,
  };
}

/** The report without what a baseline file knows, besides what is left out already. Throws a Failure, which calls the file `name`, when it cannot be read. */
export async function withoutKnown(report: ScanReport, file: string, cwd: string, name: string): Promise<ScanReport> {
  const at = path.resolve(cwd, file);
  let text: string;
  try {
    text = await readFile(at, 'utf8');
  } catch (error) {
    throw new Failure(`${name} cannot be read: ${reasonOf(error)}`);
  }
  const baseline = parseBaseline(text);
  if (typeof baseline === 'string') throw new Failure(`${name} cannot be used: ${baseline}`);
  const filter = new BaselineFilter(baseline);
  const findings: LocatedFinding[] = [];
  const baselined: LocatedFinding[] = [];
  for (const { finding, key, parts } of await baselineKeysOf(report, path.dirname(at), cwd))
    (filter.silencesAny([key, ...parts]) ? baselined : findings).push(finding);
  return {
    ...report,
    findings,
    baselined: [...report.baselined, ...baselined],
    summary: { ...report.summary, ...countsOf(findings), suppressed: report.summary.suppressed + baselined.length },
  };
}

/** What a baseline in a directory knows the findings by. */
export async function baselineKeysOf(report: ScanReport, directory: string, cwd: string): Promise<KeyedFinding[]> {
  const secret = secretRules(report.rules);
  const keys: KeyedFinding[] = [];
  for (const [file, findings] of byPath(report.findings)) {
    const relative = path.relative(directory, path.resolve(cwd, file)).split(path.sep).join('/');
    keys.push(...(await keyedFindings(findings, relative, report.source(file), secret)));
  }
  return keys;
}

/** Text that is kept at hand, in UTF-16 units: of a large collection of notebooks all of it would be most of the memory. */
const MOST_KEPT = 8_000_000;

/** The texts that findings stand in, read when they are asked for: a report goes from file to file, and some formats need none. */
function sourcesOf(
  findings: readonly LocatedFinding[],
  cwd: string,
  given: ReadonlyMap<string, Uint8Array>,
): (name: string) => SourceText | null {
  const files = new Map<string, string>();
  for (const finding of findings)
    for (const file of [
      finding.path,
      ...[...finding.related, ...finding.fixes.flatMap(({ edits }) => edits)]
        .filter(({ cell }) => cell !== undefined)
        .map(({ path: other }) => other),
    ])
      files.set(readableName(file), file);
  const known = new Map<string, SourceText | null>();
  let kept = 0;
  return (name) => {
    let source = known.get(name);
    if (source !== undefined) return source;
    const file = files.get(name);
    source = file === undefined ? null : sourceAt(file, cwd, given);
    kept += source?.text.length ?? 0;
    if (kept > MOST_KEPT) {
      known.clear();
      kept = source?.text.length ?? 0;
    }
    known.set(name, source);
    return source;
  };
}

function sourceAt(file: string, cwd: string, given: ReadonlyMap<string, Uint8Array>): SourceText | null {
  if (isReadByRange(file)) return null; // weights have no lines, and may be of any size
  const bytes = given.get(file) ?? bytesAt(native(path.resolve(cwd, file)));
  const decoded = bytes && decodeText(bytes);
  return decoded && new SourceText(file, decoded.text);
}

function bytesAt(at: string | Buffer): Uint8Array | null {
  try {
    return readFileSync(at);
  } catch {
    return null; // it is gone since it was judged
  }
}
