import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ConfigFormat } from '../../../src/core/config-facts';
import { configFormatOf, readConfig } from '../../../src/readers/config/config';

const read = (text: string, format: ConfigFormat, path = `config.${format}`) => readConfig(text, path, format);
const pairs = (text: string, format: ConfigFormat, path?: string): Record<string, string> =>
  Object.fromEntries(read(text, format, path).facts.entries.map((entry) => [entry.keys.join('.'), entry.value]));

/** Key, value and literal as they stand in the text. */
const spans = (text: string, format: ConfigFormat): string[][] =>
  read(text, format).facts.entries.map((entry) => [
    entry.keyRange === null ? '-' : text.slice(entry.keyRange.start, entry.keyRange.end),
    text.slice(entry.valueRange.start, entry.valueRange.end),
    text.slice(entry.literalRange.start, entry.literalRange.end),
  ]);

describe('Configuration files', () => {
  describe('by name', () => {
    const formats: Readonly<Record<string, ConfigFormat | null>> = {
      '.env': 'env',
      'a/.env.local': 'env',
      '.env.example': 'env',
      'prod.env': 'env',
      'conf/model.yaml': 'yaml',
      'docker-compose.yml': 'yaml',
      'pyproject.toml': 'toml',
      'config.json': 'json',
      'tsconfig.jsonc': 'json',
      'setup.cfg': 'ini',
      'app.conf': 'ini',
      'app.properties': 'ini',
      '.netrc': 'ini',
      _netrc: 'ini',
      '.pypirc': 'ini',
      'pip.conf': 'ini',
      '.databrickscfg': 'ini',
      'prod.tfvars': 'ini',
      'kaggle.json': 'json',
      '.aws/credentials': 'ini',
      '.aws/config': null,
      'package-lock.json': null,
      'uv.lock': null,
      'poetry.lock': null,
      'Pipfile.lock': null,
      'pylock.toml': null,
      'tokenizer.json': null,
      'vocab.json': null,
      'model.safetensors.index.json': null,
      'train.py': null,
      'notebook.ipynb': null,
      'environment.txt': null,
    };
    for (const [path, format] of Object.entries(formats))
      it(`${path} is ${format ?? 'none'}`, () => assert.equal(configFormatOf(path), format));
  });

  describe('env', () => {
    it('reads exports, quotes, comments and empty values', () => {
      const text =
        '# head\nexport A=1 # one\nB="two # not a comment"\nC=\'$raw\'\nD=\n E = spaced \nF: colon\nnot a line\nG=a#b\n';
      assert.deepEqual(pairs(text, 'env'), {
        A: '1',
        B: 'two # not a comment',
        C: '$raw',
        D: '',
        E: 'spaced',
        F: 'colon',
        G: 'a#b',
      });
      assert.deepEqual(
        read(text, 'env').facts.comments.map((comment) => comment.text),
        ['# head', '# one'],
      );
    });

    it('reads quotes over several lines with their escapes', () => {
      assert.deepEqual(pairs('K="line 1\nline 2\\nline 3"\nL=2\n', 'env'), { K: 'line 1\nline 2\nline 3', L: '2' });
    });

    it('places key, value and literal', () => {
      assert.deepEqual(spans('export A="x y"\r\nB=z # c\r\n', 'env'), [
        ['A', 'x y', '"x y"'],
        ['B', 'z', 'z'],
      ]);
      assert.deepEqual(spans('exported=1\nexport export=2\n', 'env'), [
        ['exported', '1', '1'],
        ['export', '2', '2'],
      ]);
    });

    it('reads on after a quote that is not closed', () => {
      const { facts, notes } = read('A="open\nB=2\n', 'env');
      assert.deepEqual(
        facts.entries.map((entry) => [entry.key, entry.value]),
        [
          ['A', '"open'],
          ['B', '2'],
        ],
      );
      assert.equal(notes.length, 1);
    });
  });

  describe('yaml', () => {
    it('reads maps, lists, flow, documents and block scalars', () => {
      const text = 'a:\n  b: "x"\n  c: [1, {d: e}]\nf: |\n  two\n  lines\n---\ng: \'h\'\n';
      assert.deepEqual(pairs(text, 'yaml'), { 'a.b': 'x', 'a.c.0': '1', 'a.c.1.d': 'e', f: 'two\nlines\n', g: 'h' });
    });

    it('places key, value and literal', () => {
      assert.deepEqual(spans('a: "x" # c\n"b": plain\n', 'yaml'), [
        ['a', 'x', '"x"'],
        ['b', 'plain', 'plain'],
      ]);
    });

    it('reads an anchored value once and does not follow aliases', () => {
      assert.deepEqual(
        read('a: &x\n  k: v\nb: *x\nc:\n  <<: *x\n', 'yaml').facts.entries.map((entry) => entry.keys.join('.')),
        ['a.k'],
      );
    });

    it('does not grow with aliases of aliases', () => {
      const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x]'];
      for (let i = 1; i < 12; i++)
        lines.push(
          `a${i}: &a${i} [${Array(9)
            .fill(`*a${i - 1}`)
            .join(', ')}]`,
        );
      assert.equal(read(lines.join('\n'), 'yaml').facts.entries.length, 9);
    });

    it('gives what can be read of broken text, with a note', () => {
      const { facts, notes } = read('a: 1\nb: [2, 3\nc: "x\n', 'yaml');
      assert.ok(facts.entries.some((entry) => entry.key === 'a' && entry.value === '1'));
      assert.equal(notes.length, 1);
    });

    it('reads deep nesting line by line, and says so', () => {
      const { notes } = read(`a: ${'['.repeat(5000)}`, 'yaml');
      assert.match(notes[0]!.message, /line by line/);
    });
  });

  describe('toml', () => {
    it('reads tables, arrays, inline tables and dotted keys', () => {
      const text = 'a.b = "x"\n[t]\nc = [1, "y"]\nd = { e = \'z\' }\n[[u]]\nf = """m\nn"""\n';
      assert.deepEqual(pairs(text, 'toml'), { 'a.b': 'x', 't.c.0': '1', 't.c.1': 'y', 't.d.e': 'z', 'u.0.f': 'm\nn' });
    });

    it('places key, value and literal', () =>
      assert.deepEqual(spans('[t]\nk = "v" # c\n', 'toml'), [['k', 'v', '"v"']]));

    it('reads a broken file line by line, with a note', () => {
      const { facts, notes } = read('[t]\nk = "v"\nbroken = \nz = "w"\n', 'toml');
      assert.deepEqual(
        facts.entries.filter((entry) => entry.value !== '').map((entry) => [entry.keys.join('.'), entry.value]),
        [
          ['t.k', 'v'],
          ['t.z', 'w'],
        ],
      );
      assert.match(notes[0]!.message, /error in line 4; it is read line by line/);
    });
  });

  describe('json', () => {
    it('reads objects and arrays with paths, comments and trailing commas', () => {
      const text = '// c\n{"a": {"b": "x\\ny"}, "c": [1, {"d": null}, "e"], }';
      assert.deepEqual(pairs(text, 'json'), { 'a.b': 'x\ny', 'c.0': '1', 'c.1.d': 'null', 'c.2': 'e' });
      assert.equal(read(text, 'json').facts.comments[0]!.text, '// c');
    });

    it('places key, value and literal', () =>
      assert.deepEqual(spans('{"k": "v", "n": 3}', 'json'), [
        ['k', 'v', '"v"'],
        ['n', '3', '3'],
      ]));

    it('gives what can be read of broken text, with a note', () => {
      const { facts, notes } = read('{"a": "x", "b": {"c": "y"', 'json');
      assert.deepEqual(
        facts.entries.map((entry) => entry.keys.join('.')),
        ['a', 'b.c'],
      );
      assert.equal(notes.length, 1);
    });

    it('does not read what is nested beyond all measure', () => {
      const { facts, notes } = read('['.repeat(200_000), 'json');
      assert.equal(facts.entries.length, 0);
      assert.match(notes[0]!.message, /not read/);
    });
  });

  describe('ini', () => {
    it('reads sections, both separators, comments, quotes and continued values', () => {
      const text = '; head\n[a]\nk = v ; note\nq: "x = y"\nlist =\n    one\n    two\n! bang\nplain.key=z\n';
      assert.deepEqual(
        read(text, 'ini').facts.entries.map((entry) => [entry.keys.join('.'), entry.value]),
        [
          ['a.k', 'v'],
          ['a.q', 'x = y'],
          ['a.list', ''],
          ['a.list', 'one'],
          ['a.list', 'two'],
          ['a.plain.key', 'z'],
        ],
      );
      assert.deepEqual(
        read(text, 'ini').facts.comments.map((comment) => comment.text),
        ['; head', '; note', '! bang'],
      );
    });

    it('places key, value and literal', () =>
      assert.deepEqual(spans('[s]\r\nk = "v" # c\r\n', 'ini'), [['k', 'v', '"v"']]));

    it('reads the addresses of npm and the quoted keys of HOCON', () => {
      assert.deepEqual(pairs('//registry.internal:8080/npm/:_authToken=a\n', 'ini'), {
        '//registry.internal:8080/npm/:_authToken': 'a',
      });
      assert.deepEqual(pairs('api = 1\n  "secret_key" = "b"\n', 'ini'), { api: '1', secret_key: 'b' });
    });

    it('reads .netrc by its own grammar', () => {
      assert.deepEqual(
        pairs(
          'machine api.wandb.ai\n  login user\n  password s3cret # c\ndefault login x password y\n',
          'ini',
          '.netrc',
        ),
        {
          'api.wandb.ai.login': 'user',
          'api.wandb.ai.password': 's3cret',
          'default.login': 'x',
          'default.password': 'y',
        },
      );
    });
  });

  describe('anything', () => {
    const SEEDS: Readonly<Record<ConfigFormat, string>> = {
      env: 'export A="x y"\nB=\'multi\nline\'\nC=${A} # c\n',
      yaml: 'a: &x\n  b: "q"\n  c: [1, {d: e}]\nf: |\n  two\n---\ng: *x\n? k\n: v\n',
      toml: 'a.b = "x"\n[t]\nc = [1, "y"]\nd = { e = \'z\' }\n[[u]]\nf = """m\nn"""\n',
      json: '{"a": {"b": "x\\ny"}, "c": [1, {"d": null}, "e"]} // c\n',
      ini: '[a]\nk = v ; note\nq: "x = y"\nlist =\n    one\n',
    };
    for (const format of Object.keys(SEEDS) as ConfigFormat[]) {
      it(`never throws and keeps its ranges in the text (${format})`, () => {
        const seed = SEEDS[format];
        const edit = fc.record({
          at: fc.nat(seed.length),
          cut: fc.nat(6),
          insert: fc.string({
            unit: fc.constantFrom(
              '"',
              "'",
              '\n',
              '\r\n',
              '{',
              '}',
              '[',
              ']',
              ':',
              '=',
              '#',
              '&',
              '*',
              ' ',
              '\t',
              '\\',
              '💥',
              'k',
              '-',
              '|',
              '`',
              '\u0000',
            ),
            maxLength: 5,
          }),
        });
        fc.assert(
          fc.property(fc.array(edit, { maxLength: 5 }), fc.nat(seed.length * 2), (edits, end) => {
            const text = edits
              .reduce((result, { at, cut, insert }) => result.slice(0, at) + insert + result.slice(at + cut), seed)
              .slice(0, end);
            for (const path of [`x.${format}`, '.netrc']) {
              const { facts } = readConfig(text, path, format);
              for (const { valueRange, literalRange, keyRange } of facts.entries) {
                for (const range of [valueRange, literalRange, ...(keyRange === null ? [] : [keyRange])])
                  assert.ok(range.start >= 0 && range.start <= range.end && range.end <= text.length);
                assert.ok(literalRange.start <= valueRange.start && valueRange.end <= literalRange.end);
              }
              for (const comment of facts.comments)
                assert.equal(text.slice(comment.range.start, comment.range.end), comment.text);
            }
          }),
          { numRuns: 300, seed: 20261123 },
        );
      });
    }
  });
});
