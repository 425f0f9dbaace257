// npm run facts -- FILE [--json]: prints what a rule can hear of a file: calls with their callees and the values of their arguments,
// imports, assignments, strings, commands, requirements, entries of configurations. For those who write rules. What a rule for secrets
// points at, and what has the form of a key, is starred.
import { existsSync, statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { listFacts, type Told } from './facts/list';
import { readFacts, type FileFacts } from './facts/read';

/** Longer texts are cut in what people read. */
const WIDEST = 160;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { json: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const [file] = positionals;
  if (file === undefined || positionals.length > 1) throw new Problem('say which file: npm run facts -- FILE [--json]');
  if (!existsSync(file) || !statSync(file).isFile()) throw new Problem(`${file} is no file`);
  const facts = await readFacts(file);
  if (typeof facts === 'string') throw new Problem(`${file}: ${facts}`);
  console.log(values.json ? jsonOf(file, facts) : textOf(facts));
}

/** Something that the person can put right. */
class Problem extends Error {}

function textOf(facts: FileFacts): string {
  const rows = listFacts(facts).map((told) => [placeOf(told), told.kind, shortened(told.text)] as const);
  const widths = [0, 1].map((column) => Math.max(0, ...rows.map((row) => row[column]!.length)));
  return [
    ...rows.map(([place, kind, text]) => `${place.padEnd(widths[0]!)}  ${kind.padEnd(widths[1]!)}  ${text}`),
    ...facts.notes.map(({ message }) => `note: ${message}`),
    `${facts.kind}: ${rows.length} facts`,
  ].join('\n');
}

const placeOf = ({ cell, line, column }: Told): string => `${cell === null ? '' : `cell ${cell} `}${line}:${column}`;

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > WIDEST ? `${line.slice(0, WIDEST)}…` : line;
}

const jsonOf = (path: string, facts: FileFacts): string =>
  JSON.stringify(
    {
      path,
      kind: facts.kind,
      facts: listFacts(facts).map(({ kind, cell, line, column, fact }) => ({ kind, cell, line, column, fact })),
      notes: facts.notes,
    },
    (_, value: unknown) => plain(value, facts),
    2,
  );

/** Facts work some of their properties out when they are asked: those have no place of their own in JSON. */
function plain(value: unknown, facts: FileFacts): unknown {
  if (typeof value === 'string') return facts.masked(value);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const getters = Object.entries(Object.getOwnPropertyDescriptors(Object.getPrototypeOf(value) as object))
    .filter(([name, { get }]) => get !== undefined && name !== '__proto__')
    .map(([name]) => [name, (value as Record<string, unknown>)[name]] as const);
  return { ...value, ...Object.fromEntries(getters) };
}

main().catch((error: unknown) => {
  const said = error instanceof Problem || String((error as { code?: string }).code).startsWith('ERR_PARSE_ARGS');
  console.error(said ? `touchstone: ${(error as Error).message}` : error);
  process.exitCode = said ? 2 : 70;
});
