import { hasCredentials, withoutCredentials } from '../analysis/addresses/url-credentials';
import { isShowable, redacted, secretsIn } from '../analysis/secrets/redaction';
import { SCOPES, VERSION_SOURCES } from './inventory';
import type {
  Component,
  ComponentKind,
  Digest,
  DistributionFile,
  Inventory,
  InventoryParts,
  Link,
  Party,
  Relation,
  Root,
} from './inventory';
import { distinct, grouped, sorted } from './order';
import { isTooShortForKey } from './plain-text';

/** Merges components of one identity, drops relations to what is not there, and puts all in one order. */
export function buildInventory(parts: InventoryParts): Inventory {
  const merged = new Map<string, Component[]>();
  for (const each of parts.components) {
    const component = withSafeIdentity(each);
    if (component.ref === parts.root.ref) continue;
    const same = merged.get(component.ref);
    if (same === undefined) merged.set(component.ref, [component]);
    else same.push(component);
  }
  const known = sorted([parts.root.ref, ...merged.keys()]);
  const byKind = new Map<ComponentKind, Component[]>(KINDS.map((kind) => [kind, []]));
  for (const ref of known) {
    const same = merged.get(ref);
    if (same === undefined) continue;
    const component = mergeComponents(same);
    byKind.get(component.kind)!.push(component);
  }
  const components = [...byKind.values()].flat();
  return {
    root: withSafeParts(parts.root),
    components,
    relations: distinctRelations(parts.relations ?? [], known),
    incomplete: distinct(parts.incomplete ?? [], (note) => [note.path, note.message]),
  };
}

const RELATION_KINDS: readonly Relation['kind'][] = ['depends-on', 'trained-on'];

/**
 * Those between what is `known` (in order), sorted and one of each. A relation is the number that it has among all that there could be: numbers
 * are sorted much faster than names, and there may be hundreds of thousands.
 */
function distinctRelations(relations: readonly Relation[], known: readonly string[]): readonly Relation[] {
  const ranks = new Map(known.map((ref, rank) => [ref, rank]));
  const rankOf = (ref: string): number => ranks.get(ref) ?? ranks.get(identified(ref)) ?? -1;
  const [width, kinds] = [known.length, RELATION_KINDS.length];
  const numbers: number[] = [];
  for (const { from, kind, to } of relations) {
    const [start, end] = [rankOf(from), rankOf(to)];
    if (start !== end && start >= 0 && end >= 0)
      numbers.push((start * kinds + RELATION_KINDS.indexOf(kind)) * width + end);
  }
  const ordered = Float64Array.from(numbers).sort();
  const distinctOnes: Relation[] = [];
  for (const [index, number] of ordered.entries()) {
    if (number === ordered[index - 1]) continue;
    const begin = Math.floor(number / width);
    distinctOnes.push({
      from: known[Math.floor(begin / kinds)]!,
      kind: RELATION_KINDS[begin % kinds]!,
      to: known[number % width]!,
    });
  }
  return distinctOnes;
}

/** An identity is made of names and addresses that people write; what lets somebody in never becomes part of one. */
function withSafeIdentity(component: Component): Component {
  const { purl, name, version, links, licences, authors, supplier, files } = component;
  const ref = identified(component.ref);
  const long = version !== null && version.length > MAX_IDENTITY;
  const told =
    purl !== null &&
    (purl === component.ref ? ref === purl : identified(purl) === purl) &&
    identified(name) === name &&
    (version === null || identified(version) === version) &&
    name.length <= MAX_IDENTITY &&
    !long;
  if (
    told &&
    ref === component.ref &&
    supplier === null &&
    links.length + licences.length + authors.length + files.length === 0
  )
    return component;
  return {
    ...component,
    ref,
    purl: told ? purl : null,
    links: links.filter(({ url }) => redacted(url) === withoutCredentials(url)), // half an address leads nowhere
    licences: licences.filter(isSafe),
    authors: authors.flatMap(safeParty),
    supplier: supplier && (safeParty(supplier)[0] ?? null),
    files: files.filter(({ name, url }) => isSafe(name) && isSafe(url ?? '')),
    ...(long && { version: null, versionSource: null, unresolved: 'version-not-known' }),
  };
}

/** The same of the project. */
const withSafeParts = (root: Root): Root => ({
  ...root,
  purl: root.purl !== null && isSafe(root.purl) && identified(root.purl) === root.purl ? root.purl : null,
  licences: root.licences.filter(isSafe),
  authors: root.authors.flatMap(safeParty),
  supplier: root.supplier && (safeParty(root.supplier)[0] ?? null),
  manufacturer: root.manufacturer !== null && isSafe(root.manufacturer.name) ? root.manufacturer : null,
  links: root.links.filter(({ url }) => redacted(url) === withoutCredentials(url)),
  sources: root.sources.filter(({ path }) => isSafe(path)),
});

/** What may be shown as it is: of half a name or half an address nobody has anything. */
const isSafe = (text: string): boolean =>
  isShowable(text, 'identifier') && redacted(text) === text && !hasCredentials(text) && text.length <= MAX_IDENTITY;

