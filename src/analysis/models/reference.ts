import type { Range } from '../../core/range';
import type { RepoType } from '../../core/finding';
import { argumentOf, type Argument, type CallFact } from '../../core/python-facts';
import { once } from '../../readers/python/fact-index';
import { stringOf, truthOf, type Value } from '../../core/value';
import { isSentinel } from '../../core/sentinel';
import { loaderOf } from './loaders';
import type { FurtherId, Loader, Loads, ModelSource } from './loaders/loader';
import { isLocalValue, publisherOfPrefix, readId, type IdReading, type Pinning } from './model-id';
import { readSpelling } from './spellings';

export type { Pinning } from './model-id';
export { LOADER_CALLEES, LOADER_TRIGGERS } from './loaders';
export type { Loads, ModelSource } from './loaders/loader';

/** What one call loads from somewhere else (or, when `local`, from this machine). */
export interface ModelReference {
  readonly source: ModelSource;
  readonly repoType: 'model' | 'dataset' | 'space' | 'metric';
  /** Repository as its hub names it, `org/name`; for `url` the URL, for `local` the path. Null when it is no constant. */
  readonly id: string | null;
  readonly idValue: Value;
  /** Where the identifier stands in the call. */
  readonly idRange: Range;
  /** The call. */
  readonly callRange: Range;
  /** Who publishes it: organisation, user, GitHub owner or host. Null when that cannot be told. */
  readonly publisher: string | null;
  readonly name: string | null;
  /** A name from before the hub had namespaces, resolved by the shipped table. */
  readonly legacy: boolean;
  /** What the call says about the revision; undefined when it says nothing. A revision inside the identifier is in `revisionText`. */
  readonly revision: Value | undefined;
  /** The revision as text when it is known. */
  readonly revisionText: string | null;
  /** Keyword that pins this reference, or null when the call has no such keyword. */
  readonly revisionKeyword: string | null;
  readonly pinning: Pinning;
  /** `unknown`: may be a folder of this machine as well as a name on a hub. */
  readonly local: boolean | 'unknown';
  /** `local_files_only=True`: nothing is downloaded. */
  readonly offline: boolean;
  readonly insecure: boolean;
  readonly loads: Loads;
  /** Whether loading runs code of the source: `trusted` with `trust_remote_code=True`, `default` unless it is False. */
  readonly code: Loader['code'];
  /** `code_revision=` has a meaning for this call. */
  readonly codeRevision: boolean;
  /** Import name of the library; empty for a class that is not known. */
  readonly library: string;
  /** True when nothing is known of the receiver of `from_pretrained`. */
  readonly guessed: boolean;
}

/** What a call loads, or null when it is no loader. The first of `modelReferencesOf`. */
export function modelReferenceOf(call: CallFact): ModelReference | null {
  return modelReferencesOf(call)[0] ?? null;
}

/** Everything a call loads: a pipeline may name a model, a tokenizer and code of its own. */
export const modelReferencesOf = once((call: CallFact): readonly ModelReference[] => {
  const found = loaderOf(call.callee);
  if (!found) return [];
  const { loader, guessed } = found;
  const argument = idArgument(call, loader);
  const files = loader.repoType === 'dataset' && argument ? dataFilesReference(call, loader, argument) : null;
  const first = files ?? (argument ? referenceOf(call, loader, guessed || call.guessed, argument) : null);
  const further = (loader.further ?? []).map((id) => furtherReference(call, loader, id, first));
  return [first, ...further].filter((reference): reference is ModelReference => reference !== null);
});

/** A 40-digit commit. */
export const isCommit = (text: string): boolean => /^[0-9a-f]{40}$/i.test(text);

/** The repository kind that the hub's interface knows for a reference: metrics are spaces. */
export const hubTypeOf = (reference: ModelReference): RepoType =>
  reference.repoType === 'metric' ? 'space' : reference.repoType;

function idArgument(call: CallFact, loader: Loader): Argument | undefined {
  for (const keyword of loader.keywords) {
    const argument = argumentOf(call, keyword);
    if (argument) return argument;
  }
  return loader.position === undefined
    ? undefined
    : call.args.find((argument) => argument.name === null && argument.position === loader.position);
}

function referenceOf(call: CallFact, loader: Loader, guessed: boolean, argument: Argument): ModelReference | null {
  const value = argument.value;
  const repoType = repoTypeOf(call, loader);
  const text = stringOf(value);
  const reading =
    text === undefined
      ? null
      : loader.source === 'local'
        ? ({ kind: 'local' } as const)
        : readSpelling(loader, text, repoType === 'metric' ? 'space' : repoType, call);
  if (text !== undefined && reading === null) return null;
  if (text === undefined && value.kind !== 'unknown' && value.kind !== 'result') return null; // a tensor, a dict, a model object
  const revision = loader.revision === null ? undefined : argumentOf(call, loader.revision)?.value;
  const common = {
    repoType,
    idValue: value,
    idRange: argument.valueRange,
    callRange: call.range,
    offline: truthOf(argumentOf(call, 'local_files_only')?.value) === true,
    loads: loader.loads,
    code: loader.code,
    codeRevision: loader.codeRevision === true,
    library: loader.library,
    guessed,
    revisionKeyword: loader.revision,
  } as const;
  if (reading === null) {
    const publisher =
      loader.source === 'huggingface' ? publisherOfPrefix(value.kind === 'unknown' ? value.prefix : undefined) : null;
    return {
      ...common,
      source: loader.source,
      id: null,
      publisher,
      name: null,
      legacy: false,
      revision,
      revisionText: textOf(revision),
      pinning: pinningOf(revision, null),
      local: isLocalValue(value) ? true : publisher ? false : 'unknown',
      insecure: false,
    };
  }
  return { ...common, revision, ...known(loader, reading, revision, text!, guessed, repoType) };
}

