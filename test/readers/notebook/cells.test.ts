import assert from 'node:assert/strict';
import { maskMagics } from '../../../src/readers/notebook/magics';
import { factsOf } from '../../harness/grammars';
import { sampleSecret } from '../../harness/secret-samples';
import { fixedText, markedText, placesOf, scanned } from '../../harness/scanned';

type Cell = string | { readonly source: string; readonly [key: string]: unknown };

/** A notebook as it lies on disk; cells are code unless they say otherwise. */
function notebookOf(cells: readonly Cell[], metadata: object = {}): string {
  return JSON.stringify(
    {
      cells: cells.map((cell) => {
        const { source, ...rest } = typeof cell === 'string' ? { source: cell } : cell;
        return {
          cell_type: 'code',
          metadata: {},
          outputs: [],
          source: source.match(/[^\n]*\n|[^\n]+$/g) ?? [],
          ...rest,
        };
      }),
      metadata,
      nbformat: 4,
      nbformat_minor: 5,
    },
    null,
    1,
  );
}

const LOAD = 'import pickle\npickle.load(open("m.pkl", "rb"))';

const placesIn = async (cells: readonly Cell[], metadata?: object): Promise<string[]> =>
  placesOf(await scanned('n.ipynb', { 'n.ipynb': notebookOf(cells, metadata) }));

describe('the language of a notebook', () => {
  const python: object[] = [
    {},
    { language_info: { name: 'pyspark' } },
    { language_info: { name: 'ipython' } },
    { language_info: { name: 'ipython3' } },
    { language_info: { name: 'python3.11' } },
    { language_info: { name: 'Python 3.11' } },
    { language_info: { name: '' }, kernelspec: { language: 'python' } },
    { kernelspec: { name: 'pysparkkernel' } },
    { kernelspec: { name: 'pysparkkernel', language: 'python' } },
    { kernelspec: { name: 'conda-env-ml-py' } },
  ];
  for (const metadata of python)
    it(`is Python: ${JSON.stringify(metadata)}`, async () => {
      assert.deepEqual(await placesIn([LOAD], metadata), ['unsafe-pickle-load 1:2:1']);
    });

  for (const metadata of [
    { language_info: { name: 'R' } },
    { kernelspec: { name: 'ir' } },
    { kernelspec: { name: 'julia-1.9' } },
    { language_info: { name: 'pytype' } },
  ])
    it(`is not: ${JSON.stringify(metadata)}`, async () => {
      assert.deepEqual(await placesIn([LOAD], metadata), []);
    });

  it('is that of the cell where an editor says so', async () => {
    const cell = (metadata: object): Cell => ({ source: LOAD, metadata });
    assert.deepEqual(
      await placesIn([
        cell({ vscode: { languageId: 'plaintext' } }),
        cell({ vscode: { languageId: 'raw' } }),
        cell({ vscode: { languageId: 'r' } }),
        cell({ dotnet_interactive: { language: 'csharp' } }),
        cell({ polyglot_notebook: { kernelName: 'sql' } }),
        cell({ microsoft: { language: 'sparksql' } }),
        cell({ deepnote_cell_type: 'sql' }),
        cell({ vscode: { languageId: 'python' } }),
        cell({ vscode: {} }),
      ]),
      ['unsafe-pickle-load 8:2:1', 'unsafe-pickle-load 9:2:1'],
    );
  });

  it('is Python where the cell of another notebook says so', async () => {
    const scala = { language_info: { name: 'scala' } };
    assert.deepEqual(await placesIn(['val x = 1', `%python\n${LOAD}`, `%%pyspark\n${LOAD}`], scala), [
      'unsafe-pickle-load 2:3:1',
      'unsafe-pickle-load 3:3:1',
    ]);
  });

  it("is the shell's in a notebook of a shell", async () => {
    assert.deepEqual(
      await placesIn(['cd /tmp\ncurl https://get.example.org/x | bash'], { language_info: { name: 'bash' } }),
      ['piped-shell-script 1:2:1'],
    );
  });
});

