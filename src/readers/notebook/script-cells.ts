import type { CommandFact } from '../../core/command-facts';
import { MappedText } from '../../core/mapped-text';
import { rangeOf, type Range } from '../../core/range';
import { logicalLines, physicalEnd } from '../python/logical-lines';
import { SHELL_CELL } from '../shell/shell-cells';
import { openingOf } from './cell-magics';
import { maskMagics } from './magics';

/** A Python file that is a notebook in another form, with its magics. */
export interface ScriptCells {
  /** As long as the file: magics that stand as they are taken out, Python behind commented magics uncovered. */
  readonly code: string;
  /** In the order of the text. Their bodies are as long as the text there, without the marks of comments. */
  readonly magics: readonly CommandFact[];
}

const DATABRICKS = /^\uFEFF?# Databricks notebook source[ \t]*(?:\r?\n|$)/;
const JUPYTEXT = /^\uFEFF?# ---[ \t]*\r?\n(?:#[^\n]*\n){0,40}?# jupyter:/;
/** The beginning of a cell in the percent form (Spyder, VS Code, PyCharm, Jupytext), and in Jupytext's light form. */
const HEADER = /^(?:#[ \t]?%%(?=[ \t\r\n[]|$)|# \+(?=[ \t]*(?:\r?\n|$)|[ \t]+[{["\w]))[^\n]*/gm;
const LIGHT = /^# \+(?=[ \t]*(?:\r?\n|$)|[ \t]+[{[])/m;

/** Whether a Python file is a notebook in another form: its magics may stand in comments. Cheap for all that are none. */
export function isCellScript(text: string): boolean {
  if (DATABRICKS.test(text)) return true;
  if (text.includes('%%') && /^#[ \t]?%%(?=[ \t\r\n[]|$)/m.test(text)) return true;
  return JUPYTEXT.test(text) || (text.includes('\n# -\n') && LIGHT.test(text));
}

/** The magics of a Python file that is a notebook in another form; null for any other, and for one without magics. Sources: Databricks, Export and import notebooks; Jupytext, Notebooks as scripts; VS Code, Python Interactive window. */
export function readScriptCells(text: string): ScriptCells | null {
  if (!isCellScript(text)) return null;
  const reader = new ScriptReader(text, DATABRICKS.test(text));
  reader.read();
  return reader.magics.length === 0 && reader.masks.length === 0
    ? null
    : { code: reader.code, magics: reader.magics.sort((a, b) => a.range.start - b.range.start) };
}

/** What stands before the text of a commented line: what each further line of an inserted text needs too. */
export function markOf(text: string, { range, bodyRange }: CommandFact): string {
  const line = text.slice(range.start, bodyRange.start);
  return /^[ \t]*#(?:[ \t]MAGIC[ \t]?|[ \t])?/.exec(line)?.[0] ?? '';
}

/** A line of a comment: where it begins, and its text without the mark. */
interface CommentLine {
  readonly start: number;
  readonly text: MappedText;
}

class ScriptReader {
  readonly magics: CommandFact[] = [];
  readonly masks: { readonly range: Range; readonly with: string }[] = [];
  readonly #mark: RegExp;

  constructor(
    readonly text: string,
    readonly databricks: boolean,
  ) {
    this.#mark = databricks ? /^[ \t]*# MAGIC(?: |(?=\r?$)|\t)/ : /^[ \t]*#[ \t]?/;
  }

  /** The text with everything put in that stands for something else, at equal length. */
  get code(): string {
    let result = '';
    let at = 0;
    for (const { range, with: masked } of this.masks.sort((a, b) => a.range.start - b.range.start)) {
      if (range.start < at) continue;
      result += this.text.slice(at, range.start) + masked;
      at = range.end;
    }
    return result + this.text.slice(at);
  }

  read(): void {
    for (const { start, end, header } of this.#cells()) {
      if (
        /^#[ \t]?%%[^\n]*\[(?:markdown|md|raw)\]|^# \+[^\n]*(?:\[(?:markdown|raw)\]|cell_type="?(?:markdown|raw))/.test(
          header,
        )
      )
        continue;
      const language = /\blanguage="(\w+)"/.exec(header)?.[1];
      const runs = this.#comments(start + (language === undefined ? 0 : header.length), end);
      if (language !== undefined) this.#cellOf(language, runs.flat());
      else for (const run of runs) this.#run(run);
      if (!this.databricks) this.#bare(start, end);
    }
  }

  #cells(): { readonly start: number; readonly end: number; readonly header: string }[] {
    if (this.databricks) {
      const stops = [...this.text.matchAll(/^# COMMAND -{5,}[ \t]*\r?$/gm)].map(({ index }) => index);
      return [0, ...stops].map((start, index) => ({ start, end: stops[index] ?? this.text.length, header: '' }));
    }
    const headers = [...this.text.matchAll(HEADER)];
    const first = headers[0]?.index ?? this.text.length;
    return [
      { start: 0, end: first, header: '' },
      ...headers.map((match, index) => ({
        start: match.index,
        end: headers[index + 1]?.index ?? this.text.length,
        header: match[0],
      })),
    ];
  }

  /** The comments of a cell that stand on lines of their own; those without a line between them together. */
  #comments(start: number, end: number): readonly CommentLine[][] {
    const cell = this.text.slice(start, end);
    if (!/^[ \t]*#/m.test(cell)) return [];
    const runs: CommentLine[][] = [];
    let last = -1;
    const claim = (content: number, lineEnd: number): number | null => {
      if (cell[content] !== '#') return null;
      const lineStart = cell.lastIndexOf('\n', content - 1) + 1;
      const mark = this.#mark.exec(cell.slice(lineStart, lineEnd))?.[0];
      if (mark === undefined) return lineEnd;
      const text = MappedText.of(this.text, start + lineStart + mark.length, start + lineEnd);
      if (last !== lineStart) runs.push([]);
      runs.at(-1)!.push({ start: start + lineStart, text });
      last = cell.indexOf('\n', lineEnd) + 1;
      return lineEnd;
    };
    // Comments inside strings are none: the lines are told apart by the lexer.
    for (const _line of logicalLines(cell, claim)) void _line;
    return runs;
  }

  #run(lines: readonly CommentLine[]): void {
    for (let index = 0; index < lines.length; index++) {
      const { text } = lines[index]!.text;
      const oneSign = this.databricks && index === 0 && /^%(?!%)/.test(text);
      if (/^!?%%[\w!]/.test(text) || oneSign) {
        const whole = joined(lines.slice(index), this.text);
        const inside = text.startsWith('!') ? whole.slice(1) : whole;
        const opening = openingOf(inside.text, 0);
        if (opening !== null && (opening.python === null || !opening.continues)) {
          if (SHELL_CELL.test(opening.magic.name)) this.#put(opening.magic, inside, lines[index]!.start);
          if (opening.python === null) return;
          continue;
        }
      }
      if (!/^(?:!?%{1,2}[A-Za-z]|!(?=[ \t]*[\w.~"'$])|[\w.,[\] ]{1,80}=[ \t]*[!%][A-Za-z])/.test(text)) continue;
      const first = index;
      while (/\\\r?$/.test(lines[index]!.text.text) && index + 1 < lines.length) index++;
      this.#line(lines.slice(first, index + 1));
    }
  }

  /** `# %pip install x`, `# !curl …`, `#!%time f()` */
  #line(lines: readonly CommentLine[]): void {
    const whole = joined(lines, this.text);
    const inside = /^!%/.test(whole.text) ? whole.slice(1) : whole;
    const { text, magics } = maskMagics(inside.text, 0);
    const [magic] = magics;
    if (magic === undefined) return;
    const { start } = lines[0]!;
    const code = text.slice(magic.range.end);
    if (magic.kind !== 'shell' && magic.body === '' && code.trim() !== '') {
      const indent = /^[ \t]*/.exec(this.text.slice(start))![0].length;
      const range = rangeOf(start + indent, inside.offsetAt(magic.range.end));
      const assigned = inside.text.slice(0, magic.range.start).trim();
      // What a name is given is known only where the magic stands alone.
      if (assigned === '') this.masks.push({ range, with: `0${' '.repeat(range.end - range.start - 2)};` });
      return;
    }
    this.#put(magic, inside, start);
  }

  /** The cell of another language, whose lines Jupytext comments out. */
  #cellOf(language: string, lines: readonly CommentLine[]): void {
    if (!SHELL_CELL.test(language) || lines.length === 0) return;
    const text = joined(lines, this.text);
    const all = rangeOf(0, text.length);
    this.#put({ kind: 'cell', name: language, body: text.text, bodyRange: all, range: all }, text, lines[0]!.start);
  }

  #put(magic: CommandFact, text: MappedText, start: number): void {
    const { bodyRange, range } = magic;
    const body = text.slice(bodyRange.start, bodyRange.end);
    const place =
      body.length === 0 ? rangeOf(text.offsetAt(bodyRange.start), text.offsetAt(bodyRange.start)) : body.range();
    this.magics.push({
      ...magic,
      body: inPlace(body),
      bodyRange: place,
      range: rangeOf(start, Math.max(place.end, text.range(range.start, range.end).end)),
    });
  }

  /** Magics that stand as they are: the editor runs them, Python would not. */
  #bare(start: number, end: number): void {
    const cell = this.text.slice(start, end);
    if (!/^[ \t]*(?:[%!]|[\w., ]{1,80}=[ \t]*[%!][A-Za-z])/m.test(cell)) return;
    const { text, magics } = maskMagics(cell, start);
    this.magics.push(...magics);
    if (text !== cell) this.masks.push({ range: rangeOf(start, end), with: text });
  }
}

/** Lines as one text: each with its line end. */
function joined(lines: readonly CommentLine[], source: string): MappedText {
  return MappedText.join(
    lines.flatMap(({ text }, index) => {
      const { end } = text.length === 0 ? { end: text.offsetAt(0) } : text.range();
      const stop = physicalEnd(source, end);
      return index + 1 < lines.length ? [text, MappedText.of(source, stop, source.indexOf('\n', stop) + 1)] : [text];
    }),
  );
}

/**
 * The text on the stretch that it covers, at equal length. What is left out before a line becomes line ends, so that the line
 * begins where its text does; behind an escaped line end, which goes as well, blanks.
 */
function inPlace(text: MappedText): string {
  if (text.length === 0) return '';
  const { start } = text.range();
  const source = text.text.replace(/\\\r?\n/g, (end) => ' '.repeat(end.length));
  let result = '';
  for (let index = 0; index < source.length; index++) {
    const gap = text.offsetAt(index) - start - result.length;
    if (gap > 0) result += (result.endsWith('\n') ? '\n' : ' ').repeat(gap);
    result += source[index]!;
  }
  return result;
}