type Known = Pick<
  ModelReference,
  'source' | 'repoType' | 'id' | 'publisher' | 'name' | 'legacy' | 'revisionText' | 'pinning' | 'local' | 'insecure'
>;

function known(
  loader: Loader,
  reading: IdReading & { pinning?: Pinning },
  revision: Value | undefined,
  text: string,
  guessed: boolean,
  said = loader.repoType,
): Known & { repoType: ModelReference['repoType'] } {
  const repoType = (reading.kind === 'repository' && reading.repoType) || said;
  const base = { repoType, legacy: false, insecure: false, revisionText: textOf(revision) };
  switch (reading.kind) {
    case 'local':
      return { ...base, source: 'local', id: text, publisher: null, name: null, pinning: 'unknown', local: true };
    case 'unclear':
      return {
        ...base,
        source: loader.source,
        id: text,
        publisher: null,
        name: text,
        pinning: pinningOf(revision, null),
        local: 'unknown',
      };
    case 'url':
      return {
        ...base,
        source: 'url',
        id: text,
        publisher: reading.publisher,
        name: reading.name,
        insecure: reading.insecure,
        revisionText: reading.revision,
        pinning: reading.revision && isCommit(reading.revision) ? 'commit' : 'release',
        local: false,
      };
    case 'repository': {
      const source =
        loader.source === 'timm' ||
        loader.source === 'open-clip' ||
        loader.source === 'keras' ||
        loader.source === 'url'
          ? reading.pinning === 'release'
            ? loader.source
            : 'huggingface'
          : loader.source;
      const inside = reading.revision;
      return {
        ...base,
        source,
        id: reading.id,
        publisher: reading.publisher,
        name: reading.name,
        legacy: reading.legacy,
        revisionText: inside ?? base.revisionText,
        pinning: reading.pinning ?? pinningOf(revision, inside),
        local: guessed && reading.publisher === null ? 'unknown' : false,
      };
    }
  }
}

/** `load_dataset("csv", data_files=…)`: the builder is part of the library, the files are what is loaded. */
function dataFilesReference(call: CallFact, loader: Loader, path: Argument): ModelReference | null {
  const builder = stringOf(path.value);
  if (builder === undefined || !BUILDERS.has(builder)) return null;
  const files = argumentOf(call, 'data_files') ?? argumentOf(call, 'data_dir');
  const first = files ? firstString(files.value) : undefined;
  const reading = first === undefined ? null : readId(first, 'dataset');
  const remote = reading && (reading.kind === 'url' || (reading.kind === 'repository' && /^[a-z]+:\/\//.test(first!)));
  const common = {
    repoType: 'dataset',
    idValue: (files ?? path).value,
    idRange: (files ?? path).valueRange,
    callRange: call.range,
    revision: undefined,
    revisionKeyword: null,
    offline: false,
    loads: 'dataset',
    code: 'never',
    codeRevision: false,
    library: loader.library,
    guessed: false,
  } as const;
  if (remote) return { ...common, ...known(loader, reading, undefined, first!, false), repoType: 'dataset' };
  return {
    ...common,
    source: 'local',
    id: first ?? null,
    publisher: null,
    name: builder,
    legacy: false,
    revisionText: null,
    pinning: 'unknown',
    local: true,
    insecure: false,
  };
}

const BUILDERS = new Set(
  'json csv parquet text arrow pandas xml sql generator spark imagefolder audiofolder videofolder pdffolder webdataset cache hdf5 lance'.split(
    ' ',
  ),
);

function furtherReference(
  call: CallFact,
  loader: Loader,
  id: FurtherId,
  first: ModelReference | null,
): ModelReference | null {
  const argument = argumentOf(call, id.keyword, id.position);
  const text = stringOf(argument?.value);
  if (!argument || text === undefined || text === first?.id) return null;
  const reading = readId(text, 'model');
  if (reading.kind !== 'repository') return null;
  const value = id.revision === null ? undefined : argumentOf(call, id.revision)?.value;
  return {
    ...known({ ...loader, source: 'huggingface' }, reading, value, text, false),
    idValue: argument.value,
    idRange: argument.valueRange,
    callRange: call.range,
    revision: value,
    revisionKeyword: id.revision,
    offline: first?.offline ?? false,
    loads: id.loads,
    code: id.code ? 'always' : 'trusted',
    codeRevision: false,
    library: loader.library,
    guessed: false,
  };
}

function repoTypeOf(call: CallFact, loader: Loader): ModelReference['repoType'] {
  const said = stringOf(argumentOf(call, 'repo_type')?.value);
  return said === 'dataset' || said === 'space' || said === 'model' ? said : loader.repoType;
}

function pinningOf(revision: Value | undefined, inside: string | null): Pinning {
  const text = inside ?? textOf(revision);
  if (text !== null) return isCommit(text) ? 'commit' : 'mutable';
  if (revision === undefined) return 'none';
  // A parameter that is None by default is the caller's business.
  if (revision.kind === 'string') return revision.via === 'default' ? 'unknown' : 'none';
  if (revision.kind === 'none') return revision.via === 'default' ? 'unknown' : 'none';
  return 'unknown';
}

const textOf = (value: Value | undefined): string | null =>
  value?.kind === 'string' && !isSentinel(value.value) ? value.value : null;

function firstString(value: Value, depth = 0): string | undefined {
  if (value.kind === 'string') return value.value;
  if (depth > 3) return undefined;
  const items =
    value.kind === 'sequence' ? value.items : value.kind === 'dict' ? value.entries.map(([, entry]) => entry) : [];
  for (const item of items) {
    const text = firstString(item, depth + 1);
    if (text !== undefined) return text;
  }
  return undefined;
}
