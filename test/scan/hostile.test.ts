import assert from 'node:assert/strict';
import type { FileSystem } from '../../src/core/host';
import { DEFAULT_POLICY } from '../../src/core/policy';
import { readNotebook, type NotebookFile } from '../../src/readers/notebook/notebook-file';
import type { ScanOutcome } from '../../src/scan/outcome';
import { Engine } from '../../src/scan/engine';
import { cellPlaces, changeCells } from '../../src/scan/notebook-edit';
import { decodeText } from '../../src/project/text-encoding';
import { walk } from '../../src/project/walk';
import { Workspace } from '../../src/project/workspace';
import { grammars } from '../harness/grammars';
import { MemoryFiles } from '../harness/memory-files';
import { sampleSecret } from '../harness/secret-samples';

/** A guard against what never ends, not a measurement. */
const DEADLINE = 60_000;

const HEAD = 'import torch\n';
const LOAD = 'torch.load("a.pt", weights_only=False)';
const TAIL = `\n${LOAD}\n`;
const key = sampleSecret('huggingface');

const engine = Engine.create(grammars);

/** Scans, and makes sure that the engine is as good as before. */
async function scan(
  path: string,
  text: string,
  options: { readonly maxFileSize?: number; readonly companions?: Readonly<Record<string, string>> } = {},
): Promise<ScanOutcome> {
  const failures: string[] = [];
  const workspace = new Workspace({
    files: new MemoryFiles({ ...options.companions, [path]: text }),
    overrides: { maxFileSize: options.maxFileSize ?? 1_000_000 },
    clock: { now: () => 0 },
    logger: { info: () => {}, warn: () => {}, error: (message) => failures.push(message) },
  });
  const outcome = await (await engine).scan({ kind: 'text', path, text }, workspace);
  await workspace.lockNotes(path);
  assert.deepEqual(failures, []);
  const after = await (await engine).scan({ kind: 'text', path: 'after.py', text: HEAD + TAIL }, workspace);
  assert.ok(
    after.findings.some(({ rule }) => rule === 'unsafe-torch-load'),
    'the engine is spoiled for other files',
  );
  return outcome;
}

const rules = ({ findings }: ScanOutcome): string[] => [...new Set(findings.map(({ rule }) => rule))].sort();
const messages = ({ notes }: ScanOutcome): string => notes.map(({ message }) => message).join('; ');
const tower = (levels: number, head: string): string =>
  Array.from({ length: levels }, (_, i) => `${' '.repeat(i)}${head}\n`).join('') + `${' '.repeat(levels)}${LOAD}\n`;
const numbered = (count: number, line: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => line(i)).join('\n');

