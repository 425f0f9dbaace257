import assert from 'node:assert/strict';
import type { DependencyReport, ReportedDependency } from '../../src/core/dependency-report';
import { printDependencyPage } from '../../src/report/dependency-page';
import { printDependencyCsv, rowOfDependency } from '../../src/report/dependency-rows';
import { printDependencies, printDependencyJson } from '../../src/report/dependency-text';

const dependency = (known: Partial<ReportedDependency> = {}): ReportedDependency => ({
  name: 'torch',
  ecosystem: 'pypi',
  version: '2.4.1',
  resolvedBy: 'lock',
  unresolved: null,
  direct: true,
  scope: 'required',
  requestedAs: ['>=2'],
  requiredAt: [{ path: 'requirements.txt', cell: null, line: 3, column: 1 }],
  requiredBy: ['peft', 'timm', 'trl', 'vllm'],
  hashed: true,
  licences: ['BSD-3-Clause'],
  index: 'pypi.org',
  vulnerabilities: [],
  unchecked: null,
  safeVersion: null,
  ...known,
});

const report = (
  dependencies: readonly ReportedDependency[],
  more: Partial<DependencyReport> = {},
): DependencyReport => ({
  version: 1,
  project: 'demo',
  advisories: { asOf: '2026-11-20T00:00:00Z', records: 9, old: false },
  dependencies,
  notes: [],
  summary: {
    packages: dependencies.length,
    direct: dependencies.filter(({ direct }) => direct).length,
    vulnerable: dependencies.filter(({ vulnerabilities }) => (vulnerabilities?.length ?? 0) > 0).length,
    malicious: 0,
    unchecked: dependencies.filter(({ vulnerabilities }) => vulnerabilities === null).length,
    unresolved: 0,
    unhashed: 0,
    unlicensed: 0,
  },
  ...more,
});

const VULNERABLE = dependency({
  vulnerabilities: [
    { ids: ['CVE-2025-1', 'GHSA-x'], level: 'critical', score: 9.8, malicious: false, fixed: '2.6.0', summary: 'Bad.' },
  ],
  safeVersion: '2.6.0',
});

describe('the dependency report', () => {
  it('has a row for each package, in words', () => {
    assert.deepEqual(rowOfDependency(VULNERABLE), {
      name: 'torch',
      version: '2.4.1',
      resolved: 'lock file',
      required: 'requirements.txt:3',
      by: 'peft, timm, trl and 1 more',
      hashed: 'yes',
      vulnerable: '1: CVE-2025-1 (critical); upgrade to 2.6.0',
      licence: 'BSD-3-Clause',
      index: 'pypi.org',
    });
    const open = rowOfDependency(
      dependency({
        version: null,
        resolvedBy: null,
        unresolved: 'not-pinned',
        vulnerabilities: null,
        unchecked: 'no-version',
      }),
    );
    assert.deepEqual([open.version, open.resolved], ['asked for: >=2', 'not pinned']);
    assert.equal(open.vulnerable, 'not checked: no version known');
  });

  it('never says that nothing is vulnerable where nothing was checked', () => {
    const unchecked = report([dependency({ vulnerabilities: null, unchecked: 'no-database' })], { advisories: null });
    const texts = [printDependencies(unchecked), printDependencyPage(unchecked, { look: 'file', nonce: 'n' })];
    for (const text of texts) {
      assert.match(text, /Not checked for known vulnerabilities: there is no advisory database/);
      assert.doesNotMatch(text, /0 vulnerable|>none<|<b>0<\/b>Vulnerable/);
    }
    assert.match(
      printDependencies(report([dependency()])),
      /0 vulnerable.*\nChecked for known vulnerabilities by advisories as of 2026-11-20\.\n$/,
    );
  });

  it('is sorted and filtered by keyboard, and takes what comes from documents for text', () => {
    const evil = `<img src=x onerror=y>"'`;
    const page = printDependencyPage(report([VULNERABLE, dependency({ name: evil, licences: [evil] })]), {
      look: 'editor',
      nonce: 'n0nce',
      place: (path, cell, line, column) => `command:touchstone.openPlace?${path}:${cell}:${line}:${column}`,
      exports: [{ title: 'Save as CSV', address: 'command:x' }],
    });
    assert.equal(page.includes('<img'), false);
    assert.match(page, /script-src 'nonce-n0nce'/);
    assert.equal([...page.matchAll(/<th scope="col"><button type="button">/g)].length, 9);
    assert.match(page, /<p id="shown" class="soft" role="status">2 packages<\/p>/);
    assert.match(page, /<td class="error" data-sort="1">1: CVE-2025-1 \(critical\)/);
    assert.match(page, /<tr data-is="direct vulnerable">/);
    assert.match(page, /<a href="command:touchstone\.openPlace\?requirements\.txt:null:3:1">requirements\.txt:3<\/a>/);
    assert.match(page, /<a href="command:x">Save as CSV<\/a>/);
    assert.doesNotMatch(page, /id="save"/);
  });

  it('is JSON as documented, and CSV that a spreadsheet does not run', () => {
    const made = report([dependency({ name: '=cmd()', licences: ['a "b"'] })]);
    assert.deepEqual(JSON.parse(printDependencyJson(made)), made);
    const [head, line] = printDependencyCsv(made).split('\r\n');
    assert.match(head!, /^"Package","Version","Known vulnerabilities"/);
    assert.match(line!, /^"'=cmd\(\)","2\.4\.1".*"a ""b"""/);
  });

  it('of 2,000 packages is written in a moment', () => {
    const many = report(Array.from({ length: 2_000 }, (_, index) => dependency({ name: `package-${index}` })));
    const started = performance.now();
    const page = printDependencyPage(many, { look: 'editor', nonce: 'n' });
    assert.ok(performance.now() - started < 2_000);
    assert.equal([...page.matchAll(/<tr data-is/g)].length, 2_000);
  });
});
