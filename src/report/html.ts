import { rulePage } from '../core/documentation';
import { SEVERITIES, sentenceOf, type LocatedFinding, type Severity } from '../core/finding';
import { markup, type Markup } from '../core/markup';
import type { Rule } from '../core/rule';
import { anchorsOf } from './html-anchors';
import { markedLine } from './html-excerpt';
import type { PageLook } from './html-style';
import { fixableSentence } from './fixable';
import { fixMasking, secretFindings, secretRules } from './masking';
import { amountOf, pageOf, prose } from './page';
import { byPath, compareText, type ScanReport } from './report';

/** Where links lead: pages and places of the editor, or pages of the web and no places. */
export interface HtmlOptions {
  readonly look: PageLook;
  /** Address of a rule's page. */
  readonly rule?: (id: string) => string;
  /** Address of a place in a file; line and column from 1. */
  readonly place?: (path: string, cell: number | null, line: number, column: number) => string;
}

/** Findings of one rule that stand open; the others are there, folded away. */
const OPEN = 10;
/** A page with more is read by nobody, and slow to open; JSON and SARIF have all. */
const MOST = 5_000;
/** Files, and places of one file, that are listed before the rest is folded or amountOf. */
const FILES = 20;
const PLACES = 40;

/**
 * A report for people: one file that needs nothing else, without a script. No time, no name of a machine or user is in it, so
 * the same findings give the same bytes; secrets are starred as in every other report.
 */
export function printHtml(report: ScanReport, options: HtmlOptions = { look: 'file' }): string {
  const shown = worstFirst(report.findings).slice(0, MOST);
  const secret = secretRules(report.rules);
  const page: Page = {
    report,
    options,
    secret,
    masked: fixMasking(report),
    secrets: byPath(secretFindings([...report.findings, ...report.baselined], secret)),
    rules: new Map(report.rules.map((rule) => [rule.id, rule])),
    anchors: anchorsOf(shown),
  };
  const { findings, summary } = report;
  const left = summary.suppressed > 0 ? ` ${summary.suppressed} more are suppressed.` : '';
  const body = markup`<header>
<h1>Touchstone report</h1>
<p>${findings.length === 0 ? 'No problems' : amountOf(findings.length, 'problem')} in ${amountOf(summary.files, 'file')}.${options.look === 'file' ? fixableSentence(findings) : ''}${left}</p>
<ul class="counts">${SEVERITIES.map((severity) => markup`<li class="${severity}"><b>${summary[severity]}</b>${NAMES[severity]}</li>`)}</ul>
</header>
<main>
${findings.length > 0 ? [byRule(shown, page), byFile(shown, page), ...SEVERITIES.map((severity) => bySeverity(severity, shown, page))] : null}
${findings.length > MOST ? markup`<p>${findings.length - MOST} more are not in this page; <code>--format json</code> has all.</p>` : null}
${notesOf(report)}
</main>
<footer class="soft"><p>Made by Touchstone ${report.version}. Paths count from the directory that was scanned; secrets are starred.</p></footer>`;
  return pageOf({ title: 'Touchstone report', look: options.look }, body);
}

const NAMES: Readonly<Record<Severity, string>> = {
  error: 'Errors',
  warning: 'Warnings',
  info: 'Information',
  hint: 'Hints',
};

interface Page {
  readonly report: ScanReport;
  readonly options: HtmlOptions;
  readonly secret: ReadonlySet<string>;
  readonly masked: (finding: LocatedFinding) => LocatedFinding;
  /** Of secret rules, by path. */
  readonly secrets: ReadonlyMap<string, readonly LocatedFinding[]>;
  readonly rules: ReadonlyMap<string, Rule>;
  readonly anchors: ReadonlyMap<LocatedFinding, string>;
}

const rank = (severity: Severity): number => SEVERITIES.indexOf(severity);

const worstFirst = (findings: readonly LocatedFinding[]): LocatedFinding[] =>
  [...findings].sort((one, other) => rank(one.severity) - rank(other.severity));

/** Groups in the order of the most findings first, of equally many by name. */
function grouped(findings: readonly LocatedFinding[], key: (finding: LocatedFinding) => string) {
  const groups = new Map<string, LocatedFinding[]>();
  for (const finding of findings) {
    const group = groups.get(key(finding));
    if (group) group.push(finding);
    else groups.set(key(finding), [finding]);
  }
  return [...groups].sort(([one, a], [other, b]) => b.length - a.length || compareText(one, other));
}

function byRule(findings: readonly LocatedFinding[], page: Page): Markup {
  const rows = SEVERITIES.flatMap((severity) =>
    grouped(
      findings.filter((finding) => finding.severity === severity),
      ({ rule }) => rule,
    ).map(
      ([id, group]) =>
        markup`<tr><td class="t ${severity}">${severity}</td><td class="n">${group.length}</td><td><a href="#${sectionOf(severity, id)}">${id}</a></td><td>${page.rules.get(id)?.title ?? ''}</td></tr>`,
    ),
  );
  return markup`<section aria-labelledby="rules"><h2 id="rules">By rule</h2>
<table><thead><tr><th scope="col">Severity</th><th scope="col" class="n">Findings</th><th scope="col">Rule</th><th scope="col">What it is about</th></tr></thead><tbody>${rows}</tbody></table></section>
`;
}

