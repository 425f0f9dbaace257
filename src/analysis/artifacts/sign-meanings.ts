import type { ArtifactFormat, Sign, SignKind } from '../../readers/artifacts/artifact-facts';
import type { Severity } from '../../core/finding';
import { shortOfFile } from './file-text';
import { isLibraryFunction, tierOf } from './known-names';

export type ArtifactRule =
  | 'malicious-model-file'
  | 'suspicious-model-file'
  | 'model-file-not-inspected'
  | 'model-file-needs-pickle'
  | 'hostile-chat-template'
  | 'remote-code-in-config';

/** How grave it is, as which rule it is told, and in which words; null for what means nothing. */
export interface ArtifactMeaning {
  readonly rule: ArtifactRule;
  readonly severity: Severity;
  readonly message: string;
}

const suspicious = (message: string): ArtifactMeaning => ({
  rule: 'suspicious-model-file',
  severity: 'warning',
  message,
});
const malicious = (message: string): ArtifactMeaning => ({ rule: 'malicious-model-file', severity: 'error', message });
const notInspected = (message: string): ArtifactMeaning => ({
  rule: 'model-file-not-inspected',
  severity: 'warning',
  message,
});
const remoteCode = (message: string): ArtifactMeaning => ({
  rule: 'remote-code-in-config',
  severity: 'warning',
  message,
});

type Words = (about: string, formats: readonly ArtifactFormat[]) => ArtifactMeaning | null;

const fixed =
  (meaning: ArtifactMeaning): Words =>
  () =>
    meaning;

const MEANINGS: Readonly<Record<SignKind, Words>> = {
  'over-budget': (about) =>
    notInspected(`Not read to its end: more ${BUDGETS[about] ?? about} than the budget allows.`),
  'not-read': (about) => notInspected(`Not read: ${about}.`),
  encrypted: (about) => notInspected(`${named(about)} is encrypted, so nobody can look into it.`),
  'unknown-codec': (about) => notInspected(`Compressed in a way that is not read (${about}).`),
  'unknown-content': (about) => notInspected(`${named(about)} is in no format that is read.`),
  'broken-stream': (about) =>
    notInspected(`Broken${about === '' ? '' : `: ${about}`}; what a loader makes of it is unknown.`),
  'ends-early': (about) =>
    notInspected(`Ends before its end${about === '' ? '' : `: ${about}`}; the rest could not be read.`),
  'compression-bomb': fixed(suspicious('A decompression bomb: a few bytes unpack to far more than weights do.')),
  'too-deep': fixed(notInspected('Containers in containers, deeper than any model needs.')),
  'duplicate-member': (about) =>
    suspicious(`${named(about)} is in the archive twice: readers disagree on which one counts.`),
  'hidden-member': fixed(suspicious('The archive has a member that its directory does not list.')),
  'header-mismatch': (about) => suspicious(`The archive contradicts itself: ${about}.`),
  'odd-zip-flags': (about) =>
    suspicious(`${named(about)} is marked as encrypted, which PyTorch ignores and scanners trip over.`),
  'fake-directory': fixed(suspicious('The archive has two directories: readers disagree on which one counts.')),
  'overlapping-members': (about) => suspicious(`${named(about)} shares bytes with another member, as zip bombs do.`),
  'leading-bytes': fixed(suspicious('Bytes before the archive: it may be another kind of file as well.')),
  'trailing-bytes': fixed(suspicious('Bytes behind the end that belong to nothing.')),
  'path-traversal': (about) => malicious(`${named(about)} would be unpacked outside of its folder.`),
  'link-outside': (about) => malicious(`A link leads out of the folder: ${about}.`),
  'special-member': (about) => suspicious(`${named(about)} is no plain file but a link or a device.`),
  'checksum-differs': (about) => suspicious(`${named(about)} does not have the checksum that is written for it.`),
  polyglot: fixed(suspicious('The file is valid in two formats: what loading does depends on the loader.')),
  'pickle-broken': (about) => suspicious(`A broken pickle (${about}): what stands before has run by then.`),
  'pickle-truncated': fixed(suspicious('A pickle without an end: what stands before has run by then.')),
  'pickle-memo': fixed(suspicious('A pickle takes what it never stored; what stands before has run by then.')),
  'pickle-protocol': (about) => suspicious(`Pickle protocol ${about}, which does not exist.`),
  'frame-straddle': fixed(suspicious('An argument crosses the end of its frame: unpicklers disagree on what follows.')),
  'frame-too-long': fixed(suspicious('A frame is longer than the file: unpicklers disagree on that.')),
  'hidden-pickle': fixed(suspicious('A pickle behind the end of what is loaded.')),
  'extension-registry': (about) =>
    suspicious(`Extension code ${about} stands for a name that only the loading program knows.`),
  'dotted-name': () => null, // judged with what it leads to
  'persistent-id': (about) => suspicious(`A persistent id (${about}) that only the loading program can resolve.`),
  'build-on-name': (about) => suspicious(`Loading changes attributes of ${about} itself.`),
  'dunder-state': (about) => suspicious(`Loading sets ${about}, by which Python changes what an object does.`),
  'external-array': (about) => suspicious(`Loading reads another file: ${about}.`),
  'invalid-header': (about) => suspicious(`The header is not valid${about === '' ? '' : `: ${about}`}.`),
  'header-bomb': (about) => suspicious(`The header announces more than any file holds (${about}).`),
  'duplicate-key': (about) =>
    suspicious(`${named(about)} is in the header twice: readers disagree on which one counts.`),
  'overlapping-tensors': (about) => suspicious(`${named(about)} shares bytes with another tensor.`),
  'hole-in-data': (about) => suspicious(`Bytes before ${named(about)} belong to no tensor.`),
  'object-array': fixed({
    rule: 'model-file-needs-pickle',
    severity: 'info',
    message: 'An array of Python objects: it only loads with allow_pickle=True.',
  }),
  'chat-template': (about) => template(about),
  'external-data': (about) => suspicious(`Loading reads a file outside of the model's folder: ${about}.`),
  'custom-domain': (about) => suspicious(`Operators of ${about} need a library that comes from elsewhere.`),
  'python-operator': (about) => malicious(`The graph calls Python: ${about}.`),
  'custom-operator': (about) => suspicious(`The custom operator ${about} runs code that is not in the file.`),
  'file-operator': (about) => {
    const [name = '', does] = about.split(' ');
    if (does === 'writes') return malicious(`The graph writes files: ${name}.`);
    return suspicious(
      does === 'connects' ? `The graph opens connections: ${name}.` : `The graph reads files: ${name}.`,
    );
  },
  'unknown-operator': (about) => suspicious(`The graph has the unknown operator ${about}.`),
  'lambda-layer': (about) =>
    about.startsWith('attack')
      ? malicious(`The code of a Lambda layer uses ${about.slice('attack: '.length)}.`)
      : suspicious('A Lambda layer holds code of Python that loading may run.'),
  'foreign-module': (about) => malicious(`Loading imports ${about}, which is no part of Keras.`),
  'registered-object': (about) =>
    suspicious(`Loading needs ${about}, which is registered by code that is not in the file.`),
  'external-link': (about) => suspicious(`Loading reads another file: ${about}.`),
  'remote-code': (about) => remoteCode(`Names code that comes with the model: ${about}.`),
  'loader-module': (about) => malicious(`Loading imports or runs ${about}.`),
  target: (about) => target(about),
  'reaching-layer': (about) => {
    const [way = '', what] = [about.slice(0, about.indexOf(' ')), about.slice(about.indexOf(' ') + 1)];
    if (way === 'calls') return malicious(`Loading calls ${what}, which is no layer.`);
    return suspicious(
      way === 'reads'
        ? `Loading reads another file: ${what}.`
        : `${what}: loading it loads what is not in the file, or a pickle.`,
    );
  },
  'script-operator': (about) => suspicious(`The code of the model reaches files: ${about}.`),
  'xml-entity': (about) =>
    suspicious(`The document declares ${about}, by which XML reads other files or grows without end.`),
  'yaml-tag': (about) => malicious(`The YAML tag ${about} makes Python run something.`),
  'python-file': (about) => suspicious(`${named(about)} is Python code beside the weights, which a loader may run.`),
  executable: (about) => suspicious(`${named(about)} is a program for this machine, no model.`),
  'script-archive': (about) => suspicious(`${named(about)} is a script.`),
};

