import { parseTOML, type AST } from 'toml-eslint-parser';
import type { LocatedEdit } from '../core/finding';
import { LineIndex, rangeOf } from '../core/range';
import { tomlEntries } from '../project/toml-entries';
import { policyFor } from '../project/questions/policy';
import type { Workspace } from '../project/workspace';

/** An entry to be set in the configuration. */
export interface PolicyChange {
  /** Keys from the root of `touchstone.toml`: `["rules", "unsafe-torch-load"]`. */
  readonly keys: readonly [string, ...string[]];
  readonly value: string;
  /** Why, as a comment behind it. */
  readonly reason?: string;
}

const OWN = 'touchstone.toml';

/** The edit that sets an entry in the configuration that holds for a document, or makes `touchstone.toml`. Null for a file of a shape that is not safe to edit. */
export async function changePolicy(
  path: string,
  change: PolicyChange,
  workspace: Workspace,
): Promise<LocatedEdit | null> {
  const { source } = await policyFor(path, workspace);
  const file = source ?? OWN;
  const bytes = await workspace.host.files.read(file);
  if (source !== null && bytes === null) return null;
  return setEntry(file, bytes && new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes), change);
}

/** The same for a text; null as text for a file that is not there yet. Everything else stays character for character. */
export function setEntry(path: string, text: string | null, change: PolicyChange): LocatedEdit | null {
  const place = placeOf(path, text ?? '', change);
  if (!place) return null;
  return { path, range: new LineIndex(text ?? '').positionsOf(rangeOf(place.start, place.end)), text: place.text };
}

function placeOf(path: string, text: string, { keys, value, reason }: PolicyChange) {
  const prefix = path.endsWith('pyproject.toml') ? ['tool', 'touchstone'] : [];
  const whole = [...prefix, ...keys];
  const table = whole.slice(0, -1);
  const read = tomlEntries(text);
  if ('problem' in read) return null; // an edit could make it worse
  const literal = JSON.stringify(value);
  const present = read.entries.find((entry) => isSame(entry.keys, whole));
  if (present) return { ...present.valueRange, text: literal };

  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const line = (name: readonly string[]): string =>
    `${name.map(keyText).join('.')} = ${literal}${reason ? `  # ${reason.replace(/\s+/g, ' ').trim()}` : ''}${newline}`;
  const body = parseTOML(text, { tomlVersion: '1.0' }).body[0].body;
  const header = body.find(
    (node): node is AST.TOMLTable =>
      node.type === 'TOMLTable' && node.kind === 'standard' && isSame(node.resolvedKey, table),
  );
  if (header) return insert(text, endOfLine(text, endOf(header)), line(whole.slice(-1)), newline);
  const top = body.filter((node) => node.type === 'TOMLKeyValue');
  const beside = read.entries.some((entry) => table.length > 0 && isSame(entry.keys.slice(0, table.length), table));
  // `rules = { … }` or `rules.x = …`: a table of that name would be a second one.
  if (
    beside &&
    !body.some((node) => node.type === 'TOMLTable' && isSame(node.resolvedKey.slice(0, table.length), table))
  )
    return null;
  if (table.length === 0) {
    const last = top.at(-1);
    if (last) return insert(text, endOfLine(text, last.range[1]), line(whole), newline);
    const first = body[0];
    return insert(text, first ? first.range[0] : text.length, line(whole) + (first ? newline : ''), newline);
  }
  const gap = text.trim() === '' ? '' : newline;
  return insert(
    text,
    text.length,
    `${gap}[${table.map(keyText).join('.')}]${newline}${line(whole.slice(-1))}`,
    newline,
  );
}

/** Offset behind the last thing that stands in a table, so that a comment behind that stays there. */
const endOf = (table: AST.TOMLTable): number => table.body.at(-1)?.range[1] ?? table.range[1];

function insert(text: string, at: number, added: string, newline: string) {
  const begun = at > 0 && text[at - 1] !== '\n';
  return { start: at, end: at, text: begun ? newline + added : added };
}

/** Offset after the line break that ends the line of `at`, or the end of the text. */
function endOfLine(text: string, at: number): number {
  const stop = text.indexOf('\n', at);
  return stop < 0 ? text.length : stop + 1;
}

const keyText = (key: string): string => (/^[\w-]+$/.test(key) ? key : JSON.stringify(key));

const isSame = (one: readonly (string | number)[], other: readonly (string | number)[]): boolean =>
  one.length === other.length && one.every((part, index) => part === other[index]);
