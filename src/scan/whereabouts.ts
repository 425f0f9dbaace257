import { physicalEnd, stringEnd } from '../python/logical-lines';
import { rangeOf, type Range } from '../core/range';
import type { Line, Outline } from './outline';
import type { Hit } from './signs';

/** What an offset in a line is in. */
interface Place {
  readonly kind: 'code' | 'string' | 'comment';
  /** In a string with interpolations; `depth` counts the braces that are open in it. */
  readonly formatted?: boolean;
  /** Brackets that are open. */
  readonly depth: number;
  /** Round brackets that opened before, closed or not. */
  readonly calls: number;
}

/** Whether a hit can be what it is a sign of where it stands. `comment`: it stands in one, where code means nothing. */
export function isPossible(outline: Outline, index: number, { meaning, start, end }: Hit): boolean | 'comment' {
  const { text, lines } = outline;
  const line = lines[index];
  if (line === undefined || start >= line.end) return false;
  if ((meaning.kind === 'text' || meaning.kind === 'token') && (line.kind === 'comment' || line.kind === 'string')) return true;
  if (line.kind === 'comment') return 'comment';
  if (line.kind === 'string' && meaning.kind !== 'note') return false;
  const place = placeOf(text, line.content, start);
  if (place.formatted) return meaning.kind === 'text' || meaning.kind === 'token' || meaning.kind === 'value' || place.depth > 0;
  if (meaning.kind === 'note') return place.kind === 'comment' ? 'comment' : false;
  if (meaning.kind === 'text' || meaning.kind === 'token' || meaning.kind === 'value') return place.kind !== 'code';
  if (place.kind === 'comment') return false;
  switch (meaning.kind) {
    case 'call': return isCalled(text, line, place, start, end);
    case 'argument': return placeOf(text, line.content, end).calls > (line.kind === 'def' || line.kind === 'class' ? 1 : 0);
    case 'name': return givesText(text, line, place, start, end);
    default: return true;
  }
}

/** Called where it stands, or taken to be called by another name later. */
function isCalled(text: string, line: Line, place: Place, start: number, end: number): boolean {
  if (line.kind === 'import') return / as[\s\\]/.test(text.slice(end, end + 6));
  if (/^[\s"'\\)]*\(/.test(text.slice(end, end + 80)) && place.kind === 'code') return true;
  if (place.kind === 'string') return /\bgetattr\b/.test(text.slice(line.content, start));
  return (line.equals >= 0 && line.content < start) || line.walrus || / as\s/.test(text.slice(end, line.end));
}

/** A name that is given something with a quote in it: a target, a default of a parameter, a key of a dictionary. */
function givesText(text: string, line: Line, place: Place, start: number, end: number): boolean {
  if (line.equals >= end) return /["']/.test(text.slice(text.indexOf('=', end), line.end));
  if (place.kind === 'string') return /^[^"'\n]{0,200}["'][\s\\]*:/.test(text.slice(end, end + 300));
  if (line.walrus) return true;
  if (place.depth === 0 || !(line.kind === 'def' || /\blambda\b/.test(text.slice(line.content, start)))) return false;
  return /^[\w\u0080-\uffff]*[\s\\]*(?::[^=]{0,300})?=(?!=)/.test(text.slice(end, end + 400));
}

/** The comment that an offset is in; the search begins at the start of a logical line. */
export function commentAt(text: string, from: number, offset: number): Range | null {
  for (let i = from; i <= offset; i++) {
    const code = text.charCodeAt(i);
    if (code === 34 || code === 39) i = stringEnd(text, i) - 1;
    else if (code === 35) {
      const end = physicalEnd(text, i);
      if (end > offset) return rangeOf(i, end);
      i = end;
    }
  }
  return null;
}

function placeOf(text: string, from: number, offset: number): Place {
  let depth = 0;
  let calls = 0;
  for (let i = from; i < offset; i++) {
    switch (text.charCodeAt(i)) {
      case 35: {
        const stop = text.indexOf('\n', i);
        if (stop === -1 || stop >= offset) return { kind: 'comment', depth, calls };
        i = stop;
        break;
      }
      case 34: case 39: {
        const stop = stringEnd(text, i);
        if (stop > offset) return stringPlace(text, i, offset, depth, calls);
        i = stop - 1;
        break;
      }
      case 40: calls++; depth++; break;
      case 91: case 123: depth++; break;
      case 41: case 93: case 125: depth--; break;
      default:
    }
  }
  return { kind: 'code', depth, calls };
}

function stringPlace(text: string, quote: number, offset: number, depth: number, calls: number): Place {
  if (!isFormatted(text, quote)) return { kind: 'string', depth, calls };
  const before = text.slice(quote, offset).replace(/\{\{|\}\}/g, '');
  return { kind: 'string', formatted: true, depth: before.split('{').length - before.split('}').length, calls };
}

const isFormatted = (text: string, quote: number): boolean => /[ft]/i.test(/[A-Za-z]{0,2}$/.exec(text.slice(Math.max(0, quote - 2), quote))![0]);
