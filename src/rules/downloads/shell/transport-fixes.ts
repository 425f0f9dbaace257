import type { Fix } from '../../../core/finding';
import { servesHttps } from '../../../analysis/addresses/addresses';
import { rangeOf } from '../../../core/range';
import type { CommandContext } from '../../../core/rule';
import type { ShellStep } from '../../../analysis/commands/steps';
import type { ShellWord } from '../../../readers/shell/shell-command';

/** `http://` becomes `https://` where it is written as such. */
export function securedTransport(word: ShellWord, context: CommandContext): Fix[] {
  const at = context.facts.text.slice(word.range.start, word.range.end).search(/(?:http|git):\/\//i);
  if (at < 0 || !/^["']?(?:http|git):/i.test(word.text)) return [];
  const start = word.range.start + at;
  const host =
    /^\w+:\/\/([^/?#:@\s"']+)(?=[/?#\s"']|$)/.exec(context.facts.text.slice(start, word.range.end))?.[1] ?? '';
  const scheme = /^\w+/.exec(context.facts.text.slice(start))![0];
  return [
    {
      title: 'Use https://',
      safety: servesHttps(host.toLowerCase()) ? 'safe' : 'unsafe',
      edits: [{ range: rangeOf(start, start + scheme.length), text: 'https' }],
    },
  ];
}

/** Takes out the option that turns the check of the certificate off. */
export function withCertificateCheck(option: ShellWord, { call }: ShellStep, context: CommandContext): Fix[] {
  const { text } = context.facts;
  const { range } = option;
  if (call !== null || text.slice(range.start, range.end) !== option.text) return [];
  const title = `Remove ${/^-(?!-)/.test(option.text) ? '-k' : option.text}`;
  if (/^-(?!-)/.test(option.text) && option.text.length > 2)
    return [{ title, safety: 'unsafe', edits: [{ range, text: option.text.replace(/k/g, '') }] }];
  const blank = /[ \t]/.test(text[range.start - 1] ?? '') ? 1 : 0;
  return [{ title, safety: 'unsafe', edits: [{ range: rangeOf(range.start - blank, range.end), text: '' }] }];
}
