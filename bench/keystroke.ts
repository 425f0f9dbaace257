// node --import tsx bench/keystroke.ts [--keys N]: from a keystroke to findings, in an open document: incremental parse,
// facts, rules, places. The 250 ms that the editor waits after the last key are not in it.
import { parseArgs } from 'node:util';
import { Engine } from '../src/scan/engine';
import { Workspace } from '../src/project/workspace';
import { PythonParser } from '../src/readers/python/parser';
import { grammars } from '../test/harness/grammars';
import { MemoryFiles } from '../test/harness/memory-files';
import { pythonSource, Random } from './corpus';
import { machine, median, percentile, printTable, round } from './measure';

/** What people type: mostly letters; a bracket or a quote comes with its partner, as editors insert them. */
const KEYS = ['e', 't', 'a', 'o', 'i', 'n', 's', '_', ' ', ' ', '=', '()', '""', '.', '1', ','];
/** Of twelve keys this one opens something alone, and the next takes it back: the parser has to recover. */
const ALONE = 6;

function onNewLine(text: string, random: Random): { text: string; at: number } {
  const end = text.indexOf(')\n        ', random.below(text.length - 1000)) + 1;
  return { text: `${text.slice(0, end)}\n        ${text.slice(end)}`, at: end + 9 };
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { keys: { type: 'string', default: '120' } } });
  const engine = await Engine.create(grammars);
  const parser = await PythonParser.create(grammars);
  const workspace = new Workspace({
    files: new MemoryFiles(),
    overrides: { maxFileSize: 50_000_000 },
    clock: { now: Date.now },
    logger: { info: () => {}, warn: () => {}, error: console.error },
  });
  const rows: string[][] = [];
  for (const lines of [1000, 5000, 20_000]) {
    const random = new Random(lines);
    let text = pythonSource({ seed: lines, lines });
    const scan = (session: string) => engine.scan({ kind: 'text', path: 'src/file.py', text, session }, workspace);
    await scan('document');
    const keys: number[] = [];
    const whole: number[] = [];
    let at = 0;
    for (let key = 0; key < Number(values.keys) + 10; key++) {
      // A word or two on a new line of some function, then somewhere else.
      if (key % 12 === 0) ({ text, at } = onNewLine(text, random));
      else if (key % 12 === ALONE + 1) text = text.slice(0, at - 1) + text.slice(at--);
      const typed = key % 12 === ALONE ? random.pick(['(', '"', '[']) : random.pick(KEYS);
      text = text.slice(0, at) + typed + text.slice(at);
      at += 1;
      const start = performance.now();
      await scan('document');
      if (key >= 10) keys.push(performance.now() - start); // the first ones warm the code up
      if (key % 12 !== 0) continue;
      const parse = performance.now();
      parser.parse(text);
      if (key >= 10) whole.push(performance.now() - parse);
    }
    engine.release('document');
    const full = median(whole);
    rows.push([
      `${lines / 1000}k lines, ${round(text.length / 1000, 0)} KB`,
      `${round(percentile(keys, 0.5) / full)} / ${round(percentile(keys, 0.95) / full)}`,
      `${round(percentile(keys, 0.5), 1)} / ${round(percentile(keys, 0.95), 1)} ms`,
      `${round(full, 1)} ms`,
    ]);
  }
  console.log(`${machine()}. ${values.keys} keys each, wall time, p50 / p95.\n`);
  printTable(['document', 'key to findings × one whole parse', 'key to findings', 'one whole parse'], rows);
}

void main();
