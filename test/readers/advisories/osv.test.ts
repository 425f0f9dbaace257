import assert from 'node:assert/strict';
import { compare } from '@renovatebot/pep440';
import fc from 'fast-check';
import { AdvisoryDatabase } from '../../../src/readers/advisories/index';
import { scoreOf } from '../../../src/readers/advisories/cvss';
import { readOsvRecord } from '../../../src/readers/advisories/osv-record';
import { byOrder, orderedVersion } from '../../../src/readers/advisories/version-order';
import { osvRecord } from '../../harness/advisory-records';
import { archiveOf, inflate } from '../../harness/archive';

async function databaseOf(records: readonly unknown[]): Promise<AdvisoryDatabase> {
  const bytes = archiveOf(
    records.map((record, i) => ({
      name: `${i}.json`,
      bytes: typeof record === 'string' ? record : JSON.stringify(record),
    })),
  );
  const read = async (start: number, end: number) => bytes.slice(start, end);
  const database = await AdvisoryDatabase.open({ path: 'all.zip', size: bytes.length, read, inflate }, true);
  assert.ok(database);
  return database;
}

/** Ids, one group each, of the package `p` in a version. */
async function idsIn(version: string | null, ...records: readonly unknown[]): Promise<string> {
  const { vulnerabilities } = await (await databaseOf(records)).answer('p', version);
  return vulnerabilities.map(({ ids }) => ids.join('=')).join(' ');
}

const p = (id: string, more: Omit<Parameters<typeof osvRecord>[0], 'id' | 'name'>): unknown =>
  osvRecord({ id, name: 'p', ...more });

