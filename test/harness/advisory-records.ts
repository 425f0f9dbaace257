import { advisoryHostOf } from './archive';

interface Written {
  readonly id: string;
  readonly aliases?: readonly string[];
  readonly name: string;
  readonly events?: readonly Record<string, string>[];
  readonly versions?: readonly string[];
  readonly [more: string]: unknown;
}

/** A record as the OSV schema has it, of one package of PyPI. */
export const osvRecord = ({ id, aliases = [], name, events, versions, ...more }: Written): unknown => ({
  schema_version: '1.7.0',
  id,
  modified: '2026-10-20T08:00:00Z',
  published: '2026-10-01T08:00:00Z',
  aliases,
  affected: [
    {
      package: { ecosystem: 'PyPI', name, purl: `pkg:pypi/${name}` },
      ...(events && { ranges: [{ type: 'ECOSYSTEM', events }] }),
      ...(versions && { versions }),
    },
  ],
  ...more,
});

const v3 = (score: string) => ({ severity: [{ type: 'CVSS_V3', score: `CVSS:3.1/${score}` }] });

/** What every fixture's machine knows. Written from the schema; the packages do not exist, but for `requests`. */
export const RECORDS: readonly unknown[] = [
  osvRecord({
    id: 'GHSA-j8r2-6x86-q33q',
    aliases: ['CVE-2023-32681', 'PYSEC-2023-74'],
    name: 'requests',
    events: [{ introduced: '2.3.0' }, { fixed: '2.31.0' }],
    summary: 'Unintended leak of Proxy-Authorization header in requests',
    ...v3('AV:N/AC:H/PR:N/UI:R/S:C/C:H/I:N/A:N'),
  }),
  // The same, as another database has it: told once.
  osvRecord({
    id: 'PYSEC-2023-74',
    aliases: ['CVE-2023-32681'],
    name: 'requests',
    events: [{ introduced: '2.3.0' }, { fixed: '2.31.0' }],
    details: 'Requests is a HTTP library. More follows.',
  }),
  osvRecord({
    id: 'CVE-2026-10001',
    name: 'critical-loader',
    events: [{ introduced: '0' }, { fixed: '2.0' }],
    details: '# Problem\n\nLoading a *model* runs `code`. The rest is of no interest.',
    severity: [{ type: 'CVSS_V4', score: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N' }],
  }),
  osvRecord({
    id: 'CVE-2026-10002',
    name: 'critical-loader',
    events: [{ introduced: '1.5' }, { fixed: '2.1' }],
    summary: 'A file may be read',
    ...v3('AV:L/AC:H/PR:H/UI:R/S:U/C:L/I:N/A:N'),
  }),
  osvRecord({ id: 'CVE-2026-10003', name: 'unscored', events: [{ introduced: '0' }, { last_affected: '1.4' }] }),
  osvRecord({
    id: 'GHSA-2222-3333-4444',
    name: 'worded',
    events: [{ introduced: '0' }],
    database_specific: { severity: 'LOW' },
  }),
  osvRecord({
    id: 'CVE-2026-10004',
    name: 'withdrawn-claim',
    events: [{ introduced: '0' }],
    withdrawn: '2026-10-02T00:00:00Z',
  }),
  osvRecord({
    id: 'MAL-2026-0001',
    name: 'transfomers-gpu',
    events: [{ introduced: '0' }],
    summary: 'Malicious code in transfomers-gpu (PyPI)',
  }),
  osvRecord({
    id: 'MAL-2026-0002',
    name: 'taken-over',
    versions: ['1.2.3'],
    details: 'Its releases of a day mined coins.',
  }),
];

/** The machine of the fixtures. */
export const ADVISORIES = advisoryHostOf(RECORDS);
