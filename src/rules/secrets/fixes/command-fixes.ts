import { shortened } from '../../../analysis/secrets/shortened';
import type { CommandContext } from '../../../core/rule';
import type { Edit, Fix } from '../../../core/finding';
import type { CommandFact } from '../../../core/command-facts';
import { rangeOf, textAt, type Range } from '../../../core/range';
import { SHELL_CELL } from '../../../readers/shell/shell-cells';
import { lineStart, replaceWith } from '../../../readers/python/edits';
import { moveToDotenv } from '../config/dotenv';
import { takenIn } from './variable-names';
import { isOfImage } from '../shell/image';

/**
 * Fixes for a key in a command. Shell text reads `$NAME` from the environment; a line that only sets the
 * variable goes. Unsafe: the variable must be set outside first.
 */
export function commandFixes(
  context: CommandContext,
  command: CommandFact,
  secret: Range,
  variable: string | null,
  name: string,
): readonly Fix[] {
  const asked = rewrite(context, command, secret, variable, name);
  if (asked === null) return [];
  const value = textAt(context.facts.text, secret);
  const move =
    variable === null
      ? moveToDotenv(context, name, value, takenIn(context, secret, value))
      : moveToDotenv(context, name, value);
  const moved = move.name === name ? asked : rewrite(context, command, secret, variable, move.name)!;
  const edit = variable === null ? moved : asked;
  const writes = move.edits.some((item) => item.path === move.path);
  const title = writes
    ? `Move it to ${move.path} as ${shortened(move.name, 26)}`
    : `Read it from ${shortened(move.name, 26)} in ${move.path}`;
  const fixes: Fix[] = [{ title: edit.title, safety: 'unsafe', edits: [edit.edit] }];
  return move.edits.length === 0 ? fixes : [...fixes, { title, safety: 'unsafe', edits: [moved.edit, ...move.edits] }];
}

function rewrite(
  context: CommandContext,
  command: CommandFact,
  secret: Range,
  variable: string | null,
  name: string,
): Rewriting | null {
  const { text } = context.facts;
  // What a Dockerfile's build reads from the environment stays in the image too: only a person can move it to a secret mount.
  if (isOfImage(command, context)) return null;
  if (setsOnly(command, variable)) return removeLine(text, command.range, name);
  // A scheduler's directive (#SBATCH) is no shell text.
  if (!isShell(command) || /\w/.test(text[secret.end] ?? '') || text[lineStart(text, secret.start)] === '#')
    return null;
  const quote = quoteAround(text.slice(command.range.start, secret.start));
  if (variable !== null && variable === name)
    return /^(?:cell|script)$/.test(command.kind) ? keepSet(text, secret, quote, name) : null;
  return {
    title: `Read it from ${shortened(name, 36)}`,
    edit: quote === "'" ? reopenQuotes(text, secret, name) : replaceWith(secret, `$${name}`),
  };
}

/** An edit that takes a key out of a shell text, and what it is called. */
interface Rewriting {
  readonly title: string;
  readonly edit: Edit;
}

/** The line does nothing but set the variable: `%env NAME=key`, `!export NAME=key`. */
const setsOnly = ({ kind, name, body }: CommandFact, variable: string | null): boolean =>
  (kind === 'line' && /^(?:set_)?env$/.test(name)) ||
  (kind === 'shell' && variable !== null && /^export\s+\w+\s*=\s*\S+\s*$/.test(body));

const isShell = ({ kind, name }: CommandFact): boolean =>
  kind === 'shell' ||
  kind === 'script' ||
  (kind === 'cell' && SHELL_CELL.test(name)) ||
  (kind === 'line' && /^(?:pip|conda|sx|system|bash)$/.test(name));

/** A single-quoted shell text keeps `$` as it is, so the quotes are closed around the variable. */
function reopenQuotes(text: string, secret: Range, name: string): Edit {
  const all = text[secret.start - 1] === "'" && text[secret.end] === "'";
  return all
    ? replaceWith(rangeOf(secret.start - 1, secret.end + 1), `"$${name}"`)
    : replaceWith(secret, `'"$${name}"'`);
}

/** `export NAME=key` in a script: NAME comes from outside then, and the script stops where it is not set. */
function keepSet(text: string, secret: Range, quote: string | null, name: string): Rewriting | null {
  const quoted = quote !== null && text[secret.start - 1] === quote && text[secret.end] === quote;
  if (quote !== null && !quoted) return null;
  const whole = quoted ? rangeOf(secret.start - 1, secret.end + 1) : secret;
  if (text[whole.start - 1] !== '=' || !/^(?:[\s;&|)]|$)/.test(text.slice(whole.end, whole.end + 1))) return null;
  return {
    title: `Require ${shortened(name, 24)} from outside`,
    edit: replaceWith(whole, `"\${${name}:?}"`),
  };
}

function removeLine(text: string, range: Range, name: string): Rewriting | null {
  const start = lineStart(text, range.start);
  // Indented, it could be the only statement of its block.
  if (start !== range.start) return null;
  const lineBreak = /^\r?\n/.exec(text.slice(range.end))?.[0].length ?? 0;
  return {
    title: `Remove the line; set ${shortened(name, 20)} elsewhere`,
    edit: replaceWith(rangeOf(start, range.end + lineBreak), ''),
  };
}

/** The quote that is open at the end of a shell text; null when none is. */
function quoteAround(text: string): string | null {
  let open: string | null = null;
  for (let i = Math.max(0, text.length - 2000); i < text.length; i++) {
    const character = text[i]!;
    if (character === '\\' && open !== "'") i++;
    else if (open === null && (character === '"' || character === "'")) open = character;
    else if (character === open || (character === '\n' && open !== null && text[i - 1] !== '\\')) open = null;
  }
  return open;
}
