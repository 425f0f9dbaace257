import { formats } from './cyclonedx/formats';
import type { DistributionMetadata } from '../core/requirement-facts';
import { declaredLicences } from '../readers/locks/licences';
import type { Component, Link, Party } from './inventory';
import { spdxExpression } from './spdx-expression';

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

/** The licences that are declared, as SPDX writes them where one is known. */
export const licencesOf = (metadata: Parameters<typeof declaredLicences>[0]): readonly string[] =>
  declaredLicences(metadata, spdxExpression);

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
