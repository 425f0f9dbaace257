import { loadedFile, verdictOf } from '../../../analysis/artifacts/loaded-file';
import { referencedFile, type FolderFile } from '../../../analysis/artifacts/model-folder';
import type { ArtifactRule } from '../../../analysis/artifacts/sign-meanings';
import { MODEL_FILE_LOADERS, fileOf } from '../../../analysis/models/file-loaders';
import { LOADER_CALLEES, modelReferencesOf } from '../../../analysis/models/reference';
import { shortened } from '../../../analysis/secrets/shortened';
import { argumentOf, type CallFact } from '../../../core/python-facts';
import type { Listeners, PythonContext } from '../../../core/rule';
import { truthOf } from '../../../core/value';

/** What is said of a load for any file: of a file that is known to be malicious it is the smaller thing. */
const ABSORBED = [
  'unsafe-torch-load',
  'unsafe-pickle-load',
  'unsafe-joblib-load',
  'unsafe-numpy-load',
  'unsafe-pandas-load',
  'unsafe-keras-load',
  'unsafe-lightning-checkpoint',
  'safetensors-avoided',
  'untrusted-model-source',
  'unpinned-model-revision',
  'suspicious-model-file',
];

/** Listens to calls that load a model file of the project, or one in the hub's cache, of which `rule` has something to say. */
export const loadsOfModelFiles = (
  rule: 'malicious-model-file' | 'suspicious-model-file',
): NonNullable<Listeners['calls']>[number] => ({
  callees: [...new Set([...MODEL_FILE_LOADERS, ...LOADER_CALLEES])],
  check: (call, context) => check(rule, call, context),
});

function check(rule: ArtifactRule, call: CallFact, context: PythonContext): void {
  const loader = fileOf(call);
  const own = loader && loadedFile(loader.file.value, context.path, context.project);
  const loaded = own ? { ...own, tree: 'files' as const } : referenced(call, context);
  const verdict = rule === 'malicious-model-file' ? 'malicious' : 'suspicious';
  if (loaded?.known.verdict !== verdict) return;
  const [first] = loaded.known.findings;
  // Whoever unpickles it is told so by the rule of that loader, with what is known of the file.
  if (first === undefined || (verdict === 'suspicious' && loader?.told)) return;
  const isKept = loader?.guarded !== undefined && isGuarded(call, loader.guarded);
  const name = JSON.stringify(shortened(loaded.path.slice(loaded.path.lastIndexOf('/') + 1), 30));
  context.report({
    range: call.range,
    severity: isKept ? 'warning' : first.severity,
    message: messageOf(name, verdict, first.message),
    detail: isKept
      ? `${loader.guarded} keeps this call from it, but not the next reader of the file`
      : `Do not run this. \`touchstone inspect\` shows all that the file would do`,
    related: loaded.tree === 'files' ? [verdictOf(loaded)] : [],
    ...(verdict === 'malicious' ? { absorbs: ABSORBED } : {}),
  });
}

/** `weights_only=True`; `allow_pickle` is off unless somebody says otherwise. */
function isGuarded(call: CallFact, option: string): boolean {
  const value = argumentOf(call, option)?.value;
  const truth = value === undefined ? undefined : truthOf(value);
  return option === 'allow_pickle' ? value === undefined || truth === false : truth === true;
}

function referenced(call: CallFact, context: PythonContext): FolderFile | null {
  for (const reference of modelReferencesOf(call)) {
    const found = referencedFile(reference, context.path, context.project);
    if (found) return found;
  }
  return null;
}

/** Characters of a message at most. */
const LONGEST = 140;

function messageOf(name: string, verdict: string, said: string): string {
  const sentence = /^[A-Z][a-z]/.test(said) ? said.charAt(0).toLowerCase() + said.slice(1) : said;
  const message = `${name} is ${verdict}: ${sentence}`;
  return message.length > LONGEST ? `${message.slice(0, LONGEST - 2)}….` : message;
}
