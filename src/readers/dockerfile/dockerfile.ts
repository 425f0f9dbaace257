import type { CommandFact, DockerfileFacts } from '../../core/command-facts';
import type { CommentFact } from '../../core/python-facts';
import { rangeOf, type Range } from '../../core/range';
import { MOST_UNCLOSED, blanked, commentFactAt, endOfHeredoc, heredocAt, shellCommentsIn } from '../shell/shell-script';

/** Instructions that one file may give; no file that people write has more. */
const MOST_INSTRUCTIONS = 5_000;

/**
 * Reads a Dockerfile: each `RUN` as a shell command, every other instruction as what it is. Comments are kept apart, also
 * those between continued lines. Source: the Dockerfile reference (docs.docker.com/reference/dockerfile).
 */
export function readDockerfile(text: string): DockerfileFacts {
  const reader = new DockerfileReader(text);
  reader.read();
  const comments = reader.comments.sort((a, b) => a.range.start - b.range.start);
  return { kind: 'dockerfile', text, commands: reader.instructions, comments };
}

const INSTRUCTION =
  /^(?:ONBUILD[ \t]+)?(ADD|ARG|CMD|COPY|ENTRYPOINT|ENV|EXPOSE|FROM|HEALTHCHECK|LABEL|MAINTAINER|RUN|SHELL|STOPSIGNAL|USER|VOLUME|WORKDIR)(?=[ \t\\`]|$)/i;
/** `--mount=type=secret,id=token`, before what an instruction is about. */
const FLAGS = /^(?:[ \t]*--[a-z][a-z-]{0,40}(?:=(?:"[^"\n]{0,500}"|[^\s"]{0,500}))?(?=[ \t]|$))+/;
/** `RUN <<EOF`: the lines below are the script. */
const PURE_HEREDOC = /^<<-?[ \t]{0,8}["']?[\w.-]{1,80}["']?[ \t]{0,8}\r?$/;

class DockerfileReader {
  readonly instructions: CommandFact[] = [];
  readonly comments: CommentFact[] = [];
  readonly #escape: string;
  #at: number;
  /** Heredocs that nothing closes; each costs a look through the rest of the text. */
  #unclosed = 0;

  constructor(readonly text: string) {
    this.#at = text.startsWith('\uFEFF') ? 1 : 0;
    this.#escape = /^\uFEFF?(?:#[ \t]*\w+[ \t]*=[^\n]{0,200}\n){0,3}#[ \t]*escape[ \t]*=[ \t]*`/i.test(
      text.slice(0, 1000),
    )
      ? '`'
      : '\\';
  }

  read(): void {
    while (this.#at < this.text.length && this.instructions.length < MOST_INSTRUCTIONS) this.#instruction();
  }

  /** Reads the lines of one instruction. What is none (a template's own syntax) is passed over. */
  #instruction(): void {
    const blanks: Range[] = [];
    const start = this.#at;
    let end = start;
    for (let first = true; this.#at < this.text.length; first = false) {
      const line = this.#line();
      const content = this.text.slice(line.start, line.end);
      const indent = content.length - content.trimStart().length;
      if (content[indent] === '#') {
        const range = rangeOf(line.start + indent, line.end);
        this.comments.push(commentFactAt(this.text, range));
        if (first) return;
        // A comment between continued lines is no part of the command, and does not end it.
        blanks.push(rangeOf(end, this.#at));
      } else if (indent === content.length) {
        if (first) return;
        blanks.push(rangeOf(end, this.#at));
      } else {
        end = line.end;
        const continued = content.trimEnd().endsWith(this.#escape);
        if (!continued) break;
        blanks.push(rangeOf(line.start + content.trimEnd().length - 1, this.#at));
      }
    }
    this.#add(
      start,
      end,
      merged(
        blanks.filter((blank) => blank.start < end),
        end,
      ),
    );
  }

  #add(start: number, lineEnd: number, blanks: readonly Range[]): void {
    // On one line, as the builder hands it on; blanks keep every place.
    const line = flattened(
      this.text.slice(start, lineEnd),
      blanks.map((blank) => rangeOf(blank.start - start, blank.end - start)),
    );
    const indent = line.length - line.trimStart().length;
    const match = INSTRUCTION.exec(line.slice(indent));
    if (match === null) return;
    const name = match[1]!.toLowerCase();
    const takesHeredocs = name === 'run' || name === 'copy' || name === 'add';
    const end = takesHeredocs ? this.#heredocs(line, lineEnd) : lineEnd;
    let bodyStart = indent + match[0].length;
    bodyStart += FLAGS.exec(line.slice(bodyStart))?.[0].length ?? 0;
    bodyStart += /^[ \t]*/.exec(line.slice(bodyStart))![0].length;
    const range = rangeOf(start + indent, end);
    if (name === 'run' && end > lineEnd && PURE_HEREDOC.test(line.slice(bodyStart)))
      bodyStart = lineEnd - start + (this.text[lineEnd] === '\r' ? 2 : 1);
    const raw =
      bodyStart >= line.length
        ? this.text.slice(start + bodyStart, end)
        : line.slice(bodyStart) + this.text.slice(lineEnd, end);
    this.#push(name, raw, start + bodyStart, range);
  }

  #push(name: string, raw: string, bodyStart: number, range: Range): void {
    const words = /^(?:run|cmd|entrypoint|healthcheck)$/.test(name) ? withoutBrackets(raw) : null;
    let body = words ?? raw;
    if (name === 'run' && words === null) {
      const comments = shellCommentsIn(body);
      // Lines that the builder takes for comments are known already.
      for (const comment of comments)
        this.comments.push(commentFactAt(this.text, rangeOf(bodyStart + comment.start, bodyStart + comment.end)));
      body = blanked(body, comments);
    }
    const trimmed = body.trimEnd();
    const bodyRange = rangeOf(bodyStart, bodyStart + trimmed.length);
    this.instructions.push(
      name === 'run'
        ? { kind: 'shell', name: /^\S*/.exec(trimmed.trimStart())![0], body: trimmed, bodyRange, range }
        : { kind: 'instruction', name, body: trimmed, bodyRange, range },
    );
  }

  /** Passes over the heredocs that a line announces; where the last of them ends. */
  #heredocs(line: string, lineEnd: number): number {
    let end = lineEnd;
    for (let at = line.indexOf('<<'); at >= 0; at = line.indexOf('<<', at + 2)) {
      const heredoc = heredocAt(line, at);
      if (heredoc === null || this.#unclosed > MOST_UNCLOSED) continue;
      const close = endOfHeredoc(this.text, this.#at, heredoc);
      if (close === null) {
        this.#unclosed++;
        continue;
      }
      end = close;
      this.#at = afterLine(this.text, close);
    }
    return end;
  }

  #line(): Range {
    const start = this.#at;
    this.#at = afterLine(this.text, start);
    let end = this.#at;
    while (end > start && (this.text[end - 1] === '\n' || this.text[end - 1] === '\r')) end--;
    return rangeOf(start, end);
  }
}

/** `["sh", "-c", "pip install torch"]` as the words of a command, at equal length; null for the shell form. */
function withoutBrackets(body: string): string | null {
  const open = /^(?:(?:--\S{1,60}[ \t]+)*CMD[ \t]+)?\[/.exec(body)?.[0].length;
  if (
    open === undefined ||
    !/\][ \t]*$/.test(body) ||
    !/^\s*(?:"(?:[^"\\\n]|\\.){0,8000}"\s*(?:,\s*)?)*\][ \t]*$/.test(body.slice(open))
  )
    return null;
  return (
    ' '.repeat(open) +
    body
      .slice(open)
      .replace(/"((?:[^"\\]|\\.)*)"|[^\s]/g, (_, word: string | undefined) => (word === undefined ? ' ' : ` ${word} `))
  );
}

/** The text with some parts blank, line ends included. */
function flattened(text: string, parts: readonly Range[]): string {
  let result = '';
  let at = 0;
  for (const { start, end } of parts) {
    result += text.slice(at, start) + ' '.repeat(end - start);
    at = end;
  }
  return result + text.slice(at);
}

/** Ranges in order that overlap as one, none beyond an offset. */
function merged(ranges: readonly Range[], limit: number): readonly Range[] {
  const result: Range[] = [];
  for (const { start, end } of ranges) {
    const last = result.at(-1);
    if (last !== undefined && start <= last.end)
      result[result.length - 1] = rangeOf(last.start, Math.min(Math.max(end, last.end), limit));
    else result.push(rangeOf(start, Math.min(end, limit)));
  }
  return result;
}

function afterLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end + 1;
}
