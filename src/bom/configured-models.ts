import type { ConfigEntry } from '../core/config-facts';
import { isPlaceholderPublisher } from '../analysis/models/placeholder-names';
import { isFolderName } from '../analysis/models/model-id';
import { isCommit } from '../analysis/models/reference';
import { describeHubRepository } from './hub';
import type { Component, Occurrence } from './inventory';
import type { Lookups } from './lookups';

/** Keys of training configurations that name a repository of the hub: transformers, TRL, PEFT, LLaMA-Factory, axolotl, lighteval. */
const MODEL_KEYS = new Set([
  'model_name_or_path',
  'pretrained_model_name_or_path',
  'base_model_name_or_path',
  'base_model',
  'hf_model_id',
  'hub_model_name_or_path',
  'reward_model',
  'reward_model_path',
  'ref_model',
  'teacher_model_name_or_path',
  'tokenizer_name_or_path',
  'vision_model_name_or_path',
]);
const DATASET_KEYS = new Set(['dataset_name', 'dataset_name_or_path', 'dataset_id', 'hf_dataset_id']);
const REVISION_KEYS = ['model_revision', 'base_model_revision', 'revision', 'dataset_revision'];

/** Words that are looked for before a configuration is read. */
export const MAY_NAME_MODELS = /\b(?:\w{0,30}model\w{0,20}|dataset_\w{2,20}|hf_\w{2,20})["']?[ \t]*:/u;

/** Something that a configuration takes from the hub, with the entry that says so. */
export interface ConfiguredModel {
  readonly id: string;
  readonly kind: 'model' | 'dataset';
  readonly revision: string | null;
  readonly entry: ConfigEntry;
}

/** Only names with an account before the name: what has none may be anything. */
export function configuredModels(entries: readonly ConfigEntry[]): readonly ConfiguredModel[] {
  const revisions = new Map<string, string>();
  for (const { keys, key, value } of entries)
    if (REVISION_KEYS.includes(key)) revisions.set(`${placeOf(keys)}\n${kindOfKey(key)}`, value);
  return entries.flatMap((entry): readonly ConfiguredModel[] => {
    const kind = MODEL_KEYS.has(entry.key) ? 'model' : DATASET_KEYS.has(entry.key) ? 'dataset' : null;
    const id = entry.value.trim();
    if (kind === null || !isHubName(id)) return [];
    const place = placeOf(entry.keys);
    const revision = revisions.get(`${place}\n${kind}`) ?? revisions.get(`${place}\n`) ?? null;
    return [{ id, kind, revision: revision === null || revision.trim() === '' ? null : revision.trim(), entry }];
  });
}

const placeOf = (keys: readonly string[]): string => keys.slice(0, -1).join('\0');
const kindOfKey = (key: string): string => (key.startsWith('dataset') ? 'dataset' : key === 'revision' ? '' : 'model');

/** `owner/name`, and no folder, file or stand-in. Source: huggingface_hub, `validate_repo_id`. */
function isHubName(text: string): boolean {
  const [, owner, name] = /^([A-Za-z0-9][\w.-]{0,95})\/([A-Za-z0-9][\w.-]{0,95})$/u.exec(text) ?? [];
  if (owner === undefined || name === undefined || isFolderName(owner) || isPlaceholderPublisher(owner)) return false;
  return (
    !/--|\.\./u.test(text) &&
    !/\.(?:ya?ml|json|jsonl|csv|parquet|txt|py|bin|pt|pth|ckpt|safetensors|gguf)$/iu.test(name)
  );
}

/** Its component; null where a folder of that name lies in the project. */
export async function describeConfigured(
  { id, kind, revision, entry }: ConfiguredModel,
  place: Omit<Occurrence, 'symbol'>,
  lookups: Lookups,
): Promise<Component | null> {
  if ((await lookups.localFile(id, place.path)) !== null) return null;
  const [publisher = null, name = id] = id.split('/');
  const component = await describeHubRepository(
    {
      repoType: kind,
      publisher,
      name,
      legacy: false,
      pinning: revision !== null && isCommit(revision) ? 'commit' : 'none',
      revisionText: revision,
    },
    id,
    lookups,
  );
  return {
    ...component,
    direct: true,
    occurrences: [{ ...place, symbol: null }],
    properties: [...component.properties, { name: 'nameFrom', value: `configuration, ${entry.key}` }],
  };
}
