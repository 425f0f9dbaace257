import type { Note } from '../core/finding';
import type { CallFact, PythonFacts } from '../core/python-facts';
import { argumentOf } from '../core/python-facts';
import type { Range } from '../core/range';
import { stringOf, truthOf } from '../core/value';
import type { ModelReference } from '../analysis/models/reference';
import { modelReferencesOf } from '../analysis/models/reference';
import { describeHubRepository } from './hub';
import type { Component, Occurrence, Property } from './inventory';
import { componentOf } from './inventory';
import type { Surroundings } from './surroundings';

/** A program whose calls are searched, with the way from its offsets to files and cells. */
export interface CodeSource {
  readonly path: string;
  readonly facts: PythonFacts;
  locate(offset: number): {
    readonly path: string;
    readonly cell: number | null;
    readonly line: number;
    readonly column: number;
  };
}

export interface FoundModels {
  readonly components: readonly Component[];
  readonly incomplete: readonly Note[];
}

/** The models and data sets that a program loads by a name its code shows. */
export async function findModels(source: CodeSource, surroundings: Surroundings): Promise<FoundModels> {
  const components: Component[] = [];
  const unnamed: number[] = [];
  for (const call of source.facts.calls) {
    for (const reference of modelReferencesOf(call)) {
      if (!isInventoried(reference)) continue;
      const place = occurrenceOf(source, call, reference.idRange);
      if (reference.id === null) {
        if (reference.local !== true && !reference.guessed) unnamed.push(place.line ?? 0);
        continue;
      }
      const component = await describe(reference, reference.id, call, source.path, surroundings);
      if (component !== null)
        components.push({
          ...component,
          direct: true,
          occurrences: [place],
          properties: [...component.properties, ...usage(call, reference)],
          task: taskOf(call, reference),
        });
    }
  }
  return {
    components,
    incomplete: unnamed.length > 0 ? [{ path: source.path, message: unnamedMessage(unnamed) }] : [],
  };
}

/** Metrics and spaces are programs, not models or data; they have no place in the inventory yet. */
const isInventoried = (reference: ModelReference): boolean =>
  reference.repoType === 'model' || reference.repoType === 'dataset';

async function describe(
  reference: ModelReference,
  id: string,
  call: CallFact,
  path: string,
  surroundings: Surroundings,
): Promise<Component | null> {
  if (reference.local === true) return describeLocal(reference, id, path, surroundings);
  if (reference.local === 'unknown') {
    const local = await describeLocal(reference, id, path, surroundings);
    if (local !== null) return local;
    // A name that may as well be a folder, given to a class that is not known: nothing is claimed.
    if (reference.guessed || id.includes('/')) return null;
  }
  switch (reference.source) {
    case 'huggingface':
      return describeHubRepository(reference, id, surroundings);
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
  surroundings: Surroundings,
): Promise<Component | null> {
  const found = await surroundings.localFile(id, path);
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

/** What each use adds: how the thing is loaded, not what it is. */
function usage(call: CallFact, reference: ModelReference): readonly Property[] {
  const configuration =
    reference.repoType === 'dataset' && reference.library === 'datasets'
      ? stringOf(argumentOf(call, 'name', 1)?.value)
      : undefined;
  return [
    { name: 'loads', value: reference.loads },
    ...(configuration === undefined ? [] : [{ name: 'configuration', value: configuration }]),
    ...(truthOf(argumentOf(call, 'trust_remote_code')?.value) === true || reference.code === 'always'
      ? [{ name: 'runsRemoteCode', value: 'true' }]
      : []),
    ...(reference.idValue.kind === 'string' && reference.idValue.via === 'default'
      ? [{ name: 'nameFrom', value: 'default value' }]
      : []),
    ...(reference.pinning === 'commit' ? [] : [{ name: 'pinned', value: 'false' }]),
  ];
}

/** `pipeline("text-classification", …)` says what the model is for; nothing else does. */
function taskOf(call: CallFact, reference: ModelReference): string | null {
  const isPipeline = reference.loads === 'pipeline' && reference.library === 'transformers';
  return (isPipeline ? stringOf(argumentOf(call, 'task', 0)?.value) : undefined) ?? null;
}

function occurrenceOf(source: CodeSource, call: CallFact, range: Range): Occurrence {
  const { path, cell, line, column } = source.locate(range.start);
  return { path, cell, line, column, symbol: call.callee.startsWith('?') ? call.callee.slice(2) : call.callee };
}

function unnamedMessage(lines: readonly number[]): string {
  const shown = [...new Set(lines)]
    .sort((a, b) => a - b)
    .slice(0, 10)
    .join(', ');
  return lines.length === 1
    ? `line ${shown} loads a model or data set whose name the code does not say`
    : `${lines.length} models or data sets are loaded by names that the code does not say (lines ${shown}${lines.length > 10 ? ', …' : ''})`;
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
