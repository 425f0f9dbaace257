import type { ShellFacts } from '../../core/command-facts';
import { rangeOf } from '../../core/range';
import type { MappedText } from '../../core/mapped-text';

/** `Invoke-Expression`, which runs a text as a script. */
const RUNS = /\b(?:iex|Invoke-Expression)\b/i;
const FETCHES = /\b(?:iwr|irm|Invoke-WebRequest|Invoke-RestMethod|DownloadString)\b/i;
/** `(New-Object Net.WebClient).DownloadString('…')` */
const CLIENT =
  /\(New-Object[ \t]+(?:System\.)?Net\.WebClient\)\.DownloadString\([ \t]{0,20}(["'])(https?:[^"'\n]{1,500})\1[ \t]{0,20}\)/gi;
/** `iex (irm …)`, `iex ((iwr …).Content)` */
const GIVEN = /\b((?:iex|Invoke-Expression)[ \t]{0,20})(\(+)([^()\n]{1,1000})(\)(?:\.Content)?[ \t]{0,20}\)?)/gi;

/**
 * The lines of a script for Windows that run what they fetch, as commands of a POSIX shell: what is fetched stands in a substitution.
 * The others are blank, so that nothing else is judged by the rules of another shell. Null where there are none. Every place stays.
 * Source: learn.microsoft.com, Invoke-Expression; System.Net.WebClient.
 */
export function runFromWeb(text: string, asShell: (text: string) => MappedText): ShellFacts | null {
  if (!RUNS.test(text) || !FETCHES.test(text)) return null;
  const plain = text.replace(CLIENT, (found: string, quote: string, url: string) => {
    const at = found.indexOf(quote) + 1;
    return `irm${' '.repeat(at - 3)}${url}`.padEnd(found.length);
  });
  const body = asShell(plain)
    .text.replace(GIVEN, (found: string, name: string, open: string, inner: string) => {
      const opened = /\s$/.test(name) ? `\`${' '.repeat(open.length - 1)}` : ` \``.padEnd(open.length);
      const start = `${name}${opened}${inner}\``;
      return start.length <= found.length ? start.padEnd(found.length) : found;
    })
    .split('\n')
    .map((line) => (RUNS.test(line) && FETCHES.test(line) ? line : ' '.repeat(line.length)))
    .join('\n');
  if (body.length !== text.length) return null;
  const whole = rangeOf(0, text.length);
  const command = { kind: 'script', name: 'bash', body, bodyRange: whole, range: whole } as const;
  return { kind: 'shell', text, commands: [command], comments: [] };
}
