import assert from 'node:assert/strict';
import type { ScanInput } from '../../src/core/input';
import { LineIndex } from '../../src/core/range';
import { Engine } from '../../src/scan/engine';
import { openWorkspace } from '../../src/session/session';
import { placeSuppression } from '../../src/session/suppression-place';
import { grammars } from '../harness/grammars';
import { MemoryFiles } from '../harness/memory-files';

const text = (path: string, content: string): ScanInput => ({ kind: 'text', path, text: content });
const wanted = (
  input: ScanInput,
  line: number,
  more: { cell?: number; wholeFile?: boolean; reason?: string } = {},
) => ({
  input,
  line,
  cell: more.cell ?? null,
  rule: 'some-rule',
  reason: more.reason ?? 'because',
  wholeFile: more.wholeFile ?? false,
});

describe('place of a suppression comment', () => {
  it('is above the line, indented as the line', () => {
    assert.deepEqual(placeSuppression(wanted(text('a.py', 'if x:\n    load()\n'), 2), null), {
      cell: null,
      line: 2,
      column: 1,
      text: '    # touchstone: ignore[some-rule] because\n',
    });
  });

  it('is at the end of a line that continues another', () => {
    assert.deepEqual(placeSuppression(wanted(text('requirements.txt', 'a \\\n  --hash=sha256:00\n'), 2), null), {
      cell: null,
      line: 2,
      column: 19,
      text: '  # touchstone: ignore[some-rule] because',
    });
    assert.equal(placeSuppression(wanted(text('a.py', 'x = 1 + \\\n  2 + \\\n  3\n'), 2), null), null);
  });

  it('keeps the reason on one line', () => {
    assert.match(
      placeSuppression(wanted(text('a.py', 'x\n'), 1, { reason: ' one\n two ' }), null)!.text,
      /\] one two\n$/,
    );
  });

  it('stands below the interpreter and the encoding for a whole file', () => {
    const line = (content: string, path = 'a.py') =>
      placeSuppression(wanted(text(path, content), 1, { wholeFile: true }), null)!.line;
    assert.equal(line('import a\n'), 1);
    assert.equal(line('#!/usr/bin/env python\nimport a\n'), 2);
    assert.equal(line('#!/usr/bin/env python\n# -*- coding: utf-8 -*-\nimport a\n'), 3);
    assert.equal(line('# coding: a requirement\nnumpy\n', 'requirements.txt'), 1);
  });

  it('is in the script of a step, but not where lines are joined', () => {
    const at = (content: string, line: number) =>
      placeSuppression(wanted(text('.github/workflows/ci.yml', content), line), null)?.text ?? null;
    const comment = '# touchstone: ignore[some-rule] because\n';
    assert.equal(at('steps:\n  - run: pip install x\n', 2), `  ${comment}`);
    assert.equal(at('steps:\n  - run: |\n      if x; then\n        y\n      fi\n', 4), `        ${comment}`);
    assert.equal(at('steps:\n  - run: >-\n      pip install\n      x\n', 4), null);
    assert.equal(at('steps:\n  - run: pip install\n      x\n', 3), null);
    assert.equal(at('script:\n  - |\n    ls\n    pip install x\n', 4), `    ${comment}`);
  });

  it('is nowhere in a cell in which it would be no comment', () => {
    const cell = (kind: 'code' | 'markup', language: string, content = 'x\ny') =>
      placeSuppression(
        wanted({ kind: 'notebook', path: 'a.ipynb', cells: [{ kind, language, text: content, outputs: [] }] }, 2, {
          cell: 0,
        }),
        null,
      );
    assert.equal(cell('markup', 'markdown'), null);
    assert.equal(cell('code', 'scala'), null);
    assert.equal(cell('code', 'plaintext'), null);
    assert.equal(cell('code', 'python', '%md\ny'), null);
    for (const language of ['python', 'pyspark', 'r', 'bash'])
      assert.equal(cell('code', language)?.text, '# touchstone: ignore[some-rule] because\n');
  });

  it('is in the cell of the finding, but not in the body of a cell magic', () => {
    const notebook: ScanInput = {
      kind: 'notebook',
      path: 'a.ipynb',
      cells: [
        { kind: 'code', language: 'python', text: 'x', outputs: [] },
        { kind: 'code', language: 'python', text: '%%bash\npip install a', outputs: [] },
      ],
    };
    assert.equal(placeSuppression(wanted(notebook, 1, { cell: 0 }), null)!.cell, 0);
    assert.equal(placeSuppression(wanted(notebook, 2, { cell: 1 }), null), null);
    assert.equal(placeSuppression(wanted(notebook, 1, { cell: 7 }), null), null);
  });

  it('is nowhere in JSON, and nowhere below the text', () => {
    assert.equal(placeSuppression(wanted(text('a.json', '{}'), 1), null), null);
    assert.equal(placeSuppression(wanted(text('a.py', 'x\n'), 9), null), null);
  });
});

describe('place of a suppression comment in something of several lines', () => {
  let engine: Engine;
  before(async () => {
    engine = await Engine.create(grammars);
  });
  after(() => engine.dispose());

  /** The text with the comment for a finding on a line. */
  const commented = async (path: string, content: string, line: number): Promise<string | null> => {
    const input = text(path, content);
    const workspace = openWorkspace({
      files: new MemoryFiles({}),
      clock: { now: () => 0 },
      logger: { info: () => {}, warn: () => {}, error: () => {} },
    });
    const place = placeSuppression(wanted(input, line), await engine.read(input, workspace));
    if (place === null) return null;
    const at = new LineIndex(content).offsetAt(place);
    return content.slice(0, at) + place.text + content.slice(at);
  };
  const C = '# touchstone: ignore[some-rule] because';

  it('is above a text, a statement, a command, an entry', async () => {
    assert.equal(await commented('a.py', 'a = """\nkey\n"""\n', 2), `${C}\na = """\nkey\n"""\n`);
    assert.equal(
      await commented('a.py', 'a = {\n    "b": """\nkey\n""",\n}\n', 3),
      `a = {\n    ${C}\n    "b": """\nkey\n""",\n}\n`,
    );
    assert.equal(await commented('a.py', 'x = 1 + \\\n  2 + \\\n  3\n', 2), `${C}\nx = 1 + \\\n  2 + \\\n  3\n`);
    assert.equal(await commented('a.sh', 'pip install \\\n  a \\\n  b\n', 2), `${C}\npip install \\\n  a \\\n  b\n`);
    assert.equal(await commented('a.sh', 'cat <<E\nkey\nE\n', 2), `${C}\ncat <<E\nkey\nE\n`);
    assert.equal(await commented('a.yaml', 'a:\n  b: |\n    key\n', 3), `a:\n  ${C}\n  b: |\n    key\n`);
    assert.equal(await commented('.env', 'A="\nkey\n"\n', 2), `${C}\nA="\nkey\n"\n`);
    assert.equal(
      await commented('requirements.txt', 'a \\\n  --hash=sha256:00\n', 2),
      `${C}\na \\\n  --hash=sha256:00\n`,
    );
    assert.equal(await commented('Dockerfile', 'RUN a \\\n  b\n', 2), `RUN a \\\n  ${C}\n  b\n`);
    assert.equal(await commented('Dockerfile', 'RUN <<E\na\nE\n', 2), `${C}\nRUN <<E\na\nE\n`);
  });

  it('has the sign that the format knows', async () => {
    assert.equal(await commented('a.jsonc', '{\n  "a": 1\n}\n', 2), `{\n  ${C.replace('#', '//')}\n  "a": 1\n}\n`);
  });
});
