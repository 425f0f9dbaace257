import type { LocatedFinding } from '../../src/core/finding';
import { defineRule, type Rule } from '../../src/core/rule';
import { collectResults, type ScanReport } from '../../src/report/report';
import { SourceText } from '../../src/report/source-text';

export const rule = (id: string, category: Rule['category'] = 'models', severity: Rule['severity'] = 'warning'): Rule =>
  defineRule({
    id,
    category,
    severity,
    title: `Title of ${id}`,
    cwe: 798,
    owasp: 'ML06:2023',
    docs: { what: 'What it does.', why: 'Why it is bad.', fix: 'How to fix it.', references: ['https://example.com/'] },
    listen: {},
  });

export const RULES = [rule('hardcoded-secret', 'secrets', 'error'), rule('unpinned-model')];

export function finding(
  path: string,
  line: number,
  start: number,
  end: number,
  more: Partial<LocatedFinding> = {},
): LocatedFinding {
  return {
    rule: 'unpinned-model',
    severity: 'warning',
    path,
    cell: null,
    message: 'The model can change under you.',
    related: [],
    fixes: [],
    range: { start: { line, column: start }, end: { line, column: end } },
    ...more,
  };
}

export function report(
  findings: readonly LocatedFinding[],
  texts: Readonly<Record<string, string>> = {},
  more: Partial<ScanReport> = {},
): ScanReport {
  const paths = [...new Set(findings.map(({ path }) => path))];
  const collected = collectResults(
    paths.map((path) => ({
      path,
      bytes: texts[path]?.length ?? 0,
      findings: findings.filter((each) => each.path === path),
      notes: [],
      suppressed: 0,
    })),
  );
  const sources = new Map(Object.entries(texts).map(([path, text]) => [path, new SourceText(path, text)]));
  return {
    ...collected,
    baselined: [],
    rules: RULES,
    source: (path) => sources.get(path) ?? null,
    version: '9.9.9',
    ...more,
  };
}

/** Assembled, so that no scanner takes it for a live one. */
export const KEY = ['hf', 'AbCdEfGhIj0123456789KlMnOpQrStUvWx'].join('_');

export const notebook = (...sources: (string | string[])[]): string =>
  `${JSON.stringify({ cells: sources.map((source) => ({ cell_type: 'code', execution_count: 1, metadata: {}, outputs: [], source })), metadata: {}, nbformat: 4, nbformat_minor: 5 }, null, 1)}\n`;
