import assert from 'node:assert/strict';
import type { ScanOutcome } from '../../../src/scan/outcome';
import { Engine } from '../../../src/scan/engine';
import { walk } from '../../../src/project/walk';
import { Workspace } from '../../../src/project/workspace';
import { grammars } from '../../harness/grammars';
import { MemoryFiles } from '../../harness/memory-files';
import { sampleSecret } from '../../harness/secret-samples';
import { policyFor } from '../../../src/project/questions/policy';

const KEY = sampleSecret('huggingface');
let engine: Promise<Engine> | undefined;

async function scan(path: string, text: string, files: Readonly<Record<string, string>> = {}): Promise<ScanOutcome> {
  engine ??= Engine.create(grammars);
  const workspace = new Workspace({
    files: new MemoryFiles({ ...files, [path]: text }),
    hubCache: new MemoryFiles({}),
    clock: { now: () => 0 },
    logger: {
      info: () => {},
      warn: () => {},
      error: (message) => {
        throw new Error(message);
      },
    },
  });
  return (await engine).scan({ kind: 'text', path, text }, workspace);
}
const said = ({ findings }: ScanOutcome): string[] =>
  findings.map(({ rule, range }) => `${range.start.line}:${range.start.column} ${rule}`);

describe('Scripts and Dockerfiles', () => {
  it('are heard by every rule that hears commands', async () => {
    const script = `export TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD=1\nexport HF_TOKEN=${KEY}\npip install torch==2.7.0 --trusted-host pypi.internal\npython serve.py --trust-remote-code\n`;
    const expected = ['weights-only-disabled', 'hardcoded-secret', 'insecure-index', 'remote-code-trusted'];
    assert.deepEqual(
      said(await scan('train.sh', script))
        .map((item) => item.split(' ')[1])
        .filter((rule) => expected.includes(rule!)),
      expected,
    );
    const image = `FROM a\nENV TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD=1\nENV HF_TOKEN=${KEY}\nRUN pip install torch==2.7.0 --trusted-host pypi.internal\nCMD ["vllm", "serve", "--trust-remote-code"]\n`;
    assert.deepEqual(
      said(await scan('Dockerfile', image))
        .map((item) => item.split(' ')[1])
        .filter((rule) => expected.includes(rule!)),
      expected,
    );
  });

  it('say nothing about comments, but for keys', async () => {
    assert.deepEqual(
      said(
        await scan(
          'a.sh',
          '# pip install torch\n# python x.py --trust-remote-code\n# export TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD=1\n',
        ),
      ),
      [],
    );
    assert.deepEqual(said(await scan('Dockerfile', '# RUN pip install torch\n# CMD x --trust-remote-code\n')), []);
    assert.deepEqual(said(await scan('a.sh', `# ${KEY}\n`)), ['1:3 hardcoded-secret']);
  });

  it('are silenced by comments', async () => {
    for (const text of [
      `export HF_TOKEN=${KEY} # touchstone: ignore[hardcoded-secret] a test key`,
      `# touchstone: ignore[hardcoded-secret] a test key\nexport HF_TOKEN=${KEY}`,
      `#!/bin/sh\n# touchstone: ignore-file[hardcoded-secret] a test key\n\nexport HF_TOKEN=${KEY}`,
    ]) {
      const outcome = await scan('a.sh', text);
      assert.deepEqual([said(outcome), outcome.suppressed], [[], 1], text);
    }
    for (const text of [
      `RUN a \\\n  # touchstone: ignore[hardcoded-secret] a test key\n  --token ${KEY}\n`,
      `# touchstone: ignore[hardcoded-secret] a test key\nENV HF_TOKEN=${KEY}\n`,
    ]) {
      const outcome = await scan('Dockerfile', text);
      assert.deepEqual([said(outcome).filter((item) => item.includes('hardcoded')), outcome.suppressed], [[], 1], text);
    }
  });

  it('are placed right with any line ends and a byte order mark', async () => {
    assert.deepEqual(said(await scan('a.sh', `\uFEFF#!/bin/sh\r\nexport HF_TOKEN=${KEY}\r\n`)), [
      '2:17 hardcoded-secret',
    ]);
    assert.deepEqual(
      said(await scan('Dockerfile', `FROM a\r\nENV A=b \\\r\n    HF_TOKEN=${KEY}\r\n`)).filter((item) =>
        item.includes('hardcoded'),
      ),
      ['3:14 hardcoded-secret'],
    );
  });

  it('that are too large are a note', async () => {
    const outcome = await scan('a.sh', 'echo x\n'.repeat(200_000));
    assert.match(outcome.notes[0]!.message, /^not read: larger/);
  });

  it('are found by the walk', async () => {
    const paths: string[] = [];
    const files = new MemoryFiles({
      'a.sh': '',
      'jobs/b.slurm': '',
      Dockerfile: '',
      'docker/Dockerfile.gpu': '',
      'c.dockerfile': '',
      'x.md': '',
      'Dockerfile.dockerignore': '',
    });
    const workspace = new Workspace({
      files,
      hubCache: files,
      clock: { now: () => 0 },
      logger: { info: () => {}, warn: () => {}, error: () => {} },
    });
    for await (const { path } of walk(files, [''], { policyFor: (path) => policyFor(path, workspace) }))
      paths.push(path);
    assert.deepEqual(paths.sort(), ['Dockerfile', 'a.sh', 'c.dockerfile', 'docker/Dockerfile.gpu', 'jobs/b.slurm']);
  });

  it('of a shell that git ignores are left alone', async () => {
    assert.deepEqual(said(await scan('.envrc', `export HF_TOKEN=${KEY}\n`, { '.gitignore': '.envrc\n' })), []);
    assert.deepEqual(said(await scan('.envrc', `export HF_TOKEN=${KEY}\n`)), ['1:17 hardcoded-secret']);
  });
});
