import { physicalEnd, stringEnd } from '../python/logical-lines';
import { GAP } from '../python/gaps';
import { rangeOf, type Range } from '../../core/range';
import { LineReader, type LinePlace } from './line-reader';
import type { Line, Outline } from './outline';
import type { Hit } from './signs';

/**
 * Tells whether hits can be what they are signs of where they stand. It remembers how far it has read, so hits should come in
 * the order of the text: then a line is read once, however many hits it has.
 */
export class Whereabouts {
  #line: LineReader | undefined;
  #index = -1;

  constructor(private readonly outline: Outline) {}

  /** `comment`: the hit stands in one, where code means nothing. */
  isPossible(index: number, hit: Hit): boolean | 'comment' {
    const { meaning, start } = hit;
    const line = this.outline.lines[index];
    if (line === undefined || start >= line.end) return false;
    if (line.kind === 'comment' || line.kind === 'string') {
      if (meaning.kind === 'text' || meaning.kind === 'token') return true;
      if (line.kind === 'comment') return 'comment';
      if (meaning.kind !== 'note') return false;
    }
    return isPossibleAt(this.#reader(index, line), hit);
  }

  #reader(index: number, line: Line): LineReader {
    if (this.#line === undefined || this.#index !== index) {
      this.#line = new LineReader(this.outline.text, line);
      this.#index = index;
    }
    return this.#line;
  }
}

function isPossibleAt(reader: LineReader, { meaning, start, end }: Hit): boolean | 'comment' {
  const { line } = reader;
  const place = reader.at(start);
  if (meaning.kind === 'imported' && place.quote !== undefined && !(place.formatted && place.depth > 0))
    return meaning.lead.test(reader.text.slice(place.quote, start));
  const written = meaning.kind === 'text' || meaning.kind === 'token' || meaning.kind === 'value';
  if (place.formatted) return written || meaning.kind === 'argument' || place.depth > 0;
  if (meaning.kind === 'note') return place.kind === 'comment' ? 'comment' : false;
  if (written) return place.kind !== 'code';
  if (place.kind === 'comment') return false;
  switch (meaning.kind) {
    case 'call':
      return isCalled(reader, place, start, end);
    case 'argument':
      return reader.ahead(end).calls > (line.kind === 'def' || line.kind === 'class' ? 1 : 0);
    case 'name':
      return givesText(reader, place, start, end);
    default:
      return true;
  }
}

/** Called where it stands, or taken to be called by another name later. */
function isCalled(reader: LineReader, place: LinePlace, start: number, end: number): boolean {
  const { text, line } = reader;
  if (line.kind === 'class') return place.kind === 'code' && place.depth > 0;
  if (line.kind === 'import') return / as[\s\\]/.test(text.slice(end, end + 6));
  if (/^[\s"'\\)]*\(/.test(text.slice(end, end + 80)) && place.kind === 'code') return true;
  if (place.kind === 'string') return reader.isBehind('getattr', start);
  return (line.equals >= 0 && line.content < start) || line.walrus || reader.hasAlias(end);
}

/** A name that is given something with a quote in it: a target, a default of a parameter, a key of a dictionary. */
function givesText(reader: LineReader, place: LinePlace, start: number, end: number): boolean {
  const { text, line } = reader;
  if (line.equals >= end) return reader.givesQuote(end);
  if (place.kind === 'string') return IS_KEY.test(text.slice(end, end + 400));
  if (line.walrus) return true;
  if (place.depth === 0 || !(line.kind === 'def' || reader.isBehind('lambda', start))) return false;
  return HAS_DEFAULT.test(text.slice(end, end + 400));
}

/** The rest of a string, and behind it the sign of an item. */
const IS_KEY = new RegExp(`^[^"'\\n]{0,200}["'](?:${GAP}\\))*${GAP}(?::|$)`);
/** The rest of a parameter, its annotation, and the sign of a default. */
const HAS_DEFAULT = new RegExp(`^[\\w\\u0080-\\uffff]*${GAP}(?::[^=]{0,300})?(?:=(?!=)|$)`);

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
