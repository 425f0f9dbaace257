import type { ContainerFact, ObjectFact, VariableFact } from '../../core/infrastructure-facts';
import { childOf, entriesIn, itemsIn, treeText, textsIn, type SourceLeaf, type SourceTree } from '../../core/tree';

/** What a container runs: words that no shell splits, or a script that one is given. */
export interface CommandWords {
  /** The image whose own program the words are given to; null where the words begin with the program. */
  readonly image: SourceLeaf | null;
  readonly words: readonly SourceLeaf[];
  readonly script: SourceLeaf | null;
}

/** A container. Source: Kubernetes API reference, Container. */
export function containerOf(
  tree: SourceTree,
  resource: ObjectFact,
): { readonly fact: ContainerFact; readonly command: CommandWords | null } {
  const image = childOf(tree, 'image');
  const name = childOf(tree, 'name');
  const command = commandIn(tree);
  return {
    fact: {
      name: treeText(tree, 'name') ?? null,
      image: image?.kind === 'leaf' ? image : null,
      words: command === null ? [] : givenWords(command),
      environment: environmentIn(childOf(tree, 'env')),
      ports: itemsIn(tree, 'ports').flatMap((port) => portIn(childOf(port, 'containerPort')) ?? []),
      gpus: acceleratorsIn(tree),
      range: (name?.kind === 'leaf' ? name : image)?.range ?? resource.range,
    },
    command,
  };
}

/** `command` stands for the image's ENTRYPOINT, `args` for its CMD; a step of Argo has its script in `source`. */
function commandIn(tree: SourceTree): CommandWords | null {
  const source = childOf(tree, 'source');
  if (source?.kind === 'leaf') return { image: null, words: textLeaves(childOf(tree, 'command')), script: source };
  const command = textLeaves(childOf(tree, 'command'));
  const args = textLeaves(childOf(tree, 'args'));
  const image = childOf(tree, 'image');
  if (command.length > 0) return { image: null, words: [...command, ...args], script: null };
  return args.length > 0 ? { image: image?.kind === 'leaf' ? image : null, words: args, script: null } : null;
}

const textLeaves = (tree: SourceTree | undefined): readonly SourceLeaf[] =>
  (tree?.kind === 'list' ? tree.items : tree === undefined ? [] : [tree]).filter(
    (item): item is SourceLeaf => item.kind === 'leaf' && item.words !== null,
  );

/** The words as texts, what a template decides as an empty one; a script is one of them. */
export const givenWords = ({ image, words, script }: CommandWords): readonly string[] => [
  ...(image === null ? [] : programOf(image.text ?? '')),
  ...words.map(({ text }) => text ?? ''),
  ...(script === null ? [] : [script.text ?? '']),
];

/** Images of model servers that are given arguments and no program, and what they run. Sources: the Dockerfiles of the projects. */
const PROGRAMS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/(?:^|\/)vllm(?:-openai|-cpu|-tpu)?(?::|@|$)|vllm\/vllm/, ['vllm', 'serve']],
  [/text-generation-inference(?::|@|$)/, ['text-generation-launcher']],
  [/text-embeddings-inference(?::|@|$)/, ['text-embeddings-router']],
  [/(?:^|\/)ollama(?::|@|$)/, ['ollama']],
  [/llama\.cpp(?::|@|$)/, ['llama-server']],
  [/(?:^|\/)(?:minio\/minio|minio)(?::|@|$)/, ['minio']],
];

/** What an image runs when nobody says otherwise; none where nobody knows. */
export const programOf = (image: string): readonly string[] =>
  PROGRAMS.find(([pattern]) => pattern.test(image))?.[1] ?? [];

const environmentIn = (env: SourceTree | undefined): readonly VariableFact[] =>
  (env?.kind === 'list' ? env.items : []).flatMap((item) => {
    const name = treeText(item, 'name');
    const value = childOf(item, 'value');
    return name === undefined
      ? []
      : [
          {
            name,
            value: value?.kind === 'leaf' ? value.text : null,
            range: value?.range ?? item.range,
          },
        ];
  });

export function portIn(tree: SourceTree | undefined): number | null {
  const text = tree?.kind === 'leaf' ? tree.text : null;
  return text !== null && /^\d{1,5}$/.test(text) ? Number(text) : null;
}

const ACCELERATOR =
  /^(?:nvidia\.com\/(?:gpu|mig-[\w.-]+)|amd\.com\/gpu|gpu\.intel\.com\/\w+|google\.com\/tpu|aws\.amazon\.com\/neuron(?:core)?|habana\.ai\/gaudi)$/;

/** Accelerators that a container is limited to; an extended resource's request is its limit. Source: Kubernetes, Schedule GPUs. */
function acceleratorsIn(tree: SourceTree): number | null {
  const resources = childOf(tree, 'resources');
  for (const place of ['limits', 'requests']) {
    const asked = entriesIn(resources, place).filter(({ key }) => ACCELERATOR.test(key));
    const counts = asked.flatMap(({ value }) => textsIn(value)).map(({ text }) => Number(text));
    const sum = counts.reduce((total, count) => total + count, 0);
    if (asked.length > 0) return Number.isFinite(sum) && counts.length > 0 ? sum : null;
  }
  return null;
}
