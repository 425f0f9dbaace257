import type { RequirementEntry } from '../../../core/requirement-facts';
import { parseRequirements } from '../../../readers/requirements/requirements';

/** A line that an installer takes, in place of one that it refuses. */
export interface Correction {
  readonly title: string;
  readonly text: string;
}

interface Attempt {
  readonly title: string;
  /** What is made of the text; the text itself where it is no case of this. */
  change(text: string): string;
}

const OPERATOR = '(?:===|~=|==|!=|<=|>=|<|>)';
/** Variables of markers whose values are versions (PEP 508). */
const VERSIONED = '(?:python_version|python_full_version|implementation_version|platform_release)';

/** One mistake each, from the outside in; several may stand together. */
const ATTEMPTS: readonly Attempt[] = [
  {
    title: 'Remove the command',
    change: (text) => text.replace(/^[!%$]?[ \t]*(?:python3?[ \t]+-m[ \t]+)?pip3?[ \t]+install[ \t]+(?=[^-\s])/, ''),
  },
  { title: 'Remove the bullet', change: (text) => text.replace(/^[*•+][ \t]+/, '') },
  {
    title: 'Remove the quotes',
    change: (text) => text.replace(/^(["'`])([^"'`]+)\1[ \t]*,?$/, '$2').replace(/^[“‘]([^“”‘’]+)[”’],?$/, '$1'),
  },
  { title: 'Put a blank before the #', change: (text) => text.replace(/^([^\s#]+)#[ \t]*/, '$1  # ') },
  { title: 'Remove the comma', change: (text) => text.replace(/^([A-Za-z0-9][\w.-]*(?:\[[^\]]*\])?)[ \t]*,$/, '$1') },
  {
    title: 'Turn the operator round',
    change: (text) => text.replace(/(^[^=<>!~;#"']*|[\d*,][ \t]*)=([<>~!])(?!=)/g, '$1$2='),
  },
  // `conda list --export` writes name=version=build.
  {
    title: 'Remove the build of conda',
    change: (text) => text.replace(/^([A-Za-z0-9][\w.-]*)={1,2}([\w.!+]+)=\w+$/, '$1==$2'),
  },
  {
    title: 'Write ==',
    change: (text) => text.replace(/^([A-Za-z0-9][\w.-]*(?:\[[^\]]*\])?[ \t]*)=(?=[ \t]*["']?\d)/, '$1=='),
  },
  {
    title: 'Remove the quotes of the version',
    change: (text) => text.replace(new RegExp(`(${OPERATOR}[ \\t]*)(["'])([\\w.*+!]+)\\2`), '$1$3'),
  },
  { title: 'Write ==', change: (text) => text.replace(/^([A-Za-z0-9][\w.-]*)[ \t]+(?=\d[\w.]*$)/, '$1==') },
  {
    title: 'Put a comma between the versions',
    change: (text) => text.replace(new RegExp(`([\\w*])[ \\t]*(?=${OPERATOR}[ \\t]*\\d)`, 'g'), separated),
  },
  {
    title: 'Write .*',
    change: (text) => text.replace(/([=!]=[ \t]*\d+(?:\.\d+)*)\.[xX](?:\.[xX])*(?![\w.])/g, '$1.*'),
  },
  { title: 'Remove .*', change: (text) => text.replace(/(>=[ \t]*\d+(?:\.\d+)*)\.\*/g, '$1') },
  { title: 'Write .0', change: (text) => text.replace(/(~=[ \t]*\d+)(?![\w.])/g, '$1.0') },
  {
    title: 'Put the version in quotes',
    change: (text) => text.replace(new RegExp(`(;.*?\\b${VERSIONED}[ \\t]*${OPERATOR}[ \\t]*)(\\d[\\w.]*)`), '$1"$2"'),
  },
  { title: 'Write ==', change: (text) => text.replace(/(;.*?\b\w+[ \t]*)=(?=[ \t]*["'])/, '$1==') },
];

/** A comma before every operator but the first, which follows the name. */
function separated(end: string, unit: string, offset: number, whole: string): string {
  const before = whole.slice(0, offset);
  // One version and others beside it: nobody knows which is meant.
  return /[<>=!~]/.test(before) && !before.includes(';') && !/==/.test(whole.replace(/;.*/, '')) ? `${unit},` : end;
}

/** Mistakes that one line may have at once. */
const MOST = 3;

/** What a line was meant to be; null where that is not certain. It is one requirement that pip reads, whatever was changed. */
export function correctionOf(text: string): Correction | null {
  if (text.length > 500 || /[\r\n]/.test(text)) return null;
  let current = text;
  const titles: string[] = [];
  for (let made = 0; made < MOST; made++) {
    const attempt = ATTEMPTS.find(({ change }) => change(current) !== current);
    if (!attempt) return null;
    current = attempt.change(current);
    titles.push(attempt.title);
    const { entries } = parseRequirements(current, 'requirements.txt');
    if (entries.every(({ kind }) => kind === 'requirement' || kind === 'comment') && isOne(entries))
      return { title: titles.length === 1 ? titles[0]! : 'Correct the requirement', text: current };
  }
  return null;
}

const isOne = (entries: readonly RequirementEntry[]): boolean =>
  entries.filter(({ kind }) => kind === 'requirement').length === 1;

/**
 * Whether pip took the line until 24.1, which no longer reads specifiers that are not those of PEP 440: any text was a version
 * behind an operator. Source: pip's changelog, 24.1; packaging's legacy specifiers, removed in packaging 22.
 */
export const isLegacy = (text: string): boolean =>
  /^[A-Za-z0-9][\w.-]*\s*(?:\[[^\]]*\]\s*)?\(?\s*(?:==|!=|<=|>=|<|>)\s*[^,;\s)]*(?:\s*,\s*(?:==|!=|<=|>=|<|>)\s*[^,;\s)]*)*\)?\s*(?:;.*)?$/.test(
    text,
  );