function safeParty({ name, email }: Party): readonly Party[] {
  const safe = {
    name: name !== null && isSafe(name) ? name : null,
    email: email !== null && isSafe(email) ? email : null,
  };
  return safe.name === null && safe.email === null ? [] : [safe];
}

/** A package URL writes a part of an address with `%2F`, behind which no key is seen to begin. */
function identified(text: string): string {
  if (isTooShortForKey(text) && !text.includes('%')) return text;
  if (!text.includes('%') && !text.includes('://') && secretsIn(text, 'identifier').length === 0) return text;
  const plain = text.replace(/%[0-9A-Fa-f]{2}/gu, (code) => String.fromCharCode(parseInt(code.slice(1), 16)));
  return secretsIn(plain, 'identifier').length === 0 ? redacted(text) : redacted(plain);
}

/** UTF-16 units of a name or version that is taken for one. CycloneDX ends at 1024. */
const MAX_IDENTITY = 500;

const KINDS: readonly ComponentKind[] = ['package', 'model', 'dataset', 'image', 'action', 'file', 'run'];

function mergeComponents(parts: readonly Component[]): Component {
  const [only] = parts;
  if (parts.length === 1 && isInOrder(only!)) return only!;
  const sources = parts.map((part) => part.versionSource).filter((source) => source !== null);
  const unresolved = parts.some((part) => part.unresolved === null) ? [] : parts.map((part) => part.unresolved ?? '');
  const base = parts[0] as Component;
  return {
    ref: base.ref,
    kind: base.kind,
    group: least(parts.map((part) => part.group)),
    name: least(parts.map((part) => part.name)) ?? base.name,
    version: least(parts.map((part) => part.version)),
    versionSource: VERSION_SOURCES.find((source) => sources.includes(source)) ?? null,
    unresolved: least(unresolved),
    purl: least(parts.map((part) => part.purl)),
    hashes: distinctDigests(parts.flatMap((part) => part.hashes)),
    licences: distinct(
      parts.flatMap((part) => part.licences),
      (licence) => [licence],
    ),
    authors: distinct(
      parts.flatMap((part) => part.authors),
      (party) => [party.name ?? '', party.email ?? ''],
    ),
    supplier: parts.find((part) => part.supplier !== null)?.supplier ?? null,
    files: mergeFiles(parts.flatMap((part) => part.files)),
    links: mergeLinks(parts.flatMap((part) => part.links)),
    occurrences: distinct(
      parts.flatMap((part) => part.occurrences),
      (place) => [place.path, place.cell ?? -1, place.line ?? -1, place.column ?? -1, place.symbol ?? ''],
    ),
    requestedAs: distinct(
      parts.flatMap((part) => part.requestedAs),
      (text) => [text],
    ),
    direct: parts.some((part) => part.direct),
    scope: SCOPES.find((scope) => parts.some((part) => part.scope === scope)) ?? null,
    dependenciesKnown: parts.some((part) => part.dependenciesKnown),
    task: least(parts.map((part) => part.task)),
    properties: distinct(
      parts.flatMap((part) => part.properties),
      (property) => [property.name, property.value],
    ),
  };
}

/** Whether a component has no list of which the order could matter. */
const isInOrder = (component: Component): boolean =>
  component.hashes.length < 2 &&
  component.licences.length < 2 &&
  component.authors.length < 2 &&
  component.files.length === 0 &&
  component.links.length === 0 &&
  component.occurrences.length < 2 &&
  component.requestedAs.length < 2 &&
  component.properties.length < 2;

/** One link per kind and URL, with the digests of all of them. */
function mergeLinks(links: readonly Link[]): readonly Link[] {
  const merged = new Map<string, Link>();
  for (const link of links) {
    const key = `${link.kind} ${link.url}`;
    const same = merged.get(key);
    merged.set(key, {
      ...link,
      comment: least([link.comment, same?.comment ?? null]),
      hashes: distinctDigests([...(same?.hashes ?? []), ...link.hashes]),
    });
  }
  return distinct([...merged.values()], (link) => [link.kind, link.url]);
}

/** One file per name and address, with the digests of all of them. */
function mergeFiles(files: readonly DistributionFile[]): readonly DistributionFile[] {
  if (files.length === 0) return files;
  return distinct(
    [...grouped(files, ({ name, url }) => `${name}\n${url ?? ''}`).values()].map((same) => ({
      ...same[0]!,
      hashes: distinctDigests(same.flatMap(({ hashes }) => hashes)),
    })),
    ({ name, url }) => [name, url ?? ''],
  );
}

const distinctDigests = (digests: readonly Digest[]): readonly Digest[] =>
  distinct(digests, (digest) => [digest.algorithm, digest.value]);

function least(values: readonly (string | null)[]): string | null {
  let found: string | null = null;
  for (const value of values) if (value !== null && (found === null || value < found)) found = value;
  return found;
}
