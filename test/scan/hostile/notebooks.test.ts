import assert from 'node:assert/strict';
import { readNotebook, type NotebookFile } from '../../../src/readers/notebook/notebook-file';
import { cellPlaces, changeCells } from '../../../src/scan/notebook-edit';
import { growthOf, LINEAR } from '../../harness/effort';
import { sampleSecret } from '../../harness/secret-samples';
import { DEADLINE, HEAD, LOAD, messages, rules, scan, tower } from './hostile-scan';

const key = sampleSecret('huggingface');

describe('hostile notebooks', function () {
  this.timeout(DEADLINE);

  const cell = (source: unknown, outputs: unknown = []) => ({
    cell_type: 'code',
    metadata: {},
    execution_count: 1,
    source,
    outputs,
  });
  const notebook = (cells: unknown): string => JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 });

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
      messages(await scan('n.ipynb', notebook(Array.from({ length: 20_001 }, () => cell('x = 1'))))),
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

  it('with loads in each of many cells, and work grows no faster than they do', async () => {
    const growth = await growthOf(312, async (count) => {
      const outcome = await scan('n.ipynb', notebook(Array.from({ length: count }, () => cell(HEAD + LOAD))));
      assert.equal(outcome.findings.filter(({ rule }) => rule === 'unsafe-torch-load').length, count);
    });
    assert.ok(growth < LINEAR, `sixteen times the cells, ${growth} times the work`);
  });

  // Each is scanned in its size and in sixteen times of it, as in growth.test.ts.
  for (const [size, source] of [
    [40, (n) => '!pip install torch\n'.repeat(n)],
    [160, (n) => `%%bash\n${'pip install torch; '.repeat(n)}`],
    [20_000, (n) => `!pip install ${'{'.repeat(n)}`],
    [20_000, (n) => `!pip install ${'$('.repeat(n)}`],
    [1_250, (n) => 'x?\n'.repeat(n)],
    [312, (n) => 'x.x.x = !ls\n'.repeat(n)],
    [31_250, (n) => '%'.repeat(n)],
    [12_500, (n) => `${'#\n'.repeat(n)}%%bash\nx`],
  ] as const satisfies readonly (readonly [number, (n: number) => string])[])
    it(`with magics without end: ${JSON.stringify(source(2))}`, async () => {
      const growth = await growthOf(size, (n) => scan('n.ipynb', notebook([cell(source(n))])));
      assert.ok(growth < LINEAR, `sixteen times the text, ${growth} times the work`);
    });

  it('with suites in suites', async () => {
    const outcome = await scan('n.ipynb', notebook([cell(HEAD + tower(1_000, 'if x:')), cell(HEAD + LOAD)]));
    assert.match(messages(outcome), /cell 1 not read: code is nested too deeply/);
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
