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
  const sources = await readSources(collectResults(results).findings, cwd, given);
  const collected = collectResults(results.map((result) => withPaths(result, readableName)));
  const others = notes.map((note) => ({ ...note, path: readableName(note.path) }));
  return {
    findings: collected.findings,
    baselined: [],
    notes: collectResults([{ path: '', bytes: 0, findings: [], notes: [...others, ...collected.notes], suppressed: 0 }])
      .notes,
    summary: collected.summary,
    rules: RULES,
    source: (file) => sources.get(file) ?? null,
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

async function readSources(
  findings: readonly LocatedFinding[],
  cwd: string,
  given: ReadonlyMap<string, Uint8Array>,
): Promise<Map<string, SourceText>> {
  const sources = new Map<string, SourceText>();
  const wanted = findings.flatMap((finding) => [
    finding.path,
    ...[...finding.related, ...finding.fixes.flatMap(({ edits }) => edits)]
      .filter(({ cell }) => cell !== undefined)
      .map(({ path: file }) => file),
  ]);
  for (const file of new Set(wanted)) {
    const bytes = given.get(file) ?? (await readFile(native(path.resolve(cwd, file))).catch(() => null));
    const decoded = bytes && decodeText(bytes);
    if (decoded) sources.set(readableName(file), new SourceText(file, decoded.text));
  }
  return sources;
}
