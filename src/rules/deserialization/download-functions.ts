import type { PythonFacts } from '../../core/python-facts';
import { rangeOf } from '../../core/range';
import { closing } from './expressions';
import type { Download } from './downloads';

/** What is written when a function downloads: names that mean one thing only. Functions are read as text, because most are not parsed. */
const CALL = /(?:await[ \t]+)?(?:\b[\w.]+\.)?\b(?:hf_hub_download|snapshot_download|cached_download|urlretrieve|urlopen|download_url_to_file|requests\.get|httpx\.get|wget\.download|gdown\.download|gdown\.cached_download|get_file|pooch\.retrieve|cached_path|load_state_dict_from_url)[ \t]*\(/g;
/** Of those, the ones that put a file at a path they are given. */
const PUTS = /(?:urlretrieve|download_url_to_file|wget\.download|gdown\.download)[ \t]*\($/;

/**
 * The download whose result a function of this file returns: `return hf_hub_download(…)`, `path = hf_hub_download(…)` and
 * `return path`, `urlretrieve(url, path)` and `return path`. Null when there is no such function, or more than one of that name.
 */
export function returnedDownload(name: string, facts: PythonFacts): Download | null {
  const text = plainText(facts);
  const headers = [...text.matchAll(new RegExp(`^([ \\t]*)(?:async[ \\t]+)?def[ \\t]+${name}[ \\t]*\\(`, 'gm'))];
  if (!/^[\w\u0080-\uffff]+$/.test(name) || headers.length !== 1) return null;
  const [header] = headers;
  const open = header!.index + header![0].length - 1;
  const start = closing(text, open, text.length);
  if (start < 0) return null;
  const rest = text.slice(start);
  const stop = new RegExp(`\\n(?!${header![1]}[ \\t])[ \\t]*\\S`).exec(rest);
  const body = rest.slice(0, stop ? stop.index : undefined);
  const calls = [...body.matchAll(CALL)].flatMap((match) => {
    const close = closing(body, match.index + match[0].length - 1, body.length);
    return close < 0 ? [] : [{ start: match.index, end: close + 1, before: body.slice(body.lastIndexOf('\n', match.index) + 1, match.index), text: body.slice(match.index, close + 1), puts: PUTS.test(match[0]) }];
  });
  const returned = [...body.matchAll(/^[ \t]*return[ \t]+([^\n]+)$/gm)].map((match) => match[1]!.trim());
  for (const call of calls) {
    const assigned = /^\s*([A-Za-z_]\w*)\s*(?:,[^=]*)?=\s*$/.exec(call.before)?.[1];
    const direct = /^\s*return\s+$/.test(call.before);
    const put = call.puts && returned.some((value) => value !== '' && argumentsOf(call.text).slice(1).some((argument) => argument.replace(/^\w+=/, '') === value));
    const passed = assigned !== undefined && returned.some((value) => new RegExp(`^(?:str\\()?${assigned}\\)?(?:\\.content|\\.raw|\\.read\\(\\))?$`).test(value));
    if (direct || put || passed) {
      const at = rangeOf(start + call.start, start + call.end);
      return { from: /[\w.]+/.exec(call.text.replace(/^await\s+/, ''))![0], at, pinned: /\b(?:revision\s*=\s*["'][0-9a-f]{40}["']|(?:known_hash|file_hash|sha256|hash_prefix)\s*=\s*["'])/.test(call.text) };
    }
  }
  return null;
}

/** The arguments of a call as they are written. */
export function argumentsOf(call: string): readonly string[] {
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

/** The program with comments and long strings blanked, offsets kept. */
export function plainText(facts: PythonFacts): string {
  let text = TEXTS.get(facts);
  if (text === undefined) TEXTS.set(facts, (text = facts.text.replace(/("""|''')[\s\S]*?\1|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|#[^\n]*/g, (part) => (part.startsWith('#') || /^(?:"""|''')/.test(part) ? part.replace(/[^\n]/g, ' ') : part))));
  return text;
}

const TEXTS = new WeakMap<PythonFacts, string>();
