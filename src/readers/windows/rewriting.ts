import { MappedText } from '../../core/mapped-text';

/**
 * Writes a text of another shell as a POSIX shell would read it: `pattern` finds what is written differently, `rewrite` says what
 * stands for it. Everything keeps its place.
 */
export function rewritten(
  text: string,
  pattern: RegExp,
  rewrite: (found: string, groups: Readonly<Record<string, string | undefined>>) => string,
): MappedText {
  const parts: MappedText[] = [];
  let at = 0;
  for (const match of text.matchAll(pattern)) {
    const other = rewrite(match[0], match.groups ?? {});
    parts.push(MappedText.of(text, at, match.index));
    // Of equal length it keeps every place; else all of it stands where the first of it does.
    if (other.length === match[0].length) parts.push(MappedText.of(other, 0, other.length, match.index));
    else for (const unit of other) parts.push(MappedText.of(unit, 0, unit.length, match.index));
    at = match.index + match[0].length;
  }
  return MappedText.join([...parts, MappedText.of(text, at)]);
}
