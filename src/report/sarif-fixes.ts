import type { LocatedEdit, LocatedFix } from '../core/finding';
import { LineIndex } from '../core/range';
import { isShowable } from '../analysis/secrets/redaction';
import { applyEdits } from '../scan/apply';
import { changeCells, type CellChange } from '../scan/notebook-edit';
import { secretRules } from './masking';
import type { ScanReport } from './report';
import { artifactOf, regionOf } from './sarif-places';
import type { SourceText } from './source-text';

/** A fix with its changes as the files on disk want them; null when a notebook's text is not at hand. */
export function sarifFix(fix: LocatedFix, report: ScanReport) {
  const paths = [...new Set(fix.edits.map(({ path }) => path))];
  const changes = paths.map((path) => {
    const edits = fix.edits.filter((edit) => edit.path === path);
    const replacements = edits.some(({ cell }) => cell !== undefined)
      ? notebookReplacements(path, edits, report)
      : edits.map(replacementOf);
    return replacements && { artifactLocation: artifactOf(path), replacements };
  });
  if (changes.length === 0 || changes.includes(null)) return null;
  return {
    description: { text: `${fix.title}${fix.safety === 'safe' ? '' : ' (review first)'}` },
    artifactChanges: changes,
  };
}

const replacementOf = ({ range, text }: LocatedEdit) => ({
  deletedRegion: regionOf(range),
  ...(text !== '' && { insertedContent: { text } }),
});

/** One replacement in the JSON: what differs once the cells are changed. */
function notebookReplacements(path: string, edits: readonly LocatedEdit[], report: ScanReport) {
  const source = report.source(path);
  if (!source) return null;
  const changes: CellChange[] = [];
  for (const cell of new Set(edits.map((edit) => edit.cell ?? -1))) {
    const text = source.textOf(cell);
    if (text === null) return null;
    const index = new LineIndex(text);
    changes.push({
      cell,
      text: applyEdits(
        text,
        edits
          .filter((edit) => edit.cell === cell)
          .map((edit) => ({ range: index.rangeOf(edit.range), text: edit.text })),
      ),
    });
  }
  const before = source.text;
  const after = changeCells(before, changes);
  if (after === null) return null;
  let head = 0;
  while (head < Math.min(before.length, after.length) && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < Math.min(before.length, after.length) - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  const text = after.slice(head, after.length - tail);
  if (carriesSecret(text, path, source, report)) return null;
  const region = new LineIndex(before).positionsOf({ start: head, end: before.length - tail });
  return [replacementOf({ path, range: region, text })];
}

/** What stands between two edits of a notebook becomes part of the one replacement: it may be another key than the one that the fix is for. */
function carriesSecret(text: string, path: string, source: SourceText, report: ScanReport): boolean {
  if (!isShowable(text, 'identifier')) return true;
  const lines = new LineIndex(source.text);
  const secret = secretRules(report.rules);
  return [...report.findings, ...report.baselined].some((finding) => {
    const place = finding.path === path && secret.has(finding.rule) ? source.onDisk(finding.cell, finding.range) : null;
    if (!place) return false;
    const { start, end } = lines.rangeOf(place);
    return end > start && text.includes(source.text.slice(start, end));
  });
}
