import { rangeOf, type Range } from '../../../core/range';
import type { ShellCommand } from '../../../readers/shell/shell-command';

/** A variable that a command sets. */
interface SetVariable {
  readonly name: string;
  readonly value: string;
  readonly range: Range;
}

/** The variables that a command sets: `NAME=value program …`, `export NAME=value`, `ENV NAME=value`. */
export const setVariablesOf = ({ name, words, assignments }: ShellCommand): readonly SetVariable[] => [
  ...assignments,
  ...(/^(?:export|ENV|ARG|declare)$/.test(name) ? words.slice(1) : []).flatMap(({ text, range }) => {
    const match = /^([A-Za-z_]\w*)=([^]*)$/.exec(text);
    return match ? [{ name: match[1]!, value: match[2]!, range }] : [];
  }),
];

/** Where a git command turns the check of certificates off: `-c http.sslVerify=false`, `config http.sslVerify false`. */
export function switchesOff({ words }: ShellCommand): readonly Range[] {
  return words.flatMap((word, index) => {
    const [before, after] = [words[index - 1]?.text ?? '', words[index + 1]];
    if ((before === '-c' || before === '--config') && /^http\.(?:\S+\.)?sslverify=(?:false|0|no|off)$/i.test(word.text))
      return [word.range];
    return words[1]?.text === 'config' &&
      /^http\.(?:\S+\.)?sslverify$/i.test(word.text) &&
      /^(?:false|0|no|off)$/i.test(after?.text ?? '')
      ? [rangeOf(word.range.start, after!.range.end)]
      : [];
  });
}

/** A request that sends something, or asks for the headers alone, downloads nothing. */
export const fetchesNothing = ({ name, words }: ShellCommand): boolean =>
  words.some(
    ({ text }) =>
      /^--(?:request|data\S*|json|form|head|upload-file|post-data\S*|spider)$/.test(text) ||
      (name === 'curl' && /^-[XdFTI]$/.test(text)),
  );

/** `curl ifconfig.me` shows something to a person. */
export const isShown = (url: string): boolean => !/:\/\//.test(url) && !/\/[^?#]*\.\w{1,12}(?:[?#]|$)/.test(url);