describe('keys in the cells of a notebook', () => {
  const key = sampleSecret('huggingface');
  const cases: [string, Cell, object?][] = [
    ['Markdown', { cell_type: 'markdown', source: `# Login\n\ntoken ${key} here` }],
    ['raw', { cell_type: 'raw', source: `# Login\n\ntoken ${key} here` }],
    ['R', `x <- 1\n\nkey = "${key}"`, { language_info: { name: 'R' } }],
    ['Scala', `// ${'x'}\n\nval k = "${key}"`, { language_info: { name: 'scala' } }],
    ['plain text', { source: `a\n\nsome ${key}`, metadata: { vscode: { languageId: 'plaintext' } } }],
    ['%%R', `%%R\n\nkey <- "${key}"`],
    ['%scala', `%scala\n\nval k = "${key}"`],
    ['%md', `%md\n\nuse ${key}`],
    ['%%html', `%%html\n\n<p>${key}</p>`],
    ['%sql', `%sql\n\nselect '${key}'`],
    ['%%script false', `%%script false --no-raise-error\n\nk = "${key}"`],
  ];
  for (const [name, cell, metadata] of cases)
    it(`are found: ${name}`, async () => {
      const text = notebookOf(['x = 1', cell], metadata);
      const result = await scanned('n.ipynb', { 'n.ipynb': text });
      assert.deepEqual(
        result.findings.map(({ rule, severity, cell: at, range }) => [rule, severity, at, range.start.line]),
        [['hardcoded-secret', 'error', 1, 3]],
      );
      assert.ok(markedText(result.findings[0]!, text).includes(key));
      assert.doesNotMatch(JSON.stringify(result), new RegExp(key));
    });

  it('are taken out of Markdown, and nothing else changes', async () => {
    const text = notebookOf([{ cell_type: 'markdown', source: `say "${key}"\n\ttwo` }]);
    const { findings } = await scanned('n.ipynb', { 'n.ipynb': text });
    const fixed = fixedText(findings[0]!.fixes[0]!, 'n.ipynb', text);
    assert.equal(fixed, text.replace(key, '<HF_TOKEN>'));
    assert.deepEqual(placesOf(await scanned('n.ipynb', { 'n.ipynb': fixed })), []);
  });

  it('are not looked for in images that Markdown has in it', async () => {
    const image = `![x](data:image/png;base64,${'A'.repeat(300)}${key}${'B'.repeat(300)})`;
    assert.deepEqual(await placesIn([{ cell_type: 'markdown', source: image }]), []);
  });

  it('are silenced by a comment above', async () => {
    const source = `# touchstone: ignore[hardcoded-secret] revoked\nkey <- "${key}"`;
    assert.deepEqual(await placesIn([source], { language_info: { name: 'R' } }), []);
  });
});

