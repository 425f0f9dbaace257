import type { ArtifactPart, ArtifactReader } from './artifact-record';
import { readTemplate } from './chat-template';
import { readJsonConfig } from './json-config';
import { readMlmodel } from './mlmodel';

/** Longest text that is read. */
const LONGEST = 32 * 1024 * 1024;

/** Formats without a mark of their own: the name says what they are, and the beginning that it may be so. */
export function readNamedText(part: ArtifactPart, head: Uint8Array): ArtifactReader | null {
  const first = firstSign(head);
  if (part.name.endsWith('.json') && (first === '{' || first === '[')) return withText(readJsonConfig);
  if (part.name === 'mlmodel') return withText(readMlmodel);
  if (/\.jinja2?$/.test(part.name) && !/\.\w+\.jinja2?$/.test(part.name))
    return withText(async (text, inner, record) => {
      record.format('template');
      readTemplate(text, inner, record, 0, null);
    });
  if (PYTHON.test(part.name) || (part.depth > 0 && part.name.endsWith('.py')))
    return async (inner, record) => {
      // A package has such files too: only beside a configuration they come with a model.
      if (inner.depth === 0 && record.beside?.has('config.json') === false) return 0;
      if (record.formats.includes('torchscript')) return inner.source.size ?? 0; // code of TorchScript, which Python does not run
      record.format('python');
      record.sign('python-file', inner, 0, part.name);
      return inner.source.size ?? 0;
    };
  return null;
}

/** Code that `trust_remote_code=True` imports, and handlers that servers run. */
const PYTHON =
  /^(?:(?:modeling|modelling|configuration|tokenization|processing|image_processing|feature_extraction|pipeline)_\w+|handler)\.py$/;

function firstSign(head: Uint8Array): string {
  const text = new TextDecoder().decode(head.subarray(0, 64));
  return text.trimStart().slice(0, 1);
}

type TextReader = (text: string, part: ArtifactPart, record: Parameters<ArtifactReader>[1]) => Promise<void>;

const withText =
  (read: TextReader): ArtifactReader =>
  async (part, record) => {
    const bytes = await part.source.read(0, LONGEST + 1);
    if (bytes.length > LONGEST) {
      record.sign('over-budget', part, 0, 'text');
      return 0;
    }
    await read(new TextDecoder().decode(bytes), part, record);
    return bytes.length;
  };
