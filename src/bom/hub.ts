import type { ModelReference } from '../analysis/models/reference';
import type { Component, Link, VersionSource } from './inventory';
import { accountOf, componentOf } from './inventory';
import { formatPurl } from './purl';
import type { Lookups } from './lookups';

/** What is known of a repository and of the revision that is asked for. */
export type HubReference = Pick<
  ModelReference,
  'repoType' | 'publisher' | 'name' | 'legacy' | 'pinning' | 'revisionText'
> &
  Partial<Pick<ModelReference, 'idValue'>>;

const PUBLIC_HUB = 'https://huggingface.co';

/**
 * A repository of the model hub: its commit when the code, the project's lock or the local cache says it. The package URL type
 * `huggingface` is for models and needs a namespace; a data set gets none (purl-spec has no type for it yet).
 */
export async function describeHubRepository(reference: HubReference, id: string, lookups: Lookups): Promise<Component> {
  const kind = reference.repoType === 'dataset' ? 'dataset' : 'model';
  const { commit, source } = await resolveCommit(reference, id, kind, lookups);
  const group = reference.publisher;
  const name = reference.name ?? id;
  // Without a commit it says which model it is, as that of a package whose version nothing says.
  const purl = kind === 'model' ? purlOf(group, name, commit, lookups.hubEndpoint) : null;
  const revision = commit ?? (reference.revisionText === null ? null : `revision=${reference.revisionText}`);
  const unnamed = group === null ? 'namespace-not-known' : null;
  return componentOf({
    ref:
      (commit === null ? null : purl) ??
      `${kind}:huggingface/${id}${revision === null ? '' : commit === null ? `?${revision}` : `@${commit}`}`,
    kind,
    group,
    name,
    version: commit,
    versionSource: source,
    purl,
    supplier: accountOf(group),
    unresolved:
      commit === null ? (reference.pinning === 'unknown' ? 'revision-not-known' : 'unresolved-revision') : unnamed,
    requestedAs: [
      ...(reference.revisionText === null ? [] : [`revision=${reference.revisionText}`]),
      ...(reference.legacy && reference.idValue?.kind === 'string' ? [reference.idValue.value] : []),
    ],
    links: group === null ? [] : linksOf(kind, id, commit, lookups.hubEndpoint),
  });
}

async function resolveCommit(
  reference: HubReference,
  id: string,
  kind: 'model' | 'dataset',
  lookups: Lookups,
): Promise<{ commit: string | null; source: VersionSource | null }> {
  if (reference.pinning === 'commit' && reference.revisionText !== null)
    return { commit: reference.revisionText.toLowerCase(), source: 'code' };
  if (reference.pinning === 'unknown' || reference.publisher === null) return { commit: null, source: null };
  const answer = await lookups.hubCommit(kind, id, reference.revisionText ?? 'main');
  return answer === null || !/^[0-9a-f]{40}$/iu.test(answer.commit)
    ? { commit: null, source: null }
    : { commit: answer.commit.toLowerCase(), source: answer.source };
}

function purlOf(group: string | null, name: string, commit: string | null, endpoint: string): string | null {
  return formatPurl({
    type: 'huggingface',
    namespace: group,
    name,
    version: commit,
    qualifiers: endpoint === PUBLIC_HUB ? {} : { repository_url: endpoint },
  });
}

function linksOf(kind: 'model' | 'dataset', id: string, commit: string | null, endpoint: string): readonly Link[] {
  const page = kind === 'dataset' ? `${endpoint}/datasets/${id}` : `${endpoint}/${id}`;
  return [
    { kind: kind === 'model' ? 'model-card' : 'documentation', url: page, comment: null, hashes: [] },
    { kind: 'vcs', url: commit === null ? page : `${page}/tree/${commit}`, comment: null, hashes: [] },
  ];
}
