import { sampleSecret } from '../../harness/secret-samples';
import { assertPython, DEADLINE, type Expected, HEAD, LOAD, numbered, scan, TAIL, tower } from './hostile-scan';

const key = sampleSecret('huggingface');

/** `found`: the load after it is found all the same; `note`: what is left out is said. Otherwise it only has to end. */
const PYTHON: Readonly<Record<string, readonly [text: () => string, expected?: Expected]>> = {
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
  'a load imported 8,000 times': [() => `from torch import (${'load, '.repeat(8_000)})\nimport torch${TAIL}`, 'found'],
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

describe('hostile Python', function () {
  this.timeout(DEADLINE);

  for (const [name, [text, expected]] of Object.entries(PYTHON))
    it(name, async () => assertPython(await scan('train.py', text(), { maxFileSize: 50_000_000 }), expected));
});
