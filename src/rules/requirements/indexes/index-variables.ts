import type { Range } from '../../../core/range';
import type { RequirementsContext } from '../../../core/rule';
import { foldersAbove, joinedPath } from '../../../project/paths';
import { fileText } from '../../../project/questions/file-text';
import { sourceText } from '../pinning/pinning';

/**
 * The variable of a host: hosts have passwords of their own, and several of one host have numbers, in the order of the text. A name that
 * is read in the text already, or that a `.env` has for something else, is not taken. Null where the secret is not found again.
 */
export function variableFor(host: string, secret: Range, context: RequirementsContext): string | null {
  const { text } = context.facts;
  const base = variableOf(host);
  const value = sourceText(context.facts, secret);
  const secrets = [...text.matchAll(CREDENTIALS)]
    .filter(({ groups }) => variableOf(groups!['host']!.toLowerCase()) === base)
    .map(({ groups }) => groups!['secret']!)
    .filter((each) => !each.includes('$'));
  const before = [...new Set(secrets)];
  let number = 0;
  let name: string;
  const place = before.indexOf(value);
  if (place < 0) return null;
  for (let left = place; ; left--) {
    do name = ++number === 1 ? base : `${base}_${number}`;
    while (isTaken(name, value, context));
    if (left === 0) return name;
  }
}

const CREDENTIALS = /:\/\/(?:[^\s/@:"']{0,100}:)?(?<secret>[^\s/@"']{1,300})@(?<host>[^\s/@:"'?#]{1,300})/g;

const variableOf = (host: string): string => {
  const name = host
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
  return /^[A-Z]/.test(name) ? `${name}_TOKEN` : `INDEX_${name}_TOKEN`;
};

function isTaken(name: string, value: string, { facts, path, project }: RequirementsContext): boolean {
  if (new RegExp(`\\$\\{?${name}\\b`).test(facts.text)) return true;
  const line = new RegExp(`^[ \\t]*(?:export[ \\t]+)?${name}[ \\t]*=[ \\t]*(.{0,10000})$`, 'm');
  return foldersAbove(path).some((folder) => {
    const held = line.exec(project.ask(fileText, joinedPath(folder, '.env')) ?? '')?.[1];
    return held !== undefined && held.trim().replace(/^(["'])(.*)\1$/, '$2') !== value;
  });
}
