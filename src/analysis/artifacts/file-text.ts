import { formsNamedIn } from '../secrets/formats';
import { isShowable, redacted, secretsIn } from '../secrets/redaction';

const HIDDEN = '[redacted]';

/**
 * A text out of a model file as it may be shown. Whoever packed the file may have packed a key with it, and nothing around tells
 * what is one; so what looks drawn by a machine goes too. `name` is what the text is called in the file.
 */
export function shownOfFile(text: string, name?: string): string {
  if (text.length > LONGEST_KNOWN) return shownAnew(text, name);
  const key = name === undefined ? text : `${name}\0${text}`;
  let shown = known.get(key);
  if (shown === undefined) {
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(key, (shown = shownAnew(text, name)));
  }
  return shown;
}

/** Names are the same in file after file. */
const known = new Map<string, string>();
const MOST_KNOWN = 20_000;
const LONGEST_KNOWN = 120;

function shownAnew(text: string, name: string | undefined): string {
  if (name !== undefined && !isShowable(text, 'line', [name])) return HIDDEN;
  let result = redacted(text);
  // What is left of two keys side by side may read as one again; each round makes the text shorter.
  for (let rounds = 0; rounds < ROUNDS; rounds++) {
    const found = [...secretsIn(result, 'line'), ...formsNamedIn(result)].filter(
      ({ start, end }) => !result.slice(start, end).includes(HIDDEN),
    );
    if (found.length === 0) return result;
    let [masked, at] = ['', 0];
    for (const { start, end } of [...found].sort((a, b) => a.start - b.start)) {
      if (start > at) masked += result.slice(at, start);
      if (start >= at) masked += HIDDEN;
      at = Math.max(at, end);
    }
    result = masked + result.slice(at);
  }
  return secretsIn(result, 'line').length + formsNamedIn(result).length === 0 ? result : HIDDEN;
}

const ROUNDS = 4;

/** The same, cut to a length: a key is known by its whole form, so it goes before the cut. */
export function shortOfFile(text: string, longest: number): string {
  const shown = shownOfFile(text);
  return shown.length > longest ? `${shown.slice(0, longest - 1)}…` : shown;
}
