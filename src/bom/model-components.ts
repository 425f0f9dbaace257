import type { ModelReference } from '../analysis/models/reference';
import type { CallFact } from '../core/python-facts';
import { argumentOf } from '../core/python-facts';
import { stringOf } from '../core/value';
import { describeHubRepository } from './hub';
import type { Component, Property } from './inventory';
import { accountOf, componentOf } from './inventory';
import type { Lookups } from './lookups';

/** The model or data set that a call loads by a name; null where nothing can be claimed. `path` is the file of the call. */
export async function describeReferenced(
  reference: ModelReference,
  id: string,
  call: CallFact,
  path: string,
  lookups: Lookups,
): Promise<Component | null> {
  if (reference.local === true) return describeLocal(reference, id, path, lookups);
  if (reference.local === 'unknown') {
    const local = await describeLocal(reference, id, path, lookups);
    if (local !== null) return local;
    // A name that may as well be a folder, given to a class that is not known: nothing is claimed.
    if (reference.guessed || id.includes('/')) return null;
  }
  switch (reference.source) {
    case 'huggingface':
      return describeHubRepository(reference, id, lookups);
    case 'torch-hub':
      return describeTorchHub(reference, id, call);
    case 'url':
      return describeUrl(reference, id);
    default:
      return describeElsewhere(reference, id);
  }
}

/** A file or folder of the project. What is not there is no component: it may be where the program writes. */
async function describeLocal(
  reference: ModelReference,
  id: string,
  path: string,
  lookups: Lookups,
): Promise<Component | null> {
  const found = await lookups.localFile(id, path);
  if (found === null) return null;
  return componentOf({
    ref: `${reference.repoType}:./${found.path}`,
    kind: kindOf(reference),
    name: found.path.split('/').at(-1) ?? found.path,
    unresolved: found.sha256 === null ? 'not-hashed' : null,
    hashes: found.sha256 === null ? [] : [{ algorithm: 'sha256', value: found.sha256 }],
    properties: [{ name: 'path', value: found.path }],
  });
}

function describeTorchHub(reference: ModelReference, id: string, call: CallFact): Component {
  const [group = null, name = id] = id.split('/');
  const commit = reference.pinning === 'commit' ? (reference.revisionText?.toLowerCase() ?? null) : null;
  const entry = stringOf(argumentOf(call, 'model', 1)?.value);
  const purl = commit === null ? null : `pkg:github/${id.toLowerCase()}@${commit}`;
  return componentOf({
    ref: purl ?? named(reference, id),
    kind: 'model',
    group,
    name,
    version: commit,
    versionSource: commit === null ? null : 'code',
    unresolved: commit === null ? 'unresolved-revision' : null,
    requestedAs: requested(reference),
    supplier: accountOf(group),
    purl,
    links: [{ kind: 'vcs', url: `https://github.com/${id}`, comment: null, hashes: [] }],
    properties: [...sourceProperty(reference), ...(entry === undefined ? [] : [{ name: 'entryPoint', value: entry }])],
  });
}

function describeUrl(reference: ModelReference, url: string): Component {
  return componentOf({
    ref: `${reference.repoType}:${url.split(/[?#]/u, 1)[0]?.replace(/^([a-z]+:\/\/)[^/@]{0,200}@/iu, '$1') ?? url}`,
    kind: kindOf(reference),
    group: reference.publisher,
    name: reference.name || url.split('/').at(-1) || 'download',
    unresolved: 'not-hashed',
    links: [{ kind: 'distribution', url, comment: null, hashes: [] }],
  });
}

/** Registries without a package URL type that fits: the name, the version where the registry counts versions. */
function describeElsewhere(reference: ModelReference, id: string): Component {
  const slash = id.indexOf('/');
  const grouped = slash > 0 && !/^[a-z-]+:/u.test(id);
  const fixed = reference.pinning === 'commit' ? reference.revisionText : null;
  const page = pageOf(reference, id);
  return componentOf({
    ref: named(reference, id),
    kind: kindOf(reference),
    group: grouped ? id.slice(0, slash) : null,
    name: grouped ? id.slice(slash + 1) : id,
    version: fixed,
    versionSource: fixed === null ? null : 'code',
    requestedAs: requested(reference),
    properties: sourceProperty(reference),
    unresolved:
      fixed !== null ? null : reference.pinning === 'release' ? 'chosen-by-library-version' : 'unresolved-revision',
    links: page === null ? [] : [{ kind: 'website', url: page, comment: null, hashes: [] }],
  });
}

function pageOf(reference: ModelReference, id: string): string | null {
  const folder = reference.repoType === 'dataset' ? 'datasets' : 'models';
  if (reference.source === 'kaggle' || reference.source === 'tfhub') return `https://www.kaggle.com/${folder}/${id}`;
  return reference.source === 'modelscope' ? `https://modelscope.cn/${folder}/${id}` : null;
}

const kindOf = (reference: ModelReference): 'model' | 'dataset' =>
  reference.repoType === 'dataset' ? 'dataset' : 'model';

const named = (reference: ModelReference, id: string): string =>
  `${kindOf(reference)}:${reference.source}/${id}${reference.revisionText === null ? '' : `?revision=${reference.revisionText}`}`;

const requested = (reference: ModelReference): readonly string[] =>
  reference.revisionText === null ? [] : [`revision=${reference.revisionText}`];

const sourceProperty = (reference: ModelReference): readonly Property[] => [
  { name: 'source', value: reference.source },
];
