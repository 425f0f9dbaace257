import { shortened } from '../secrets/shortened';
import type { Severity, Thing } from '../../core/finding';
import { argumentOf, type CallFact, type Semantics } from '../../core/python-facts';
import type { Context } from '../../core/rule';
import { truthOf, type Value } from '../../core/value';
import { ownProject } from '../../project/questions/own-project';
import { normalizeName } from '../../readers/requirements/requirements-grammar';
import { DOWNLOAD_HOSTS, GITHUB_OWNERS, HUB_PUBLISHERS, isKnownPublisher, MODELSCOPE_PUBLISHERS } from './publishers';
import { isPlaceholderPublisher } from './placeholder-names';
import type { ModelReference } from './reference';
import { heldIdentityOf } from './same-id';

/** `null` when nothing can be told about who publishes it. */
export function isKnown(reference: ModelReference, trusted: readonly string[]): boolean | null {
  if (reference.legacy || reference.source === 'mlflow') return true;
  const publisher = reference.publisher;
  if (publisher !== null && isPlaceholderPublisher(publisher)) return null;
  if (publisher === null) return trusted.includes('*') ? true : null;
  if (reference.id !== null && trusted.some((entry) => entry.toLowerCase() === reference.id!.toLowerCase()))
    return true;
  switch (reference.source) {
    case 'torch-hub':
      return isKnownPublisher(publisher, GITHUB_OWNERS, trusted);
    case 'url':
      return (
        !reference.insecure &&
        isKnownPublisher(publisher, publisher.includes('.') ? DOWNLOAD_HOSTS : GITHUB_OWNERS, trusted)
      );
    case 'modelscope':
      return (
        isKnownPublisher(publisher, MODELSCOPE_PUBLISHERS, trusted) ||
        isKnownPublisher(publisher, HUB_PUBLISHERS, trusted)
      );
    default:
      return isKnownPublisher(publisher, HUB_PUBLISHERS, trusted);
  }
}

/** The same, where the project's own repository, owner and distribution are known like those that are well known. */
export function isKnownHere(reference: ModelReference, { policy, project }: Context): boolean | null {
  const known = isKnown(reference, policy.trustedPublishers);
  if (known !== false || reference.insecure) return known;
  const own = project.ask(ownProject);
  const publisher = reference.publisher!.toLowerCase();
  return Boolean(own?.owners.includes(publisher) || own?.distributions.includes(normalizeName(publisher)));
}

/** Whether a call runs code of what it loads: nothing tells it not to. */
export const mayRunCode = (call: CallFact, reference: ModelReference): boolean =>
  reference.code === 'always' ||
  (reference.code !== 'never' && truthOf(argumentOf(call, 'trust_remote_code')?.value) === true);

/** Whether the name only stands where one is to be written: nothing is loaded. */
export const namesNobody = ({ publisher }: ModelReference): boolean =>
  publisher !== null && isPlaceholderPublisher(publisher);

/**
 * What a finding about a reference is about: the same repository at the same revision, in whatever loads it. Where its name is no
 * constant, what holds it counts. Null where nobody can tell.
 */
export function thingOf(reference: ModelReference, weight: number, world: Semantics): { readonly thing: Thing } | null {
  const name = nameOf(reference, world);
  if (name === null) return null;
  const revision = reference.revisionText === 'main' ? '' : (reference.revisionText ?? '');
  return {
    thing: {
      name: `${reference.source} ${reference.repoType} ${name} ${revision}`,
      at: reference.idRange,
      around: reference.callRange,
      here: `${reference.id === null ? `The same ${kindOf(reference).replace(/ of$/, '')}` : capital(shownReference(reference))} is loaded here too.`,
      weight,
    },
  };
}

function nameOf({ id, idRange }: ModelReference, world: Semantics): string | null {
  if (id !== null) return id.toLowerCase();
  const expression = world.expressionAt(idRange);
  const identity = expression && heldIdentityOf(expression, world);
  return identity === null ? null : `in ${identity}`;
}

/** The most that may be said of a value: a constant counts in full, a default only as a hint. */
export const certaintyOf = (value: Value): 'sure' | 'default' | 'unknown' =>
  value.kind === 'unknown' || value.kind === 'result' ? 'unknown' : value.via === 'default' ? 'default' : 'sure';

const ORDER: readonly Severity[] = ['hint', 'info', 'warning', 'error'];
export const milder = (a: Severity, b: Severity): Severity => (ORDER.indexOf(a) < ORDER.indexOf(b) ? a : b);
export const worse = (a: Severity, b: Severity): Severity => (ORDER.indexOf(a) > ORDER.indexOf(b) ? a : b);

/** Severity of something about a reference: full for a written identifier, a hint for defaults and guesses. */
export function softened(reference: ModelReference, full: Severity): Severity {
  return reference.guessed || reference.id === null || certaintyOf(reference.idValue) !== 'sure'
    ? milder('hint', full)
    : full;
}

/** Only names of configurations and splits are read, no rows. */
export const readsNames = (call: CallFact): boolean =>
  /\.get_dataset_(?:config_names|split_names|infos)$/.test(call.callee);

/** How a message calls it: `the model org/name`. */
export function shownReference(reference: ModelReference): string {
  // A default is one of those that may be loaded, not the one that is.
  const which = reference.id !== null && certaintyOf(reference.idValue) === 'default' ? 'default ' : '';
  return `the ${which}${reference.source === 'torch-hub' ? 'repository' : kindOf(reference)} ${reference.id === null ? `of ${reference.publisher ?? 'an unknown publisher'}` : shortened(reference.id)}`;
}

const kindOf = ({ loads, repoType }: ModelReference): string =>
  loads === 'files' ? (repoType === 'dataset' ? 'data set' : 'model') : (NOUNS[loads] ?? loads);

/** What somebody could exchange behind a reference. */
export const exchangeablePart = (reference: ModelReference): string =>
  reference.code === 'always' || reference.loads === 'tool'
    ? 'code'
    : reference.repoType === 'dataset'
      ? 'data'
      : WITHOUT_WEIGHTS.has(reference.loads)
        ? 'files'
        : 'weights';
const WITHOUT_WEIGHTS: ReadonlySet<string> = new Set(['tokenizer', 'processor', 'configuration']);

const NOUNS: Readonly<Record<string, string>> = {
  dataset: 'data set',
  metric: 'metric',
  adapter: 'adapter',
  tokenizer: 'tokenizer',
  processor: 'processor',
  configuration: 'configuration of',
  pipeline: 'pipeline',
  embedding: 'embedding',
  code: 'code of',
  tool: 'tool',
  model: 'model',
};

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
