import { redacted } from '../analysis/secrets/redaction';

export type RowKind = 'package' | 'model' | 'dataset' | 'other';

/** One component as a person wants to see it. */
export interface ComponentRow {
  readonly kind: RowKind;
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  /** Where it comes from: an address, else what kind of package it is. */
  readonly source: string;
  readonly address: string | null;
  readonly hashed: boolean;
  /** Where the project names it, at most a few. */
  readonly where: readonly string[];
  /** What nothing in the project says, in words. */
  readonly missing: readonly string[];
}

export interface SbomOverview {
  readonly name: string;
  /** Such as `CycloneDX 1.6`. */
  readonly form: string;
  readonly rows: readonly ComponentRow[];
  /** Reasons why the list may not be the whole. */
  readonly incomplete: readonly string[];
  /** Whether the document itself says that something is missing from it. */
  readonly saysIncomplete: boolean;
}

/** Reads a CycloneDX document in JSON, of this tool or of another one. A sentence says why it cannot be read. */
export function overviewOf(text: string): SbomOverview | string {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return 'This is not JSON.';
  }
  if (!isObject(document) || document['bomFormat'] !== 'CycloneDX') return 'This is not a CycloneDX document.';
  const metadata = objectOf(document['metadata']);
  const compositions = listOf(document['compositions']).filter(
    ({ aggregate }) => typeof aggregate === 'string' && /^incomplete/.test(aggregate),
  );
  const unfinished = new Set(compositions.flatMap(({ assemblies }) => (Array.isArray(assemblies) ? assemblies : [])));
  const root = objectOf(metadata['component']);
  return {
    name: shown(root['name']) || 'SBOM',
    form: `CycloneDX ${shown(document['specVersion'])}`.trim(),
    rows: listOf(document['components'])
      .map((component) => rowOf(component, unfinished))
      .sort(byKindAndName),
    incomplete: propertiesOf(metadata, 'incomplete'),
    saysIncomplete: compositions.length > 0,
  };
}

const KINDS: readonly RowKind[] = ['package', 'model', 'dataset', 'other'];
/** Types of CycloneDX. */
const KIND_OF: Readonly<Record<string, RowKind>> = {
  library: 'package',
  framework: 'package',
  application: 'package',
  'machine-learning-model': 'model',
  data: 'dataset',
};

/** The codes of `touchstone:reason`. */
const REASONS: Readonly<Record<string, string>> = {
  'not-pinned': 'not pinned',
  'version-not-known': 'version not known',
  'mutable-reference': 'a branch or tag, no commit',
  'unresolved-revision': 'no commit known',
  'revision-not-known': 'revision not known',
  'namespace-not-known': 'publisher not known',
  'not-hashed': 'content not hashed',
  'local-path': 'a local path',
};
const REQUESTS = 3;
const PLACES = 3;

type Json = Readonly<Record<string, unknown>>;

function rowOf(component: Json, unfinished: ReadonlySet<unknown>): ComponentRow {
  const kind = KIND_OF[String(component['type'])] ?? 'other';
  const group = shown(component['group']);
  const links = listOf(component['externalReferences']);
  const address = addressOf(links);
  const version = shown(component['version']);
  const licence = listOf(component['licenses']).map(licenceOf).filter(Boolean).join(', ');
  const hashed = [component, ...links].some(({ hashes }) => Array.isArray(hashes) && hashes.length > 0);
  const reasons = propertiesOf(component, 'reason').map((code) => REASONS[code] ?? code.replaceAll('-', ' '));
  const requested = propertiesOf(component, 'requestedAs').slice(0, REQUESTS);
  return {
    kind,
    name: group ? `${group}/${shown(component['name'])}` : shown(component['name']) || '(no name)',
    version: version || requested.map((each) => `asked for: ${each}`).join(', '),
    licence,
    source: address === null ? packageType(component) : hostOf(address),
    address,
    hashed,
    where: listOf(objectOf(component['evidence'])['occurrences']).slice(0, PLACES).map(placeOf),
    missing: [
      ...reasons,
      ...(reasons.length === 0 && version === '' && kind !== 'other' ? ['version not known'] : []),
      ...(reasons.length === 0 && version !== '' && unfinished.has(component['bom-ref'])
        ? ['parts of it are missing']
        : []),
    ],
  };
}

/** Lines of notebooks are told with their cell, from 0 in the document and from 1 to people. */
function placeOf(occurrence: Json): string {
  const { line, additionalContext } = occurrence;
  const cell = /cell (\d+), cells counted from 0/.exec(String(additionalContext ?? ''))?.[1];
  const inCell = cell === undefined ? '' : ` cell ${Number(cell) + 1}`;
  return `${shown(occurrence['location'])}${inCell}${typeof line === 'number' ? `:${line}` : ''}`;
}

function licenceOf({ license, expression }: Json): string {
  const { id, name } = objectOf(license);
  return shown(expression) || shown(id) || shown(name);
}

/** What is fetched goes before where its source is kept. */
function addressOf(links: readonly Json[]): string | null {
  for (const wanted of ['distribution', 'vcs', 'model-card', 'website']) {
    const url = shown(links.find(({ type }) => type === wanted)?.['url']);
    if (/^https:\/\/[^\s"'<>@]+$/.test(url)) return url;
  }
  return null;
}

const hostOf = (address: string): string => /^https:\/\/([^/?#]+)/.exec(address)?.[1] ?? address;

const packageType = ({ purl }: Json): string => /^pkg:([a-z0-9.+-]{1,20})\//i.exec(String(purl ?? ''))?.[1] ?? '';

const byKindAndName = (one: ComponentRow, other: ComponentRow): number =>
  KINDS.indexOf(one.kind) - KINDS.indexOf(other.kind) || (one.name < other.name ? -1 : one.name > other.name ? 1 : 0);

const propertiesOf = (owner: Json, name: string): string[] =>
  listOf(owner['properties'])
    .filter((property) => property['name'] === `touchstone:${name}`)
    .map(({ value }) => shown(value))
    .filter(Boolean);

/** Text that may be shown, whoever wrote the document. */
const shown = (value: unknown): string => (typeof value === 'string' ? redacted(value.slice(0, LONGEST)) : '');
const LONGEST = 500;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const objectOf = (value: unknown): Json => (isObject(value) ? value : {});
const listOf = (value: unknown): readonly Json[] => (Array.isArray(value) ? value.filter(isObject) : []);
