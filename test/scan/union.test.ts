import assert from 'node:assert/strict';
import { Engine } from '../../src/scan/engine';
import { Workspace } from '../../src/project/workspace';
import { applyEdits } from '../../src/scan/apply';
import { LineIndex } from '../../src/core/range';
import { grammars } from '../harness/grammars';
import { MemoryFiles } from '../harness/memory-files';

const SHA = '0123456789abcdef0123456789abcdef01234567';
const HUB_CACHE = {
  'models--stranger--bert/refs/main': `${SHA}\n`,
  [`models--stranger--bert/snapshots/${SHA}/config.json`]: '{}',
};

const program = (first = '', second = ''): string =>
  [
    'from transformers import AutoModel, AutoTokenizer',
    `tokenizer = AutoTokenizer.from_pretrained("stranger/bert")${first}`,
    `model = AutoModel.from_pretrained("stranger/bert")${second}`,
    '',
  ].join('\n');

describe('findings about one thing', () => {
  let engine: Engine;
  before(async () => {
    engine = await Engine.create(grammars);
  });
  after(() => engine.dispose());

  const open = (files: Record<string, string> = {}): Workspace =>
    new Workspace({
      files: new MemoryFiles(files),
      hubCache: new MemoryFiles(HUB_CACHE),
      clock: { now: () => Date.UTC(2026, 5, 1) },
      logger: { info: () => {}, warn: () => {}, error: (message) => assert.fail(message) },
    });
  const scan = (text: string, files: Record<string, string> = {}) =>
    engine.scan({ kind: 'text', path: 'a.py', text }, open(files));
  const placesOf = async (text: string, files: Record<string, string> = {}) =>
    (await scan(text, files)).findings.map(({ rule, severity, range }) => [rule, severity, range.start.line]);

  it('are one under the id of the stronger rule, with the other places beside it', async () => {
    const { findings } = await scan(program());
    assert.deepEqual(
      findings.map(({ rule, severity, range, related, absorbed }) => [
        rule,
        severity,
        range.start.line,
        related.map((place) => [place.range.start.line, place.message]),
        absorbed?.map((part) => [part.rule, part.range.start.line]),
      ]),
      [
        [
          'untrusted-model-source',
          'warning',
          2,
          [[3, 'The model stranger/bert is loaded here too.']],
          [
            ['unpinned-model-revision', 2],
            ['untrusted-model-source', 3],
            ['unpinned-model-revision', 3],
          ],
        ],
      ],
    );
    assert.equal(findings[0]!.message, 'The tokenizer stranger/bert is unpinned, and its publisher is not well known.');
  });

  it('have a fix that mends all places, and the others once', async () => {
    const text = program();
    const [finding] = (await scan(text)).findings;
    assert.deepEqual(
      finding!.fixes.map(({ title, safety, edits }) => [title, safety, edits.length]),
      [
        ['Pin to 0123456… (from the local model cache)', 'safe', 2],
        ['Trust stranger in touchstone.toml', 'unsafe', 1],
      ],
    );
    const lines = new LineIndex(text);
    const fixed = applyEdits(
      text,
      finding!.fixes[0]!.edits.map((edit) => ({
        text: edit.text,
        range: {
          start: lines.startOf(edit.range.start.line) + edit.range.start.column - 1,
          end: lines.startOf(edit.range.end.line) + edit.range.end.column - 1,
        },
      })),
    );
    assert.equal(fixed, text.replaceAll('"stranger/bert"', `"stranger/bert", revision="${SHA}"`));
    assert.deepEqual(await placesOf(fixed), [['untrusted-model-source', 'info', 2]]);
  });

  it('are silenced by a comment with either id, but only where it stands', async () => {
    for (const id of ['untrusted-model-source', 'unpinned-model-revision']) {
      const comment = `  # touchstone: ignore[${id}] it is ours`;
      assert.deepEqual(await placesOf(program(comment)), [['untrusted-model-source', 'warning', 3]], id);
      assert.deepEqual(await placesOf(program('', comment)), [['untrusted-model-source', 'warning', 2]], id);
      const { findings, suppressed } = await scan(program(comment, comment));
      assert.deepEqual([findings.length, suppressed], [0, 2], id);
    }
  });

  it('are told by the rule that is left where the other is off', async () => {
    const off = (id: string) => ({ 'touchstone.toml': `[rules]\n${id} = "off"\n` });
    assert.deepEqual(await placesOf(program(), off('untrusted-model-source')), [
      ['unpinned-model-revision', 'warning', 2],
    ]);
    assert.deepEqual(await placesOf(program(), off('unpinned-model-revision')), [
      ['untrusted-model-source', 'warning', 2],
    ]);
  });

  it('are as severe as the worst of them, whatever the configuration makes worse', async () => {
    const worse = {
      'touchstone.toml': '[rules]\nunpinned-model-revision = "error"\nuntrusted-model-source = "hint"\n',
    };
    assert.deepEqual(await placesOf(program(), worse), [['unpinned-model-revision', 'error', 2]]);
  });

  it('stay apart where the revision, the kind of repository or the name is another', async () => {
    const text = [
      'from datasets import load_dataset',
      'from transformers import AutoModel',
      `AutoModel.from_pretrained("stranger/bert", revision="${SHA}")`,
      'AutoModel.from_pretrained("stranger/bert")',
      'load_dataset("stranger/bert")',
      'AutoModel.from_pretrained("stranger/gpt")',
      '',
    ].join('\n');
    assert.deepEqual(
      (await placesOf(text)).map(([, severity, line]) => [severity, line]),
      [
        ['info', 3],
        ['warning', 4],
        ['warning', 5],
        ['warning', 6],
      ],
    );
  });

  it('of a publisher whose code runs are told of by the rule on that', async () => {
    const text = 'import torch\ntorch.hub.load("stranger/zoo", "a")\ntorch.hub.load("stranger/zoo", "b")\n';
    assert.deepEqual(await placesOf(text), [['remote-code-trusted', 'error', 2]]);
  });

  const trusting = (first = '', second = ''): string =>
    [
      'from transformers import AutoModel, AutoTokenizer',
      'def load(path):',
      `    tokenizer = AutoTokenizer.from_pretrained(path, trust_remote_code=True)${first}`,
      `    return AutoModel.from_pretrained(path, trust_remote_code=True)${second}`,
      '',
    ].join('\n');

  it('are one where the same variable says what is loaded', async () => {
    const { findings } = await scan(trusting());
    assert.deepEqual(
      findings.map(({ rule, range, related, absorbed, fixes }) => [
        rule,
        range.start.line,
        related.map((place) => [place.range.start.line, place.message]),
        absorbed!.map((part) => [part.rule, part.range.start.line]),
        fixes.map(({ title, edits }) => [title, edits.map((edit) => edit.range.start.line)]),
      ]),
      [
        [
          'remote-code-trusted',
          3,
          [[4, 'The same model is loaded here too.']],
          [['remote-code-trusted', 4]],
          [['Set trust_remote_code=False', [3, 4]]],
        ],
      ],
    );
  });

  it('of one variable are silenced each where it stands', async () => {
    const comment = '  # touchstone: ignore[remote-code-trusted] it is ours';
    assert.deepEqual(await placesOf(trusting(comment)), [['remote-code-trusted', 'warning', 4]]);
    assert.deepEqual(await placesOf(trusting('', comment)), [['remote-code-trusted', 'warning', 3]]);
    const { findings, suppressed } = await scan(trusting(comment, comment));
    assert.deepEqual([findings.length, suppressed], [0, 2]);
  });

  it('at the switch and at the name in one call are one', async () => {
    const call = (comment = '') =>
      `from transformers import AutoModel\nAutoModel.from_pretrained("stranger/bert", trust_remote_code=True)${comment}\n`;
    const { findings } = await scan(call());
    assert.deepEqual(
      findings.map(({ rule, severity, related, absorbed, fixes }) => [
        rule,
        severity,
        related,
        absorbed!.map((part) => part.rule).sort(),
        fixes.map(({ title }) => title).sort(),
      ]),
      [
        [
          'remote-code-trusted',
          'error',
          [],
          ['unpinned-model-revision', 'untrusted-model-source'],
          [
            'Pin to 0123456… (from the local model cache)',
            'Set trust_remote_code=False',
            'Trust stranger in touchstone.toml',
          ],
        ],
      ],
    );
    const silenced = (id: string) => placesOf(call(`  # touchstone: ignore[${id}] ours`));
    // Whoever accepts that it moves has not said that its code may run.
    assert.deepEqual(await silenced('unpinned-model-revision'), [['remote-code-trusted', 'error', 2]]);
    assert.deepEqual(await silenced('remote-code-trusted'), [['unpinned-model-revision', 'warning', 2]]);
    assert.deepEqual(await silenced('remote-code-trusted, unpinned-model-revision'), []);
  });

  it('are one in all cells of a notebook', async () => {
    const cell = (text: string) => ({ kind: 'code' as const, text, language: 'python', outputs: [] });
    const { findings } = await engine.scan(
      {
        kind: 'notebook',
        path: 'a.ipynb',
        cells: [
          cell('from transformers import AutoModel, AutoTokenizer\n'),
          cell('AutoTokenizer.from_pretrained("stranger/bert")\n'),
          cell('AutoModel.from_pretrained("stranger/bert")\n'),
        ],
      },
      open(),
    );
    assert.deepEqual(
      findings.map(({ cell: at, related, absorbed }) => [
        at,
        related.map((place) => place.cell),
        absorbed!.map((part) => part.cell),
      ]),
      [[1, [2], [undefined, 2, 2]]],
    );
  });

  it('move together while the document is edited', async () => {
    const workspace = open();
    const at = async (text: string) =>
      (await engine.scan({ kind: 'text', path: 'a.py', text, session: 's' }, workspace)).findings.map(
        ({ range, related }) => [range.start.line, related.map((place) => place.range.start.line)],
      );
    assert.deepEqual(await at(`x = 1\n${program()}`), [[3, [4]]]);
    assert.deepEqual(await at(`x = 1\n\n${program()}`), [[4, [5]]]);
    assert.deepEqual(await at(`x = 12\n\n${program()}`), [[4, [5]]]);
  });
});