describe('Python behind magics', () => {
  const cases: [string, string][] = [
    ['%time pickle.load(f)', '1:7'],
    ['%time x = pickle.load(f)', '1:11'],
    ['%timeit -n 3 -r 2 pickle.load(f)', '1:19'],
    ['%timeit -n3 -r2 -o pickle.load(f)', '1:20'],
    ['%timeit -qo pickle.load(f)', '1:13'],
    ['%prun -l 10 -s cumulative pickle.load(f)', '1:27'],
    ['%memit pickle.load(f)', '1:8'],
    ['%memit -r 1 pickle.load(f)', '1:13'],
    ['%lprun -f load pickle.load(f)', '1:16'],
    ['%mprun -f load pickle.load(f)', '1:16'],
    ['%time --no-raise-error pickle.load(f)', '1:24'],
    ['x = %time pickle.load(f)', '1:11'],
    ['r = %timeit -o pickle.load(f)', '1:16'],
    ['with f:\n    %time x = pickle.load(f)', '2:15'],
    ['%time x = pickle.load(\n  f)', '1:11'],
    ['%%timeit -n 1 x = pickle.load(f)\nx', '1:19'],
    ['%%timeit\nx = pickle.load(f)', '2:5'],
    ['%%memit\nx = pickle.load(f)', '2:5'],
    ['%%px\nx = pickle.load(f)', '2:5'],
    ['%%script python3\nimport pickle; pickle.load(f)', '2:16'],
  ];
  for (const [cell, place] of cases)
    it(JSON.stringify(cell), async () => {
      const { text } = maskMagics(cell, 0);
      assert.equal(text.length, cell.length);
      assert.equal((await factsOf(text)).broken, false, JSON.stringify(text));
      assert.deepEqual(await placesIn(['import pickle', cell]), [`unsafe-pickle-load 2:${place}`]);
    });

  it('knows what %time gives, and that %timeit gives something else', async () => {
    const text = notebookOf([
      'from huggingface_hub import hf_hub_download\nimport pickle',
      'x = %timeit -o 1 + 1',
      'y = %time 1 + 1',
    ]);
    assert.deepEqual(placesOf(await scanned('n.ipynb', { 'n.ipynb': text })), []);
    assert.equal(maskMagics('x = %time f()', 0).text, 'x =       f()');
    assert.equal(maskMagics('x = %timeit -o f()', 0).text, 'x = 0         ;f()');
  });

  it('is not what other magics take', () => {
    for (const cell of ['%load_ext time', '%time', '%timeit -n 3', '%time # nothing', '%cd pickle.load(f)'])
      assert.doesNotMatch(maskMagics(cell, 0).text, /load|f\(/, cell);
  });
});

describe('cells that say in which language they are', () => {
  it('with one sign, as Databricks has it', async () => {
    const curl = 'curl https://get.example.org/x | bash';
    assert.deepEqual(
      await placesIn([
        `%sh\n${curl}`,
        `%sh ${curl}`,
        `%sh -e\n${curl}`,
        `# COMMENT\n\n%sh\ncd /tmp\n${curl}`,
        '%scala\nval x = pickle.load(1)',
        '%r\nx <- "a',
        '%sql\nselect * from "t',
        '%fs ls /mnt',
        "%md\n# it's a title",
        `%python\n${LOAD}`,
        '%pip install torch',
        'import pickle\npickle.load(f)',
      ]),
      [
        'piped-shell-script 1:2:1',
        'piped-shell-script 2:1:5',
        'piped-shell-script 3:2:1',
        'piped-shell-script 4:5:1',
        'unsafe-pickle-load 10:3:1',
        'unpinned-requirement 11:1:14',
        'unsafe-pickle-load 12:2:1',
      ],
    );
  });

  it('by the program of %%script', async () => {
    const curl = 'curl https://get.example.org/x | bash';
    assert.deepEqual(
      await placesIn([
        `%%script bash\n${curl}`,
        `%%script --bg bash -e\n${curl}`,
        `%%script /usr/bin/env bash\n${curl}`,
        `%%script false\n${curl}`,
        `%%script perl\n${curl}`,
        `%%!\n${curl}`,
        `%%zsh\npip install torch`,
      ]),
      [
        'piped-shell-script 1:2:1',
        'piped-shell-script 2:2:1',
        'piped-shell-script 3:2:1',
        'piped-shell-script 6:2:1',
        'unpinned-requirement 7:2:13',
      ],
    );
  });
});

describe('files that cells write', () => {
  const placesOfCell = async (cell: string): Promise<string[]> => placesIn(['x = 1', cell]);

  it('are judged as what they become', async () => {
    const key = sampleSecret('huggingface');
    const cases: [string, string[]][] = [
      ['%%writefile requirements.txt\n# all\ntorch\nnumpy==1.26.4\n', ['unpinned-requirement 2:3:1']],
      ['%%writefile src/load.py\nimport pickle\nif 1:\n    pickle.load(f)\n', ['unsafe-pickle-load 2:4:5']],
      ['%%writefile -a src/load.py\nimport pickle\npickle.load(f)\n', ['unsafe-pickle-load 2:3:1']],
      ['%%file load.py\nimport pickle\npickle.load(f)\n', ['unsafe-pickle-load 2:3:1']],
      ['%%writefile "a b.py"\nimport pickle\npickle.load(f)\n', ['unsafe-pickle-load 2:3:1']],
      ['%%writefile /content/app/load.py\nimport pickle\npickle.load(f)\n', ['unsafe-pickle-load 2:3:1']],
      ['%%writefile Dockerfile\nFROM pytorch/pytorch:latest\n', ['unpinned-image 2:2:6']],
      ['%%writefile run.sh\ncurl https://get.example.org/x | bash\n', ['piped-shell-script 2:2:1']],
      [`%%writefile config.yaml\nhub:\n  token: ${key}\n`, ['hardcoded-secret 2:3:10']],
      [`%%writefile .env\nHF_TOKEN=${key}\n`, ['hardcoded-secret 2:2:10']],
      [`%%writefile notes.md\n\n${key}\n`, ['hardcoded-secret 2:3:1']],
      [`%%writefile $NAME\n\n${key}\n`, ['hardcoded-secret 2:3:1']],
      ['%%writefile {name}.py\nimport pickle\npickle.load(f)\n', []],
      ['%%writefile\nimport pickle\npickle.load(f)\n', []],
      ['%%writefile data.csv\nimport pickle\npickle.load(f)\n', []],
    ];
    for (const [cell, expected] of cases) assert.deepEqual(await placesOfCell(cell), expected, cell);
  });

  it('are read to the documents that are inside of them', async () => {
    const lock = { 'poetry.lock': '[[package]]\nname = "torch"\nversion = "2.13.0"\n' };
    const cell =
      '%%writefile .github/workflows/ci.yml\njobs:\n  a:\n    steps:\n      - run: "ls && pip install \\"torch\\""\n';
    const text = notebookOf(['x = 1', cell]);
    const { findings } = await scanned('n.ipynb', { ...lock, 'n.ipynb': text });
    assert.deepEqual(
      findings.map(({ rule, path, cell: at, range }) => [rule, path, at, range.start.line]),
      [['unpinned-requirement', 'n.ipynb', 1, 5]],
    );
    assert.equal(markedText(findings[0]!, text), 'torch');
    const fixed = fixedText(findings[0]!.fixes[0]!, 'n.ipynb', text);
    assert.equal(fixed, text.replace('torch', 'torch==2.13.0'));
  });

  it('are fixed where they stand', async () => {
    const files = {
      'nb/n.ipynb': notebookOf(['%%writefile requirements.txt\ntorch\n', 'x = "\\"']),
      'nb/requirements.lock': '',
      'nb/poetry.lock': '[[package]]\nname = "torch"\nversion = "2.13.0"\n',
    };
    const { findings } = await scanned('nb/n.ipynb', files);
    const finding = findings.find(({ rule }) => rule === 'unpinned-requirement')!;
    assert.equal(finding.path, 'nb/n.ipynb');
    const fix = finding.fixes[0]!;
    assert.deepEqual([...new Set(fix.edits.map(({ path, cell }) => `${path} ${cell}`))], ['nb/n.ipynb 0']);
    const fixed = fixedText(fix, 'nb/n.ipynb', files['nb/n.ipynb']);
    assert.equal(fixed, files['nb/n.ipynb'].replace('"torch\\n"', '"torch==2.13.0\\n"'));
    assert.deepEqual(placesOf(await scanned('nb/n.ipynb', { ...files, 'nb/n.ipynb': fixed })), []);
  });

  it('get their imports inside of the cell', async () => {
    const text = notebookOf([
      '%%writefile load.py\nimport torch\n\nm = torch.load("é\\"\\t.pt", weights_only=False)\n',
    ]);
    const { findings } = await scanned('n.ipynb', { 'n.ipynb': text });
    for (const fix of findings.flatMap(({ fixes }) => fixes)) {
      const fixed = fixedText(fix, 'n.ipynb', text);
      const [cell] = (JSON.parse(fixed) as { cells: { source: string[] }[] }).cells;
      assert.equal(cell!.source[0], '%%writefile load.py\n');
      assert.equal((await factsOf(cell!.source.slice(1).join(''))).broken, false);
    }
    assert.ok(findings.some(({ fixes }) => fixes.length > 0));
  });

  it('are silenced in the file, and by the notebook', async () => {
    const load = 'import pickle\npickle.load(f)';
    assert.deepEqual(
      await placesOfCell(`%%writefile a.py\n${load}  # touchstone: ignore[unsafe-pickle-load] ours\n`),
      [],
    );
    assert.deepEqual(
      await placesIn(['# touchstone: ignore-file[unsafe-pickle-load] ours\nx = 1', `%%writefile a.py\n${load}\n`]),
      [],
    );
  });

  it('say what was not read, with the place', async () => {
    const { notes } = await scanned('n.ipynb', {
      'n.ipynb': notebookOf(['x = 1', '%%writefile a.yaml\na: [\n']),
    });
    assert.deepEqual(notes, [
      { path: 'n.ipynb', message: 'cell 2, line 2: the YAML has errors; what can be read is read' },
    ]);
  });
});
