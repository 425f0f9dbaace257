import { formats } from './cyclonedx/formats';
import type { DistributionMetadata } from '../core/requirement-facts';
import type { Component, Link, Party } from './inventory';
import { spdxExpression } from './spdx-expression';

/** Characters of a licence's name: who writes the whole text there names nothing. */
const LONGEST_NAME = 64;
const LONGEST_CONTACT = 400;

/** What an installed distribution says about itself, as parts of its component. */
export function describedBy(
  metadata: DistributionMetadata,
): Pick<Component, 'licences' | 'authors' | 'supplier' | 'links'> {
  const authors = partiesOf(metadata.author, metadata.authorEmail);
  const maintainers = partiesOf(metadata.maintainer, metadata.maintainerEmail);
  return {
    licences: licencesOf(metadata),
    authors,
    supplier: maintainers[0] ?? authors[0] ?? null,
    links: linksOf(metadata),
  };
}

/**
 * The licences that are declared: the expression of PEP 639, else what the older headers say. Where one of them names an SPDX licence,
 * what only describes it is left out.
 */
export function licencesOf({
  licenceExpression,
  licence,
  classifiers = [],
}: Pick<DistributionMetadata, 'licenceExpression' | 'licence' | 'classifiers'>): readonly string[] {
  const stated = licenceExpression === undefined ? null : spdxExpression(licenceExpression);
  if (stated !== null) return [stated];
  const written = licence === undefined ? null : (spdxExpression(licence) ?? NAMES.get(plainName(licence)) ?? null);
  if (written !== null) return [written];
  const ids = classifiers.flatMap((text) => CLASSIFIERS.get(text) ?? []);
  if (ids.length > 0) return [...new Set(ids)].sort();
  if (licence !== undefined && isName(licence)) return [licence];
  return [...new Set(classifiers.flatMap((text) => text.split(' :: ').at(-1) ?? []))]
    .filter((name) => isName(name) && name !== 'OSI Approved')
    .sort();
}

/** Names that people write for one licence and no other, in lower case, without `license`, `the`, commas and `version`. Source: spdx.org/licenses. */
const NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'Apache-2.0': ['apache 2', 'apache 2.0', 'apache software 2.0', 'apache-2', 'asl 2.0', 'apache v2', 'apache v2.0'],
    'BSD-2-Clause': ['bsd 2-clause', '2-clause bsd', 'bsd 2 clause', 'simplified bsd'],
    'BSD-3-Clause': ['bsd 3-clause', '3-clause bsd', 'bsd 3 clause', 'new bsd', 'modified bsd', 'bsd-3'],
    ISC: ['isc'],
    MIT: ['mit', 'expat'],
    'MPL-2.0': ['mpl 2.0', 'mozilla public 2.0', 'mpl v2'],
    'GPL-3.0-or-later': ['gplv3+', 'gpl v3+'],
    'LGPL-3.0-or-later': ['lgplv3+', 'lgpl v3+'],
  }).flatMap(([id, names]) => names.map((name): [string, string] => [name, id])),
);

const plainName = (text: string): string =>
  text
    .slice(0, LONGEST_NAME)
    .toLowerCase()
    .replace(/\b(?:the|licen[sc]e|version)\b|,/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();

const isName = (text: string): boolean => text.length <= LONGEST_NAME && !/[\r\n]/u.test(text);

/** Classifiers that name one licence. (Those of BSD, of Apache without a version, of the LGPL and others name several.) Source: pypi.org/classifiers, spdx.org/licenses. */
const CLASSIFIERS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'Boost Software License 1.0 (BSL-1.0)': 'BSL-1.0',
    'CEA CNRS Inria Logiciel Libre License, version 2.1 (CeCILL-2.1)': 'CECILL-2.1',
    'Eclipse Public License 1.0 (EPL-1.0)': 'EPL-1.0',
    'Eclipse Public License 2.0 (EPL-2.0)': 'EPL-2.0',
    'European Union Public Licence 1.1 (EUPL 1.1)': 'EUPL-1.1',
    'European Union Public Licence 1.2 (EUPL 1.2)': 'EUPL-1.2',
    'GNU Affero General Public License v3': 'AGPL-3.0-only',
    'GNU Affero General Public License v3 or later (AGPLv3+)': 'AGPL-3.0-or-later',
    'GNU General Public License v2 (GPLv2)': 'GPL-2.0-only',
    'GNU General Public License v2 or later (GPLv2+)': 'GPL-2.0-or-later',
    'GNU General Public License v3 (GPLv3)': 'GPL-3.0-only',
    'GNU General Public License v3 or later (GPLv3+)': 'GPL-3.0-or-later',
    'GNU Lesser General Public License v2 (LGPLv2)': 'LGPL-2.0-only',
    'GNU Lesser General Public License v2 or later (LGPLv2+)': 'LGPL-2.0-or-later',
    'GNU Lesser General Public License v3 (LGPLv3)': 'LGPL-3.0-only',
    'GNU Lesser General Public License v3 or later (LGPLv3+)': 'LGPL-3.0-or-later',
    'Historical Permission Notice and Disclaimer (HPND)': 'HPND',
    'ISC License (ISCL)': 'ISC',
    'MIT License': 'MIT',
    'MIT No Attribution License (MIT-0)': 'MIT-0',
    'Mozilla Public License 1.1 (MPL 1.1)': 'MPL-1.1',
    'Mozilla Public License 2.0 (MPL 2.0)': 'MPL-2.0',
    'Mulan Permissive Software License v2 (MulanPSL-2.0)': 'MulanPSL-2.0',
    'SIL Open Font License 1.1 (OFL-1.1)': 'OFL-1.1',
    'The Unlicense (Unlicense)': 'Unlicense',
    'Universal Permissive License (UPL)': 'UPL-1.0',
    'University of Illinois/NCSA Open Source License': 'NCSA',
    'zlib/libpng License': 'Zlib',
    'Zero-Clause BSD (0BSD)': '0BSD',
  })
    .map(([name, id]): [string, string] => [`License :: OSI Approved :: ${name}`, id])
    .concat([['License :: CC0 1.0 Universal (CC0 1.0) Public Domain Dedication', 'CC0-1.0']]),
);

