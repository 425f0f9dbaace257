import type { ArtifactFacts } from '../../readers/artifacts/artifact-facts';
import { shortOfFile } from './file-text';
import { tierOf } from './known-names';

/** What a model file holds, as far as the file itself says it. */
export interface ModelHoldings {
  /** How many tensors. */
  readonly tensors: number;
  /** Elements of all of them; null where not all are known. */
  readonly parameters: number | null;
  /** Their types, those with the most elements first. */
  readonly dtypes: readonly string[];
  /** How a GGUF file says that it is quantised: `Q4_K_M`. */
  readonly quantization: string | null;
  /** What a GGUF file or a configuration names as the model that it was made from. */
  readonly baseModel: string | null;
  /** The library whose classes a pickle names: `sklearn`. */
  readonly library: string | null;
  /** The chat template in a GGUF file; null where it is longer than what is kept of metadata. */
  readonly chatTemplate: string | null;
}

/** Types that are told. */
const MOST_DTYPES = 6;
const LONGEST_NAME = 200;
/** Of metadata that is longer only the beginning is known. */
const KEPT_METADATA = 4000;

/** Sums up what readers found. Sizes beyond what a number holds exactly are not told. */
export function holdingsOf({ tensors, tensorCount, metadata, pickles }: ArtifactFacts): ModelHoldings {
  const elements = new Map<string, number>();
  for (const { dtype, shape } of tensors)
    elements.set(dtype, (elements.get(dtype) ?? 0) + shape.reduce((product, length) => product * length, 1));
  const parameters = [...elements.values()].reduce((sum, count) => sum + count, 0);
  const named = pickles
    .flatMap(({ imports }) => imports)
    .find(({ module, name }) => module !== null && name !== null && tierOf(module, name) === 'framework');
  const template = metadata['tokenizer.chat_template'] ?? null;
  const base = metadata['general.base_model.0.repo_url'] ?? metadata['general.base_model.0.name'];
  return {
    tensors: tensorCount,
    parameters:
      tensorCount === tensors.length && tensorCount > 0 && Number.isSafeInteger(parameters) ? parameters : null,
    dtypes: [...elements]
      .sort((a, b) => b[1] - a[1])
      .slice(0, MOST_DTYPES)
      .map(([dtype]) => dtype),
    quantization: FILE_TYPES[Number(metadata['general.file_type'] ?? NaN)] ?? null,
    baseModel: base === undefined ? null : shortOfFile(base, LONGEST_NAME),
    library: named?.module?.split('.')[0] ?? null,
    chatTemplate: template === null || template.length >= KEPT_METADATA ? null : template,
  };
}

/** `general.file_type`: what most tensors are. Source: llama.cpp, `enum llama_ftype`. */
const FILE_TYPES: Readonly<Record<number, string>> = {
  0: 'F32',
  1: 'F16',
  2: 'Q4_0',
  3: 'Q4_1',
  7: 'Q8_0',
  8: 'Q5_0',
  9: 'Q5_1',
  10: 'Q2_K',
  11: 'Q3_K_S',
  12: 'Q3_K_M',
  13: 'Q3_K_L',
  14: 'Q4_K_S',
  15: 'Q4_K_M',
  16: 'Q5_K_S',
  17: 'Q5_K_M',
  18: 'Q6_K',
  32: 'BF16',
};
