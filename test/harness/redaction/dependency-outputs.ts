import type { Host, Judged } from './judged';
import type { DependencyReport } from '../../../src/core/dependency-report';
import { printDependencyPage } from '../../../src/report/dependency-page';
import { printDependencyCsv } from '../../../src/report/dependency-rows';
import { printDependencies, printDependencyJson } from '../../../src/report/dependency-text';

/** Nothing of a document comes to the printers but what `reportDependencies` redacted: the calls `dependencies` and `touchstone report` are looked at with all that it makes. */
const EMPTY: DependencyReport = {
  version: 1,
  project: 'x',
  advisories: null,
  dependencies: [],
  notes: [],
  summary: {
    packages: 0,
    direct: 0,
    vulnerable: 0,
    malicious: 0,
    unchecked: 0,
    unresolved: 0,
    unhashed: 0,
    unlicensed: 0,
  },
};

/** What a reader of a page sees of it. */
export const unescaped = (html: string): string =>
  html.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));

/** The forms of the dependency report, by the function that prints them. */
export const DEPENDENCIES_PRINTED: Readonly<Record<string, () => string>> = {
  printDependencies: () => printDependencies(EMPTY),
  printDependencyJson: () => printDependencyJson(EMPTY),
  printDependencyCsv: () => printDependencyCsv(EMPTY),
  printDependencyPage: () => printDependencyPage(EMPTY, { look: 'file', nonce: 'n' }),
};

/** What is shown behind the requirements of a document. */
export const inlineTold = async (host: Host, { path, text }: Judged, folder: string): Promise<string> =>
  JSON.stringify(
    await host.call('inlineVersions', {
      folder,
      input: { kind: 'text', path, text },
      lines: { first: 1, last: text.split('\n').length },
    }),
  );

/** The indexes that would be asked about a document, as the question of consent names them. */
export const planTold = async (host: Host, { path, text }: Judged, folder: string): Promise<string> =>
  JSON.stringify(await host.call('indexPlan', { folder, input: { kind: 'text', path, text } }));

/** The dependency report in every form that a panel has. */
export const dependenciesTold = async (host: Host, folder: string): Promise<string> =>
  unescaped(Object.values(await host.call('dependencies', { folder, name: 'x' })).join('\n'));
