/** What a script for a shell prints into its log. */
export interface Printed {
  readonly what: 'secret' | 'environment' | 'commands';
  /** Offsets in the script. */
  readonly start: number;
  readonly end: number;
}

/** Lines of one script that are looked at. */
const MOST_LINES = 500;

/** What a script prints of the variables `names`, which hold secrets, line by line. What is piped on or written into a file goes nowhere else. */
export function printedIn(script: string, names: readonly string[]): readonly Printed[] {
  const printed: Printed[] = [];
  let at = 0;
  for (const line of script.split('\n').slice(0, MOST_LINES)) {
    const start = at + (line.length - line.trimStart().length);
    at += line.length + 1;
    const said = line.trim();
    const what = printedBy(said, names);
    if (what !== null) printed.push({ what, start, end: start + said.length });
  }
  return printed;
}

function printedBy(line: string, names: readonly string[]): Printed['what'] | null {
  if (/^(?:env|printenv)$/.test(line) || /^(?:env|printenv)\s*\|\s*sort$/.test(line)) return 'environment';
  if (/^set\s+-[a-wyz]*x[a-z]*(?:\s|$)/.test(line)) return 'commands';
  if (!/^(?:echo|printf)\b/.test(line) || /[|>]|::add-mask::|<<</.test(line)) return null;
  // A substitution is given it, and what it makes of it is printed.
  const shown = line.replace(/\$\([^)]*\)|`[^`]*`/g, '');
  const isSecret =
    /\$\{\{\s*secrets\.(?!GITHUB_TOKEN\b)\w+\s*\}\}/.test(shown) ||
    names.some((name) => new RegExp(`\\$(?:${name}\\b|\\{${name}\\})`).test(withoutSingleQuotes(shown)));
  return isSecret ? 'secret' : null;
}

const withoutSingleQuotes = (text: string): string => text.replace(/'[^']*'/g, '');
