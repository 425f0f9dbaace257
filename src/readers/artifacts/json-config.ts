import type { ArtifactPart, ArtifactRecord } from './artifact-record';
import { readTemplate } from './chat-template';
import { isKerasConfig, readKerasConfig } from './keras';
import { isObject, jsonOf, jsonValues, type JsonValue } from './json-text';

/**
 * Configurations of the hub's libraries: what in them makes a loader import code (`auto_map`, custom pipelines, module types), and
 * the chat templates in them.
 */
export async function readJsonConfig(text: string, part: ArtifactPart, record: ArtifactRecord): Promise<void> {
  record.budget.step(text.length >> 5);
  const value = jsonOf(text);
  if (value === undefined) {
    if (CONFIG.test(part.name)) {
      record.format('json');
      record.sign('invalid-header', part, 0, 'it is no JSON');
    }
    return;
  }
  if (isKerasConfig(value)) return readKerasConfig(value, part, record);
  if (CONFIG.test(part.name)) record.format('json');
  for (const found of jsonValues(value, record.budget)) {
    const { key, value: inner, pointer } = found;
    if (key.includes('chat_template')) {
      record.format('json');
      for (const each of jsonValues(inner, record.budget, pointer))
        if (typeof each.value === 'string' && each.key !== 'name')
          readTemplate(each.value, part, record, null, each.pointer);
    }
    if (key === '_target_' && typeof inner === 'string') record.sign('target', part, null, inner, pointer);
    const code = codeIn(key, inner, part.name);
    if (code !== null) {
      record.format('json');
      record.sign('remote-code', part, null, code, pointer);
    }
  }
  if (part.name === 'modules.json') signModules(value, part, record);
  if (part.name === 'model_index.json') signPipeline(value, part, record);
}

/** Files whose meaning is known by their name. */
const CONFIG =
  /^(?:config|tokenizer_config|tokenizer|generation_config|preprocessor_config|processor_config|adapter_config|chat_template|model_index|modules|config_sentence_transformers|sentence_bert_config|scheduler_config|special_tokens_map|.*\.safetensors\.index|.*\.bin\.index)\.json$/;

/** What an entry names as code that comes with the model; null for all others. */
function codeIn(key: string, value: JsonValue, file: string): string | null {
  if (key === 'auto_map' && isObject(value))
    return (
      Object.values(value)
        .flat(1)
        .find((each) => typeof each === 'string') ?? null
    );
  if (key === 'custom_pipelines' && isObject(value))
    return (
      (Object.values(value)
        .map((each) => (isObject(each) ? each['impl'] : null))
        .find((each) => typeof each === 'string') as string | null) ?? null
    );
  if (key === 'auto_mapping' && isObject(value) && file === 'adapter_config.json') {
    const parent = value['parent_library'];
    return typeof parent === 'string' && !isKnownLibrary(parent) ? parent : null;
  }
  if (key === 'trust_remote_code' && value === true) return 'trust_remote_code';
  return null;
}

const LIBRARIES = new Set(
  `transformers diffusers sentence_transformers torch peft tokenizers timm accelerate pylate model2vec onnxruntime stable_diffusion
   flax`.split(/\s+/),
);

const isKnownLibrary = (dotted: string): boolean => LIBRARIES.has(dotted.split('.')[0]!);

/** sentence-transformers imports the class that `type` names. */
function signModules(value: JsonValue, part: ArtifactPart, record: ArtifactRecord): void {
  if (!Array.isArray(value)) return;
  for (const [index, module] of (value as readonly JsonValue[]).entries()) {
    const type = isObject(module) ? module['type'] : undefined;
    if (typeof type === 'string' && !isKnownLibrary(type))
      record.sign('remote-code', part, null, type, `/${index}/type`);
  }
}

/** diffusers: each component is `[library, class]`; another library is a file that comes with the model. */
function signPipeline(value: JsonValue, part: ArtifactPart, record: ArtifactRecord): void {
  if (!isObject(value)) return;
  for (const [key, entry] of Object.entries(value)) {
    const [library, name] = Array.isArray(entry) ? (entry as readonly JsonValue[]) : [];
    const isForeign = typeof library === 'string' && !isKnownLibrary(library);
    if (key === '_class_name' ? library !== undefined && isForeign : isForeign && typeof name === 'string')
      record.sign('remote-code', part, null, `${library}.${String(name)}`, `/${key}`);
  }
}
