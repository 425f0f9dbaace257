import { isBlank, MappedText } from '../../core/mapped-text';

/** One line as pip sees it: physical lines joined at a trailing `\`, the comment split off, blanks around it removed. */
export interface RequirementLine {
  /** Null when the line holds nothing but a comment. */
  readonly code: MappedText | null;
  readonly comment: MappedText | null;
}

/**
 * Splits a requirements file into logical lines, in the order and with the oddities of pip's `join_lines` and
 * `ignore_comments`: a line that is a comment ends a continuation and is never continued itself, backslashes are
 * stripped from both ends of a continued line, and a comment after code swallows the lines that are joined to it.
 */
export function* requirementLines(text: string): Generator<RequirementLine> {
  let pending: MappedText[] = [];
  for (const line of physicalLines(text)) {
    const comment = isCommentLine(line.text);
    if (line.text.endsWith('\\') && !comment) {
      pending.push(withoutBackslashes(line));
      continue;
    }
    const before = pending.length > 0 ? MappedText.join(pending) : null;
    pending.push(line);
    const joined = MappedText.join(pending);
    // A comment joined to code is still one, with a blank before it or not.
    yield* splitComment(
      joined,
      comment && before !== null ? Math.min(commentStart(before.text), before.length) : commentStart(joined.text),
    );
    pending = [];
  }
  if (pending.length > 0) {
    const joined = MappedText.join(pending);
    yield* splitComment(joined, commentStart(joined.text));
  }
}

/** Python's `str.splitlines`, less a byte order mark at the start. */
function* physicalLines(text: string): Generator<MappedText> {
  let start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  for (let i = start; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (!isLineEnd(unit)) continue;
    yield MappedText.of(text, start, i);
    if (unit === 13 && text.charCodeAt(i + 1) === 10) i++;
    start = i + 1;
  }
  if (start < text.length) yield MappedText.of(text, start);
}

const isLineEnd = (unit: number): boolean =>
  (unit >= 10 && unit <= 13) || (unit >= 0x1c && unit <= 0x1e) || unit === 0x85 || unit === 0x2028 || unit === 0x2029;

function isCommentLine(line: string): boolean {
  let at = 0;
  while (at < line.length && isBlank(line.charCodeAt(at))) at++;
  return line[at] === '#';
}

function withoutBackslashes(line: MappedText): MappedText {
  let start = 0;
  let end = line.length;
  while (end > 0 && line.text[end - 1] === '\\') end--;
  while (start < end && line.text[start] === '\\') start++;
  return line.slice(start, end);
}

function* splitComment(line: MappedText, at: number): Generator<RequirementLine> {
  const code = line.slice(0, at).trim();
  const comment = at < line.length ? line.slice(at).trim() : null;
  if (code.length > 0 || comment !== null) yield { code: code.length > 0 ? code : null, comment };
}

/** A `#` begins a comment at the start of a line or after a blank; elsewhere it is part of a URL. */
function commentStart(line: string): number {
  for (let at = line.indexOf('#'); at >= 0; at = line.indexOf('#', at + 1)) {
    if (at === 0 || isBlank(line.charCodeAt(at - 1))) return at;
  }
  return line.length;
}
