import assert from 'node:assert/strict';
import { describedBy, licencesOf, linkKindOf, partiesOf } from '../../src/bom/distribution-metadata';
import { remoteIn } from '../../src/bom/remote';
import { spdxExpression } from '../../src/bom/spdx-expression';

const osi = (name: string): string => `License :: OSI Approved :: ${name}`;

describe('bom/distribution-metadata', () => {
  it('takes the licence of PEP 639, else what older headers name', () => {
    for (const [given, expected] of [
      [{ licenceExpression: 'mit', licence: 'x', classifiers: [osi('BSD License')] }, ['MIT']],
      [{ licenceExpression: 'Apache-2.0 or (MIT and BSD-3-Clause)' }, ['Apache-2.0 OR (MIT AND BSD-3-Clause)']],
      [{ licence: 'Apache License, Version 2.0' }, ['Apache-2.0']],
      [{ licence: 'Apache License', classifiers: [osi('Apache Software License')] }, ['Apache License']],
      [{ licence: 'BSD', classifiers: [osi('BSD License')] }, ['BSD']],
      [{ classifiers: [osi('BSD License'), 'License :: OSI Approved'] }, ['BSD License']],
      [{ classifiers: [osi('MIT License'), osi('Mozilla Public License 2.0 (MPL 2.0)')] }, ['MIT', 'MPL-2.0']],
      [
        { licence: 'Permission is hereby granted, free of charge, to any person obtaining a copy of this software' },
        [],
      ],
      [{}, []],
    ] as const)
      assert.deepEqual(licencesOf(given), expected, JSON.stringify(given));
  });

  it('reads SPDX expressions, and no others', () => {
    for (const [text, expected] of [
      ['MIT', 'MIT'],
      ['gpl-2.0-only WITH Classpath-exception-2.0', 'GPL-2.0-only WITH Classpath-exception-2.0'],
      ['Apache-2.0+', 'Apache-2.0+'],
      ['LicenseRef-own AND MIT', 'LicenseRef-own AND MIT'],
      ['MIT AND', null],
      ['MIT MIT', null],
      ['(MIT', null],
      ['Own terms', null],
      ['', null],
      ['('.repeat(500), null],
    ] as const)
      assert.equal(spdxExpression(text), expected, text.slice(0, 40));
  });

  it('names people and organisations as they name themselves', () => {
    const party = (name: string | null, email: string | null): object => ({ name, email });
    assert.deepEqual(partiesOf(undefined, 'Ada <ada@e.org>, "Doe, J." <j@e.org>, team@e.org'), [
      party('Ada', 'ada@e.org'),
      party('Doe, J.', 'j@e.org'),
      party(null, 'team@e.org'),
    ]);
    assert.deepEqual(partiesOf('Ada', 'ada@e.org'), [party('Ada', 'ada@e.org')]);
    assert.deepEqual(partiesOf('Ada', undefined), [party('Ada', null)]);
    assert.deepEqual(partiesOf(undefined, undefined), []);
    const described = describedBy({ author: 'Ada', maintainerEmail: 'Crew <c@e.org>', homePage: 'https://e.org' });
    assert.deepEqual(described.supplier, party('Crew', 'c@e.org'));
    assert.deepEqual(
      described.links.map(({ kind, url }) => [kind, url]),
      [['website', 'https://e.org']],
    );
  });

  it('knows addresses by their labels (PEP 753)', () => {
    assert.deepEqual(
      ['Source Code', 'Bug Tracker', 'Documentation', 'Home-Page', 'Security', 'Funding'].map(linkKindOf),
      ['vcs', 'issue-tracker', 'documentation', 'website', 'security-contact', null],
    );
  });

  it('reads the remote from the configuration of git, without credentials', () => {
    const secret = 'p'.repeat(9);
    const of = (url: string): unknown =>
      remoteIn(`[core]\n[remote "fork"]\n\turl = x\n[remote "origin"]\n\turl = ${url}\n`);
    const acme = { address: 'https://github.com/acme/app', owner: { name: 'acme', url: 'https://github.com/acme' } };
    for (const url of [
      'git@github.com:acme/app.git',
      'ssh://git@github.com:22/acme/app.git',
      'https://github.com/acme/app/',
      `https://u:${secret}@github.com/acme/app.git`,
    ])
      assert.deepEqual(of(url), acme, url);
    assert.deepEqual(of('https://git.example/a/b'), { address: 'https://git.example/a/b', owner: null });
    for (const url of ['/srv/git/app.git', 'file:///srv/app', '../app', 'C:\\\\app']) assert.equal(of(url), null, url);
  });
});
