// node --import tsx bench/throughput.ts [--corpus DIR] [--rounds N]: how fast files are scanned, one thread, against
// reading their bytes, parsing them with the same parser and nothing else, and ruff's S rules, all in one run.
import { parseArgs } from 'node:util';
import { PositionEncoding, Workspace as Ruff } from '@astral-sh/ruff-wasm-nodejs';
import { Language, Parser } from 'web-tree-sitter';
import { Engine } from '../src/scan/engine';
import { Workspace } from '../src/project/workspace';
import { grammars } from '../test/harness/grammars';
import { MemoryFiles } from '../test/harness/memory-files';
import { corpusOf, cpuOf, machine, median, printTable, round } from './measure';

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { corpus: { type: 'string' }, rounds: { type: 'string', default: '5' } } });
  const { name, files } = corpusOf(values.corpus);
  const bytes = files.map((file) => Buffer.from(file.text));
  const megabytes = bytes.reduce((sum, file) => sum + file.length, 0) / 1e6;

  await Parser.init({ wasmBinary: grammars.runtime });
  const parser = new Parser();
  parser.setLanguage(await Language.load(grammars.python));
  const engine = await Engine.create(grammars);
  const workspace = new Workspace({
    files: new MemoryFiles(),
    overrides: { maxFileSize: 50_000_000 },
    clock: { now: Date.now },
    logger: { info: () => {}, warn: () => {}, error: console.error },
  });
  const ruff = new Ruff({ ...Ruff.defaultSettings(), lint: { select: ['S'] } }, PositionEncoding.Utf16);
  let findings = 0;
  let ruffFindings = 0;

  const contenders: Record<string, () => unknown> = {
    'decode the bytes': () => {
      for (const file of bytes) file.toString('utf8');
    },
    'parse, and nothing else': () => {
      for (const file of files) parser.parse(file.text)!.delete();
    },
    'touchstone scan, all rules': async () => {
      findings = 0;
      for (const { text } of files)
        findings += (await engine.scan({ kind: 'text', path: 'src/file.py', text }, workspace)).findings.length;
    },
    'ruff (wasm), its S rules': () => {
      ruffFindings = 0;
      for (const { text } of files) ruffFindings += ruff.check(text).length;
    },
  };
  const times = new Map<string, number[]>(Object.keys(contenders).map((key) => [key, []]));
  for (const run of Object.values(contenders)) await run(); // warm
  for (let i = 0; i < Number(values.rounds); i++)
    for (const [key, run] of Object.entries(contenders)) times.get(key)!.push(await cpuOf(run));

  const milliseconds = (key: string): number => median(times.get(key)!);
  const parse = milliseconds('parse, and nothing else');
  const peer = milliseconds('ruff (wasm), its S rules');
  console.log(
    `Corpus: ${name}, ${round(megabytes)} MB of Python. ${machine()}. CPU time, one thread, median of ${values.rounds} interleaved rounds.`,
  );
  console.log(`Touchstone reports ${findings} findings, ruff ${ruffFindings}.\n`);
  printTable(
    ['', '× bare parse', '× ruff S', 'MB/s'],
    Object.keys(contenders).map((key) => [
      key,
      round(parse / milliseconds(key)),
      round(peer / milliseconds(key)),
      round((megabytes / milliseconds(key)) * 1000, 1),
    ]),
  );
}

void main();
