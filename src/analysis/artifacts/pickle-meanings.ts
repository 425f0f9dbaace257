import type { PickleCall, PickleFacts, PickleImport } from '../../readers/artifacts/artifact-facts';
import { shortOfFile } from './file-text';
import { EVALUATING } from '../../readers/artifacts/pickle-trace';
import { isLibraryFunction, tierOf, type NameTier } from './known-names';
import type { ArtifactMeaning } from './sign-meanings';

/** A meaning with what it is about. */
export interface PlacedMeaning extends ArtifactMeaning {
  readonly place: string;
  readonly offset: number | null;
}

/** What a pickle does, judged from what is called with what. */
export function pickleMeanings(pickle: PickleFacts): readonly PlacedMeaning[] {
  const found: PlacedMeaning[] = [];
  const called = new Set<string>();
  for (const call of pickle.calls) {
    const meaning = callMeaning(call);
    if (meaning === null) continue;
    if (call.module !== null) called.add(`${call.module}\0${call.name}`);
    found.push({ ...meaning, place: call.place, offset: call.offset });
  }
  for (const each of pickle.imports) {
    const meaning = called.has(`${each.module}\0${each.name}`) ? null : importMeaning(each);
    if (meaning) found.push({ ...meaning, place: each.place, offset: each.offset });
  }
  return found;
}

/** The tier of what is called; null where nobody can tell what it is. */
const tierOfCall = ({ module, name }: PickleCall): NameTier | null =>
  module === null || name === null ? null : name === '' ? 'unknown' : tierOf(module, name);

function callMeaning(call: PickleCall): ArtifactMeaning | null {
  const tier = tierOfCall(call);
  const handed = call.args.find(({ kind, text }) => kind === 'name' && isDangerousText(text));
  if (isBoundMethod(call) || isBinding(call)) return null;
  if (tier === 'dangerous') return malicious(`Loading runs ${told(call)}.`);
  if (handed) return malicious(`Loading hands ${shortName(handed.text)} to ${told(call)}.`);
  if (tier === null) return suspicious(`Loading calls what another call gave: ${told(call)}.`);
  if (call.isComputed && !isZone(call))
    return suspicious(`Loading calls ${told(call)}, a name that it puts together first.`);
  if (`${call.module}.${call.name}` === '_codecs.encode')
    return isPlainEncode(call) ? null : suspicious(`Loading runs ${told(call)}.`);
  if (tier === 'unknown' && isMade(call)) return null;
  if (tier === 'unknown') return suspicious(`Loading calls ${told(call)}, which is not known as harmless.`);
  if (tier === 'framework' && reaches(call))
    return suspicious(`Loading makes ${told(call)} of a path, an address or code.`);
  return null;
}

function importMeaning({ module, name, isComputed, isUsed }: PickleImport): ArtifactMeaning | null {
  if (module === null || name === null)
    return isUsed
      ? malicious('Loading calls a name that only loading tells.')
      : suspicious('Loading imports a name that only loading tells.');
  const tier = tierOf(module, name);
  const full = shortName(`${module}.${name}`);
  if (tier === 'dangerous')
    return JUDGED_WHERE_CALLED.has(`${module}.${name}`) || isHarmlessUnlessCalled(module, name)
      ? null
      : suspicious(`Names ${full}, which a model has no need of.`);
  if (isHarmlessUnlessCalled(module, name)) return null;
  if (isComputed) return suspicious(`Imports ${full}, a name that it puts together first.`);
  if (tier === 'unknown' && !isLibraryFunction(module, name))
    return suspicious(`Imports ${full}, which is not known as harmless.`);
  return null;
}

/** NEWOBJ makes an instance without a call of its class, and takes nothing but classes: SciPy writes many of its own in small letters. */
const isMade = ({ way, module, name }: PickleCall): boolean =>
  way === 'NEWOBJ' && module !== null && name !== null && isLibraryFunction(module, name);

/** Python 3.9 to 3.11 pickle a zone as a call of an attribute. */
const isZone = ({ module, name }: PickleCall): boolean => module === 'zoneinfo' && name === 'ZoneInfo._unpickle';

/**
 * Whether a class of a library is made of text that is a path, an address, or code that it may evaluate, as SymPy does with every
 * text: objects are pickled by their state, not by what they were made of.
 */
function reaches({ module, args, text }: PickleCall): boolean {
  if (module !== null && EVALUATING.test(module)) return (text.match(QUOTED) ?? []).some((each) => each.includes('('));
  return args.some((arg) => arg.kind === 'text' && REACHING.test(arg.text));
}