/** `found`: the load after it is found all the same; `note`: what is left out is said. Otherwise it only has to end. */
const PYTHON: Readonly<Record<string, readonly [text: () => string, expected?: 'found' | RegExp]>> = {
  'a line of 10 MB': [() => `${HEAD}x = "${'a'.repeat(10_000_000)}"${TAIL}`, 'found'],
  'ten million letters without a line': [() => 'ab '.repeat(3_000_000)],
  '100,000 parentheses': [() => `${HEAD}x = ${'('.repeat(100_000)}1${')'.repeat(100_000)}${TAIL}`, 'found'],
  '100,000 parentheses around a load': [
    () => `${HEAD}x = ${'('.repeat(100_000)}${LOAD}${')'.repeat(100_000)}\n`,
    /nested too deeply/,
  ],
  '100,000 open parentheses': [() => `${HEAD}x = ${'('.repeat(100_000)}${TAIL}`],
  '100,000 open brackets of all kinds': [() => `${HEAD}x = ${'([{'.repeat(33_333)}${TAIL}`],
  '100,000 closing brackets': [() => `${HEAD}${')'.repeat(100_000)}${TAIL}`],
  '100,000 lists around a load': [
    () => `${HEAD}x = ${'['.repeat(100_000)}${LOAD}${']'.repeat(100_000)}\n`,
    /nested too deeply/,
  ],
  '100,000 dictionaries around a load': [
    () => `${HEAD}x = ${'{"a":'.repeat(100_000)}${LOAD}${'}'.repeat(100_000)}\n`,
    /nested too deeply/,
  ],
  '100,000 calls around a load': [
    () => `${HEAD}x = ${'f('.repeat(100_000)}${LOAD}${')'.repeat(100_000)}\n`,
    /nested too deeply/,
  ],
  '100,000 calls of a call': [() => `${HEAD}x = f${'()'.repeat(100_000)}${TAIL}`, 'found'],
  'f-strings in f-strings': [() => `${HEAD}x = ${'f"{'.repeat(100_000)}1${'}"'.repeat(100_000)}${TAIL}`],
  'f-strings in f-strings with other quotes': [
    () => `${HEAD}x = ${"f'''{f\"{".repeat(50_000)}1${"}\"}'''".repeat(50_000)}${TAIL}`,
  ],
  '300 suites in suites': [() => HEAD + tower(300, 'if x:')],
  '1,000 suites in suites': [() => HEAD + tower(1_000, 'if x:'), /nested too deeply/],
  '1,000 functions in functions': [() => HEAD + tower(1_000, 'def f():'), /nested too deeply/],
  '1,200 suites in suites, with tabs': [
    () =>
      `${HEAD}${Array.from({ length: 1_200 }, (_, i) => `${'\t'.repeat(i)}while x:\n`).join('')}${'\t'.repeat(1_200)}${LOAD}\n`,
    /nested too deeply/,
  ],
  '100,000 ifs in a line': [() => `${HEAD}${'if x: '.repeat(100_000)}${LOAD}${TAIL}`],
  '100,000 ifs without suites': [() => `${HEAD}${'if x:\n'.repeat(100_000)}${TAIL}`],
  'a line that begins with a million blanks': [() => `${HEAD}${' '.repeat(900_000)}${LOAD}\n`],
  '100,000 nots': [() => `${HEAD}x = ${'not '.repeat(100_000)}${LOAD}\n`, /nested too deeply/],
  '100,000 minuses': [() => `${HEAD}x = ${'-'.repeat(100_000)}1${TAIL}`, 'found'],
  '100,000 attributes': [() => `${HEAD}x = ${'a.'.repeat(100_000)}b${TAIL}`, 'found'],
  'a load behind 100,000 attributes': [() => `${HEAD}x = torch.${'a.'.repeat(100_000)}load("x")${TAIL}`],
  'a key for 100,000 attributes': [() => `${'a.'.repeat(100_000)}token = "${key}"\n`],
  '100,000 sums': [() => `${HEAD}x = ${'a + '.repeat(100_000)}b${TAIL}`, 'found'],
  '100,000 strings added': [() => `${HEAD}x = ${'"a" + '.repeat(100_000)}"b"\ntorch.load(x, weights_only=False)\n`],
  '100,000 strings in a row': [
    () => `${HEAD}x = (${'"a" '.repeat(100_000)})\ntorch.load(x, weights_only=False)\n`,
    'found',
  ],
  '100,000 powers and ands': [() => `${HEAD}a = ${'a ** '.repeat(100_000)}b\nb = ${'a and '.repeat(100_000)}b\n`],
  '100,000 conditions': [() => `${HEAD}x = ${'a if b else '.repeat(80_000)}${LOAD}\n`, /nested too deeply/],
  '100,000 lambdas': [() => `${HEAD}x = ${'lambda: '.repeat(100_000)}${LOAD}\n`],
  '100,000 names for one value': [() => `${HEAD}${'x = '.repeat(100_000)}${LOAD}\n`],
  'lists of lists of lists, by name': [
    () =>
      `${HEAD}x0 = ("a",)\n${numbered(60, (i) => `x${i + 1} = (x${i}, x${i}, x${i}, x${i})`)}\ntorch.load(x60, weights_only=False)\n`,
    'found',
  ],
  'mappings of mappings, by name': [
    () =>
      `${HEAD}x0 = {"a": 1}\n${numbered(60, (i) => `x${i + 1} = {**x${i}, **x${i}, "b": x${i}}`)}\ntorch.load("a.pt", **x60)\n`,
  ],
  'strings of strings, by name': [
    () =>
      `${HEAD}x0 = "aaaaaaaa"\n${numbered(60, (i) => `x${i + 1} = f"{x${i}}{x${i}}" + x${i} + x${i}`)}\ntorch.load(x60, weights_only=False)\n`,
    'found',
  ],
  'names that mean one another': [
    () =>
      `from functools import partial\n${HEAD}a = b\nb = a\nf = partial(g)\ng = partial(f)\nf(a)\nx = [x]\ntorch.load(x)\nclass A(B): pass\nclass B(A): pass\ntorch.load(A.path)${TAIL}`,
    'found',
  ],
  'a million strings': [() => `${HEAD}x = [${'"ab", '.repeat(1_000_000)}]${TAIL}`, 'found'],
  '100,000 quotes': [() => `${HEAD}${"'".repeat(100_001)}${TAIL}`],
  'a million backslashes': [() => `${HEAD}x = "${'\\'.repeat(900_000)}${TAIL}`],
  '100,000 continued lines': [() => `${HEAD}${'x = \\\n'.repeat(100_000)}1${TAIL}`],
  '60,000 suppressions of nothing': [() => `${HEAD}${'# nosec\n'.repeat(60_000)}${TAIL}`, 'found'],
  '60,000 suppressions in a list': [() => `${HEAD}x = [\n${'1, # nosec\n'.repeat(60_000)}]${TAIL}`],
  '100,000 decorators': [() => `${HEAD}${'@torch.load("x")\n'.repeat(100_000)}def f(): pass\n`],
  '40,000 beginnings of tokens in a string': [() => `${HEAD}x = "${'eyJhbGciOi.'.repeat(40_000)}"${TAIL}`, 'found'],
  '8,000 beginnings of keys in a string': [() => `${HEAD}x = "${'sk-'.repeat(8_000)}"${TAIL}`, 'found'],
  '8,000 interpolations in a string': [() => `${HEAD}x = f"${'{token}sk-{{'.repeat(8_000)}"${TAIL}`, 'found'],
  '20,000 loads in a list': [() => `${HEAD}x = [${'torch.load("a", weights_only=False), '.repeat(20_000)}]\n`, 'found'],
  '20,000 loads, line by line': [() => `${HEAD}${'torch.load("a", weights_only=False)\n'.repeat(20_000)}`, 'found'],
  '20,000 loads of files that are named': [
    () => `${HEAD}${numbered(20_000, (i) => `p${i} = "a${i}.pt"\nm${i} = torch.load(p${i}, weights_only=False)`)}\n`,
    'found',
  ],
  '10,000 functions that load': [
    () => `${HEAD}${numbered(10_000, (i) => `def f${i}(p):\n    return torch.load(p, weights_only=False)`)}\n`,
    'found',
  ],
  '20,000 models from the hub': [
    () =>
      `${HEAD}from transformers import AutoModel\n${numbered(20_000, (i) => `m${i} = AutoModel.from_pretrained("a/b${i}", trust_remote_code=True)`)}${TAIL}`,
    'found',
  ],
  '60,000 loads in a list that are not called': [() => `${HEAD}x = [${'torch.load, '.repeat(60_000)}]${TAIL}`, 'found'],
  'a load imported 8,000 times': [() => `from torch import (${'load, '.repeat(8_000)})\nimport torch${TAIL}`, 'found'],
  '8,000 loads in loads': [
    () => `${HEAD}x = ${'torch.load('.repeat(8_000)}1${')'.repeat(8_000)}\n`,
    /nested too deeply/,
  ],
  '8,000 assignments in loads': [() => `${HEAD}${'x = torch.load('.repeat(8_000)}${TAIL}`],
  'a name of 2,000 tokens': [() => `${HEAD}${'token_'.repeat(2_000)} = "abc"${TAIL}`, 'found'],
  'NUL bytes': [() => `${HEAD}${'\0'.repeat(100_000)}${TAIL}`],
  '60,000 carriage returns for line ends': [
    () => `${HEAD}${'x = 1\n'.repeat(60_000)}${LOAD}\n`.replace(/\n/g, '\r'),
    'found',
  ],
  'carriage returns for line ends': [() => `${HEAD}x = 1\n${LOAD}\n`.replace(/\n/g, '\r'), 'found'],
  'line ends of every kind': [() => `${HEAD}\r\nx = 1\r\ry = 2\n\r${LOAD}\r\n`, 'found'],
  'form feeds': [() => `${HEAD}\f\n\fx = 1\n\f${LOAD}\n\f`, 'found'],
  'line separators in strings': [() => `${HEAD}${'x = "\u2028\u2029\u0085"\n'.repeat(1_000)}${TAIL}`, 'found'],
  'a mark in the middle': [() => `${HEAD}x = 1 \ufeff\n\ufeff${TAIL}`],
  'halves of characters': [() => `${HEAD}x = "${'\ud83d'.repeat(50_000)}"${TAIL}`, 'found'],
  'a name of a million letters': [() => `${HEAD}${'a'.repeat(900_000)} = "abc"${TAIL}`, 'found'],
  'a key of 700,000 letters': [() => `data = "${'hf_Ab3'.repeat(100_000)}"\n`],
  'a URL that never ends': [() => `data = "postgresql://u:${'p'.repeat(900_000)}"\n`],
  '9,000 beginnings of private keys': [() => `data = """${'-----BEGIN PRIVATE KEY-----\n'.repeat(9_000)}"""\n`],
};

