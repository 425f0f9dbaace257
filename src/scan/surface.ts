import { Outline } from '../excerpt/outline';

/** Functions of which more than the header matters to those who import from the module: they set attributes, globals or options. */
const TELLING = /\badd_argument\b|\bglobal\b/;
const CONSTRUCTOR = /^(?:async\s+)?def\s+(?:__init__|__post_init__)\b/;

/**
 * A module without the bodies of its functions, at equal length, so that offsets stay: what it gives to others does not
 * stand in them, and they are most of its text. The text itself where its indentation does not fit together.
 */
export function surfaceOf(text: string): string {
  const outline = new Outline(text);
  if (outline.irregular) return text;
  const { lines } = outline;
  const parts: string[] = [];
  let at = 0;
  for (let i = 0; i < lines.length; i++) {
    if (lines[i]!.kind !== 'def') continue;
    let first = -1;
    let last = i;
    for (let j = i + 1; j < lines.length; j++) {
      if (lines[j]!.kind === 'comment') continue;
      if (!outline.encloses(i, lines[j]!.scope)) break;
      if (first === -1) first = j;
      last = j;
    }
    if (first === -1) continue;
    const start = lines[first]!.content;
    const end = lines[last]!.end;
    const body = text.slice(start, end);
    if (TELLING.test(body) || CONSTRUCTOR.test(text.slice(lines[i]!.content, lines[i]!.content + 80))) continue;
    parts.push(text.slice(at, start), '0', body.slice(1).replace(/[^\r\n]/g, ' '));
    at = end;
    i = last;
  }
  return parts.length === 0 ? text : parts.join('') + text.slice(at);
}
