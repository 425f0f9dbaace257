/**
 * Python that looks like what people write to train models, from a seed: the same seed gives the same text.
 * Most of it is of no interest to any rule; `density` of the functions hold something that is.
 */
export interface CorpusOptions {
  readonly seed: number;
  /** Lines, about. */
  readonly lines: number;
  /** Share of the functions that hold something a rule looks at, 0 to 1. */
  readonly density?: number;
}

/** A small linear congruential generator: good enough for text, and the same everywhere (Numerical Recipes, 7.1). */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** An integer below `bound`. */
  below(bound: number): number {
    this.#state = (Math.imul(this.#state, 1664525) + 1013904223) >>> 0;
    return Math.floor((this.#state / 2 ** 32) * bound);
  }

  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)]!;
  }
}

const NOUNS = [
  'batch',
  'token',
  'hidden',
  'attention',
  'logits',
  'mask',
  'weight',
  'layer',
  'state',
  'embedding',
  'head',
  'loss',
  'sample',
  'image',
  'label',
  'output',
] as const;
const VERBS = [
  'compute',
  'prepare',
  'forward',
  'reshape',
  'encode',
  'collate',
  'project',
  'normalize',
  'merge',
  'update',
  'select',
  'stack',
] as const;
const ORGS = ['google-bert', 'facebook', 'someone-new', 'mistralai', 'lab-x'] as const;

const PLAIN: readonly ((r: Random) => string)[] = [
  (r) =>
    `${r.pick(NOUNS)}_${r.below(9)} = self.${r.pick(NOUNS)}_proj(${r.pick(NOUNS)}).view(bsz, -1, self.num_heads, self.head_dim).transpose(1, 2)`,
  (r) =>
    `if ${r.pick(NOUNS)} is not None and ${r.pick(NOUNS)}.shape[0] != ${r.below(64)}:\n            raise ValueError(f"Expected {bsz} rows but got {${r.pick(NOUNS)}.shape[0]}")`,
  (r) => `${r.pick(NOUNS)} = torch.cat([${r.pick(NOUNS)}, ${r.pick(NOUNS)}], dim=-${1 + r.below(2)})`,
  (r) =>
    `for i, (${r.pick(NOUNS)}, ${r.pick(NOUNS)}) in enumerate(zip(self.${r.pick(NOUNS)}s, ${r.pick(NOUNS)}s)):\n            total += i * ${r.below(100)} / 3.0`,
  (r) => `# ${r.pick(VERBS)} the ${r.pick(NOUNS)} before the ${r.pick(NOUNS)} is used 🙂`,
  (r) =>
    `config = {"${r.pick(NOUNS)}_size": ${r.below(4096)}, "${r.pick(NOUNS)}_dropout": 0.${r.below(9)}, "act": "gelu"}`,
  (r) => `results.append([x * ${r.below(10)} for x in ${r.pick(NOUNS)}s if x > ${r.below(10)}])`,
];

const TELLING: readonly ((r: Random) => string)[] = [
  (r) => `model = AutoModel.from_pretrained("${r.pick(ORGS)}/${r.pick(NOUNS)}-${r.below(99)}b")`,
  (r) => `state = torch.load("checkpoints/${r.pick(NOUNS)}.pt", map_location="cpu")`,
  (r) => `data = load_dataset("${r.pick(ORGS)}/${r.pick(NOUNS)}s", split="train")`,
  () => `with open(path, "rb") as handle:\n            cache = pickle.load(handle)`,
];

export function pythonSource({ seed, lines, density = 0.08 }: CorpusOptions): string {
  const random = new Random(seed);
  const parts = [
    '"""Training and modelling code."""',
    'import os',
    'import pickle',
    '',
    'import torch',
    'import torch.nn as nn',
    'from datasets import load_dataset',
    'from transformers import AutoModel, AutoTokenizer',
    '',
    `HIDDEN_SIZE = ${64 << random.below(5)}`,
    '',
  ];
  let count = parts.length;
  const push = (text: string): void => {
    parts.push(text);
    count += text.split('\n').length;
  };
  while (count < lines) {
    const noun = random.pick(NOUNS);
    push(
      `class ${noun[0]!.toUpperCase()}${noun.slice(1)}${random.below(1000)}(nn.Module):\n    """${random.pick(VERBS)} ${noun}s, one at a time."""\n\n    ${noun}_size: int = ${random.below(1024)}\n`,
    );
    for (let method = 0; method < 3 + random.below(5) && count < lines; method++) {
      push(
        `    def ${random.pick(VERBS)}_${random.pick(NOUNS)}_${method}(self, ${random.pick(NOUNS)}, ${random.pick(NOUNS)}s=None, dim: int = ${random.below(8)}):\n        """Return the ${random.pick(NOUNS)} of the ${noun}."""`,
      );
      for (let statement = 0; statement < 4 + random.below(10); statement++)
        push(`        ${random.pick(PLAIN)(random)}`);
      if (random.below(1000) < density * 1000) push(`        ${random.pick(TELLING)(random)}`);
      push(`        return ${random.pick(NOUNS)}\n`);
    }
  }
  return `${parts.join('\n')}\n`;
}
