import { redacted } from './redaction';

/** UTF-16 units of a name that a sentence has room for. */
const LONGEST = 40;

/** A name as a message shows it: one of more than 40 UTF-16 units loses its middle, since both ends tell what it is. */
export function shortened(name: string, longest = LONGEST): string {
  // A key is recognised by its whole form, so it goes before the cut.
  const text = redacted(name);
  return text.length <= longest
    ? text
    : `${text.slice(0, Math.ceil((longest - 1) / 2)).trimEnd()}…${text.slice(-Math.floor((longest - 1) / 2)).trimStart()}`;
}

/** UTF-16 units that the lightbulb shows of a title. */
const TITLE = 50;

/** A title with where it has that from, which is shortened to fit: `Pin to 2.4.1 (from uv.lock)`. */
export const fromSource = (title: string, source: string): string =>
  `${title} (from ${shortened(source, Math.max(TITLE - title.length - ' (from )'.length, 8))})`;
