import assert from 'node:assert/strict';
import { printSarif } from '../../src/report/sarif';
import { KEY, finding, notebook, report } from './samples';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a document that is looked into
const sarif = async (...given: Parameters<typeof report>): Promise<any> =>
  JSON.parse(await printSarif(report(...given)));

describe('findings as SARIF', () => {
  it('describes tool, rules and columns', async () => {
    const {
      version,
      runs: [run],
    } = await sarif([]);
    assert.equal(version, '2.1.0');
    assert.equal(run.columnKind, 'utf16CodeUnits');
    assert.deepEqual(run.results, []);
    const [secret] = run.tool.driver.rules;
    assert.equal(secret.id, 'hardcoded-secret');
    assert.equal(secret.name, 'HardcodedSecret');
    assert.equal(secret.properties['security-severity'], '8.0');
    assert.deepEqual(secret.properties.tags, ['security', 'machine-learning', 'secrets', 'external/cwe/cwe-798']);
    assert.match(secret.help.markdown, /## Why is this bad\?/);
    assert.match(secret.helpUri, /\/v9\.9\.9\/docs\/rules\/hardcoded-secret\.md$/);
  });

  it('encodes paths, and says where they count from without telling where that is', async () => {
    const {
      runs: [run],
    } = await sarif(
      [finding('a b/ü#?%:.py', 1, 1, 2)],
      {},
      { notes: [{ path: 'big file.py', message: 'not read: too big' }] },
    );
    const location = run.results[0].locations[0].physicalLocation;
    assert.deepEqual(location.artifactLocation, { uri: 'a%20b/%C3%BC%23%3F%25%3A.py', uriBaseId: '%SRCROOT%' });
    assert.equal(run.originalUriBaseIds['%SRCROOT%'].uri, undefined);
    assert.equal(
      run.invocations[0].toolExecutionNotifications[0].locations[0].physicalLocation.artifactLocation.uri,
      'big%20file.py',
    );
    assert.equal(run.invocations[0].executionSuccessful, true);
  });

  it('links a result to its rule by index, with level and related places', async () => {
    const range = { start: { line: 4, column: 1 }, end: { line: 4, column: 2 } };
    const {
      runs: [run],
    } = await sarif([
      finding('a.py', 1, 1, 2, { severity: 'info', related: [{ path: 'b.py', range, message: 'imported here' }] }),
    ]);
    const [result] = run.results;
    assert.equal(run.tool.driver.rules[result.ruleIndex].id, result.ruleId);
    assert.equal(result.level, 'note');
    assert.equal(result.relatedLocations[0].message.text, 'imported here');
    assert.equal(result.relatedLocations[0].physicalLocation.region.startLine, 4);
  });

  it('has fingerprints that survive moved lines and new white space, and differ for equal lines', async () => {
    const prints = async (text: string, ...lines: number[]): Promise<string[]> =>
      (
        await sarif(
          lines.map((line) => finding('a.py', line, 1, 4)),
          { 'a.py': text },
        )
      ).runs[0].results.map(
        (result: { partialFingerprints: { primaryLocationLineHash: string } }) =>
          result.partialFingerprints.primaryLocationLineHash,
      );
    const [one, two] = await prints('load("a")\nload("a")\n', 1, 2);
    assert.notEqual(one, two);
    assert.deepEqual(await prints('# new\n\n  load("a")\n\n  load("a")\n', 3, 5), [one, two]);
    assert.notEqual((await prints('load("b")\n', 1))[0], one);
  });

  it('writes a fix as replacements, for a notebook in its JSON', async () => {
    const json = notebook(['x = 1\n', 'y = load("a")']);
    const edits = [
      {
        path: 'n.ipynb',
        cell: 0,
        range: { start: { line: 2, column: 13 }, end: { line: 2, column: 13 } },
        text: ', revision="é"',
      },
    ];
    const {
      runs: [run],
    } = await sarif([finding('n.ipynb', 2, 1, 5, { cell: 0, fixes: [{ title: 'Pin', safety: 'unsafe', edits }] })], {
      'n.ipynb': json,
    });
    const [result] = run.results;
    const lines = json.split('\n');
    const line = lines.findIndex((each) => each.includes('load'));
    assert.equal(result.locations[0].physicalLocation.region.startLine, line + 1);
    assert.equal(lines[line]!.slice(result.locations[0].physicalLocation.region.startColumn - 1).slice(0, 4), 'y = ');
    assert.equal(result.properties.cell, 0);
    const [{ deletedRegion, insertedContent }] = result.fixes[0].artifactChanges[0].replacements;
    assert.equal(result.fixes[0].description.text, 'Pin (review first)');
    assert.equal(deletedRegion.startLine, line + 1);
    const changed = lines
      .map((each, i) =>
        i === line
          ? each.slice(0, deletedRegion.startColumn - 1) +
            insertedContent.text +
            each.slice(deletedRegion.endColumn - 1)
          : each,
      )
      .join('\n');
    assert.deepEqual((JSON.parse(changed) as { cells: { source: string[] }[] }).cells[0]!.source, [
      'x = 1\n',
      'y = load("a", revision="é")',
    ]);
  });

  it('marks what a baseline knows as suppressed', async () => {
    const {
      runs: [run],
    } = await sarif([finding('a.py', 1, 1, 2)], { 'a.py': 'abc' }, { baselined: [finding('a.py', 2, 1, 2)] });
    assert.equal(run.results[0].suppressions, undefined);
    assert.equal(run.results[1].suppressions[0].kind, 'external');
  });

  it('holds no secret, neither as text nor as a digest of it', async () => {
    const text = `token = "${KEY}"\n`;
    const range = { start: { line: 1, column: 9 }, end: { line: 1, column: text.length } };
    const fixes = [{ title: 'Move', safety: 'unsafe' as const, edits: [{ path: '.env', range, text: `A=${KEY}\n` }] }];
    const printed = await printSarif(
      report([finding('a.py', 1, 9, text.length, { rule: 'hardcoded-secret', severity: 'error', fixes })], {
        'a.py': text,
      }),
    );
    assert.ok(!printed.includes(KEY.slice(3)));
    assert.ok(!printed.includes('artifactChanges'));
  });
});
