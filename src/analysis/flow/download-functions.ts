import type { PythonFacts } from '../../core/python-facts';
import { rangeOf } from '../../core/range';
import { once } from '../../readers/python/fact-index';
import { stringEnd } from '../../readers/python/logical-lines';
import { closing } from './expressions';
import type { Download } from './downloads';

/** What is written when a function downloads: names that mean one thing only. Functions are read as text, because most are not parsed. */
const CALL =
  /(?:await[ \t]+)?(?:\b[\w.]{1,200}\.)?\b(?:hf_hub_download|snapshot_download|cached_download|urlretrieve|urlopen|download_url_to_file|requests\.get|httpx\.get|wget\.download|gdown\.download|gdown\.cached_download|get_file|pooch\.retrieve|cached_path|load_state_dict_from_url)[ \t]*\(/g;
const mayDownload = once(({ text }: PythonFacts): boolean =>
  /hf_hub_download|snapshot_download|cached_download|urlretrieve|urlopen|download_url_to_file|requests\.get|httpx\.get|wget|gdown|get_file|pooch|cached_path|load_state_dict_from_url/.test(
    text,
  ),
);
/** Of those, the ones that put a file at a path they are given. */
const PUTS = /(?:urlretrieve|download_url_to_file|wget\.download|gdown\.download)[ \t]*\($/;

/** Calls whose result is the bytes, and files that are opened to be written, or written at once. */
const DATA = /^(?:await\s+)?(?:requests|httpx|[\w.]*urlopen\b)/;
const FILE_WRITES =
  /\bopen\(\s*([A-Za-z_][\w.]*)\s*,\s*(?:mode\s*=\s*)?["'][wax]b?\+?["']\s*\)\s*as\s+\w+\s*:|([A-Za-z_][\w.]*)\.write_bytes\(/g;
const PINNED = /\b(?:revision\s*=\s*["'][0-9a-f]{40}["']|(?:known_hash|file_hash|sha256|hash_prefix)\s*=\s*["'])/;

/**
 * The download whose result a function of this file returns: `return hf_hub_download(…)`, `path = hf_hub_download(…)` and
 * `return path`, `urlretrieve(url, path)` and `return path`. Null when there is no such function, or more than one of that name.
 */
export function returnedDownload(name: string, facts: PythonFacts): Download | null {
  const made = mayDownload(facts) ? bodyOf(name, facts) : null;
  if (!made) return null;
  const returned = [...made.text.matchAll(/^[ \t]*return[ \t]+([^\n]+)$/gm)].map((match) => match[1]!.trim());
  for (const call of made.calls) {
    const assigned = /^\s*([A-Za-z_]\w*)\s*(?:,[^=]*)?=\s*$/.exec(call.before)?.[1];
    const passed =
      assigned !== undefined &&
      returned.some((value) =>
        new RegExp(`^(?:str\\()?${assigned}\\)?(?:\\.content|\\.raw|\\.read\\(\\))?$`).test(value),
      );
    if (passed || /^\s*return\s+$/.test(call.before)) return call.download;
  }
  return made.puts.find(({ path }) => returned.includes(path))?.download ?? null;
}

/** The download that a function of this file leaves at a path that it is given: `def fetch(url, path): urlretrieve(url, path)`. */
export function placedDownload(name: string, facts: PythonFacts): Download | null {
  const made = mayDownload(facts) ? bodyOf(name, facts) : null;
  return made?.puts.find(({ path }) => made.parameters.includes(path))?.download ?? null;
}

/** The text of the only function of that name in this file; null when there is none. */
export const functionText = (name: string, facts: PythonFacts): string | null => bodyOf(name, facts)?.text ?? null;

interface Body {
  readonly text: string;
  readonly parameters: readonly string[];
  readonly calls: readonly { readonly before: string; readonly text: string; readonly download: Download }[];
  /** Paths, as they are written, at which it puts what it downloads. */
  readonly puts: readonly { readonly path: string; readonly download: Download }[];
}

const BODIES = new WeakMap<PythonFacts, Map<string, Body | null>>();

function bodyOf(name: string, facts: PythonFacts): Body | null {
  let bodies = BODIES.get(facts);
  if (!bodies) BODIES.set(facts, (bodies = new Map()));
  let body = bodies.get(name);
  if (body === undefined) bodies.set(name, (body = readBody(name, plainText(facts))));
  return body;
}

function readBody(name: string, text: string): Body | null {
  if (!/^[\w\u0080-\uffff]+$/.test(name)) return null;
  const headers = [...text.matchAll(new RegExp(`^([ \\t]*)(?:async[ \\t]+)?def[ \\t]+${name}[ \\t]*\\(`, 'gm'))];
  const [header] = headers;
  const open = header ? header.index + header[0].length - 1 : -1;
  const start = open < 0 ? -1 : closing(text, open, text.length);
  if (headers.length !== 1 || start < 0) return null;
  const rest = text.slice(start);
  const stop = new RegExp(`\\n(?!${header![1]}[ \\t])[ \\t]*\\S`).exec(rest);
  const body = rest.slice(0, stop ? stop.index : undefined);
  const calls = [...body.matchAll(CALL)].flatMap((match) => {
    const close = closing(body, match.index + match[0].length - 1, body.length);
    if (close < 0) return [];
    const written = body.slice(match.index, close + 1);
    const download = {
      from: /[\w.]+/.exec(written.replace(/^await\s+/, ''))![0],
      at: rangeOf(start + match.index, start + close + 1),
      pinned: PINNED.test(written),
    };
    return [
      {
        before: body.slice(body.lastIndexOf('\n', match.index) + 1, match.index),
        text: written,
        puts: PUTS.test(match[0]),
        download,
      },
    ];
  });
  const puts = calls
    .filter((call) => call.puts)
    .flatMap((call) =>
      writtenArguments(call.text)
        .slice(1)
        .map((argument) => ({ path: argument.replace(/^\w+\s*=\s*/, ''), download: call.download })),
    );
  const data = calls.find((call) => DATA.test(call.text));
  if (data)
    for (const match of body.matchAll(FILE_WRITES))
      puts.push({ path: (match[1] ?? match[2])!, download: data.download });
  return {
    text: body,
    parameters: writtenArguments(text.slice(open, start + 1))
      .map((parameter) => /^\w*/.exec(parameter)![0])
      .filter((parameter) => parameter !== ''),
    calls,
    puts,
  };
}

/** The arguments of a call as they are written. */
export function writtenArguments(call: string): readonly string[] {
  const open = call.indexOf('(');
  const parts: string[] = [];
  let from = open + 1;
  for (let i = from; i < call.length; i++) {
    const c = call[i]!;
    if ('([{'.includes(c)) i = Math.max(i, closing(call, i, call.length));
    else if (c === '"' || c === "'") {
      const stop = call.indexOf(c, i + 1);
      if (stop > 0) i = stop;
    } else if (c === ',' || i === call.length - 1) {
      parts.push(call.slice(from, i).trim());
      from = i + 1;
    }
  }
  return parts;
}

const blanked = (text: string): string =>
  text.includes('\n') ? text.replace(/[^\n]+/g, (line) => ' '.repeat(line.length)) : ' '.repeat(text.length);

/** The program with comments and long strings blanked, offsets kept. */
export const plainText = once(({ text }: PythonFacts): string => {
  const parts: string[] = [];
  let from = 0;
  const blank = (start: number, end: number): void => {
    parts.push(text.slice(from, start), blanked(text.slice(start, end)));
    from = end;
  };
  const mark = /["'#]/g;
  for (let found = mark.exec(text); found !== null; found = mark.exec(text)) {
    const at = found.index;
    if (found[0] === '#') {
      const end = text.indexOf('\n', at);
      mark.lastIndex = end < 0 ? text.length : end;
      blank(at, mark.lastIndex);
      continue;
    }
    const quotes = found[0].repeat(3);
    const close = text.startsWith(quotes, at) ? text.indexOf(quotes, at + 3) : -1;
    if (close >= 0) {
      mark.lastIndex = close + 3;
      blank(at, mark.lastIndex);
    } else {
      const end = stringEnd(text, at);
      // A quote that nothing closes in its line begins no string.
      mark.lastIndex =
        end - at > 1 && text[end - 1] === found[0] && !text.startsWith(quotes, at)
          ? end
          : text.startsWith(quotes, at)
            ? at + 2
            : at + 1;
    }
  }
  return parts.length === 0 ? text : parts.join('') + text.slice(from);
});
