import { rangeOf, type Range } from '../../../core/range';
import type { ShellCommand } from '../../../readers/shell/shell-command';

/** An option of a command with its value: `--mode=x`, `--mode x`; null where it is not there. The value is '' where nothing follows. */
export function optionIn(
  { words }: ShellCommand,
  name: string,
): { readonly value: string; readonly range: Range } | null {
  const at = words.findIndex(({ text }) => text === name || text.startsWith(`${name}=`));
  const word = words[at];
  if (word === undefined) return null;
  if (word.text !== name) return { value: word.text.slice(name.length + 1), range: word.range };
  const next = words[at + 1];
  return next === undefined || next.text.startsWith('--')
    ? { value: '', range: word.range }
    : { value: next.text, range: rangeOf(word.range.start, next.range.end) };
}
