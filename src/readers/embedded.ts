import type { MappedText } from '../core/mapped-text';
import type { Range } from '../core/range';
import type { Edit, Note } from '../core/finding';
import type { TextFacts } from '../core/config-facts';
import { placeInText } from './placement';
import type { DocumentKind, Part, Reading, ReadingTools } from './reading';

/** A document inside another one: a file that a cell writes, the script of a workflow's step. */
export interface Embedded {
  /** What it says, with the way back to the offsets of the text around it. */
  readonly text: MappedText;
  /** The part that it stands in. */
  readonly host: Pick<Part, 'placement' | 'text'>;
  /** What its name would be as a file of its own. */
  readonly path: string;
  /** How a text is written where it stands (offset in it); null when that cannot be said. Absent: as it is. */
  readonly spell?: (inserted: string, at: Range) => string | null;
}

/** Reads an embedded document as the file that it stands for. */
export async function readEmbedded(kind: DocumentKind, embedded: Embedded, tools: ReadingTools): Promise<Reading> {
  const { path, text, host } = embedded;
  const reading = await kind.read({ kind: 'text', path, text: text.text }, tools);
  const first = host.placement.place(text.range(0, 0));
  const where = `${first.cell === null ? '' : `cell ${first.cell + 1}, `}line ${first.range.start.line}`;
  return {
    parts: reading.parts.map((part) => inHost(part, embedded)),
    notes: reading.notes.map(({ message }): Note => ({ path: host.placement.path, message: `${where}: ${message}` })),
  };
}

/** A part of a document that is looked through for keys, and nothing else. */
export function textPart(embedded: Embedded): Part {
  const facts: TextFacts = { kind: 'text', path: embedded.path, text: withoutData(embedded.text.text) };
  const { text } = embedded.text;
  return inHost(
    { placement: placeInText(embedded.path, text), text, comments: signsIn(text), facts: () => facts },
    embedded,
  );
}

/** What may silence a finding, in a text whose comments nobody knows. */
const signsIn = (text: string): Part['comments'] =>
  text.includes('touchstone:')
    ? [...text.matchAll(/#[ \t]*touchstone:[^\n]{0,1000}/g)].map((match) => ({
        text: match[0],
        range: { start: match.index, end: match.index + match[0].length },
      }))
    : [];

function inHost(part: Part, { text, host, path, spell }: Embedded): Part {
  const { placement, within } = part;
  const rangeOf = (range: Range): Range => {
    // A part that is embedded in the embedded document knows the way there.
    const inner = within?.rangeOf(range) ?? range;
    return text.range(inner.start, inner.end);
  };
  const editOf = (edit: Edit): Edit | null => {
    const inner = within ? within.editOf(edit) : edit;
    if (inner === null) return null;
    const range = placeOfEdit(text, inner.range);
    const written = spell === undefined ? inner.text : spell(inner.text, range);
    return written === null ? null : { range, text: written };
  };
  return {
    ...part,
    within: { text: host.text, rangeOf, editOf },
    placement: {
      path: host.placement.path,
      alias: placement.alias ?? path,
      place: (range) => host.placement.place(rangeOf(range)),
      placeEdit(edit) {
        const outer = editOf(edit);
        if (outer === null) return null;
        return host.placement.placeEdit
          ? host.placement.placeEdit(outer)
          : { ...host.placement.place(outer.range), text: outer.text };
      },
    },
  };
}

/** What an edit replaces in the text around it: what stands before a line (indentation, a mark) goes with the line, not with its end. */
function placeOfEdit(text: MappedText, { start, end }: Range): Range {
  const from = text.offsetAt(start);
  if (end <= start) return { start: from, end: from };
  const until = text.text[end - 1] === '\n' && end < text.length ? text.offsetAt(end) : text.offsetAt(end - 1) + 1;
  return { start: from, end: Math.max(from, until) };
}

/** Images that are written into a text as data hold no keys, and are long. At equal length. */
const withoutData = (text: string): string =>
  text.includes(';base64,')
    ? text.replace(/;base64,[A-Za-z0-9+/=\s]{200,}/g, (data) => data.replace(/[^\r\n]/g, ' '))
    : text;