function byFile(findings: readonly LocatedFinding[], page: Page): Markup {
  const rows = grouped(findings, ({ path }) => path).map(([path, group]) => {
    const places = [...group].sort(
      (one, other) => (one.cell ?? -1) - (other.cell ?? -1) || one.range.start.line - other.range.start.line,
    );
    const links = places.slice(0, PLACES).map((finding) => {
      const { cell, range, severity, message } = finding;
      const place = cell === null ? `${range.start.line}` : `${cell + 1}:${range.start.line}`;
      return markup` <a class="${severity}" href="#${page.anchors.get(finding)!}" title="${severity}: ${message}">${place}</a>`;
    });
    const more = places.length > PLACES ? ` and ${places.length - PLACES} more` : '';
    return markup`<tr><td>${path}</td><td class="n">${group.length}</td><td>${links}${more}</td></tr>`;
  });
  const table = (some: readonly Markup[]): Markup =>
    markup`<table><thead><tr><th scope="col">File</th><th scope="col" class="n">Findings</th><th scope="col">Lines (in notebooks cell:line)</th></tr></thead><tbody>${some}</tbody></table>`;
  const rest = rows.slice(FILES);
  return markup`<section aria-labelledby="files"><h2 id="files">By file</h2>
${table(rows.slice(0, FILES))}${rest.length > 0 ? markup`<details><summary>${amountOf(rest.length, 'more file')}</summary>${table(rest)}</details>` : null}</section>
`;
}

function bySeverity(severity: Severity, findings: readonly LocatedFinding[], page: Page): Markup | null {
  const own = findings.filter((finding) => finding.severity === severity);
  if (own.length === 0) return null;
  return markup`<section aria-labelledby="${severity}"><h2 id="${severity}" class="${severity}">${NAMES[severity]} (${own.length})</h2>
${grouped(own, ({ rule }) => rule).map(([id, group]) => ruleSection(severity, id, group, page))}</section>
`;
}

const sectionOf = (severity: Severity, id: string): string => `${severity}-${id}`;

function ruleSection(severity: Severity, id: string, findings: readonly LocatedFinding[], page: Page): Markup {
  const rule = page.rules.get(id);
  const address = page.options.rule?.(id) ?? rulePage(id, page.report.version);
  const rest = findings.slice(OPEN);
  return markup`<section aria-labelledby="${sectionOf(severity, id)}"><h3 id="${sectionOf(severity, id)}">${rule?.title ?? id} (${findings.length})</h3>
<p class="soft"><a href="${address}">${id}</a>${rule ? ` · CWE-${rule.cwe}` : ''}</p>
${rule ? markup`<details><summary>Why is this bad, and how is it fixed?</summary><p>${prose(rule.docs.why)}</p><p>${prose(rule.docs.fix)}</p></details>` : null}
${findings.slice(0, OPEN).map((finding) => article(finding, page))}${
    rest.length > 0
      ? markup`<details><summary>${rest.length} more of this rule</summary>${rest.map((finding) => article(finding, page))}</details>`
      : null
  }</section>
`;
}

function article(original: LocatedFinding, page: Page): Markup {
  const { report, secret, secrets, options } = page;
  const source = report.source(original.path);
  const finding = page.masked(original);
  const { path, cell, severity, message, detail, range, related, fixes, reasons = [] } = finding;
  const items = [
    ...(detail === undefined ? [] : [markup`<li>${detail}.</li>`]),
    ...reasons.map((reason) => markup`<li>Because ${sentenceOf(reason)}</li>`),
    ...related.map(
      (place) =>
        markup`<li>${placeLink(place.path, place.cell ?? null, place.range.start, options)}: ${place.message}</li>`,
    ),
    ...fixes.map(({ title, safety }) => markup`<li>Fix${safety === 'safe' ? '' : ' (review first)'}: ${title}</li>`),
  ];
  return markup`<article class="finding is-${severity}" id="${page.anchors.get(original)!}">
<p class="message">${message}</p>
<p class="soft">${placeLink(path, cell, range.start, options)} <a href="#${page.anchors.get(original)!}" aria-label="Link to this finding">#</a></p>
${markedLine(finding, source, secrets.get(path) ?? [], secret)}${items.length > 0 ? markup`<ul>${items}</ul>` : null}</article>
`;
}

function placeLink(
  path: string,
  cell: number | null,
  { line, column }: { readonly line: number; readonly column: number },
  { place }: HtmlOptions,
): Markup {
  const text = cell === null ? `${path}:${line}:${column}` : `${path}, cell ${cell + 1}, line ${line}`;
  return place ? markup`<a href="${place(path, cell, line, column)}">${text}</a>` : markup`<code>${text}</code>`;
}

function notesOf({ notes }: ScanReport): Markup | null {
  if (notes.length === 0) return null;
  const items = (some: ScanReport['notes']): readonly Markup[] =>
    some.map(({ path, message }) => markup`<li><code>${path}</code>: ${message}</li>`);
  const rest = notes.slice(FILES);
  return markup`<section aria-labelledby="notes"><h2 id="notes">Not read, or not in full (${notes.length})</h2>
<ul>${items(notes.slice(0, FILES))}</ul>${rest.length > 0 ? markup`<details><summary>${rest.length} more</summary><ul>${items(rest)}</ul></details>` : null}</section>
`;
}
