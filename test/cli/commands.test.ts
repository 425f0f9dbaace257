import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { RULES } from '../../src/rules/index';
import { validateText } from '../../src/bom/cyclonedx/validate';
import type { Bom } from '../../src/bom/cyclonedx/document';
import { call, project, run } from './bundle';

describe('touchstone rules', function () {
  this.timeout(60_000);

  it('lists the rules, and prints the page of one', async () => {
    const root = project({});
    const { out } = await run(root, ['rules']);
    assert.deepEqual(
      out
        .trimEnd()
        .split('\n')
        .map((line) => line.split(/\s+/)[0]),
      RULES.map(({ id }) => id),
    );
    const page = (await run(root, ['rules', 'hardcoded-secret'])).out;
    assert.match(page, /^hardcoded-secret: Hardcoded secret\n[\s\S]*\nWhy is this bad\?\n[\s\S]*\nHow to fix\n/);
    assert.match(page, /\nExample\n {4}from [\s\S]*\nUse instead\n {4}import os\n/);
    assert.match(
      page,
      /\n- CWE-798 Use of Hard-coded Credentials: https:[\s\S]*\n- MITRE ATLAS AML\.T0055 Unsecured Credentials: https:/,
    );
  });

  it('says in one sentence that there is no such rule, and which was meant', async () => {
    const root = project({ 'a.py': '' });
    for (const args of [
      ['rules', 'unsafe-torch-lod'],
      ['scan', '--rule', 'unsafe_torch_load'],
      ['scan', '--ignore', 'Unsafe-Torch-Load'],
    ]) {
      const { status, out, err } = await run(root, args);
      const name = args.at(-1);
      assert.deepEqual(
        [status, out, err],
        [2, '', `touchstone: there is no rule "${name}"; did you mean "unsafe-torch-load"?\n`],
      );
    }
    const { err } = await run(root, ['rules', 'nope']);
    assert.equal(err, 'touchstone: there is no rule "nope"; "touchstone rules" lists them\n');
  });

  it('prints them as JSON', async () => {
    const all = JSON.parse((await run(project({}), ['rules', '--format', 'json'])).out) as {
      id: string;
      cwe: string;
      url: string;
      owasp?: string;
      atlas?: string[];
      example: { language: string; bad: string; instead: string };
    }[];
    assert.deepEqual(
      all.map(({ id }) => id),
      RULES.map(({ id }) => id),
    );
    assert.match(all[0]!.cwe, /^CWE-\d+$/);
    assert.match(all[0]!.url, /^https:\/\/.*\.md$/);
    const load = all.find(({ id }) => id === 'unsafe-torch-load')!;
    assert.equal(load.owasp, 'LLM04:2025 Data and Model Poisoning');
    assert.equal(load.atlas![0], 'AML.T0011.000 User Execution: Unsafe AI Artifacts');
    for (const { id, example } of all) assert.ok(example.bad !== '' && example.instead !== '', id);
  });
});

