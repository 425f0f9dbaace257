import assert from 'node:assert/strict';
import fc from 'fast-check';
import { AdvisoryDatabase } from '../../../src/readers/advisories/index';
import { readOsvRecord } from '../../../src/readers/advisories/osv-record';
import { osvRecord, RECORDS } from '../../harness/advisory-records';
import { archiveOf, inflate, type Member } from '../../harness/archive';

const open = (bytes: Uint8Array, whole = false, read = async (start: number, end: number) => bytes.slice(start, end)) =>
  AdvisoryDatabase.open({ path: 'all.zip', size: bytes.length, read, inflate }, whole);

const member = (id: string, more: Partial<Member> = {}): Member => ({
  name: `${id}.json`,
  bytes: JSON.stringify(osvRecord({ id, name: 'p', events: [{ introduced: '0' }] })),
  ...more,
});

describe('an archive of advisories', () => {
  for (const [what, bytes] of [
    ['deflated', archiveOf([member('A-1'), member('A-2')])],
    ['stored', archiveOf([member('A-1', { stored: true }), member('A-2')])],
    [
      'with other files in it',
      archiveOf([{ name: 'README.md', bytes: 'x' }, member('A-1'), { name: 'json', bytes: '{' }, member('A-2')]),
    ],
    ['with the end of large ones', archiveOf([member('A-1'), member('A-2')], { zip64: true })],
  ] as const)
    it(`is read ${what}`, async () => {
      const database = await open(bytes, true);
      assert.equal(database?.state.records, 2);
      const { vulnerabilities } = await database.answer('p', '1');
      assert.deepEqual(
        vulnerabilities.map(({ ids }) => ids),
        [['A-1'], ['A-2']],
      );
    });

  it('reads only what it is asked for, in pieces of some megabytes', async () => {
    // Random text deflates badly, so that the archive is as large as what is in it.
    const noise = Buffer.from(Array.from({ length: 600_000 }, (_, i) => (i * 2_654_435_761) >>> 24)).toString('base64');
    const members = Array.from({ length: 14 }, (_, i) =>
      member(`A-${i}`, {
        bytes: JSON.stringify(
          osvRecord({ id: `A-${i}`, name: `p${i}`, events: [{ introduced: '0' }], details: noise }),
        ),
        stored: true,
      }),
    );
    const bytes = archiveOf(members);
    const lengths: number[] = [];
    const database = await open(bytes, false, async (start, end) => {
      lengths.push(end - start);
      return bytes.slice(start, end);
    });
    assert.ok(Math.max(...lengths) <= 5_000_000 && lengths.length >= 4, lengths.join());
    lengths.length = 0;
    assert.equal((await database!.answer('p7', '1')).vulnerabilities.length, 1);
    assert.ok(lengths.length === 1 && lengths[0]! < 1_000_000, lengths.join());
  });

  for (const [what, members] of [
    ['is larger than it says', [member('A-2', { size: 10 })]],
    ['is smaller than it says', [member('A-2', { size: 5_000 })]],
    ['says that it is enormous', [member('A-2', { size: 0xf0000000 })]],
    ['is a bomb', [{ name: 'A-2.json', bytes: ' '.repeat(7_000_000) }]],
    ['is encrypted', [member('A-2', { flags: 1 })]],
    ['lies over another one', [member('A-2', { start: 0 })]],
    ['lies beyond the end', [member('A-2', { start: 0x7fffffff })]],
    ['is no JSON', [{ name: 'A-2.json', bytes: '<html>' }]],
  ] as const)
    it(`counts a record that ${what}, reads the others, and is not whole`, async () => {
      const bytes = archiveOf([member('A-1'), ...members, member('A-3')]);
      const database = await open(bytes);
      assert.equal(database?.state.unread, 1);
      const { vulnerabilities } = await database.answer('p', '1');
      assert.ok(vulnerabilities.length >= 1 && !vulnerabilities.some(({ ids }) => ids.includes('A-2')));
      assert.equal(await open(bytes, true), null);
    });

  it('is not whole with one wrong byte', async () => {
    const bytes = archiveOf([member('A-1', { stored: true })]);
    const at = Buffer.from(bytes).indexOf('introduced');
    bytes[at] = 0x49;
    assert.equal(await open(bytes, true), null);
  });

  it('counts a record that turns out to be broken when it is asked for', async () => {
    const database = await open(archiveOf([member('A-1'), { name: 'A-2.json', bytes: '{"id":"A-2","name":"p",' }]));
    assert.equal(database!.state.unread, 0);
    assert.equal((await database!.answer('p', '1')).vulnerabilities.length, 1);
    assert.equal(database!.state.unread, 1);
  });

  for (const [what, bytes] of [
    ['nothing', new Uint8Array()],
    ['a page', new TextEncoder().encode('<!doctype html><title>Log in</title>'.repeat(20))],
    ['an archive without records', archiveOf([{ name: 'a.txt', bytes: 'a' }])],
    ['the first half of one', archiveOf([member('A-1'), member('A-2')]).slice(0, 400)],
    ['the last half of one', archiveOf([member('A-1'), member('A-2')]).slice(-150)],
  ] as const)
    it(`is not ${what}`, async () => assert.equal(await open(bytes), null));

  it('throws for no bytes and no record, and hangs on none', async function () {
    this.timeout(60_000);
    const seed = archiveOf(
      RECORDS.map((record, i) => ({ name: `${i}.json`, bytes: JSON.stringify(record), stored: i % 2 === 0 })),
      { zip64: true },
    );
    const change = fc.array(fc.tuple(fc.nat(seed.length - 1), fc.nat(255)), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(change, fc.nat(seed.length), fc.boolean(), async (changes, length, cut) => {
        const bytes = seed.slice(0, cut ? length : undefined);
        for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
        const database = await open(bytes);
        for (const name of ['requests', 'critical-loader', 'p']) {
          const answer = await database?.answer(name, '1.2.3');
          for (const { ids, summary } of answer?.vulnerabilities ?? [])
            assert.ok(ids.length > 0 && summary.length < 300);
        }
      }),
      { seed: 20_261_130, numRuns: 600 },
    );
  });

  it('reads any JSON as a record or as none', () => {
    const part = fc.oneof(
      fc.jsonValue(),
      fc.constant({ ecosystem: 'PyPI', name: 'p' }),
      fc.constant([{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, null, { fixed: 7 }] }]),
    );
    const affected = fc.array(
      fc.record({ package: part, ranges: part, versions: part, severity: part }, { requiredKeys: [] }),
    );
    const record = fc.record(
      {
        id: fc.oneof(fc.string(), part),
        aliases: part,
        withdrawn: part,
        summary: part,
        details: part,
        severity: part,
        database_specific: part,
        affected: fc.oneof(affected, part),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(record, fc.jsonValue()), (value) => {
        const read = readOsvRecord(JSON.stringify(value));
        if (read !== null) assert.ok(read.id !== '' && read.affected.every(({ name }) => typeof name === 'string'));
      }),
      { seed: 20_261_130, numRuns: 2_000 },
    );
    for (const text of ['', '[]', 'null', '{"id":', '{'.repeat(50_000)]) assert.equal(readOsvRecord(text), null);
  });
});

