import type { ArtifactPart, ArtifactReader } from './artifact-record';
import { readTemplate } from './chat-template';
import { readJsonConfig } from './json-config';
import { jsonEncoding, jsonTextOf } from './json-text';
import { readMlmodel } from './mlmodel';
import { readGraphText } from './saved-model';
import { readSkopsSchema } from './skops';
import { isScriptCode, signScript } from './torch-script';
import { readYamlConfig } from './yaml-config';

/** Longest text that is read. */
const LONGEST = 32 * 1024 * 1024;

/** Formats without a mark of their own: the name says what they are, and the beginning that it may be so. */
export function readNamedText(part: ArtifactPart, head: Uint8Array): ArtifactReader | null {
  if (part.name === 'schema.json' && part.depth > 0) return withText(readSkopsSchema, jsonTextOf);
  const isJson = part.name.endsWith('.json');
  const first = isJson ? firstSign(head) : '';
  if (first === '{' || first === '[') return withText(readJsonConfig, jsonTextOf);
  if (part.name === 'mlmodel') return withText(readMlmodel);
  if (part.name.endsWith('.pbtxt')) return withText(readGraphText);
  if (YAML.test(part.name)) return withText(readYamlConfig);
  if (/\.jinja2?$/.test(part.name) && !/\.\w+\.jinja2?$/.test(part.name))
    return withText(async (text, inner, record) => {
      record.format('template');
      readTemplate(text, inner, record, 0, null);
    });
  if (PYTHON.test(part.name) || (part.depth > 0 && part.name.endsWith('.py')))
    return async (inner, record) => {
      // A package has such files too: only beside a configuration they come with a model.
      if (inner.depth === 0 && record.beside?.has('config.json') === false) return 0;
      // Code of TorchScript, which Python does not run.
      if (record.formats.includes('torchscript') && isScriptCode(inner)) return signScript(inner, record);
      record.format('python');
      record.sign('python-file', inner, 0, part.name);
      return inner.source.size ?? 0;
    };
  return null;
}

/** Code that `trust_remote_code=True` imports, and handlers that servers run. */
const PYTHON =
  /^(?:(?:modeling|modelling|configuration|tokenization|processing|image_processing|feature_extraction|pipeline)_\w+|handler)\.py$/;

/** What hydra and its like make objects of: configurations beside weights, and in archives of them. */
const YAML = /^(?:(?:model_)?config|hparams)\.ya?ml$/;

/** The first letter of JSON; that of what nobody reads, so that it is told. */
function firstSign(head: Uint8Array): string {
  const encoding = jsonEncoding(head);
  if (encoding === null) return head.length < 4 ? '' : '{';
  return new TextDecoder(encoding).decode(head.subarray(0, 64)).trimStart().slice(0, 1);
}

type TextReader = (text: string, part: ArtifactPart, record: Parameters<ArtifactReader>[1]) => Promise<void>;

const withText =
  (read: TextReader, decoded: (bytes: Uint8Array) => string | null = (bytes) => UTF8.decode(bytes)): ArtifactReader =>
  async (part, record) => {
    const bytes = await part.source.read(0, LONGEST + 1);
    if (bytes.length > LONGEST) {
      record.sign('over-budget', part, 0, 'text');
      return 0;
    }
    const text = decoded(bytes);
    if (text === null) {
      record.sign('not-read', part, 0, 'text in UTF-32');
      return 0;
    }
    await read(text, part, record);
    return bytes.length;
  };

const UTF8 = new TextDecoder();
