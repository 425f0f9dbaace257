import type { ArtifactPart, ArtifactRecord } from './artifact-record';
import { isObject, jsonValues, type JsonValue } from './json-text';

/** Modules of which a configuration may name things: those of Keras itself. */
const OWN =
  /^(?:keras|tensorflow\.keras|tf_keras|tensorflow\.python\.keras|keras_hub|keras_nlp|keras_cv|builtins)(?:\.|$)/;

/** Objects of plain Python that Keras writes with this module. */
const PLAIN = new Set([
  'function',
  'str',
  'int',
  'float',
  'bool',
  'NoneType',
  'list',
  'tuple',
  'dict',
  'set',
  'slice',
  'Ellipsis',
]);

/** Functions of TensorFlow that layers made of operators name. */
const REACHING =
  /^(?:io\.|raw_ops\.|py_function|numpy_function|load_|sysconfig|compat\.|py_func|saved_model\.|distribute|nest\.|summary\.)/;

/** Whether JSON is the configuration of a Keras object. */
export const isKerasConfig = (value: JsonValue | undefined): boolean =>
  isObject(value) && typeof value['class_name'] === 'string' && 'config' in value;

/**
 * Every object in a Keras configuration, however deep: layers in models in wrappers, activations, losses, metrics. Keras makes
 * each from `{module, class_name, config, registered_name}`; a Lambda holds code of Python.
 */
export function readKerasConfig(value: JsonValue, part: ArtifactPart, record: ArtifactRecord, prefix = ''): void {
  record.format('keras');
  for (const found of jsonValues(value, record.budget)) {
    const pointer = `${prefix}${found.pointer}`;
    if (isObject(found.value)) readObject(found.value, part, record, pointer);
    else if (found.key === 'function' && typeof found.value === 'string' && REACHING.test(found.value))
      record.sign('foreign-module', part, null, `tf.${found.value}`, pointer);
  }
}

/** Names in marshalled code that no layer has a need of. */
const REACHING_OUT =
  /\b(?:os|posix|system|popen|subprocess|Popen|check_output|exec|eval|__import__|import_module|socket|urllib|requests|builtins|ctypes|pickle|marshal|open)\b/;

/** What the code of a Lambda names, if that is dangerous: strings of names stand in it as they are. */
function namesInCode(object: Readonly<Record<string, JsonValue>>): string | null {
  for (const text of textsIn(object, 6)) {
    if (text.length < SHORTEST_CODE || text.length > LONGEST_CODE || !/^[A-Za-z0-9+/\s]+=*\s*$/.test(text)) continue;
    const match = REACHING_OUT.exec(decodedBase64(text));
    if (match) return `attack: ${match[0]}`;
  }
  return null;
}

const SHORTEST_CODE = 40;
const LONGEST_CODE = 1_000_000;

function* textsIn(value: JsonValue, depth: number): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null && depth > 0)
    for (const inner of Object.values(value)) yield* textsIn(inner as JsonValue, depth - 1);
}

function decodedBase64(text: string): string {
  try {
    return atob(text.replace(/\s/g, ''));
  } catch {
    return '';
  }
}

/** Layers that make more than numbers when they are made: of a pickle of torch, of another SavedModel. */
const REACHING_LAYERS = new Set(['TorchModuleWrapper', 'TFSMLayer']);
/** Layers that read their words from a file, or from an address, where they are given one (CVE-2025-12058). */
const LOOKING_UP = /^(?:StringLookup|IntegerLookup|TextVectorization|IndexLookup|Hashing)$/;

/**
 * What of Keras itself is no layer. Deserialising calls what `module` and `class_name` name with the entries of `config`, so that
 * a function of Keras (`keras.utils.get_file`, CVE-2025-8747) is called with what the file says.
 */
function signOwn(
  { module, config }: Readonly<Record<string, JsonValue>>,
  name: string,
  part: ArtifactPart,
  record: ArtifactRecord,
  pointer: string,
): void {
  const own = name.slice(name.lastIndexOf('.') + 1);
  if (typeof module === 'string' && module !== 'builtins' && /^[a-z]/.test(own)) {
    const called = own === 'function' && typeof config === 'string' ? config : own;
    if (own !== 'function' || !PLAIN_FUNCTIONS.test(module))
      record.sign('reaching-layer', part, null, `calls ${module}.${called}`, pointer);
  } else if (REACHING_LAYERS.has(own)) record.sign('reaching-layer', part, null, `loads ${own}`, pointer);
  else if (LOOKING_UP.test(own) && isObject(config) && typeof config['vocabulary'] === 'string')
    record.sign('reaching-layer', part, null, `reads ${config['vocabulary']}`, pointer);
}

/** Where activations, losses and the like are functions. */
const PLAIN_FUNCTIONS =
  /^(?:keras|tf_keras|tensorflow\.keras|keras\.src)\.(?:src\.)?(?:activations|losses|metrics|initializers|regularizers|constraints|ops|optimizers|layers|backend|random|math|nn)(?:\.|$)/;

function readObject(
  object: Readonly<Record<string, JsonValue>>,
  part: ArtifactPart,
  record: ArtifactRecord,
  pointer: string,
): void {
  const { class_name: name, module, registered_name: registered } = object;
  if (typeof name !== 'string') return;
  if (name === 'Lambda' || name === '__lambda__') {
    record.sign('lambda-layer', part, null, namesInCode(object) ?? name, pointer);
    return;
  }
  if (typeof module === 'string' && !OWN.test(module)) {
    const own = name === 'function' && typeof object['config'] === 'string' ? object['config'] : name;
    record.sign('foreign-module', part, null, `${module}.${own}`, pointer);
    return;
  }
  signOwn(object, name, part, record, pointer);
  if (module === 'builtins' && !PLAIN.has(name)) record.sign('foreign-module', part, null, `builtins.${name}`, pointer);
  if (module === 'builtins' && name === 'function' && typeof object['config'] === 'string')
    record.sign('registered-object', part, null, object['config'], pointer);
  const isCustom =
    (typeof registered === 'string' && registered.includes('>')) || (module === null && typeof registered === 'string');
  if (isCustom) record.sign('registered-object', part, null, registered, pointer);
}