const BUDGETS: Readonly<Record<string, string>> = {
  steps: 'steps',
  inflated: 'unpacked bytes',
  members: 'members',
  depth: 'nesting',
  head: 'header',
};

/** What a sign means. */
export const meaningOf = ({ kind, about }: Sign, formats: readonly ArtifactFormat[]): ArtifactMeaning | null =>
  MEANINGS[kind](shortOfFile(about, LONGEST_ABOUT), formats);

const named = (about: string): string =>
  about === '' ? 'A part' : about.length > 50 ? `${about.slice(0, 49)}…` : about;

/** Characters of what a message is about. */
const LONGEST_ABOUT = 80;

/** What a configuration names to be imported: every library has such, so only what no model needs is told; and what is called. */
function target(about: string): ArtifactMeaning | null {
  const [dotted = '', called] = about.split(' ');
  const dot = dotted.lastIndexOf('.');
  const [module, name] = dot < 0 ? ['builtins', dotted] : [dotted.slice(0, dot), dotted.slice(dot + 1)];
  const tier = tierOf(module, name);
  if (tier === 'dangerous') return malicious(`Loading imports or runs ${dotted}.`);
  const isKnown = tier !== 'unknown' || isLibraryFunction(module, name);
  return called === undefined || isKnown
    ? null
    : suspicious(`Loading calls ${dotted}, which is not known as harmless.`);
}

function template(about: string): ArtifactMeaning {
  const what = about.replace(/^\w+: /, '');
  return about.startsWith('attack')
    ? {
        rule: 'hostile-chat-template',
        severity: 'error',
        message: `The chat template reaches into Python: ${named(what)}.`,
      }
    : {
        rule: 'hostile-chat-template',
        severity: 'warning',
        message: `The chat template does more than format messages: ${named(what)}.`,
      };
}
