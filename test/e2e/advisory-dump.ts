// node --import tsx test/e2e/advisory-dump.ts FILE: writes an archive of advisories, as OSV packs it, for the steps of supply-scenarios.mjs.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { osvRecord } from '../harness/advisory-records';
import { archiveOf } from '../harness/archive';

const file = process.argv[2]!;
const modified = new Date().toISOString();
const RECORDS = [
  {
    ...(osvRecord({
      id: 'CVE-2026-10001',
      name: 'starlette-router',
      modified,
      events: [{ introduced: '0' }, { fixed: '2.1.0' }],
    }) as object),
    summary: 'A request with two Host headers reaches the wrong model.',
    severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }],
  },
  {
    ...(osvRecord({
      id: 'CVE-2026-10002',
      name: 'queue-router',
      modified,
      events: [{ introduced: '0' }, { fixed: '5.5.0' }],
    }) as object),
    summary: 'A message of a stranger is unpickled.',
  },
];
mkdirSync(path.dirname(file), { recursive: true });
writeFileSync(
  file,
  archiveOf(
    RECORDS.map((record) => ({ name: `${(record as { id?: string }).id ?? 'A'}.json`, bytes: JSON.stringify(record) })),
  ),
);