const laughs = `a0: &a0 ["x", "x"]\n${numbered(60, (i) => `a${i + 1}: &a${i + 1} [${`*a${i},`.repeat(9)}]`)}\ntoken: "${key}"\n`;

const DATA: Readonly<Record<string, readonly [path: string, text: () => string, expected?: 'found' | RegExp]>> = {
  'YAML that grows by its aliases': ['a.yaml', () => laughs, 'found'],
  'YAML of 100,000 brackets': [
    'a.yaml',
    () => `token: "${key}"\na: ${'['.repeat(100_000)}${']'.repeat(100_000)}`,
    /line by line/,
  ],
  'YAML of 1,000 levels': [
    'a.yaml',
    () => Array.from({ length: 1_000 }, (_, i) => `${' '.repeat(i)}a:\n`).join(''),
    /line by line/,
  ],
  'YAML of 100,000 hyphens': ['a.yaml', () => `${'- '.repeat(100_000)}x`, /line by line/],
  'YAML of 100,000 question marks': ['a.yaml', () => `${'? '.repeat(100_000)}x`, /line by line/],
  'YAML of many documents': ['a.yaml', () => '---\na: b\n'.repeat(20_000)],
  'YAML with an open quote': ['a.yaml', () => `a: "${'x\n'.repeat(100_000)}`],
  'JSON of 100,000 arrays': ['a.json', () => '['.repeat(100_000) + ']'.repeat(100_000), /nested deeper/],
  'JSON of 100,000 objects': ['a.json', () => `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`, /nested deeper/],
  'JSON with 100,000 values': ['a.json', () => `[${'"token",'.repeat(100_000)}1]`, /only the first/],
  'JSON that is nothing but ends': ['a.json', () => '}'.repeat(900_000)],
  'TOML of 100,000 arrays': ['a.toml', () => `token = "${key}"\na = ${'['.repeat(100_000)}${']'.repeat(100_000)}`],
  'TOML of 100,000 tables in tables': ['a.toml', () => `a = ${'{a = '.repeat(100_000)}1${'}'.repeat(100_000)}`],
  'TOML with a key of 100,000 parts': ['a.toml', () => `${'a.'.repeat(100_000)}b = 1`],
  'INI of a megabyte': ['a.ini', () => `[s]\ntoken = ${key}\n${'name = abc\n'.repeat(80_000)}`, 'found'],
  'INI of one line': ['a.ini', () => `token = ${'a'.repeat(900_000)}`],
  'INI of blanks': ['a.ini', () => `token${' '.repeat(900_000)}= a`],
  'a dotenv file of open quotes': ['.env', () => `HF_TOKEN=${key}\n${'A="abc\n'.repeat(80_000)}`, 'found'],
  'a dotenv file with a line of a megabyte': ['.env', () => `A=${' '.repeat(900_000)}x`],
  'a netrc of quotes': ['.netrc', () => `"${'\\"'.repeat(400_000)}`],
  '160,000 requirements': ['requirements.txt', () => 'torch\n'.repeat(160_000), /only the first 20000/],
  'a requirement of a megabyte': ['requirements.txt', () => `torch${'>=1,'.repeat(220_000)}`],
  'a requirement of 400,000 words': ['requirements.txt', () => `torch ${'a '.repeat(400_000)}`],
  'requirements of backslashes': ['requirements.txt', () => `${'\\\n'.repeat(300_000)}${'\\'.repeat(300_000)}`],
  'requirements that include themselves': ['requirements.txt', () => '-r requirements.txt\n'.repeat(20_000)],
  'a marker of parentheses': ['requirements.txt', () => `torch; ${'('.repeat(100_000)}python_version < "3"`],
};

