import type { FileResult } from '../core/finding';
import { decodeText } from '../project/text-encoding';
import type { Workspace } from '../project/workspace';
import { printHtml } from '../report/html';
import { collectResults, type ScanReport } from '../report/report';
import { SourceText } from '../report/source-text';
import { RULES } from '../rules/index';
import type { ResultCache } from '../scan/result-cache';
import { scanFolder, type FolderTurn } from './folder-scan';
import { isReadByRange, type Session } from './session';

/** A page of the findings of a folder, for a panel of the editor. */
export interface ReportAnswer {
  /** Null when it was given up. */
  readonly html: string | null;
  readonly files: number;
  readonly findings: number;
}

/** Characters of a file that are kept to show lines of it; what is longer is shown without. */
const LONGEST_SOURCE = 4_000_000;

/** Scans a folder and writes the page; links in it are commands of the editor. */
export async function reportPage(
  session: Session,
  workspace: Workspace,
  cache: ResultCache,
  { folder, version }: { readonly folder: string; readonly version: string },
  turn: FolderTurn,
): Promise<ReportAnswer> {
  const results: FileResult[] = [];
  const { cancelled, files } = await scanFolder(
    session,
    workspace,
    cache,
    { paths: null },
    {
      signal: turn.signal,
      part({ result, ...progress }) {
        if (result) results.push(result);
        turn.part(progress);
      },
    },
  );
  const collected = collectResults(results);
  const findings = collected.findings.length;
  if (cancelled || turn.signal.aborted) return { html: null, files, findings };
  const sources = await sourcesOf(new Set(collected.findings.map(({ path }) => path)), workspace);
  const report: ScanReport = {
    ...collected,
    summary: { ...collected.summary, files },
    baselined: [],
    rules: RULES,
    source: (path) => sources.get(path) ?? null,
    version,
  };
  const html = printHtml(report, {
    look: 'editor',
    rule: (id) => commandAddress('touchstone.openRuleDocs', [id]),
    place: (path, cell, line, column) => commandAddress('touchstone.openPlace', [folder, path, cell, line, column]),
  });
  return { html, files, findings };
}

async function sourcesOf(paths: ReadonlySet<string>, workspace: Workspace): Promise<ReadonlyMap<string, SourceText>> {
  const sources = new Map<string, SourceText>();
  for (const path of paths) {
    if (isReadByRange(path)) continue;
    const bytes = await workspace.host.files.read(path, { start: 0, end: LONGEST_SOURCE });
    const decoded = bytes && bytes.length < LONGEST_SOURCE ? decodeText(bytes) : null;
    if (decoded) sources.set(path, new SourceText(path, decoded.text));
  }
  return sources;
}

/** The form in which a link of a web view names a command of the editor. */
export const commandAddress = (command: string, given: readonly unknown[]): string =>
  `command:${command}?${encodeURIComponent(JSON.stringify(given))}`;
