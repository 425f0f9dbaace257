import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pythonSource, Random } from '../../bench/corpus';
import { RULES } from '../../src/rules/index';
import { Engine } from '../../src/scan/engine';
import { Workspace } from '../../src/project/workspace';
import { grammars } from '../harness/grammars';
import { MemoryFiles } from '../harness/memory-files';
import { fixturesOf } from '../harness/fixture-files';
import { expandPlaceholders } from '../harness/secret-samples';
import { joinedProgram } from './joined-programs';
import { NASTY } from './nasty-programs';
import { tangledProgram } from './tangled-programs';

/** A program in percent format as the JSON of a notebook. */
const notebookOf = (text: string): string =>
  JSON.stringify({
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {},
    cells: text.split(/^# %%.*\n/m).map((source) => ({ cell_type: 'code', metadata: {}, outputs: [], source })),
  });

/** A cell for each statement that begins at the margin after a blank line. */
const inCells = (text: string): string => text.replace(/\n\n+(?=[^\s#)\]}])/g, '\n# %%\n');

const engines = Promise.all([Engine.create(grammars, RULES), Engine.create(grammars, RULES, { exhaustive: true })]);

/** Programs in which a glance found nothing. */
let glances = 0;

/** Scans a program in the short way, by an excerpt, and in the long way, whole; both must say the same. Returns how much that was. */
async function compare(
  text: string,
  path = 'train.py',
  companions: Readonly<Record<string, string>> = {},
  hubCache: Readonly<Record<string, string>> = {},
): Promise<number> {
  const [short, long] = await engines;
  const scan = async (engine: Engine): Promise<{ findings: readonly unknown[]; said: string }> => {
    const workspace = new Workspace({
      files: new MemoryFiles({ ...companions, [path]: text }),
      hubCache: new MemoryFiles(hubCache),
      clock: { now: () => Date.UTC(2026, 10, 1) },
      logger: {
        info: () => {},
        warn: () => {},
        error: (message) => {
          throw new Error(message);
        },
      },
    });
    const input = { kind: 'text', path, text } as const;
    const { findings, notes, suppressed } = await engine.scan(input, workspace);
    const said = JSON.stringify({ findings, notes, suppressed }, null, 1);
    const seen = await engine.glance(input, workspace);
    if (seen)
      assert.equal(
        JSON.stringify({ findings: seen.findings, notes: seen.notes, suppressed: seen.suppressed }, null, 1),
        said,
        'a glance overlooked something',
      );
    glances += seen ? 1 : 0;
    return { findings, said };
  };
  const expected = await scan(long);
  assert.equal((await scan(short)).said, expected.said);
  return expected.findings.length;
}

describe('parsing an excerpt finds what parsing the whole finds', () => {
  it('in a program of which only a comment counts', async () => {
    assert.equal(await compare(expandPlaceholders('# old key: {{secret:github}}\nx = 1\n')), 1);
  });

  for (const [name, text] of Object.entries(NASTY)) it(`in a program with ${name}`, () => compare(text));

  it('in programs with everything of this kind together', async () => {
    const all = Object.values(NASTY).filter((text) => !text.startsWith('\ufeff') && !/\r|\t/.test(text));
    const apart = all
      .map(
        (text, i) =>
          `def part_${i}():\n${text
            .split('\n')
            .map((line) => `    ${line}`)
            .join('\n')}\n`,
      )
      .join('\n');
    assert.ok((await compare(apart)) > 20);
  });

  for (const rule of RULES) {
    it(`in the fixtures of ${rule.id}`, async () => {
      for (const fixture of fixturesOf(rule.id).filter(({ path }) => path.endsWith('.py'))) {
        await compare(fixture.text, fixture.path, fixture.companions, fixture.hubCache);
        await compare(fixture.text.replace(/\n/g, '\r\n'), fixture.path, fixture.companions, fixture.hubCache);
        await compare(
          `class Holder:\n    """Holds it."""\n\n    def method(self):\n${fixture.text
            .split('\n')
            .map((line) => `        ${line}`)
            .join('\n')}\n`,
          fixture.path,
          fixture.companions,
          fixture.hubCache,
        );
      }
    });
  }

  for (const rule of RULES) {
    it(`in the fixtures of ${rule.id}, as notebooks`, async () => {
      for (const fixture of fixturesOf(rule.id).filter(({ path, notebook }) => notebook || path.endsWith('.py'))) {
        for (const text of new Set([fixture.text, inCells(fixture.text)]))
          await compare(
            notebookOf(text),
            fixture.path.replace(/\.py$/, '.ipynb'),
            fixture.companions,
            fixture.hubCache,
          );
      }
    });
  }

  it('in programs with everything of this kind together, as notebooks', async () => {
    for (const text of Object.values(NASTY)) await compare(notebookOf(inCells(text)), 'notebook.ipynb');
    for (let seed = 1; seed <= 60; seed++) await compare(notebookOf(inCells(tangledProgram(seed))), 'notebook.ipynb');
    assert.ok((await compare(notebookOf(Object.values(NASTY).join('\n# %%\n')), 'notebook.ipynb')) > 20);
  });

  it('in the example', async () => {
    assert.ok((await compare(readFileSync(join(__dirname, '../../examples/insecure-training/train.py'), 'utf8'))) > 3);
  });

  for (const density of [0, 0.05, 0.5, 1]) {
    it(`in generated code of which ${density * 100} % is of interest`, async () => {
      let found = 0;
      for (let seed = 1; seed <= 12; seed++)
        found += await compare(pythonSource({ seed, lines: 150 + seed * 20, density }));
      assert.equal(found > 0, density > 0);
    });
  }

  it('in generated code between things of interest', async function () {
    this.timeout(300_000); // half a minute where nothing else runs
    const pieces = RULES.flatMap((rule) => fixturesOf(rule.id))
      .filter(({ path, text }) => path.endsWith('.py') && !/\r|\t/.test(text))
      .map(({ text }) => text);
    for (const [i, piece] of pieces.entries())
      await compare(
        `${pythonSource({ seed: i, lines: 60, density: 0.2 })}\n${piece}\n${pythonSource({ seed: i + 1000, lines: 40 })}`,
      );
  }).timeout(60_000);

  it('in tangled programs', async () => {
    let found = 0;
    for (let seed = 1; seed <= 400; seed++) {
      const text = tangledProgram(seed);
      try {
        found += await compare(text);
      } catch (error) {
        throw new Error(`seed ${seed}: ${(error as Error).message}\n${text}`);
      }
    }
    assert.ok(found > 200);
  }).timeout(60_000);

  it('in programs of which the statements stand behind one another', async () => {
    const fixtures = RULES.flatMap((rule) => fixturesOf(rule.id)).filter(({ path }) => path.endsWith('.py'));
    const programs = [
      ...Object.values(NASTY).map((text) => ({ text, path: 'train.py', companions: {}, hubCache: {} })),
      ...Array.from({ length: 150 }, (_, seed) => ({
        text: tangledProgram(seed + 1000),
        path: 'train.py',
        companions: {},
        hubCache: {},
      })),
      ...fixtures,
    ];
    let found = 0;
    for (const [i, { text, path, companions, hubCache }] of programs.entries()) {
      const joined = await joinedProgram(text, new Random(i), 30 + (i % 3) * 35);
      if (joined === text) continue;
      const notebook = i % 4 === 0;
      try {
        found += await compare(
          notebook ? notebookOf(inCells(joined)) : joined,
          notebook ? path.replace(/\.py$/, '.ipynb') : path,
          companions,
          hubCache,
        );
      } catch (error) {
        throw new Error(`${(error as Error).message}\n${joined}`);
      }
    }
    assert.ok(found > 2000, `${found}`);
  }).timeout(120_000);

  it('by a glance, where functions are only spoken of', async () => {
    const texts = [
      'def add(a, b):\n    return a + b\n',
      'import torch\n\n\ndef restore(path):\n    """Calls torch.load(path)."""\n    return None  # not torch.load(path)\n',
      'from diffusers import DiffusionPipeline\n\nEXAMPLE = """\n    >>> pipe = DiffusionPipeline.from_pretrained("acme/model")\n"""\n',
      'import torch  # noqa: F401\n',
    ];
    glances = 0;
    for (const text of texts) assert.equal(await compare(text), 0);
    assert.equal(glances, texts.length);
  });
});
