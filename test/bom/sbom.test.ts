import assert from 'node:assert/strict';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import type { Bom } from '../../src/bom/cyclonedx/document';
import type { Sbom, SbomOptions } from '../../src/bom/index';
import { generateSbom, validateText } from '../../src/bom/index';
import { NodeFileSystem } from '../../src/cli/node-files';
import type { FileSystem } from '../../src/core/host';
import { Engine } from '../../src/scan/engine';
import { walk } from '../../src/project/walk';
import { Workspace } from '../../src/project/workspace';
import { grammars } from '../harness/grammars';
import { MemoryFiles } from '../harness/memory-files';
import { policyFor } from '../../src/project/questions/policy';

const commit = '0123456789abcdef0123456789abcdef01234567';
const options: SbomOptions = { name: 'demo', toolVersion: '0.1.0' };

const textOf = ({ bytes }: Sbom): string | null => bytes && new TextDecoder().decode(bytes);

describe('bom', () => {
  let engine: Engine;
  before(async () => {
    engine = await Engine.create(grammars);
  });
  after(() => {
    engine?.dispose();
  });

  const workspaceOf = (files: FileSystem): Workspace =>
    new Workspace({ files, clock: { now: () => 0 }, logger: { info() {}, warn() {}, error() {} } });
  const generate = (
    files: Readonly<Record<string, string>>,
    more: Partial<SbomOptions> = {},
    paths = Object.keys(files),
  ): Promise<Sbom> => generateSbom(engine, workspaceOf(new MemoryFiles(files)), paths, { ...options, ...more });
  const parsed = (sbom: Sbom): Bom => {
    assert.notEqual(textOf(sbom), null, JSON.stringify(sbom.problems));
    return JSON.parse(textOf(sbom) ?? '') as Bom;
  };

  it('writes a valid document of a real project, the same bytes each time', async () => {
    const files = new NodeFileSystem(join(__dirname, '..', '..', 'examples', 'insecure-training'));
    const workspace = workspaceOf(files);
    const paths: string[] = [];
    for await (const file of walk(files, [''], { policyFor: (path) => policyFor(path, workspace) }))
      paths.push(file.path);
    const first = await generateSbom(engine, workspace, paths, options);
    const second = await generateSbom(engine, workspaceOf(files), [...paths].reverse(), options);
    assert.deepEqual(first.problems, []);
    assert.notEqual(textOf(first), null);
    assert.equal(textOf(second), textOf(first));
    assert.deepEqual(validateText(textOf(first) ?? ''), []);
    assert.ok(
      first.summary.packages > 5 && first.summary.models > 1 && first.summary.datasets > 0,
      JSON.stringify(first.summary),
    );
    for (const component of parsed(first).components)
      assert.ok((component.evidence?.occurrences ?? []).length > 0, component.name);
    assert.doesNotMatch(textOf(first) ?? '', new RegExp(join(__dirname, '..', '..').replace(/[\\.+]/gu, '\\$&'), 'u'));
  });

  it('writes an empty document for an empty project', async () => {
    const bom = parsed(await generate({}));
    assert.deepEqual(bom.components, []);
    assert.equal(bom.metadata.component.name, 'demo');
  });

  it('joins manifest, lock file and code of one project', async () => {
    const bom = parsed(
      await generate({
        'requirements.txt': 'torch>=2\npeft @ git+https://github.com/huggingface/peft@main\n',
        'uv.lock': `version = 1\n[[package]]\nname = "demo"\nversion = "0"\nsource = { virtual = "." }\n[[package]]\nname = "torch"\nversion = "2.4.1"\nsource = { registry = "https://pypi.org/simple" }\ndependencies = [{ name = "sympy" }]\nwheels = [{ url = "https://f/x.whl", hash = "sha256:${'ab'.repeat(32)}", size = 1 }]\n[[package]]\nname = "sympy"\nversion = "1.13"\nsource = { registry = "https://pypi.org/simple" }\n[[package]]\nname = "peft"\nversion = "0.9.0"\nsource = { git = "https://github.com/huggingface/peft?rev=main#${commit}" }\n`,
        'train.py': `from transformers import AutoModel\nAutoModel.from_pretrained("Qwen/Qwen2-7B", revision="${commit}")\n`,
      }),
    );
    const peft = `pkg:pypi/peft@0.9.0?vcs_url=git%2Bhttps:%2F%2Fgithub.com%2Fhuggingface%2Fpeft%40${commit}`;
    assert.deepEqual(
      bom.components.map((component) => component['bom-ref']),
      [peft, 'pkg:pypi/sympy@1.13', 'pkg:pypi/torch@2.4.1', `pkg:huggingface/Qwen/Qwen2-7B@${commit}`],
    );
    assert.deepEqual(bom.dependencies, [
      { ref: 'project:demo', dependsOn: [`pkg:huggingface/Qwen/Qwen2-7B@${commit}`, peft, 'pkg:pypi/torch@2.4.1'] },
      { ref: peft, dependsOn: [] },
      { ref: 'pkg:pypi/sympy@1.13', dependsOn: [] },
      { ref: 'pkg:pypi/torch@2.4.1', dependsOn: ['pkg:pypi/sympy@1.13'] },
    ]);
    assert.deepEqual(bom.compositions.find((group) => group.aggregate === 'complete')?.dependencies, [
      peft,
      'pkg:pypi/sympy@1.13',
      'pkg:pypi/torch@2.4.1',
    ]);
    assert.deepEqual(
      bom.compositions.filter((group) => group.aggregate === 'incomplete'),
      [],
    );
  });

  it('takes the time as text or as seconds, and refuses what is no time', async () => {
    assert.equal(parsed(await generate({}, { timestamp: 1_700_000_000 })).metadata.timestamp, '2023-11-14T22:13:20Z');
    assert.equal(
      parsed(await generate({}, { timestamp: '2026-01-01T00:00:00+01:00' })).metadata.timestamp,
      '2026-01-01T00:00:00+01:00',
    );
    for (const timestamp of ['yesterday', Number.NaN, 1e300]) {
      const refused = await generate({}, { timestamp });
      assert.equal(textOf(refused), null);
      assert.deepEqual(
        refused.problems.map((problem) => problem.pointer),
        ['/metadata/timestamp'],
      );
    }
  });

  it('takes the time of the commit that is checked out, where nothing says another', async () => {
    const files = {
      '.git/HEAD': `${commit}\n`,
      [`.git/objects/01/${commit.slice(2)}`]: new Uint8Array(
        deflateSync(`commit 1\0tree ${commit}\ncommitter A <a@example.org> 1700000000 +0100\n\nx`),
      ),
    };
    const generated = async (more: Partial<SbomOptions>): Promise<Bom> =>
      parsed(await generateSbom(engine, workspaceOf(new MemoryFiles(files)), [], { ...options, ...more }));
    assert.equal((await generated({})).metadata.timestamp, '2023-11-14T22:13:20Z');
    assert.equal((await generated({ timestamp: 0 })).metadata.timestamp, '1970-01-01T00:00:00Z');
    const spdx = await generateSbom(engine, workspaceOf(new MemoryFiles(files)), [], { ...options, format: 'spdx' });
    assert.match(textOf(spdx) ?? '', /"created": "2023-11-14T22:13:20Z"/u);
    assert.deepEqual(spdx.notes, []);
  });

  it('lets no credential through, wherever it stands', async () => {
    const secret = ['s3cr', 'etW', '0rd'].join('');
    const key = ['hf', 'A1b2'.repeat(9)].join('_');
    const sbom = await generate({
      'requirements.txt': [
        `--index-url https://u:${secret}@pypi.example/simple`,
        `a @ git+https://${secret}@h.example/a.git@${commit}`,
        `https://u:${secret}@h.example/b-1.0-py3-none-any.whl?token=${secret}`,
        `git+ssh://u:${secret}@h.example/c.git`,
        'd==1',
        `e>=1 ; python_version < "${key}"`,
      ].join('\n'),
      'a.py': `import pandas, torch\nfrom transformers import pipeline\ntorch.hub.load_state_dict_from_url("https://u:${secret}@h.example/w.pt?sig=${secret}")\npipeline("${key}", model="a/b", revision="${key}")\n`,
      'pyproject.toml': `[project]\nname = "demo"\nversion = "1"\ndescription = "see https://u:${secret}@h.example/x ${key}"\n`,
    });
    assert.notEqual(textOf(sbom), null, JSON.stringify(sbom.problems));
    assert.equal(textOf(sbom)?.includes(secret), false);
    assert.equal(textOf(sbom)?.includes(key), false);
    assert.equal(JSON.stringify([sbom.problems, sbom.notes, sbom.summary]).includes(secret), false);
  });

  it('gives a valid document of each format whatever metadata, images, actions, addresses and configurations say', async () => {
    const token = ['hf', 'A1b2'.repeat(9)].join('_');
    const piece = fc.constantFrom(
      'MIT',
      ' OR ',
      ' WITH ',
      '(',
      'License :: OSI Approved :: MIT License',
      'Ada',
      ' <a@e.org>',
      ', ',
      '"',
      '<',
      'UNKNOWN',
      'x'.repeat(300),
      'https://e.org/',
      'http://u:p@h/',
      'git@github.com:o/r.git',
      'mailto:a@b',
      ':latest',
      `@sha256:${'a'.repeat(64)}`,
      `@${commit}`,
      '@v4',
      '${X}',
      '${X:-y}',
      '/',
      'o/r',
      'UPPER',
      '..',
      '\ud800',
      '\0',
      '%',
      '%zz',
      'é',
      ' ',
      '#',
      '?a=b',
      '\\',
      "'",
      '{',
      '}',
      '\t',
      '__proto__',
      'constructor',
      ` ${token} `,
    );
    const value = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''));
    await fc.assert(
      fc.asyncProperty(value, value, value, async (a, b, c) => {
        const quoted = JSON.stringify(c.replace(/[\ud800-\udfff]/gu, ''));
        const files = {
          'requirements.txt': 'dist==1\n',
          '.venv/lib/python3.12/site-packages/dist-1.dist-info/METADATA': `Name: dist\nVersion: 1\nLicense: ${a}\nLicense-Expression: ${b}\nClassifier: ${c}\nAuthor: ${a}\nAuthor-email: ${b}\nMaintainer-email: ${c}\nHome-page: ${a}\nProject-URL: Source, ${b}\n`,
          'pyproject.toml': `[project]\nname = "x"\nlicense = ${quoted}\nauthors = [{ name = ${quoted}, email = ${quoted} }]\nurls = { Source = ${quoted}, Security = ${quoted} }\n`,
          '.git/config': `[remote "origin"]\n url = ${a}\n`,
          'security.txt': `Contact: ${b}\n`,
          Dockerfile: `ARG T=${a}\nFROM ${b}\nFROM x:\${T}\nCOPY --from=${c} / /\n`,
          'compose.yaml': `services:\n  a:\n    image: ${quoted}\n`,
          '.github/workflows/a.yml': `on: push\njobs:\n  a:\n    steps:\n      - uses: ${quoted}\n`,
          'conf.yaml': `model_name_or_path: ${quoted}\nmodel_revision: ${quoted}\ndataset_name: ${quoted}\n`,
        };
        for (const more of [{ specVersion: '1.7' }, { format: 'spdx', timestamp: 0 }] as const) {
          const made = await generate(files, more);
          assert.deepEqual(
            made.problems.filter(({ severity }) => severity === 'error'),
            [],
          );
          assert.equal(textOf(made)?.includes(token), false);
        }
      }),
      { numRuns: 60 },
    );
  }).timeout(60_000);

  it('gives a valid document whatever stands in the files', async () => {
    const piece = fc.constantFrom(
      'torch',
      'Torch_X',
      ' @ ',
      'git+https://h/a',
      '.git',
      '@main',
      `@${commit}`,
      '#egg=x',
      '#sha256=00',
      '==1',
      '>=2,<3',
      '==1.*',
      '===weird version',
      '==1!2+l.3',
      '[a,b]',
      ' ; python_version<"3"',
      '\\\n',
      '\n',
      '\r\n',
      ' --hash=sha256:00',
      `--hash=sha256:${'ab'.repeat(32)}`,
      '-r ',
      '-c ',
      '-e ',
      '--index-url ',
      '--extra-index-url ',
      'https://u:p@h/simple',
      './x',
      '../..',
      '/abs',
      'C:\\x',
      'é',
      '\u{1f600}',
      '\ud800',
      '\0',
      '%',
      '"',
      '<>',
      ' ',
      '://',
      '@',
      '?a=b&token=c',
      'x-1.0-py3-none-any.whl',
      '__proto__',
      'n'.repeat(1200),
      `==${'1'.repeat(1100)}`,
    );
    const text = fc.array(piece, { maxLength: 25 }).map((pieces) => pieces.join(''));
    const id = fc
      .array(
        fc.oneof(piece, fc.constantFrom('/', 'a/b', ':v1', 'models:/x/1', 'hf_hub:a/b', 'https://huggingface.co/a/b')),
        { minLength: 1, maxLength: 4 },
      )
      .map((pieces) => JSON.stringify(pieces.join('')));
    await fc.assert(
      fc.asyncProperty(text, text, fc.array(id, { maxLength: 6 }), async (requirements, more, ids) => {
        const code = [
          'import torch, timm, mlflow, pandas',
          'from transformers import AutoModel, pipeline',
          'from datasets import load_dataset',
          ...ids.flatMap((one) => [
            `AutoModel.from_pretrained(${one}, revision=${one})`,
            `torch.hub.load(${one}, ${one})`,
            `load_dataset(${one}, ${one})`,
            `timm.create_model(${one}, pretrained=True)`,
            `mlflow.pyfunc.load_model(${one})`,
            `torch.hub.load_state_dict_from_url(${one})`,
            `pipeline(${one}, model=${one})`,
          ]),
        ].join('\n');
        const sbom = await generate({ 'requirements.txt': requirements, 'requirements/x y é.txt': more, 'a.py': code });
        assert.deepEqual(
          sbom.problems.filter((problem) => problem.severity === 'error'),
          [],
        );
        assert.notEqual(textOf(sbom), null);
      }),
      { numRuns: 150 },
    );
  }).timeout(60_000);
});
