import type { Edit, Finding, LocatedEdit, LocatedFinding, LocatedFix, LocatedReason, Reason } from '../core/finding';
import { LineIndex } from '../core/range';
import { ORIGIN, type Placement } from '../readers/placement';
import { redacted } from '../analysis/secrets/redaction';

/**
 * The finding as it leaves the engine. `textOf` gives the text of other files that fixes edit, or that values come from. Rules
 * quote addresses, names and revisions as they are written; a password or a key in one is told by none of them.
 */
export function locate(
  finding: Finding,
  at: Placement,
  textOf: (path: string) => string | null | undefined,
  explain = false,
): LocatedFinding {
  const { cell, range } = at.place(finding.range);
  const isOwn = (path: string | undefined): boolean => path === undefined || path === at.path || path === at.alias;
  const edit = (item: Edit): LocatedEdit | null => {
    if (isOwn(item.path)) return locateEdit(item, at);
    const text = textOf(item.path!);
    return {
      path: item.path!,
      range: typeof text === 'string' ? new LineIndex(text).positionsOf(item.range) : ORIGIN,
      text: item.text,
    };
  };
  return {
    rule: finding.rule,
    severity: finding.severity,
    path: at.path,
    cell,
    range,
    message: redacted(finding.message),
    ...(explain && finding.detail !== undefined ? { detail: redacted(finding.detail) } : {}),
    related: finding.related.map((item) => {
      if (!isOwn(item.path)) {
        const text = textOf(item.path!);
        return {
          path: item.path!,
          range: typeof text === 'string' ? new LineIndex(text).positionsOf(item.range) : ORIGIN,
          message: redacted(item.message),
        };
      }
      const placed = at.place(item.range);
      return {
        path: at.path,
        ...(placed.cell === null ? {} : { cell: placed.cell }),
        range: placed.range,
        message: redacted(item.message),
      };
    }),
    fixes: finding.fixes.flatMap((fix): LocatedFix[] => {
      const edits = fix.edits.map(edit).filter((item) => item !== null);
      // What cannot be written where it stands is no fix, and a part of one is none either.
      if (edits.length < fix.edits.length) return [];
      return [
        {
          title: redacted(fix.title),
          safety: fix.safety,
          ...(fix.group === undefined ? {} : { group: fix.group }),
          ...(fix.clearOutputs === undefined ? {} : { clearOutputs: fix.clearOutputs }),
          edits,
        },
      ];
    }),
    ...(finding.absorbed
      ? {
          absorbed: finding.absorbed.map((item) => {
            const placed = at.place(item.range);
            return { rule: item.rule, ...(placed.cell === cell ? {} : { cell: placed.cell! }), range: placed.range };
          }),
        }
      : {}),
    ...(finding.lookups.length > 0 ? { lookups: finding.lookups } : {}),
    ...(explain ? { reasons: finding.reasons.map((reason) => locateReason(reason, at, textOf)) } : {}),
  };
}

/** An edit of the document itself, as it leaves the engine; null when it cannot be written where it stands. */
export function locateEdit(edit: Edit, at: Placement): LocatedEdit | null {
  const placed = at.placeEdit ? at.placeEdit(edit) : { ...at.place(edit.range), text: edit.text };
  if (placed === null) return null;
  const { cell, range, text } = placed;
  return { path: at.path, ...(cell === null ? {} : { cell }), range, text };
}

/** The lines of a reason's places. */
export function locateReason(
  reason: Reason,
  at: Placement,
  textOf: (path: string) => string | null | undefined,
): LocatedReason {
  return reason.map((part) => {
    if (typeof part === 'string') return part;
    if (part.path === undefined || part.path === at.path || part.path === at.alias) {
      const { cell, range } = at.place(part.range);
      return { path: at.path, cell, line: range.start.line };
    }
    const text = textOf(part.path);
    return {
      path: part.path,
      cell: null,
      line: typeof text === 'string' ? new LineIndex(text).positionAt(part.range.start).line : null,
    };
  });
}

/** In the order in which people read: by cell, line, column, then rule. */
export function inReadingOrder(a: LocatedFinding, b: LocatedFinding): number {
  return (
    (a.cell ?? -1) - (b.cell ?? -1) ||
    a.range.start.line - b.range.start.line ||
    a.range.start.column - b.range.start.column ||
    a.range.end.line - b.range.end.line ||
    a.range.end.column - b.range.end.column ||
    (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0) ||
    (a.message < b.message ? -1 : a.message > b.message ? 1 : 0)
  );
}
