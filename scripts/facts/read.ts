import { readFileSync } from 'node:fs';
import path from 'node:path';
import { looksRandom } from '../../src/analysis/secrets/entropy';
import { matchFormats } from '../../src/analysis/secrets/formats';
import { openProject } from '../../src/cli/session';
import type { LocatedFinding, Note } from '../../src/core/finding';
import { DEFAULT_POLICY } from '../../src/core/policy';
import { LineIndex, textAt } from '../../src/core/range';
import { decodeText } from '../../src/project/text-encoding';
import { readAs } from '../../src/readers/documents';
import { readNotebook } from '../../src/readers/notebook/notebook-file';
import { RULES } from '../../src/rules/index';
import { Engine, type ReadFacts } from '../../src/scan/engine';
import type { Facts } from '../../src/core/facts';
import { grammars } from '../../test/harness/grammars';

// The one place where `npm run facts` meets the engine.

/** All that a rule can hear of a file. */
export interface FileFacts {
  readonly kind: string;
  readonly parts: readonly ReadFacts<Facts>[];
  readonly notes: readonly Note[];
  /** The text with `*` for what the rules for secrets point at in this file, and for all that has the form of a key. */
  masked(text: string): string;
}

/** Reads one file as a scan would, with the project around it. Returns the reason when there is nothing to read. */
export async function readFacts(file: string): Promise<FileFacts | string> {
  const absolute = path.resolve(file);
  const within = path.relative(process.cwd(), absolute);
  const root = within.startsWith('..') || path.isAbsolute(within) ? path.dirname(absolute) : process.cwd();
  const name = path.relative(root, absolute).split(path.sep).join('/');
  const kind = readAs(name);
  if (kind === null) return 'this kind of file is not read (src/readers/documents.ts)';
  const text = decodeText(readFileSync(absolute))?.text;
  if (text === undefined) return 'it is not a text file';

  const policies = { [root]: { ...DEFAULT_POLICY, honourNosec: false } };
  const settings = { rules: RULES.map(({ id }) => id), policies, online: false, env: {} };
  const workspace = openProject(root, settings, { warn: (message) => console.error(message), asks: () => {} });
  const engine = await Engine.create(grammars, RULES, { exhaustive: true });
  const { parts, notes } = await engine.read({ kind: 'text', path: name, text }, workspace);
  // A key with a comment that silences its finding is a key too.
  const unsilenced = text.replace(/touchstone:/gi, 'touchstone_');
  const { findings } = await engine.scan({ kind: 'text', path: name, text: unsilenced }, workspace);
  const secrets = findings.filter(isOfSecret).flatMap((finding) => pointedAt(finding, sourceOf(text, kind.kind)));
  return { kind: kind.kind, parts, notes, masked: maskerOf(secrets) };
}

/** The text in which findings count: the file's, or those of a notebook's cells. */
function sourceOf(text: string, kind: string): string | readonly string[] {
  const notebook = kind === 'notebook' ? readNotebook(text) : null;
  return notebook === null || typeof notebook === 'string' ? text : notebook.cells.map((cell) => cell.text);
}

/** CWE-798: the rules whose findings point at the key itself, not at a name. */
const SECRET_RULES = new Set(
  RULES.filter(({ category, cwe }) => category === 'secrets' && cwe === 798).map(({ id }) => id),
);

const isOfSecret = ({ rule }: LocatedFinding): boolean => SECRET_RULES.has(rule);

/** What a finding points at: the texts of the literals in it, or all of it; and the words that a machine drew. */
function pointedAt({ cell, range }: LocatedFinding, source: string | readonly string[]): readonly string[] {
  const text = typeof source === 'string' ? source : cell === null ? '' : (source[cell] ?? '');
  const lines = new LineIndex(text);
  const whole = text.slice(lines.offsetAt(range.start), lines.offsetAt(range.end));
  const literals = [...whole.matchAll(/(["'])((?:\\.|(?!\1).)+)\1/gs)].map((match) => match[2]!);
  const words = whole.split(/[^A-Za-z0-9_+/=.-]+/).filter(looksRandom);
  return [...(literals.length > 0 ? literals : [whole]), ...words];
}

/** Shorter texts stand in too many words that are no secrets. */
const SHORTEST = 4;

function maskerOf(found: readonly string[]): FileFacts['masked'] {
  const secrets = [...new Set(found)].filter(({ length }) => length >= SHORTEST).sort((a, b) => b.length - a.length);
  const stars = (text: string): string => '*'.repeat(Math.min(text.length, 8));
  return (text) => {
    let result = text;
    for (const secret of secrets) result = result.replaceAll(secret, stars(secret));
    for (const { range } of [...matchFormats(result)].reverse())
      result = result.slice(0, range.start) + stars(textAt(result, range)) + result.slice(range.end);
    return result;
  };
}
