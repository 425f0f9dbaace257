import type { Range } from '../../core/range';
import type { MappedText } from '../../core/mapped-text';
import type { Word } from '../shell/shell-words';
import { type OptionForm, WITHOUT_ABBREVIATIONS } from './installer-options';

export interface ReadOption {
  readonly name: string;
  readonly value: MappedText | null;
  readonly range: Range;
  readonly valueRange: Range | null;
}

export interface ReadOptions {
  readonly options: readonly ReadOption[];
  /** Words that are neither options nor their values. */
  readonly words: readonly Word[];
}

/**
 * Splits words into options and the rest as Python's optparse does: abbreviations, `--name=value`, `-nvalue`, `-qr file`.
 * `tolerant` keeps options that are not known (a command line has many). A string is the reason why they are refused.
 */
export function readOptions(
  words: readonly Word[],
  known: readonly OptionForm[],
  tolerant: boolean,
): ReadOptions | string {
  const options: ReadOption[] = [];
  const rest: Word[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    const text = word.value.text;
    if (text === '--') {
      rest.push(...words.slice(tolerant ? i + 1 : i));
      break;
    }
    if (!text.startsWith('-') || text === '-') {
      rest.push(word);
      continue;
    }
    const next = words[i + 1];
    const read = text.startsWith('--') ? readLong(word, next, known, tolerant) : readShort(word, next, known, tolerant);
    if (typeof read === 'string') return read;
    options.push(...read.options);
    if (read.tookNext) i++;
  }
  return { options, words: rest };
}

interface ReadWord {
  readonly options: readonly ReadOption[];
  readonly tookNext: boolean;
}

function readLong(
  word: Word,
  next: Word | undefined,
  known: readonly OptionForm[],
  tolerant: boolean,
): ReadWord | string {
  const text = word.value.text;
  const equals = text.indexOf('=');
  const spelled = equals < 0 ? text : text.slice(0, equals);
  const form = longForm(known, spelled);
  const inline = equals < 0 ? null : word.value.slice(equals + 1);
  if (form === undefined || typeof form === 'string') {
    if (!tolerant) return form ?? 'The option is not one that a requirements file can have.';
    return { options: [optionOf(spelled, word, inline)], tookNext: false };
  }
  if (!form.takesValue) {
    if (inline !== null && !tolerant) return `The option ${form.name} takes no value.`;
    return { options: [optionOf(form.name, word, null)], tookNext: false };
  }
  return inline === null
    ? withNext(form.name, word, next, tolerant)
    : { options: [optionOf(form.name, word, inline)], tookNext: false };
}

function readShort(
  word: Word,
  next: Word | undefined,
  known: readonly OptionForm[],
  tolerant: boolean,
): ReadWord | string {
  const options: ReadOption[] = [];
  for (let at = 1; at < word.value.length; at++) {
    const spelled = `-${word.value.text[at]!}`;
    const form = known.find((candidate) => candidate.aliases.includes(spelled));
    if (form === undefined) {
      if (!tolerant) return 'The option is not one that a requirements file can have.';
      const start = at === 1 ? word.range.start : word.value.offsetAt(at);
      return {
        options: [
          ...options,
          {
            name: `-${word.value.text.slice(at)}`,
            value: null,
            range: { start, end: word.range.end },
            valueRange: null,
          },
        ],
        tookNext: false,
      };
    }
    if (!form.takesValue) {
      const letter = word.value.range(at, at + 1);
      options.push({
        name: form.name,
        value: null,
        range: { start: at === 1 ? word.range.start : letter.start, end: letter.end },
        valueRange: null,
      });
      continue;
    }
    // What came before in the word keeps its own letter; this option has the rest.
    const start = options.length === 0 ? word.range.start : word.value.offsetAt(at);
    if (at + 1 < word.value.length) {
      const value = word.value.slice(at + 1);
      return {
        options: [
          ...options,
          { name: form.name, value, range: { start, end: word.range.end }, valueRange: value.range() },
        ],
        tookNext: false,
      };
    }
    const read = withNext(form.name, { ...word, range: { start, end: word.range.end } }, next, tolerant);
    return typeof read === 'string' ? read : { ...read, options: [...options, ...read.options] };
  }
  const first = options[0];
  if (options.length === 1 && first !== undefined)
    return { options: [{ ...first, range: word.range }], tookNext: false };
  return { options, tookNext: false };
}

const optionOf = (name: string, word: Word, value: MappedText | null): ReadOption => ({
  name,
  value,
  range: word.range,
  valueRange: value?.range() ?? null,
});

function withNext(name: string, word: Word, next: Word | undefined, tolerant: boolean): ReadWord | string {
  if (next === undefined && tolerant) return { options: [optionOf(name, word, null)], tookNext: false };
  if (next === undefined) return `The option ${name} needs a value.`;
  return {
    options: [
      {
        name,
        value: next.value,
        // The value of a variable is written above.
        range: next.range.start < word.range.start ? word.range : { start: word.range.start, end: next.range.end },
        valueRange: next.value.range(),
      },
    ],
    tookNext: true,
  };
}

/** The option of that name, or the only one that begins so. */
function longForm(known: readonly OptionForm[], spelled: string): OptionForm | string | undefined {
  const exact = known.find((form) => form.name === spelled || form.aliases.includes(spelled));
  // What only begins like an option is another one there: `--no-build-isolation` takes no value.
  if (exact !== undefined || WITHOUT_ABBREVIATIONS.has(known)) return exact;
  const spellings = known.flatMap((form) =>
    [form.name, ...form.aliases].filter((alias) => alias.startsWith(spelled)).map(() => form),
  );
  if (spellings.length > 1) return 'The option is an abbreviation that fits more than one option.';
  return spellings[0];
}
