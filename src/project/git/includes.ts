import { Minimatch } from 'minimatch';
import type { GitSetting } from './config';

/** What the conditions of a git configuration are asked about. */
export interface IncludeCircumstances {
  /** The repository's folder, absolute where that is known. */
  readonly folder: string;
  /** The branch that is checked out; null for none. */
  readonly branch: string | null;
  /** Addresses of its remotes. */
  readonly remotes: readonly string[];
  readonly home: string | null;
}

/** The path that a setting includes; null for any other setting, and where its condition does not hold. Source: git-config(1), "Includes". */
export function includedBy({ name, value }: GitSetting, file: string, repository: IncludeCircumstances): string | null {
  if (name === 'include.path') return value;
  const condition = /^includeif\.(gitdir|gitdir\/i|onbranch|hasconfig:remote\.\*\.url):([^]*)\.path$/.exec(name);
  if (condition === null) return null;
  const [, kind, pattern = ''] = condition;
  const holds =
    kind === 'onbranch'
      ? repository.branch !== null && matches(withAll(pattern), repository.branch)
      : kind === 'gitdir' || kind === 'gitdir/i'
        ? isAt(pattern, file, repository, kind === 'gitdir/i')
        : repository.remotes.some((address) => matches(withAll(pattern), address));
  return holds ? value : null;
}

function isAt(pattern: string, file: string, { folder, home }: IncludeCircumstances, nocase: boolean): boolean {
  let whole = pattern;
  if (whole.startsWith('~/')) {
    if (home === null) return false;
    whole = home + whole.slice(1);
  } else if (whole.startsWith('./')) whole = file.slice(0, file.lastIndexOf('/')) + whole.slice(1);
  else if (!/^(?:\/|[A-Za-z]:\/)/.test(whole)) whole = `**/${whole}`;
  return matches(withAll(whole), folder, nocase);
}

/** `folder/` stands for all below it. */
const withAll = (pattern: string): string => (pattern.endsWith('/') ? `${pattern}**` : pattern);

/** UTF-16 units of a pattern that is looked at; a longer one never holds. */
const LONGEST = 500;

const matches = (pattern: string, text: string, nocase = false): boolean =>
  pattern.length <= LONGEST &&
  text.length <= 10 * LONGEST &&
  new Minimatch(pattern, {
    dot: true,
    nocase,
    nobrace: true,
    noext: true,
    nonegate: true,
    nocomment: true,
    optimizationLevel: 0,
  }).match(text);