describe('touchstone sbom', function () {
  this.timeout(60_000);
  const FILES = {
    'train.py': 'from transformers import AutoModel\nAutoModel.from_pretrained("meta-llama/Llama-3.1-8B")\n',
    'requirements.txt': 'torch==2.5.1\nnumpy\n',
  };

  it('writes the same valid document twice, to a file or to standard output', async () => {
    const root = project(FILES);
    const first = await run(root, ['sbom']);
    assert.equal(first.status, 0, first.err);
    assert.equal((await run(root, ['sbom', '.'])).out, first.out);
    const written = await run(root, ['sbom', '-o', 'bom.cdx.json']);
    assert.equal(written.out, '');
    assert.equal(readFileSync(path.join(root, 'bom.cdx.json'), 'utf8'), first.out);
    const valid = await run(root, ['sbom', '--validate', '-'], { input: first.out });
    assert.equal(valid.status, 0);
    const [answer, lacks, warnings] = valid.out.split('\n');
    assert.equal(answer, 'standard input is valid CycloneDX 1.6, by the official schema');
    assert.match(lacks!, /^incomplete, it lacks: .*licence \(3 of 3 components\)/);
    assert.equal(warnings, 'no warnings');
  });

  it('says of a manifest that is no text only that', async () => {
    const root = project({ 'pyproject.toml': new Uint8Array([1, 0, 2, 0, 0xff]) });
    const { err } = await call(root, ['sbom', '-o', 'bom.json']);
    assert.match(err, /pyproject\.toml: not read: not a text file/);
    assert.doesNotMatch(err, /made when it is built/);
  });

  it('says in the document and on standard error which manifests were not read', async () => {
    const text: Readonly<Record<string, string>> = {
      'pyproject.toml': '[project]\nname = "x"\nversion = "1"\ndynamic = ["dependencies"]\n',
      'setup.py': 'from setuptools import setup\nsetup(**requirements_of_today())\n',
    };
    for (const [name, content] of Object.entries(text)) {
      const { status, out, err } = await call(project({ [name]: content }), ['sbom']);
      assert.equal(status, 0);
      assert.match(
        err,
        new RegExp(`^note: ${name}: (?:its dependencies are made when it is built|not read): packages`, 'm'),
      );
      const bom = JSON.parse(out) as Bom;
      assert.deepEqual(validateText(out), []);
      assert.ok(
        bom.metadata.properties.some(
          (each) => each.name === 'touchstone:incomplete' && each.value.startsWith(`${name}: `),
        ),
      );
      assert.equal(bom.compositions[0]!.aggregate, 'incomplete');
    }
    assert.equal((await call(project({ 'requirements.txt': 'torch==2.5.1\n' }), ['sbom'])).err, '');
  });

  it('writes CycloneDX 1.7 and SPDX, each the same twice, and valid', async () => {
    const root = project(FILES);
    const env = { SOURCE_DATE_EPOCH: '1700000000' };
    for (const [args, named] of [
      [['--spec-version', '1.7'], 'CycloneDX 1.7'],
      [['--format', 'spdx'], 'SPDX 3.0.1'],
    ] as const) {
      const first = await run(root, ['sbom', ...args], { env });
      assert.equal((await run(root, ['sbom', ...args], { env })).out, first.out);
      const { status, out } = await run(root, ['sbom', '--validate', '-'], { input: first.out });
      assert.deepEqual([status, out.split('\n')[0]], [0, `standard input is valid ${named}, by the official schema`]);
    }
    const spdx = await run(root, ['sbom', '--format', 'spdx'], { env });
    assert.match(spdx.err, /^note: models and data sets: described by the software profile/m);
    assert.match(spdx.err, /^note: 2 components without a known version or content: pkg:pypi\/numpy, model:/m);
    for (const args of [
      ['--format', 'spdx', '--spec-version', '1.7'],
      ['--spec-version', '3.0.1'],
      ['--format', 'json'],
    ])
      assert.equal((await run(root, ['sbom', ...args])).status, 2, args.join(' '));
  });

  it('compares documents, and says what one lacks', async () => {
    const root = project({ 'requirements.txt': 'a==1.0\nb==1.0\n' });
    await run(root, ['sbom', '-o', 'old.json']);
    writeFileSync(path.join(root, 'requirements.txt'), 'a==2.0\nc==1.0\n');
    await run(root, ['sbom', '--spec-version', '1.7', '-o', 'new.json']);
    const { status, out } = await run(root, ['sbom', '--diff', 'old.json', 'new.json']);
    assert.equal(status, 0);
    assert.equal(
      out,
      '+ pkg:pypi/c 1.0\n- pkg:pypi/b 1.0\n~ pkg:pypi/a 1.0 → 2.0\n1 added, 1 removed, 1 changed, 0 unchanged\n',
    );
    const json = JSON.parse(
      (await run(root, ['sbom', '--diff', 'old.json', 'new.json', '--format', 'json'])).out,
    ) as Record<string, unknown>;
    assert.deepEqual(json['new'], { format: 'cyclonedx', specVersion: '1.7' });
    assert.deepEqual(json['summary'], { added: 1, removed: 1, changed: 1, unchanged: 0 });
    const gaps = await run(root, ['sbom', '--gaps', 'new.json']);
    assert.equal(gaps.status, 0);
    assert.match(gaps.out, /^missing {3}licence: 0 of 2 components; install the packages/m);
    assert.match(gaps.out, /^complete {2}version: 2 of 2 components$/m);
    for (const args of [
      ['--diff', 'old.json'],
      ['--diff', 'old.json', 'new.json', 'x.json'],
      ['--diff', 'old.json', 'requirements.txt'],
      ['--gaps', 'gone.json'],
      ['--gaps', 'old.json', '--validate', 'old.json'],
      ['--gaps', 'old.json', '.'],
      ['--validate', 'old.json', '--format', 'json'],
      ['--validate', 'old.json', '--format', 'spdx'],
    ])
      assert.equal((await run(root, ['sbom', ...args])).status, 2, args.join(' '));
  });

  it('tells what is wrong with a document', async () => {
    const { status, out } = await run(project({}), ['sbom', '--validate', '-'], {
      input: '{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [{}]}',
    });
    assert.equal(status, 1);
    assert.match(out, /^error .*\(schema\)$/m);
    assert.equal((await run(project({}), ['sbom', 'gone'])).status, 2);
    assert.equal((await run(project({}), ['sbom', '--validate', 'gone.json'])).status, 2);
  });
});
