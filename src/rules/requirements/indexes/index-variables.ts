import type { Range } from '../../../core/range';
import type { RequirementsFacts } from '../../../core/requirement-facts';
import type { RequirementsContext } from '../../../core/rule';
import { foldersAbove, joinedPath } from '../../../project/paths';
import { fileText } from '../../../project/questions/file-text';
import { sourceText } from '../pinning/pinning';

/**
 * The variable of a host: hosts have passwords of their own, and several of one host have numbers, in the order of the text. A name that
 * is read in the text already, or that a `.env` has for something else, is not taken. Null where the secret is not found again.
 */
export function variableFor(host: string, secret: Range, context: RequirementsContext): string | null {
  const base = variableOf(host);
  const value = sourceText(context.facts, secret);
  const before = secretsIn(textAround(context.facts)).get(base) ?? [];
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

/** Other commands of the same script read the same variables. */
const textAround = ({ document, text }: RequirementsFacts): string => document ?? text;

let last: { readonly text: string; readonly secrets: ReadonlyMap<string, readonly string[]> } | null = null;

/** The secrets of a text by the variable that its host has, each once; kept for the text that was asked for last. */
function secretsIn(text: string): ReadonlyMap<string, readonly string[]> {
  if (last?.text === text) return last.secrets;
  const secrets = new Map<string, Set<string>>();
  for (const { groups } of text.matchAll(CREDENTIALS)) {
    const secret = groups!['secret']!;
    if (secret.includes('$')) continue;
    const name = variableOf(groups!['host']!.toLowerCase());
    const held = secrets.get(name);
    if (held) held.add(secret);
    else secrets.set(name, new Set([secret]));
  }
  last = { text, secrets: new Map([...secrets].map(([name, values]) => [name, [...values]])) };
  return last.secrets;
}

const variableOf = (host: string): string => {
  const name = host
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
  return /^[A-Z]/.test(name) ? `${name}_TOKEN` : `INDEX_${name}_TOKEN`;
};

function isTaken(name: string, value: string, { facts, path, project }: RequirementsContext): boolean {
  if (new RegExp(`\\$\\{?${name}\\b`).test(textAround(facts))) return true;
  const line = new RegExp(`^[ \\t]*(?:export[ \\t]+)?${name}[ \\t]*=[ \\t]*(.{0,10000})$`, 'm');
  return foldersAbove(path).some((folder) => {
    const held = line.exec(project.ask(fileText, joinedPath(folder, '.env')) ?? '')?.[1];
    return held !== undefined && held.trim().replace(/^(["'])(.*)\1$/, '$2') !== value;
  });
}
