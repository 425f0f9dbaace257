import { markup, type Markup } from '../core/markup';
import type { PageLook } from './html-style';
import { amountOf, pageOf } from './page';
import { overviewOf, type RowKind, type ComponentRow, type SbomOverview } from './sbom-overview';

export interface SbomPageOptions {
  readonly look: PageLook;
  /** Random text that the script of the filter is known by. */
  readonly nonce: string;
}

/** More rows than this are amountOf, not shown: no page of such a size can be read, and the document has all. */
const MOST = 5_000;

/** Components that are named beside what they lack. */
const NAMED = 5;

const TITLES: Readonly<Record<RowKind, readonly [one: string, many: string]>> = {
  package: ['Package', 'Packages'],
  model: ['Model', 'Models'],
  dataset: ['Data set', 'Data sets'],
  other: ['Other', 'Others'],
};

/** A bill of materials for people: how much there is, what is missing, and a table that can be searched. */
export function printSbomPage(text: string, { look, nonce }: SbomPageOptions): string {
  const summary = overviewOf(text);
  if (typeof summary === 'string') return pageOf({ title: 'SBOM', look }, markup`<h1>SBOM</h1><p>${summary}</p>`);
  return pageOf({ title: `SBOM of ${summary.name}`, look, script: { text: FILTER, nonce } }, bodyOf(summary));
}

function bodyOf(summary: SbomOverview): Markup {
  const { name, form, rows } = summary;
  const missing = rows.filter((row) => row.missing.length > 0).length;
  const cards: readonly (readonly [number, string, string])[] = [
    ...(['package', 'model', 'dataset', 'other'] as const)
      .map((kind) => {
        const number = rows.filter((row) => row.kind === kind).length;
        return [number, TITLES[kind][number === 1 ? 0 : 1], ''] as const;
      })
      .filter(([number, title]) => number > 0 || !title.startsWith('Other')),
    [missing, 'Incomplete', missing > 0 ? 'warning' : ''],
    [rows.filter(({ hashed }) => !hashed).length, 'Without a hash', ''],
    [rows.filter(({ licence }) => licence === '').length, 'Without a licence', ''],
  ];
  const left = rows.length > MOST ? markup`<p>${rows.length - MOST} more are in the document only.</p>` : null;
  return markup`<header>
<h1>SBOM of ${name}</h1>
<p class="soft">${form}, ${amountOf(rows.length, 'component')}</p>
<ul class="counts">${cards.map(([number, title, look]) => markup`<li class="${look}"><b>${number}</b>${title}</li>`)}</ul>
</header>
<main>
${gapsOf(summary)}
<div class="filter" role="search"><label for="filter">Filter</label><input id="filter" type="search" placeholder="Name, version, licence, source" autocomplete="off" spellcheck="false">
<label><input id="gaps" type="checkbox"> Only what is incomplete</label><span id="shown" class="soft" role="status"></span></div>
${(['package', 'model', 'dataset', 'other'] as const).map((kind) => tableOf(kind, rows.slice(0, MOST)))}${left}
</main>`;
}

function gapsOf({ incomplete, saysIncomplete, rows }: SbomOverview): Markup | null {
  const gaps = new Map<string, string[]>();
  for (const { name, missing } of rows)
    for (const gap of missing) {
      const names = gaps.get(gap);
      if (names) names.push(name);
      else gaps.set(gap, [name]);
    }
  const reasons = [
    ...incomplete,
    ...[...gaps].map(([gap, names]) => {
      const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : '';
      return `${amountOf(names.length, 'component')}: ${gap} (${names.slice(0, NAMED).join(', ')}${more})`;
    }),
  ];
  if (reasons.length === 0 && !saysIncomplete) return null;
  return markup`<section aria-labelledby="missing"><h2 id="missing">What is missing</h2>
${
  reasons.length > 0
    ? markup`<ul>${reasons.map((reason) => markup`<li>${reason}</li>`)}</ul>`
    : markup`<p>The document says that it is incomplete, and gives no reason.</p>`
}</section>`;
}

function tableOf(kind: RowKind, all: readonly ComponentRow[]): Markup | null {
  const rows = all.filter((row) => row.kind === kind);
  if (rows.length === 0) return null;
  return markup`<section class="kind" aria-labelledby="${kind}"><h2 id="${kind}">${TITLES[kind][1]} (${rows.length})</h2>
<table><thead><tr><th scope="col">Name</th><th scope="col">Version</th><th scope="col">Licence</th><th scope="col">Source</th><th scope="col">Hashes</th><th scope="col">Missing</th></tr></thead>
<tbody>${rows.map(lineOf)}</tbody></table></section>
`;
}

const lineOf = (row: ComponentRow): Markup =>
  markup`<tr${row.missing.length > 0 ? markup` class="gap"` : null}><th scope="row">${row.name}${row.where.length > 0 ? markup`<br><small class="soft">${row.where.join(', ')}</small>` : null}</th><td>${row.version || '–'}</td><td>${row.licence || '–'}</td><td>${row.address === null ? row.source || '–' : markup`<a href="${row.address}">${row.source}</a>`}</td><td>${row.hashed ? 'yes' : 'no'}</td><td class="${row.missing.length > 0 ? 'warning' : ''}">${row.missing.join(', ')}</td></tr>
`;

/** Hides the rows that do not hold every word of the filter, and the sections without a row; tells how many are left. */
const FILTER = `const field=document.getElementById('filter'),gaps=document.getElementById('gaps'),told=document.getElementById('shown');
const rows=[...document.querySelectorAll('tbody tr')].map((row)=>({row,text:row.textContent.toLowerCase()}));
function show(){const words=field.value.toLowerCase().split(/\\s+/).filter(Boolean);let left=0;
for(const {row,text} of rows){row.hidden=(gaps.checked&&!row.classList.contains('gap'))||!words.every((word)=>text.includes(word));if(!row.hidden)left++}
for(const section of document.querySelectorAll('section.kind'))section.hidden=!section.querySelector('tbody tr:not([hidden])');
told.textContent=left===rows.length?'':left+' of '+rows.length+' shown'}
field.addEventListener('input',show);gaps.addEventListener('change',show);`;
