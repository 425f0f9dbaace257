import { MappedText } from '../../core/mapped-text';
import { rangeOf, type Range } from '../../core/range';
import type { SourceLeaf } from '../../core/tree';
import { programOf, type CommandWords } from '../kubernetes/containers';

/** A command of a container as a text for a shell, with the way back and the way to write into it. */
export interface CommandText {
  readonly text: MappedText;
  spell(inserted: string, at: Range): string | null;
}

const SHELL = /^(?:.*\/)?(?:ba|z|da|k)?sh$/;
/** Characters of one command. */
const LONGEST = 100_000;

/**
 * The words of a command as a shell would be given them: a script that a shell gets (`sh -c`) is what it says, other words are quoted
 * where they need it. What somebody fills in before is a variable that nobody knows. Source: POSIX.1-2024, sh, Operands.
 */
export function shellTextOf({ image, words, script }: CommandWords): CommandText | null {
  if (script !== null) {
    // The words before it are its interpreter.
    const [program] = words;
    if (program !== undefined && !SHELL.test(program.text ?? '')) return null;
    const leaves = [script];
    const text = textIn(script);
    if (text === null) return null;
    return { text: image === null ? text : MappedText.join([...wordsBefore(image), text]), spell: speller(leaves) };
  }
  const flag = words.findIndex((word, index) => index > 0 && /^-[a-z]*c$/.test(word.text ?? ''));
  const isScript = flag > 0 && SHELL.test(words[0]!.text ?? '') && words[flag + 1] !== undefined;
  if (isScript) {
    const given = words[flag + 1]!;
    const text = textIn(given);
    return text === null ? null : { text, spell: speller([given]) };
  }
  const parts = words.flatMap((word, index) => {
    const text = textIn(word);
    if (text === null) return [];
    const { end } = word.range;
    const quoted = needsQuotes(text.text) ? [mark('"', word.range.start), escapedWord(text), mark('"', end)] : [text];
    return index < words.length - 1 ? [...quoted, mark(' ', end)] : quoted;
  });
  if (parts.length === 0) return null;
  const whole = MappedText.join([...(image === null ? [] : wordsBefore(image)), ...sorted(parts)]);
  return { text: whole, spell: speller(words) };
}

/** Pieces have to keep the source's order; an alias or merged list may not. */
function sorted(parts: readonly MappedText[]): readonly MappedText[] {
  return parts.every((part, index) => index === 0 || parts[index - 1]!.offsetAt(0) <= part.offsetAt(0)) ? parts : [];
}

/** The program of a known image, where the image stands. */
const wordsBefore = (image: SourceLeaf): readonly MappedText[] =>
  programOf(image.text ?? '').map((word) => mark(`${word} `, image.range.start));

const mark = (text: string, at: number): MappedText => MappedText.of(text, 0, text.length, at);

const needsQuotes = (text: string): boolean => /[\s"'`\\;&|<>()*?#]/.test(text);

/** Inside of double quotes; a variable stays one. */
const escapedWord = (text: MappedText): MappedText =>
  /["`\\]/.test(text.text)
    ? MappedText.join(
        [...text.text].length === text.length
          ? Array.from({ length: Math.min(text.length, LONGEST) }, (_, index) =>
              /["`\\]/.test(text.text[index]!)
                ? MappedText.join([mark('\\', text.offsetAt(index)), text.slice(index, index + 1)])
                : text.slice(index, index + 1),
            )
          : [text],
      )
    : text;

/** What a leaf says to a shell. `$(NAME)` of Kubernetes, `{{ … }}` of templates and masks are variables, at equal length. */
function textIn(leaf: SourceLeaf): MappedText | null {
  const text = leaf.words?.text;
  if (text === undefined || text.length > LONGEST) return null;
  const filled = text.text
    .replace(/\uE0C5{4,}|(?<!\$)\{\{[^\n{}]{0,500}\}\}/g, (hole) => `\${${'_'.repeat(hole.length - 3)}}`)
    .replace(/\uE0C5/g, '_')
    .replace(/\$\(([A-Z_][A-Z0-9_]{0,100})\)/g, '${$1}');
  return filled === text.text ? text : respelled(text, filled);
}

/** The same places with other characters. */
function respelled(text: MappedText, filled: string): MappedText {
  const pieces: MappedText[] = [];
  let start = 0;
  // Stretches that lie in the source as they do here are one piece.
  for (let at = 1; at <= text.length; at++) {
    if (at < text.length && text.offsetAt(at) === text.offsetAt(at - 1) + 1) continue;
    pieces.push(MappedText.of(filled, start, at, text.offsetAt(start) - start));
    start = at;
  }
  return MappedText.join(pieces, text.offsetAt(0));
}

/** An edit is written as its leaf is; none reaches from one into another. */
const speller =
  (leaves: readonly SourceLeaf[]) =>
  (inserted: string, at: Range): string | null =>
    leaves
      .find(
        ({ range, words }) => words !== null && range.start <= at.start && at.end <= rangeOf(0, words.contentEnd).end,
      )
      ?.words?.spell(inserted, at.start) ?? null;
