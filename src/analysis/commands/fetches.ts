import type { CommandedFacts } from '../../core/command-facts';
import type { ShellCommand, ShellWord } from '../../readers/shell/shell-command';
import { expanded } from './variables';

/** What a command fetches from the web. */
export interface Fetch {
  readonly urls: readonly FetchedUrl[];
  /** The file that it is told to write; null when the tool chooses, or writes to its output. */
  readonly output: string | null;
  /** Goes to the next command of a pipe, or into a substitution. */
  readonly toOutput: boolean;
  /** The option that turns the check of certificates off. */
  readonly unchecked: ShellWord | null;
}

export interface FetchedUrl {
  readonly word: ShellWord;
  /** With the variables that are known put in. */
  readonly url: string;
}

interface Tool {
  /** Options whose next word is no address. */
  readonly valued: RegExp;
  readonly output: RegExp;
  readonly stdout: (words: readonly string[]) => boolean;
  readonly unchecked: RegExp;
  /** `example.org/file` is taken for an address too. */
  readonly bare: boolean;
}

const shortWith = (letter: string, text: string): boolean => new RegExp(`^-[A-Za-z0-9#]*${letter}`).test(text);

const TOOLS: Readonly<Record<string, Tool>> = {
  curl: {
    valued:
      /^(?:-[A-Za-z#]*[oHdXuAebcFTxmwKyYzrCDEtPQU]|--(?:output|header|data(?:-\w+)?|json|request|user|user-agent|referer|cookie|cookie-jar|form|upload-file|proxy|max-time|connect-timeout|retry(?:-[\w-]+)?|write-out|config|range|continue-at|dump-header|cert|key|cacert|capath|output-dir|resolve|limit-rate|max-redirs|proto(?:-default)?|socks5\S*|interface))$/,
    output: /^(?:-[A-Za-z#]*o|--output)$/,
    stdout: (words) =>
      !words.some(
        (word) =>
          /^--(?:output|remote-name)/.test(word) ||
          (/^-[A-Za-z#]+/.test(word) && !word.startsWith('--') && shortWith('[oO]', word)),
      ) || words.some((word, index) => word === '-' && /^(?:-[A-Za-z#]*o|--output)$/.test(words[index - 1] ?? '')),
    unchecked: /^(?:-(?!-)[A-Za-z#]*k[A-Za-z]*|--insecure|--proxy-insecure)$/,
    bare: true,
  },
  wget: {
    valued:
      /^(?:-(?:[A-Za-z]*[oOPUeaitTQADIXRwl])|--(?:output-document|output-file|directory-prefix|header|user-agent|referer|user|password|post-data|post-file|tries|timeout|wait|execute|input-file|accept|reject|domains|load-cookies|save-cookies|ca-certificate|limit-rate))$/,
    output: /^(?:-[A-Za-z]*O|--output-document)$/,
    stdout: (words) =>
      words.some(
        (word, index) =>
          /^-[A-Za-z]*O-$|^--output-document=(?:-|\/dev\/stdout)$/.test(word) ||
          ((word === '-' || word === '/dev/stdout') &&
            /^(?:-[A-Za-z]*O|--output-document)$/.test(words[index - 1] ?? '')),
      ),
    unchecked: /^--no-check-certificate$/,
    bare: true,
  },
  aria2c: {
    valued: /^(?:-[odixsjkmt]|--(?:out|dir|input-file|header|user-agent|referer|all-proxy|http-proxy|https-proxy))$/,
    output: /^(?:-o|--out)$/,
    stdout: () => false,
    unchecked: /^--check-certificate=false$/,
    bare: false,
  },
  gdown: {
    valued: /^(?:-O|--output|--speed|--proxy|--format|--user-agent)$/,
    output: /^(?:-O|--output)$/,
    stdout: (words) => words.some((word, index) => word === '-' && /^(?:-O|--output)$/.test(words[index - 1] ?? '')),
    unchecked: /^--no-check-certificate$/,
    bare: false,
  },
  ADD: { valued: /(?!)/, output: /(?!)/, stdout: () => false, unchecked: /(?!)/, bare: false },
  fetch: {
    valued: /^-o$/,
    output: /^-o$/,
    stdout: (words) => words.includes('-'),
    unchecked: /^--no-verify-peer$/,
    bare: false,
  },
  axel: { valued: /^-[on]$/, output: /^-o$/, stdout: () => false, unchecked: /^(?:-k|--insecure)$/, bare: false },
};

/** `Invoke-WebRequest`, `Invoke-RestMethod` and their aliases. Source: learn.microsoft.com, Microsoft.PowerShell.Utility. */
const POWERSHELL_NAME = /^(?:iwr|irm|invoke-webrequest|invoke-restmethod)$/i;
const POWERSHELL: Tool = {
  valued:
    /^-(?:OutFile|Method|Headers?|Body|UserAgent|Proxy|ProxyCredential|Credential|TimeoutSec|MaximumRedirection|ContentType|SessionVariable|WebSession|InFile|Form|MaximumRetryCount|RetryIntervalSec)$/i,
  output: /^-OutF(?:i(?:le?)?)?$/i,
  stdout: (words) => !words.some((word) => /^-OutF/i.test(word)),
  unchecked: /^-SkipCertificateCheck$/i,
  bare: true,
};

const toolOf = (name: string): Tool | null =>
  Object.hasOwn(TOOLS, name) ? TOOLS[name]! : POWERSHELL_NAME.test(name) ? POWERSHELL : null;

/** What `curl`, `wget` and their like fetch; null for another command. */
export function fetchOf(command: ShellCommand, facts: CommandedFacts): Fetch | null {
  const tool = toolOf(command.name);
  if (tool === null) return null;
  const words = command.words.slice(1);
  const texts = words.map(({ text }) => text);
  const urls: FetchedUrl[] = [];
  let output: string | null = null;
  words.forEach((word, index) => {
    const before = texts[index - 1] ?? '';
    const joined = /^(?:--output(?:-document)?|--out)=(.+)$/.exec(word.text)?.[1];
    if (joined !== undefined) output = joined;
    if (tool.output.test(before)) output = word.text;
    if (word.text.startsWith('-') || tool.valued.test(before)) return;
    const url = expanded(word, facts);
    if (/^(?:https?|ftp):\/\//i.test(url) || (tool.bare && /^(?:[a-z0-9-]+\.)+[a-z]{2,}(?:[/:?]|$)/i.test(url)))
      urls.push({ word, url });
    // A file of Google Drive by its identifier.
    else if (command.name === 'gdown' && /^[\w-]{25,44}$/.test(url))
      urls.push({ word, url: `https://drive.google.com/uc?id=${url}` });
    else if (/^["']?[${]/.test(word.text)) urls.push({ word, url });
  });
  const file = command.redirections.find(({ operator }) => /^1?>{1,2}\|?$/.test(operator))?.target;
  if (file) output = file.text;
  const stdout = !file && tool.stdout(texts);
  return {
    urls,
    output: output === '-' ? null : output,
    toOutput: stdout,
    unchecked:
      words.find(({ text }, index) => tool.unchecked.test(text) && !tool.valued.test(texts[index - 1] ?? '')) ?? null,
  };
}
