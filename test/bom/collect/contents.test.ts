import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readImage } from '../../../src/bom/images';
import { componentOf, type Component } from '../../../src/bom/inventory';
import { placesOf } from '../../../src/bom/source-files';
import { collect, commit, find, locked } from './collecting';
import { licenceOfText } from '../../../src/bom/licence-file';

const sha = (letter: string): string => `sha256:${letter.repeat(64)}`;
const file = (name: string, letter: string, url: string | null = null) => ({
  name,
  url,
  size: null,
  hashes: [sha(letter)],
});
const environment = (name: string, version: string) => ({
  path: '.venv',
  kind: 'environment' as const,
  packages: [
    locked(name, version, {
      metadata: { licenceExpression: 'MIT', author: 'Ada', projectUrls: ['Source, https://github.com/o/r'] },
    }),
  ],
});

describe('bom/collect: contents', () => {
  it('takes licences and makers from the installed distribution of the same version, and of no other', async () => {
    for (const [installed, licences] of [
      ['1.0', ['MIT']],
      ['1.1', []],
    ] as const) {
      const inventory = await collect({ 'requirements.txt': 'a==1.0\n' }, { locks: [environment('a', installed)] });
      const found = find(inventory, 'pkg:pypi/a@1.0');
      assert.deepEqual(found.licences, licences);
      assert.equal(found.supplier?.name, licences.length > 0 ? 'Ada' : undefined);
      assert.equal(
        found.links.some(({ kind }) => kind === 'vcs'),
        licences.length > 0,
      );
    }
  });

  it('says which state of each file it was read from, but of none that is a component itself or lies outside', async () => {
    const files = {
      'requirements.txt': 'a==1.0\n-c limits/all.txt\n',
      'limits/all.txt': 'a<2\n',
      'requirements/empty.txt': '',
      'train.py': 'from transformers import AutoModel\nAutoModel.from_pretrained("o/m")\n',
      'other.py': 'import os\n',
      'poetry.lock': '# kept elsewhere\n',
    };
    const locks = [
      { path: 'poetry.lock', kind: 'poetry' as const, packages: [locked('a', '1.0')] },
      environment('a', '1.0'),
      { path: '../poetry.lock', kind: 'poetry' as const, packages: [locked('b', '1.0')] },
    ];
    const { root } = await collect(files, { locks });
    const expected = [
      'limits/all.txt',
      'poetry.lock',
      'requirements.txt',
      'requirements/empty.txt',
      'train.py',
    ] as const;
    assert.deepEqual(
      root.sources,
      expected.map((path) => ({
        path,
        hashes: [{ algorithm: 'sha256', value: createHash('sha256').update(files[path]).digest('hex') }],
      })),
    );
    const weights = componentOf({
      ref: 'model:./w.safetensors',
      kind: 'model',
      name: 'w.safetensors',
      occurrences: [{ path: 'w.safetensors', cell: null, line: null, column: null, symbol: null }],
    });
    assert.deepEqual([...placesOf([weights])], []);
  });

  it('lists the files of a lock, and gives the package the digest of a wheel that serves all', async () => {
    const lock = {
      path: 'poetry.lock',
      kind: 'poetry' as const,
      packages: [
        locked('pure', '1', {
          hashes: [sha('a'), sha('b')],
          files: [file('pure-1-py3-none-any.whl', 'a'), file('pure-1.tar.gz', 'b')],
        }),
        locked('native', '1', {
          hashes: [sha('c')],
          files: [
            file('native-1-cp312-cp312-win_amd64.whl', 'c', 'https://f.example/native-1-cp312-cp312-win_amd64.whl'),
          ],
          index: 'https://u:p@private.example/simple',
        }),
      ],
    };
    const inventory = await collect({ 'pyproject.toml': '[project]\nname = "x"\n' }, { locks: [lock] });
    const pure = find(inventory, 'pkg:pypi/pure@1');
    assert.deepEqual(pure.hashes, [{ algorithm: 'sha256', value: 'a'.repeat(64) }]);
    assert.deepEqual(
      pure.links.map(({ url, hashes }) => [url, hashes[0]?.value[0]]),
      [
        ['https://pypi.org/simple/pure/#pure-1-py3-none-any.whl', 'a'],
        ['https://pypi.org/simple/pure/#pure-1.tar.gz', 'b'],
      ],
    );
    const native = inventory.components.find(({ name }) => name === 'native')!;
    assert.match(native.purl ?? '', /repository_url=https:%2F%2Fprivate\.example%2Fsimple$/u);
    assert.deepEqual([native.hashes, native.files.length], [[], 1]);
    assert.doesNotMatch(JSON.stringify(inventory), /u:p@/u);
  });

  it('joins the versions that a package takes, where the lock has several', async () => {
    const lock = {
      path: 'uv.lock',
      kind: 'uv' as const,
      direct: ['a'],
      packages: [
        locked('a', '1', { dependencies: ['b'], dependencyVersions: { b: ['2'] } }),
        locked('b', '1'),
        locked('b', '2'),
        locked('c', '1', { dependencies: ['constructor', 'b'], dependencyVersions: {} }),
      ],
    };
    const { relations } = await collect({ 'pyproject.toml': '[project]\nname = "x"\n' }, { locks: [lock] });
    assert.deepEqual(
      relations.filter(({ from }) => from === 'pkg:pypi/a@1').map(({ to }) => to),
      ['pkg:pypi/b@2'],
    );
    assert.deepEqual(
      relations.filter(({ from }) => from === 'pkg:pypi/c@1').map(({ to }) => to),
      ['pkg:pypi/b@1', 'pkg:pypi/b@2'],
    );
  });

  it('says of the project what its files say', async () => {
    const { root } = await collect({
      'pyproject.toml': `[project]\nname = "app"\nversion = "1.2"\nlicense = "mit"\nauthors = [{ name = "Ada", email = "a@e.org" }]\n[project.urls]\nIssues = "https://e.org/issues"\nSecurity = "https://e.org/security"\n`,
      '.git/config': '[remote "origin"]\n\turl = git@github.com:acme/app.git\n',
      'SECURITY.md': 'write to us\n',
      '.well-known/security.txt': 'Contact: mailto:sec@e.org\nContact: nobody\nExpires: 2027-01-01T00:00:00Z\n',
    });
    assert.deepEqual(root.licences, ['MIT']);
    assert.deepEqual(root.authors, [{ name: 'Ada', email: 'a@e.org' }]);
    assert.deepEqual(root.manufacturer, { name: 'acme', url: 'https://github.com/acme' });
    assert.equal(root.purl, 'pkg:generic/app@1.2?vcs_url=git%2Bhttps:%2F%2Fgithub.com%2Facme%2Fapp');
    assert.deepEqual(
      root.links.map(({ kind, url }) => [kind, url]),
      [
        ['vcs', 'https://github.com/acme/app'],
        ['issue-tracker', 'https://e.org/issues'],
        ['security-contact', 'https://e.org/security'],
        ['security-contact', 'mailto:sec@e.org'],
        ['security-contact', 'https://github.com/acme/app/security/policy'],
      ],
    );
    const poetry = await collect({
      'pyproject.toml': `[tool.poetry]\nname = "app"\nlicense = "Apache-2.0"\nauthors = ["Ada <a@e.org>", "Grace"]\nhomepage = "https://e.org"\n`,
    });
    assert.deepEqual(
      poetry.root.authors.map(({ name }) => name),
      ['Ada', 'Grace'],
    );
    assert.deepEqual(
      poetry.root.links.map(({ url }) => url),
      ['https://e.org'],
    );
  });

  it('takes what a source distribution says of the project, where pyproject.toml says nothing', async () => {
    const pkgInfo = `Metadata-Version: 2.4\nName: my_app\nVersion: 3.1\nSummary: Trains\nHome-page: https://e.org\nAuthor: Ada\nAuthor-email: a@e.org\nLicense: Apache\nProject-URL: Tracker, https://e.org/issues\n\nVersion: 9\n`;
    const { root } = await collect({
      'PKG-INFO': pkgInfo,
      LICENSE: '   Apache License\n  Version 2.0, January 2004\n …\n  END OF TERMS AND CONDITIONS\n',
    });
    assert.deepEqual(
      [root.name, root.version, root.description, root.licences, root.authors],
      ['my_app', '3.1', 'Trains', ['Apache-2.0'], [{ name: 'Ada', email: 'a@e.org' }]],
    );
    assert.deepEqual(
      root.links.map(({ kind, url }) => [kind, url]),
      [
        ['website', 'https://e.org'],
        ['issue-tracker', 'https://e.org/issues'],
      ],
    );
    const filled = await collect({
      'pyproject.toml': '[project]\nname = "my-app"\nlicense = "MIT"\ndynamic = ["version"]\n',
      'PKG-INFO': pkgInfo,
    });
    assert.deepEqual([filled.root.name, filled.root.version, filled.root.licences], ['my-app', '3.1', ['MIT']]);
    const another = await collect({ 'pyproject.toml': '[project]\nname = "other"\n', 'PKG-INFO': pkgInfo });
    assert.deepEqual([another.root.name, another.root.version, another.root.licences], ['other', null, []]);
  });

  it('knows a licence by its whole text, and no other', () => {
    const mit =
      'Copyright (c) 2024 Ada\n\nPermission is hereby granted, free of charge, to any person obtaining a copy\nof this software and associated documentation files (the "Software"), to deal\n\nThe above copyright notice and this permission notice shall be included in all\ncopies or substantial portions of the Software.\n';
    const bsd =
      'Redistribution and use in source and binary forms, with or without\nmodification, are permitted provided that\n2. Redistributions in binary form must reproduce the above copyright notice,\n';
    const apache = 'Apache License\nVersion 2.0, January 2004\nEND OF TERMS AND CONDITIONS\n';
    for (const [text, expected] of [
      [mit, 'MIT'],
      [bsd, 'BSD-2-Clause'],
      [`${bsd}3. Neither the name of the copyright holder nor`, 'BSD-3-Clause'],
      [`${bsd}3. All advertising materials\n4. Neither the name of the`, null],
      [apache, 'Apache-2.0'],
      [apache + mit, null],
      ['Apache License\nVersion 2.0, January 2004\n', null],
      ['MIT License\n', null],
      ['GNU GENERAL PUBLIC LICENSE\nVersion 3, 29 June 2007\n', null],
      ['', null],
    ] as const)
      assert.equal(licenceOfText(text), expected, text.slice(0, 60));
  });

  it('lists what images are built on and run, and actions', async () => {
    const digest = `sha256:${'a'.repeat(64)}`;
    const inventory = await collect({
      Dockerfile: `ARG TAG=2.4\nFROM pytorch/pytorch:\${TAG} AS base\nCOPY --from=ghcr.io/o/uv:1 /uv /bin/\nCOPY --from=base / /\nFROM base\nFROM nvcr.io/nvidia/pytorch@${digest}\nFROM \${GONE}\nFROM scratch\n`,
      'compose.yaml': 'services:\n  db:\n    image: postgres:${PG:-16}\n',
      '.github/workflows/ci.yml': `on: push\njobs:\n  a:\n    container: { image: "python:3.12" }\n    steps:\n      - uses: actions/checkout@v4\n      - uses: o/r/sub@${commit}\n      - uses: ./own\n      - uses: docker://alpine:3\n      - run: pip install ruff==0.1.0\n`,
    });
    const told = ({ kind, purl, version, unresolved }: Component): unknown => [kind, purl, version, unresolved];
    assert.deepEqual(inventory.components.filter(({ kind }) => kind === 'image' || kind === 'action').map(told), [
      ['image', 'pkg:docker/alpine@3', '3', 'mutable-reference'],
      ['image', `pkg:docker/nvidia/pytorch@${digest}?repository_url=nvcr.io`, digest, null],
      ['image', 'pkg:docker/o/uv@1?repository_url=ghcr.io', '1', 'mutable-reference'],
      ['image', 'pkg:docker/postgres@16', '16', 'mutable-reference'],
      ['image', 'pkg:docker/python@3.12', '3.12', 'mutable-reference'],
      ['image', 'pkg:docker/pytorch/pytorch@2.4', '2.4', 'mutable-reference'],
      ['action', 'pkg:github/actions/checkout@v4', 'v4', 'mutable-reference'],
      ['action', `pkg:github/o/r@${commit}#sub`, commit, null],
    ]);
    assert.equal(find(inventory, 'pkg:pypi/ruff@0.1.0').scope, 'excluded');
    assert.deepEqual(
      inventory.incomplete.map(({ path, message }) => `${path}: ${message}`),
      ['Dockerfile: line 7 names an image that only a build decides'],
    );
  });

  it('reads names of images as registries do', () => {
    for (const [text, expected] of [
      ['python', [null, null, 'python', null]],
      ['docker.io/library/python:3', [null, null, 'python', '3']],
      ['localhost:5000/a/b/c:x', ['localhost:5000', 'a/b', 'c', 'x']],
      ['owner/name', [null, 'owner', 'name', null]],
    ] as const) {
      const image = readImage(text)!;
      assert.deepEqual([image.registry, image.namespace, image.name, image.tag], expected, text);
    }
    for (const text of ['', '$X', 'a:$TAG', 'UPPER/case', 'a@sha256:12']) assert.equal(readImage(text), null, text);
  });

  it('lists what configurations take from the hub, and neither folders nor stand-ins', async () => {
    const inventory = await collect({
      'conf/sft.yaml': `model_name_or_path: meta-llama/Llama-3.1-8B\nmodel_revision: ${commit}\ndataset_name: stanfordnlp/imdb\noutput_dir: o/x\n`,
      'conf/other.yaml': [
        'model_name_or_path: saves/llama3',
        'base_model: your-username/model',
        'reward_model: ./rm',
        'teacher_model_name_or_path: outputs/dir',
        'nested: { base_model: a/b.safetensors, hf_model_id: gpt2 }',
        'run_name: org/name',
      ].join('\n'),
      'my/dir/x.txt': '',
      'conf/local.yaml': 'base_model: my/dir\n',
    });
    assert.deepEqual(
      inventory.components.map(({ ref, properties }) => [ref, properties.at(-1)?.value]),
      [
        [`pkg:huggingface/meta-llama/Llama-3.1-8B@${commit}`, 'configuration, model_name_or_path'],
        ['dataset:huggingface/stanfordnlp/imdb', 'configuration, dataset_name'],
      ],
    );
  });
});
