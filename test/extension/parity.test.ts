import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { FileResult } from '../../src/core/finding';
import { comparable } from '../harness/parity';
import expected from './expected-findings.json';
import { api, at, closeAll, finding, findings, open, ruleOf } from './workbench';

const SEVERITIES = ['error', 'warning', 'info', 'hint'];
/** What the tests add to the example. */
const OWN = /^(?:made|\.hub-cache|\.vscode)\/|^(?:bom\.cdx\.json|touchstone\.toml)$/;
/** What a file of theirs pins is offered to all. */
const FROM_OWN = /\(from made\//;

suite('the same findings everywhere', () => {
  suiteSetup(() => api());
  teardown(() => closeAll());

  test('in a scan of the workspace', async function () {
    this.timeout(60_000);
    const { results } = await vscode.commands.executeCommand<{ results: readonly FileResult[] }>(
      'touchstone.scanWorkspace',
      { collect: true },
    );
    assert.deepEqual(
      comparable(
        results
          .flatMap((result) => result.findings)
          .filter(({ path }) => !OWN.test(path))
          .map((each) => ({ ...each, fixes: each.fixes.filter(({ title }) => !FROM_OWN.test(title)) })),
      ),
      expected,
    );
  });

  test('in an open document', async () => {
    const { uri } = await open(at('train.py'));
    await finding(uri, 'unsafe-torch-load');
    const wanted = expected
      .map(
        (text) => JSON.parse(text) as { path: string; range: string; severity: string; rule: string; message: string },
      )
      .filter(({ path }) => path === 'train.py')
      .map(({ range, severity, rule, message }) => [range, severity, rule, message].join(' '))
      .sort();
    const shown = findings(uri)
      .map(({ range: { start, end }, severity, message, code }) =>
        [
          `${start.line + 1}:${start.character + 1}-${end.line + 1}:${end.character + 1}`,
          SEVERITIES[severity],
          ruleOf({ code } as vscode.Diagnostic),
          message,
        ].join(' '),
      )
      .sort();
    assert.deepEqual(shown, wanted);
  });
});
