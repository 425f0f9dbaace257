import { sorted } from '../order';
import { parsePurl } from '../purl';
import { isNode, nodesOf, statedText, type DocumentView, type DocumentNode, type ViewedComponent } from '../view';

/** Levels of components in components that are followed. */
const MAX_DEPTH = 20;

/** What a CycloneDX document says, of any version that has a form in JSON. Never throws. */
export function viewOfCycloneDx(document: DocumentNode): DocumentView {
  const metadata = isNode(document['metadata']) ? document['metadata'] : {};
  const stated = new Set(nodesOf(document['dependencies']).flatMap(({ ref }) => statedText(ref) ?? []));
  const tools = metadata['tools'];
  const hasTool =
    nodesOf(tools).length > 0 && (Array.isArray(tools) || nodesOf((tools as DocumentNode)['components']).length > 0);
  const root = nodesOf(metadata['component'])[0];
  return {
    format: 'cyclonedx',
    specVersion: statedText(document['specVersion']) ?? '',
    // A document that a program wrote is that program's; people are named apart.
    hasAuthor:
      hasTool ||
      ['authors', 'manufacture', 'manufacturer', 'supplier'].some((key) => nodesOf(metadata[key]).length > 0),
    hasTool,
    hasTime: statedText(metadata['timestamp']) !== null,
    hasContext: nodesOf(metadata['lifecycles']).length > 0,
    root: root === undefined ? null : componentOf(root, stated),
    components: [...componentsIn(document['components'], 0)].map((component) => componentOf(component, stated)),
  };
}

/** Files of a package are parts of it, and no components of their own. */
function* componentsIn(components: unknown, depth: number): Generator<DocumentNode> {
  if (depth > MAX_DEPTH) return;
  for (const component of nodesOf(components)) {
    if (depth > 0 && component['type'] === 'file') continue;
    yield component;
    yield* componentsIn(component['components'], depth + 1);
  }
}

function componentOf(component: DocumentNode, stated: ReadonlySet<string>): ViewedComponent {
  const name = [component['group'], component['name']].flatMap((part) => statedText(part) ?? []).join('/');
  const { key, sources } = packageIdentity(statedText(component['purl']), `${kindOf(component)}:${name}`);
  const files = nodesOf(component['components']).filter(({ type }) => type === 'file');
  const references = nodesOf(component['externalReferences']).filter(({ type }) => type === 'distribution');
  return {
    key,
    name: name || key,
    version: statedText(component['version']),
    hasIdentifier: ['purl', 'cpe', 'swid', 'omniborId', 'swhid'].some((each) => component[each] !== undefined),
    hasSupplier:
      ['supplier', 'manufacturer', 'authors'].some((each) => nodesOf(component[each]).length > 0) ||
      ['author', 'publisher'].some((each) => statedText(component[each]) !== null),
    sources,
    hashes: sorted([component, ...files, ...references].flatMap(hashesOf)),
    licences: sorted(nodesOf(component['licenses']).flatMap(licenceOf)),
    hasDependencies: stated.has(statedText(component['bom-ref']) ?? ''),
  };
}

/** A package URL without what changes from version to version, and where it says that the package is from. */
export function packageIdentity(
  text: string | null,
  otherwise: string,
): { readonly key: string; readonly sources: readonly string[] } {
  const purl = text === null ? null : parsePurl(text);
  if (purl === null) return { key: otherwise, sources: [] };
  const { type, namespace, name, qualifiers = {}, subpath } = purl;
  return {
    key: `pkg:${type}/${namespace ? `${namespace}/` : ''}${name}${subpath ? `#${subpath}` : ''}`,
    sources: ['repository_url', 'vcs_url', 'download_url'].flatMap((each) =>
      Object.hasOwn(qualifiers, each) ? [`${each}=${qualifiers[each]!}`] : [],
    ),
  };
}

const hashesOf = (node: DocumentNode): readonly string[] =>
  nodesOf(node['hashes']).flatMap(({ alg, content }) =>
    typeof alg === 'string' && typeof content === 'string' ? [digestText(alg, content)] : [],
  );

/** `SHA-256` and `sha256` are one algorithm. */
export const digestText = (algorithm: string, value: string): string =>
  `${algorithm.toLowerCase().replace(/^(sha|blake2b)-/u, '$1')}:${value.toLowerCase()}`;

const licenceOf = ({ license, expression }: DocumentNode): readonly string[] => {
  const named = isNode(license) ? (statedText(license['id']) ?? statedText(license['name'])) : statedText(expression);
  return named === null ? [] : [named];
};

/** The kind by the shorter name that SPDX has for it. */
function kindOf(component: DocumentNode): string {
  const type = statedText(component['type']) ?? 'component';
  return type === 'machine-learning-model' ? 'model' : type;
}
