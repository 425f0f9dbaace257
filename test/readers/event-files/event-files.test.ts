import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { memorySource } from '../../../src/readers/artifacts/byte-source';
import { maskedCrc32c } from '../../../src/readers/event-files/crc32c';
import { readEventFile } from '../../../src/readers/event-files/event-file';
import { eventFile } from './making';

const EVENTS = [
  { wallTime: 1_764_000_000.5, version: 'brain.Event:2' },
  { wallTime: 1_764_000_001, step: 1, tag: 'loss', value: 0.5 },
  { wallTime: 1_764_000_003, step: 2, tag: 'loss', value: 0.25 },
  { wallTime: 1_764_000_002, step: 2, tag: 'val/acc', value: NaN },
];

describe('readers/event-files', () => {
  it('has the checksum of RFC 3720, masked', () => {
    // B.4: 32 bytes of zeros have 8A9136AA.
    const sum = 0x8a9136aa;
    assert.equal(maskedCrc32c(new Uint8Array(32), 0, 32), (((sum >>> 15) | (sum << 17)) + 0xa282ead8) >>> 0);
  });

  it('says when a run was, and the last value of each name', async () => {
    assert.deepEqual(await readEventFile(memorySource(eventFile(EVENTS))), {
      start: 1_764_000_000_500,
      end: 1_764_000_003_000,
      records: 4,
      tags: [
        { name: 'loss', value: 0.25 },
        { name: 'val/acc', value: NaN },
      ],
      problem: null,
    });
  });

  it('keeps what it read before a record that is damaged, or not all there', async () => {
    const bytes = eventFile(EVENTS);
    const cut = await readEventFile(memorySource(bytes.subarray(0, bytes.length - 3)));
    assert.deepEqual([cut.records, cut.problem], [3, 'it is cut short, or being written']);
    const spoiled = bytes.slice();
    spoiled[bytes.length - 6]! ^= 1;
    const damaged = await readEventFile(memorySource(spoiled));
    assert.deepEqual([damaged.records, damaged.problem], [3, 'record 4 is damaged']);
    const none = await readEventFile(memorySource(new Uint8Array(0)));
    assert.deepEqual([none.records, none.start, none.problem], [0, null, null]);
    assert.equal(
      (await readEventFile(memorySource(new TextEncoder().encode('no event file at all')))).problem,
      'record 1 is damaged',
    );
  });

  it('reads what a real writer wrote', async () => {
    const folder = path.join(__dirname, 'files');
    for (const name of readdirSync(folder)) {
      const { version, expected, file } = JSON.parse(gunzipSync(readFileSync(path.join(folder, name))).toString()) as {
        version: string;
        expected: Record<string, number>;
        file: string;
      };
      const { tags, problem, records, start, end } = await readEventFile(
        memorySource(new Uint8Array(Buffer.from(file, 'base64'))),
      );
      assert.deepEqual(
        [problem, Object.fromEntries(tags.map((tag) => [tag.name, tag.value]))],
        [null, expected],
        version,
      );
      assert.ok(records > 3 && start !== null && end !== null && start <= end);
    }
  });
});
