import type { DependencyReport } from '../../../src/core/dependency-report';
import { redacted } from '../../../src/analysis/secrets/redaction';
import { printDependencyPage } from '../../../src/report/dependency-page';
import { printDependencyCsv } from '../../../src/report/dependency-rows';
import { printDependencies, printDependencyJson } from '../../../src/report/dependency-text';
import type { Judged } from './outputs';

/** A report whose every text is made of what the document says: its maker redacts (`dependencies` and `touchstone report` are looked at, too), and the printers add nothing. */
function reportOf({ text, path }: Judged): DependencyReport {
  const shown = redacted(text.slice(0, 500));
  return {
    version: 1,
    project: shown,
    advisories: null,
    dependencies: [
      {
        name: shown,
        ecosystem: 'pypi',
        version: shown,
        resolvedBy: null,
        unresolved: null,
        direct: true,
        scope: 'required',
        requestedAs: [shown],
        requiredAt: [{ path: redacted(path), cell: null, line: 1, column: 1 }],
        requiredBy: [shown],
        hashed: false,
        licences: [shown],
        index: shown,
        vulnerabilities: null,
        unchecked: 'no-database',
        safeVersion: null,
      },
    ],
    notes: [{ path: '', message: shown }],
    summary: {
      packages: 1,
      direct: 1,
      vulnerable: 0,
      malicious: 0,
      unchecked: 1,
      unresolved: 0,
      unhashed: 1,
      unlicensed: 0,
    },
  };
}

/** What a reader of a page sees of it. */
export const unescaped = (html: string): string =>
  html.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));

/** The forms of the dependency report, by the function that prints them. */
export const DEPENDENCIES_PRINTED: Readonly<Record<string, (judged: Judged) => string>> = {
  printDependencies: (judged) => printDependencies(reportOf(judged)),
  printDependencyJson: (judged) => printDependencyJson(reportOf(judged)),
  printDependencyCsv: (judged) => printDependencyCsv(reportOf(judged)),
  printDependencyPage: (judged) => unescaped(printDependencyPage(reportOf(judged), { look: 'file', nonce: 'n' })),
};
