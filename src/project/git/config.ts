/** One setting of a git configuration. Names are in lower case; `[a "B"] c` is `a.B.c`. */
export interface GitSetting {
  readonly name: string;
  readonly value: string;
}

/** Where the settings of the whole machine lie; where git is installed on Windows, nobody can tell here. */
export const systemConfigOn = (platform: string): string =>
  platform === 'win32' ? 'C:/Program Files/Git/etc/gitconfig' : '/etc/gitconfig';

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', b: '\b', '"': '"', '\\': '\\' };

/** The settings of a git configuration in their order (git-config(1), "Syntax"). A line that is none is left out; never throws. */
export function parseGitConfig(text: string): readonly GitSetting[] {
  const settings: GitSetting[] = [];
  let section: string | null = null;
  // A backslash at the end of a line goes on with the next.
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/);
  for (let i = 0; i < lines.length; i++) {
    let rest = lines[i]!.trimStart();
    const header = /^\[\s*([\w.-]+)(?:\s+"((?:[^"\\]|\\.)*)")?\s*\]\s*/.exec(rest);
    if (header) {
      const sub = header[2]?.replace(/\\(.)/g, '$1');
      section = header[1]!.toLowerCase() + (sub === undefined ? '' : `.${sub}`);
      rest = rest.slice(header[0].length);
    } else if (rest.startsWith('[')) {
      section = null;
      continue;
    }
    const key = /^([A-Za-z][\w-]*)\s*(?:(=)\s*|(?=[#;]|$))/.exec(rest);
    if (!key || section === null) continue;
    const parts = [rest.slice(key[0].length)];
    // What ends in a backslash is looked at line by line: joined, it would be looked through again for each.
    while (endsWithBackslash(parts.at(-1)!) && i + 1 < lines.length) {
      parts.push(parts.pop()!.slice(0, -1), lines[++i]!);
    }
    settings.push({ name: `${section}.${key[1]!.toLowerCase()}`, value: key[2] ? valueOf(parts.join('')) : 'true' });
  }
  return settings;
}

function endsWithBackslash(text: string): boolean {
  let count = 0;
  while (text[text.length - 1 - count] === '\\') count++;
  return count % 2 === 1;
}

/** Without quotes, comments and blanks around. */
function valueOf(written: string): string {
  let value = '';
  let kept = 0;
  for (let i = 0, quoted = false; i < written.length; i++) {
    const unit = written[i]!;
    if (unit === '"') quoted = !quoted;
    else if (!quoted && (unit === '#' || unit === ';')) break;
    else value += unit === '\\' ? (ESCAPES[written[++i] ?? ''] ?? '') : unit;
    if (quoted || !/\s/.test(unit)) kept = value.length;
  }
  return value.slice(0, kept);
}
