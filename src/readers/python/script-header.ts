import type { TextInput } from '../../core/input';
import { MappedText } from '../../core/mapped-text';
import type { CommentFact } from '../../core/python-facts';
import { overlaps, type Range } from '../../core/range';
import type { Facts } from '../../core/facts';
import { readEmbedded } from '../embedded';
import { placeInText } from '../placement';
import { readPyproject } from '../pyproject/pyproject';
import { manifestKind } from '../manifests/document';
import type { Reading, ReadingTools } from '../reading';
import type { Outside } from './outside';

/** What a script says about itself in a comment: TOML with the keys of `pyproject.toml` that an installer needs (PEP 723). */
const header = manifestKind({
  kind: 'script-header',
  names: [],
  globs: [],
  suffix: '.py',
  format: 'toml',
  read: (text, path) => readPyproject(text, path, [], 'script'),
});

const OPENING = '# /// script';

/** Whether a text may have such a header. Cheap for all that have not. */
export const hasScriptHeader = (text: string): boolean => text.includes(OPENING);

/** A program with what its header asks for. */
export function withScriptHeader(
  { path, text }: TextInput,
  program: Reading,
  tools: ReadingTools,
): Reading | Promise<Reading> {
  const content = hasScriptHeader(text) ? headerOf(text) : null;
  return content === null ? program : joined(program, content, { path, text }, tools);
}

async function joined(
  program: Reading,
  content: MappedText,
  { path, text }: Pick<TextInput, 'path' | 'text'>,
  tools: ReadingTools,
): Promise<Reading> {
  const host = { placement: placeInText(path, text), text };
  const spell = (inserted: string): string => inserted.replaceAll('\n', '\n# ');
  const read = await readEmbedded(header, { text: content, host, path, spell }, tools);
  // A comment in the header speaks for its line there; to Python all of it is comments, each alone on its line.
  const outside = ({ range }: { readonly range: Range }): boolean => !overlaps(range, content.range());
  const own = program.parts.map((part) => ({
    ...part,
    comments: part.comments.filter(outside),
    facts: (known?: Outside) => withComments(part.facts(known), outside),
  }));
  // What is kept of an open document knows nothing of the header.
  return { parts: [...own, ...read.parts], notes: [...program.notes, ...read.notes] };
}

/** What a comment of the header holds is a value of its TOML: a key in it is reported, and mended, there. */
const withComments = (facts: Facts, counts: (comment: CommentFact) => boolean): Facts =>
  facts.kind === 'python' ? { ...facts, comments: facts.comments.filter(counts) } : facts;

/** The lines of the comment without what makes them one: `# ///`, `#`, and a blank behind it (PEP 723, reference implementation). */
function headerOf(text: string): MappedText | null {
  const match = /(?:^|\n)# \/\/\/ script[ \t]*\r?\n/.exec(text);
  if (match === null) return null;
  const lines: MappedText[] = [];
  for (let at = match.index + match[0].length; at < text.length;) {
    const feed = text.indexOf('\n', at);
    const end = feed < 0 ? text.length : feed + 1;
    if (/^# \/\/\/[ \t]*\r?\n?$/.test(text.slice(at, end))) return MappedText.join(lines, at);
    const mark = /^#(?: |(?=\r?\n))/.exec(text.slice(at, at + 3))?.[0].length;
    if (mark === undefined) return null;
    lines.push(MappedText.of(text, at + mark, end));
    at = end;
  }
  return null;
}
