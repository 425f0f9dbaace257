import assert from 'node:assert/strict';
import { compare, valid } from '@renovatebot/pep440';
import { LOADER_ADVISORIES } from '../../../src/rules/requirements/advisories/loader-advisories';
import { advisoriesFor, vulnerabilitiesOf } from '../../../src/rules/requirements/advisories/loader-matching';
import { normalizeName } from '../../../src/readers/requirements/requirements-grammar';

describe('the table of vulnerable loaders', () => {
  it('says of each row what it is, where that is written and when it was read', () => {
    assert.ok(LOADER_ADVISORIES.length >= 30);
    for (const { ids, source, read, does, distributions, callees, callsOnly } of LOADER_ADVISORIES) {
      const [first] = ids;
      assert.match(first!, /^(?:CVE-\d{4}-\d{4,}|GHSA(?:-[23456789cfghjmpqrvwx]{4}){3})$/);
      for (const id of ids) assert.match(id, /^(?:CVE-\d{4}-\d{4,}|GHSA(?:-\w{4}){3}|PYSEC-\d{4}-\d+)$/);
      assert.ok(
        ids.some(
          (id) => source === `https://osv.dev/vulnerability/${id}` || source === `https://github.com/advisories/${id}`,
        ),
        `${first}: ${source} is the page of none of its ids`,
      );
      assert.match(read, /^20\d\d-(?:0\d|1[0-2])$/);
      assert.doesNotMatch(does, /[.:]$/);
      assert.ok(does.length <= 62, `${first}: too long for a message`);
      assert.deepEqual(distributions.map(normalizeName), distributions);
      assert.ok(callsOnly !== true || callees.length > 0, `${first} is told of nowhere`);
    }
    const all = LOADER_ADVISORIES.flatMap(({ ids, distributions }) => distributions.map((name) => `${name} ${ids[0]}`));
    assert.equal(new Set(all).size, all.length, 'a row is there twice');
  });

  it('names only releases of PEP 440, each fixed after it was introduced, in order', () => {
    for (const { ids, affected } of LOADER_ADVISORIES) {
      const bounds = affected.flat();
      assert.ok(bounds.length > 0, ids[0]);
      for (const version of bounds) assert.notEqual(valid(version), null, `${ids[0]}: ${version}`);
      assert.deepEqual([...bounds].sort(compare), bounds, `${ids[0]} is out of order`);
    }
  });

  for (const [name, version, ids, fixed] of [
    ['torch', '2.5.1', 'CVE-2025-32434 CVE-2026-24747', '2.10.0'],
    ['torch', '2.5.1+cu121', 'CVE-2025-32434 CVE-2026-24747', '2.10.0'],
    ['torch', '2.6.0rc1', 'CVE-2025-32434 CVE-2026-24747', '2.10.0'],
    ['torch', '2.6.0.post1', 'CVE-2026-24747', '2.10.0'],
    ['torch', '2.10.0', '', ''],
    ['keras', '2.15.0', '', ''],
    ['keras', '3.12.0', 'CVE-2026-1462', '3.12.1'],
    ['keras', '3.12.1', '', ''],
    ['keras', '3.13.1', 'CVE-2026-1462', '3.13.2'],
    // The release that mends the one is one that the other still speaks of.
    ['tensorflow', '2.3.0', 'CVE-2021-41228 CVE-2021-37678 CVE-2020-15206', '2.4.4'],
    ['tensorflow', '2.5.1', 'CVE-2021-41228', '2.5.2'],
    ['ray', '2.48.0', '', ''],
    ['ray', '2.49.0', 'GHSA-mw35-8rx3-xf9r', '2.55.0'],
    ['torch', 'nightly', '', ''],
  ] as const)
    it(`judges ${name} ${version}`, () => {
      const found = vulnerabilitiesOf(version, advisoriesFor(name));
      assert.equal(found?.advisories.map((row) => row.ids[0]).join(' ') ?? '', ids);
      assert.equal(found?.fixed ?? '', fixed);
    });
});
