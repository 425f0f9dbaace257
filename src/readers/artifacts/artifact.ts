import { ArtifactBudget, BudgetSpent, type ArtifactLimits } from './artifact-budget';
import type { ArtifactFacts, ArtifactFormat } from './artifact-facts';
import { ArtifactRecord, type ArtifactPart } from './artifact-record';
import { EndOfBytes } from './byte-reader';
import type { ByteSource } from './byte-source';
import { heldInMemory } from './decoded-source';
import { baseName } from './member-names';
import { readersFor } from './sniff';

/**
 * Reads a model file: what it is, by its content, what it holds, and what loading it would do. Nothing of it is run, imported or
 * unpickled, and it is never whole in memory. Never rejects for what the bytes are.
 */
export async function readArtifact(
  name: string,
  source: ByteSource & { readonly size: number },
  {
    limits,
    beside = null,
    visit,
  }: {
    readonly limits?: ArtifactLimits;
    /** Names of the files beside it, in lower case, where somebody looked. */
    readonly beside?: ReadonlySet<string> | null;
    /** Is shown every part inside the file; what it throws ends the reading. */
    readonly visit?: (part: ArtifactPart) => void;
  } = {},
): Promise<ArtifactFacts> {
  const record = new ArtifactRecord(new ArtifactBudget(limits), look, beside, visit);
  const part: ArtifactPart = { source, place: '', name: baseName(name), depth: 0 };
  const understood = await look(part, record);
  const [format = 'unknown'] = record.formats;
  return {
    format: chosen(record.formats) ?? format,
    formats: record.formats,
    size: source.size,
    understood: Math.min(understood, source.size),
    signs: record.signs,
    pickles: record.pickles,
    tensors: record.tensors,
    tensorCount: record.tensorCount,
    metadata: record.metadata,
    members: record.members,
    memberCount: record.memberCount,
    templates: record.templates,
  };
}

/** Containers in containers, before it is told that nobody packs a model so deep. */
const DEEPEST = 6;

/** Reads a part as every format that it may be. Resolves to how many of its bytes were accounted for. */
async function look(part: ArtifactPart, record: ArtifactRecord): Promise<number> {
  if (part.depth > DEEPEST) {
    record.sign('too-deep', part, null);
    return 0;
  }
  let [most, count] = [0, 0];
  try {
    const held = await seekable(part, record);
    if (held === null) return 0;
    for (const read of await readersFor(held)) {
      const [before, signs] = [record.formats.length, record.signs.length];
      const understood = await guarded(() => read(held, record), held, record);
      if (record.formats.length > before || record.signs.length > signs || understood > 0) count++;
      most = Math.max(most, understood);
    }
    if (count > 1) record.sign('polyglot', part, 0);
  } catch (error) {
    if (!(error instanceof BudgetSpent)) throw error;
    record.sign('over-budget', part, null, error.what);
  }
  return most;
}

/** What a decoder makes is held in memory where its reader has to go back and forth. */
async function seekable(part: ArtifactPart, record: ArtifactRecord): Promise<ArtifactPart | null> {
  if (part.source.size !== null) return part;
  const head = await part.source.read(0, 4);
  const isContainer = head[0] === 0x50 && head[1] === 0x4b;
  if (!isContainer) return part;
  const source = await heldInMemory(part.source);
  if (source === null) record.sign('over-budget', part, null, 'inflated');
  return source && { ...part, source };
}

async function guarded(read: () => Promise<number>, part: ArtifactPart, record: ArtifactRecord): Promise<number> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof EndOfBytes)) throw error;
    record.sign('ends-early', part, part.source.size);
    return 0;
  }
}

/** Kinds that say more than the container that they lie in. */
const TELLING: readonly ArtifactFormat[] = [
  'torch-package',
  'torch-export',
  'torchscript',
  'torch-zip',
  'torch-legacy',
  'torch-tar',
  'keras',
  'skops',
  'npz',
  'joblib',
];

const chosen = (formats: readonly ArtifactFormat[]): ArtifactFormat | undefined => {
  const telling = TELLING.find((each) => formats.includes(each));
  return telling === 'joblib' && formats[0] === 'zip' ? undefined : telling;
};
