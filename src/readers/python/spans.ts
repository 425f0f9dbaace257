import { rangeOf, type Range } from '../../core/range';
import { logicalLines, physicalEnd, stringEnd } from './logical-lines';

/** Statements and texts of a program that stand on several lines; of a compound statement its header. A comment behind a statement belongs to it. */
export function pythonSpans(text: string): readonly Range[] {
  const spans: Range[] = [];
  for (const { content, end } of logicalLines(text)) if (isLong(text, content, end)) spans.push(rangeOf(content, end));
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 35) i = physicalEnd(text, i);
    else if (code === 92) i++;
    else if (code === 34 || code === 39) {
      const end = stringEnd(text, i);
      if (isLong(text, i, end)) spans.push(rangeOf(i, end));
      i = end - 1;
    }
  }
  return spans;
}

const isLong = (text: string, start: number, end: number): boolean => /[\r\n]/.test(text.slice(start, end));
