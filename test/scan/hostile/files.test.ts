import assert from 'node:assert/strict';
import { Workspace } from '../../../src/project/workspace';
import { MemoryFiles } from '../../harness/memory-files';
import { sampleSecret } from '../../harness/secret-samples';
import { DEADLINE, engine, type Expected, HEAD, LOAD, messages, numbered, scan } from './hostile-scan';

const key = sampleSecret('huggingface');

const laughs = `a0: &a0 ["x", "x"]\n${numbered(60, (i) => `a${i + 1}: &a${i + 1} [${`*a${i},`.repeat(9)}]`)}\ntoken: "${key}"\n`;

const DATA: Readonly<Record<string, readonly [path: string, text: () => string, expected?: Expected]>> = {
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
  // One more than are read: further ones are not looked at.
  '20,001 requirements': ['requirements.txt', () => 'torch\n'.repeat(20_001), /only the first 20000/],
  'a requirement of a megabyte': ['requirements.txt', () => `torch${'>=1,'.repeat(220_000)}`],
  'a requirement of 400,000 words': ['requirements.txt', () => `torch ${'a '.repeat(400_000)}`],
  'requirements of backslashes': ['requirements.txt', () => `${'\\\n'.repeat(300_000)}${'\\'.repeat(300_000)}`],
  'requirements that include themselves': ['requirements.txt', () => '-r requirements.txt\n'.repeat(20_000)],
  'a marker of parentheses': ['requirements.txt', () => `torch; ${'('.repeat(100_000)}python_version < "3"`],
};

describe('hostile files', function () {
  this.timeout(DEADLINE);

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
});