describe('hostile input', function () {
  this.timeout(DEADLINE);

  for (const [name, [text, expected]] of Object.entries(PYTHON)) {
    it(`Python: ${name}`, async () => {
      const outcome = await scan('train.py', text(), { maxFileSize: 50_000_000 });
      // A busy machine may use the parser's time up; that is said, and is all right.
      if (/parsing took longer/.test(messages(outcome))) return;
      if (expected === 'found')
        assert.ok(rules(outcome).includes('unsafe-torch-load'), messages(outcome) || 'nothing was found');
      else if (expected) assert.match(messages(outcome), expected);
    });
  }

  for (const [name, [path, text, expected]] of Object.entries(DATA)) {
    it(name, async () => {
      const outcome = await scan(path, text());
      if (expected === 'found') assert.ok(outcome.findings.length > 0, messages(outcome) || 'nothing was found');
      else if (expected) assert.match(messages(outcome), expected);
    });
  }

  it('that takes the rules too long is judged in part, and that is said', async () => {
    let time = 0;
    const workspace = new Workspace({
      files: new MemoryFiles({}),
      clock: { now: () => (time += 10) },
      logger: { info: () => {}, warn: () => {}, error: (message) => assert.fail(message) },
    });
    const outcome = await (
      await engine
    ).scan({ kind: 'text', path: 'train.py', text: `${HEAD}${`${LOAD}\n`.repeat(5_000)}` }, workspace);
    assert.match(messages(outcome), /judged only in part/);
    assert.ok(outcome.findings.length > 0 && outcome.findings.length < 5_000);
  });

  it('says that a file is too large, whatever it is', async () => {
    for (const path of ['a.py', 'a.yaml', 'a.toml', 'a.json', 'a.ini', '.env', 'requirements.txt', 'a.ipynb']) {
      const outcome = await scan(path, 'x'.repeat(path.endsWith('.ipynb') ? 60_000 : 1_200), { maxFileSize: 1_000 });
      assert.match(messages(outcome), /^not read: larger than \d+ bytes$/, path);
    }
  });

  it('reads locks that are deep, endless or broken', async () => {
    for (const [name, text] of [
      ['uv.lock', `a = ${'['.repeat(100_000)}`],
      ['Pipfile.lock', '['.repeat(100_000)],
      ['poetry.lock', '[[package]]\n'.repeat(50_000)],
      ['uv.lock', `version = 1\n${numbered(21_000, (i) => `[[package]]\nname = "a${i}"\nversion = "1"`)}`],
      ['pylock.toml', '\0'],
      ['pdm.lock', '[[package]]\nname = "torch"\nversion = "a"\n'],
      ['pdm.lock', `a${'.a'.repeat(50_000)} = 1`],
    ] as const)
      assert.ok(
        (await scan('requirements.txt', 'torch>2\n', { companions: { [name]: text } })).findings.length > 0,
        name,
      );
  });

  describe('notebooks', () => {
    const cell = (source: unknown, outputs: unknown = []) => ({
      cell_type: 'code',
      metadata: {},
      execution_count: 1,
      source,
      outputs,
    });
    const notebook = (cells: unknown): string =>
      JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 });

    it('of wrong shapes', async () => {
      for (const text of [
        '',
        '[]',
        'null',
        '1',
        '"x"',
        '{',
        '{}',
        '{"cells":null}',
        '{"cells":{}}',
        '{"cells":[null,1,"x",[],{}]}',
        '{"worksheets":[{"cells":[{"cell_type":"code","input":1}]}]}',
        '{"cells":[{"cell_type":"code","source":{"a":1},"outputs":{"a":1}}]}',
        '{"cells":[{"cell_type":"code","source":[1,null,["x"]],"outputs":[null,1,{"data":null},{"data":{"text/plain":1}},{"text":{}}]}],"metadata":[]}',
        '{"__proto__":{"cells":[]}}',
        `{"cells":${'['.repeat(100_000)}`,
      ]) {
        assert.deepEqual((await scan('n.ipynb', text)).findings, [], text.slice(0, 50));
      }
      const odd = await scan('n.ipynb', notebook([null, cell(1), cell([HEAD, 1, null, LOAD], 7), { source: 'x' }]));
      assert.deepEqual(
        odd.findings.map(({ cell: index }) => index),
        [2],
      );
    });

    it('with more cells than anybody has', async () => {
      assert.match(
        messages(await scan('n.ipynb', notebook(Array.from({ length: 100_000 }, () => cell('x = 1'))))),
        /more than 20000 cells/,
      );
      const many = await scan(
        'n.ipynb',
        notebook([...Array.from({ length: 10_000 }, (_, i) => cell(`x = ${i}`)), cell(HEAD + LOAD)]),
      );
      assert.deepEqual(
        many.findings.map(({ cell: index }) => index),
        [10_000],
      );
    });

    it('with loads in each of 20,000 cells', async () => {
      const outcome = await scan('n.ipynb', notebook(Array.from({ length: 20_000 }, () => cell(HEAD + LOAD))));
      assert.equal(outcome.findings.filter(({ rule }) => rule === 'unsafe-torch-load').length, 20_000);
    });

    it('with magics without end', async () => {
      for (const source of [
        '!pip install torch\n'.repeat(2_000),
        `%%bash\n${'pip install torch; '.repeat(10_000)}`,
        `!pip install ${'{'.repeat(300_000)}`,
        `!pip install ${'$('.repeat(300_000)}`,
        'x?\n'.repeat(20_000),
        'x.x.x = !ls\n'.repeat(5_000),
        '%'.repeat(500_000),
        `${'#\n'.repeat(200_000)}%%bash\nx`,
      ])
        await scan('n.ipynb', notebook([cell(source)]));
    });

    it('with suites in suites', async () => {
      const outcome = await scan('n.ipynb', notebook([cell(HEAD + tower(1_000, 'if x:')), cell(HEAD + LOAD)]));
      assert.match(messages(outcome), /cell 0 not read: code is nested too deeply/);
      assert.deepEqual(
        outcome.findings.map(({ cell: index }) => index),
        [1],
      );
    });

    it('with outputs without end: code is read, images are passed over, text is cut and that is said', async () => {
      const image = {
        output_type: 'display_data',
        data: { 'image/png': 'iVBOR'.repeat(400_000), 'text/plain': [`token ${key}\n`] },
      };
      const pictures = await scan('n.ipynb', notebook([cell([HEAD, LOAD], [image, image, image])]));
      assert.deepEqual(rules(pictures), ['secret-in-notebook-output', 'unsafe-torch-load']);
      assert.deepEqual(pictures.notes, []);
      const stream = {
        output_type: 'stream',
        text: [`token ${key}\n`, ...Array.from({ length: 120_000 }, () => 'step 1 of 1\n')],
      };
      const text = notebook([
        cell([HEAD, LOAD], [stream, stream]),
        cell('y = "}]"', [{ output_type: 'stream', text: ['"outputs": [{'] }]),
      ]);
      const printed = await scan('n.ipynb', text);
      assert.deepEqual(rules(printed), ['secret-in-notebook-output', 'unsafe-torch-load']);
      assert.match(messages(printed), /outputs not read to their end/);
      assert.deepEqual(
        (readNotebook(text) as NotebookFile).cells.map((each) => each.text),
        cellPlaces(text)!.map((place) => place.text),
      );
      const at = cellPlaces(text)![1]!.locate(0);
      assert.equal(text.slice(at, at + 5), 'y = \\');
      assert.equal(changeCells(text, [{ cell: 1, text: 'z' }]), text.replace('"y = \\"}]\\""', '"z"'));
      assert.equal(
        (JSON.parse(changeCells(text, [{ cell: 0, clearOutputs: true }])!) as { cells: { outputs: unknown[] }[] })
          .cells[0]!.outputs.length,
        0,
      );
      const deep = await scan(
        'n.ipynb',
        `{"cells":[{"cell_type":"code","source":"${HEAD.trim()}\\n${LOAD.replace(/"/g, '\\"')}","outputs":[{"data":{"application/json":${'['.repeat(1_200_000)}${']'.repeat(1_200_000)}}}]}]}`,
      );
      assert.deepEqual(rules(deep), ['unsafe-torch-load']);
    });
  });

  describe('bytes', () => {
    const utf16 = (text: string, little: boolean): Uint8Array => {
      const bytes = new Uint8Array(2 + text.length * 2);
      const view = new DataView(bytes.buffer);
      [0xfeff, ...[...text].map((unit) => unit.charCodeAt(0))].forEach((unit, i) =>
        view.setUint16(i * 2, unit, little),
      );
      return bytes;
    };

    it('in UTF-16 of either order are text, with an odd byte at the end too', async () => {
      for (const little of [true, false]) {
        const bytes = utf16(HEAD + TAIL, little);
        for (const given of [bytes, new Uint8Array([...bytes, 0x41])])
          assert.ok(rules(await scan('a.py', decodeText(given)!.text)).includes('unsafe-torch-load'));
      }
    });

    it('in UTF-32, or with NULs, are no text', () => {
      const codes = [0xfeff, ...[...HEAD].map((unit) => unit.charCodeAt(0))];
      const little = new Uint8Array(new Uint32Array(codes).buffer);
      assert.equal(decodeText(little), null);
      assert.equal(decodeText(little.slice().reverse()), null);
      assert.equal(decodeText(little.subarray(4)), null);
      assert.equal(decodeText(new Uint8Array([65, 0, 66])), null);
    });

    it('that are no UTF-8 are read as far as they are', async () => {
      const bytes = new Uint8Array([
        ...new TextEncoder().encode(`${HEAD}x = "`),
        0xff,
        0xfe,
        0xc0,
        0x80,
        0xed,
        0xa0,
        0x80,
        0xf5,
        0x80,
        ...new TextEncoder().encode(`"${TAIL}`),
        0xe2,
        0x82,
      ]);
      assert.ok(rules(await scan('a.py', decodeText(bytes)!.text)).includes('unsafe-torch-load'));
      assert.equal(decodeText(new Uint8Array())!.text, '');
      assert.equal(decodeText(new Uint8Array([0xff, 0xfe]))!.text, '');
    });
  });

  describe('directories', () => {
    const walked = async (files: FileSystem): Promise<{ paths: string[]; notes: string[] }> => {
      const [paths, notes]: [string[], string[]] = [[], []];
      for await (const { path } of walk(files, [''], {
        policyFor: () => DEFAULT_POLICY,
        note: (note) => notes.push(`${note.path}: ${note.message}`),
      }))
        paths.push(path);
      return { paths, notes };
    };

    it('of 100,000 files', async () => {
      const { paths, notes } = await walked(
        new MemoryFiles(
          Object.fromEntries(
            Array.from({ length: 100_000 }, (_, i) => [`image-${i}.png`, '']).concat([['train.py', '']]),
          ),
        ),
      );
      assert.deepEqual({ paths, notes }, { paths: ['train.py'], notes: [] });
      const sources = await walked(
        new MemoryFiles(Object.fromEntries(Array.from({ length: 60_000 }, (_, i) => [`a/m${i}.py`, '']))),
      );
      assert.equal(sources.paths.length, 50_000);
      assert.deepEqual(sources.notes, ['a: not read to its end: more than 50000 entries to look at']);
    });

    it('1,000 deep', async () => {
      const { paths, notes } = await walked(new MemoryFiles({ [`${'d/'.repeat(1_000)}a.py`]: '', 'b.py': '' }));
      assert.deepEqual(paths, ['b.py']);
      assert.match(notes.join(), /more than 100 directories deep/);
    });

    it('with names that nobody gives', async () => {
      const names = ['a\nb.py', '🙂.py', 'a b\t.py', '-rf.py', '\ufffd.py', '%00.py', '..py', `${'n'.repeat(250)}.py`];
      assert.deepEqual(
        (await walked(new MemoryFiles(Object.fromEntries(names.map((name) => [name, '']))))).paths.sort(),
        [...names].sort(),
      );
    });

    it('whose files vanish while they are listed', async () => {
      const files = new MemoryFiles({ 'a.py': '', 'b.py': '' });
      const vanishing: FileSystem = {
        list: (at) => files.list(at),
        stat: async (at) => (at === 'b.py' ? null : files.stat(at)),
        read: (at) => files.read(at),
      };
      assert.deepEqual(await walked(vanishing), { paths: ['a.py'], notes: ['b.py: not read: the file vanished'] });
    });
  });
});
