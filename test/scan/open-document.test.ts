import assert from 'node:assert/strict';
import { pythonSource, Random } from '../../bench/corpus';
import { RULES } from '../../src/rules/index';
import { Engine } from '../../src/scan/engine';
import { Workspace } from '../../src/project/workspace';
import { grammars } from '../harness/grammars';
import { MemoryFiles } from '../harness/memory-files';
import { fixturesOf } from '../harness/fixture-files';
import { joinedProgram } from './joined-programs';

const workspace = new Workspace({
  files: new MemoryFiles({}),
  overrides: { maxFileSize: 50_000_000 },
  clock: { now: () => Date.UTC(2026, 10, 1) },
  logger: {
    info: () => {},
    warn: () => {},
    error: (message) => {
      throw new Error(message);
    },
  },
});
const engine = Engine.create(grammars, RULES);

let fresh = 0;

/** An open document must say after each change what a document says that is opened with that text. */
async function compare(session: string, text: string): Promise<number> {
  const scan = async (id: string) =>
    (await engine).scan({ kind: 'text', path: 'src/train.py', text, session: id }, workspace);
  const open = await scan(session);
  const id = `fresh ${fresh++}`;
  const expected = await scan(id);
  (await engine).release(id);
  assert.deepEqual(open, expected);
  return expected.findings.length;
}

const TYPED = [
  'x',
  'e',
  ' ',
  '=',
  '(',
  ')',
  '()',
  '"',
  '""',
  "'",
  '[',
  ']',
  ',',
  '.',
  ':',
  '#',
  '\n',
  '\n    ',
  '\n        ',
  'torch',
  'model',
  'load',
  'None',
  'True',
  'if x:',
  'def f():',
  'return',
  '# touchstone: ignore[unsafe-torch-load] why',
  'import os',
  '"""',
  '\\',
  '🙂',
  'path',
  'data = ',
  'weights_only=True',
  ';',
  '; ',
  '; x = 1',
  'x = 1; path = y',
  'if x: y; z',
  'import os; ',
];

async function type(text: string, seed: number, keys: number): Promise<number> {
  const random = new Random(seed);
  const session = `typing ${seed}`;
  let found = await compare(session, text);
  let at = random.below(text.length);
  for (let key = 0; key < keys; key++) {
    if (random.below(6) === 0) at = random.below(text.length + 1);
    if (random.below(8) === 0) at = Math.max(0, text.lastIndexOf('\n', at));
    if (random.below(4) === 0) {
      const length = random.below(3) === 0 ? random.below(60) : 1;
      text = text.slice(0, Math.max(0, at - length)) + text.slice(at);
      at = Math.max(0, at - length);
    } else {
      const typed = random.pick(TYPED);
      text = text.slice(0, at) + typed + text.slice(at);
      at += typed.length;
    }
    try {
      found += await compare(session, text);
    } catch (error) {
      throw new Error(
        `seed ${seed}, key ${key} at ${at}: ${(error as Error).message}\n${text.length < 3000 ? text : text.slice(Math.max(0, at - 400), at + 200)}`,
      );
    }
  }
  (await engine).release(session);
  return found;
}

describe('typing in an open document', () => {
  const texts = RULES.flatMap((rule) => fixturesOf(rule.id))
    .filter(({ path, text }) => path.endsWith('.py') && text.length > 200)
    .map(({ text }) => text);

  it('finds what a fresh look finds, in small documents', async () => {
    let found = 0;
    for (let seed = 0; seed < 60; seed++)
      found += await type(texts[(seed * 7) % texts.length]!.slice(0, 4000), seed, 25);
    assert.ok(found > 1000, `${found}`);
  }).timeout(240_000);

  it('finds what a fresh look finds, where statements stand behind one another', async () => {
    let found = 0;
    for (let seed = 0; seed < 40; seed++) {
      const text = texts[(seed * 13) % texts.length]!.slice(0, 4000);
      found += await type(await joinedProgram(text, new Random(seed), 30 + (seed % 3) * 30), 2000 + seed, 25);
    }
    assert.ok(found > 800, `${found}`);
  }).timeout(240_000);

  it('finds what a fresh look finds, in large documents', async () => {
    let found = 0;
    for (let seed = 0; seed < 8; seed++)
      found += await type(
        await joinedProgram(
          `${pythonSource({ seed, lines: 900, density: 0.05 })}\n${texts[(seed * 11) % texts.length]!}\n${pythonSource({ seed: seed + 50, lines: 200 })}`,
          new Random(seed),
          (seed % 4) * 20,
        ),
        1000 + seed,
        30,
      );
    assert.ok(found > 1000, `${found}`);
  }).timeout(240_000);
});