/** `Ada Lovelace` beside `Ada Lovelace <ada@example.org>, team@example.org` is one of two. */
export function partiesOf(names: string | undefined, emails: string | undefined): readonly Party[] {
  const found: Party[] = [];
  for (const contact of splitContacts(emails ?? '')) {
    const [, name = '', address = ''] = /^([^<>]{0,200})<([^<>\s]{1,200})>$/u.exec(contact) ?? [];
    if (isMailAddress(address)) found.push({ name: plain(name) || null, email: address });
    else if (isMailAddress(contact)) found.push({ name: null, email: contact });
    else if (plain(name) !== '') found.push({ name: plain(name), email: null });
  }
  const [only] = found;
  const said = plain((names ?? '').slice(0, LONGEST_CONTACT));
  if (said === '' || found.some(({ name }) => name !== null && said.includes(name))) return found;
  // The two headers of one person.
  return found.length === 1 && only!.name === null
    ? [{ ...only!, name: said }]
    : [{ name: said, email: null }, ...found];
}

/** As the schema of CycloneDX wants one. */
export const isMailAddress = (text: string): boolean => formats['idn-email']!(text);

/** At commas that stand in no quotes. */
const splitContacts = (text: string): readonly string[] =>
  (text.slice(0, LONGEST_CONTACT).match(/(?:"[^"]*"|[^,"])+/gu) ?? []).map((part) => part.trim());

const plain = (name: string): string =>
  name
    .trim()
    .replace(/^"(.*)"$/u, '$1')
    .trim();

/** Labels of project addresses, as PEP 753 makes them alike. */
const LABELS: readonly (readonly [RegExp, Link['kind']])[] = [
  [/^(?:source|sourcecode|repository|github|code)$/u, 'vcs'],
  [/^(?:issues?|bugs?|bugreports|bugtracker|issuetracker|tracker)$/u, 'issue-tracker'],
  [/^(?:documentation|docs)$/u, 'documentation'],
  [/^(?:homepage|home)$/u, 'website'],
  [/^(?:security|securitypolicy|reportavulnerability|reportvulnerability)$/u, 'security-contact'],
];

/** The kind of an address by its label; null for one that says nothing here (funding, a changelog). Source: PEP 753. */
export function linkKindOf(label: string): Link['kind'] | null {
  const normal = label.toLowerCase().replace(/[\p{P}\s]/gu, '');
  return LABELS.find(([pattern]) => pattern.test(normal))?.[1] ?? null;
}

function linksOf({ homePage, projectUrls = [] }: DistributionMetadata): readonly Link[] {
  const labelled = projectUrls.map((text) => [text.slice(0, text.indexOf(',')), text.slice(text.indexOf(',') + 1)]);
  return [...(homePage === undefined ? [] : [['homepage', homePage]]), ...labelled].flatMap(([label = '', url = '']) =>
    linkOf(linkKindOf(label), url),
  );
}

/** A link to an address of the web; nothing for what is none. */
export const linkOf = (kind: Link['kind'] | null, url: string): readonly Link[] =>
  kind !== null && /^https?:\/\/[^\s<>"]{3,500}$/iu.test(url.trim())
    ? [{ kind, url: url.trim(), comment: null, hashes: [] }]
    : [];
