import { lastNameOf, matchesCallee } from '../../core/callee-pattern';
import { DATASET_LOADERS } from './loaders/datasets';
import { ENGINE_LOADERS } from './loaders/engines';
import { HUB_CLIENT_LOADERS } from './loaders/hubs';
import { LIBRARY_LOADERS } from './loaders/libraries';
import { hub, type Loader } from './loaders/loader';
import { REGISTRY_LOADERS } from './loaders/registries';
import { TRANSFORMERS_LOADERS } from './loaders/transformers';

/** First match counts: what is particular stands before what is general. */
export const LOADERS: readonly Loader[] = [
  ...TRANSFORMERS_LOADERS,
  ...LIBRARY_LOADERS,
  ...ENGINE_LOADERS,
  ...HUB_CLIENT_LOADERS,
  ...DATASET_LOADERS,
  ...REGISTRY_LOADERS,
  // Everything else that is called from_pretrained: a class of the project, or a library that is not known here.
  hub('', ['**.from_pretrained'], { code: 'trusted' }),
];

/** Import names whose functions are known, so that a call is no guess. */
const LIBRARIES = new Set([
  ...LOADERS.map((loader) => loader.library).filter((name) => name !== ''),
  'tokenizers',
  'gliner',
  'span_marker',
  'setfit',
  'trl',
  'adapters',
  'ctransformers',
  'transformer_lens',
  'colpali_engine',
  'pylate',
  'segmentation_models_pytorch',
  'spandrel',
  'intel_extension_for_transformers',
  'nemo_automodel',
  'outlines',
]);

/** Names that are loaders whoever the receiver is. */
const TELLING = new Set([
  'load_lora_weights',
  'load_lora_adapter',
  'load_attn_procs',
  'load_ip_adapter',
  'load_textual_inversion',
  'hf_hub_download',
  'snapshot_download',
]);

const byLastSegment = new Map<string, Loader[]>();
for (const loader of LOADERS) {
  for (const name of new Set(loader.callees.map(lastNameOf)))
    byLastSegment.set(name, [...(byLastSegment.get(name) ?? []), loader]);
}

/** Callee patterns of the loaders that rules judge. Plain tables that are read from an address are for the inventory only. */
export const LOADER_CALLEES: readonly string[] = [
  ...new Set(LOADERS.filter((loader) => loader.spelling !== 'url').flatMap((loader) => loader.callees)),
];

/** Strings of which one stands in every text that calls a loader, also one for the inventory only. */
export const LOADER_TRIGGERS: readonly string[] = [...byLastSegment.keys()];

/** The loader that a callee is, and whether that is a guess because nothing is known of the receiver. */
export function loaderOf(callee: string): FoundLoader | null {
  let found = known.get(callee);
  if (found === undefined) {
    if (known.size > 20_000) known.clear();
    known.set(callee, (found = findLoader(callee)));
  }
  return found;
}

interface FoundLoader {
  readonly loader: Loader;
  readonly guessed: boolean;
}

const known = new Map<string, FoundLoader | null>();

function findLoader(callee: string): FoundLoader | null {
  if (/^(?:torch|numpy|builtins)\./.test(callee) && callee.endsWith('.from_pretrained')) return null; // nn.Embedding.from_pretrained(tensor)
  const last = lastNameOf(callee);
  const loader = byLastSegment
    .get(last)
    ?.find((candidate) => candidate.callees.some((pattern) => matchesCallee(pattern, callee)));
  if (!loader) return null;
  const root = callee.split('.', 1)[0]!.replace('()', '');
  return { loader, guessed: !LIBRARIES.has(root) && !TELLING.has(last) };
}
