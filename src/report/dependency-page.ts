import type { DependencyReport, ReportedDependency } from '../core/dependency-report';
import { markup, type Markup } from '../core/markup';
import { checkedWords, COLUMNS, placeWords, rowOfDependency, type DependencyRow } from './dependency-rows';
import type { PageLook } from './html-style';
import { amountOf, pageOf } from './page';

export interface DependencyPageOptions {
  readonly look: PageLook;
  /** Random text that the script is known by. */
  readonly nonce: string;
  /** Where a link to a place leads; null where places are only told. */
  readonly place?: (path: string, cell: number | null, line: number, column: number) => string;
  /** Links that save the report in another form. Without any, the page saves what it shows as CSV itself. */
  readonly exports?: readonly { readonly title: string; readonly address: string }[];
}

/** More rows than this are counted, not shown. */
const MOST = 5_000;
/** Places that a cell leads to. */
const PLACES = 3;

/** The dependencies of a project as a page: counts, filters, a table that is sorted by any column. Without a script it is a table. */
export function printDependencyPage(report: DependencyReport, options: DependencyPageOptions): string {
  const title = `Dependencies of ${report.project}`;
  return pageOf(
    { title, look: options.look, script: { text: SCRIPT, nonce: options.nonce } },
    bodyOf(title, report, options),
  );
}

/** What a row is filtered by: words of `data-is`, and what the box beside them says. */
const FILTERS: readonly (readonly [string, string, (each: ReportedDependency) => boolean])[] = [
  ['direct', 'Required by the project', ({ direct }) => direct],
  ['vulnerable', 'Vulnerable', ({ vulnerabilities }) => (vulnerabilities?.length ?? 0) > 0],
  ['unresolved', 'No version', ({ version }) => version === null],
  ['unhashed', 'No hash', ({ hashed }) => !hashed],
  ['unlicensed', 'No licence', ({ licences }) => licences.length === 0],
];

function bodyOf(title: string, report: DependencyReport, options: DependencyPageOptions): Markup {
  const { summary, advisories, dependencies, notes } = report;
  const cards: readonly (readonly [number | string, string, string])[] = [
    [summary.packages, summary.packages === 1 ? 'Package' : 'Packages', ''],
    [summary.direct, 'Required by the project', ''],
    ...(summary.malicious > 0 ? [[summary.malicious, 'Malicious', 'error'] as const] : []),
    advisories === null
      ? ['–', 'Vulnerable: not checked', 'warning']
      : [summary.vulnerable, 'Vulnerable', summary.vulnerable > 0 ? 'error' : ''],
    [summary.unresolved, 'Without a version', summary.unresolved > 0 ? 'warning' : ''],
    [summary.unhashed, 'Without a hash', ''],
    [summary.unlicensed, 'Without a licence', ''],
  ];
  const exports =
    options.exports === undefined
      ? markup`<button id="save" type="button">Save as CSV</button>`
      : options.exports.map(({ title: words, address }) => markup`<a href="${address}">${words}</a> `);
  const left =
    dependencies.length > MOST ? markup`<p>${dependencies.length - MOST} more are in the JSON report only.</p>` : null;
  return markup`<header>
<h1>${title}</h1>
<p class="soft">${checkedWords(report)}</p>
<ul class="counts">${cards.map(([number, words, look]) => markup`<li class="${look}"><b>${number}</b>${words}</li>`)}</ul>
</header>
<main>
${
  notes.length > 0
    ? markup`<details><summary>${amountOf(notes.length, 'note')}: what was not read, or could not be told</summary><ul>${notes.map(({ path, message }) => markup`<li>${path === '' ? '' : `${path}: `}${message}</li>`)}</ul></details>`
    : null
}
<div class="filter" role="search"><label for="filter">Filter</label><input id="filter" type="search" placeholder="Package, version, file, licence, advisory" autocomplete="off" spellcheck="false">
${exports}</div>
<fieldset class="filter"><legend>Only</legend>
${FILTERS.map(([word, words]) => markup`<label><input type="checkbox" name="only" value="${word}"> ${words}</label> `)}</fieldset>
<p id="shown" class="soft" role="status">${amountOf(dependencies.length, 'package')}</p>
<div class="wide" role="region" aria-label="Packages" tabindex="0"><table id="packages" aria-describedby="shown"><thead><tr>${COLUMNS.map(
    ([, words]) => markup`<th scope="col"><button type="button">${words}</button></th>`,
  )}</tr></thead>
<tbody>${dependencies.slice(0, MOST).map((each) => lineOf(each, options))}</tbody></table></div>${left}
</main>`;
}

