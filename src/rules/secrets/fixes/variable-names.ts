import type { CommandContext } from '../../../core/rule';
import type { Range } from '../../../core/range';

/** Tells of a variable's name whether the document has it for another secret. */
export type IsTaken = (name: string) => boolean;

/**
 * What the program reads already may hold another secret, unless it is read in the line of the secret itself
 * (`getenv("X") or "…"`). Of the secrets that are found in one document the first takes the name.
 */
export function takenIn({ facts }: CommandContext, { start, end }: Range, value: string): IsTaken {
  const { text } = facts;
  const line = text.lastIndexOf('\n', start - 1) + 1;
  const next = text.indexOf('\n', end);
  const rest = `${text.slice(0, line)}\n${next < 0 ? '' : text.slice(next)}`;
  const given = namesGiven.get(facts) ?? new Map<string, string>();
  namesGiven.set(facts, given);
  return (name) => {
    const other = given.get(name);
    if (other !== undefined && other !== value) return true;
    if (isRead(rest, name)) return true;
    given.set(name, value);
    return false;
  };
}

/** A cache, not a state: it follows from the order of the document. */
const namesGiven = new WeakMap<object, Map<string, string>>();

/** `os.environ["NAME"]`, `os.environ.get("NAME")`, `os.getenv("NAME")`, `$NAME` */
function isRead(text: string, name: string): boolean {
  if (!text.includes(name)) return false;
  return new RegExp(
    `(?:environ(?:\\.get|\\.pop)?\\s*[[(]|getenv\\()\\s*["']${name}["'](?!\\s*\\]\\s*=[^=])|\\$\\{?${name}\\b`,
  ).test(text);
}
