import type { FlowNode } from '../../../analysis/flow/flow-node';
import type { FlowSource } from '../../../analysis/flow/sources';
import { stringOf } from '../../../core/value';
import type { Taken } from './taken';

/** Names and keys of templates that come with a model. */
const NAMES = /^(?:default_)?chat_template$/i;
const KEYS = /chat_template$|^prompt_template$/i;
/** Files that templates of models stand in. */
const FILES = /\bchat_template\b|tokenizer_config/i;
/** What a tokenizer or its configuration is called. */
const HOLDERS = /(?:tokenizer|processor)\w*$|tokenizer_config/i;
const METADATA = /^gguf\b|GGUFReader/i;
const FETCHES = /(?:^|\.)(?:from_pretrained|GGUFReader|download_blob)$/;

/** Whether a template comes with a model or from the web: `fetched` where it is read out of one, or downloaded here; null for neither. */
export function templateOrigin({
  flow,
  sources,
}: Taken): { readonly fetched: boolean; readonly source: FlowSource | null } | null {
  const source = sources.find(({ kind }) => kind === 'network' || kind === 'download') ?? null;
  const fetched =
    source !== null || flow.nodes.some((node) => FETCHES.test(node.call?.callee ?? '') || isOfModel(node));
  return fetched || flow.nodes.some(isSaidToBe) ? { fetched, source } : null;
}

/** `tokenizer.chat_template`, `config["chat_template"]`: read out of a tokenizer or a file of a model, not handed in by somebody. */
function isOfModel({ expression, call }: FlowNode): boolean {
  const { kind, name, parts } = expression;
  if (kind === 'attribute') return NAMES.test(name) && HOLDERS.test(parts[0]?.dotted ?? '');
  if (kind === 'subscript') return /^(?:tokenizer\.)?chat_template$/.test(stringOf(parts[1]?.value) ?? '');
  return (
    call !== null &&
    /(?:^|\.)get$/.test(call.callee) &&
    /^(?:tokenizer\.)?chat_template$/.test(stringOf(call.args[0]?.value) ?? '')
  );
}

/** What it is called on its way says that it is a template of a model. */
function isSaidToBe({ expression, call }: FlowNode): boolean {
  const { kind, name, parts, qualified, value } = expression;
  if (kind === 'name') return NAMES.test(name) || /^(?:tokenizer_config|gguf)$/i.test(name);
  if (kind === 'attribute')
    return NAMES.test(name) || (name === 'metadata' && METADATA.test(qualified)) || name === 'tokenizer_config';
  if (kind === 'subscript') return KEYS.test(stringOf(parts[1]?.value) ?? '') || parts[0]?.name === 'metadata';
  if (kind === 'text') return FILES.test(stringOf(value) ?? '');
  return (
    call !== null &&
    /(?:^|\.)get$/.test(call.callee) &&
    (KEYS.test(stringOf(call.args[0]?.value) ?? '') || isOfMetadata(call.expression))
  );
}

/** `reader.metadata.get("…")` */
const isOfMetadata = ({ parts: [called] }: FlowNode['expression']): boolean =>
  called?.kind === 'attribute' && called.parts[0]?.name === 'metadata';
