import type { CommandFact } from '../../core/command-facts';
import { MappedText } from '../../core/mapped-text';
import { splitWords } from '../shell/shell-words';
import { withValues, type VariableLookup } from '../shell/variable-values';

/**
 * What `ARG` and `ENV` say at each instruction of a Dockerfile, as they hold unless the builder is told otherwise. A stage begins with what
 * the image that it is made from sets; `ENV` counts before `ARG`. Sources: Dockerfile reference, ARG, ENV, Environment replacement.
 */
export class BuildVariables {
  /** Set before the first stage: only `ARG name` takes it into one. */
  readonly #global = new Map<string, MappedText>();
  readonly #stages = new Map<string, ReadonlyMap<string, MappedText>>();
  #arguments: Map<string, MappedText> | null = null;
  #environment = new Map<string, MappedText>();
  #stage: string | null = null;

  /** What a name stands for here; null where nobody knows. */
  readonly lookup: VariableLookup = (name) => this.#environment.get(name) ?? this.#arguments?.get(name) ?? null;

  /** Goes past an instruction; what it sets, in the order of the text. */
  pass({ kind, name, body, bodyRange }: CommandFact): readonly { readonly name: string; readonly value: MappedText }[] {
    if (kind !== 'instruction') return [];
    const text = MappedText.of(body, 0, body.length, bodyRange.start);
    if (name === 'from') this.#begin(body);
    if (name !== 'arg' && name !== 'env') return [];
    const set = name === 'arg' || !IS_LEGACY.test(body) ? pairsIn(text) : legacyPair(text);
    for (const pair of set) this.#set(name, pair);
    return set.flatMap(({ name: key, value }) => (value === null ? [] : [{ name: key, value }]));
  }

  #begin(body: string): void {
    const [, image = '', stage] = /^(\S{1,400})(?:\s+AS\s+(\S{1,100}))?/i.exec(body.slice(0, 1_000)) ?? [];
    if (this.#stage !== null) this.#stages.set(this.#stage, this.#environment);
    this.#environment = new Map(this.#stages.get(image.toLowerCase()));
    this.#arguments = new Map();
    this.#stage = stage?.toLowerCase() ?? null;
  }

  #set(instruction: 'arg' | 'env', { name, value }: Pair): void {
    const held = instruction === 'env' ? this.#environment : (this.#arguments ?? this.#global);
    const known = value === null ? this.#global.get(name) : withValues(value, this.lookup);
    if (known) held.set(name, known);
    else held.delete(name);
  }
}

interface Pair {
  readonly name: string;
  readonly value: MappedText | null;
}

/** `ENV name value`, as it was before there was `=`. */
const IS_LEGACY = /^[A-Za-z_]\w*[ \t]/;

function pairsIn(text: MappedText): readonly Pair[] {
  const words = splitWords(text);
  if (typeof words === 'string') return [];
  return words.flatMap(({ value }): Pair[] => {
    const [whole, name] = /^([A-Za-z_]\w{0,200})(?:=|$)/.exec(value.text) ?? [];
    if (name === undefined) return [];
    return [{ name, value: whole!.endsWith('=') ? value.slice(whole!.length) : null }];
  });
}

function legacyPair(text: MappedText): readonly Pair[] {
  const [lead, name] = /^([A-Za-z_]\w*)[ \t]+/.exec(text.text) ?? [];
  return name === undefined ? [] : [{ name, value: text.slice(lead!.length).trim() }];
}
