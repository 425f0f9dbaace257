import { digestText, packageIdentity } from '../cyclonedx/view';
import { grouped, sorted } from '../order';
import { nodesOf, statedText, type DocumentView, type DocumentNode, type ViewedComponent } from '../view';
import { graphOf } from './validate';

const PACKAGES = new Set(['software_Package', 'ai_AIPackage', 'dataset_DatasetPackage']);
const DEPENDENCIES = new Set(['dependsOn', 'hasOptionalDependency', 'hasProvidedDependency']);

/** What an SPDX 3.0 document says. Never throws. */
export function viewOfSpdx(document: unknown): DocumentView {
  const elements = graphOf(document).map(({ element }) => element);
  const byId = new Map(
    elements.map((element) => [statedText(element['spdxId']) ?? statedText(element['@id']) ?? '', element]),
  );
  const relations = grouped(
    elements.filter(({ relationshipType }) => typeof relationshipType === 'string'),
    ({ from }) => statedText(from) ?? '',
  );
  const sboms = elements.filter(({ type }) => type === 'software_Sbom' || type === 'Bom');
  const roots = new Set(sboms.flatMap(({ rootElement }) => textsOf(rootElement)));
  const creation = elements.find(({ type }) => type === 'CreationInfo') ?? {};
  const viewed = elements
    .filter(({ type }) => PACKAGES.has(statedText(type) ?? ''))
    .map((element) => {
      const id = statedText(element['spdxId']) ?? '';
      return { id, component: componentOf(element, relations.get(id) ?? [], byId) };
    });
  return {
    format: 'spdx',
    specVersion: statedText(creation['specVersion']) ?? '',
    hasAuthor: textsOf(creation['createdBy']).length > 0,
    hasTool: textsOf(creation['createdUsing']).length > 0,
    hasTime: statedText(creation['created']) !== null,
    hasContext: sboms.some((sbom) => textsOf(sbom['software_sbomType']).length > 0),
    root: viewed.find(({ id }) => roots.has(id))?.component ?? null,
    components: viewed.filter(({ id }) => !roots.has(id)).map(({ component }) => component),
  };
}

function componentOf(
  element: DocumentNode,
  relations: readonly DocumentNode[],
  byId: ReadonlyMap<string, DocumentNode>,
): ViewedComponent {
  const name = statedText(element['name']) ?? '';
  const { key, sources } = packageIdentity(
    statedText(element['software_packageUrl']),
    `${statedText(element['software_primaryPurpose']) ?? 'component'}:${name}`,
  );
  const related = (type: string): readonly DocumentNode[] =>
    relations
      .filter(({ relationshipType }) => relationshipType === type)
      .flatMap(({ to }) => textsOf(to))
      .map((id) => byId.get(id))
      .filter((found) => found !== undefined);
  return {
    key,
    name: name || key,
    version: statedText(element['software_packageVersion']),
    hasIdentifier: element['software_packageUrl'] !== undefined || nodesOf(element['externalIdentifier']).length > 0,
    hasSupplier: element['suppliedBy'] !== undefined || textsOf(element['originatedBy']).length > 0,
    sources,
    hashes: sorted([element, ...related('hasDistributionArtifact')].flatMap(hashesOf)),
    licences: sorted(
      ['hasDeclaredLicense', 'hasConcludedLicense'].flatMap(related).flatMap((licence) => {
        const text = statedText(licence['simplelicensing_licenseExpression']) ?? statedText(licence['name']);
        return text === null ? [] : [text];
      }),
    ),
    hasDependencies: relations.some(({ relationshipType }) => DEPENDENCIES.has(statedText(relationshipType) ?? '')),
  };
}

const hashesOf = (element: DocumentNode): readonly string[] =>
  nodesOf(element['verifiedUsing']).flatMap(({ algorithm, hashValue }) =>
    typeof algorithm === 'string' && typeof hashValue === 'string' ? [digestText(algorithm, hashValue)] : [],
  );

const textsOf = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [value]).filter((each): each is string => typeof each === 'string');
