import type { RepoType } from '../../core/finding';
import { argumentOf, type CallFact } from '../../core/python-facts';
import { stringOf, truthOf } from '../../core/value';
import type { Loader } from './loaders/loader';
import { SENTENCE_TRANSFORMERS_NAMES } from './legacy-ids';
import { isFolderName, readId, repository, type IdReading, type Pinning } from './model-id';

type SpelledReading = IdReading & { readonly pinning?: Pinning };

/** Reads an identifier in the spelling of its loader; null when the call does not load by name at all. */
export function readSpelling(loader: Loader, text: string, repoType: RepoType, call: CallFact): SpelledReading | null {
  switch (loader.spelling) {
    case 'plain':
      return plain(loader, text, repoType);
    case 'at':
      return withRevision(text, repoType);
    case 'timm':
      return readTimm(text, call);
    case 'open-clip':
      return readOpenClip(text, call);
    case 'preset':
      return /^hf:\/\//.test(text)
        ? readId(text, repoType)
        : /^kaggle:\/\//.test(text)
          ? readKaggle(text.slice(9))
          : loader.library === 'keras'
            ? null
            : released(text, 'keras');
    case 'torch-hub':
      return stringOf(argumentOf(call, 'source')?.value) === 'local' ? { kind: 'local' } : readTorchHub(text);
    case 'mlflow':
      return readMlflow(text);
    case 'tfhub':
      return readTfHub(text);
    case 'kaggle':
      return readKaggle(text);
    case 'url':
      return /^hf:\/\//.test(text) ? readId(text, repoType) : null;
    case 'url-only':
      return /^https?:\/\//i.test(text) ? readId(text, repoType) : null;
  }
}

function plain(loader: Loader, text: string, repoType: RepoType): SpelledReading {
  const reading = readId(text, repoType);
  if (reading.kind !== 'unclear' || text.includes('/')) return reading;
  if (loader.library === 'sentence_transformers' && SENTENCE_TRANSFORMERS_NAMES.test(text))
    return repository(null, `sentence-transformers/${text}`, null, true);
  // A data set from before the hub had namespaces: the hub redirects the name, and nobody else can take it.
  if (loader.library === 'datasets' && loader.repoType === 'dataset' && isCanonical(text))
    return repository('dataset', text, null, true);
  // evaluate completes a bare name to its own space, at the tag of the installed version.
  if (loader.repoType === 'metric' && /^[a-z][a-z0-9_-]{0,60}$/.test(text))
    return { ...repository('space', `evaluate-metric/${text}`, null, true), pinning: 'release' };
  return reading;
}

/**
 * Whether a bare name can be one of the hub's own data sets: `openwebtext`, `wmt14`, `imagenet-1k`. `load_dataset` takes a name for a
 * folder first, so names are left alone that people give their own. Source: the documentation of `datasets.load_dataset`, `path`.
 */
const isCanonical = (name: string): boolean =>
  /^[a-z][a-z0-9]*(?:[_-][a-z0-9]+)*$/.test(name) && name.length > 1 && !isFolderName(name) && !OWN_NAME.test(name);
const OWN_NAME =
  /^(?:my|your|our|the|some|local|custom|processed|preprocessed|raw|cleaned|tokenized|new|tmp|temp|test|dummy|example)(?:[_-]|$)|(?:^|[_-])(?:dir|directory|folder|path|file|files|dataset|data|name|id|script|loader|loading|cache|output|train|val|valid|eval)$/;

/** `org/name@revision`. */
function withRevision(text: string, repoType: RepoType): SpelledReading {
  const at = text.indexOf('@');
  const reading = readId(at < 0 ? text : text.slice(0, at), repoType);
  return at < 0 || reading.kind !== 'repository' ? reading : { ...reading, revision: text.slice(at + 1) };
}

/** `hf_hub:org/name@revision`; another name is one of timm's own, whose weights the installed version chooses. */
function readTimm(text: string, call: CallFact): SpelledReading | null {
  const hub = /^hf[-_]hub:(.+)$/.exec(text);
  if (hub) return withRevision(hub[1]!, 'model');
  if (text.startsWith('local-dir:')) return { kind: 'local' };
  return truthOf(argumentOf(call, 'pretrained', 1)?.value) === true ? released(text, 'timm') : null;
}

function readOpenClip(text: string, call: CallFact): SpelledReading | null {
  const hub = /^hf-hub:(.+)$/.exec(text);
  if (hub) return readId(hub[1]!, 'model');
  if (text.startsWith('local-dir:')) return { kind: 'local' };
  return argumentOf(call, 'pretrained', 1)?.value.kind === 'string' ? released(text, 'laion') : null;
}

/** `owner/repository[:branch, tag or commit]`, or a folder. */
function readTorchHub(text: string): SpelledReading {
  const match = /^([\w.-]{1,100})\/([\w.-]{1,100})(?::([\w./-]{1,200}))?$/.exec(text);
  if (!match || match[1]!.startsWith('.')) return { kind: 'local' };
  return repository(null, `${match[1]}/${match[2]}`, match[3] ?? null);
}

/** `models:/name/version`, `models:/name/Production`, `models:/name@alias`, `runs:/id/path`. */
function readMlflow(text: string): SpelledReading {
  const model = /^models:\/{1,3}([^/@]{1,200})(?:\/([^/]{1,100})|@([^/]{1,100}))?$/.exec(text);
  if (model) {
    const version = model[2] ?? model[3] ?? null;
    const fixed = (model[2] !== undefined && /^\d+$/.test(model[2])) || /^m-[0-9a-f]{32}$/.test(model[1]!);
    return { ...repository(null, model[1]!, version), pinning: fixed ? 'commit' : 'mutable' };
  }
  if (/^(?:runs|mlflow-artifacts|dbfs):/.test(text))
    return {
      kind: 'repository',
      repoType: null,
      id: text,
      publisher: null,
      name: text,
      revision: null,
      legacy: false,
      pinning: 'commit',
    };
  if (/^https?:\/\//.test(text)) return readId(text, 'model');
  return /^[a-z][a-z0-9+.-]+:\//.test(text) ? { kind: 'unclear' } : { kind: 'local' };
}

/** `https://tfhub.dev/publisher/name/version`, or its successor on Kaggle. */
function readTfHub(text: string): SpelledReading {
  const match = /^https?:\/\/(?:www\.)?(?:tfhub\.dev|kaggle\.com\/models)\/([^?#]{1,300})/.exec(text);
  if (!match) return readId(text, 'model');
  if (text.startsWith('http:')) return readId(text, 'model');
  return readKaggle(match[1]!.replace(/\/+$/, '').replace(/\/frameworks\/|\/variations\/|\/versions\//g, '/'));
}

/** `owner/model/framework/variation[/version]`, `owner/dataset[/versions/3]`. */
function readKaggle(text: string): SpelledReading {
  const parts = text.split('/');
  const version = parts.length > 2 && /^\d+$/.test(parts[parts.length - 1]!) ? parts.pop()! : null;
  if (parts[parts.length - 1] === 'versions') parts.pop();
  return { ...repository(null, parts.join('/'), version), pinning: version === null ? 'none' : 'commit' };
}

/** A name out of the library's own table: which weights it means is part of the installed version. */
const released = (name: string, publisher: string): SpelledReading => ({
  kind: 'repository',
  repoType: null,
  id: name,
  publisher,
  name,
  revision: null,
  legacy: true,
  pinning: 'release',
});