const QUOTED = /"(?:[^"\\]|\\.)*"/g;
const REACHING = /:\/\/|^"(?:[/~]|[A-Za-z]:[\\/]|\\\\)|\.\.[\\/]/;

/** What a pickle holds to bind or to look up, and what is judged where it is called. */
const isHarmlessUnlessCalled = (module: string, name: string): boolean =>
  module === 'builtins' && PLAIN_FUNCTIONS.has(name);

const PLAIN_FUNCTIONS = new Set(
  `map len max min abs sorted sum round print repr hash any all isinstance callable zip enumerate reversed chr ord id iter next
   divmod pow bin hex oct format ascii`.split(/\s+/),
);

/** Python itself pickles a bound method, and a member of an enumeration, as `getattr(object, "name")`. */
function isBoundMethod({ module, name, args, isComputed }: PickleCall): boolean {
  if (module !== 'builtins' || name !== 'getattr' || isComputed) return false;
  const [target, attribute] = args;
  if (target?.kind === 'name' && target.text === 'zoneinfo.ZoneInfo') return attribute?.text === '"_unpickle"';
  if (attribute?.kind !== 'text' || /^"_|__|\./.test(attribute.text)) return false;
  if (target?.kind === 'result')
    return (
      !/[?]|\b(?:import_module|__import__|getattr)\b/.test(target.text) &&
      isKnownText(target.text.replace(/\(.*$/s, ''))
    );
  return (
    target?.kind === 'name' &&
    isKnownText(target.text) &&
    (BUILTIN_TYPES.has(target.text) || /(?:^|\.)_?[A-Z]\w*$/.test(target.text))
  );
}

/** What gives attributes: what it gives is judged where it is called. */
const JUDGED_WHERE_CALLED = new Set(['builtins.getattr', 'cloudpickle.cloudpickle._builtin_type']);

/**
 * cloudpickle, and so fastai, writes a method of an object as `types.MethodType(function, object)`, and that type by its name: this
 * binds and calls nothing. Of what is bound, nothing but names of libraries and attributes of their classes pass.
 */
function isBinding({ module, name, args, way }: PickleCall): boolean {
  const [first] = args;
  if (module === 'cloudpickle.cloudpickle' && name === '_builtin_type')
    return args.length === 1 && first!.text === '"MethodType"';
  if (module !== 'types' || name !== 'MethodType' || way !== 'REDUCE' || args.length !== 2) return false;
  if (first!.kind === 'name') return isKnownText(first!.text);
  const owner = first!.kind === 'result' ? /^getattr\(([\w.]+), "[A-Za-z]\w*"\)$/.exec(first!.text)?.[1] : undefined;
  return owner !== undefined && isKnownText(owner);
}

/** `str.upper` is pickled as an attribute of its class. */
const BUILTIN_TYPES = new Set([
  'str',
  'bytes',
  'bytearray',
  'int',
  'float',
  'complex',
  'list',
  'dict',
  'tuple',
  'set',
  'frozenset',
]);

function isKnownText(text: string): boolean {
  const [module, name] = splitName(text);
  const tier = tierOf(module, name);
  return tier === 'inert' || tier === 'framework';
}

function isDangerousText(text: string): boolean {
  const [module, name] = splitName(text);
  return tierOf(module, name) === 'dangerous' && text !== 'getattr';
}

/** A name as it was written: those of `builtins` stand without their module. */
function splitName(text: string): [string, string] {
  const dot = text.lastIndexOf('.');
  return dot < 0 ? ['builtins', text] : [text.slice(0, dot), text.slice(dot + 1)];
}

/** Bytes as protocol 2 writes them: `_codecs.encode("…", "latin1")`. */
const isPlainEncode = ({ args }: PickleCall): boolean =>
  args[0]?.kind === 'text' && (args.length === 1 || (args.length === 2 && PLAIN_CODECS.has(args[1]!.text)));

const PLAIN_CODECS = new Set(['"latin1"', '"latin-1"', '"ascii"', '"utf-8"', '"utf8"']);

const LONGEST = 70;

const told = ({ text }: PickleCall): string => shortName(text);

const shortName = (text: string): string => shortOfFile(text, LONGEST);

const suspicious = (message: string): ArtifactMeaning => ({
  rule: 'suspicious-model-file',
  severity: 'warning',
  message,
});
const malicious = (message: string): ArtifactMeaning => ({ rule: 'malicious-model-file', severity: 'error', message });
