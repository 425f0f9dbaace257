import { BudgetSpent, type ArtifactBudget } from './artifact-budget';
import type {
  ArtifactFormat,
  MemberFact,
  PickleFacts,
  Sign,
  SignKind,
  TemplateFact,
  TensorFact,
} from './artifact-facts';
import { partOfSource, type ByteSource } from './byte-source';

/** A file, or what lies in a container. */
export interface ArtifactPart {
  readonly source: ByteSource;
  /** '' for the file itself, else the way to it: `archive/data.pkl`, `a.zip!b.pkl`. */
  readonly place: string;
  /** What it is called, in lower case: only what has no mark of its own (JSON, templates) is told by that. */
  readonly name: string;
  /** Containers around it. */
  readonly depth: number;
}

/** Reads a part as one format. Resolves to how many of its bytes it accounted for. */
export type ArtifactReader = (part: ArtifactPart, record: ArtifactRecord) => Promise<number>;

/** How many of each kind are told; of the rest it is told that there are more. */
const MOST_SIGNS = 2_000;
const MOST_OF_A_KIND = 100;
const MOST_PICKLES = 20_000;
const MOST_TENSORS = 200_000;
const MOST_METADATA = 500;
const LONGEST_METADATA = 4000;
const LONGEST_ABOUT = 1000;
const MOST_MEMBERS = 20_000;
const MOST_TEMPLATES = 20;
const LONGEST_TEMPLATE = 1 << 16;

/** What readers write down. */
export class ArtifactRecord {
  readonly signs: Sign[] = [];
  readonly pickles: PickleFacts[] = [];
  readonly tensors: TensorFact[] = [];
  tensorCount = 0;
  readonly metadata: Record<string, string> = {};
  readonly formats: ArtifactFormat[] = [];
  readonly members: MemberFact[] = [];
  memberCount = 0;
  readonly templates: TemplateFact[] = [];
  /** Parts that pickles hand on as bytes, and that were read as zips: offsets in the part of the pickle. */
  readonly inBytes: { readonly place: string; readonly from: number; readonly to: number }[] = [];
  readonly #kinds = new Map<SignKind, number>();
  #metadataCount = 0;

  constructor(
    readonly budget: ArtifactBudget,
    /** Finds out what a part is and reads it as that. */
    readonly look: (part: ArtifactPart, record: ArtifactRecord) => Promise<number>,
    /** Names of the files beside it, in lower case; null where nobody looked. */
    readonly beside: ReadonlySet<string> | null = null,
    /** Is shown every part inside the file; what it throws ends the reading. */
    private readonly visit?: (part: ArtifactPart) => void,
  ) {}

  format(format: ArtifactFormat): void {
    if (!this.formats.includes(format)) this.formats.push(format);
  }

  sign(kind: SignKind, part: ArtifactPart, offset: number | null, about = '', pointer: string | null = null): void {
    const count = this.#kinds.get(kind) ?? 0;
    this.#kinds.set(kind, count + 1);
    if (count >= MOST_OF_A_KIND || this.signs.length >= MOST_SIGNS) return;
    this.signs.push({ kind, place: part.place, offset, pointer, about: shownText(about, LONGEST_ABOUT) });
  }

  /** Signs that a pickle's machine found. */
  addSigns(signs: readonly Sign[]): void {
    for (const sign of signs)
      this.sign(sign.kind, { place: sign.place } as ArtifactPart, sign.offset, sign.about, sign.pointer);
  }

  /** Takes back what turned out to be ordinary there. */
  withdraw(isOrdinary: (sign: Sign) => boolean): void {
    const kept = this.signs.filter((sign) => !isOrdinary(sign));
    this.signs.splice(0, this.signs.length, ...kept);
  }

  pickle(facts: PickleFacts): void {
    if (this.pickles.length >= MOST_PICKLES) throw new BudgetSpent('steps');
    this.pickles.push(facts);
  }

  /** What lies in a container. `size` and `packed` (bytes, in the container) where the source does not tell. */
  member(part: ArtifactPart, size = part.source.size, packed: number | null = null): void {
    this.memberCount++;
    if (this.members.length < MOST_MEMBERS) this.members.push({ place: part.place, size, packed });
    this.visit?.(part);
  }

  template({ place }: ArtifactPart, pointer: string | null, text: string): void {
    if (this.templates.length < MOST_TEMPLATES)
      this.templates.push({ place, pointer, text: text.slice(0, LONGEST_TEMPLATE) });
  }

  tensor(name: string, dtype: string, shape: readonly number[]): void {
    this.tensorCount++;
    if (this.tensors.length < MOST_TENSORS)
      this.tensors.push({ name: shownText(name, LONGEST_METADATA), dtype, shape });
  }

  note(key: string, value: string): void {
    if (key in this.metadata || this.#metadataCount >= MOST_METADATA) return;
    this.#metadataCount++;
    this.metadata[shownText(key, LONGEST_ABOUT)] = shownText(value, LONGEST_METADATA);
  }
}

export const placeIn = (part: ArtifactPart, name: string): string =>
  part.place === '' ? name : `${part.place}!${name}`;

/** Bytes behind the end of a format belong to nothing; they are looked at as what they may be. */
export async function lookAtRest(part: ArtifactPart, record: ArtifactRecord, offset: number): Promise<void> {
  record.sign('trailing-bytes', part, offset);
  if (part.depth > MOST_RESTS) return;
  const source = partOfSource(part.source, offset, null);
  const rest = { source, place: placeIn(part, `(rest at ${offset})`), name: 'rest.pkl', depth: part.depth + 1 };
  record.member(rest);
  await record.look(rest, record);
}

/** Rests of rests are not looked at. */
const MOST_RESTS = 3;

/** Text out of a file, short, without what would act on a terminal or reorder what is read. */
export const shownText = (text: string, longest: number): string => {
  const clean = text.replace(UNSHOWN, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return clean.length > longest ? `${clean.slice(0, longest - 1)}…` : clean;
};

// eslint-disable-next-line no-control-regex -- what is looked for are control characters
const UNSHOWN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;