function lineOf(dependency: ReportedDependency, options: DependencyPageOptions): Markup {
  const row = rowOfDependency(dependency);
  const is = FILTERS.flatMap(([word, , wanted]) => (wanted(dependency) ? [word] : []));
  const cell = (key: keyof DependencyRow): Markup => {
    if (key === 'name') return markup`<th scope="row">${row.name}</th>`;
    if (key === 'required') return markup`<td>${placesOf(dependency, row, options)}</td>`;
    if (key === 'vulnerable') return vulnerableCell(dependency, row);
    return markup`<td>${row[key] || '–'}</td>`;
  };
  return markup`<tr data-is="${is.join(' ')}">${COLUMNS.map(([key]) => cell(key))}</tr>
`;
}

function placesOf(
  { requiredAt, direct }: ReportedDependency,
  row: DependencyRow,
  { place }: DependencyPageOptions,
): Markup {
  const lines = requiredAt.flatMap((at) => (at.line === null ? [] : [{ ...at, line: at.line }]));
  if (!direct || place === undefined || lines.length === 0) return markup`${row.required || '–'}`;
  const more = lines.length > PLACES ? ` and ${lines.length - PLACES} more` : '';
  return markup`${lines
    .slice(0, PLACES)
    .map((at, index) => [
      index > 0 ? ', ' : '',
      markup`<a href="${place(at.path, at.cell, at.line, at.column ?? 1)}">${placeWords(at)}</a>`,
    ])}${more}`;
}

const LOOKS: Readonly<Record<string, string>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  unknown: 'warning',
};
/** What a table is sorted by that words would sort wrongly: the worst first. */
const ORDER = ['critical', 'high', 'medium', 'unknown', 'low'];

/** How bad it is is told in words, too: colours alone say nothing to many. */
function vulnerableCell({ vulnerabilities }: ReportedDependency, row: DependencyRow): Markup {
  if (vulnerabilities === null) return markup`<td class="soft" data-sort="8">${row.vulnerable}</td>`;
  const [worst] = vulnerabilities;
  if (worst === undefined) return markup`<td data-sort="9">${row.vulnerable}</td>`;
  const look = worst.malicious ? 'error' : (LOOKS[worst.level] ?? 'info');
  return markup`<td class="${look}" data-sort="${worst.malicious ? 0 : 1 + ORDER.indexOf(worst.level)}">${row.vulnerable}</td>`;
}

/**
 * Hides the rows that do not hold every word, or are not all that is ticked; sorts by the column whose head is pressed, and says
 * so to screen readers. What is typed is followed once a frame, so that a table of thousands never waits for it.
 */
const SCRIPT = `const field=document.getElementById('filter'),told=document.getElementById('shown'),table=document.getElementById('packages'),body=table.tBodies[0];
const boxes=[...document.querySelectorAll('input[name=only]')],heads=[...table.tHead.rows[0].cells];
const rows=[...body.rows].map((row)=>({row,text:row.textContent.toLowerCase(),is:row.dataset.is.split(' ')}));
let waiting=0,sorted='';
function show(){waiting=0;const words=field.value.toLowerCase().split(/\\s+/).filter(Boolean),only=boxes.filter((box)=>box.checked).map((box)=>box.value);let left=0;
for(const {row,text,is} of rows){const hidden=!words.every((word)=>text.includes(word))||!only.every((word)=>is.includes(word));if(row.hidden!==hidden)row.hidden=hidden;if(!hidden)left++}
told.textContent=(left===rows.length?left+(left===1?' package':' packages'):left+' of '+rows.length+' shown')+sorted}
function soon(){if(!waiting)waiting=requestAnimationFrame(show)}
field.addEventListener('input',soon);for(const box of boxes)box.addEventListener('change',soon);
const compare=new Intl.Collator('en',{numeric:true}).compare,valueOf=(row,column)=>{const cell=row.cells[column];return cell.dataset.sort||cell.textContent};
heads.forEach((head,column)=>head.firstElementChild.addEventListener('click',()=>{const down=head.getAttribute('aria-sort')==='ascending';
for(const other of heads)other.removeAttribute('aria-sort');head.setAttribute('aria-sort',down?'descending':'ascending');
rows.forEach((each)=>{each.key=valueOf(each.row,column)});rows.sort((a,b)=>down?compare(b.key,a.key):compare(a.key,b.key));
body.replaceChildren(...rows.map(({row})=>row));sorted=', sorted by '+head.textContent+(down?', descending':'');show()}));
const save=document.getElementById('save');if(save)save.addEventListener('click',()=>{
const quoted=(text)=>'"'+(/^[=+\\-@\\t\\r]/.test(text)?"'"+text:text).replaceAll('"','""')+'"';
const lines=[table.tHead.rows[0],...rows.filter(({row})=>!row.hidden).map(({row})=>row)].map((row)=>[...row.cells].map((cell)=>quoted(cell.textContent.trim())).join(','));
const link=document.createElement('a');link.href=URL.createObjectURL(new Blob([lines.join('\\r\\n')+'\\r\\n'],{type:'text/csv'}));link.download='dependencies.csv';link.click();setTimeout(()=>URL.revokeObjectURL(link.href),1000)});`;