describe('the index of an archive', () => {
  const bytes = archiveOf([
    member('A-1'),
    member('A-2'),
    {
      name: 'B.json',
      bytes: JSON.stringify(osvRecord({ id: 'B', name: 'q_r', events: [{ introduced: '0' }, { fixed: '2' }] })),
    },
  ]);
  /** How many bytes an opening reads, and what it then says. */
  const opened = async (archive: Uint8Array, index: Uint8Array | null) => {
    let read = 0;
    const database = await AdvisoryDatabase.open({
      path: 'all.zip',
      size: archive.length,
      inflate,
      async read(start, end) {
        read += end - start;
        return archive.slice(start, end);
      },
      index: async () => index,
    });
    const atOpening = read;
    const answers = await Promise.all(
      [
        ['p', '1'],
        ['q-r', '1'],
        ['q-r', '2'],
        ['other', '1'],
      ].map(([name, version]) => database!.answer(name!, version!)),
    );
    return { read: atOpening, state: database!.state, printed: database!.printed, answers };
  };

  it('says the same without reading the members, and is written only once', async () => {
    const first = await opened(bytes, null);
    const again = await opened(bytes, first.printed);
    assert.deepEqual([again.state, again.answers], [first.state, first.answers]);
    assert.equal(again.printed, null);
    assert.ok(again.read < first.read - 200, `${again.read} of ${first.read} bytes`);
  });

  it('of other members, cut short or broken, is none', async () => {
    const { printed, answers } = await opened(bytes, null);
    const text = new TextDecoder().decode(printed!);
    const others = [
      (await opened(archiveOf([member('A-1'), member('A-3')]), null)).printed!,
      printed!.subarray(0, -1),
      new TextEncoder().encode(`${text.split('\n').slice(0, -2).join('\n')}\n`),
      ...[
        '',
        '\n',
        '{}\n',
        'null\n',
        '[1]\n',
        text.replace('p 0', 'p 99'),
        text.replace('p 0', 'p -1'),
        text.replace('p 0', 'p'),
        text.replace('index 1', 'index 0'),
      ].map((each) => new TextEncoder().encode(each)),
    ];
    for (const other of others) {
      const found = await opened(bytes, other);
      assert.deepEqual(found.answers, answers);
      assert.notEqual(found.printed, null);
    }
  });

  it('with any byte changed misses nothing', async () => {
    const { printed, answers } = await opened(bytes, null);
    await fc.assert(
      fc.asyncProperty(fc.nat(printed!.length - 1), fc.nat(255), async (at, byte) => {
        const changed = printed!.slice();
        changed[at] = byte;
        assert.deepEqual((await opened(bytes, changed)).answers, answers);
      }),
      { numRuns: 300 },
    );
  });

  it('knows people by no name', async () => {
    const record = {
      ...(osvRecord({ id: 'C', name: 'p', events: [{ introduced: '0' }] }) as object),
      credits: [{ name: 'Jo Doe' }],
    };
    const { printed } = await opened(archiveOf([{ name: 'C.json', bytes: JSON.stringify(record) }]), null);
    assert.doesNotMatch(new TextDecoder().decode(printed!), /jo/i);
  });
});