describe('what OSV records say of a version', () => {
  for (const [what, events, yes, no] of [
    [
      'from the beginning',
      [{ introduced: '0' }, { fixed: '1.0' }],
      ['0.dev1', '0.1', '1.0rc1', '1.0.dev2'],
      ['1.0', '1.0.post1', '1!0.5'],
    ],
    [
      'between two releases',
      [{ introduced: '1.0' }, { fixed: '2.0' }],
      ['1.0', '1.0.0', '1.0.post1', '2.0a1', 'v1.5'],
      ['1.0rc1', '0.9', '2', '2.0.0', '2.0.post0'],
    ],
    [
      'up to the last affected one',
      [{ introduced: '0' }, { last_affected: '1.4' }],
      ['1.4', '1.4.0', '1.4rc1'],
      ['1.4.post1', '1.4.1'],
    ],
    ['for good', [{ introduced: '1.0' }], ['1.0', '99'], ['0.9']],
    [
      'in two branches, in any order',
      [{ fixed: '2.3' }, { introduced: '2.0' }, { fixed: '1.5' }, { introduced: '0' }],
      ['1.4', '2.0', '2.2.9'],
      ['1.5', '1.9', '2.3'],
    ],
    ['below a limit', [{ introduced: '0' }, { limit: '2.0' }], ['1.9'], ['2.0', '3.0']],
    [
      'below the higher of two limits, and one that is none',
      [{ introduced: '0' }, { fixed: '9' }, { limit: '2.0' }, { limit: '*' }],
      ['8'],
      ['9'],
    ],
    ['in epochs', [{ introduced: '1!0' }, { fixed: '1!2.0' }], ['1!1.0'], ['5.0', '1!2.0']],
    [
      'where a local version is named',
      [{ introduced: '0' }, { fixed: '1.0+safe.2' }],
      ['1.0', '1.0+safe.1'],
      ['1.0+safe.2', '1.0+safe.10'],
    ],
    ['where a version is none', [{ introduced: '0' }, { fixed: 'one' }], [], ['0.1', '5']],
    ['never without a beginning', [{ fixed: '2.0' }], [], ['1.0']],
  ] as const)
    it(`is affected ${what}`, async () => {
      const record = p('CVE-2026-1', { events });
      for (const version of yes) assert.equal(await idsIn(version, record), 'CVE-2026-1', version);
      for (const version of no) assert.equal(await idsIn(version, record), '', version);
    });

  it('judges a local version as what it is a build of', async () => {
    const record = p('CVE-2026-1', { events: [{ introduced: '0' }, { fixed: '2.6.0' }] });
    assert.equal(await idsIn('2.5.1+cu121', record), 'CVE-2026-1');
    assert.equal(await idsIn('2.6.0+cu121', record), '');
    assert.equal(
      await idsIn('2.6.0+cpu', p('CVE-2026-2', { events: [{ introduced: '0' }, { last_affected: '2.6.0' }] })),
      'CVE-2026-2',
    );
    assert.equal(await idsIn('1.0+a', p('CVE-2026-3', { versions: ['1.0'] })), 'CVE-2026-3');
  });

  it('takes what is listed in any spelling, also what is no version', async () => {
    const record = p('PYSEC-2026-1', { versions: ['1.0', '1.1-1', 'nightly'], events: [{ introduced: '5' }] });
    for (const version of ['1.0', '1.0.0', '1', 'v1.0', '1.1.post1', 'nightly', '6'])
      assert.equal(await idsIn(version, record), 'PYSEC-2026-1', version);
    for (const version of ['1.0.1', '1.1', '1.0rc1', 'other']) assert.equal(await idsIn(version, record), '', version);
  });

  it('leaves out what is withdrawn, of another ecosystem, another package or only of commits', async () => {
    const events = [{ introduced: '0' }];
    const odd = (affected: unknown): unknown => ({
      id: 'CVE-2026-1',
      modified: '2026-01-01T00:00:00Z',
      affected: [affected],
    });
    const ranges = [{ type: 'ECOSYSTEM', events }];
    for (const record of [
      p('CVE-2026-1', { events, withdrawn: '2026-01-01T00:00:00Z' }),
      odd({ package: { ecosystem: 'npm', name: 'p' }, ranges }),
      odd({ package: { ecosystem: 'pypi', name: 'p' }, ranges }),
      odd({ package: { ecosystem: 'PyPI', name: 'p2' }, ranges }),
      odd({
        package: { ecosystem: 'PyPI', name: 'p' },
        ranges: [{ type: 'GIT', repo: 'https://example.com', events }],
      }),
      odd({ ranges }),
    ])
      assert.equal(await idsIn('1.0', record), '', JSON.stringify(record));
    assert.equal(await idsIn('1.0', odd({ package: { ecosystem: 'PyPI', name: 'P' }, ranges })), 'CVE-2026-1');
  });

  it('groups aliases over any number of steps, and no others', async () => {
    const events = [{ introduced: '0' }];
    assert.equal(
      await idsIn(
        '1.0',
        p('GHSA-a', { aliases: ['CVE-2026-1'], events }),
        p('PYSEC-2026-1', { aliases: ['CVE-2026-2'], events }),
        p('CVE-2026-3', { events }),
        p('OSV-1', { aliases: ['CVE-2026-1', 'CVE-2026-2'], events }),
      ),
      'CVE-2026-1=CVE-2026-2=GHSA-a=PYSEC-2026-1=OSV-1 CVE-2026-3',
    );
  });

  it('knows malicious packages, and which of them never were anything else', async () => {
    const always = p('MAL-2026-1', { events: [{ introduced: '0' }] });
    const once = p('MAL-2026-2', { versions: ['1.2'] });
    const answer = await (await databaseOf([always])).answer('p', null);
    assert.deepEqual(
      answer.vulnerabilities.map(({ ids, malicious }) => [ids, malicious]),
      [[['MAL-2026-1'], true]],
    );
    assert.equal(await idsIn(null, once), '');
    assert.equal(await idsIn('1.2', once), 'MAL-2026-2');
    assert.equal(await idsIn(null, p('MAL-2026-3', { events: [{ introduced: '0' }, { fixed: '2' }] })), '');
  });

  it('says the smallest later release of which no record speaks, and the fix of each branch', async () => {
    const records = [
      p('CVE-2026-1', { events: [{ introduced: '0' }, { fixed: '1.5' }, { introduced: '2.0' }, { fixed: '2.3' }] }),
      p('CVE-2026-2', { events: [{ introduced: '1.2' }, { fixed: '2.1' }] }),
      p('CVE-2026-3', { aliases: ['CVE-2026-1'], events: [{ introduced: '0' }, { fixed: '1.6rc1' }] }),
    ];
    const { vulnerabilities, safe } = await (await databaseOf(records)).answer('P', '1.3');
    assert.deepEqual(
      vulnerabilities.map(({ ids, fixed }) => [ids[0], fixed]),
      [
        ['CVE-2026-1', '1.6rc1'],
        ['CVE-2026-2', '2.1'],
      ],
    );
    assert.equal(safe, '2.3');
    assert.equal((await (await databaseOf(records)).answer('p', '2.4')).safe, null);
    assert.equal(
      (
        await (
          await databaseOf([p('CVE-1', { events: [{ introduced: '0' }, { last_affected: '3' }] })])
        ).answer('p', '1')
      ).safe,
      null,
    );
  });

  it('takes the newest score, else the word of the database, else says that nobody knows', async () => {
    const events = [{ introduced: '0' }];
    const v3 = { type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' };
    const v4 = { type: 'CVSS_V4', score: 'CVSS:4.0/AV:L/AC:L/AT:N/PR:L/UI:N/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N' };
    const level = async (more: object): Promise<unknown> => {
      const [found] = (await (await databaseOf([p('CVE-1', { events, ...more })])).answer('p', '1')).vulnerabilities;
      return [found!.level, found!.score];
    };
    assert.deepEqual(await level({ severity: [v3] }), ['critical', 9.8]);
    assert.deepEqual(await level({ severity: [v3, v4] }), ['medium', 4.8]);
    assert.deepEqual(
      await level({ severity: [{ type: 'CVSS_V3', score: 'broken' }], database_specific: { severity: 'HIGH' } }),
      ['high', null],
    );
    assert.deepEqual(await level({ database_specific: { severity: 7 } }), ['unknown', null]);
  });

  it('finds a name that JSON writes in another way', async () => {
    const plain = JSON.stringify(p('CVE-2026-1', { events: [{ introduced: '0' }] }));
    assert.equal(await idsIn('1', plain.replace('"name":"p"', '"name":"\\u0070"')), 'CVE-2026-1');
    assert.equal(await idsIn('1', plain.replace('"name":"p"', '"n\\u0061me" : "p"')), 'CVE-2026-1');
  });

  for (const [details, summary] of [
    ['### Impact\n\nLoading a *model* runs `code`. More.', 'Loading a model runs code.'],
    ['> A quote\nover lines', 'A quote over lines'],
    ['One. Two.', 'One.'],
    ['No stop in 1.5 of it', 'No stop in 1.5 of it'],
    ['\u001b[31mred\u202e.\u0000', '[31mred .'],
    ['word '.repeat(100), `${'word '.repeat(39)}word …`],
    ['', ''],
  ] as const)
    it(`takes a sentence from ${JSON.stringify(details.slice(0, 30))}`, () => {
      const read = readOsvRecord(JSON.stringify(p('X-1', { details, events: [{ introduced: '0' }] })));
      assert.equal(read!.summary, summary);
    });

  it('orders versions as the library for PEP 440 does', () => {
    const number = fc.nat(3).map(String);
    const version = fc
      .tuple(
        fc.constantFrom('', '', '1!'),
        fc.array(number, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('.')),
        fc.constantFrom('', '', 'a1', 'b2', 'rc1', '-alpha', '.c3'),
        fc.constantFrom('', '', '.post0', '-1', 'rev2'),
        fc.constantFrom('', '', '.dev0', 'dev3'),
        fc.constantFrom('', '', '+cu121', '+1', '+1.a', '+1-2'),
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(version, version, (a, b) => {
        const [one, other] = [orderedVersion(a), orderedVersion(b)];
        assert.equal(Math.sign(byOrder(one!, other!)), Math.sign(compare(a, b)), `${a} ${b}`);
        assert.equal(one!.canonical === other!.canonical, compare(a, b) === 0, `${a} ${b}`);
      }),
      { seed: 20_261_130, numRuns: 5_000 },
    );
    assert.equal(orderedVersion('nightly'), null);
  });

  // Scores of the examples of FIRST: https://www.first.org/cvss/v2/guide (3.3), /v3.1/examples, /v4.0/examples.
  for (const [vector, score] of [
    ['AV:N/AC:L/Au:N/C:N/I:N/A:C', 7.8],
    ['(AV:N/AC:L/Au:N/C:C/I:C/A:C)', 10],
    ['AV:L/AC:H/Au:N/C:C/I:C/A:C', 6.2],
    ['AV:N/AC:L/Au:N/C:N/I:N/A:N', 0],
    ['CVSS:3.0/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N', 6.1],
    ['CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:C/C:L/I:L/A:N', 6.4],
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H/E:U', 10],
    ['CVSS:3.1/AV:P/AC:H/PR:H/UI:R/S:U/C:N/I:N/A:N', 0],
    ['CVSS:4.0/AV:L/AC:L/AT:P/PR:L/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N', 7.3],
    ['CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H', 10],
    ['CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:A/VC:N/VI:N/VA:N/SC:L/SI:L/SA:N', 5.1],
    ['CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:P/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N', 7.7],
    ['CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N', 0],
    ['CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:L/VA:L/SC:N/SI:N/SA:N/E:A', 8.8],
    ['CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N', null],
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:constructor', null],
    ['CVSS:3.1/AV:N/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', null],
    ['7.5', null],
    ['', null],
  ] as const)
    it(`scores ${vector === '' ? 'nothing' : vector}`, () => assert.equal(scoreOf(vector), score));
});
